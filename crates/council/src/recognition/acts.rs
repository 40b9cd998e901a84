//! Acts on assessments and commendations.

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, PersonId, RecognitionId};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::Recognition;
use super::queries::{one, subjects};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Result};

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of a delegate.
    Delegate(PersonId),
    /// Of a body of the council.
    Body(BodyId),
}

/// Ghi kết quả đánh giá, quyết định khen thưởng.
#[derive(Debug, Clone)]
pub struct Recognise {
    /// The council.
    pub council: CouncilId,
    /// Whose it is; none where the form named nobody.
    pub whose: Option<Whose>,
    /// The grade or the form.
    pub kind: Recognition,
    /// The year that was assessed, or in which it was earned.
    pub year: u32,
    /// The day of the decision.
    pub decided_on: Date,
    /// Số, ký hiệu of the decision.
    pub decision: String,
    /// Who decided.
    pub decided_by: String,
    /// For what; an assessment needs none.
    pub merit: String,
}

sql! {
    ASSESSED = "SELECT count(*) FROM recognition WHERE council_id = $1 AND year = $2 AND (person_id = $3 OR body_id = $4) AND withdrawn_on IS NULL \
                AND kind IN ('excellent', 'good', 'fulfilled', 'unfulfilled')";
    INSERT = "INSERT INTO recognition (id, council_id, person_id, body_id, kind, year, decided_on, decision, decided_by, merit, recorded_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    WITHDRAW = "UPDATE recognition SET withdrawn_on = $2 WHERE id = $1";
}

/// Ghi kết quả đánh giá, quyết định khen thưởng.
pub async fn recognise(acting: &Acting<'_>, command: Recognise) -> Result<RecognitionId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::Recognise, &council.path)?;
    let mut problems = Problems::default();
    let decision = problems.text("decision", &command.decision);
    let decided_by = problems.text("decided_by", &command.decided_by);
    let merit = match command.kind.is_grade() {
        true => kernel::vi::clean(&command.merit),
        false => problems.text("merit", &command.merit),
    };
    problems.unless(
        command.decided_on <= acting.today,
        "decided_on",
        "day-ahead",
    );
    let decided = u32::try_from(command.decided_on.year()).unwrap_or_default();
    // A year is assessed in it or soon after it.
    let near = decided >= command.year && decided - command.year <= 2;
    problems.unless(near, "year", "recognition-year-far");
    let known = subjects(&acting.tx, &council, command.year, acting.today).await?;
    let (person, body) = match command.whose {
        Some(Whose::Delegate(person)) => (Some(person), None),
        Some(Whose::Body(body)) => (None, Some(body)),
        None => (None, None),
    };
    let there = known.iter().any(|subject| {
        command.whose.is_some() && subject.person_id == person && subject.body_id == body
    });
    problems.unless(there, "whose", "recognition-not-of-council");
    if command.kind.is_grade() && there {
        let values = args![council.id, command.year, person, body];
        let before: Option<u32> = acting.tx.scalar(ASSESSED, values).await?;
        problems.unless(
            before.unwrap_or_default() == 0,
            "whose",
            "recognition-assessed-before",
        );
    }
    problems.refuse()?;
    let id = RecognitionId::fresh();
    let values = args![
        id,
        council.id,
        person,
        body,
        command.kind,
        command.year,
        command.decided_on,
        &decision,
        &decided_by,
        &merit,
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({
        "person": person, "body": body, "recognition": command.kind, "year": command.year,
        "decided_on": command.decided_on, "decision": decision, "decided_by": decided_by,
    });
    acting
        .audit(
            Act::Recognise,
            Some(council.id),
            "recognition",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Hủy kết quả đánh giá, khen thưởng đã ghi, with the reason; it stays in the audit trail.
pub async fn withdraw(acting: &Acting<'_>, id: RecognitionId, reason: &str) -> Result<()> {
    let found = one(&acting.tx, acting.actor, id, acting.today).await?;
    acting.may(Act::Recognise, &found.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting.tx.execute(WITHDRAW, args![id, acting.today]).await?;
    let detail = json!({"recognition": found.kind, "year": found.year, "decision": found.decision});
    let of = Some(found.council_id);
    acting
        .audit(
            Act::WithdrawRecognition,
            of,
            "recognition",
            id,
            &reason,
            detail,
        )
        .await
}
