//! Quy chế phối hợp: what the parties agreed to do together, each duty with who, with whom, what and by when, and whether it was done.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (72/2025/QH15) and Luật Mặt trận Tổ quốc Việt Nam (75/2015/QH13), which bid the
//! bodies of a place to work together and leave the how to regulations between them; model working regulations (103/2025/UBTVQH15,
//! 104/2025/UBTVQH15). The law sets no days here: they stand in each regulation, and the days of reminders are dated rules.
//!
//! **Invariants.** A regulation moves only along [`CoordinationState::after`], each step with its day; it is in force when the last
//! party has signed. Parties and duties change only while it is drafted: what is in force is changed by another that takes its place.
//! The tasks of a duty follow from its recurrence within the time the regulation is in force and are kept only when something
//! happened to them; whether one is met, late, unmet or due soon is computed for a day. The counts of a yearly assessment stay as
//! they were on its day.

pub mod assessment;
pub mod consent;
pub mod drafting;
pub mod flags;
pub mod measure;
pub mod meetings;
pub mod queries;
mod records;
mod schedule;
pub mod tasks;
#[cfg(test)]
mod tests;

use kernel::Date;
use kernel::ids::CoordinationId;
use serde_json::Value as Json;
use store::{args, sql};

use crate::access::{Act, Actor};
use crate::bodies::InstitutionKind;
use crate::{Acting, Problem, Refusal, Result};

pub use records::{Comment, Conclusion, Coordination, Duty, Meeting, Part, Party, StepLine};

store::coded! {
    /// Tình trạng của quy chế phối hợp.
    pub enum CoordinationState {
        /// Đang soạn thảo.
        Drafting = "drafting",
        /// Đang lấy ý kiến.
        Commenting = "commenting",
        /// Đã thống nhất, chờ ký.
        Agreed = "agreed",
        /// Đã ký, đang có hiệu lực.
        InForce = "in_force",
        /// Đã chấm dứt.
        Ended = "ended",
        /// Đã được thay thế.
        Replaced = "replaced",
    }

    /// Nội dung phối hợp.
    pub enum Content {
        /// Tuyên truyền, phổ biến pháp luật.
        Information = "information",
        /// Góp ý dự thảo văn bản.
        Drafts = "drafts",
        /// Tiếp xúc cử tri.
        Contact = "contact",
        /// Tiếp công dân, xử lý đơn.
        Petitions = "petitions",
        /// Giám sát, phản biện xã hội.
        Supervision = "supervision",
        /// Hội họp, trao đổi thông tin.
        Meetings = "meetings",
        /// Nội dung khác.
        Other = "other",
    }

    /// Định kỳ thực hiện.
    pub enum Recurrence {
        /// Một lần, đến một ngày.
        Once = "once",
        /// Hằng tháng.
        Monthly = "monthly",
        /// Hằng quý.
        Quarterly = "quarterly",
        /// Sáu tháng.
        HalfYearly = "half_yearly",
        /// Hằng năm.
        Yearly = "yearly",
        /// Trước mỗi kỳ họp thường lệ.
        BeforeSitting = "before_sitting",
        /// Khi có đề nghị.
        OnRequest = "on_request",
    }

    /// Tình trạng của một việc vào một ngày.
    pub enum Standing {
        /// Chưa thực hiện, đã quá hạn.
        Unmet = "unmet",
        /// Sắp đến hạn.
        DueSoon = "due_soon",
        /// Còn hạn.
        Ahead = "ahead",
        /// Thực hiện muộn.
        Late = "late",
        /// Thực hiện đúng hạn.
        Met = "met",
        /// Được miễn.
        Excused = "excused",
    }

    /// Hình thức họp chung.
    pub enum MeetingKind {
        /// Giao ban.
        Briefing = "briefing",
        /// Hội nghị liên tịch.
        Conference = "conference",
    }
}

/// A move of the state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Lấy ý kiến.
    Consult,
    /// Trả lại để soạn tiếp.
    SendBack,
    /// Các bên đã thống nhất.
    Agree,
    /// Các bên đã ký.
    Sign,
    /// Chấm dứt.
    End,
    /// Được thay thế.
    Replace,
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState(pub CoordinationState);

impl From<WrongState> for Refusal {
    fn from(_: WrongState) -> Self {
        Problem::new("", "coordination-wrong-state").into()
    }
}

impl CoordinationState {
    /// The state after a move.
    pub const fn after(self, step: Move) -> std::result::Result<Self, WrongState> {
        match (self, step) {
            (Self::Drafting, Move::Consult) => Ok(Self::Commenting),
            (Self::Commenting | Self::Agreed, Move::SendBack) => Ok(Self::Drafting),
            (Self::Drafting | Self::Commenting, Move::Agree) => Ok(Self::Agreed),
            (Self::Agreed, Move::Sign) => Ok(Self::InForce),
            (Self::Drafting | Self::Commenting | Self::Agreed | Self::InForce, Move::End) => {
                Ok(Self::Ended)
            }
            (Self::InForce, Move::Replace) => Ok(Self::Replaced),
            _ => Err(WrongState(self)),
        }
    }
}

impl Recurrence {
    /// How many months a period has; none where it has no period.
    pub const fn months(self) -> Option<i8> {
        match self {
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::HalfYearly => Some(6),
            Self::Yearly => Some(12),
            Self::Once | Self::BeforeSitting | Self::OnRequest => None,
        }
    }
}

impl Party {
    /// The act by which somebody of this party itself answers; none where it has no accounts of its own.
    const fn own_act(&self) -> Option<Act> {
        match self.institution_kind {
            Some(InstitutionKind::Front) => Some(Act::AnswerAsFront),
            Some(_) => Some(Act::AnswerAsExecutive),
            None => None,
        }
    }

    /// Whether an actor belongs to this party.
    pub fn is_own(&self, actor: &Actor) -> bool {
        let own = self.own_act().zip(self.path.as_deref());
        own.is_some_and(|(act, path)| actor.can(act, path))
    }

    /// Whether an actor may record for this party of a regulation: the office of the council for all, each party for itself.
    pub fn answers(&self, actor: &Actor, of: &Coordination) -> bool {
        actor.can(Act::RecordForParty, &of.path) || self.is_own(actor)
    }

    /// Asks leave for what belongs to this party; the answer is the act that the audit chain keeps.
    fn leave(&self, actor: &Actor, of: &Coordination) -> Result<Act> {
        if actor.can(Act::RecordForParty, &of.path) {
            return Ok(Act::RecordForParty);
        }
        match self.own_act().filter(|_| self.is_own(actor)) {
            Some(own) => Ok(own),
            None => Err(crate::access::NotPermitted(Act::RecordForParty).into()),
        }
    }
}

sql! {
    STEP = "INSERT INTO coordination_step (coordination_id, position, state, day, reason) \
            VALUES ($1, (SELECT count(*) + 1 FROM coordination_step WHERE coordination_id = $1), $2, $3, $4)";
}

/// Enters a state on a day.
async fn enter(
    acting: &Acting<'_>,
    id: CoordinationId,
    state: CoordinationState,
    day: Date,
    reason: &str,
) -> Result<()> {
    let values = args![id, state, day, reason];
    acting.tx.execute(STEP, values).await?;
    Ok(())
}

/// Writes the line of an act on a regulation.
async fn audit(
    acting: &Acting<'_>,
    of: &Coordination,
    act: Act,
    reason: &str,
    detail: Json,
) -> Result<()> {
    let council = Some(of.council_id);
    acting
        .audit(act, council, "coordination", of.id, reason, detail)
        .await
}
