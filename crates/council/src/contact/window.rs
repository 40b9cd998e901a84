//! Thời gian tiếp xúc: the days on which meetings around a regular sitting can be held, and by when the press must be told.
//!
//! Two things are kept apart. The **round** of a side is every day that can belong to it: before a sitting from the day after the
//! regular sitting before it closed until the eve of its opening, after it until the eve of the next one; meetings are counted by it.
//! The **window** is what the legal calendar leaves of the round by dated rules; plans keep to it, and a meeting outside is shown.

use jiff::ToSpan as _;
use kernel::ids::{CouncilId, SittingId};
use kernel::{Date, Period, Span, Workdays};
use store::Reader;

use super::{Side, rule, span};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::rules::{Book, InForce, Place};
use crate::sittings::queries::sittings_on;
use crate::sittings::{Sitting, SittingKind, workdays};
use crate::{Refusal, Result};

/// The keys of the rules on the days of meetings around a sitting.
const OPENS: &str = "contact_before_window";
const ENDS: &str = "contact_before_until";
const AFTER: &str = "contact_after_within";

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
    /// The days that can belong to the round before it.
    pub round_before: Window,
    /// The days that can belong to the round after it.
    pub round_after: Window,
    /// The days of the legal calendar before it.
    pub before: Window,
    /// The days of the legal calendar after it.
    pub after: Window,
}

/// What the legal calendar says of meetings around a sitting, with the days off.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// How long before the opening meetings begin.
    opens: Option<Span>,
    /// How long before the opening they are over.
    ends: Option<Span>,
    /// Until how long after the closing they go on.
    after: Option<Span>,
    /// Which days are worked.
    pub workdays: Workdays,
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

    fn narrowed(self, from: Option<Date>, until: Option<Date>) -> Self {
        Self {
            from: from.map_or(self.from, |from| from.max(self.from)),
            until: match (self.until, until) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
        }
    }
}

impl Around {
    /// The days of the legal calendar on one side; between sittings every day of the council.
    pub fn window(&self, side: Side) -> Window {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
            Side::Between => whole(&self.council),
        }
    }

    /// The days that can belong to one side.
    pub fn round(&self, side: Side) -> Window {
        match side {
            Side::Before => self.round_before,
            Side::After => self.round_after,
            Side::Between => whole(&self.council),
        }
    }

    /// The day whose delegates are counted on one side, as seen from a day: those who are in office when its days end.
    pub fn counted_on(&self, side: Side, on: Date) -> Date {
        self.round(side).until.map_or(on, |until| until.min(on))
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
    let limits = limits(db, of, on).await?;
    around_in(council, &sittings, sitting, &limits).ok_or(Refusal::NotFound("sitting"))
}

/// What the legal calendar of a council says on a day.
pub async fn limits(db: &impl Reader, council: CouncilId, on: Date) -> Result<Limits> {
    let days = async |key: &str| -> Result<Option<Span>> {
        let rule = rule(db, key, council, on).await?;
        Ok(rule.as_ref().and_then(span))
    };
    Ok(Limits {
        opens: days(OPENS).await?,
        ends: days(ENDS).await?,
        after: days(AFTER).await?,
        workdays: workdays(db).await?,
    })
}

impl Limits {
    /// What the rules of a book say at a place on a day.
    pub(super) fn at(book: &Book, place: &Place, workdays: &Workdays, on: Date) -> Self {
        let days = |key: &str| book.in_force(key, place, on).and_then(span);
        Self {
            opens: days(OPENS),
            ends: days(ENDS),
            after: days(AFTER),
            workdays: workdays.clone(),
        }
    }
}

/// The same among sittings and limits that were read.
pub fn around_in(
    council: CouncilRef,
    sittings: &[Sitting],
    id: SittingId,
    limits: &Limits,
) -> Option<Around> {
    let place = sittings.iter().position(|sitting| sitting.id == id)?;
    let windows = Windows::of(council.period(), sittings, place, limits);
    Some(Around {
        before: windows.before,
        after: windows.after,
        round_before: windows.round_before,
        round_after: windows.round_after,
        sitting: sittings.get(place)?.clone(),
        council,
    })
}

/// The days around a sitting, on both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows {
    pub(super) round_before: Window,
    pub(super) round_after: Window,
    pub(super) before: Window,
    pub(super) after: Window,
}

impl Windows {
    /// The round of a side and the days of the legal calendar on it.
    pub(super) const fn of_side(&self, side: Side) -> (Window, Window) {
        match side {
            Side::After => (self.round_after, self.after),
            Side::Before | Side::Between => (self.round_before, self.before),
        }
    }

    /// Those around the sitting at a place among the regular ones of a council, which come by their opening.
    pub(super) fn of(council: Period, sittings: &[Sitting], place: usize, limits: &Limits) -> Self {
        let sitting = &sittings[place];
        let earlier = place.checked_sub(1).and_then(|place| sittings.get(place));
        let later = sittings.get(place + 1);
        let next_day = |day: Date| day.saturating_add(1.day());
        let eve = |day: Date| day.saturating_sub(1.day());
        let round_before = Window {
            from: earlier.map_or(council.from, |earlier| next_day(earlier.closes_on)),
            until: Some(eve(sitting.opens_on)),
        };
        let round_after = Window {
            from: next_day(sitting.closes_on),
            until: later
                .map(|later| eve(later.opens_on))
                .or(council.last_day()),
        };
        let table = &limits.workdays;
        let opens = limits
            .opens
            .map(|span| table.before(sitting.opens_on, span));
        let ends = limits.ends.map(|span| table.before(sitting.opens_on, span));
        let after = limits
            .after
            .map(|span| table.after(sitting.closes_on, span));
        Self {
            before: round_before.narrowed(opens, ends),
            after: round_after.narrowed(None, after),
            round_before,
            round_after,
        }
    }
}

/// The day by which the press must know of a meeting of a council on a day.
pub async fn press_deadline(
    db: &impl Reader,
    council: CouncilId,
    held_on: Date,
) -> Result<Option<Deadline>> {
    let table = workdays(db).await?;
    let rule = rule(db, "contact_press_notice", council, held_on).await?;
    Ok(rule.and_then(|rule| {
        let span = span(&rule)?;
        Some(Deadline {
            day: table.before(held_on, span),
            rule,
        })
    }))
}

fn whole(council: &CouncilRef) -> Window {
    Window {
        from: council.valid_from,
        until: council.period().last_day(),
    }
}
