//! Khung văn bản: every document the library knows, as the legal-text engine wants it, kept in memory until the records change.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};
use lex::cite::Citer;
use lex::grammar::numbers::number_key;
use lex::naming::unit_of_id;
use lex::registry::{Entry, Registry};
use lex::review::{Change, Changes};
use store::{Reader, args, record, sql};

use super::{ChangeKind, DocumentKind, Relation};
use crate::{Refusal, Result};

/// What citations are resolved against, and what is known to have changed.
#[derive(Debug)]
pub struct Frame {
    /// The named laws of Việt Nam and every document of the library, with days and relations.
    pub registry: Registry,
    /// What the texts of the library change in other documents.
    pub changes: Changes,
    /// A finder of citations over the same registry.
    pub citer: Citer,
    shelf: HashMap<String, Vec<Shelved>>,
}

record! {
    /// Where the library keeps a document.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Shelved {
        /// The document.
        pub id: DocumentId,
        /// Số, ký hiệu, as the library keeps it.
        pub number: String,
        /// Cơ quan ban hành.
        pub issuer: String,
        /// The council whose own document it is.
        pub council_id: Option<CouncilId>,
    }

    struct Known {
        id: DocumentId,
        number: String,
        kind: DocumentKind,
        issuer: String,
        title: String,
        signed_on: Option<Date>,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
        council_id: Option<CouncilId>,
    }

    struct Said { from_id: DocumentId, kind: Relation, to_number: String }

    struct Changed {
        act: String,
        issuer: String,
        kind: ChangeKind,
        from_unit: String,
        number: String,
        to_unit: String,
        in_force_on: Option<Date>,
    }
}

sql! {
    KNOWN = "SELECT id, number, kind, issuer, title, signed_on, in_force_on, ended_on, council_id FROM document ORDER BY number";
    SAID = "SELECT from_id, kind, to_number FROM document_relation ORDER BY from_id, kind, to_number";
    CHANGED = "SELECT d.number AS act, d.issuer, c.kind, c.from_unit, c.number, c.to_unit, c.in_force_on \
               FROM document_change c JOIN document_text t ON t.id = c.text_id JOIN document d ON d.id = t.document_id \
               WHERE t.withdrawn_at IS NULL AND c.number <> '' ORDER BY d.number, c.position";
}

/// The frame of the records as they stand.
pub async fn frame(db: &impl Reader) -> Result<Arc<Frame>> {
    let work = async move {
        let known: Vec<Known> = db.all(KNOWN, args![]).await?;
        let said: Vec<Said> = db.all(SAID, args![]).await?;
        let changed: Vec<Changed> = db.all(CHANGED, args![]).await?;
        Ok::<_, Refusal>(Frame::of(known, said, changed))
    };
    db.kept("library_frame", args![], Box::pin(work)).await
}

/// The number as a document prints it: a shelf that holds the like of several councils names the issuer behind it.
pub fn printed_number(number: &str) -> &str {
    number.split_once(" (").map_or(number, |(number, _)| number)
}

/// Whether a number is one of a local body, each of which numbers from one.
pub use lex::naming::is_local_number as is_local;
pub use lex::naming::issuer_key;

impl Frame {
    fn of(known: Vec<Known>, said: Vec<Said>, changed: Vec<Changed>) -> Self {
        let mut relations: HashMap<DocumentId, Vec<(String, String)>> = HashMap::new();
        for row in said {
            let list = relations.entry(row.from_id).or_default();
            list.push((row.kind.code().to_owned(), row.to_number));
        }
        let mut registry = Registry::of_laws();
        let mut shelf: HashMap<String, Vec<Shelved>> = HashMap::new();
        for row in known {
            let key = number_key(printed_number(&row.number));
            registry.add(Entry {
                number: row.number.clone(),
                kind: row.kind.word().to_owned(),
                title: row.title,
                issuer: row.issuer.clone(),
                signed: row.signed_on,
                in_force: row.in_force_on,
                ended: row.ended_on,
                aliases: Vec::new(),
                relations: relations.remove(&row.id).unwrap_or_default(),
            });
            shelf.entry(key).or_default().push(Shelved {
                id: row.id,
                number: row.number,
                issuer: row.issuer,
                council_id: row.council_id,
            });
        }
        let mut changes = Changes::default();
        for row in changed {
            let change = Change {
                target: unit_of_id(&row.to_unit).0,
                kind: row.kind.into(),
                act: row.act,
                issuer: row.issuer,
                source: unit_of_id(&row.from_unit).0,
                effective: row.in_force_on,
            };
            changes.push(&row.number, change);
        }
        Self {
            citer: Citer::new(registry.clone()),
            registry,
            changes,
            shelf,
        }
    }

    /// The documents of the library that print a number, in any spelling.
    pub fn shelved(&self, number: &str) -> &[Shelved] {
        let key = number_key(printed_number(number));
        self.shelf.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The one document of the library a number means in a document of an issuer: every council numbers from one, so a local number is
    /// that of the issuer itself unless its whole name on the shelf was given.
    pub fn document(&self, number: &str, issuer: &str) -> Option<&Shelved> {
        let shelved = self.shelved(number);
        if number.contains(" (") {
            return shelved.iter().find(|one| one.number == number);
        }
        let key = issuer_key(issuer);
        let own = shelved.iter().find(|one| issuer_key(&one.issuer) == key);
        match shelved {
            [only] if own.is_some() || key.is_empty() || !is_local(number) => Some(only),
            _ => own,
        }
    }
}
