//! What became of a law: when it was amended, replaced or ended.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::DocumentId;
use store::{Reader, record, sql};

use crate::Result;

record! {
    struct Row {
        document_id: DocumentId,
        on_day: Option<Date>,
        ends: bool,
        by_number: String,
    }
}

sql! {
    CHANGES = "SELECT r.to_id AS document_id, d.in_force_on AS on_day, CAST(0 AS BIGINT) AS ends, d.number AS by_number \
                 FROM document_relation r JOIN document d ON d.id = r.from_id \
                WHERE r.to_id IS NOT NULL AND r.kind IN ('amends', 'replaces', 'supersedes') \
               UNION \
               SELECT r.from_id AS document_id, d.in_force_on AS on_day, CAST(0 AS BIGINT) AS ends, d.number AS by_number \
                 FROM document_relation r JOIN document d ON d.id = r.to_id \
                WHERE r.kind IN ('amended_by', 'replaced_by', 'superseded_by') \
               UNION \
               SELECT id AS document_id, ended_on AS on_day, CAST(1 AS BIGINT) AS ends, '' AS by_number \
                 FROM document WHERE ended_on IS NOT NULL";
}

/// A change of a law.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = training::Change)]
pub struct Change {
    /// The day it took effect.
    pub on: Date,
    /// Whether the law ended with it.
    pub ends: bool,
    /// The number of the document that brought it; empty where only the end is known.
    pub by: String,
}

/// The changes of every law of the library.
#[derive(Debug, Default)]
pub struct Changes(HashMap<DocumentId, Vec<Change>>);

impl Changes {
    /// Reads them.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        let rows = db.all_kept::<Row>(CHANGES, Vec::new()).await?;
        let mut all: HashMap<DocumentId, Vec<Change>> = HashMap::new();
        for row in rows.iter() {
            if let Some(on) = row.on_day {
                all.entry(row.document_id).or_default().push(Change {
                    on,
                    ends: row.ends,
                    by: row.by_number.clone(),
                });
            }
        }
        for changes in all.values_mut() {
            changes.sort_by(|a, b| (a.on, &a.by).cmp(&(b.on, &b.by)));
        }
        Ok(Self(all))
    }

    /// The first change that took effect after one day and up to another.
    pub fn between(&self, law: DocumentId, after: Date, until: Date) -> Option<&Change> {
        self.of(law)
            .find(|change| after < change.on && change.on <= until)
    }

    /// Why a question reviewed on a day must not be asked on another: its law has ended, or was changed since the review.
    pub fn flag(&self, law: DocumentId, reviewed_on: Date, day: Date) -> Option<&Change> {
        self.of(law)
            .find(|change| change.on <= day && (change.ends || reviewed_on < change.on))
    }

    /// The last change up to a day.
    pub fn latest(&self, law: DocumentId, day: Date) -> Option<&Change> {
        self.of(law).filter(|change| change.on <= day).last()
    }

    fn of(&self, law: DocumentId) -> impl Iterator<Item = &Change> {
        self.0.get(&law).into_iter().flatten()
    }
}
