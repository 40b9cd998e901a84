//! Rows as they are kept in an import's list of changes, so that undoing can compare and put back.

use kernel::ids::{
    BodyId, ConstituencyId, CouncilId, DecisionId, EmploymentId, InstitutionId, MandateId,
    MembershipId, PersonId, SeatId, UnitId,
};
use kernel::{Date, Timestamp, vi};
use serde::{Deserialize, Serialize};
use store::{Value, args, record};
use uuid::Uuid;

use crate::bodies::{BodyKind, InstitutionKind, Post};
use crate::people::acts::record_values;
use crate::people::{EndReason, MandateOrigin, PersonDetails, Sex};

record! {
    /// A person.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct PersonImage {
        pub id: PersonId,
        pub created_at: Timestamp,
        pub merged_into: Option<PersonId>,
        pub sample: bool,
    }

    /// A version of a person's record.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct RecordImage {
        pub person_id: PersonId,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        pub full_name: String,
        pub birth_date: Option<Date>,
        pub birth_year: Option<u32>,
        pub sex: Option<Sex>,
        pub nationality: Option<String>,
        pub ethnicity: Option<String>,
        pub religion: Option<String>,
        pub hometown: Option<String>,
        pub residence: Option<String>,
        pub schooling: Option<String>,
        pub qualification: Option<String>,
        pub profession: Option<String>,
        pub political_theory: Option<String>,
        pub languages: Option<String>,
        pub occupation: Option<String>,
        pub workplace: Option<String>,
        pub party_since: Option<Date>,
        pub phone: Option<String>,
        pub email: Option<String>,
    }

    /// A mandate.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct MandateImage {
        pub id: MandateId,
        pub person_id: PersonId,
        pub council_id: CouncilId,
        pub seat_id: Option<SeatId>,
        pub origin: MandateOrigin,
        pub re_elected: bool,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        pub start_decision_id: Option<DecisionId>,
        pub end_decision_id: Option<DecisionId>,
        pub end_reason: Option<EndReason>,
    }

    /// A membership.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct MembershipImage {
        pub id: MembershipId,
        pub body_id: BodyId,
        pub person_id: PersonId,
        pub post: Post,
        pub full_time: bool,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        pub decision_id: Option<DecisionId>,
        pub end_decision_id: Option<DecisionId>,
    }

    /// A body.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct BodyImage {
        pub id: BodyId,
        pub council_id: CouncilId,
        pub kind: BodyKind,
        pub name: String,
        pub rank: i64,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        pub decision_id: Option<DecisionId>,
        pub end_decision_id: Option<DecisionId>,
    }

    /// An electoral unit.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct ConstituencyImage {
        pub id: ConstituencyId,
        pub council_id: CouncilId,
        pub number: i64,
        pub name: String,
        pub seats: i64,
    }

    /// A seat.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct SeatImage {
        pub id: SeatId,
        pub council_id: CouncilId,
        pub constituency_id: Option<ConstituencyId>,
        pub number: i64,
    }

    /// An office.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct InstitutionImage {
        pub id: InstitutionId,
        pub unit_id: UnitId,
        pub kind: InstitutionKind,
        pub name: String,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
    }

    /// An employment.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct EmploymentImage {
        pub id: EmploymentId,
        pub person_id: PersonId,
        pub institution_id: InstitutionId,
        pub council_id: Option<CouncilId>,
        pub title: String,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        pub decision_id: Option<DecisionId>,
    }
}

impl RecordImage {
    /// A version of a record with these details.
    pub fn of(person: PersonId, from: Date, to: Option<Date>, details: &PersonDetails) -> Self {
        let details = details.clone();
        Self {
            person_id: person,
            valid_from: from,
            valid_to: to,
            full_name: details.full_name,
            birth_date: details.birth_date,
            birth_year: details.birth_year,
            sex: details.sex,
            nationality: details.nationality,
            ethnicity: details.ethnicity,
            religion: details.religion,
            hometown: details.hometown,
            residence: details.residence,
            schooling: details.schooling,
            qualification: details.qualification,
            profession: details.profession,
            political_theory: details.political_theory,
            languages: details.languages,
            occupation: details.occupation,
            workplace: details.workplace,
            party_since: details.party_since,
            phone: details.phone,
            email: details.email,
        }
    }

    /// What it says of the person.
    pub fn details(&self) -> PersonDetails {
        let own = self.clone();
        PersonDetails {
            full_name: own.full_name,
            birth_date: own.birth_date,
            birth_year: own.birth_year,
            sex: own.sex,
            nationality: own.nationality,
            ethnicity: own.ethnicity,
            religion: own.religion,
            hometown: own.hometown,
            residence: own.residence,
            schooling: own.schooling,
            qualification: own.qualification,
            profession: own.profession,
            political_theory: own.political_theory,
            languages: own.languages,
            occupation: own.occupation,
            workplace: own.workplace,
            party_since: own.party_since,
            phone: own.phone,
            email: own.email,
        }
    }

    /// The values of a row.
    pub fn values(&self) -> Vec<Value> {
        record_values(
            self.person_id,
            self.valid_from,
            self.valid_to,
            &self.details(),
        )
    }
}

/// A row that an import inserts with many others.
pub(super) trait Insert {
    /// The table.
    const TABLE: &'static str;
    /// Its columns.
    const COLUMNS: &'static [&'static str];
    /// The record that the list of changes names.
    fn subject(&self) -> Uuid;
    /// The values, in the order of the columns.
    fn values(&self) -> Vec<Value>;
}

/// Says in which table rows of a kind stand; their columns are their fields, by name.
macro_rules! insert {
    ($($image:ident in $table:literal { $($field:ident),* $(,)? })*) => {$(
        impl Insert for $image {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn subject(&self) -> Uuid {
                self.id.uuid()
            }
            fn values(&self) -> Vec<Value> {
                args![$(Clone::clone(&self.$field)),*]
            }
        }
    )*};
}

insert! {
    PersonImage in "person" { id, created_at, merged_into, sample }
    MandateImage in "mandate" {
        id, person_id, council_id, seat_id, origin, re_elected, valid_from, valid_to, start_decision_id,
        end_decision_id, end_reason,
    }
    MembershipImage in "membership" {
        id, body_id, person_id, post, full_time, valid_from, valid_to, decision_id, end_decision_id,
    }
    BodyImage in "body" {
        id, council_id, kind, name, rank, valid_from, valid_to, decision_id, end_decision_id,
    }
    ConstituencyImage in "constituency" { id, council_id, number, name, seats }
    SeatImage in "seat" { id, council_id, constituency_id, number }
    EmploymentImage in "employment" {
        id, person_id, institution_id, council_id, title, valid_from, valid_to, decision_id,
    }
}

impl Insert for RecordImage {
    const TABLE: &'static str = "person_record";
    const COLUMNS: &'static [&'static str] = crate::people::acts::RECORD_COLUMNS;
    fn subject(&self) -> Uuid {
        self.person_id.uuid()
    }
    fn values(&self) -> Vec<Value> {
        Self::values(self)
    }
}

impl Insert for InstitutionImage {
    const TABLE: &'static str = "institution";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "unit_id",
        "kind",
        "name",
        "folded",
        "valid_from",
        "valid_to",
    ];
    fn subject(&self) -> Uuid {
        self.id.uuid()
    }
    fn values(&self) -> Vec<Value> {
        args![
            self.id,
            self.unit_id,
            self.kind,
            &self.name,
            vi::fold(&self.name),
            self.valid_from,
            self.valid_to
        ]
    }
}
