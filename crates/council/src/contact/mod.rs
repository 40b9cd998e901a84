//! Tiếp xúc cử tri: the meetings of delegates with voters, before and after every regular sitting and in between.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (72/2025/QH15), Điều 33; Nghị quyết liên tịch
//! 72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN: meetings before and after a regular sitting, in person, online or mixed; the plan reaches
//! the press; whoever wants to meet voters outside the own electoral unit asks the standing committee; a delegate reports to voters at
//! least once a year. The numbers of days are dated rules.
//!
//! **Invariants.** A meeting moves only along [`ContactState::after`], each step with its day and reason. Whether a delegate met
//! voters, which commune nobody visited and what is late is computed for a day from minutes, steps and mandates, never stored. Who
//! came and why others did not is known from minutes alone. A conflict is shown and never stands in the way of a decision of people.

pub mod acts;
pub mod board;
pub mod conflicts;
pub mod coverage;
pub mod measure;
pub mod meetings;
pub mod minutes;
pub mod outside;
pub mod plan;
pub mod proposal;
pub mod reports;
pub mod territory;
#[cfg(test)]
mod tests;
pub mod window;

use jiff::civil::Time;
use kernel::Date;
use store::Reader;

use crate::rules::{self, InForce, Place};
use crate::{Problem, Result};
use kernel::ids::CouncilId;

store::coded! {
    /// Tình trạng của một cuộc tiếp xúc.
    pub enum ContactState {
        /// Dự kiến.
        Planned = "planned",
        /// Đã thông báo.
        Announced = "announced",
        /// Đã tổ chức: the minutes are there.
        Held = "held",
        /// Đã hủy.
        Cancelled = "cancelled",
    }

    /// Trước hay sau kỳ họp.
    pub enum Side {
        /// Trước kỳ họp.
        Before = "before",
        /// Sau kỳ họp.
        After = "after",
        /// Giữa hai kỳ họp.
        Between = "between",
    }

    /// Cách tổ chức.
    pub enum Way {
        /// Trực tiếp.
        InPerson = "in_person",
        /// Trực tuyến.
        Online = "online",
        /// Trực tiếp kết hợp trực tuyến.
        Mixed = "mixed",
    }

    /// Nơi, nhóm cử tri.
    pub enum Setting {
        /// Tại đơn vị bầu cử.
        Constituency = "constituency",
        /// Tại nơi cư trú.
        Residence = "residence",
        /// Tại nơi làm việc.
        Workplace = "workplace",
        /// Theo chuyên đề, lĩnh vực.
        Theme = "theme",
    }
}

/// A move of the state machine of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Đổi lịch, nơi, đại biểu.
    Change,
    /// Thông báo.
    Announce,
    /// Ghi biên bản.
    Record,
    /// Hủy.
    Cancel,
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState(pub ContactState);

impl From<WrongState> for crate::Refusal {
    fn from(_: WrongState) -> Self {
        Problem::new("", "contact-wrong-state").into()
    }
}

impl ContactState {
    /// The state after a move. Minutes may be corrected; a meeting that was never announced can have been held all the same.
    pub const fn after(self, step: Move) -> std::result::Result<Self, WrongState> {
        match (self, step) {
            (Self::Planned | Self::Announced, Move::Change) => Ok(self),
            (Self::Planned, Move::Announce) => Ok(Self::Announced),
            (Self::Planned | Self::Announced | Self::Held, Move::Record) => Ok(Self::Held),
            (Self::Planned | Self::Announced, Move::Cancel) => Ok(Self::Cancelled),
            _ => Err(WrongState(self)),
        }
    }

    /// Whether it is still to take place.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Planned | Self::Announced)
    }
}

impl Side {
    /// The two sides of a sitting.
    pub const AROUND: [Self; 2] = [Self::Before, Self::After];
}

/// The rule under a key that applies to a council on a day.
pub(crate) async fn rule(
    db: &impl Reader,
    key: &str,
    council: CouncilId,
    on: Date,
) -> Result<Option<InForce>> {
    let place = Place::of_council(db, council, on).await?;
    rules::in_force(db, key, &place, on).await
}

/// The span of days of a rule, as its measure counts them.
pub(crate) fn span(rule: &InForce) -> Option<kernel::Span> {
    use crate::seed_data::rules::Measure;
    let days = rule.parameters.whole("days")?;
    match rule.measure {
        Measure::WorkingDays => Some(kernel::Span::Working(days)),
        Measure::CalendarDays => Some(kernel::Span::Calendar(days)),
        _ => None,
    }
}

/// An hour as the records keep it: "07:30".
pub(crate) fn hour_text(hour: Time) -> String {
    format!("{:02}:{:02}", hour.hour(), hour.minute())
}
