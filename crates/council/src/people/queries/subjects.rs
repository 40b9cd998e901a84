//! The single things that an act on persons concerns, and the persons it may be about.

use kernel::Date;
use kernel::ids::{CouncilId, MandateId, PersonId, SuspensionId};
use store::{Reader, args, record, sql};

use crate::access::Act;
use crate::{Refusal, Result};

record! {
    /// Nhiệm vụ đại biểu, with the name of today.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct MandateRef {
        /// The mandate.
        pub id: MandateId,
        /// The council.
        pub council_id: CouncilId,
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it has ended.
        pub valid_to: Option<Date>,
    }

    /// Tạm đình chỉ, with the name of today.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct SuspensionRef {
        /// The suspension.
        pub id: SuspensionId,
        /// The council.
        pub council_id: CouncilId,
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer holds.
        pub valid_to: Option<Date>,
    }

    /// A person by name.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct PersonRef {
        /// The person.
        pub id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// Năm sinh.
        pub birth_year: Option<u32>,
    }
}

sql! {
    MANDATE = "SELECT m.id, m.council_id, m.person_id, r.full_name, m.valid_from, m.valid_to FROM mandate m \
               JOIN person_record r ON r.person_id = m.person_id AND r.valid_to IS NULL WHERE m.id = $1";
    SUSPENSION = "SELECT s.id, m.council_id, m.person_id, r.full_name, s.valid_from, s.valid_to \
                  FROM suspension s JOIN mandate m ON m.id = s.mandate_id \
                  JOIN person_record r ON r.person_id = m.person_id AND r.valid_to IS NULL WHERE s.id = $1";
    UNPLACED = "SELECT p.id, r.full_name, r.birth_year FROM audit a JOIN person p ON p.id = a.subject_id \
                JOIN person_record r ON r.person_id = p.id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
                WHERE a.council_id = $1 AND a.act = $3 AND p.merged_into IS NULL \
                  AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id) \
                  AND NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id) \
                ORDER BY r.sort_key, p.id";
    REGISTRAR = "SELECT council_id FROM audit WHERE subject_id = $1 AND act = $2 AND council_id IS NOT NULL ORDER BY seq DESC LIMIT 1";
    NAMESAKES = "SELECT p.id, o.full_name, o.birth_year FROM person_record r JOIN person_record o ON o.folded = r.folded AND o.person_id <> r.person_id \
                 JOIN person p ON p.id = o.person_id AND p.merged_into IS NULL \
                 WHERE r.person_id = $1 AND r.valid_to IS NULL AND o.valid_to IS NULL ORDER BY o.sort_key, p.id";
}

/// One mandate.
pub async fn mandate(db: &impl Reader, id: MandateId) -> Result<MandateRef> {
    db.one(MANDATE, args![id])
        .await?
        .ok_or(Refusal::NotFound("mandate"))
}

/// One suspension.
pub async fn suspension(db: &impl Reader, id: SuspensionId) -> Result<SuspensionRef> {
    db.one(SUSPENSION, args![id])
        .await?
        .ok_or(Refusal::NotFound("suspension"))
}

/// Persons whom the office of a council registered and who belong to no council yet.
pub async fn unplaced(db: &impl Reader, council: CouncilId, as_of: Date) -> Result<Vec<PersonRef>> {
    let values = args![council, as_of, Act::RegisterPerson.code()];
    Ok(db.all(UNPLACED, values).await?)
}

/// The council whose office registered a person, where one did.
pub async fn registrar(db: &impl Reader, person: PersonId) -> Result<Option<CouncilId>> {
    let values = args![person, Act::RegisterPerson.code()];
    Ok(db.scalar(REGISTRAR, values).await?)
}

/// Other persons of the same name, marks ignored: those who may be the same person recorded twice.
pub async fn namesakes(db: &impl Reader, person: PersonId) -> Result<Vec<PersonRef>> {
    Ok(db.all(NAMESAKES, args![person]).await?)
}
