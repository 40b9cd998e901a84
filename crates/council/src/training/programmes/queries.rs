//! What pages ask about programmes and courses.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{
    CouncilId, CourseId, DecisionId, DocumentId, InstitutionId, ProgrammeId, TopicId,
};
use store::{Reader, args, record, sql};

use crate::bodies::{BodyKind, Level};
use crate::library::changes::{Change, Changes};
use crate::training::{Audience, PartnerPart};
use crate::{Refusal, Result};

record! {
    /// A programme in a list.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct ProgrammeRow {
        /// The programme.
        pub id: ProgrammeId,
        /// The council whose programme it is.
        pub council_id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// The path of the council.
        pub council_path: String,
        /// Its name.
        pub name: String,
        /// Mục tiêu.
        pub goal: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer applies.
        pub valid_to: Option<Date>,
        /// The decision that approved it.
        pub decision_id: Option<DecisionId>,
        /// How many courses it has.
        pub courses: i64,
        /// How many of them are required.
        pub required: i64,
    }

    /// A course in a list.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CourseRow {
        /// The course.
        pub id: CourseId,
        /// Its programme.
        pub programme_id: ProgrammeId,
        /// The programme's name.
        pub programme: String,
        /// The council whose programme it is.
        pub council_id: CouncilId,
        /// The path of the council.
        pub council_path: String,
        /// Its name.
        pub name: String,
        /// Số tiết.
        pub hours: i64,
        /// Whom it is for.
        pub audience: Audience,
        /// The level it is for.
        pub level: Option<Level>,
        /// The kind of body whose members it is for.
        pub body_kind: Option<BodyKind>,
        /// Whether everyone it is for has to complete it.
        pub required: bool,
        /// First day.
        pub valid_from: Date,
        /// First day on which it is no longer offered.
        pub valid_to: Option<Date>,
        /// How many classes of it were not cancelled.
        pub classes: i64,
    }

    /// A course by name, as a choice in a list.
    #[derive(Debug, Clone)]
    pub struct CourseName {
        /// The course.
        pub id: CourseId,
        /// Its name.
        pub name: String,
    }

    /// A topic of a course.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CourseTopic {
        /// The topic.
        pub id: TopicId,
        /// Its stable key.
        pub key: String,
        /// Vietnamese name.
        pub name_vi: String,
        /// English name.
        pub name_en: String,
    }

    /// A partner institution of a course.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CoursePartner {
        /// The institution.
        pub id: InstitutionId,
        /// Its name.
        pub name: String,
        /// Its part.
        pub part: PartnerPart,
    }

    struct LawRow {
        id: DocumentId,
        number: String,
        title: String,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
    }
}

/// A law that a course teaches.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct CourseLaw {
    /// The law.
    pub id: DocumentId,
    /// Số, ký hiệu.
    pub number: String,
    /// Trích yếu.
    pub title: String,
    /// Whether it is in force on the day asked about.
    pub in_force: bool,
    /// The last change up to that day.
    pub changed: Option<Change>,
}

/// The page of a course.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct CoursePage {
    /// The course itself.
    pub course: CourseRow,
    /// What it teaches.
    pub topics: Vec<CourseTopic>,
    /// The laws of its topics.
    pub laws: Vec<CourseLaw>,
    /// With whom.
    pub partners: Vec<CoursePartner>,
}

macro_rules! course_columns {
    () => {
        "SELECT k.id, k.programme_id, p.name AS programme, p.council_id, c.path AS council_path, k.name, k.hours, k.audience, \
                k.level, k.body_kind, k.required, k.valid_from, k.valid_to, \
                (SELECT count(*) FROM class x WHERE x.course_id = k.id AND x.state <> 'cancelled') AS classes \
           FROM course k JOIN programme p ON p.id = k.programme_id JOIN council c ON c.id = p.council_id "
    };
}

macro_rules! programme_columns {
    () => {
        "SELECT p.id, p.council_id, u.name AS unit_name, c.path AS council_path, p.name, p.goal, p.valid_from, p.valid_to, \
                p.decision_id, (SELECT count(*) FROM course k WHERE k.programme_id = p.id) AS courses, \
                (SELECT count(*) FROM course k WHERE k.programme_id = p.id AND k.required = 1) AS required \
           FROM programme p JOIN council c ON c.id = p.council_id JOIN unit u ON u.id = c.unit_id "
    };
}

sql! {
    PROGRAMMES = concat!(programme_columns!(),
        "WHERE ($1 = '' OR c.path = $1 OR c.path LIKE $1 || '/%') ORDER BY p.valid_from DESC, c.path, p.name");
    PROGRAMME = concat!(programme_columns!(), "WHERE p.id = $1");
    COURSE = concat!(course_columns!(), "WHERE k.id = $1");
    COURSES = concat!(course_columns!(),
        "WHERE ($1 = '' OR c.path = $1 OR c.path LIKE $1 || '/%') AND (CAST($2 AS UUID) IS NULL OR k.programme_id = $2) \
         ORDER BY k.valid_from DESC, c.path, k.name");
    NAMES = "SELECT k.id, k.name FROM course k JOIN programme p ON p.id = k.programme_id JOIN council c ON c.id = p.council_id \
             ORDER BY k.valid_from DESC, c.path, k.name";
    TOPICS = "SELECT t.id, t.key, t.name_vi, t.name_en FROM course_topic ct JOIN topic t ON t.id = ct.topic_id \
              WHERE ct.course_id = $1 ORDER BY t.key";
    PARTNERS = "SELECT i.id, i.name, cp.part FROM course_partner cp JOIN institution i ON i.id = cp.institution_id \
                WHERE cp.course_id = $1 ORDER BY i.name";
    LAWS = "SELECT DISTINCT d.id, d.number, d.title, d.in_force_on, d.ended_on FROM course_topic ct \
            JOIN topic_document td ON td.topic_id = ct.topic_id JOIN document d ON d.id = td.document_id \
            WHERE ct.course_id = $1 ORDER BY d.number";
}

/// The programmes of the councils at or below a place.
pub async fn programmes(db: &impl Reader, path: &str) -> Result<Vec<ProgrammeRow>> {
    Ok(db.all_kept(PROGRAMMES, args![path]).await?.to_vec())
}

/// One programme.
pub async fn programme(db: &impl Reader, id: ProgrammeId) -> Result<ProgrammeRow> {
    db.one(PROGRAMME, args![id])
        .await?
        .ok_or(Refusal::NotFound("programme"))
}

/// The courses of the councils at or below a place, of one programme or of all.
pub async fn courses(
    db: &impl Reader,
    path: &str,
    programme: Option<ProgrammeId>,
) -> Result<Vec<CourseRow>> {
    Ok(db.all(COURSES, args![path, programme]).await?)
}

/// Every course by name, in the order of [`courses`].
pub async fn course_names(db: &impl Reader) -> Result<Arc<Vec<CourseName>>> {
    Ok(db.all_kept(NAMES, Vec::new()).await?)
}

/// One course.
pub async fn course(db: &impl Reader, id: CourseId) -> Result<CourseRow> {
    db.one(COURSE, args![id])
        .await?
        .ok_or(Refusal::NotFound("course"))
}

/// The topics that a course teaches.
pub async fn topics_of_course(db: &impl Reader, id: CourseId) -> Result<Vec<CourseTopic>> {
    Ok(db.all(TOPICS, args![id]).await?)
}

/// A course with its topics, laws and partners, the laws as they stand on a day.
pub async fn course_page(db: &impl Reader, id: CourseId, day: Date) -> Result<CoursePage> {
    let course = course(db, id).await?;
    let changes = Changes::read(db).await?;
    let laws: Vec<LawRow> = db.all(LAWS, args![id]).await?;
    let laws = laws
        .into_iter()
        .map(|law| CourseLaw {
            in_force: law.in_force_on.is_some_and(|from| from <= day)
                && law.ended_on.is_none_or(|end| day < end),
            changed: changes.latest(law.id, day).cloned(),
            id: law.id,
            number: law.number,
            title: law.title,
        })
        .collect();
    Ok(CoursePage {
        topics: topics_of_course(db, id).await?,
        partners: db.all(PARTNERS, args![id]).await?,
        course,
        laws,
    })
}
