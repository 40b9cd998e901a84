//! Opening, ending and suspending mandates.

use kernel::ids::{CouncilId, DecisionId, MandateId, PersonId, SeatId, SuspensionId};
use kernel::{Date, Period};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{EndReason, MandateOrigin};
use crate::access::Act;
use crate::bodies::acts::{check_decision, check_end};
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// Xác nhận tư cách đại biểu: opens a mandate.
#[derive(Debug, Clone)]
pub struct OpenMandate {
    /// The council.
    pub council: CouncilId,
    /// The person.
    pub person: PersonId,
    /// The seat, where it is known.
    pub seat: Option<SeatId>,
    /// How it began.
    pub origin: MandateOrigin,
    /// Whether the person was a delegate of the same council in the term before.
    pub re_elected: bool,
    /// First day.
    pub valid_from: Date,
    /// First day on which it has ended, where it has.
    pub valid_to: Option<Date>,
    /// The decision; without one the mandate is shown as unconfirmed.
    pub decision: Option<DecisionId>,
    /// The paper or the reason.
    pub reason: String,
}

/// Thôi làm nhiệm vụ, bãi nhiệm, mất quyền đại biểu: ends a mandate and the person's posts in the council.
#[derive(Debug, Clone)]
pub struct EndMandate {
    /// The mandate.
    pub mandate: MandateId,
    /// First day on which it has ended.
    pub ended_on: Date,
    /// Why.
    pub why: EndReason,
    /// The decision; without one the end is shown as unconfirmed.
    pub decision: Option<DecisionId>,
    /// The paper or the reason in words.
    pub reason: String,
}

/// Tạm đình chỉ: suspends a mandate.
#[derive(Debug, Clone)]
pub struct SuspendMandate {
    /// The mandate.
    pub mandate: MandateId,
    /// First day.
    pub valid_from: Date,
    /// First day on which it has ended, where it has.
    pub valid_to: Option<Date>,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
    /// The ground.
    pub reason: String,
}

/// Cho trở lại thực hiện nhiệm vụ: lifts a suspension.
#[derive(Debug, Clone)]
pub struct LiftSuspension {
    /// The suspension.
    pub suspension: SuspensionId,
    /// First day on which it no longer holds.
    pub lifted_on: Date,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
    /// The reason.
    pub reason: String,
}

record! {
    struct MandateRow { council_id: CouncilId, person_id: PersonId, valid_from: Date, valid_to: Option<Date> }
    struct SuspensionRow { mandate_id: MandateId, council_id: CouncilId, valid_from: Date, valid_to: Option<Date> }
}

sql! {
    MANDATE = "SELECT council_id, person_id, valid_from, valid_to FROM mandate WHERE id = $1";
    SUSPENSION = "SELECT s.mandate_id, m.council_id, s.valid_from, s.valid_to \
                  FROM suspension s JOIN mandate m ON m.id = s.mandate_id WHERE s.id = $1";
    PERSON = "SELECT count(*) FROM person WHERE id = $1 AND merged_into IS NULL";
    SEAT_COUNCIL = "SELECT council_id FROM seat WHERE id = $1";
    SEAT_TAKEN = "SELECT count(*) FROM mandate WHERE seat_id = $1 AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $2)";
    PERSON_SITS = "SELECT count(*) FROM mandate WHERE council_id = $1 AND person_id = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    INSERT_MANDATE = "INSERT INTO mandate (id, person_id, council_id, seat_id, origin, re_elected, valid_from, valid_to, start_decision_id) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    BEGINS_LATER = "SELECT (SELECT count(*) FROM membership p JOIN body b ON b.id = p.body_id \
                            WHERE b.council_id = $1 AND p.person_id = $2 AND p.valid_from >= $4) \
                         + (SELECT count(*) FROM suspension WHERE mandate_id = $3 AND valid_from >= $4) AS later";
    END_MANDATE = "UPDATE mandate SET valid_to = $2, end_decision_id = $3, end_reason = $4 WHERE id = $1";
    END_POSTS = "UPDATE membership SET valid_to = $3, end_decision_id = $4 \
                 WHERE person_id = $2 AND body_id IN (SELECT id FROM body WHERE council_id = $1) AND (valid_to IS NULL OR valid_to > $3)";
    END_SUSPENSIONS = "UPDATE suspension SET valid_to = $2, end_decision_id = $3 WHERE mandate_id = $1 AND (valid_to IS NULL OR valid_to > $2)";
    SUSPENDED = "SELECT count(*) FROM suspension WHERE mandate_id = $1 AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $2)";
    INSERT_SUSPENSION = "INSERT INTO suspension (id, mandate_id, valid_from, valid_to, decision_id, reason) VALUES ($1, $2, $3, $4, $5, $6)";
    LIFT = "UPDATE suspension SET valid_to = $2, end_decision_id = $3 WHERE id = $1";
}

/// Opens a mandate: in the council's time, on a free seat, for a person who holds no other in the same council.
pub async fn open_mandate(acting: &Acting<'_>, command: OpenMandate) -> Result<MandateId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::OpenMandate, &council.path)?;
    let mut problems = Problems::default();
    let period = problems.period(command.valid_from, command.valid_to);
    problems.unless(
        council.period().covers(&period),
        "valid_from",
        "outside-council",
    );
    let tx = &acting.tx;
    let person: Option<i64> = tx.scalar(PERSON, args![command.person]).await?;
    problems.unless(person == Some(1), "person", "no-such-person");
    let sits = args![council.id, command.person, period.from, period.bound()];
    let sits: Option<i64> = tx.scalar(PERSON_SITS, sits).await?;
    problems.unless(sits == Some(0), "person", "person-sits-already");
    if let Some(seat) = command.seat {
        let owner: Option<CouncilId> = tx.scalar(SEAT_COUNCIL, args![seat]).await?;
        problems.unless(owner == Some(council.id), "seat", "seat-of-other-council");
        let taken = args![seat, period.from, period.bound()];
        let taken: Option<i64> = tx.scalar(SEAT_TAKEN, taken).await?;
        problems.unless(taken == Some(0), "seat", "seat-taken");
    }
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    let id = MandateId::fresh();
    let values = args![
        id,
        command.person,
        council.id,
        command.seat,
        command.origin,
        command.re_elected,
        period.from,
        period.to,
        command.decision,
    ];
    tx.execute(INSERT_MANDATE, values).await?;
    let detail = json!({ "person": command.person, "after": {
        "seat": command.seat, "origin": command.origin, "re_elected": command.re_elected,
        "valid_from": period.from, "valid_to": period.to, "decision": command.decision,
    }});
    acting
        .audit(
            Act::OpenMandate,
            Some(council.id),
            "mandate",
            id,
            &command.reason,
            detail,
        )
        .await?;
    Ok(id)
}

/// Ends a mandate and every post the person holds in the bodies of the council.
pub async fn end_mandate(acting: &Acting<'_>, command: EndMandate) -> Result<()> {
    let mandate = mandate(acting, command.mandate).await?;
    let council = council(&acting.tx, mandate.council_id).await?;
    acting.may(Act::EndMandate, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    check_end(
        &mut problems,
        "ended_on",
        mandate.period(),
        command.ended_on,
    );
    problems.unless(
        council.valid_to.is_none_or(|to| command.ended_on <= to),
        "ended_on",
        "outside-council",
    );
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    let later = args![
        council.id,
        mandate.person_id,
        command.mandate,
        command.ended_on
    ];
    let later: Option<i64> = acting.tx.scalar(BEGINS_LATER, later).await?;
    problems.unless(later == Some(0), "ended_on", "begins-later");
    problems.refuse()?;

    let tx = &acting.tx;
    let values = args![
        command.mandate,
        command.ended_on,
        command.decision,
        command.why
    ];
    tx.execute(END_MANDATE, values).await?;
    let posts = args![
        council.id,
        mandate.person_id,
        command.ended_on,
        command.decision
    ];
    let posts = tx.execute(END_POSTS, posts).await?;
    let suspensions = args![command.mandate, command.ended_on, command.decision];
    tx.execute(END_SUSPENSIONS, suspensions).await?;
    let detail = json!({
        "person": mandate.person_id,
        "before": { "valid_to": mandate.valid_to },
        "after": { "valid_to": command.ended_on, "end_reason": command.why, "decision": command.decision },
        "ended": { "memberships": posts },
    });
    acting
        .audit(
            Act::EndMandate,
            Some(council.id),
            "mandate",
            command.mandate,
            &reason,
            detail,
        )
        .await
}

/// Suspends a mandate for a time or until the suspension is lifted.
pub async fn suspend_mandate(acting: &Acting<'_>, command: SuspendMandate) -> Result<SuspensionId> {
    let mandate = mandate(acting, command.mandate).await?;
    let council = council(&acting.tx, mandate.council_id).await?;
    acting.may(Act::SuspendMandate, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    let period = problems.period(command.valid_from, command.valid_to);
    problems.unless(
        mandate.period().contains(period.from)
            && period.to.is_none_or(|to| to <= mandate.period().bound()),
        "valid_from",
        "outside-mandate",
    );
    let overlapping = args![command.mandate, period.from, period.bound()];
    let overlapping: Option<i64> = acting.tx.scalar(SUSPENDED, overlapping).await?;
    problems.unless(overlapping == Some(0), "valid_from", "suspended-already");
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    // A suspension outlives no mandate.
    let to = period.to.or(mandate.valid_to);
    let id = SuspensionId::fresh();
    let values = args![
        id,
        command.mandate,
        period.from,
        to,
        command.decision,
        &reason
    ];
    acting.tx.execute(INSERT_SUSPENSION, values).await?;
    let detail = json!({
        "person": mandate.person_id,
        "mandate": command.mandate,
        "after": { "valid_from": period.from, "valid_to": to, "decision": command.decision },
    });
    acting
        .audit(
            Act::SuspendMandate,
            Some(council.id),
            "suspension",
            id,
            &reason,
            detail,
        )
        .await?;
    Ok(id)
}

/// Lifts a suspension.
pub async fn lift_suspension(acting: &Acting<'_>, command: LiftSuspension) -> Result<()> {
    let suspension: SuspensionRow = acting
        .tx
        .one(SUSPENSION, args![command.suspension])
        .await?
        .ok_or(Refusal::NotFound("suspension"))?;
    let council = council(&acting.tx, suspension.council_id).await?;
    acting.may(Act::SuspendMandate, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    let period = Period {
        from: suspension.valid_from,
        to: suspension.valid_to,
    };
    check_end(&mut problems, "lifted_on", period, command.lifted_on);
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    let values = args![command.suspension, command.lifted_on, command.decision];
    acting.tx.execute(LIFT, values).await?;
    let detail = json!({
        "mandate": suspension.mandate_id,
        "before": { "valid_to": suspension.valid_to },
        "after": { "valid_to": command.lifted_on, "decision": command.decision },
    });
    acting
        .audit(
            Act::SuspendMandate,
            Some(council.id),
            "suspension",
            command.suspension,
            &reason,
            detail,
        )
        .await
}

async fn mandate(acting: &Acting<'_>, id: MandateId) -> Result<MandateRow> {
    acting
        .tx
        .one(MANDATE, args![id])
        .await?
        .ok_or(Refusal::NotFound("mandate"))
}

impl MandateRow {
    fn period(&self) -> Period {
        Period {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}
