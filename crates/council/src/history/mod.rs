//! What happened to a record or in a council, from the audit chain.
//!
//! **Invariants.** The chain itself is never changed. What it says of a person's fields is masked here by the same groups of fields as
//! on every page; a field no group names is shown.

#[cfg(test)]
mod tests;
pub mod trail;

use std::collections::BTreeSet;

use kernel::Timestamp;
use kernel::ids::CouncilId;
use serde_json::Value as Json;
use store::{Reader, args, record, sql};
use uuid::Uuid;

use crate::Result;
use crate::access::{Actor, FieldGroup, Shown};
use crate::paging::{Page, Paged};
use crate::people::field_group;

record! {
    struct Row {
        seq: i64,
        at: Timestamp,
        actor: String,
        act: String,
        council_id: Option<CouncilId>,
        path: Option<String>,
        subject_kind: String,
        subject_id: Uuid,
        reason: String,
        detail: Json,
    }
}

/// Một dòng nhật ký: one act as a reader gets it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Entry {
    /// Its number in the chain.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who, by the name of then.
    pub actor: String,
    /// The act's code, such as `people.correct`.
    pub act: String,
    /// The council concerned.
    pub council_id: Option<CouncilId>,
    /// The kind of the record.
    pub subject_kind: String,
    /// The record.
    pub subject_id: Uuid,
    /// The reason or the paper.
    pub reason: String,
    /// The fields that changed.
    pub changes: Vec<FieldChange>,
}

/// One changed field.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// What was; `null` where there was nothing.
    pub before: Shown<Json>,
    /// What is; `null` where there is nothing.
    pub after: Shown<Json>,
}

macro_rules! columns {
    () => {
        "SELECT a.seq, a.at, a.actor, a.act, a.council_id, c.path, a.subject_kind, a.subject_id, a.reason, a.detail \
         FROM audit a LEFT JOIN council c ON c.id = a.council_id "
    };
}

sql! {
    OF_RECORD = concat!(columns!(), "WHERE a.subject_id = $1 ORDER BY a.seq DESC");
    OF_COUNCIL = concat!(columns!(), "WHERE a.council_id = $1 ORDER BY a.seq DESC LIMIT $2 OFFSET $3");
    OF_COUNCIL_TOTAL = "SELECT count(*) FROM audit WHERE council_id = $1";
    PATH = "SELECT path FROM council WHERE id = $1";
}

/// The acts on one record that the reader may see, the newest first, and how many these are.
///
/// A record moves between councils, so its lines are judged one by one before they are counted; no record has so many that it matters.
pub async fn of_record(
    db: &impl Reader,
    actor: &Actor,
    subject: Uuid,
    page: Page,
) -> Result<Paged<Entry>> {
    let mut rows: Vec<Row> = db.all(OF_RECORD, args![subject]).await?;
    rows.retain(|row| may_see(actor, row.path.as_deref().unwrap_or_default()));
    let total = rows.len() as i64;
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let shown = rows.into_iter().skip(skipped).take(page.size as usize);
    Ok(Paged {
        rows: shown.map(|row| entry(actor, row)).collect(),
        total,
    })
}

/// The acts in one council, the newest first, for those who may see its trail.
pub async fn of_council(
    db: &impl Reader,
    actor: &Actor,
    council: CouncilId,
    page: Page,
) -> Result<Paged<Entry>> {
    let path: Option<String> = db.scalar(PATH, args![council]).await?;
    if !path.is_some_and(|path| may_see(actor, &path)) {
        return Ok(Paged {
            rows: Vec::new(),
            total: 0,
        });
    }
    let rows: Vec<Row> = db
        .all(OF_COUNCIL, args![council, page.size, page.offset()])
        .await?;
    let total = db.scalar(OF_COUNCIL_TOTAL, args![council]).await?;
    Ok(Paged {
        rows: rows.into_iter().map(|row| entry(actor, row)).collect(),
        total: total.unwrap_or(0),
    })
}

fn may_see(actor: &Actor, path: &str) -> bool {
    actor.reads(FieldGroup::AuditTrail, path)
}

fn entry(actor: &Actor, row: Row) -> Entry {
    let path = row.path.as_deref().unwrap_or_default();
    let personal = row.subject_kind == "person";
    let reads =
        |field: &str| !personal || field_group(field).is_none_or(|group| actor.reads(group, path));
    let changes = changes(&row.detail)
        .into_iter()
        .map(|(field, before, after)| FieldChange {
            before: Shown::when(reads(&field), before),
            after: Shown::when(reads(&field), after),
            field,
        })
        .collect();
    Entry {
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        act: row.act,
        council_id: row.council_id,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        reason: row.reason,
        changes,
    }
}

/// The fields that differ between `before` and `after`.
fn changes(detail: &Json) -> Vec<(String, Json, Json)> {
    let side = |name: &str| detail.get(name).and_then(Json::as_object);
    let (before, after) = (side("before"), side("after"));
    let fields: BTreeSet<&String> = [before, after]
        .into_iter()
        .flatten()
        .flat_map(serde_json::Map::keys)
        .collect();
    fields
        .into_iter()
        .filter_map(|field| {
            let of = |side: Option<&serde_json::Map<String, Json>>| {
                side.and_then(|side| side.get(field))
                    .cloned()
                    .unwrap_or(Json::Null)
            };
            let (was, is) = (of(before), of(after));
            (was != is).then(|| (field.clone(), was, is))
        })
        .collect()
}
