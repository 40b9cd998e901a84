//! Thay đổi của văn bản: when a document was amended, replaced or ended, and which of its units the acts touch whose text is here.
//!
//! **Invariant.** What is not known counts as touched: an act narrows its change to the units its text names only where that text was read
//! without a gap, and only for what rests on units that can be told apart.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use kernel::Date;
use kernel::ids::DocumentId;
use lex::Address;
use lex::grammar::scan::at_word_start;
use lex::grammar::units::unit_list;
use lex::naming::unit_of_id;
use store::{Reader, args, record, sql};

use super::ChangeKind;
use crate::{Refusal, Result};

record! {
    struct Told {
        document_id: DocumentId,
        on_day: Option<Date>,
        ends: bool,
        amends: bool,
        by_number: String,
        act_id: DocumentId,
    }

    struct Touched {
        document_id: DocumentId,
        on_day: Option<Date>,
        by_number: String,
        act_id: DocumentId,
        kind: ChangeKind,
        from_unit: String,
        to_unit: String,
        gap: bool,
    }
}

sql! {
    TOLD = "SELECT r.to_id AS document_id, d.in_force_on AS on_day, CAST(0 AS BIGINT) AS ends, d.number AS by_number, d.id AS act_id, \
                   CAST(CASE WHEN r.kind = 'amends' THEN 1 ELSE 0 END AS BIGINT) AS amends \
              FROM document_relation r JOIN document d ON d.id = r.from_id \
             WHERE r.to_id IS NOT NULL AND r.kind IN ('amends', 'replaces', 'supersedes') \
            UNION \
            SELECT r.from_id AS document_id, d.in_force_on AS on_day, CAST(0 AS BIGINT) AS ends, d.number AS by_number, d.id AS act_id, \
                   CAST(CASE WHEN r.kind = 'amended_by' THEN 1 ELSE 0 END AS BIGINT) AS amends \
              FROM document_relation r JOIN document d ON d.id = r.to_id \
             WHERE r.kind IN ('amended_by', 'replaced_by', 'superseded_by') \
            UNION \
            SELECT id AS document_id, ended_on AS on_day, CAST(1 AS BIGINT) AS ends, '' AS by_number, id AS act_id, \
                   CAST(0 AS BIGINT) AS amends \
              FROM document WHERE ended_on IS NOT NULL";
    TOUCHED = "SELECT c.document_id, coalesce(c.in_force_on, d.in_force_on) AS on_day, d.number AS by_number, d.id AS act_id, \
                      c.kind, c.from_unit, c.to_unit, \
                      CAST(CASE WHEN EXISTS (SELECT 1 FROM document_oddity o WHERE o.text_id = t.id AND o.code = 'unread_instruction') \
                           THEN 1 ELSE 0 END AS BIGINT) AS gap \
                 FROM document_change c JOIN document_text t ON t.id = c.text_id JOIN document d ON d.id = t.document_id \
                WHERE c.document_id IS NOT NULL AND t.withdrawn_at IS NULL ORDER BY d.number, c.position";
}

/// A change of a document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::Change)]
pub struct Change {
    /// The day it took effect.
    pub on: Date,
    /// Whether the document ended with it.
    pub ends: bool,
    /// The number of the act that brought it; empty where only the end is known.
    pub by: String,
    /// What the text of the act says it changes; none where only the relation of the two documents is known.
    pub unit: Option<ChangedUnit>,
}

/// A change of one unit, as the text of the act orders it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ChangedUnit {
    /// The unit, such as "khoản 2 Điều 78"; empty for the whole document.
    pub unit: String,
    /// What is done to it.
    pub kind: ChangeKind,
    /// The unit of the act that orders it, such as "khoản 5 Điều 2".
    pub source: String,
}

/// The changes of every document of the library.
#[derive(Debug, Default)]
pub struct Changes {
    documents: HashMap<DocumentId, Vec<Whole>>,
    units: HashMap<DocumentId, Vec<Part>>,
}

#[derive(Debug)]
struct Whole {
    change: Change,
    /// It is an amendment whose text tells the units.
    told_by_unit: bool,
}

#[derive(Debug)]
struct Part {
    target: Address,
    change: Change,
}

impl Changes {
    /// The changes of the records as they stand.
    pub async fn read(db: &impl Reader) -> Result<Arc<Self>> {
        let work = async move {
            let told: Vec<Told> = db.all(TOLD, args![]).await?;
            let touched: Vec<Touched> = db.all(TOUCHED, args![]).await?;
            Ok::<_, Refusal>(Self::of(told, touched))
        };
        db.kept("library_changes", args![], Box::pin(work)).await
    }

    fn of(told: Vec<Told>, touched: Vec<Touched>) -> Self {
        let pairs = touched.iter().filter(|row| !row.gap);
        let read: HashSet<_> = pairs.map(|row| (row.act_id, row.document_id)).collect();
        let mut all = Self::default();
        for row in told {
            let Some(on) = row.on_day else { continue };
            let of = row.document_id;
            let told_by_unit = row.amends && read.contains(&(row.act_id, of));
            let change = Change {
                on,
                ends: row.ends,
                by: row.by_number,
                unit: None,
            };
            let list = all.documents.entry(of).or_default();
            list.push(Whole {
                change,
                told_by_unit,
            });
        }
        for list in all.documents.values_mut() {
            list.sort_by(|a, b| a.change.order().cmp(&b.change.order()));
        }
        for row in touched {
            let Some(on) = row.on_day else { continue };
            let (target, _) = unit_of_id(&row.to_unit);
            let unit = ChangedUnit {
                unit: target.written(),
                kind: row.kind,
                source: unit_of_id(&row.from_unit).0.written(),
            };
            let change = Change {
                on,
                ends: false,
                by: row.by_number,
                unit: Some(unit),
            };
            let list = all.units.entry(row.document_id).or_default();
            list.push(Part { target, change });
        }
        all
    }

    /// The first change of a document that took effect after one day and up to another.
    pub fn between(&self, document: DocumentId, after: Date, until: Date) -> Option<&Change> {
        self.whole(document)
            .find(|change| after < change.on && change.on <= until)
    }

    /// The last change of a document up to a day.
    pub fn latest(&self, document: DocumentId, day: Date) -> Option<&Change> {
        self.whole(document)
            .filter(|change| change.on <= day)
            .last()
    }

    /// Why what rests on these units of a document and was compared with it on a day must not be relied upon on another: the document has
    /// ended, or one of the units was changed since. Without units it rests on the document as a whole.
    pub fn flag(
        &self,
        document: DocumentId,
        units: &[Address],
        compared_on: Date,
        day: Date,
    ) -> Option<&Change> {
        let as_a_whole = units.is_empty();
        let whole = self.documents.get(&document).into_iter().flatten();
        let whole = whole.filter(|known| as_a_whole || !known.told_by_unit);
        let parts = self.units.get(&document).into_iter().flatten();
        let parts = parts.filter(|part| touches(&part.target, units));
        (parts.map(|part| &part.change))
            .chain(whole.map(|known| &known.change))
            .filter(|change| change.on <= day && (change.ends || compared_on < change.on))
            .min_by_key(|change| {
                let by_the_way = change.unit.is_some() == as_a_whole;
                (change.on, change.by.as_str(), by_the_way)
            })
    }

    fn whole(&self, document: DocumentId) -> impl Iterator<Item = &Change> {
        let known = self.documents.get(&document).into_iter().flatten();
        known.map(|known| &known.change)
    }
}

impl Change {
    fn order(&self) -> (Date, &str) {
        (self.on, &self.by)
    }
}

/// Whether a change touches what rests on some units: one of them is the changed unit, stands in it or holds it. A change of the document or of
/// a chapter touches everything.
fn touches(changed: &Address, units: &[Address]) -> bool {
    let wide = changed.dieu.is_none() && changed.phu_luc.is_none() && changed.mau.is_none();
    let touched = |unit: &Address| unit.dieu.is_none() || lex::review::touches(changed, unit);
    wide || units.is_empty() || units.iter().any(touched)
}

/// The units that a provision names, such as "khoản 3 Điều 152"; none when it names no article, or a range of them.
pub fn units_of(provision: &str) -> Vec<Address> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(letter) = provision[at..].chars().next() {
        let list = at_word_start(provision, at).then(|| unit_list(provision, at));
        let Some(list) = list.flatten() else {
            at += letter.len_utf8();
            continue;
        };
        at = list.span.end.max(at + letter.len_utf8());
        for member in list.members {
            if member.range.is_some() || member.address.dieu.is_none() {
                return Vec::new();
            }
            found.push(member.address);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provision_is_read_into_its_units() {
        for (provision, wanted) in [
            ("khoản 3 Điều 152", vec!["khoản 3 Điều 152"]),
            (
                "điểm a, điểm b khoản 1 Điều 5; Điều 7a",
                vec!["điểm a khoản 1 Điều 5", "điểm b khoản 1 Điều 5", "Điều 7a"],
            ),
            ("toàn văn", vec![]),
            ("điều khoản thi hành", vec![]),
            ("Chương II", vec![]),
            ("từ Điều 3 đến Điều 9", vec![]),
        ] {
            let units = units_of(provision);
            let written: Vec<String> = units.iter().map(Address::written).collect();
            assert_eq!(written, wanted, "{provision}");
        }
    }
}
