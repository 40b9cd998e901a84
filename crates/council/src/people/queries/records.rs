//! Records of a person over time, and the councils a person belongs to.

use kernel::Date;
use kernel::ids::{CouncilId, PersonId};
use store::{Reader, args, record, sql};

use super::super::{PersonDetails, Sex};
use crate::{Refusal, Result};

/// One version of a person's record, with every field: for acts and for the queries that mask what they show.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct PersonVersion {
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it no longer holds.
    pub valid_to: Option<Date>,
    /// What is known.
    pub details: PersonDetails,
}

record! {
    /// A council to which a person belongs or belonged.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Place {
        /// The council.
        pub council_id: CouncilId,
        /// Where it is.
        pub path: String,
    }

    struct VersionRow {
        valid_from: Date,
        valid_to: Option<Date>,
        full_name: String,
        birth_date: Option<Date>,
        birth_year: Option<u32>,
        sex: Option<Sex>,
        nationality: Option<String>,
        ethnicity: Option<String>,
        religion: Option<String>,
        hometown: Option<String>,
        residence: Option<String>,
        schooling: Option<String>,
        qualification: Option<String>,
        profession: Option<String>,
        political_theory: Option<String>,
        languages: Option<String>,
        occupation: Option<String>,
        workplace: Option<String>,
        party_since: Option<Date>,
        phone: Option<String>,
        email: Option<String>,
    }
}

sql! {
    VERSIONS = "SELECT valid_from, valid_to, full_name, birth_date, birth_year, sex, nationality, ethnicity, religion, hometown, residence, \
                schooling, qualification, profession, political_theory, languages, occupation, workplace, party_since, phone, email \
                FROM person_record WHERE person_id = $1 ORDER BY valid_from";
    PLACES = "SELECT DISTINCT c.id AS council_id, c.path FROM council c WHERE c.id IN ( \
                  SELECT council_id FROM mandate WHERE person_id = $1 \
                  UNION SELECT council_id FROM employment WHERE person_id = $1 AND council_id IS NOT NULL) \
              ORDER BY c.path";
}

/// Every version of a person's record, the oldest first.
pub async fn versions(db: &impl Reader, person: PersonId) -> Result<Vec<PersonVersion>> {
    let rows: Vec<VersionRow> = db.all(VERSIONS, args![person]).await?;
    if rows.is_empty() {
        return Err(Refusal::NotFound("person"));
    }
    Ok(rows.into_iter().map(PersonVersion::from).collect())
}

/// The version that holds on a day.
pub async fn version(db: &impl Reader, person: PersonId, day: Date) -> Result<PersonVersion> {
    let mut all = versions(db, person).await?;
    let at = all
        .iter()
        .rposition(|version| version.valid_from <= day)
        .unwrap_or(0);
    Ok(all.swap_remove(at))
}

/// The councils to which a person belongs or belonged, as a delegate or on the staff.
pub async fn places(db: &impl Reader, person: PersonId) -> Result<Vec<Place>> {
    Ok(db.all(PLACES, args![person]).await?)
}

impl From<VersionRow> for PersonVersion {
    fn from(row: VersionRow) -> Self {
        Self {
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            details: PersonDetails {
                full_name: row.full_name,
                birth_date: row.birth_date,
                birth_year: row.birth_year,
                sex: row.sex,
                nationality: row.nationality,
                ethnicity: row.ethnicity,
                religion: row.religion,
                hometown: row.hometown,
                residence: row.residence,
                schooling: row.schooling,
                qualification: row.qualification,
                profession: row.profession,
                political_theory: row.political_theory,
                languages: row.languages,
                occupation: row.occupation,
                workplace: row.workplace,
                party_since: row.party_since,
                phone: row.phone,
                email: row.email,
            },
        }
    }
}
