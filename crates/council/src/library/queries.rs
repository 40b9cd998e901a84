//! What pages, training and checks of knowledge ask about documents.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, CourseId, DocumentId};
use store::{Reader, args, record, sql};

use super::changes::{Changes, units_of};
use super::{DocumentKind, DocumentStatus, Relation};
use crate::paging::{Page, Paged, containing};
use crate::seed_data::Certainty;
use crate::{Refusal, Result};

/// Which documents a list holds.
#[derive(Debug, Clone)]
pub struct DocumentFilter {
    /// Text typed by the reader, found in number and title.
    pub text: String,
    /// The kind.
    pub kind: Option<DocumentKind>,
    /// The status on the day.
    pub status: Option<DocumentStatus>,
    /// The day.
    pub as_of: Date,
}

record! {
    /// Văn bản.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Document {
        /// The document.
        pub id: DocumentId,
        /// Số, ký hiệu.
        pub number: String,
        /// Loại văn bản.
        pub kind: DocumentKind,
        /// Cơ quan ban hành.
        pub issuer: String,
        /// Trích yếu.
        pub title: String,
        /// When it was signed, where known.
        pub signed_on: Option<Date>,
        /// First day in force, where known.
        pub in_force_on: Option<Date>,
        /// First day no longer in force, where one is known.
        pub ended_on: Option<Date>,
        /// How sure these days are.
        pub certainty: Certainty,
        /// What a reader should know.
        pub note: String,
        /// The council whose own document it is; none for law made elsewhere.
        pub council_id: Option<CouncilId>,
    }

    /// A relation as one of the two documents tells it.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Related {
        /// The verb, read from the document of the page to the other.
        pub kind: Relation,
        /// Số, ký hiệu of the other document.
        pub number: String,
        /// The other document, if the library has it.
        pub document_id: Option<DocumentId>,
        /// Its title.
        pub title: Option<String>,
        /// Its first day in force.
        pub in_force_on: Option<Date>,
    }

    struct Told { kind: Relation, number: String, document_id: DocumentId, title: String, in_force_on: Option<Date> }

    /// A topic of training that teaches a document.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct TopicLine {
        /// The topic's key.
        pub key: String,
        /// Its name.
        pub name_vi: String,
        /// Its name in English.
        pub name_en: String,
    }

    /// A course that teaches a document.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CourseLine {
        /// The course.
        pub id: CourseId,
        /// Its name.
        pub name: String,
        /// The place of the council whose programme it belongs to.
        pub path: String,
    }

    struct Reviewed { provision: String, reviewed_on: Date, asked: u32 }

    struct Shelved { number: String, id: DocumentId }
}

/// How many questions in use rest on a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct QuestionCount {
    /// All of them.
    pub total: u32,
    /// Those last compared with the document before what they rest on changed.
    pub flagged: u32,
}

/// What rests on a document.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Uses {
    /// The courses of the day that teach it.
    pub courses: Vec<CourseLine>,
    /// The questions.
    pub questions: QuestionCount,
    /// The rules of any time.
    pub rules: Vec<crate::rules::InForce>,
}

/// Everything the page of a document shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct DocumentPage {
    /// The document.
    pub document: Document,
    /// Its status on the day.
    pub status: DocumentStatus,
    /// What it says of other documents, and they of it.
    pub related: Vec<Related>,
    /// The topics that teach it.
    pub topics: Vec<TopicLine>,
}

macro_rules! columns {
    () => {
        "d.id, d.number, d.kind, d.issuer, d.title, d.signed_on, d.in_force_on, d.ended_on, d.certainty, d.note, d.council_id"
    };
}

macro_rules! filtered {
    () => {
        "FROM document d WHERE ($1 = '%' OR d.folded LIKE $1) AND ($2 = '' OR d.kind = $2) \
         AND ($3 = '' OR $3 = CASE WHEN d.ended_on <= $4 THEN 'ended' WHEN d.in_force_on <= $4 THEN 'in_force' \
              WHEN d.in_force_on > $4 THEN 'not_yet' ELSE 'unknown' END)"
    };
}

sql! {
    PAGE = concat!("SELECT ", columns!(), " ", filtered!(), " ORDER BY coalesce(d.signed_on, d.in_force_on) DESC, d.number LIMIT $5 OFFSET $6");
    TOTAL = concat!("SELECT count(*) ", filtered!());
    ONE = concat!("SELECT ", columns!(), " FROM document d WHERE d.id = $1");
    BY_NUMBER = concat!("SELECT ", columns!(), " FROM document d WHERE d.number = $1");
    SAYS = "SELECT r.kind, r.to_number AS number, r.to_id AS document_id, o.title, o.in_force_on \
            FROM document_relation r LEFT JOIN document o ON o.id = r.to_id WHERE r.from_id = $1 ORDER BY o.in_force_on, r.to_number";
    TOLD = "SELECT r.kind, o.number, o.id AS document_id, o.title, o.in_force_on \
            FROM document_relation r JOIN document o ON o.id = r.from_id WHERE r.to_id = $1 ORDER BY o.in_force_on, o.number";
    SHELF = "SELECT number, id FROM document";
    COURSES = "SELECT DISTINCT k.id, k.name, c.path FROM topic_document x JOIN course_topic y ON y.topic_id = x.topic_id JOIN course k ON k.id = y.course_id \
               JOIN programme g ON g.id = k.programme_id JOIN council c ON c.id = g.council_id \
               WHERE x.document_id = $1 AND k.valid_from <= $2 AND (k.valid_to IS NULL OR k.valid_to > $2) ORDER BY c.path, k.name";
    QUESTIONS = "SELECT provision, reviewed_on, count(*) AS asked FROM question WHERE document_id = $1 AND state = 'in_use' GROUP BY provision, reviewed_on";
    TOPICS = "SELECT t.key, t.name_vi, t.name_en FROM topic_document x JOIN topic t ON t.id = x.topic_id WHERE x.document_id = $1 ORDER BY t.key";
}

/// A page of the list of documents, the newest first.
pub async fn documents(
    db: &impl Reader,
    filter: &DocumentFilter,
    page: Page,
) -> Result<Paged<Document>> {
    let mut values = args![
        containing(&filter.text),
        filter.kind.map_or("", DocumentKind::code),
        filter.status.map_or("", DocumentStatus::code),
        filter.as_of,
    ];
    let total = db.scalar(TOTAL, values.clone()).await?.unwrap_or(0);
    values.extend(args![page.size, page.offset()]);
    Ok(Paged {
        rows: db.all(PAGE, values).await?,
        total,
    })
}

/// One document.
pub async fn document(db: &impl Reader, id: DocumentId) -> Result<Document> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("document"))
}

/// The documents of the library by their numbers, for pages that name many.
pub async fn shelf(db: &impl Reader) -> Result<HashMap<String, DocumentId>> {
    let rows: Vec<Shelved> = db.all(SHELF, args![]).await?;
    Ok(rows.into_iter().map(|row| (row.number, row.id)).collect())
}

/// What rests on a document on a day.
pub async fn uses(db: &impl Reader, document: &Document, as_of: Date) -> Result<Uses> {
    Ok(Uses {
        courses: db.all(COURSES, args![document.id, as_of]).await?,
        questions: question_count(db, document.id, as_of).await?,
        rules: crate::rules::queries::resting_on(db, &document.number).await?,
    })
}

async fn question_count(db: &impl Reader, id: DocumentId, as_of: Date) -> Result<QuestionCount> {
    let reviewed: Vec<Reviewed> = db.all(QUESTIONS, args![id]).await?;
    let changes = Changes::read(db).await?;
    let mut count = QuestionCount::default();
    for row in reviewed {
        count.total += row.asked;
        let flag = changes.flag(id, &units_of(&row.provision), row.reviewed_on, as_of);
        count.flagged += if flag.is_some() { row.asked } else { 0 };
    }
    Ok(count)
}

/// The document with exactly this number.
pub async fn document_by_number(db: &impl Reader, number: &str) -> Result<Option<Document>> {
    Ok(db.one(BY_NUMBER, args![number]).await?)
}

/// Everything the page of a document shows on a day.
pub async fn document_page(db: &impl Reader, id: DocumentId, as_of: Date) -> Result<DocumentPage> {
    let document = document(db, id).await?;
    Ok(DocumentPage {
        status: document.status(as_of),
        related: related(db, id).await?,
        topics: db.all(TOPICS, args![id]).await?,
        document,
    })
}

/// What the document says of others and others say of it, each relation once.
pub async fn related(db: &impl Reader, id: DocumentId) -> Result<Vec<Related>> {
    let mut related: Vec<Related> = db.all(SAYS, args![id]).await?;
    let told: Vec<Told> = db.all(TOLD, args![id]).await?;
    for row in told {
        let kind = super::told_from_the_other_side(row.kind);
        let known = related
            .iter()
            .any(|other| other.kind == kind && other.number == row.number);
        if !known {
            related.push(Related {
                kind,
                number: row.number,
                document_id: Some(row.document_id),
                title: Some(row.title),
                in_force_on: row.in_force_on,
            });
        }
    }
    Ok(related)
}

impl Document {
    /// The status on a day.
    pub fn status(&self, day: Date) -> DocumentStatus {
        DocumentStatus::on(day, self.in_force_on, self.ended_on)
    }
}
