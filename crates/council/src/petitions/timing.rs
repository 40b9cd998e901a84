//! Hạn: how long a body has, and how late a matter is on a day.

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::CouncilId;
use store::Reader;

use super::clock::DayMeasure;
use super::{Competence, Timing};
use crate::Result;
use crate::rules::{self, InForce, Place};
use crate::seed_data::rules::Measure;

/// The dated rules on time that hold for a council on a day.
#[derive(Debug, Clone)]
pub struct TimeRules {
    /// How long a body has to answer.
    pub answer: Option<InForce>,
    /// How long a body has to answer what the National Assembly passed on.
    pub answer_central: Option<InForce>,
    /// How many days before the day a matter is shown as nearly due.
    pub warning: Option<InForce>,
    /// How many days after the day a matter is long overdue.
    pub long: Option<InForce>,
}

impl TimeRules {
    /// The rules of a council on a day.
    pub async fn of(db: &impl Reader, council: CouncilId, day: Date) -> Result<Self> {
        Self::at(db, &Place::of_council(db, council, day).await?, day).await
    }

    /// The general rules on a day, of no council.
    pub async fn general(db: &impl Reader, day: Date) -> Result<Self> {
        Self::at(db, &Place::general(), day).await
    }

    async fn at(db: &impl Reader, place: &Place, day: Date) -> Result<Self> {
        Ok(Self {
            answer: rules::in_force(db, "petition_answer_local", place, day).await?,
            answer_central: rules::in_force(db, "petition_answer", place, day).await?,
            warning: rules::in_force(db, "petition_warning", place, day).await?,
            long: rules::in_force(db, "petition_long_overdue", place, day).await?,
        })
    }

    /// The rule on the answer to a matter of a competence.
    pub fn answer_to(&self, competence: Competence) -> Option<&InForce> {
        match competence {
            Competence::Central => self.answer_central.as_ref().or(self.answer.as_ref()),
            Competence::Province | Competence::District | Competence::Commune => {
                self.answer.as_ref()
            }
        }
    }

    /// How many days, and what they count.
    pub fn days(rule: &InForce) -> Option<(u32, DayMeasure)> {
        let measure = match rule.measure {
            Measure::WorkingDays => DayMeasure::Working,
            _ => DayMeasure::Calendar,
        };
        Some((rule.parameters.whole("days")?, measure))
    }

    /// The days at which the standing changes, for lists: (nearly due until, long overdue before).
    pub fn bounds(&self, on: Date) -> Bounds {
        let days = |rule: &Option<InForce>| {
            let days = rule.as_ref().and_then(|rule| rule.parameters.whole("days"));
            i64::from(days.unwrap_or_default())
        };
        Bounds {
            on,
            soon_until: on.saturating_add(days(&self.warning).days()),
            long_before: on.saturating_sub(days(&self.long).days()),
        }
    }
}

/// The days at which the standing of an open matter changes, as seen on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The day.
    pub on: Date,
    /// What is due until this day is nearly due.
    pub soon_until: Date,
    /// What was due before this day is long overdue.
    pub long_before: Date,
}

impl Bounds {
    /// The standing of a matter that is open, with its day, and whether its clock is paused.
    pub fn timing(self, due_on: Option<Date>, paused: bool) -> Timing {
        match due_on {
            None if paused => Timing::Paused,
            None => Timing::NotRunning,
            Some(due) if due < self.long_before => Timing::LongLate,
            Some(due) if due < self.on => Timing::Late,
            Some(due) if due <= self.soon_until => Timing::DueSoon,
            Some(_) => Timing::InTime,
        }
    }
}
