//! Merging two records of one person.

use kernel::ids::{CouncilId, PersonId};
use serde_json::json;
use store::{Reader as _, Sql, args, sql};

use super::super::queries;
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// Gộp hai hồ sơ của một người: everything of one record moves to the other, which is kept.
#[derive(Debug, Clone)]
pub struct MergePersons {
    /// The council whose office merges.
    pub council: CouncilId,
    /// The record that stays.
    pub keep: PersonId,
    /// The record that gives everything away and points at the other from then on.
    pub merge: PersonId,
    /// The reason.
    pub reason: String,
}

sql! {
    PERSON = "SELECT count(*) FROM person WHERE id = $1 AND merged_into IS NULL";
    BOTH_SIT = "SELECT count(*) FROM mandate a JOIN mandate b ON b.council_id = a.council_id \
                WHERE a.person_id = $1 AND b.person_id = $2 \
                AND (b.valid_to IS NULL OR a.valid_from < b.valid_to) AND (a.valid_to IS NULL OR b.valid_from < a.valid_to)";
    BOTH_SERVE = "SELECT count(*) FROM membership a JOIN membership b ON b.body_id = a.body_id \
                  WHERE a.person_id = $1 AND b.person_id = $2 \
                  AND (b.valid_to IS NULL OR a.valid_from < b.valid_to) AND (a.valid_to IS NULL OR b.valid_from < a.valid_to)";
    BOTH_LEARN = "SELECT (SELECT count(*) FROM invitation a JOIN invitation b ON b.class_id = a.class_id WHERE a.person_id = $1 AND b.person_id = $2) \
                       + (SELECT count(*) FROM certificate a JOIN certificate b ON b.class_id = a.class_id WHERE a.person_id = $1 AND b.person_id = $2) \
                       + (SELECT count(*) FROM attendance a JOIN attendance b ON b.lesson_id = a.lesson_id WHERE a.person_id = $1 AND b.person_id = $2) AS clashes";
    MOVE_MANDATES = "UPDATE mandate SET person_id = $1 WHERE person_id = $2";
    MOVE_MEMBERSHIPS = "UPDATE membership SET person_id = $1 WHERE person_id = $2";
    MOVE_EMPLOYMENTS = "UPDATE employment SET person_id = $1 WHERE person_id = $2";
    MOVE_INVITATIONS = "UPDATE invitation SET person_id = $1 WHERE person_id = $2";
    MOVE_ATTENDANCE = "UPDATE attendance SET person_id = $1 WHERE person_id = $2";
    MOVE_ATTEMPTS = "UPDATE attempt SET person_id = $1 WHERE person_id = $2";
    MOVE_CERTIFICATES = "UPDATE certificate SET person_id = $1 WHERE person_id = $2";
    MOVE_ACCOUNTS = "UPDATE account SET person_id = $1 WHERE person_id = $2";
    MOVE_MERGED = "UPDATE person SET merged_into = $1 WHERE merged_into = $2";
    POINT = "UPDATE person SET merged_into = $1 WHERE id = $2";
}

const MOVES: &[(&str, Sql)] = &[
    ("mandates", MOVE_MANDATES),
    ("memberships", MOVE_MEMBERSHIPS),
    ("employments", MOVE_EMPLOYMENTS),
    ("invitations", MOVE_INVITATIONS),
    ("attendance", MOVE_ATTENDANCE),
    ("attempts", MOVE_ATTEMPTS),
    ("certificates", MOVE_CERTIFICATES),
    ("accounts", MOVE_ACCOUNTS),
    ("merged", MOVE_MERGED),
];

/// Merges two records of one person, unless the two could not have been one.
pub async fn merge_persons(acting: &Acting<'_>, command: MergePersons) -> Result<()> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::MergePersons, &council.path)?;
    // Whoever merges must be allowed to in every council from which something moves.
    for place in queries::places(&acting.tx, command.merge).await? {
        acting.may(Act::MergePersons, &place.path)?;
    }
    let tx = &acting.tx;
    for person in [command.keep, command.merge] {
        let there: Option<i64> = tx.scalar(PERSON, args![person]).await?;
        if there != Some(1) {
            return Err(Refusal::NotFound("person"));
        }
    }
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    problems.unless(command.keep != command.merge, "merge", "same-record");
    for (sql, code) in [
        (BOTH_SIT, "merge-mandates-overlap"),
        (BOTH_SERVE, "merge-posts-overlap"),
        (BOTH_LEARN, "merge-same-class"),
    ] {
        let clashes: Option<i64> = tx.scalar(sql, args![command.keep, command.merge]).await?;
        problems.unless(clashes == Some(0), "merge", code);
    }
    problems.refuse()?;

    let mut moved = serde_json::Map::new();
    for (what, sql) in MOVES {
        let count = tx.execute(*sql, args![command.keep, command.merge]).await?;
        moved.insert((*what).to_owned(), json!(count));
    }
    tx.execute(POINT, args![command.keep, command.merge])
        .await?;
    let detail = json!({ "merged": command.merge, "moved": moved });
    acting
        .audit(
            Act::MergePersons,
            Some(council.id),
            "person",
            command.keep,
            &reason,
            detail,
        )
        .await
}
