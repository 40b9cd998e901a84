//! Thời gian tiếp xúc: the days on which meetings around a regular sitting can be held, and by when the press must be told.
//!
//! Before a sitting: after the regular sitting before it closed, until the eve of its opening. After it: from the day after its
//! closing until the eve of the next regular sitting. A council's first and last days bound both.

use jiff::ToSpan as _;
use kernel::ids::{CouncilId, SittingId};
use kernel::{Date, Workdays};
use store::Reader;

use super::{Side, rule, span};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::rules::InForce;
use crate::sittings::queries::sittings_on;
use crate::sittings::{Sitting, SittingKind, workdays};
use crate::{Refusal, Result};

/// First and last day, both included; the last is not known while the next sitting has no days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::Window)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day, where it is known.
    pub until: Option<Date>,
}

/// A regular sitting with the days around it.
#[derive(Debug, Clone)]
pub struct Around {
    /// The council.
    pub council: CouncilRef,
    /// The sitting.
    pub sitting: Sitting,
    /// The days before it.
    pub before: Window,
    /// The days after it.
    pub after: Window,
}

/// By when something must be done, and the rule that says so.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::Deadline)]
pub struct Deadline {
    /// The last day.
    pub day: Date,
    /// The rule.
    pub rule: InForce,
}

impl Window {
    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Around {
    /// The days of one side; between sittings every day of the council.
    pub fn window(&self, side: Side) -> Window {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
            Side::Between => Window {
                from: self.council.valid_from,
                until: last_day(&self.council),
            },
        }
    }

    /// The day whose delegates are counted on one side, as seen from a day: those who are in office when its days end.
    pub fn counted_on(&self, side: Side, on: Date) -> Date {
        self.window(side).until.map_or(on, |until| until.min(on))
    }
}

/// The regular sittings of a council that are not cancelled on a day, by their opening.
pub async fn regular_sittings(
    db: &impl Reader,
    council: CouncilId,
    on: Date,
) -> Result<Vec<Sitting>> {
    let mut sittings = sittings_on(db, council, on).await?;
    sittings.retain(|sitting| {
        let cancelled = sitting.cancelled_on.is_some_and(|day| day <= on);
        sitting.kind == SittingKind::Regular && !cancelled
    });
    Ok(sittings)
}

/// The regular sitting that a council's meetings are about on a day: the next that has not closed, else the last.
pub fn current(sittings: &[Sitting], on: Date) -> Option<&Sitting> {
    let ahead = sittings.iter().find(|sitting| on <= sitting.closes_on);
    ahead.or(sittings.last())
}

/// A regular sitting with the days around it, as its days were set on a day.
pub async fn around(
    db: &impl Reader,
    of: CouncilId,
    sitting: SittingId,
    on: Date,
) -> Result<Around> {
    let council = council(db, of).await?;
    let sittings = regular_sittings(db, of, on).await?;
    around_in(council, &sittings, sitting).ok_or(Refusal::NotFound("sitting"))
}

/// The same among sittings that were read.
pub fn around_in(council: CouncilRef, sittings: &[Sitting], id: SittingId) -> Option<Around> {
    let place = sittings.iter().position(|sitting| sitting.id == id)?;
    let sitting = sittings.get(place)?.clone();
    let earlier = place.checked_sub(1).and_then(|place| sittings.get(place));
    let later = sittings.get(place + 1);
    let next_day = |day: Date| day.saturating_add(1.day());
    let eve = |day: Date| day.saturating_sub(1.day());
    Some(Around {
        before: Window {
            from: earlier.map_or(council.valid_from, |earlier| next_day(earlier.closes_on)),
            until: Some(eve(sitting.opens_on)),
        },
        after: Window {
            from: next_day(sitting.closes_on),
            until: later
                .map(|later| eve(later.opens_on))
                .or(last_day(&council)),
        },
        council,
        sitting,
    })
}

/// The day by which the press must know of a meeting of a council on a day.
pub async fn press_deadline(
    db: &impl Reader,
    council: CouncilId,
    held_on: Date,
) -> Result<Option<Deadline>> {
    let table = workdays(db).await?;
    press_deadline_by(db, &table, council, held_on).await
}

pub(super) async fn press_deadline_by(
    db: &impl Reader,
    table: &Workdays,
    council: CouncilId,
    held_on: Date,
) -> Result<Option<Deadline>> {
    let rule = rule(db, "contact_press_notice", council, held_on).await?;
    Ok(rule.and_then(|rule| {
        let span = span(&rule)?;
        Some(Deadline {
            day: table.before(held_on, span),
            rule,
        })
    }))
}

fn last_day(council: &CouncilRef) -> Option<Date> {
    council.period().last_day()
}
