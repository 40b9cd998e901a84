//! Recording a document.

use kernel::ids::{CouncilId, DocumentId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::texts::meet;
use super::{DocumentKind, Relation};
use crate::access::Act;
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::seed_data::Certainty;
use crate::{Acting, Result};

/// Ghi nhận văn bản: puts a document into the library.
#[derive(Debug, Clone)]
pub struct RecordDocument {
    /// The council whose office records; none for the administrator of the whole installation.
    pub council: Option<CouncilId>,
    /// The council whose own document it is; none for law made elsewhere.
    pub owner: Option<CouncilId>,
    /// Số, ký hiệu.
    pub number: String,
    /// Loại văn bản.
    pub kind: DocumentKind,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Trích yếu.
    pub title: String,
    /// When it was signed.
    pub signed_on: Option<Date>,
    /// First day in force.
    pub in_force_on: Option<Date>,
    /// First day no longer in force.
    pub ended_on: Option<Date>,
    /// How sure these days are.
    pub certainty: Certainty,
    /// What a reader should know.
    pub note: String,
    /// How it relates to other documents, by their numbers.
    pub relations: Vec<(Relation, String)>,
}

sql! {
    BY_NUMBER = "SELECT id FROM document WHERE number = $1";
    INSERT = "INSERT INTO document (id, number, kind, issuer, title, signed_on, in_force_on, ended_on, certainty, note, folded, council_id) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    RELATE = "INSERT INTO document_relation (from_id, kind, to_number, to_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    END = "UPDATE document SET ended_on = $2 WHERE id = $1";
    MEET = "UPDATE document_relation SET to_id = $1 WHERE to_number = $2 AND to_id IS NULL";
}

/// Records a document and its relations; documents that named it before it was there are linked to it.
pub async fn record_document(acting: &Acting<'_>, command: RecordDocument) -> Result<DocumentId> {
    let council = match command.council {
        Some(id) => Some(council(&acting.tx, id).await?),
        None => None,
    };
    let path = council.as_ref().map_or("", |council| council.path.as_str());
    acting.may(Act::RecordDocument, path)?;
    let tx = &acting.tx;
    let mut problems = Problems::default();
    let number = problems.text("number", &command.number);
    let issuer = problems.text("issuer", &command.issuer);
    let title = problems.text("title", &command.title);
    let there: Option<DocumentId> = tx.scalar(BY_NUMBER, args![&number]).await?;
    problems.unless(there.is_none(), "number", "document-there-already");
    let reversed =
        matches!((command.in_force_on, command.ended_on), (Some(from), Some(end)) if end <= from);
    problems.unless(!reversed, "ended_on", "period-reversed");
    let early = matches!((command.signed_on, command.in_force_on), (Some(signed), Some(from)) if from < signed);
    problems.unless(!early, "in_force_on", "in-force-before-signed");
    problems.refuse()?;

    let id = DocumentId::fresh();
    let values = args![
        id,
        &number,
        command.kind,
        &issuer,
        &title,
        command.signed_on,
        command.in_force_on,
        command.ended_on,
        command.certainty,
        vi::clean(&command.note),
        vi::fold(&format!("{number} {title}")),
        command.owner,
    ];
    tx.execute(INSERT, values).await?;
    for (kind, other) in &command.relations {
        let other = vi::clean(other);
        let to: Option<DocumentId> = tx.scalar(BY_NUMBER, args![&other]).await?;
        tx.execute(RELATE, args![id, *kind, &other, to]).await?;
    }
    tx.execute(MEET, args![id, &number]).await?;
    meet(tx, id, &number, &issuer).await?;
    let detail = json!({ "after": {
        "number": number, "kind": command.kind, "title": title, "in_force_on": command.in_force_on,
        "ended_on": command.ended_on, "relations": command.relations,
    }});
    let council = council.map(|council| council.id);
    acting
        .audit(Act::RecordDocument, council, "document", id, "", detail)
        .await?;
    Ok(id)
}

/// Ghi ngày hết hiệu lực of one of a council's own documents, from the day another takes its place.
pub async fn end_document(
    acting: &Acting<'_>,
    council: &CouncilRef,
    document: DocumentId,
    ended_on: Date,
) -> Result<()> {
    acting.may(Act::RecordDocument, &council.path)?;
    acting.tx.execute(END, args![document, ended_on]).await?;
    let detail = json!({ "after": { "ended_on": ended_on } });
    let council = Some(council.id);
    acting
        .audit(
            Act::RecordDocument,
            council,
            "document",
            document,
            "",
            detail,
        )
        .await
}
