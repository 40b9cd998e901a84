//! How far the regulations of every council had come on any day, of those that were drafted here.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, RegulationId};
use store::{Reader, args, record, sql};

use super::RegulationState;
use super::demands::after;
use crate::Result;
use crate::bodies::Level;

/// A regulation with its steps.
#[derive(Debug)]
pub struct Progress {
    /// The regulation.
    pub id: RegulationId,
    /// Its title.
    pub title: String,
    /// The council.
    pub council: CouncilId,
    /// Its level.
    pub level: Level,
    days: StepDays,
    steps: Vec<(Date, RegulationState)>,
}

/// The days that decide by when a step is to be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepDays {
    pub(super) comments_until: Option<Date>,
    pub(super) appraisal_due: Option<Date>,
    pub(super) adopted_on: Option<Date>,
}

record! {
    struct RegulationRow {
        id: RegulationId,
        title: String,
        council_id: CouncilId,
        level: Level,
        comments_until: Option<Date>,
        appraisal_due: Option<Date>,
        adopted_on: Option<Date>,
    }
    struct StepRow { regulation_id: RegulationId, state: RegulationState, day: Date }
}

macro_rules! drafted {
    ($where:literal) => {
        concat!(
            "SELECT r.id, r.title, r.council_id, c.level, r.comments_until, r.appraisal_due, r.adopted_on FROM regulation r \
             JOIN council c ON c.id = r.council_id JOIN regulation_step f ON f.regulation_id = r.id AND f.position = 1 \
             WHERE f.state = 'proposed'",
            $where,
            " ORDER BY r.id"
        )
    };
}

sql! {
    DRAFTED = drafted!("");
    OF_COUNCIL = drafted!(" AND r.council_id = $1");
    STEPS = "SELECT s.regulation_id, s.state, s.day FROM regulation_step s ORDER BY s.regulation_id, s.position";
    STEPS_OF_COUNCIL = "SELECT s.regulation_id, s.state, s.day FROM regulation_step s JOIN regulation r ON r.id = s.regulation_id \
                        WHERE r.council_id = $1 ORDER BY s.regulation_id, s.position";
}

impl StepDays {
    /// The day by which a step is to be done; what is adopted is published within so many days.
    pub(super) fn due(self, state: RegulationState, publish_within: Option<u32>) -> Option<Date> {
        match state {
            RegulationState::Comments => self.comments_until,
            RegulationState::Appraisal => self.appraisal_due,
            RegulationState::Adopted => Some(after(self.adopted_on?, publish_within?)),
            _ => None,
        }
    }
}

impl Progress {
    /// Every regulation that was proposed here; those recorded as published before are no plan that could be kept.
    pub async fn read(db: &impl Reader) -> Result<Vec<Self>> {
        let rows = db.all(DRAFTED, args![]).await?;
        Ok(Self::all(rows, db.all(STEPS, args![]).await?))
    }

    /// Those of one council.
    pub async fn of_council(db: &impl Reader, council: CouncilId) -> Result<Vec<Self>> {
        let rows = db.all(OF_COUNCIL, args![council]).await?;
        Ok(Self::all(
            rows,
            db.all(STEPS_OF_COUNCIL, args![council]).await?,
        ))
    }

    fn all(rows: Vec<RegulationRow>, all: Vec<StepRow>) -> Vec<Self> {
        let mut steps: HashMap<RegulationId, Vec<(Date, RegulationState)>> = HashMap::new();
        for row in all {
            let steps = steps.entry(row.regulation_id).or_default();
            steps.push((row.day, row.state));
        }
        let rows = rows.into_iter().map(|row| Self {
            id: row.id,
            title: row.title,
            council: row.council_id,
            level: row.level,
            days: StepDays {
                comments_until: row.comments_until,
                appraisal_due: row.appraisal_due,
                adopted_on: row.adopted_on,
            },
            steps: steps.remove(&row.id).unwrap_or_default(),
        });
        rows.collect()
    }

    /// When it was adopted, if it was.
    pub const fn adopted_on(&self) -> Option<Date> {
        self.days.adopted_on
    }

    /// How far it had come on a day; nothing while it was not proposed.
    pub fn state(&self, on: Date) -> Option<RegulationState> {
        let until = self.steps.iter().rfind(|(day, _)| *day <= on);
        until.map(|(_, state)| *state)
    }

    /// By when the step of a day was to be done; what was adopted on a day is published within so many days.
    pub fn due(&self, on: Date, publish_within: impl FnOnce(Date) -> Option<u32>) -> Option<Date> {
        let within = self.days.adopted_on.and_then(publish_within);
        self.days.due(self.state(on)?, within)
    }
}
