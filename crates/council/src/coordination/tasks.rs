//! Việc đến hạn: asked for, done with evidence, late with a reason, excused.

use kernel::ids::{ConclusionId, CoordinationDutyId, CoordinationTaskId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader, args, sql};

use super::drafting::known;
use super::queries::{Dossier, TaskLine, dossier};
use super::records::{Part, Party};
use super::{CoordinationState, Recurrence, Standing, audit};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Ghi kết quả. Without a day nothing is done yet, and the reason says why; recording again replaces what was recorded.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// When it was done.
    pub done_on: Option<Date>,
    /// What proves it.
    pub evidence: String,
    /// The number of the document in the library that proves it; may be empty.
    pub document: String,
    /// Why it is late.
    pub delay_reason: String,
}

/// A task of a duty: its period, and the year in which that is due.
#[derive(Debug, Clone)]
pub struct TaskKey {
    /// The duty.
    pub duty: CoordinationDutyId,
    /// The period.
    pub period: String,
    /// The year.
    pub year: i16,
}

sql! {
    KEEP = "INSERT INTO coordination_task (id, duty_id, period, asked_on, asked, due_on, done_on, evidence, document_id, delay_reason, excused_on, excuse) \
            VALUES ($1, $2, $3, NULL, '', NULL, $4, $5, $6, $7, NULL, '') ON CONFLICT (duty_id, period) DO UPDATE \
            SET done_on = excluded.done_on, evidence = excluded.evidence, document_id = excluded.document_id, \
                delay_reason = excluded.delay_reason, excused_on = NULL, excuse = ''";
    EXCUSE = "INSERT INTO coordination_task (id, duty_id, period, asked_on, asked, due_on, done_on, evidence, document_id, delay_reason, excused_on, excuse) \
              VALUES ($1, $2, $3, NULL, '', NULL, NULL, '', NULL, '', $4, $5) ON CONFLICT (duty_id, period) DO UPDATE \
              SET excused_on = excluded.excused_on, excuse = excluded.excuse";
    ASK = "INSERT INTO coordination_task (id, duty_id, period, asked_on, asked, due_on, done_on, evidence, document_id, delay_reason, excused_on, excuse) \
           VALUES ($1, $2, $3, $4, $5, $6, NULL, '', NULL, '', NULL, '')";
    DUE = "SELECT due_on FROM joint_conclusion WHERE id = $1";
    CONCLUDED = "UPDATE joint_conclusion SET done_on = $2, evidence = $3, delay_reason = $4 WHERE id = $1";
}

/// Ghi kết quả một việc: the party itself, or the office of the council for it.
pub async fn record_task(acting: &Acting<'_>, key: TaskKey, outcome: Outcome) -> Result<()> {
    let (on_table, task) = at(acting, &key).await?;
    let of = &on_table.coordination;
    let act = lead(&on_table, &task)?.leave(acting.actor, of)?;
    let mut problems = Problems::default();
    let told = checked(acting, &outcome, task.due_on, &mut problems);
    let document = known(acting, "document", &outcome.document, &mut problems).await?;
    problems.refuse()?;
    let values = args![
        CoordinationTaskId::fresh(),
        key.duty,
        &key.period,
        told.done_on,
        &told.evidence,
        document.filter(|_| told.done_on.is_some()),
        &told.delay_reason
    ];
    acting.tx.execute(KEEP, values).await?;
    let detail = json!({
        "before": {"done_on": task.done_on, "evidence": task.evidence},
        "after": {
            "task": task.title, "due_on": task.due_on, "done_on": told.done_on, "evidence": told.evidence, "delay_reason": told.delay_reason,
        },
    });
    audit(acting, of, act, &told.delay_reason, detail).await
}

/// Miễn thực hiện một việc, with the reason.
pub async fn excuse_task(acting: &Acting<'_>, key: TaskKey, reason: &str) -> Result<()> {
    let (on_table, task) = at(acting, &key).await?;
    let of = &on_table.coordination;
    acting.may(Act::SteerCoordination, &of.path)?;
    let mut problems = Problems::default();
    let done = matches!(task.standing, Standing::Met | Standing::Late);
    problems.unless(!done, "", "coordination-task-done");
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let id = CoordinationTaskId::fresh();
    let values = args![id, key.duty, &key.period, acting.today, &reason];
    acting.tx.execute(EXCUSE, values).await?;
    let detail =
        json!({"after": {"task": task.title, "due_on": task.due_on, "excused_on": acting.today}});
    audit(acting, of, Act::SteerCoordination, &reason, detail).await
}

/// Đề nghị thực hiện một nhiệm vụ, by a day.
pub async fn ask_for_task(
    acting: &Acting<'_>,
    duty: CoordinationDutyId,
    asked: &str,
    due_on: Date,
) -> Result<CoordinationTaskId> {
    let id = Part::Duty(duty).of(&acting.tx).await?;
    let on_table = dossier(&acting.tx, id, acting.today, acting.today.year()).await?;
    let of = &on_table.coordination;
    acting.may(Act::SteerCoordination, &of.path)?;
    let mut duties = on_table.duties.iter();
    let row = duties
        .find(|row| row.duty.id == duty)
        .ok_or(Refusal::NotFound("coordination_duty"))?;
    let mut problems = Problems::default();
    let open = of.state == CoordinationState::InForce
        && of.force().is_some_and(|force| force.contains(acting.today));
    problems.unless(open, "", "coordination-not-in-force");
    let on_request = row.duty.recurrence == Recurrence::OnRequest;
    problems.unless(on_request, "", "coordination-duty-recurs");
    let asked = problems.text("asked", asked);
    problems.unless(due_on >= acting.today, "due_on", "day-past");
    problems.refuse()?;
    let id = CoordinationTaskId::fresh();
    let values = args![id, duty, id.to_string(), acting.today, &asked, due_on];
    acting.tx.execute(ASK, values).await?;
    let detail = json!({"after": {"duty": row.duty.title, "task": asked, "due_on": due_on}});
    audit(acting, of, Act::SteerCoordination, "", detail).await?;
    Ok(id)
}

/// Ghi kết quả thực hiện một kết luận.
pub async fn record_conclusion(
    acting: &Acting<'_>,
    id: ConclusionId,
    outcome: Outcome,
) -> Result<()> {
    let of = Part::Conclusion(id).of(&acting.tx).await?;
    let due_on = due_on(&acting.tx, id).await?;
    let on_table = dossier(&acting.tx, of, acting.today, due_on.year()).await?;
    let tasks = on_table.tasks.as_ref().visible();
    let mut tasks = tasks.into_iter().flatten();
    let task = tasks.find(|task| task.conclusion_id == Some(id)).cloned();
    let task = task.ok_or(Refusal::NotFound("conclusion"))?;
    let of = &on_table.coordination;
    let act = lead(&on_table, &task)?.leave(acting.actor, of)?;
    let mut problems = Problems::default();
    let told = checked(acting, &outcome, task.due_on, &mut problems);
    problems.refuse()?;
    let values = args![id, told.done_on, &told.evidence, &told.delay_reason];
    acting.tx.execute(CONCLUDED, values).await?;
    let detail = json!({
        "before": {"done_on": task.done_on, "evidence": task.evidence},
        "after": {"task": task.title, "done_on": told.done_on, "evidence": told.evidence, "delay_reason": told.delay_reason},
    });
    audit(acting, of, act, &told.delay_reason, detail).await
}

/// By when a conclusion is to be carried out.
pub async fn due_on(db: &impl Reader, id: ConclusionId) -> Result<Date> {
    let due_on: Option<Date> = db.scalar(DUE, args![id]).await?;
    due_on.ok_or(Refusal::NotFound("conclusion"))
}

/// The task that a key names, with its regulation.
async fn at(acting: &Acting<'_>, key: &TaskKey) -> Result<(Dossier, TaskLine)> {
    let id = Part::Duty(key.duty).of(&acting.tx).await?;
    let on_table = dossier(&acting.tx, id, acting.today, key.year).await?;
    let tasks = on_table.tasks.as_ref().visible();
    let task = tasks.into_iter().flatten().find(|task| {
        let same = task.duty_id == Some(key.duty);
        same && task.period == key.period
    });
    let task = task.cloned().ok_or(Problem::new("", "choice-unknown"))?;
    Ok((on_table, task))
}

/// The party that leads a task.
fn lead<'d>(on_table: &'d Dossier, task: &TaskLine) -> Result<&'d Party> {
    let party = on_table.party(task.lead_id);
    party.ok_or(Refusal::NotFound("party"))
}

/// What an outcome says, cleaned: done with evidence, or not done with a reason; done late with both.
fn checked(
    acting: &Acting<'_>,
    outcome: &Outcome,
    due_on: Date,
    problems: &mut Problems,
) -> Outcome {
    let Some(done_on) = outcome.done_on else {
        return Outcome {
            delay_reason: problems.text("delay_reason", &outcome.delay_reason),
            ..Outcome::default()
        };
    };
    problems.unless(done_on <= acting.today, "done_on", "day-ahead");
    let late = done_on > due_on;
    Outcome {
        done_on: Some(done_on),
        evidence: problems.text("evidence", &outcome.evidence),
        document: String::new(),
        delay_reason: if late {
            problems.text("delay_reason", &outcome.delay_reason)
        } else {
            vi::clean(&outcome.delay_reason)
        },
    }
}
