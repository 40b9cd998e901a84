//! Biện pháp: what the capabilities say of their measures in one way, so that the scoreboard adds up what each of them counts.
//!
//! The capability that keeps the records of a measure counts it, for every council at once and for any day, from what it read of all
//! time. A council of which nothing is recorded has no count: that is told in words and is not nought per cent.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::CouncilId;

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Tally {
    /// The numerator.
    pub done: u32,
    /// The denominator.
    pub of: u32,
}

/// Một biện pháp of one council on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many of how many; of none while nothing is due.
    pub tally: Tally,
    /// Whether something that is missing is past its day.
    pub late: bool,
    /// By when what comes first is to be done; of what is late, by when it was.
    pub by: Option<Date>,
}

/// The counts of those councils that recorded something.
pub type ByCouncil = HashMap<CouncilId, Counted>;

impl Tally {
    /// Counts one more.
    pub fn count(&mut self, done: bool) {
        self.of += 1;
        self.done += u32::from(done);
    }

    /// How many are missing.
    pub const fn missing(self) -> u32 {
        self.of - self.done
    }

    /// Whether it is proven that nobody is missing: there is somebody, and everybody has done it.
    pub const fn is_proven(self) -> bool {
        self.of > 0 && self.done == self.of
    }

    /// The share in millionths, for an order; below every share where nothing is counted.
    pub fn millionths(self) -> i64 {
        match self.of {
            0 => -1,
            of => i64::from(self.done) * 1_000_000 / i64::from(of),
        }
    }
}

impl Counted {
    /// Counts something that is done or waits for its day, where it has one.
    pub fn add(&mut self, done: bool, due_on: Option<Date>, on: Date) {
        self.tally.count(done);
        if !done {
            self.wait(due_on, on);
        }
    }

    /// Notes a day by which something is to be done that is not counted yet.
    pub fn wait(&mut self, due_on: Option<Date>, on: Date) {
        self.late |= due_on.is_some_and(|due| due < on);
        self.by = self.by.into_iter().chain(due_on).min();
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.done += other.done;
        self.of += other.of;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|one| sum += one);
        sum
    }
}
