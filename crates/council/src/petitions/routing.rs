//! Chuyển: a matter goes to the body in charge, up or down a level, is accepted or sent back; its clock is stretched, stopped, started.

use jiff::ToSpan as _;
use kernel::ids::MatterId;
use serde_json::json;
use store::{Reader as _, args, sql};

use super::clock::{Clock, ClockKind, DayMeasure};
use super::queries::{Matter, matter};
use super::steps::{Holder, Step, Tick, clock_events, enter, start, tick};
use super::{MatterState, Move};
use crate::access::Act;
use crate::refusal::Problems;
use crate::sittings::workdays;
use crate::{Acting, Problem, Result};

/// The longest stretch of one extension, in days: a limit against slips, not of the law.
const LONGEST_EXTENSION: u32 = 366;

sql! {
    INSTITUTION = "SELECT count(*) FROM institution WHERE id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    COUNCIL = "SELECT count(*) FROM council WHERE id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
}

impl Matter {
    /// Whether an actor may do what belongs to the body in charge: that body itself, or the office of the council that watches.
    pub fn answers(&self, actor: &crate::access::Actor, act: Act) -> bool {
        let holder = self
            .holder_path
            .as_ref()
            .is_some_and(|path| actor.can(act, path));
        let office = actor.can(act, &self.path) && actor.can(Act::RouteMatter, &self.path);
        holder || office || (self.holder_path.is_none() && actor.can(act, &self.path))
    }

    /// Asks leave for what belongs to the body in charge.
    pub(super) fn may_answer(&self, acting: &Acting<'_>, act: Act) -> Result<()> {
        if self.answers(acting.actor, act) {
            return Ok(());
        }
        Err(crate::access::NotPermitted(act).into())
    }

    /// Whether an actor may pass it on: the office of the council, or of the council it was passed to.
    pub fn passes_on(&self, actor: &crate::access::Actor) -> bool {
        let other = self.holder_council_id.is_some()
            && self
                .holder_path
                .as_ref()
                .is_some_and(|path| actor.can(Act::RouteMatter, path));
        other || actor.can(Act::RouteMatter, &self.path)
    }
}

/// Chuyển cơ quan giải quyết. The clock begins when the matter first goes to somebody, and goes on when it is passed on.
pub async fn route_matter(
    acting: &Acting<'_>,
    id: MatterId,
    to: Holder,
    reason: &str,
) -> Result<()> {
    let tx = &acting.tx;
    let matter = matter(tx, id, acting.today).await?;
    if !matter.passes_on(acting.actor) {
        acting.may(Act::RouteMatter, &matter.path)?;
    }
    let state = matter.state.after(Move::Route)?;
    let mut problems = Problems::default();
    let one = to.institution.is_some() != to.council.is_some();
    problems.unless(one, "to", "missing");
    if let Some(institution) = to.institution {
        let there: Option<i64> = tx
            .scalar(INSTITUTION, args![institution, acting.today])
            .await?;
        problems.unless(there == Some(1), "to", "choice-unknown");
    }
    if let Some(council) = to.council {
        let there: Option<i64> = tx.scalar(COUNCIL, args![council, acting.today]).await?;
        let other = council != matter.council_id;
        problems.unless(there == Some(1) && other, "to", "choice-unknown");
    }
    let again = matter.holder() == to && matter.state == MatterState::Routed;
    problems.unless(!again, "to", "matter-there-already");
    problems.refuse()?;
    let step = Step {
        holder: to,
        reason,
        ..Step::default()
    };
    enter(acting, id, state, step).await?;
    let clock = clock(acting, &matter).await?;
    if clock == Clock::Idle {
        start(acting, &matter, "").await?;
    }
    let detail = json!({
        "before": {"state": matter.state, "holder": matter.holder_id, "council": matter.holder_council_id},
        "after": {"state": state, "holder": to.institution, "council": to.council},
    });
    audit(acting, &matter, Act::RouteMatter, reason, detail).await
}

/// Nhận giải quyết.
pub async fn accept_matter(acting: &Acting<'_>, id: MatterId) -> Result<()> {
    let matter = matter(&acting.tx, id, acting.today).await?;
    matter.may_answer(acting, Act::TakeMatter)?;
    let state = matter.state.after(Move::Accept)?;
    let step = Step {
        holder: matter.holder(),
        ..Step::default()
    };
    enter(acting, id, state, step).await?;
    let detail = json!({"before": {"state": matter.state}, "after": {"state": state}});
    audit(acting, &matter, Act::TakeMatter, "", detail).await
}

/// Trả lại, with the reason: the matter is not this body's. Its clock stops, for nobody has it.
pub async fn send_back_matter(acting: &Acting<'_>, id: MatterId, reason: &str) -> Result<()> {
    let matter = matter(&acting.tx, id, acting.today).await?;
    matter.may_answer(acting, Act::TakeMatter)?;
    let state = matter.state.after(Move::SendBack)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let step = Step {
        reason: &reason,
        ..Step::default()
    };
    enter(acting, id, state, step).await?;
    tick(acting, id, Tick::bare(ClockKind::Stop)).await?;
    let detail = json!({"before": {"state": matter.state}, "after": {"state": state}});
    audit(acting, &matter, Act::TakeMatter, &reason, detail).await
}

/// Kéo dài thời hạn, on a legal ground.
pub async fn extend_clock(
    acting: &Acting<'_>,
    id: MatterId,
    days: u32,
    basis: &str,
    reason: &str,
) -> Result<()> {
    let matter = clocked(acting, id).await?;
    let mut problems = Problems::default();
    problems.unless(
        (1..=LONGEST_EXTENSION).contains(&days),
        "days",
        "number-unreadable",
    );
    let basis = problems.text("basis", basis);
    let reason = problems.text("reason", reason);
    let runs = clock(acting, &matter).await? != Clock::Idle;
    problems.unless(runs, "", "clock-not-running");
    problems.refuse()?;
    let extension = Tick {
        kind: ClockKind::Extend,
        days: Some(days),
        measure: DayMeasure::Calendar,
        basis: &basis,
        reason: &reason,
    };
    turned(acting, &matter, extension).await
}

/// Tạm dừng thời hạn, on a legal ground.
pub async fn pause_clock(
    acting: &Acting<'_>,
    id: MatterId,
    basis: &str,
    reason: &str,
) -> Result<()> {
    let matter = clocked(acting, id).await?;
    let mut problems = Problems::default();
    let basis = problems.text("basis", basis);
    let reason = problems.text("reason", reason);
    match clock(acting, &matter).await? {
        Clock::Running { due } => problems.unless(due >= acting.today, "", "clock-late"),
        Clock::Paused { .. } | Clock::Idle => {
            problems.add(Problem::new("", "clock-not-running"));
        }
    }
    problems.refuse()?;
    let pause = Tick {
        basis: &basis,
        reason: &reason,
        ..Tick::bare(ClockKind::Pause)
    };
    turned(acting, &matter, pause).await
}

/// Tiếp tục tính thời hạn.
pub async fn resume_clock(acting: &Acting<'_>, id: MatterId, reason: &str) -> Result<()> {
    let matter = clocked(acting, id).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    let paused = matches!(clock(acting, &matter).await?, Clock::Paused { .. });
    problems.unless(paused, "", "clock-not-paused");
    problems.refuse()?;
    let resume = Tick {
        reason: &reason,
        ..Tick::bare(ClockKind::Resume)
    };
    turned(acting, &matter, resume).await
}

async fn clocked(acting: &Acting<'_>, id: MatterId) -> Result<Matter> {
    let matter = matter(&acting.tx, id, acting.today).await?;
    acting.may(Act::ChangeClock, &matter.path)?;
    if !matter.state.is_open() {
        return Err(super::WrongState(matter.state).into());
    }
    Ok(matter)
}

async fn clock(acting: &Acting<'_>, matter: &Matter) -> Result<Clock> {
    let far = acting.today.saturating_add(36_500.days());
    let events = clock_events(&acting.tx, matter.id, far).await?;
    Ok(Clock::after(&events, &workdays(&acting.tx).await?))
}

async fn turned(acting: &Acting<'_>, matter: &Matter, event: Tick<'_>) -> Result<()> {
    let (kind, days) = (event.kind, event.days);
    let (basis, reason) = (event.basis.to_owned(), event.reason.to_owned());
    let clock = tick(acting, matter.id, event).await?;
    let detail = json!({
        "before": {"due_on": matter.due_on},
        "after": {"due_on": clock.due(), "kind": kind, "days": days, "basis": basis},
    });
    audit(acting, matter, Act::ChangeClock, &reason, detail).await
}

/// The line of an act on a matter.
pub(super) async fn audit(
    acting: &Acting<'_>,
    matter: &Matter,
    act: Act,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    let council = Some(matter.council_id);
    let reason = kernel::vi::clean(reason);
    acting
        .audit(act, council, "matter", matter.id, &reason, detail)
        .await
}
