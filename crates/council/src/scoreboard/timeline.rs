//! The days on which the figures of a council can change, and the figures between them.
//!
//! Nothing happens to most councils on most days: someone joins, a class ends, a check is passed, a law changes. Between two such days
//! every day has the same figures, so they are counted once for the days between, and a day never asked for before costs one look
//! per council.

use std::sync::OnceLock;

use super::facts::{Day, Facts, Span};
use super::tally::Figure;

/// The figures of one council over time.
#[derive(Debug)]
pub(super) struct Timeline {
    /// The days on which something begins or ends, in order.
    days: Vec<Day>,
    /// The figures before the first of them, and from each of them on; counted when first asked for.
    figures: Vec<OnceLock<Figure>>,
}

impl Timeline {
    /// The timeline of a council, by its place among all.
    pub(super) fn of(facts: &Facts, place: usize) -> Self {
        let mut days = days_of_change(facts, place);
        days.retain(|day| *day < Day::NEVER);
        days.sort_unstable();
        days.dedup();
        let figures = (0..=days.len()).map(|_| OnceLock::new()).collect();
        Self { days, figures }
    }

    /// The figures on a day.
    pub(super) fn on(&self, facts: &Facts, place: usize, day: Day) -> Figure {
        let at = self.days.partition_point(|change| *change <= day);
        *self.figures[at].get_or_init(|| Figure::of(facts, place, day))
    }
}

/// Every day on which something of what [`Figure::of`] looks at begins or ends, in no order.
fn days_of_change(facts: &Facts, place: usize) -> Vec<Day> {
    let council = &*facts.councils[place];
    let mut days = Vec::new();
    let mut span = |span: Span| days.extend([span.from, span.to]);
    span(council.span);
    council.seats.iter().for_each(|seat| span(seat.span));
    council.suspensions.iter().for_each(|(_, of)| span(*of));
    council.bodies.iter().for_each(|body| span(body.span));
    council.members.iter().for_each(|member| span(member.span));
    let courses = facts.courses_at(place);
    let taught = courses.iter().map(|at| &facts.courses[*at as usize]);
    let mut laws = Vec::new();
    for course in taught {
        span(course.span);
        laws.extend_from_slice(&course.laws);
    }
    laws.sort_unstable();
    laws.dedup();
    for law in &laws {
        let law = &facts.laws[*law as usize];
        span(law.span);
        law.changes.iter().for_each(|day| {
            span(Span {
                from: *day,
                to: *day,
            })
        });
    }
    for seat in &council.seats {
        let done = facts.done(seat.person).iter();
        days.extend(
            done.filter(|done| courses.contains(&done.course))
                .map(|done| done.on),
        );
        let passed = facts.passed(seat.person).iter();
        days.extend(
            passed
                .filter(|(law, _)| laws.binary_search(law).is_ok())
                .map(|(_, on)| *on),
        );
    }
    days
}
