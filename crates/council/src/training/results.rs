//! Kết quả theo luật: of the delegates in office on a day, how many studied each law and how many passed a check on it.

use std::collections::{HashMap, HashSet};

use kernel::Date;
use kernel::ids::{DocumentId, PersonId};
use store::{Reader, args, record, sql};

use super::facts::{completed, passed, studied};
use super::laws::{Change, Changes};
use crate::Result;

record! {
    struct PersonRow { person_id: PersonId }
    struct LawRow {
        document_id: DocumentId,
        number: String,
        title: String,
    }
}

/// The last day on which a person studied a law, and on which he or she passed a check on it.
type Known = (Option<Date>, Option<Date>);

/// One law with its figures.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct LawResult {
    /// The law.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Delegates in office on the day: the denominator of all figures here.
    pub delegates: usize,
    /// How many of them studied it.
    pub studied: usize,
    /// How many of them passed a check on it.
    pub passed: usize,
    /// How many of them studied or passed, all of it before the law last changed.
    pub outdated: usize,
    /// The last change up to the day.
    pub changed: Option<Change>,
}

sql! {
    IN_OFFICE = "SELECT DISTINCT m.person_id FROM mandate m JOIN council co ON co.id = m.council_id \
                 WHERE ($1 = '' OR co.path = $1 OR co.path LIKE $1 || '/%') \
                   AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)";
    LAWS = "SELECT DISTINCT d.id AS document_id, d.number, d.title FROM document d \
            WHERE d.in_force_on <= $1 AND (d.ended_on IS NULL OR d.ended_on > $1) \
              AND (EXISTS (SELECT 1 FROM topic_document td WHERE td.document_id = d.id) \
                   OR EXISTS (SELECT 1 FROM quiz z WHERE z.document_id = d.id)) ORDER BY d.number";
}

/// The laws in force on a day with what the delegates in office at or below a place know of them: counts without names.
pub async fn results_by_law(db: &impl Reader, path: &str, day: Date) -> Result<Vec<LawResult>> {
    let office: Vec<PersonRow> = db.all(IN_OFFICE, args![path, day]).await?;
    let office: HashSet<PersonId> = office.into_iter().map(|row| row.person_id).collect();
    let changes = Changes::read(db).await?;
    let done: Vec<_> = completed(db, path)
        .await?
        .into_iter()
        .filter(|one| one.on <= day && office.contains(&one.person))
        .collect();
    let mut by_law: HashMap<DocumentId, HashMap<PersonId, Known>> = HashMap::new();
    for one in studied(db, &done).await? {
        let days = by_law.entry(one.document).or_default();
        let known = days.entry(one.person).or_default();
        known.0 = known.0.max(Some(one.on));
    }
    for one in passed(db, path).await? {
        if one.on <= day && office.contains(&one.person) {
            let days = by_law.entry(one.document).or_default();
            let known = days.entry(one.person).or_default();
            known.1 = known.1.max(Some(one.on));
        }
    }
    let laws: Vec<LawRow> = db.all(LAWS, args![day]).await?;
    Ok(laws
        .into_iter()
        .map(|law| {
            let known = by_law.remove(&law.document_id).unwrap_or_default();
            let outdated = |(studied, passed): &Known| {
                (*studied)
                    .max(*passed)
                    .is_some_and(|on| changes.between(law.document_id, on, day).is_some())
            };
            LawResult {
                delegates: office.len(),
                studied: known.values().filter(|days| days.0.is_some()).count(),
                passed: known.values().filter(|days| days.1.is_some()).count(),
                outdated: known.values().filter(|days| outdated(days)).count(),
                changed: changes.latest(law.document_id, day).cloned(),
                document: law.document_id,
                number: law.number,
                title: law.title,
            }
        })
        .collect())
}
