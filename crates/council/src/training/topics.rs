//! Chuyên đề: topics and the laws they teach, loaded from the data that comes with the product.

use jiff::civil::date;
use kernel::Id;
use kernel::ids::{CourseId, DocumentId, ProgrammeId, TopicId};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Reader, args, record, sql};

use super::Audience;
use super::programmes::{CourseDetails, DefineCourse, define_course};
use crate::access::Act;
use crate::seed_data::training as seed;
use crate::{Acting, Result};

record! {
    /// A topic with the number of laws it teaches.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct TopicRow {
        /// The topic.
        pub id: TopicId,
        /// Its stable key.
        pub key: String,
        /// Vietnamese name.
        pub name_vi: String,
        /// English name.
        pub name_en: String,
        /// How many laws it teaches.
        pub laws: i64,
    }
}

sql! {
    TOPICS = "SELECT t.id, t.key, t.name_vi, t.name_en, \
                     (SELECT count(*) FROM topic_document td WHERE td.topic_id = t.id) AS laws FROM topic t ORDER BY t.key";
    DOCUMENT = "SELECT id FROM document WHERE number = $1";
    TAUGHT = "SELECT count(*) FROM topic_document WHERE topic_id = $1 AND document_id = $2";
    INSERT_TOPIC = "INSERT INTO topic (id, key, name_vi, name_en) VALUES ($1, $2, $3, $4)";
    INSERT_DOCUMENT = "INSERT INTO topic_document (topic_id, document_id) VALUES ($1, $2)";
    TOPIC = "SELECT id FROM topic WHERE key = $1";
}

/// An identifier that depends on a key of the shipped data alone, so that loading twice finds the same record.
pub(super) fn id_of<K>(kind: &str, key: &str) -> Id<K> {
    let hash = Sha256::digest(format!("{kind}/{key}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Id::reproducible(0, u128::from_be_bytes(bytes))
}

/// Every topic.
pub async fn topics(db: &impl Reader) -> Result<Vec<TopicRow>> {
    Ok(db.all(TOPICS, Vec::new()).await?)
}

/// Loads the topics and ties them to the laws of the library that are there already; what is loaded stays as it is.
///
/// Returns how many records were added.
pub async fn load_topics(acting: &Acting<'_>) -> Result<usize> {
    acting.may(Act::DefineCourse, "")?;
    let mut added = 0;
    for topic in seed::topics() {
        let known: Option<TopicId> = acting.tx.scalar(TOPIC, args![topic.key]).await?;
        let id = match known {
            Some(id) => id,
            None => {
                let id = id_of("topic", topic.key);
                let values = args![id, topic.key, topic.name_vi, topic.name_en];
                acting.tx.execute(INSERT_TOPIC, values).await?;
                added += 1;
                id
            }
        };
        let laws = tie(acting, id, &topic.documents).await?;
        added += laws;
        if known.is_none() || laws > 0 {
            let detail = json!({"after": {"key": topic.key, "documents": topic.documents}});
            acting
                .audit(Act::DefineCourse, None, "topic", id, "", detail)
                .await?;
        }
    }
    Ok(added)
}

async fn tie(acting: &Acting<'_>, topic: TopicId, numbers: &[&'static str]) -> Result<usize> {
    let mut added = 0;
    for number in numbers {
        let law: Option<DocumentId> = acting.tx.scalar(DOCUMENT, args![*number]).await?;
        let Some(law) = law else { continue };
        let taught: Option<i64> = acting.tx.scalar(TAUGHT, args![topic, law]).await?;
        if taught == Some(0) {
            acting
                .tx
                .execute(INSERT_DOCUMENT, args![topic, law])
                .await?;
            added += 1;
        }
    }
    Ok(added)
}

/// Defines the courses that the product proposes for a khóa in a programme.
pub async fn adopt_proposed_courses(
    acting: &Acting<'_>,
    programme: ProgrammeId,
    khoa: &str,
) -> Result<Vec<CourseId>> {
    let mut courses = Vec::new();
    for proposal in seed::courses().iter().filter(|course| course.term == khoa) {
        let mut topics = Vec::new();
        for key in &proposal.topics {
            topics.extend(acting.tx.scalar::<TopicId>(TOPIC, args![*key]).await?);
        }
        let details = CourseDetails {
            name: proposal.name_vi.to_owned(),
            hours: proposal
                .topics
                .iter()
                .filter_map(|key| seed::topic(key))
                .map(|topic| topic.hours)
                .sum(),
            audience: audience(proposal),
            level: proposal.level,
            body_kind: None,
            required: true,
            valid_from: date(proposal.first_year, 1, 1),
            valid_to: Some(date(proposal.last_year + 1, 1, 1)),
            topics,
            partners: Vec::new(),
        };
        courses.push(define_course(acting, DefineCourse { programme, details }).await?);
    }
    Ok(courses)
}

fn audience(proposal: &seed::Course) -> Audience {
    if proposal.audience.contains(&seed::Audience::Staff) {
        Audience::Staff
    } else if proposal.key.ends_with("newcomer") {
        Audience::Newcomers
    } else {
        Audience::AllDelegates
    }
}
