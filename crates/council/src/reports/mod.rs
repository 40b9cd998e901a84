//! Báo cáo nhiệm kỳ, năm, kỳ họp: what a council and the councils below it were and did, with every figure bound to its records.
//!
//! Legal basis: Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân (121/2025/QH15; before it 87/2015/QH13) and the model working
//! regulations (103/2025/UBTVQH15, 104/2025/UBTVQH15), under which a council examines the reports of its standing committee on the year
//! and on the term. No law fixes the chapters; they are those of the report from which the measures M1 to M8 come.
//!
//! **Invariants.** The figures of a draft are counted whenever it is read, by one query for all councils of the place; none is typed. What
//! the writer adds is plain text in which figures stand by their keys. A report is signed only when its own text holds no contradiction
//! that the checker of figures finds, or each one is answered with a reason; from then on its text is what was signed, known by its hash,
//! and a record that changes later changes no figure of it. A report moves only along [`ReportState::after`]; what is signed is changed by
//! another version.

pub mod comparison;
pub mod drafting;
mod draw;
pub mod model;
pub mod paper;
mod prose;
pub mod queries;
mod records;
mod scope;
pub mod signing;
#[cfg(test)]
mod tests;

use serde_json::Value as Json;

use crate::access::Act;
use crate::{Acting, Problem, Refusal, Result};

pub use records::{Answer, Report};

store::coded! {
    /// Loại báo cáo.
    pub enum ReportKind {
        /// Tổng kết nhiệm kỳ.
        Term = "term",
        /// Năm.
        Year = "year",
        /// Giữa hai kỳ họp.
        Session = "session",
    }

    /// Tình trạng của báo cáo.
    pub enum ReportState {
        /// Đang soạn thảo.
        Draft = "draft",
        /// Đã ký.
        Signed = "signed",
    }

    /// Chương của báo cáo.
    pub enum Chapter {
        /// I. Tổ chức của HĐND các cấp.
        Organisation = "organisation",
        /// II. Kỳ họp và nghị quyết.
        Sessions = "sessions",
        /// III. Tiếp xúc cử tri, kiến nghị của cử tri.
        Voters = "voters",
        /// IV. Bồi dưỡng đại biểu.
        Training = "training",
        /// V. Quy chế, nội quy, phối hợp công tác và trao đổi kinh nghiệm.
        Regulations = "regulations",
        /// VI. Giám sát.
        Supervision = "supervision",
        /// VII. Điều kiện hoạt động.
        Conditions = "conditions",
        /// VIII. Hạn chế, nguyên nhân, bài học.
        Lessons = "lessons",
        /// IX. Biện pháp nhiệm kỳ tới.
        Measures = "measures",
        /// X. Đánh giá, khen thưởng.
        Assessment = "assessment",
    }
}

/// A move of the state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Sửa.
    Change,
    /// Ký.
    Sign,
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState(pub ReportState);

impl From<WrongState> for Refusal {
    fn from(_: WrongState) -> Self {
        Problem::new("", "report-wrong-state").into()
    }
}

impl ReportState {
    /// The state after a move.
    pub const fn after(self, step: Move) -> std::result::Result<Self, WrongState> {
        match (self, step) {
            (Self::Draft, Move::Change) => Ok(Self::Draft),
            (Self::Draft, Move::Sign) => Ok(Self::Signed),
            (Self::Signed, _) => Err(WrongState(self)),
        }
    }
}

impl Chapter {
    /// Its number and heading, as the paper prints them.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Organisation => "I. Tổ chức của Hội đồng nhân dân các cấp",
            Self::Sessions => "II. Kỳ họp và nghị quyết",
            Self::Voters => "III. Tiếp xúc cử tri và kiến nghị của cử tri",
            Self::Training => "IV. Bồi dưỡng đại biểu",
            Self::Regulations => "V. Quy chế, nội quy, phối hợp công tác và trao đổi kinh nghiệm",
            Self::Supervision => "VI. Giám sát",
            Self::Conditions => "VII. Điều kiện hoạt động",
            Self::Lessons => "VIII. Hạn chế, nguyên nhân và bài học kinh nghiệm",
            Self::Measures => "IX. Biện pháp nâng cao chất lượng, hiệu quả hoạt động",
            Self::Assessment => {
                "X. Đánh giá, khen thưởng đại biểu và các cơ quan của Hội đồng nhân dân"
            }
        }
    }
}

/// Writes the line of an act on a report.
async fn audit(
    acting: &Acting<'_>,
    of: &Report,
    act: Act,
    reason: &str,
    detail: Json,
) -> Result<()> {
    let council = Some(of.council_id);
    acting
        .audit(act, council, "report", of.id, reason, detail)
        .await
}
