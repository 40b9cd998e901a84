//! The course of time: how some councils, or one, stood on earlier days.

use jiff::ToSpan;
use kernel::Date;
use kernel::ids::CouncilId;

use super::Measure;
use super::board::{BoardFilter, Known, places, tally};
use super::projection::Snapshot;
use super::totals::Totals;
use crate::measure::Tally;

/// A point of the course of time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct TrendPoint {
    /// The day.
    pub day: Date,
    /// The sum on that day.
    pub totals: Totals,
}

/// How some councils stood at the beginning of each of the last months, and on the day itself, the oldest first.
pub fn trend(snapshot: &Snapshot, day: Date, filter: &BoardFilter, months: u32) -> Vec<TrendPoint> {
    let mut days: Vec<Date> = (0..i64::from(months))
        .filter_map(|back| day.first_of_month().checked_sub(back.months()).ok())
        .collect();
    days.reverse();
    if days.last() != Some(&day) {
        days.push(day);
    }
    let point = |day: Date| TrendPoint {
        day,
        totals: snapshot.sum(day, filter, || totals(snapshot, day, filter)),
    };
    days.into_iter().map(point).collect()
}

/// The sum of some councils on a day.
fn totals(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Totals {
    let known = Known::on(snapshot, day);
    let facts = &snapshot.facts;
    let mut totals = Totals::default();
    for place in places(facts, &known, day, filter) {
        let council = facts.councils[place].id;
        totals += Totals::of(&known.figures[place], &known.marks, council);
    }
    totals
}

/// One council on a day of its term.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct TermPoint {
    /// The day.
    pub day: Date,
    /// The eight measures, in order; nothing where nothing was recorded.
    pub measures: Vec<Option<Tally>>,
}

/// How one council stood on the last day of each quarter since it began, of at most so many, and on the day itself, the oldest first.
pub fn council_trend(
    snapshot: &Snapshot,
    council: CouncilId,
    day: Date,
    quarters: u32,
) -> Vec<TermPoint> {
    let Some((place, of)) = snapshot.facts.council(council) else {
        return Vec::new();
    };
    let begun = i8::try_from(i32::from(day.month() - 1) % 3).unwrap_or_default();
    let quarter = day
        .first_of_month()
        .saturating_sub(i64::from(begun).months());
    let end = |back: i64| {
        let first = quarter.checked_sub((3 * back).months()).ok()?;
        first.checked_sub(1.day()).ok()
    };
    let mut days: Vec<Date> = (0..i64::from(quarters))
        .filter_map(end)
        .filter(|end| of.span.has((*end).into()))
        .collect();
    days.reverse();
    days.push(day);
    let point = |day: Date| {
        let figure = snapshot.figure(place, day.into());
        let marks = snapshot.marks(day);
        let of = |measure: &Measure| tally(&figure, marks.row(council), *measure);
        TermPoint {
            day,
            measures: Measure::ALL.iter().map(of).collect(),
        }
    };
    days.into_iter().map(point).collect()
}
