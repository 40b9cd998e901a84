//! Tác động của văn bản mới: the own documents that cite or rest on what a document amends, repeals or replaces.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};
use store::{Reader, args, record, sql};

use super::own::answering;
use super::tasks::{OpenReview, Owner, open_review, tasks};
use super::{Cause, ReviewState};
use crate::access::{Actor, FieldGroup};
use crate::bodies::queries::council;
use crate::bodies::{BodyKind, CouncilRef};
use crate::library::ChangeKind;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// How an own document is touched.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Touch)]
pub struct Touch {
    /// The document that is changed and cited.
    pub number: String,
    /// The unit that is cited; empty for the whole.
    pub cited: String,
    /// The unit that is changed; empty for the whole.
    pub changed: String,
    /// What is done to it; none where only a relation is recorded.
    pub kind: Option<ChangeKind>,
    /// From when.
    pub in_force_on: Option<Date>,
}

/// An own document that is touched.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Touched)]
pub struct Touched {
    /// The document.
    pub document_id: DocumentId,
    /// Số, ký hiệu.
    pub number: String,
    /// Trích yếu.
    pub title: String,
    /// The council that answers for it on the day.
    pub council: CouncilRef,
    /// Where and how.
    pub touches: Vec<Touch>,
    /// Whether its review is under way.
    pub under_way: bool,
}

record! {
    struct Cited {
        document_id: DocumentId,
        number: String,
        title: String,
        issued_by: CouncilId,
        basis: String,
        to_unit: String,
        changed: String,
        kind: Option<ChangeKind>,
        in_force_on: Option<Date>,
    }
}

/// The columns of an own document `d` that is not at an end on the day in `$2`.
macro_rules! touched {
    ($basis:literal, $unit:literal, $changed:literal, $kind:literal, $day:literal, $from:literal) => {
        concat!(
            "SELECT d.id AS document_id, d.number, d.title, c.id AS issued_by, ", $basis, " AS basis, ", $unit, " AS to_unit, ", $changed,
            " AS changed, ", $kind, " AS kind, ", $day, " AS in_force_on FROM ", $from,
            " LEFT JOIN regulation r ON r.document_id = d.id JOIN council c ON c.id = coalesce(d.council_id, r.council_id) \
              WHERE d.id <> $1 AND (d.ended_on IS NULL OR d.ended_on > $2) AND (d.signed_on IS NULL OR d.signed_on <= $2)"
        )
    };
}

sql! {
    // What the text of the new document changes, met with what the texts of own documents cite.
    BY_TEXT = concat!(touched!("q.number", "q.to_unit", "x.to_unit", "x.kind", "x.in_force_on",
        "document_text n JOIN document_change x ON x.text_id = n.id AND n.document_id = $1 AND n.withdrawn_at IS NULL AND x.number <> '' \
         JOIN document_citation q ON q.number = x.number AND (q.document_id IS NULL OR x.document_id IS NULL OR q.document_id = x.document_id) \
         JOIN document_text o ON o.id = q.text_id AND o.withdrawn_at IS NULL \
         JOIN document d ON d.id = o.document_id"), " ORDER BY d.number, d.id, q.position");
    // What is recorded of the new document, met with the citations and with the recorded bases of own documents.
    BY_RELATION_CITED = concat!(touched!("q.number", "q.to_unit", "''", "CAST(NULL AS TEXT)", "n.in_force_on",
        "document n JOIN (SELECT to_number AS number FROM document_relation WHERE from_id = $1 AND kind IN ('amends', 'replaces', 'supersedes') \
         UNION SELECT o.number FROM document_relation y JOIN document o ON o.id = y.from_id \
               WHERE y.to_id = $1 AND y.kind IN ('amended_by', 'replaced_by', 'superseded_by')) z ON n.id = $1 \
         JOIN document_citation q ON q.number = z.number JOIN document_text t ON t.id = q.text_id AND t.withdrawn_at IS NULL \
         JOIN document d ON d.id = t.document_id"), " ORDER BY d.number, d.id, q.position");
    BY_RELATION_BASED = concat!(touched!("z.number", "''", "''", "CAST(NULL AS TEXT)", "n.in_force_on",
        "document n JOIN (SELECT to_number AS number FROM document_relation WHERE from_id = $1 AND kind IN ('amends', 'replaces', 'supersedes') \
         UNION SELECT o.number FROM document_relation y JOIN document o ON o.id = y.from_id \
               WHERE y.to_id = $1 AND y.kind IN ('amended_by', 'replaced_by', 'superseded_by')) z ON n.id = $1 \
         JOIN document_relation b ON b.kind = 'based_on' AND b.to_number = z.number JOIN document d ON d.id = b.from_id"),
        " ORDER BY d.number, d.id");
}

/// The own documents under an actor's places that a document touches, as known on a day.
pub async fn impact(
    db: &impl Reader,
    actor: &Actor,
    document: DocumentId,
    on: Date,
) -> Result<Vec<Touched>> {
    let mut rows: Vec<Cited> = db.all(BY_TEXT, args![document, on]).await?;
    rows.retain(|row| meets(&row.changed, &row.to_unit));
    rows.extend(
        db.all::<Cited>(BY_RELATION_CITED, args![document, on])
            .await?,
    );
    rows.extend(
        db.all::<Cited>(BY_RELATION_BASED, args![document, on])
            .await?,
    );
    let mut councils: HashMap<CouncilId, CouncilRef> = HashMap::new();
    let mut found: Vec<Touched> = Vec::new();
    for row in rows {
        let answers = answering(db, row.issued_by, on).await?;
        let answers = answers.unwrap_or(row.issued_by);
        let council = match councils.get(&answers) {
            Some(known) => known.clone(),
            None => council(db, answers).await?,
        };
        councils.insert(answers, council.clone());
        if actor.reads(FieldGroup::ReviewWork, &council.path) {
            add(&mut found, row, council);
        }
    }
    for (id, _) in councils {
        for task in tasks(db, id, on).await? {
            let mine = found
                .iter_mut()
                .filter(|touched| touched.document_id == task.document_id);
            for touched in mine {
                touched.under_way |= task.state == ReviewState::Open;
            }
        }
    }
    Ok(found)
}

/// Giao rà soát mọi văn bản chịu tác động.
#[derive(Debug, Clone)]
pub struct OpenImpact {
    /// The document that gives cause.
    pub document: DocumentId,
    /// The own documents that were chosen.
    pub chosen: Vec<DocumentId>,
    /// The kind of body that is charged in each council.
    pub owner: BodyKind,
    /// By when.
    pub due_on: Date,
    /// What is to be looked at.
    pub note: String,
}

/// Opens the tasks of all chosen documents, of whichever council, in one act.
pub async fn open_impact(acting: &Acting<'_>, command: OpenImpact) -> Result<usize> {
    let touched = impact(&acting.tx, acting.actor, command.document, acting.today).await?;
    let mut problems = Problems::default();
    problems.unless(
        !command.chosen.is_empty(),
        "documents",
        "review-nothing-chosen",
    );
    let known = |id: &DocumentId| touched.iter().any(|touched| touched.document_id == *id);
    if !command.chosen.iter().all(known) {
        problems.add(Problem::new("documents", "choice-unknown"));
    }
    problems.refuse()?;
    let mut by_council: Vec<(CouncilId, Vec<DocumentId>)> = Vec::new();
    for touched in touched {
        if !command.chosen.contains(&touched.document_id) {
            continue;
        }
        let id = touched.council.id;
        match by_council.iter_mut().find(|(known, _)| *known == id) {
            Some((_, documents)) => documents.push(touched.document_id),
            None => by_council.push((id, vec![touched.document_id])),
        }
    }
    let mut opened = 0;
    for (council, documents) in by_council {
        let open = OpenReview {
            council,
            documents,
            cause: Cause::NewLaw,
            cause_document: Some(command.document),
            owner: Owner::OfKind(command.owner),
            due_on: command.due_on,
            note: command.note.clone(),
        };
        opened += open_review(acting, open).await?.len();
    }
    Ok(opened)
}

fn add(found: &mut Vec<Touched>, row: Cited, council: CouncilRef) {
    let touch = Touch {
        number: row.basis,
        cited: in_words(&row.to_unit),
        changed: in_words(&row.changed),
        kind: row.kind,
        in_force_on: row.in_force_on,
    };
    match found
        .iter_mut()
        .find(|touched| touched.document_id == row.document_id)
    {
        Some(touched) if touched.touches.contains(&touch) => {}
        Some(touched) => touched.touches.push(touch),
        None => found.push(Touched {
            document_id: row.document_id,
            number: row.number,
            title: row.title,
            council,
            touches: vec![touch],
            under_way: false,
        }),
    }
}

/// Whether a changed unit and a cited one are the same, or one holds the other; empty is the whole document.
fn meets(changed: &str, cited: &str) -> bool {
    let holds = |outer: &str, inner: &str| {
        outer.is_empty()
            || inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
    };
    holds(changed, cited) || holds(cited, changed)
}

fn in_words(unit: &str) -> String {
    lex::naming::unit_of_id(unit).0.written()
}
