//! Which laws a completed course has taught.

use std::collections::HashMap;

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
            JOIN topic_document td ON td.topic_id = ct.topic_id JOIN document d ON d.id = td.document_id";
}

/// The laws that completing courses has taught: of their topics, those in force on the last day of the class.
pub async fn studied(db: &impl Reader, completed: &[Completed]) -> Result<Vec<Studied>> {
    let rows: Vec<LawRow> = db.all(LAWS, Vec::new()).await?;
    let mut laws: HashMap<CourseId, Vec<LawRow>> = HashMap::new();
    for row in rows {
        laws.entry(row.course_id).or_default().push(row);
    }
    Ok(completed
        .iter()
        .flat_map(|done| {
            laws.get(&done.course)
                .into_iter()
                .flatten()
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
