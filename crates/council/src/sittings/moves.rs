//! What a change of the days of a sitting moves.

use kernel::Date;
use kernel::ids::SittingId;
use store::{Reader, args, record, sql};

use super::Sitting;
use super::calendar::{Days, Duty};
use super::duties::planned;
use crate::Result;

record! {
    /// The days of a sitting as they were set once.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = sittings::MoveLine)]
    pub struct MoveLine {
        /// The first day.
        pub opens_on: Date,
        /// The last day itself.
        pub closes_on: Date,
        /// When they were set.
        pub day: Date,
        /// Why they were changed; empty for the first.
        pub reason: String,
    }
}

/// A duty that moved from one day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::Shift)]
pub struct Shift {
    /// The duty.
    pub duty: Duty,
    /// The day it had; empty when no rule asked for it then.
    pub from: Option<Date>,
    /// The day it has now; empty when no rule asks for it any more.
    pub to: Option<Date>,
}

sql! {
    MOVES = "SELECT opens_on, closes_on, day, reason FROM sitting_move WHERE sitting_id = $1 AND (day <= $2 OR position = 1) ORDER BY position";
}

/// The days of a sitting each time they were set until a day, the first at the head.
pub async fn moves(db: &impl Reader, id: SittingId, on: Date) -> Result<Vec<MoveLine>> {
    Ok(db.all(MOVES, args![id, on]).await?)
}

/// The duties whose days differ between two placings of a sitting.
pub async fn shifts(
    db: &impl Reader,
    sitting: &Sitting,
    before: Days,
    after: Days,
) -> Result<Vec<Shift>> {
    let (from, _) = planned(db, sitting, before).await?;
    let (to, _) = planned(db, sitting, after).await?;
    let day_in = |planned: &[super::calendar::Planned], duty: Duty| {
        let found = planned.iter().find(|planned| planned.duty == duty);
        found.map(|planned| planned.day)
    };
    let mut shifts: Vec<Shift> = Duty::ALL
        .iter()
        .map(|duty| Shift {
            duty: *duty,
            from: day_in(&from, *duty),
            to: day_in(&to, *duty),
        })
        .filter(|shift| shift.from != shift.to)
        .collect();
    shifts.sort_by_key(|shift| shift.to.or(shift.from));
    Ok(shifts)
}

impl MoveLine {
    /// The days that were set.
    pub fn days(&self) -> Days {
        Days {
            opens_on: self.opens_on,
            closes_on: self.closes_on,
        }
    }
}
