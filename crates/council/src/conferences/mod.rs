//! Hội nghị trao đổi kinh nghiệm: the standing committee of a council and those of the level below talk over what they find hard.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (72/2025/QH15) on the standing committee guiding and exchanging experience with the
//! councils of the level below; the law sets no times, so the days of papers and conclusions are those that a conference sets itself.
//!
//! **Invariants.** Topics name the evidence they were chosen by and what it counted on that day, so that it can be counted again. Whether a
//! conference is planned, announced, held or closed, and whether a paper or a conclusion is late, is computed for a day. A conference is
//! closed only when every conclusion is done or answered for. A difficulty is supported once by each account, never by the one that raised
//! it; who raised one without a name, and whose an evaluation is, is told to nobody else.

pub mod answers;
pub mod difficulties;
pub mod evaluating;
pub mod evidence;
pub mod following;
pub mod joining;
mod measure;
pub mod planning;
pub mod queries;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use jiff::ToSpan as _;
use kernel::Date;

use crate::access::Act;
use crate::{Acting, Result};

pub use measure::{Facts, held};
pub use queries::{Conclusion, Conference, Topic};

store::coded! {
    /// Tình trạng của hội nghị vào một ngày.
    pub enum ConferenceState {
        /// Dự kiến.
        Planned = "planned",
        /// Đã thông báo.
        Announced = "announced",
        /// Đã tổ chức.
        Held = "held",
        /// Đã kết thúc: every conclusion is done or answered for.
        Closed = "closed",
    }

    /// Căn cứ chọn chuyên đề: what shows that a topic is needed.
    pub enum Source {
        /// Luật mà nhiều đại biểu chưa nắm vững: the share, in percent, of those who have to master a law and do.
        Law = "law",
        /// Lĩnh vực còn nhiều kiến nghị chưa giải quyết xong: how many matters are open.
        Petitions = "petitions",
        /// Khó khăn được nêu: how many meet it.
        Difficulty = "difficulty",
        /// Đại biểu đã tiếp xúc cử tri quanh kỳ họp: the share, in percent, at and below the council.
        Contact = "contact",
        /// Văn bản của hội đồng chờ rà soát: how many, at and below the council.
        Review = "review",
        /// Do Thường trực đề xuất.
        Own = "own",
    }

    /// Số liệu của căn cứ khá hơn hay kém hơn khi chọn.
    pub enum Trend {
        /// Khá hơn.
        Better = "better",
        /// Không đổi.
        Same = "same",
        /// Kém hơn.
        Worse = "worse",
    }

    /// Kết quả đến một ngày của việc có hạn.
    pub enum Standing {
        /// Đã làm đúng hạn.
        Done = "done",
        /// Đã làm, quá hạn.
        DoneLate = "done_late",
        /// Không làm, đã giải trình.
        Explained = "explained",
        /// Còn trong hạn.
        Open = "open",
        /// Sắp đến hạn.
        DueSoon = "due_soon",
        /// Quá hạn.
        Late = "late",
    }
}

/// How many days before its day something is nearly due: a habit of pages, not a rule of law.
const SOON: i32 = 14;

impl Source {
    /// Whether a larger figure is better.
    const fn grows(self) -> bool {
        matches!(self, Self::Law | Self::Contact)
    }

    /// What became of a figure.
    pub fn trend(self, then: u32, now: u32) -> Trend {
        match (now.cmp(&then), self.grows()) {
            (Ordering::Equal, _) => Trend::Same,
            (Ordering::Greater, true) | (Ordering::Less, false) => Trend::Better,
            _ => Trend::Worse,
        }
    }
}

impl Standing {
    /// How something stands on a day that was to be done by another.
    pub fn on(day: Date, due_on: Date, done_on: Option<Date>) -> Self {
        match done_on.filter(|done| *done <= day) {
            Some(done) if done <= due_on => Self::Done,
            Some(_) => Self::DoneLate,
            None if due_on < day => Self::Late,
            None if due_on <= day.saturating_add(SOON.days()) => Self::DueSoon,
            None => Self::Open,
        }
    }

    /// The same of what may be answered for instead of being done.
    pub fn or_explained(
        day: Date,
        due_on: Date,
        done_on: Option<Date>,
        explained_on: Option<Date>,
    ) -> Self {
        let standing = Self::on(day, due_on, done_on);
        let explained = explained_on.is_some_and(|explained| explained <= day);
        if explained && !standing.is_settled() {
            Self::Explained
        } else {
            standing
        }
    }

    /// Whether nothing more is asked of its owner.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::DoneLate | Self::Explained)
    }
}

impl Conference {
    /// The state on a day.
    pub fn state(&self, on: Date) -> ConferenceState {
        let reached = |day: Option<Date>| day.is_some_and(|day| day <= on);
        if reached(self.closed_on) {
            ConferenceState::Closed
        } else if reached(self.recorded_on) {
            ConferenceState::Held
        } else if reached(self.announced_on) {
            ConferenceState::Announced
        } else {
            ConferenceState::Planned
        }
    }
}

impl Conclusion {
    /// How it stands on a day.
    pub fn standing(&self, on: Date) -> Standing {
        Standing::or_explained(on, self.due_on, self.done_on, self.explained_on)
    }
}

/// Writes the line of an act on a conference, of the council that holds it.
async fn note(
    acting: &Acting<'_>,
    act: Act,
    on: &Conference,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    let council = Some(on.council_id);
    acting
        .audit(act, council, "conference", on.id, reason, detail)
        .await
}
