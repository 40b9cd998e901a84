//! Who owes what and has done it: the counting under every figure of the scoreboard.

use super::facts::{Council, Course, Day, Facts, Origin, Seat};
use crate::measure::Tally;
use crate::training::Audience;

/// Courses of one council, one bit each, by their places among those in force for it.
pub(super) type Bits = u128;

/// More required courses than this never oblige one council at the same time; what would exceed it is not counted, and logged.
const MOST_COURSES: usize = 128;

/// What will have been completed, by course and person, beyond what was: for each course, by its number, one bit a person.
#[derive(Debug, Clone, Default)]
pub struct Gained(Vec<Vec<u64>>);

impl Gained {
    /// Notes that a person will complete a course; false if that was known.
    pub fn insert(&mut self, person: u32, course: u32) -> bool {
        let course = course as usize;
        if self.0.len() <= course {
            self.0.resize_with(course + 1, Vec::new);
        }
        let people = &mut self.0[course];
        let (at, bit) = Self::place(person);
        if people.len() <= at {
            people.resize(at + 1, 0);
        }
        let is_new = people[at] & bit == 0;
        people[at] |= bit;
        is_new
    }

    /// Whether a person will complete a course.
    pub fn contains(&self, person: u32, course: u32) -> bool {
        let (at, bit) = Self::place(person);
        let people = self.0.get(course as usize);
        people.is_some_and(|people| people.get(at).is_some_and(|bits| bits & bit != 0))
    }

    fn place(person: u32) -> (usize, u64) {
        (person as usize / 64, 1 << (person % 64))
    }
}

/// One council on one day.
pub struct OnDay<'a> {
    facts: &'a Facts,
    /// The council.
    pub council: &'a Council,
    /// The day.
    pub day: Day,
    /// The required courses in force for it, by number.
    pub courses: Vec<u32>,
    everyone: Bits,
    by_post: bool,
}

/// A delegate in office.
#[derive(Debug, Clone, Copy)]
pub struct Delegate<'a> {
    /// Which seat of the council.
    pub place: usize,
    /// The mandate.
    pub seat: &'a Seat,
    /// Whether suspended, and therefore left out of every denominator.
    pub suspended: bool,
    owes: Bits,
    has: Bits,
}

impl Delegate<'_> {
    /// Whether the delegate belongs to the denominator.
    pub const fn counts(&self) -> bool {
        !self.suspended && self.owes != 0
    }

    /// Whether every required course that applies is completed.
    pub const fn is_trained(&self) -> bool {
        self.lacks() == 0
    }

    /// The required courses that apply and are not completed, one bit each.
    pub(super) const fn lacks(&self) -> Bits {
        self.owes & !self.has
    }

    /// Whether a course applies, by its place among the courses of the council.
    pub const fn owes(&self, course: usize) -> bool {
        self.owes >> course & 1 == 1
    }

    /// Whether a course is completed, by its place.
    pub const fn has(&self, course: usize) -> bool {
        self.has >> course & 1 == 1
    }
}

impl<'a> OnDay<'a> {
    /// A council, by its place among all, on a day.
    pub fn new(facts: &'a Facts, place: usize, day: Day) -> Self {
        let council = &*facts.councils[place];
        let mut courses: Vec<u32> = facts
            .courses_at(place)
            .iter()
            .copied()
            .filter(|course| facts.courses[*course as usize].span.has(day))
            .collect();
        if courses.len() > MOST_COURSES {
            tracing::error!(council = %council.id, "too many required courses at once");
            courses.truncate(MOST_COURSES);
        }
        let (mut everyone, mut by_post) = (0, false);
        for (at, course) in courses.iter().enumerate() {
            match facts.courses[*course as usize].audience {
                Audience::AllDelegates => everyone |= 1 << at,
                Audience::Newcomers | Audience::Staff => {}
                Audience::FullTime | Audience::Leaders | Audience::BodyMembers => by_post = true,
            }
        }
        Self {
            facts,
            council,
            day,
            courses,
            everyone,
            by_post,
        }
    }

    /// A required course, by its place.
    pub fn course(&self, at: usize) -> &'a Course {
        &self.facts.courses[self.courses[at] as usize]
    }

    /// Every delegate in office on the day.
    pub fn delegates(&self, gained: Option<&Gained>) -> impl Iterator<Item = Delegate<'a>> {
        let exists = self.council.span.has(self.day);
        self.council
            .seats
            .iter()
            .enumerate()
            .filter(move |(_, seat)| exists && seat.span.has(self.day))
            .map(move |(place, seat)| Delegate {
                place,
                seat,
                suspended: self.council.is_suspended(place, self.day),
                owes: self.owes(seat),
                has: self.has(seat.person, gained),
            })
    }

    fn owes(&self, seat: &Seat) -> Bits {
        let mut owes = self.everyone;
        if seat.origin == Origin::General && !self.by_post {
            return owes;
        }
        for (at, course) in self.courses.iter().enumerate() {
            let course = &self.facts.courses[*course as usize];
            let mut posts = self.council.posts(seat.person, self.day);
            let meant = match course.audience {
                Audience::AllDelegates | Audience::Staff => false,
                Audience::Newcomers => seat.origin != Origin::General,
                Audience::FullTime => posts.any(|held| held.full_time),
                Audience::Leaders => posts.any(|held| held.post.leads()),
                Audience::BodyMembers => posts
                    .any(|held| Some(self.council.bodies[held.body as usize].kind) == course.body),
            };
            owes |= Bits::from(meant) << at;
        }
        owes
    }

    fn has(&self, person: u32, gained: Option<&Gained>) -> Bits {
        let done = self.facts.done(person);
        let mut has = 0;
        for (at, course) in self.courses.iter().enumerate() {
            let was = done
                .iter()
                .any(|done| done.course == *course && done.on <= self.day);
            let will = || gained.is_some_and(|gained| gained.contains(person, *course));
            has |= Bits::from(was || will()) << at;
        }
        has
    }

    /// The laws in force on the day that the courses a delegate owes teach, ordered.
    pub fn laws_owed(&self, delegate: &Delegate<'_>) -> Vec<u32> {
        let mut laws: Vec<u32> = (0..self.courses.len())
            .filter(|at| delegate.owes(*at))
            .flat_map(|at| self.course(at).laws.iter().copied())
            .filter(|law| self.facts.laws[*law as usize].span.has(self.day))
            .collect();
        laws.sort_unstable();
        laws.dedup();
        laws
    }

    /// Whether some required course teaches a law that is in force on the day.
    pub fn teaches(&self, law: u32) -> bool {
        self.facts.laws[law as usize].span.has(self.day)
            && (0..self.courses.len()).any(|at| self.course(at).laws.binary_search(&law).is_ok())
    }

    /// Whether a course that a delegate owes teaches a law; it is to be asked of laws in force alone.
    pub fn owes_law(&self, delegate: &Delegate<'_>, law: u32) -> bool {
        (0..self.courses.len())
            .any(|at| delegate.owes(at) && self.course(at).laws.binary_search(&law).is_ok())
    }

    /// The day of the latest check a person passed on a law, up to the day.
    pub fn passed(&self, person: u32, law: u32) -> Option<Day> {
        self.facts
            .passed(person)
            .iter()
            .rev()
            .find(|(of, on)| *of == law && *on <= self.day)
            .map(|(_, on)| *on)
    }

    /// Whether a law is unchanged since a day.
    pub fn is_current(&self, law: u32, since: Day) -> bool {
        self.facts.laws[law as usize]
            .changed(self.day)
            .is_none_or(|changed| changed <= since)
    }

    /// Whether a person completed any course that taught a law while it was in force.
    pub fn studied(&self, person: u32, law: u32) -> bool {
        let in_force = self.facts.laws[law as usize].span;
        self.facts.done(person).iter().any(|done| {
            let course = self.facts.courses.get(done.course as usize);
            done.on <= self.day
                && in_force.has(done.on)
                && course.is_some_and(|course| course.laws.binary_search(&law).is_ok())
        })
    }
}

/// The figures of one council on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// Delegates in office, the suspended included.
    pub in_office: u32,
    /// M1: delegates who completed every required course that applies to them.
    pub trained: Tally,
    /// M2: pairs of a delegate and a law to be mastered, passed and the law unchanged since.
    pub mastered: Tally,
}

impl Figure {
    /// Counts a council, by its place among all.
    pub fn of(facts: &Facts, place: usize, day: Day) -> Self {
        let on = OnDay::new(facts, place, day);
        let mut figure = Self::default();
        // Delegates of one council owe the same few sets of courses, hence of laws.
        let mut sets: Vec<(Bits, Vec<u32>)> = Vec::new();
        for delegate in on.delegates(None) {
            figure.in_office += 1;
            if !delegate.counts() {
                continue;
            }
            figure.trained.count(delegate.is_trained());
            let set = sets.iter().position(|(owes, _)| *owes == delegate.owes);
            let set = set.unwrap_or_else(|| {
                sets.push((delegate.owes, on.laws_owed(&delegate)));
                sets.len() - 1
            });
            let laws = &sets[set].1;
            figure.mastered.of += u32::try_from(laws.len()).unwrap_or(u32::MAX);
            figure.mastered.done += current_passes(&on, delegate.seat.person, laws);
        }
        figure
    }
}

/// How many of the laws a person passed and has not to pass anew.
fn current_passes(on: &OnDay<'_>, person: u32, laws: &[u32]) -> u32 {
    let passes = on.facts.passed(person);
    let mut count = 0;
    let mut at = 0;
    while at < passes.len() {
        let law = passes[at].0;
        let mut latest = None;
        while at < passes.len() && passes[at].0 == law {
            if passes[at].1 <= on.day {
                latest = Some(passes[at].1);
            }
            at += 1;
        }
        let current = latest.is_some_and(|since| on.is_current(law, since));
        count += u32::from(current && laws.binary_search(&law).is_ok());
    }
    count
}

/// The day of the first check a person passed on each of some laws that still counts on a day, if there is one up to any later day on
/// which none of them has changed again.
pub(super) fn first_passes<'a>(
    on: &'a OnDay<'_>,
    person: u32,
    laws: &'a [u32],
) -> impl Iterator<Item = Day> + 'a {
    let passes = on.facts.passed(person);
    passes
        .chunk_by(|(one, _), (other, _)| one == other)
        .filter(|of_law| laws.binary_search(&of_law[0].0).is_ok())
        .filter_map(|of_law| {
            let mut days = of_law.iter().map(|(law, day)| (*law, *day));
            days.find(|(law, day)| on.is_current(*law, *day))
        })
        .map(|(_, day)| day)
}

impl std::ops::AddAssign for Figure {
    fn add_assign(&mut self, other: Self) {
        self.in_office += other.in_office;
        self.trained += other.trained;
        self.mastered += other.mastered;
    }
}
