//! Căn cứ và dẫn chiếu: what a document rests on and what rests on it, with the units.

use std::collections::BTreeSet;

use kernel::ids::DocumentId;
use store::{Reader, args, record, sql};

use super::CitationRole;
use crate::Result;

record! {
    struct Line { role: CitationRole, number: String, unit: String, document_id: Option<DocumentId>, title: Option<String> }
}

sql! {
    RESTS_ON = "SELECT c.role, c.number, c.to_unit AS unit, c.document_id, d.title FROM document_citation c \
                JOIN document_text t ON t.id = c.text_id LEFT JOIN document d ON d.id = c.document_id \
                WHERE t.document_id = $1 AND t.withdrawn_at IS NULL AND c.number <> '' ORDER BY c.position";
    RESTED_ON_BY = "SELECT c.role, d.number, c.to_unit AS unit, d.id AS document_id, d.title FROM document_citation c \
                    JOIN document_text t ON t.id = c.text_id JOIN document d ON d.id = t.document_id \
                    WHERE c.document_id = $1 AND t.withdrawn_at IS NULL ORDER BY d.signed_on DESC, d.number, c.position";
}

/// A document that is cited, or that cites.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Rest {
    /// Its number.
    pub number: String,
    /// The document, when the library has it.
    pub document_id: Option<DocumentId>,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is named as a căn cứ.
    pub basis: bool,
    /// The units that are named, as written.
    pub units: Vec<String>,
    /// How often it is named.
    pub times: u32,
}

/// What the texts of a document cite.
pub async fn rests_on(db: &impl Reader, id: DocumentId) -> Result<Vec<Rest>> {
    Ok(gathered(db.all(RESTS_ON, args![id]).await?))
}

/// What cites a document.
pub async fn rested_on_by(db: &impl Reader, id: DocumentId) -> Result<Vec<Rest>> {
    Ok(gathered(db.all(RESTED_ON_BY, args![id]).await?))
}

/// One line a document: those named as bases first, each in the order in which it was first named.
fn gathered(lines: Vec<Line>) -> Vec<Rest> {
    let mut found: Vec<Rest> = Vec::new();
    let mut units: BTreeSet<(String, String)> = BTreeSet::new();
    for line in lines {
        let at = found.iter().position(|rest| rest.number == line.number);
        let at = at.unwrap_or_else(|| {
            found.push(Rest {
                number: line.number.clone(),
                document_id: line.document_id,
                title: line.title.clone(),
                basis: false,
                units: Vec::new(),
                times: 0,
            });
            found.len() - 1
        });
        let rest = &mut found[at];
        rest.basis |= line.role == CitationRole::Basis;
        rest.times += 1;
        let (address, _) = lex::naming::unit_of_id(&line.unit);
        if !line.unit.is_empty() && units.insert((line.number, line.unit)) {
            rest.units.push(address.written());
        }
    }
    found.sort_by_key(|rest| !rest.basis);
    found
}
