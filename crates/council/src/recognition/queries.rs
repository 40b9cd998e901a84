//! What pages ask about assessments and commendations.

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, PersonId, RecognitionId};
use store::{Reader, args, record, sql};

use super::Recognition;
use crate::access::{Actor, FieldGroup};
use crate::bodies::CouncilRef;
use crate::{Refusal, Result};

record! {
    /// Một lần đánh giá hoặc khen thưởng.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = recognition::Recognised)]
    pub struct Recognised {
        /// The record.
        pub id: RecognitionId,
        /// The council.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// The delegate, where it is one.
        pub person_id: Option<PersonId>,
        /// The body, where it is one.
        pub body_id: Option<BodyId>,
        /// The name of the delegate or the body.
        pub name: String,
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
        /// For what; empty for an assessment.
        pub merit: String,
    }

    /// Somebody or something of a council that may be assessed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Subject {
        /// The delegate, where it is one.
        pub person_id: Option<PersonId>,
        /// The body, where it is one.
        pub body_id: Option<BodyId>,
        /// The name.
        pub name: String,
    }
}

macro_rules! recognised {
    ($where:literal) => {
        concat!(
            "SELECT r.id, r.council_id, c.path, r.person_id, r.body_id, coalesce(b.name, p.full_name, '') AS name, r.kind, r.year, \
             r.decided_on, r.decision, r.decided_by, r.merit FROM recognition r JOIN council c ON c.id = r.council_id \
             LEFT JOIN body b ON b.id = r.body_id \
             LEFT JOIN person_record p ON p.person_id = r.person_id AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) \
             WHERE ", $where, " AND r.recorded_on <= $2 AND (r.withdrawn_on IS NULL OR r.withdrawn_on > $2) "
        )
    };
}

sql! {
    OF_COUNCIL = concat!(recognised!("r.council_id = $1"), "ORDER BY r.year DESC, r.decided_on DESC, r.kind, name, r.id");
    ONE = recognised!("r.id = $1");
    SUBJECTS = "SELECT s.person_id, s.body_id, s.name FROM (SELECT CAST(NULL AS UUID) AS person_id, b.id AS body_id, b.name, b.rank, '' AS folded FROM body b \
                WHERE b.council_id = $1 AND b.valid_from <= $2 AND (b.valid_to IS NULL OR b.valid_to > $3) \
                UNION SELECT p.person_id, CAST(NULL AS UUID) AS body_id, p.full_name AS name, CAST(1000000 AS BIGINT) AS rank, p.folded FROM mandate m \
                JOIN person_record p ON p.person_id = m.person_id AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) \
                WHERE m.council_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $3)) s ORDER BY s.rank, s.folded";
}

impl Recognised {
    /// Whether an actor may read it: commendations and the assessment of bodies are public, that of a delegate is not.
    pub fn is_read_by(&self, actor: &Actor) -> bool {
        !self.kind.is_grade()
            || self.person_id.is_none()
            || actor.reads(FieldGroup::Assessments, &self.path)
    }
}

/// The assessments and commendations of a council that were recorded by a day, as far as an actor may read them, the newest first.
pub async fn of_council(
    db: &impl Reader,
    actor: &Actor,
    council: CouncilId,
    on: Date,
) -> Result<Vec<Recognised>> {
    let mut found: Vec<Recognised> = db.all(OF_COUNCIL, args![council, on]).await?;
    found.retain(|one| one.is_read_by(actor));
    Ok(found)
}

/// One of them.
pub async fn one(
    db: &impl Reader,
    actor: &Actor,
    id: RecognitionId,
    on: Date,
) -> Result<Recognised> {
    let found: Option<Recognised> = db.one(ONE, args![id, on]).await?;
    let found = found.ok_or(Refusal::NotFound("recognition"))?;
    match found.is_read_by(actor) {
        true => Ok(found),
        false => Err(Refusal::NotReadable(FieldGroup::Assessments)),
    }
}

/// The bodies of a council and its delegates at some time of a year, until a day.
pub async fn subjects(
    db: &impl Reader,
    council: &CouncilRef,
    year: u32,
    until: Date,
) -> Result<Vec<Subject>> {
    let day = |month, day| {
        let year = i16::try_from(year).unwrap_or(9_999);
        Date::new(year, month, day).unwrap_or(until)
    };
    let (first, last) = (day(1, 1), day(12, 31).min(until));
    Ok(db.all(SUBJECTS, args![council.id, last, first]).await?)
}
