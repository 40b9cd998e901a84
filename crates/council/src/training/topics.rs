//! Chuyên đề: topics and the laws they teach, and the courses the product proposes to make of them.

use jiff::civil::date;
use kernel::ids::{CourseId, ProgrammeId, TopicId};
use store::{Reader, args, record, sql};

use super::Audience;
use super::programmes::{CourseDetails, DefineCourse, define_course};
use crate::seed_data::training as seed;
use crate::{Acting, Result};

record! {
    /// A topic with the number of laws it teaches.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
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
    TOPIC = "SELECT id FROM topic WHERE key = $1";
}

/// Every topic.
pub async fn topics(db: &impl Reader) -> Result<Vec<TopicRow>> {
    Ok(db.all_kept(TOPICS, Vec::new()).await?.to_vec())
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
