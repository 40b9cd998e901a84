//! What every act on a matter writes: a step, the projection of it on the matter, an event of the clock.

use kernel::ids::{CouncilId, InstitutionId, MatterId, ReplyId};
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use super::clock::{Clock, ClockKind, DayMeasure, Event};
use super::queries::Matter;
use super::timing::TimeRules;
use super::{MatterState, Outcome};
use crate::access::Act;
use crate::rules::InForce;
use crate::sittings::workdays;
use crate::{Acting, Result};

/// Who has a matter in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Holder {
    /// An institution.
    pub institution: Option<InstitutionId>,
    /// Another council, which sees to it that it is settled.
    pub council: Option<CouncilId>,
}

/// What a step adds to a state and its holder.
#[derive(Debug, Clone, Default)]
pub(super) struct Step<'s> {
    pub(super) outcome: Option<Outcome>,
    pub(super) holder: Holder,
    pub(super) reply: Option<ReplyId>,
    pub(super) promised_on: Option<Date>,
    pub(super) reason: &'s str,
}

record! {
    struct ClockRow { kind: ClockKind, day: Date, days: Option<u32>, measure: DayMeasure }
    struct Running { matter_id: MatterId, council_id: CouncilId }
}

sql! {
    STEPS = "SELECT count(*) FROM matter_step WHERE matter_id = $1";
    STEP = "INSERT INTO matter_step (matter_id, position, state, outcome, day, holder_id, holder_council_id, reply_id, promised_on, reason) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PROJECT = "UPDATE matter SET state = $2, outcome = $3, since = $4, holder_id = $5, holder_council_id = $6, promised_on = $7 WHERE id = $1";
    EVENTS = "SELECT kind, day, days, measure FROM matter_clock WHERE matter_id = $1 ORDER BY position";
    EVENT = "INSERT INTO matter_clock (matter_id, position, kind, day, days, measure, basis, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DUE = "UPDATE matter SET due_on = $2 WHERE id = $1";
    RUNNING = "SELECT id AS matter_id, council_id FROM matter WHERE due_on IS NOT NULL AND promised_on IS NULL";
}

/// Moves a matter to a state today.
pub(super) async fn enter(
    acting: &Acting<'_>,
    id: MatterId,
    state: MatterState,
    step: Step<'_>,
) -> Result<()> {
    let taken: Option<i64> = acting.tx.scalar(STEPS, args![id]).await?;
    let Holder {
        institution,
        council,
    } = step.holder;
    let values = args![
        id,
        taken.unwrap_or(0) + 1,
        state,
        step.outcome,
        acting.today,
        institution,
        council,
        step.reply,
        step.promised_on,
        vi::clean(step.reason)
    ];
    acting.tx.execute(STEP, values).await?;
    let values = args![
        id,
        state,
        step.outcome,
        acting.today,
        institution,
        council,
        step.promised_on
    ];
    acting.tx.execute(PROJECT, values).await?;
    Ok(())
}

/// What happened to the clock of a matter until a day.
pub async fn clock_events(db: &impl Reader, id: MatterId, on: Date) -> Result<Vec<Event>> {
    let rows: Vec<ClockRow> = db.all(EVENTS, args![id]).await?;
    let events = rows.into_iter().filter(|row| row.day <= on);
    Ok(events
        .map(|row| Event {
            kind: row.kind,
            day: row.day,
            days: row.days.unwrap_or_default(),
            measure: row.measure,
        })
        .collect())
}

/// An event of the clock, with what it rests on.
pub(super) struct Tick<'t> {
    pub(super) kind: ClockKind,
    pub(super) days: Option<u32>,
    pub(super) measure: DayMeasure,
    pub(super) basis: &'t str,
    pub(super) reason: &'t str,
}

impl Tick<'_> {
    /// An event without days.
    pub(super) const fn bare(kind: ClockKind) -> Self {
        Self {
            kind,
            days: None,
            measure: DayMeasure::Calendar,
            basis: "",
            reason: "",
        }
    }
}

/// Adds an event to the clock of a matter and says when the answer is due now.
pub(super) async fn tick(acting: &Acting<'_>, id: MatterId, tick: Tick<'_>) -> Result<Clock> {
    let tx = &acting.tx;
    let mut events = clock_events(tx, id, Date::MAX).await?;
    let position = i64::try_from(events.len()).unwrap_or(i64::MAX) + 1;
    let values = args![
        id,
        position,
        tick.kind,
        acting.today,
        tick.days,
        tick.measure,
        vi::clean(tick.basis),
        vi::clean(tick.reason)
    ];
    tx.execute(EVENT, values).await?;
    events.push(Event {
        kind: tick.kind,
        day: acting.today,
        days: tick.days.unwrap_or_default(),
        measure: tick.measure,
    });
    let clock = Clock::after(&events, &workdays(tx).await?);
    tx.execute(DUE, args![id, clock.due()]).await?;
    Ok(clock)
}

/// Starts the clock of a matter by the rule in force, which it gives back; without a rule no clock runs.
pub(super) async fn start(
    acting: &Acting<'_>,
    matter: &Matter,
    reason: &str,
) -> Result<Option<InForce>> {
    let rules = TimeRules::of(&acting.tx, matter.council_id, acting.today).await?;
    let rule = rules.answer_to(matter.competence).cloned();
    if let Some((days, measure)) = rule.as_ref().and_then(TimeRules::days) {
        let basis = rule.as_ref().map(basis).unwrap_or_default();
        let start = Tick {
            kind: ClockKind::Start,
            days: Some(days),
            measure,
            basis: &basis,
            reason,
        };
        tick(acting, matter.id, start).await?;
    }
    Ok(rule)
}

/// The document and provision of a rule, or the rule in words where no document is known.
pub(super) fn basis(rule: &InForce) -> String {
    if rule.basis_document.is_empty() {
        return rule.note_vi.clone();
    }
    vi::clean(&format!("{} {}", rule.basis_provision, rule.basis_document))
}

/// Computes anew when every answer is due, after the table of days off was changed; gives how many days moved.
pub async fn recount(acting: &Acting<'_>) -> Result<u64> {
    let tx = &acting.tx;
    let workdays = workdays(tx).await?;
    let running: Vec<Running> = tx.all(RUNNING, args![]).await?;
    let mut moved = 0;
    for Running {
        matter_id,
        council_id,
    } in running
    {
        let events = clock_events(tx, matter_id, Date::MAX).await?;
        let due = Clock::after(&events, &workdays).due();
        let before: Option<Date> = tx.scalar(DUE_BEFORE, args![matter_id]).await?;
        if before != due {
            tx.execute(DUE, args![matter_id, due]).await?;
            let detail =
                serde_json::json!({"before": {"due_on": before}, "after": {"due_on": due}});
            acting
                .audit(
                    Act::EditDaysOff,
                    Some(council_id),
                    "matter",
                    matter_id,
                    "",
                    detail,
                )
                .await?;
            moved += 1;
        }
    }
    Ok(moved)
}

sql! {
    DUE_BEFORE = "SELECT due_on FROM matter WHERE id = $1";
}
