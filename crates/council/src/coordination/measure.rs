//! Biện pháp 5: the tasks of coordination regulations that were due by a day, and how many of them were done, in time or late.
//!
//! Counted as the page of a regulation counts a year, over all years in which it was in force. What was excused does not count.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CoordinationDutyId, CoordinationId, CouncilId};
use store::{Reader, args, record, sql};

use super::records::{Duty, force};
use super::schedule::{slots, standing};
use super::{CoordinationState, Recurrence, Standing};
use crate::Result;
use crate::measure::{ByCouncil, Counted};
use crate::sittings::Sitting;
use crate::sittings::over_time::OverTime;

/// The regulations of every council with what became of their duties.
#[derive(Debug, Default)]
pub struct Facts(Vec<Regulation>);

#[derive(Debug)]
struct Regulation {
    council: CouncilId,
    ends_on: Option<Date>,
    steps: Vec<(Date, CoordinationState)>,
    duties: Vec<Charged>,
    conclusions: Vec<ConclusionRow>,
}

#[derive(Debug)]
struct Charged {
    duty: Duty,
    removed_on: Option<Date>,
    kept: Vec<KeptRow>,
}

record! {
    struct RegulationRow { id: CoordinationId, council_id: CouncilId, ends_on: Option<Date> }
    struct StepRow { coordination_id: CoordinationId, state: CoordinationState, day: Date }
    struct RemovedRow { removed_on: Option<Date> }
    #[derive(Debug)]
    struct KeptRow {
        duty_id: CoordinationDutyId,
        period: String,
        asked_on: Option<Date>,
        due_on: Option<Date>,
        done_on: Option<Date>,
        excused_on: Option<Date>,
    }
    #[derive(Debug)]
    struct ConclusionRow { coordination_id: CoordinationId, held_on: Date, due_on: Date, done_on: Option<Date> }
}

sql! {
    REGULATIONS = "SELECT k.id, k.council_id, coalesce(k.valid_to, c.valid_to) AS ends_on FROM coordination k JOIN council c ON c.id = k.council_id";
    STEPS = "SELECT s.coordination_id, s.state, s.day FROM coordination_step s ORDER BY s.coordination_id, s.position";
    DUTIES = "SELECT y.id, y.coordination_id, y.content, y.title, y.lead_id, y.recurrence, y.due_on, y.days, y.output, y.removed_on \
              FROM coordination_duty y";
    KEPT = "SELECT t.duty_id, t.period, t.asked_on, t.due_on, t.done_on, t.excused_on FROM coordination_task t";
    CONCLUSIONS = "SELECT m.coordination_id, m.held_on, o.due_on, o.done_on FROM joint_conclusion o JOIN joint_meeting m ON m.id = o.meeting_id";
}

/// A duty beside the day on which it was taken out.
struct Row(Duty, RemovedRow);

impl store::FromRow for Row {
    fn from_row(row: &store::Row) -> store::Result<Self> {
        Ok(Self(Duty::from_row(row)?, RemovedRow::from_row(row)?))
    }
}

impl Facts {
    /// The records read anew.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        let mut found: HashMap<CoordinationId, Regulation> = HashMap::new();
        for row in db.all::<RegulationRow>(REGULATIONS, args![]).await? {
            let regulation = Regulation {
                council: row.council_id,
                ends_on: row.ends_on,
                steps: Vec::new(),
                duties: Vec::new(),
                conclusions: Vec::new(),
            };
            found.insert(row.id, regulation);
        }
        for row in db.all::<StepRow>(STEPS, args![]).await? {
            if let Some(of) = found.get_mut(&row.coordination_id) {
                of.steps.push((row.day, row.state));
            }
        }
        let mut kept: HashMap<CoordinationDutyId, Vec<KeptRow>> = HashMap::new();
        for row in db.all::<KeptRow>(KEPT, args![]).await? {
            kept.entry(row.duty_id).or_default().push(row);
        }
        for Row(duty, removed) in db.all(DUTIES, args![]).await? {
            if let Some(of) = found.get_mut(&duty.coordination_id) {
                of.duties.push(Charged {
                    kept: kept.remove(&duty.id).unwrap_or_default(),
                    removed_on: removed.removed_on,
                    duty,
                });
            }
        }
        for row in db.all::<ConclusionRow>(CONCLUSIONS, args![]).await? {
            if let Some(of) = found.get_mut(&row.coordination_id) {
                of.conclusions.push(row);
            }
        }
        Ok(Self(found.into_values().collect()))
    }

    /// M5 of the councils that drafted a coordination regulation until a day.
    pub fn measure(&self, sittings: &OverTime, on: Date) -> ByCouncil {
        let known = sittings.on(on);
        let mut found = ByCouncil::new();
        for regulation in &self.0 {
            let drafted = regulation.steps.iter().any(|(day, _)| *day <= on);
            if drafted {
                let sittings = known
                    .get(&regulation.council)
                    .map_or(&[][..], Vec::as_slice);
                let counted = found.entry(regulation.council).or_default();
                regulation.count(sittings, on, counted);
            }
        }
        found
    }
}

impl Regulation {
    fn count(&self, sittings: &[Sitting], on: Date, counted: &mut Counted) {
        let of_duties = self
            .duties
            .iter()
            .filter(|it| it.removed_on.is_none_or(|day| day > on));
        let tasks = of_duties.flat_map(|charged| self.tasks(charged, sittings, on));
        let held = self.conclusions.iter().filter(|it| it.held_on <= on);
        let concluded = held.map(|it| (it.due_on, it.done_on, None));
        for (due_on, done_on, excused_on) in tasks.chain(concluded) {
            match standing(due_on, done_on, excused_on, 0, on).0 {
                Standing::Met | Standing::Late => counted.add(true, None, on),
                Standing::Unmet => counted.add(false, Some(due_on), on),
                Standing::DueSoon | Standing::Ahead => counted.wait(Some(due_on), on),
                Standing::Excused => {}
            }
        }
    }

    /// When each task of a duty is due, was done, was excused, until the end of the year after a day.
    fn tasks(
        &self,
        charged: &Charged,
        sittings: &[Sitting],
        on: Date,
    ) -> Vec<(Date, Option<Date>, Option<Date>)> {
        let mut steps = self.steps.iter().filter(|(day, _)| *day <= on);
        let in_force = steps
            .clone()
            .filter(|(_, state)| *state == CoordinationState::InForce);
        let in_force_on = in_force.map(|(day, _)| *day).min();
        let Some((since, state)) = steps.next_back() else {
            return Vec::new();
        };
        let Some(force) = force(in_force_on, (*state, *since), self.ends_on) else {
            return Vec::new();
        };
        let asked = |row: &&KeptRow| row.asked_on.is_none_or(|day| day <= on);
        let kept = || charged.kept.iter().filter(asked);
        if charged.duty.recurrence == Recurrence::OnRequest {
            let tasks = kept().filter_map(|row| Some((row.due_on?, row.done_on, row.excused_on)));
            return tasks.collect();
        }
        let years = force.from.year()..=on.year().saturating_add(1);
        let slots = years.flat_map(|year| slots(&charged.duty, force, year, sittings));
        let task = |due_on: Date, period: &str| {
            let row = kept().find(|row| row.period == period);
            let days = row.map(|row| (row.done_on, row.excused_on));
            let (done_on, excused_on) = days.unwrap_or_default();
            (due_on, done_on, excused_on)
        };
        slots.map(|slot| task(slot.due_on, &slot.period)).collect()
    }
}
