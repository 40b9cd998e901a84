//! Việc đến hạn: what a council has to do within the next days and what is late, out of every capability, with who owns it and by when.
//!
//! **Invariants.** Nothing is kept here: each line is what the capability that owns it says on the day, and leads to its page. A reader
//! gets the lines that the field table allows; which kinds were left out is told. Lateness is computed for the day.

mod sources;
#[cfg(test)]
mod tests;

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::{
    ClassId, CoordinationId, CouncilId, MatterId, RegulationId, ReviewTaskId, SittingId,
};
use store::Reader;

use crate::Result;
use crate::access::Actor;
use crate::bodies::CouncilRef;
use crate::contact::Side;
use crate::regulations::RegulationState;
use crate::rules::InForce;
use crate::scoreboard::Snapshot;
use crate::sittings::calendar::{Charge, Duty};

store::coded! {
    /// Nguồn của việc: the capability that keeps it.
    pub enum Source {
        /// Kỳ họp và lịch luật định.
        Sittings = "sittings",
        /// Tiếp xúc cử tri.
        Contact = "contact",
        /// Kiến nghị cử tri.
        Petitions = "petitions",
        /// Bồi dưỡng, nắm luật.
        Training = "training",
        /// Rà soát văn bản.
        Review = "review",
        /// Quy chế, nội quy, nghị quyết.
        Regulations = "regulations",
        /// Quy chế phối hợp.
        Coordination = "coordination",
        /// Điều kiện hoạt động.
        Conditions = "conditions",
    }

    /// Khi nào.
    pub enum When {
        /// Quá hạn.
        Late = "late",
        /// Trong bảy ngày.
        Week = "week",
        /// Sau đó.
        Later = "later",
        /// Chưa có hạn.
        Undated = "undated",
    }
}

/// Việc.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = due::What)]
pub enum What {
    /// A sitting opens.
    Opening {
        /// The sitting.
        sitting: SittingId,
        /// Its number.
        number: u32,
    },
    /// A duty of the legal calendar.
    Duty {
        /// The sitting.
        sitting: SittingId,
        /// Its number.
        number: u32,
        /// The duty.
        duty: Duty,
    },
    /// Delegates who have not met voters on a side of a sitting.
    Contacts {
        /// The council.
        council: CouncilId,
        /// The sitting.
        sitting: SittingId,
        /// Its number.
        number: u32,
        /// Before or after it.
        side: Side,
        /// How many.
        count: u32,
    },
    /// A matter that waits for an answer.
    Matter {
        /// The matter.
        id: MatterId,
        /// Its label.
        label: String,
        /// What is asked.
        title: String,
    },
    /// Delegates who lack a required course.
    Untrained {
        /// The council.
        council: CouncilId,
        /// How many.
        count: u32,
    },
    /// A class begins.
    Class {
        /// The class.
        id: ClassId,
        /// Its name.
        name: String,
    },
    /// Pairs of a delegate and a law that are not mastered.
    Unmastered {
        /// The council.
        council: CouncilId,
        /// How many.
        count: u32,
    },
    /// A review that was charged.
    Review {
        /// The task.
        id: ReviewTaskId,
        /// The number of the document.
        number: String,
        /// Its subject.
        title: String,
    },
    /// The next step of a regulation.
    Regulation {
        /// The regulation.
        id: RegulationId,
        /// Its title.
        title: String,
        /// How far it has come.
        state: RegulationState,
    },
    /// A task of a coordination regulation.
    Coordination {
        /// The regulation.
        id: CoordinationId,
        /// What is to be done.
        title: String,
        /// The name of the regulation.
        regulation: String,
    },
    /// A request on conditions that waits for an answer.
    Request {
        /// The council.
        council: CouncilId,
        /// Of whom it was asked.
        recipient: String,
    },
}

/// Một việc đến hạn.
#[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = due::Item)]
pub struct Item {
    /// Whose record it is.
    pub source: Source,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
    /// Who owns it, by name.
    pub owner: Option<String>,
    /// Which side owns it, where the law names a side and no body.
    pub charge: Option<Charge>,
    /// By when.
    pub due_on: Option<Date>,
    /// Late, within a week, later, or without a day.
    pub when: When,
    /// Late by so many days, or so many left.
    pub days: u32,
    /// The rule that sets the day.
    pub rule: Option<InForce>,
}

/// Everything that is due in a council.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = due::List)]
pub struct List {
    /// The first day.
    pub on: Date,
    /// The last day.
    pub until: Date,
    /// What is due, the most pressing first.
    pub items: Vec<Item>,
    /// Matters of voters beyond those listed.
    pub more_matters: u32,
    /// The kinds that are not for this reader.
    pub hidden: Vec<Source>,
}

/// The days that are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// The day of view.
    pub on: Date,
    /// How many days ahead.
    pub days: u32,
    /// Whether the day of view is today: what of petitions is due is known of today alone.
    pub is_today: bool,
}

impl Ahead {
    /// The last day.
    pub fn until(self) -> Date {
        self.on.saturating_add(i64::from(self.days).days())
    }

    /// When something is due on a day, if it belongs here: what is due after the last day does not.
    fn when(self, due_on: Option<Date>) -> Option<(When, u32)> {
        let Some(due_on) = due_on else {
            return Some((When::Undated, 0));
        };
        let between = |from: Date, to: Date| {
            let days = from.until(to).map_or(0, |span| span.get_days());
            days.unsigned_abs()
        };
        let left = between(self.on, due_on);
        match due_on < self.on {
            true => Some((When::Late, left)),
            false if due_on > self.until() => None,
            false if left <= WEEK => Some((When::Week, left)),
            false => Some((When::Later, left)),
        }
    }
}

/// The days of a week.
const WEEK: u32 = 7;

/// What a council has to do within the next days and what is late, as far as the reader may know of it.
pub async fn due(
    db: &impl Reader,
    snapshot: &Snapshot,
    actor: &Actor,
    council: &CouncilRef,
    ahead: Ahead,
) -> Result<List> {
    let mut found = sources::Found::of(ahead);
    sources::sittings(db, council, &mut found).await?;
    sources::contacts(db, council, &mut found).await?;
    if ahead.is_today {
        sources::petitions(db, actor, council, &mut found).await?;
    }
    sources::training(snapshot, council, &mut found);
    sources::review(db, actor, council, &mut found).await?;
    sources::regulations(db, actor, council, &mut found).await?;
    sources::coordination(db, actor, council, &mut found).await?;
    sources::conditions(db, actor, council, &mut found).await?;
    Ok(found.list())
}
