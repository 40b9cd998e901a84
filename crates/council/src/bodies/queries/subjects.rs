//! The single things that an act ends or adds to: what its form has to name.

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, EmploymentId, MembershipId, PersonId, UnitId};
use store::{Reader, args, record, sql};

use super::super::{BodyKind, Level, Post, UnitKind};
use crate::seed_data::Certainty;
use crate::{Refusal, Result};

record! {
    /// Thường trực, Ban, Tổ đại biểu.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct BodyRef {
        /// The body.
        pub id: BodyId,
        /// Its council.
        pub council_id: CouncilId,
        /// Its kind.
        pub kind: BodyKind,
        /// Its name.
        pub name: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer exists.
        pub valid_to: Option<Date>,
    }

    /// Thành viên của một cơ quan, with the name of today.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct MembershipRef {
        /// The membership.
        pub id: MembershipId,
        /// Its council.
        pub council_id: CouncilId,
        /// The body's name.
        pub body: String,
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// The post.
        pub post: Post,
        /// First day.
        pub valid_from: Date,
        /// First day on which it has ended.
        pub valid_to: Option<Date>,
    }

    /// Công chức giúp việc hội đồng.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct EmploymentRef {
        /// The employment.
        pub id: EmploymentId,
        /// The council served, where one is named.
        pub council_id: Option<CouncilId>,
        /// Where it is, for the permission.
        pub path: String,
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// Chức danh.
        pub title: String,
        /// The institution.
        pub institution: String,
    }

    /// A unit as a form names it.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct UnitRef {
        /// The unit.
        pub id: UnitId,
        /// Its name.
        pub name: String,
        /// Its kind.
        pub kind: UnitKind,
        /// Its level.
        pub level: Level,
        /// Path of official codes.
        pub path: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer exists.
        pub valid_to: Option<Date>,
    }

    /// Dân số: a count of the people of a unit.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct PopulationLine {
        /// The day of the count.
        pub counted_on: Date,
        /// Persons.
        pub people: i64,
        /// Where the number is from.
        pub source: String,
        /// How sure it is.
        pub certainty: Certainty,
    }
}

sql! {
    BODY = "SELECT id, council_id, kind, name, valid_from, valid_to FROM body WHERE id = $1";
    MEMBERSHIP = "SELECT p.id, b.council_id, b.name AS body, p.person_id, r.full_name, p.post, p.valid_from, p.valid_to \
                  FROM membership p JOIN body b ON b.id = p.body_id \
                  JOIN person_record r ON r.person_id = p.person_id AND r.valid_to IS NULL WHERE p.id = $1";
    EMPLOYMENT = "SELECT e.id, e.council_id, coalesce(c.path, u.path) AS path, e.person_id, r.full_name, e.title, i.name AS institution \
                  FROM employment e JOIN institution i ON i.id = e.institution_id JOIN unit u ON u.id = i.unit_id \
                  JOIN person_record r ON r.person_id = e.person_id AND r.valid_to IS NULL \
                  LEFT JOIN council c ON c.id = e.council_id WHERE e.id = $1";
    UNIT = "SELECT id, name, kind, level, path, valid_from, valid_to FROM unit WHERE id = $1";
    POPULATIONS = "SELECT counted_on, people, source, certainty FROM unit_population WHERE unit_id = $1 AND counted_on <= $2 \
                   ORDER BY counted_on DESC";
}

/// One body.
pub async fn body(db: &impl Reader, id: BodyId) -> Result<BodyRef> {
    db.one(BODY, args![id])
        .await?
        .ok_or(Refusal::NotFound("body"))
}

/// One membership.
pub async fn membership(db: &impl Reader, id: MembershipId) -> Result<MembershipRef> {
    db.one(MEMBERSHIP, args![id])
        .await?
        .ok_or(Refusal::NotFound("membership"))
}

/// One employment.
pub async fn employment(db: &impl Reader, id: EmploymentId) -> Result<EmploymentRef> {
    db.one(EMPLOYMENT, args![id])
        .await?
        .ok_or(Refusal::NotFound("employment"))
}

/// One unit.
pub async fn unit(db: &impl Reader, id: UnitId) -> Result<UnitRef> {
    db.one(UNIT, args![id])
        .await?
        .ok_or(Refusal::NotFound("unit"))
}

/// The counts of a unit's people until a day, the newest first.
pub async fn populations(
    db: &impl Reader,
    unit: UnitId,
    as_of: Date,
) -> Result<Vec<PopulationLine>> {
    Ok(db.all(POPULATIONS, args![unit, as_of]).await?)
}
