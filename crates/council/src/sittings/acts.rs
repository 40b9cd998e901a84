//! Lập, triệu tập, dời, hủy kỳ họp.

use kernel::Date;
use kernel::ids::{CouncilId, SittingId};
use kernel::vi;
use serde_json::json;
use store::{args, sql};

use super::calendar::Days;
use super::moves::{Shift, shifts};
use super::queries::{sitting, sittings_of};
use super::{Sitting, SittingKind};
use crate::access::Act;
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Lập kỳ họp.
#[derive(Debug, Clone)]
pub struct PlanSitting {
    /// The council that sits.
    pub council: CouncilId,
    /// Its number.
    pub number: u32,
    /// The kind.
    pub kind: SittingKind,
    /// What it is about; may be empty.
    pub title: String,
    /// The first day.
    pub opens_on: Date,
    /// The last day itself.
    pub closes_on: Date,
    /// Where; may be empty.
    pub place: String,
}

/// Đổi ngày họp.
#[derive(Debug, Clone)]
pub struct MoveSitting {
    /// The sitting.
    pub sitting: SittingId,
    /// The first day.
    pub opens_on: Date,
    /// The last day itself.
    pub closes_on: Date,
    /// Why.
    pub reason: String,
}

sql! {
    INSERT = "INSERT INTO sitting (id, council_id, number, kind, title, opens_on, closes_on, place, cancelled_on, cancel_reason, \
              decision_number, decision_signed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, '', '', NULL)";
    MOVED = "INSERT INTO sitting_move (sitting_id, position, opens_on, closes_on, day, reason) \
             VALUES ($1, (SELECT count(*) + 1 FROM sitting_move WHERE sitting_id = $1), $2, $3, $4, $5)";
    MOVE = "UPDATE sitting SET opens_on = $2, closes_on = $3 WHERE id = $1";
    DESCRIBE = "UPDATE sitting SET title = $2, place = $3 WHERE id = $1";
    CONVENE = "UPDATE sitting SET decision_number = $2, decision_signed_on = $3 WHERE id = $1";
    CANCEL = "UPDATE sitting SET cancelled_on = $2, cancel_reason = $3 WHERE id = $1";
}

/// The number that the next sitting of a council bears.
pub fn next_number(there: &[Sitting]) -> u32 {
    there
        .iter()
        .map(|sitting| sitting.number)
        .max()
        .unwrap_or(0)
        .saturating_add(1)
}

/// Lập kỳ họp.
pub async fn plan_sitting(acting: &Acting<'_>, command: PlanSitting) -> Result<SittingId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::PlanSitting, &council.path)?;
    let there = sittings_of(&acting.tx, council.id).await?;
    let mut problems = Problems::default();
    problems.unless(command.number > 0, "number", "number-unreadable");
    let taken = there.iter().any(|sitting| sitting.number == command.number);
    problems.unless(!taken, "number", "sitting-number-taken");
    let days = Days {
        opens_on: command.opens_on,
        closes_on: command.closes_on,
    };
    placed(&council, &there, None, days, &mut problems);
    let (title, place) = described(&command.title, &command.place, &mut problems);
    problems.refuse()?;

    let id = SittingId::fresh();
    let values = args![
        id,
        council.id,
        command.number,
        command.kind,
        &title,
        days.opens_on,
        days.closes_on,
        &place
    ];
    acting.tx.execute(INSERT, values).await?;
    let values = args![id, days.opens_on, days.closes_on, acting.today, ""];
    acting.tx.execute(MOVED, values).await?;
    let detail = json!({"after": {
        "number": command.number, "kind": command.kind, "title": title, "opens_on": days.opens_on,
        "closes_on": days.closes_on, "place": place,
    }});
    let act = Act::PlanSitting;
    acting
        .audit(act, Some(council.id), "sitting", id, "", detail)
        .await?;
    Ok(id)
}

/// Sửa tên gọi, địa điểm.
pub async fn describe_sitting(
    acting: &Acting<'_>,
    id: SittingId,
    title: &str,
    place: &str,
) -> Result<()> {
    let sitting = open(acting, Act::PlanSitting, id).await?;
    let mut problems = Problems::default();
    let (title, place) = described(title, place, &mut problems);
    problems.refuse()?;
    let values = args![id, &title, &place];
    acting.tx.execute(DESCRIBE, values).await?;
    let detail = json!({
        "before": {"title": sitting.title, "place": sitting.place},
        "after": {"title": title, "place": place},
    });
    let council = Some(sitting.council_id);
    acting
        .audit(Act::PlanSitting, council, "sitting", id, "", detail)
        .await
}

/// Ghi quyết định triệu tập.
pub async fn convene_sitting(
    acting: &Acting<'_>,
    id: SittingId,
    number: &str,
    signed_on: Date,
) -> Result<()> {
    let sitting = sitting(&acting.tx, id).await?;
    acting.may(Act::PlanSitting, &sitting.path)?;
    let mut problems = Problems::default();
    problems.unless(sitting.cancelled_on.is_none(), "", "sitting-cancelled");
    let number = problems.text("decision_number", number);
    let ahead = signed_on > acting.today;
    problems.unless(!ahead, "decision_signed_on", "day-ahead");
    let late = signed_on > sitting.opens_on;
    problems.unless(
        !late,
        "decision_signed_on",
        "sitting-convened-after-opening",
    );
    problems.refuse()?;
    let values = args![id, &number, signed_on];
    acting.tx.execute(CONVENE, values).await?;
    let detail = json!({
        "before": {"decision_number": sitting.decision_number, "decision_signed_on": sitting.decision_signed_on},
        "after": {"decision_number": number, "decision_signed_on": signed_on},
    });
    let council = Some(sitting.council_id);
    acting
        .audit(Act::PlanSitting, council, "sitting", id, "", detail)
        .await
}

/// Đổi ngày họp: the answer is which duties moved from which day to which.
pub async fn move_sitting(acting: &Acting<'_>, command: MoveSitting) -> Result<Vec<Shift>> {
    let sitting = open(acting, Act::MoveSitting, command.sitting).await?;
    let council = council(&acting.tx, sitting.council_id).await?;
    let there = sittings_of(&acting.tx, council.id).await?;
    let mut problems = Problems::default();
    let days = Days {
        opens_on: command.opens_on,
        closes_on: command.closes_on,
    };
    placed(&council, &there, Some(sitting.id), days, &mut problems);
    problems.unless(days != sitting.days(), "opens_on", "sitting-days-same");
    let reason = problems.text("reason", &command.reason);
    problems.refuse()?;
    let shifts = shifts(&acting.tx, &sitting, sitting.days(), days).await?;
    let values = args![sitting.id, days.opens_on, days.closes_on];
    acting.tx.execute(MOVE, values).await?;
    let values = args![
        sitting.id,
        days.opens_on,
        days.closes_on,
        acting.today,
        &reason
    ];
    acting.tx.execute(MOVED, values).await?;
    let detail = json!({
        "before": {"opens_on": sitting.opens_on, "closes_on": sitting.closes_on},
        "after": {"opens_on": days.opens_on, "closes_on": days.closes_on},
    });
    let act = Act::MoveSitting;
    acting
        .audit(
            act,
            Some(council.id),
            "sitting",
            sitting.id,
            &reason,
            detail,
        )
        .await?;
    Ok(shifts)
}

/// Hủy kỳ họp, with the reason.
pub async fn cancel_sitting(acting: &Acting<'_>, id: SittingId, reason: &str) -> Result<()> {
    let sitting = open(acting, Act::MoveSitting, id).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let values = args![id, acting.today, &reason];
    acting.tx.execute(CANCEL, values).await?;
    let detail = json!({"after": {"cancelled_on": acting.today}});
    let council = Some(sitting.council_id);
    acting
        .audit(Act::MoveSitting, council, "sitting", id, &reason, detail)
        .await
}

/// A sitting that was neither held nor cancelled, for an act that the actor may do.
async fn open(acting: &Acting<'_>, act: Act, id: SittingId) -> Result<Sitting> {
    let sitting = sitting(&acting.tx, id).await?;
    acting.may(act, &sitting.path)?;
    if !sitting.is_open(acting.today) {
        return Err(Refusal::from(Problem::new("", "sitting-over")));
    }
    Ok(sitting)
}

/// Checks the days of a sitting against the council and its other sittings.
fn placed(
    council: &CouncilRef,
    there: &[Sitting],
    itself: Option<SittingId>,
    days: Days,
    problems: &mut Problems,
) {
    let forward = days.opens_on <= days.closes_on;
    problems.unless(forward, "closes_on", "period-reversed");
    let exists = council.period().contains(days.opens_on);
    problems.unless(exists, "opens_on", "council-not-on-that-day");
    for other in there {
        let meets = other.opens_on <= days.closes_on && days.opens_on <= other.closes_on;
        let live = other.cancelled_on.is_none() && Some(other.id) != itself;
        if forward && meets && live {
            let problem = Problem::new("opens_on", "sitting-overlaps");
            problems.add(problem.with("number", other.number));
        }
    }
}

/// The title and the place, cleaned; either may be empty.
fn described(title: &str, place: &str, problems: &mut Problems) -> (String, String) {
    let mut optional = |field: &'static str, text: &str| {
        let text = vi::clean(text);
        if text.is_empty() {
            return text;
        }
        problems.text(field, &text)
    };
    (optional("title", title), optional("place", place))
}
