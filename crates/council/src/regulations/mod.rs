//! Quy chế, nội quy và nghị quyết quy phạm của hội đồng: a council's own regulations, from proposal to promulgation.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (72/2025/QH15) on what a council issues and how it votes; Luật Ban hành văn bản
//! quy phạm pháp luật (64/2025/QH15) on comments, force and end; Nghị quyết 103/2025/UBTVQH15 and 104/2025/UBTVQH15, the model
//! working regulations. Who is competent, how long comments stay open, which vote is needed, which step needs a paper and when a
//! text may take force are dated rules, not code.
//!
//! **Invariants.** A regulation moves only along [`RegulationState::after`]. Each step has its day, so that its standing on any day
//! can be read; being in force and having ended are computed from days, never stored. What an article said before is kept. After
//! the deadline nobody comments. The text that was published is frozen with its hash and compared with it whenever it is read.

pub mod adoption;
pub mod appraisal;
pub mod comments;
mod demands;
pub mod drafting;
pub mod papers;
pub mod progress;
pub mod proposal;
pub mod publication;
pub mod queries;
#[cfg(test)]
mod tests;

use kernel::ids::RegulationId;
use kernel::{Date, vi};
use store::{Reader as _, args, sql};

use crate::library::DocumentStatus;
use crate::{Acting, Problem, Result};

pub use crate::seed_data::regulation_models::RegulationKind;
pub use demands::Demands;

store::coded! {
    /// Trạng thái: how far a regulation has come.
    pub enum RegulationState {
        /// Đã đề nghị.
        Proposed = "proposed",
        /// Đang soạn thảo.
        Drafting = "drafting",
        /// Đang lấy ý kiến.
        Comments = "comments",
        /// Đang thẩm tra.
        Appraisal = "appraisal",
        /// Chờ thông qua.
        Adoption = "adoption",
        /// Đã thông qua, chưa công bố.
        Adopted = "adopted",
        /// Đã công bố.
        Published = "published",
        /// Đã rút.
        Withdrawn = "withdrawn",
    }

    /// Tình trạng vào một ngày: the state, and of a published regulation whether it is in force.
    pub enum Standing {
        /// Đã đề nghị.
        Proposed = "proposed",
        /// Đang soạn thảo.
        Drafting = "drafting",
        /// Đang lấy ý kiến.
        Comments = "comments",
        /// Đang thẩm tra.
        Appraisal = "appraisal",
        /// Chờ thông qua.
        Adoption = "adoption",
        /// Đã thông qua, chưa công bố.
        Adopted = "adopted",
        /// Đã công bố, chưa có hiệu lực.
        NotYet = "not_yet",
        /// Còn hiệu lực.
        InForce = "in_force",
        /// Hết hiệu lực.
        Ended = "ended",
        /// Đã rút.
        Withdrawn = "withdrawn",
    }

    /// Bước: the steps to which papers are attached.
    pub enum Stage {
        /// Đề nghị.
        Proposal = "proposal",
        /// Soạn thảo.
        Drafting = "drafting",
        /// Lấy ý kiến.
        Comments = "comments",
        /// Thẩm tra.
        Appraisal = "appraisal",
        /// Thông qua.
        Adoption = "adoption",
        /// Công bố.
        Publication = "publication",
    }

    /// Kết quả tiếp thu: what became of a comment.
    pub enum Answer {
        /// Tiếp thu.
        Accepted = "accepted",
        /// Tiếp thu một phần.
        Partly = "partly",
        /// Không tiếp thu.
        NotAccepted = "not_accepted",
    }

    /// Kết luận thẩm tra.
    pub enum Conclusion {
        /// Đủ điều kiện trình.
        Ready = "ready",
        /// Đủ điều kiện trình sau khi chỉnh lý.
        ReadyWhenMended = "ready_when_mended",
        /// Chưa đủ điều kiện trình.
        NotReady = "not_ready",
    }

    /// Hình thức biểu quyết.
    pub enum VoteWay {
        /// Tại kỳ họp.
        Session = "session",
        /// Bằng phiếu ghi ý kiến.
        Written = "written",
    }
}

/// A move of the state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Bắt đầu soạn thảo.
    Draft,
    /// Lấy ý kiến.
    OpenComments,
    /// Giao thẩm tra.
    Assign,
    /// Báo cáo thẩm tra: ready to be put to the vote.
    Appraise,
    /// Thông qua.
    Adopt,
    /// Trả lại để soạn tiếp; also what becomes of a draft that the vote did not pass.
    SendBack,
    /// Công bố.
    Publish,
    /// Rút.
    Withdraw,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::OpenComments,
        Self::Assign,
        Self::Appraise,
        Self::Adopt,
        Self::SendBack,
        Self::Publish,
        Self::Withdraw,
    ];
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState(pub RegulationState);

impl From<WrongState> for crate::Refusal {
    fn from(_: WrongState) -> Self {
        Problem::new("", "regulation-wrong-state").into()
    }
}

impl RegulationState {
    /// The state after a move.
    pub const fn after(self, step: Move) -> std::result::Result<Self, WrongState> {
        match (self, step) {
            (Self::Proposed, Move::Draft) => Ok(Self::Drafting),
            (Self::Drafting, Move::OpenComments) => Ok(Self::Comments),
            (Self::Comments, Move::Assign) => Ok(Self::Appraisal),
            (Self::Appraisal, Move::Appraise) => Ok(Self::Adoption),
            (Self::Adoption, Move::Adopt) => Ok(Self::Adopted),
            (Self::Adopted, Move::Publish) => Ok(Self::Published),
            (Self::Comments | Self::Appraisal | Self::Adoption, Move::SendBack) => {
                Ok(Self::Drafting)
            }
            (
                Self::Proposed | Self::Drafting | Self::Comments | Self::Appraisal | Self::Adoption,
                Move::Withdraw,
            ) => Ok(Self::Withdrawn),
            _ => Err(WrongState(self)),
        }
    }

    /// Whether a move is possible.
    pub const fn allows(self, step: Move) -> bool {
        self.after(step).is_ok()
    }
}

impl Standing {
    /// The standing on a day of a regulation that has come this far by then.
    pub fn on(
        day: Date,
        state: RegulationState,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
    ) -> Self {
        match state {
            RegulationState::Proposed => Self::Proposed,
            RegulationState::Drafting => Self::Drafting,
            RegulationState::Comments => Self::Comments,
            RegulationState::Appraisal => Self::Appraisal,
            RegulationState::Adoption => Self::Adoption,
            RegulationState::Adopted => Self::Adopted,
            RegulationState::Withdrawn => Self::Withdrawn,
            RegulationState::Published => match DocumentStatus::on(day, in_force_on, ended_on) {
                DocumentStatus::InForce => Self::InForce,
                DocumentStatus::Ended => Self::Ended,
                DocumentStatus::NotYet | DocumentStatus::Unknown => Self::NotYet,
            },
        }
    }
}

sql! {
    STEPS = "SELECT count(*) FROM regulation_step WHERE regulation_id = $1";
    STEP = "INSERT INTO regulation_step (regulation_id, position, state, day, reason) VALUES ($1, $2, $3, $4, $5)";
    STATE = "UPDATE regulation SET state = $2 WHERE id = $1";
}

/// Moves a regulation to a state on a day.
async fn enter(
    acting: &Acting<'_>,
    id: RegulationId,
    state: RegulationState,
    day: Date,
    reason: &str,
) -> Result<()> {
    let position: Option<i64> = acting.tx.scalar(STEPS, args![id]).await?;
    let position = position.unwrap_or(0) + 1;
    acting
        .tx
        .execute(STEP, args![id, position, state, day, reason])
        .await?;
    acting.tx.execute(STATE, args![id, state]).await?;
    Ok(())
}

/// Cleans a text of several lines; what the reader sees as empty lines at both ends goes.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(vi::clean).collect();
    lines.join("\n").trim().to_owned()
}
