//! Kỳ họp: the sittings of a council, their programme, and the legal calendar around them.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (72/2025/QH15), Điều 34–35, and what it replaced; working regulations. How many
//! sittings a year, how long before the opening a sitting is convened, papers are sent and boards verify them, and how long after the
//! closing resolutions go up are dated rules.
//!
//! **Invariants.** Numbers restart with each council. Whether a sitting is planned, convened, held, and whether a duty or an item is
//! late is computed for a day, never stored. The days of a sitting are never overwritten: each move keeps the days before it and its
//! reason. A cancelled sitting and a removed item keep their records.

pub mod acts;
pub mod calendar;
pub mod days_off;
pub mod duties;
pub mod moves;
pub mod over_time;
pub mod programme;
pub mod queries;
#[cfg(test)]
mod tests;

use kernel::Date;

pub use crate::seed_data::days_off::DayKind;
pub use days_off::workdays;
pub use queries::Sitting;

store::coded! {
    /// Loại kỳ họp.
    pub enum SittingKind {
        /// Thường lệ.
        Regular = "regular",
        /// Chuyên đề.
        Thematic = "thematic",
        /// Giải quyết công việc phát sinh đột xuất.
        Extraordinary = "extraordinary",
    }

    /// Tình trạng của kỳ họp vào một ngày.
    pub enum SittingState {
        /// Dự kiến.
        Planned = "planned",
        /// Đã triệu tập.
        Convened = "convened",
        /// Đang họp.
        UnderWay = "under_way",
        /// Đã họp.
        Held = "held",
        /// Đã hủy.
        Cancelled = "cancelled",
    }

    /// Loại nội dung kỳ họp.
    pub enum ItemKind {
        /// Báo cáo.
        Report = "report",
        /// Dự thảo nghị quyết.
        DraftResolution = "draft_resolution",
        /// Bầu, miễn nhiệm, công tác nhân sự.
        Election = "election",
        /// Chất vấn.
        Questioning = "questioning",
        /// Giám sát.
        Supervision = "supervision",
        /// Nội dung khác.
        Other = "other",
    }
}

impl ItemKind {
    /// Whether papers on it must be handed in, verified and delivered before the opening.
    pub const fn needs_papers(self) -> bool {
        matches!(
            self,
            Self::Report | Self::DraftResolution | Self::Supervision
        )
    }
}

impl Sitting {
    /// The state on a day.
    pub fn state(&self, on: Date) -> SittingState {
        let is_past = |day: Option<Date>| day.is_some_and(|day| day <= on);
        if is_past(self.cancelled_on) {
            SittingState::Cancelled
        } else if self.closes_on < on {
            SittingState::Held
        } else if self.opens_on <= on {
            SittingState::UnderWay
        } else if is_past(self.decision_signed_on) {
            SittingState::Convened
        } else {
            SittingState::Planned
        }
    }

    /// Whether its days may still be changed on a day.
    pub fn is_open(&self, on: Date) -> bool {
        !matches!(self.state(on), SittingState::Held | SittingState::Cancelled)
    }
}
