//! Which laws a completed course has taught.

use kernel::Date;
use kernel::ids::{CourseId, DocumentId, PersonId};
use store::{Reader, record, sql};

use super::completion::Completed;
use crate::Result;

/// A law studied: a course completed that taught it while it was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Studied {
    /// Who.
    pub person: PersonId,
    /// The law.
    pub document: DocumentId,
    /// When.
    pub on: Date,
}

record! {
    struct LawRow {
        course_id: CourseId,
        document_id: DocumentId,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
    }
}

sql! {
    LAWS = "SELECT DISTINCT ct.course_id, td.document_id, d.in_force_on, d.ended_on FROM course_topic ct \
            JOIN topic_document td ON td.topic_id = ct.topic_id JOIN document d ON d.id = td.document_id ORDER BY ct.course_id";
}

/// The laws that completing courses has taught: of their topics, those in force on the last day of the class.
pub async fn studied(db: &impl Reader, completed: &[Completed]) -> Result<Vec<Studied>> {
    // What courses teach is the same for every reader.
    let laws = db.all_kept::<LawRow>(LAWS, Vec::new()).await?;
    let of = |course: CourseId| {
        let from = laws.partition_point(|law| law.course_id < course);
        let rows = laws[from..].iter();
        rows.take_while(move |law| law.course_id == course)
    };
    Ok(completed
        .iter()
        .flat_map(|done| {
            of(done.course)
                .filter(|law| {
                    law.in_force_on.is_some_and(|from| from <= done.on)
                        && law.ended_on.is_none_or(|end| done.on < end)
                })
                .map(|law| Studied {
                    person: done.person,
                    document: law.document_id,
                    on: done.on,
                })
        })
        .collect())
}
