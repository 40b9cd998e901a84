//! The days on which the figures of a council can change, and the figures between them.
//!
//! Nothing happens to most councils on most days: someone joins, a class ends, a check is passed, a law changes. Between two such days
//! every day has the same figures, so they are counted once for the days between, and a day never asked for before costs one look
//! per council. Checks of knowledge are passed on many more days than anything else happens, so they are no such days: of them it is
//! kept from when each counts.

use std::sync::OnceLock;

use super::facts::{Day, Facts, Span};
use super::tally::{Bits, Figure, Gained, OnDay, first_passes};

/// Who of a council lacks which required courses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lacking {
    /// The required courses in force for it, by number.
    courses: Vec<u32>,
    /// Those who lack one at least, in the order of their seats, each with a bit for every course lacking.
    people: Vec<(u32, Bits)>,
}

/// Something that stays as it is between two changes.
#[derive(Debug)]
struct Epochs<T> {
    /// The days of change, in order.
    days: Vec<Day>,
    /// What was before the first of them, and from each of them on; counted when first asked for.
    values: Vec<OnceLock<T>>,
}

/// The figures of a council between two days on which something but a check passed changes them.
#[derive(Debug)]
struct Figures {
    /// The figures without any check.
    bare: Figure,
    /// For each delegate and law to be mastered the day from which a check counts, in order.
    passed: Vec<Day>,
}

/// One council over time.
#[derive(Debug)]
pub(super) struct Timeline {
    figures: Epochs<Figures>,
    lacking: Epochs<Lacking>,
}

impl Lacking {
    /// Those who lack a course.
    pub(super) fn of(&self, course: u32) -> impl Iterator<Item = u32> {
        let at = self.courses.iter().position(|one| *one == course);
        let bit = at.map_or(0, |at| 1 << at);
        let people = self.people.iter();
        people.filter_map(move |(person, lacks)| (lacks & bit != 0).then_some(*person))
    }

    /// How many lack nothing any more once these courses were gained.
    pub(super) fn settled(&self, gained: &Gained) -> usize {
        let has_all = |(person, lacks): &&(u32, Bits)| {
            let mut courses = self.courses.iter().enumerate();
            courses.all(|(at, course)| lacks >> at & 1 == 0 || gained.contains(*person, *course))
        };
        self.people.iter().filter(has_all).count()
    }
}

impl<T> Epochs<T> {
    fn between(mut days: Vec<Day>) -> Self {
        days.retain(|day| *day < Day::NEVER);
        days.sort_unstable();
        days.dedup();
        let values = (0..=days.len()).map(|_| OnceLock::new()).collect();
        Self { days, values }
    }

    fn on(&self, day: Day, count: impl FnOnce() -> T) -> &T {
        let at = self.days.partition_point(|change| *change <= day);
        self.values[at].get_or_init(count)
    }
}

impl Timeline {
    /// The timeline of a council, by its place among all.
    pub(super) fn of(facts: &Facts, place: usize) -> Self {
        let mut days = changes_of_training(facts, place);
        let lacking = Epochs::between(days.clone());
        days.extend(changes_of_laws(facts, place));
        let figures = Epochs::between(days);
        Self { figures, lacking }
    }

    /// The figures on a day.
    pub(super) fn figure(&self, facts: &Facts, place: usize, day: Day) -> Figure {
        let figures = self.figures.on(day, || Figures::of(facts, place, day));
        let passed = figures.passed.partition_point(|from| *from <= day);
        let mut figure = figures.bare;
        figure.mastered.done = u32::try_from(passed).unwrap_or(u32::MAX);
        figure
    }

    /// Who lacks what on a day.
    pub(super) fn lacking(&self, facts: &Facts, place: usize, day: Day) -> &Lacking {
        self.lacking.on(day, || lacking(facts, place, day))
    }
}

impl Figures {
    fn of(facts: &Facts, place: usize, day: Day) -> Self {
        let mut bare = Figure::of(facts, place, day);
        bare.mastered.done = 0;
        let on = OnDay::new(facts, place, day);
        let mut passed = Vec::new();
        for delegate in on.delegates(None).filter(|one| one.counts()) {
            let laws = on.laws_owed(&delegate);
            passed.extend(first_passes(&on, delegate.seat.person, &laws));
        }
        passed.sort_unstable();
        Self { bare, passed }
    }
}

/// Who of a council, by its place among all, lacks which required course on a day.
pub(super) fn lacking(facts: &Facts, place: usize, day: Day) -> Lacking {
    let on = OnDay::new(facts, place, day);
    let people = on
        .delegates(None)
        .filter(|one| one.counts() && !one.is_trained())
        .map(|one| (one.seat.person, one.lacks()))
        .collect();
    Lacking {
        people,
        courses: on.courses,
    }
}

/// Every day on which someone comes or goes, a course begins or ends, or is completed; in no order.
fn changes_of_training(facts: &Facts, place: usize) -> Vec<Day> {
    let council = &*facts.councils[place];
    let courses = facts.courses_at(place);
    let spans = std::iter::once(council.span)
        .chain(council.seats.iter().map(|seat| seat.span))
        .chain(council.suspensions.iter().map(|(_, span)| *span))
        .chain(council.bodies.iter().map(|body| body.span))
        .chain(council.members.iter().map(|member| member.span))
        .chain(courses.iter().map(|at| facts.courses[*at as usize].span));
    let mut days: Vec<Day> = spans.flat_map(ends).collect();
    for seat in &council.seats {
        let done = facts.done(seat.person).iter();
        let done = done.filter(|done| courses.contains(&done.course));
        days.extend(done.map(|done| done.on));
    }
    days
}

/// Every day on which a law taught here begins, changes or ends; in no order.
fn changes_of_laws(facts: &Facts, place: usize) -> Vec<Day> {
    let courses = facts.courses_at(place).iter();
    let taught = courses.flat_map(|at| &facts.courses[*at as usize].laws);
    let mut laws: Vec<u32> = taught.copied().collect();
    laws.sort_unstable();
    laws.dedup();
    let mut days = Vec::new();
    for law in laws.iter().map(|law| &facts.laws[*law as usize]) {
        days.extend(ends(law.span));
        days.extend_from_slice(&law.changes);
    }
    days
}

fn ends(span: Span) -> [Day; 2] {
    [span.from, span.to]
}
