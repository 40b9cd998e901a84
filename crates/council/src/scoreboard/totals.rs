//! The sum of some councils: their delegates and every measure.

use kernel::ids::CouncilId;

use super::Measure;
use super::board::tally;
use super::records::Marks;
use super::tally::Figure;
use crate::measure::Tally;

/// The sum of some councils.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Totals {
    /// Councils.
    pub councils: u32,
    /// Of them with delegates who have to be trained.
    pub obliged: u32,
    /// Of them with everyone trained.
    pub proven: u32,
    /// Delegates in office.
    pub delegates: u32,
    /// M1.
    pub trained: Tally,
    /// M2.
    pub mastered: Tally,
    /// The eight measures, in order.
    pub measures: [MeasureTotals; 8],
}

/// The sum of one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct MeasureTotals {
    /// Which.
    pub measure: Measure,
    /// How many of how many.
    pub tally: Tally,
    /// Councils of which something is counted.
    pub councils: u32,
    /// Of them those that lack nothing.
    pub proven: u32,
}

impl Default for Totals {
    fn default() -> Self {
        use Measure::{
            Conferences, Contact, Coordination, Laws, Means, Regulations, Staff, Training,
        };
        let all = [
            Training,
            Laws,
            Contact,
            Regulations,
            Coordination,
            Conferences,
            Staff,
            Means,
        ];
        Self {
            councils: 0,
            obliged: 0,
            proven: 0,
            delegates: 0,
            trained: Tally::default(),
            mastered: Tally::default(),
            measures: all.map(MeasureTotals::nothing),
        }
    }
}

impl MeasureTotals {
    const fn nothing(measure: Measure) -> Self {
        Self {
            measure,
            tally: Tally { done: 0, of: 0 },
            councils: 0,
            proven: 0,
        }
    }
}

impl Totals {
    /// Those of one council.
    pub(super) fn of(figure: &Figure, marks: &Marks, council: CouncilId) -> Self {
        let mut totals = Self {
            councils: 1,
            obliged: u32::from(figure.trained.of > 0),
            proven: u32::from(figure.trained.is_proven()),
            delegates: figure.in_office,
            trained: figure.trained,
            mastered: figure.mastered,
            ..Self::default()
        };
        let marks = marks.row(council);
        for sum in &mut totals.measures {
            let tally = tally(figure, marks, sum.measure).unwrap_or_default();
            sum.tally = tally;
            sum.councils = u32::from(tally.of > 0);
            sum.proven = u32::from(tally.is_proven());
        }
        totals
    }

    /// The sum of a measure.
    pub const fn measure(&self, measure: Measure) -> &MeasureTotals {
        &self.measures[measure.place()]
    }
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.councils += other.councils;
        self.obliged += other.obliged;
        self.proven += other.proven;
        self.delegates += other.delegates;
        self.trained += other.trained;
        self.mastered += other.mastered;
        for (sum, more) in self.measures.iter_mut().zip(other.measures) {
            sum.tally += more.tally;
            sum.councils += more.councils;
            sum.proven += more.proven;
        }
    }
}
