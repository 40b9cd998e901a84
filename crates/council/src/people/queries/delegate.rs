//! One delegate as of a day, every personal field masked for those who may not read it.

use kernel::Date;
use kernel::ids::{
    BodyId, CouncilId, DecisionId, EmploymentId, MandateId, MembershipId, PersonId, SuspensionId,
};
use store::{Reader, args, record, sql};

use super::super::{EndReason, MandateOrigin, PersonDetails, Sex};
use super::records::{Place, places, version, versions};
use crate::access::{Actor, FieldGroup, Shown};
use crate::bodies::{BodyKind, Post, council_title};
use crate::{Refusal, Result};

/// Sơ yếu lý lịch as a reader gets it: what is public, and the groups that may be hidden.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ShownRecord {
    /// Họ và tên.
    pub full_name: String,
    /// Năm sinh.
    pub birth_year: Option<u32>,
    /// Giới tính.
    pub sex: Option<Sex>,
    /// Quá trình công tác.
    #[schema(value_type = Option<Career>)]
    pub career: Shown<Career>,
    /// Nhân thân.
    #[schema(value_type = Option<Identity>)]
    pub identity: Shown<Identity>,
    /// Thành phần.
    #[schema(value_type = Option<Affiliation>)]
    pub affiliation: Shown<Affiliation>,
    /// Liên hệ.
    #[schema(value_type = Option<Contact>)]
    pub contact: Shown<Contact>,
}

/// Quá trình công tác: schooling and work.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Career {
    /// Trình độ giáo dục phổ thông.
    pub schooling: Option<String>,
    /// Trình độ chuyên môn, học vị.
    pub qualification: Option<String>,
    /// Nghề nghiệp, ngành đào tạo.
    pub profession: Option<String>,
    /// Lý luận chính trị.
    pub political_theory: Option<String>,
    /// Ngoại ngữ.
    pub languages: Option<String>,
    /// Chức vụ, nghề nghiệp hiện nay.
    pub occupation: Option<String>,
    /// Nơi công tác.
    pub workplace: Option<String>,
}

/// Nhân thân: what tells one person from another.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Identity {
    /// Ngày sinh.
    pub birth_date: Option<Date>,
    /// Quốc tịch.
    pub nationality: Option<String>,
    /// Quê quán.
    pub hometown: Option<String>,
    /// Nơi ở hiện nay.
    pub residence: Option<String>,
}

/// Thành phần: ethnicity, religion, Party.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Affiliation {
    /// Dân tộc.
    pub ethnicity: Option<String>,
    /// Tôn giáo.
    pub religion: Option<String>,
    /// Ngày vào Đảng.
    pub party_since: Option<Date>,
}

/// Liên hệ.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Contact {
    /// Điện thoại.
    pub phone: Option<String>,
    /// Thư điện tử.
    pub email: Option<String>,
}

record! {
    struct PersonRow { merged_into: Option<PersonId>, sample: bool }

    struct MandateRow {
        id: MandateId,
        council_id: CouncilId,
        unit_name: String,
        number: String,
        path: String,
        seat: Option<u32>,
        constituency: Option<String>,
        origin: MandateOrigin,
        re_elected: bool,
        valid_from: Date,
        valid_to: Option<Date>,
        start_decision_id: Option<DecisionId>,
        start_decision: Option<String>,
        end_decision_id: Option<DecisionId>,
        end_decision: Option<String>,
        end_reason: Option<EndReason>,
    }

    /// Chức vụ: a post in a body of a council.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct PostLine {
        /// The membership.
        pub id: MembershipId,
        /// The council.
        pub council_id: CouncilId,
        /// The body.
        pub body_id: BodyId,
        /// The body's kind.
        pub body_kind: BodyKind,
        /// The body's name.
        pub body: String,
        /// The post.
        pub post: Post,
        /// Chuyên trách hay không.
        pub full_time: bool,
        /// First day.
        pub valid_from: Date,
        /// First day on which it has ended.
        pub valid_to: Option<Date>,
        /// The decision that appointed, by its number.
        pub decision: Option<String>,
        /// The decision that relieved, by its number.
        pub end_decision: Option<String>,
    }

    /// Tạm đình chỉ.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct SuspensionLine {
        /// The suspension.
        pub id: SuspensionId,
        /// The mandate.
        pub mandate_id: MandateId,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer holds.
        pub valid_to: Option<Date>,
        /// The decision, by its number.
        pub decision: Option<String>,
        /// The ground; empty for those who may not read it.
        pub reason: String,
    }

    /// Quá trình làm việc tại cơ quan giúp việc.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct EmploymentLine {
        /// The employment.
        pub id: EmploymentId,
        /// The institution.
        pub institution: String,
        /// The council served.
        pub council_id: Option<CouncilId>,
        /// Chức danh.
        pub title: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it has ended.
        pub valid_to: Option<Date>,
    }
}

/// Nhiệm vụ đại biểu: one mandate of the person.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MandateLine {
    /// The mandate.
    pub id: MandateId,
    /// The council.
    pub council_id: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa X".
    pub council: String,
    /// Where the council is.
    pub path: String,
    /// The number of the seat.
    pub seat: Option<u32>,
    /// The name of the electoral unit.
    pub constituency: Option<String>,
    /// How it began.
    pub origin: MandateOrigin,
    /// Tái cử.
    pub re_elected: bool,
    /// First day.
    pub valid_from: Date,
    /// First day on which it has ended.
    pub valid_to: Option<Date>,
    /// The decision by which it began, with its number; without one it is unconfirmed.
    pub start_decision: Option<(DecisionId, String)>,
    /// The decision by which it ended, with its number; without one the end is unconfirmed.
    pub end_decision: Option<(DecisionId, String)>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
}

/// Everything the page of a delegate shows, without training.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct DelegatePage {
    /// The person.
    pub person_id: PersonId,
    /// Whether the person is sample data.
    pub sample: bool,
    /// The record that holds on the day.
    pub record: ShownRecord,
    /// First days of the versions of the record.
    pub versions: Vec<Date>,
    /// Mandates that had begun by the day, the newest first.
    pub mandates: Vec<MandateLine>,
    /// Posts that had begun by the day, the newest first.
    pub posts: Vec<PostLine>,
    /// Suspensions.
    pub suspensions: Vec<SuspensionLine>,
    /// Work on the staff of councils.
    pub employments: Vec<EmploymentLine>,
    /// The councils the person belongs to, for permissions.
    pub places: Vec<Place>,
}

sql! {
    PERSON = "SELECT merged_into, sample FROM person WHERE id = $1";
    MANDATES = "SELECT m.id, m.council_id, u.name AS unit_name, c.number, c.path, s.number AS seat, k.name AS constituency, m.origin, m.re_elected, \
                       m.valid_from, m.valid_to, m.start_decision_id, a.number AS start_decision, m.end_decision_id, z.number AS end_decision, m.end_reason \
                FROM mandate m JOIN council c ON c.id = m.council_id JOIN unit u ON u.id = c.unit_id \
                LEFT JOIN seat s ON s.id = m.seat_id LEFT JOIN constituency k ON k.id = s.constituency_id \
                LEFT JOIN decision a ON a.id = m.start_decision_id LEFT JOIN decision z ON z.id = m.end_decision_id \
                WHERE m.person_id = $1 AND m.valid_from <= $2 ORDER BY m.valid_from DESC, c.path";
    POSTS = "SELECT p.id, b.council_id, b.id AS body_id, b.kind AS body_kind, b.name AS body, p.post, p.full_time, p.valid_from, p.valid_to, \
                    a.number AS decision, z.number AS end_decision \
             FROM membership p JOIN body b ON b.id = p.body_id \
             LEFT JOIN decision a ON a.id = p.decision_id LEFT JOIN decision z ON z.id = p.end_decision_id \
             WHERE p.person_id = $1 AND p.valid_from <= $2 ORDER BY p.valid_from DESC, b.rank";
    SUSPENSIONS = "SELECT s.id, s.mandate_id, s.valid_from, s.valid_to, d.number AS decision, s.reason \
                   FROM mandate m JOIN suspension s ON s.mandate_id = m.id LEFT JOIN decision d ON d.id = s.decision_id \
                   WHERE m.person_id = $1 AND s.valid_from <= $2 ORDER BY s.valid_from DESC";
    EMPLOYMENTS = "SELECT e.id, i.name AS institution, e.council_id, e.title, e.valid_from, e.valid_to \
                   FROM employment e JOIN institution i ON i.id = e.institution_id \
                   WHERE e.person_id = $1 AND e.valid_from <= $2 ORDER BY e.valid_from DESC";
}

/// Everything the page of a delegate shows on a day. A record that was merged shows the one it was merged into.
pub async fn delegate_page(
    db: &impl Reader,
    actor: &Actor,
    person: PersonId,
    as_of: Date,
) -> Result<DelegatePage> {
    let asked: PersonRow = db
        .one(PERSON, args![person])
        .await?
        .ok_or(Refusal::NotFound("person"))?;
    let person = asked.merged_into.unwrap_or(person);
    let places = places(db, person).await?;
    let version_now = version(db, person, as_of).await?;
    let mut suspensions: Vec<SuspensionLine> = db.all(SUSPENSIONS, args![person, as_of]).await?;
    if !reads_somewhere(actor, FieldGroup::Identity, person, &places) {
        // That somebody is suspended is public; the ground may concern a case that is not decided.
        for suspension in &mut suspensions {
            suspension.reason.clear();
        }
    }
    let mandates: Vec<MandateRow> = db.all(MANDATES, args![person, as_of]).await?;
    Ok(DelegatePage {
        person_id: person,
        sample: asked.sample,
        record: shown_record(actor, person, &places, version_now.details),
        versions: versions(db, person)
            .await?
            .iter()
            .map(|version| version.valid_from)
            .collect(),
        mandates: mandates.into_iter().map(MandateLine::from).collect(),
        posts: db.all(POSTS, args![person, as_of]).await?,
        suspensions,
        employments: db.all(EMPLOYMENTS, args![person, as_of]).await?,
        places,
    })
}

/// Masks a record for a reader. Whoever may read a group in one of the person's councils may read it; a person who belongs to no
/// council yet is open to those who may read the group anywhere.
pub fn shown_record(
    actor: &Actor,
    person: PersonId,
    places: &[Place],
    details: PersonDetails,
) -> ShownRecord {
    let reads = |group| reads_somewhere(actor, group, person, places);
    ShownRecord {
        full_name: details.full_name,
        // The year is public even where only the day was recorded.
        birth_year: details.birth_year.or(details
            .birth_date
            .and_then(|day| u32::try_from(day.year()).ok())),
        sex: details.sex,
        career: Shown::when(
            reads(FieldGroup::Career),
            Career {
                schooling: details.schooling,
                qualification: details.qualification,
                profession: details.profession,
                political_theory: details.political_theory,
                languages: details.languages,
                occupation: details.occupation,
                workplace: details.workplace,
            },
        ),
        identity: Shown::when(
            reads(FieldGroup::Identity),
            Identity {
                birth_date: details.birth_date,
                nationality: details.nationality,
                hometown: details.hometown,
                residence: details.residence,
            },
        ),
        affiliation: Shown::when(
            reads(FieldGroup::Affiliation),
            Affiliation {
                ethnicity: details.ethnicity,
                religion: details.religion,
                party_since: details.party_since,
            },
        ),
        contact: Shown::when(
            reads(FieldGroup::Contact),
            Contact {
                phone: details.phone,
                email: details.email,
            },
        ),
    }
}

pub(crate) fn reads_somewhere(
    actor: &Actor,
    group: FieldGroup,
    person: PersonId,
    places: &[Place],
) -> bool {
    if places.is_empty() {
        return actor.reads_of(group, person, "")
            || actor
                .grants
                .iter()
                .any(|grant| actor.reads(group, &grant.scope));
    }
    places
        .iter()
        .any(|place| actor.reads_of(group, person, &place.path))
}

impl From<MandateRow> for MandateLine {
    fn from(row: MandateRow) -> Self {
        Self {
            id: row.id,
            council_id: row.council_id,
            council: council_title(&row.unit_name, &row.number),
            path: row.path,
            seat: row.seat,
            constituency: row.constituency,
            origin: row.origin,
            re_elected: row.re_elected,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            start_decision: row.start_decision_id.zip(row.start_decision),
            end_decision: row.end_decision_id.zip(row.end_decision),
            end_reason: row.end_reason,
        }
    }
}
