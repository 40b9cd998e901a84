//! The legal calendar of a sitting out of the records: which rules set its days, and which duties were done.

use std::collections::HashMap;

use kernel::ids::SittingId;
use kernel::{Date, Span, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::calendar::{Base, Charge, Days, Duty, Judged, Planned, Side, judge, plan};
use super::queries::sitting;
use super::{Sitting, SittingState, workdays};
use crate::access::Act;
use crate::refusal::Problems;
use crate::rules::{self, InForce, Place};
use crate::seed_data::rules::Measure;
use crate::{Acting, Problem, Result};

/// A duty of a sitting as it stands on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::DutyLine)]
pub struct DutyLine {
    /// The duty.
    pub duty: Duty,
    /// From which day it is counted.
    pub base: Base,
    /// Back or forward.
    pub side: Side,
    /// Whose it is.
    pub charge: Charge,
    /// How many days.
    pub days: u32,
    /// Of which kind.
    pub measure: Measure,
    /// The day by which it is to be done, or on which it begins.
    pub day: Date,
    /// The rule that says so.
    pub rule: InForce,
    /// When it was done.
    pub done_on: Option<Date>,
    /// What proves it.
    pub evidence: String,
    /// How it stands.
    pub judged: Judged,
}

/// Ghi việc đã làm. Recording again replaces what was recorded; without a day nothing is recorded any more.
#[derive(Debug, Clone)]
pub struct RecordDuty {
    /// The sitting.
    pub sitting: SittingId,
    /// The duty.
    pub duty: Duty,
    /// When it was done.
    pub done_on: Option<Date>,
    /// What proves it, or why the record is taken back.
    pub evidence: String,
}

record! {
    /// A duty that was done.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct Done {
        /// The duty.
        pub duty: Duty,
        /// When.
        pub done_on: Date,
        /// What proves it.
        pub evidence: String,
    }
}

sql! {
    DONE = "SELECT duty, done_on, evidence FROM sitting_duty WHERE sitting_id = $1";
    RECORD = "INSERT INTO sitting_duty (sitting_id, duty, done_on, evidence) VALUES ($1, $2, $3, $4) \
              ON CONFLICT (sitting_id, duty) DO UPDATE SET done_on = excluded.done_on, evidence = excluded.evidence";
    TAKE_BACK = "DELETE FROM sitting_duty WHERE sitting_id = $1 AND duty = $2";
}

/// The rules that set the days of some duties of a sitting, those in force when it opens.
pub(super) async fn rules_of(
    db: &impl Reader,
    sitting: &Sitting,
    opens_on: Date,
    duties: &[Duty],
) -> Result<HashMap<Duty, InForce>> {
    let place = Place::of_council(db, sitting.council_id, opens_on).await?;
    let mut found = HashMap::new();
    for duty in duties {
        let Some(key) = duty.rule(sitting.kind) else {
            continue;
        };
        if let Some(rule) = rules::in_force(db, key, &place, opens_on).await? {
            found.insert(*duty, rule);
        }
    }
    Ok(found)
}

/// How many days of which kind each of some rules counts.
pub(super) fn spans(rules: &HashMap<Duty, InForce>) -> HashMap<Duty, Span> {
    rules
        .iter()
        .filter_map(|(duty, rule)| {
            let days = rule.parameters.whole("days")?;
            let span = match rule.measure {
                Measure::WorkingDays => Span::Working(days),
                _ => Span::Calendar(days),
            };
            Some((*duty, span))
        })
        .collect()
}

/// The duties of a sitting that are planned for these days, with the rules behind them.
pub(super) async fn planned(
    db: &impl Reader,
    sitting: &Sitting,
    days: Days,
) -> Result<(Vec<Planned>, HashMap<Duty, InForce>)> {
    let rules = rules_of(db, sitting, days.opens_on, Duty::ALL).await?;
    let workdays = workdays(db).await?;
    let planned = plan(sitting.kind, days, &spans(&rules), &workdays);
    Ok((planned, rules))
}

/// The legal calendar of a sitting on a day, in order of its days. Of a cancelled sitting only what was done is left.
pub async fn calendar(db: &impl Reader, sitting: &Sitting, on: Date) -> Result<Vec<DutyLine>> {
    let days = sitting.days();
    let (planned, mut rules) = planned(db, sitting, days).await?;
    let mut done: HashMap<Duty, Done> = HashMap::new();
    for row in db.all::<Done>(DONE, args![sitting.id]).await? {
        done.insert(row.duty, row);
    }
    // The decision that convenes is itself the notice.
    if let Some(done_on) = sitting.decision_signed_on {
        done.entry(Duty::Notice).or_insert_with(|| Done {
            duty: Duty::Notice,
            done_on,
            evidence: sitting.decision_number.clone(),
        });
    }
    let cancelled = sitting.state(on) == SittingState::Cancelled;
    let lines = planned.into_iter().filter_map(|planned| {
        let rule = rules.remove(&planned.duty)?;
        let done = done.remove(&planned.duty).filter(|done| done.done_on <= on);
        if cancelled && done.is_none() {
            return None;
        }
        let done_on = done.as_ref().map(|done| done.done_on);
        Some(DutyLine {
            duty: planned.duty,
            base: planned.duty.base(),
            side: planned.duty.side(),
            charge: planned.duty.charge(),
            days: rule.parameters.whole("days").unwrap_or_default(),
            measure: rule.measure,
            day: planned.day,
            rule,
            done_on,
            evidence: done.map(|done| done.evidence).unwrap_or_default(),
            judged: judge(planned, days, done_on, on),
        })
    });
    Ok(lines.collect())
}

/// Ghi việc đã làm theo lịch luật định.
pub async fn record_duty(acting: &Acting<'_>, command: RecordDuty) -> Result<()> {
    let sitting = sitting(&acting.tx, command.sitting).await?;
    acting.may(Act::RecordDuty, &sitting.path)?;
    let mut problems = Problems::default();
    let live = sitting.state(acting.today) != SittingState::Cancelled;
    problems.unless(live, "", "sitting-cancelled");
    let there = command.duty.is_deadline() && command.duty.rule(sitting.kind).is_some();
    problems.unless(there, "duty", "choice-unknown");
    if let Some(day) = command.done_on {
        problems.unless(day <= acting.today, "done_on", "day-ahead");
        let early = command.duty.side() == Side::After && day < sitting.closes_on;
        if early {
            let closing = vi::date_short(sitting.closes_on);
            problems.add(Problem::new("done_on", "sitting-not-closed").with("day", closing));
        }
    }
    let evidence = problems.text("evidence", &command.evidence);
    problems.refuse()?;
    let known: Vec<Done> = acting.tx.all(DONE, args![sitting.id]).await?;
    let before = known.into_iter().find(|done| done.duty == command.duty);
    match command.done_on {
        Some(day) => {
            let values = args![sitting.id, command.duty, day, &evidence];
            acting.tx.execute(RECORD, values).await?;
        }
        None => {
            let values = args![sitting.id, command.duty];
            acting.tx.execute(TAKE_BACK, values).await?;
        }
    }
    let detail = json!({
        "before": before,
        "after": {"duty": command.duty, "done_on": command.done_on, "evidence": evidence},
    });
    let council = Some(sitting.council_id);
    acting
        .audit(Act::RecordDuty, council, "sitting", sitting.id, "", detail)
        .await
}

impl Sitting {
    /// Its first and last day.
    pub fn days(&self) -> Days {
        Days {
            opens_on: self.opens_on,
            closes_on: self.closes_on,
        }
    }
}
