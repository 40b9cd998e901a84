//! Nội dung vào một ngày: the text of a document with what others changed in it by then, and two days side by side.
//!
//! Legal basis of the form: Pháp lệnh Hợp nhất văn bản quy phạm pháp luật (01/2012/UBTVQH13). What is put together here is a help for
//! reading; only the text that the competent body certified is a văn bản hợp nhất.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{DocumentId, TextId};
use lex::address::Address;
use lex::akn::{Facts, akn_of_text};
use lex::cite::Context;
use lex::diff::{self, Piece};
use lex::html::{Dress, html_of_text};
use lex::naming::{Work, eid};
use lex::time::{Act, Consolidated, Provenance, Told, consolidate};
use store::{Reader, args, record, sql};

use super::TextKind;
use super::acts::own;
use super::understand::{Own, Understood};
use crate::Result;
use crate::library::ChangeKind;
use crate::library::frame::{Frame, frame, printed_number};
use crate::library::queries::{Document, document};

store::coded! {
    /// Vì sao một sửa đổi không áp dụng được.
    pub enum Unapplied {
        /// Không có đơn vị này.
        NoSuchUnit = "no_such_unit",
        /// Đã có đơn vị này.
        AlreadyThere = "already_there",
        /// Không có cụm từ này.
        NoSuchWords = "no_such_words",
        /// Không có nội dung mới.
        NoText = "no_text",
        /// Không rõ ngày có hiệu lực.
        NoDate = "no_date",
        /// Chỉ nêu, không áp vào nội dung.
        NotApplicable = "not_applicable",
    }

    /// Điều gì xảy ra với một đơn vị giữa hai ngày.
    pub enum UnitChange {
        /// Được sửa đổi.
        Changed = "changed",
        /// Được bổ sung.
        Inserted = "inserted",
        /// Được bãi bỏ.
        Repealed = "repealed",
        /// Không còn.
        Removed = "removed",
    }
}

record! {
    struct Any { document_id: DocumentId, id: TextId }

    struct Stored { id: TextId, consolidated_on: Option<Date>, text: String }

    struct Amending {
        number: String,
        issuer: String,
        signed_on: Option<Date>,
        in_force_on: Option<Date>,
        text: String,
    }
}

sql! {
    ANY = "SELECT t.document_id, t.id FROM document_text t WHERE t.withdrawn_at IS NULL ORDER BY \
           (SELECT count(*) FROM document_change c WHERE c.document_id = t.document_id) DESC, t.added_at, t.id LIMIT 1";
    BASE = "SELECT id, consolidated_on, text FROM document_text WHERE document_id = $1 AND kind = $2 AND withdrawn_at IS NULL \
            AND ($2 = 'issued' OR consolidated_on <= $3) ORDER BY consolidated_on DESC, added_at DESC LIMIT 1";
    ACTS = "SELECT d.number, d.issuer, d.signed_on, d.in_force_on, t.text FROM document_text t JOIN document d ON d.id = t.document_id \
            WHERE t.withdrawn_at IS NULL AND t.kind = 'issued' AND t.document_id <> $1 \
            AND t.id IN (SELECT c.text_id FROM document_change c WHERE c.document_id = $1) ORDER BY d.signed_on, d.number";
}

/// The text of a document on a day.
#[derive(Debug)]
pub struct TextAt {
    /// The document.
    pub document: Document,
    /// The day.
    pub day: Date,
    /// The stored text it starts from.
    pub base: TextId,
    /// When the base is a văn bản hợp nhất: the day it was certified.
    pub consolidated_on: Option<Date>,
    frame: Arc<Frame>,
    text: Consolidated,
}

/// A change that was applied, waits for its day, or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ToldChange {
    /// The number of the act.
    pub act: String,
    /// The act, when the library has it.
    pub document_id: Option<DocumentId>,
    /// The unit of the act.
    pub source: String,
    /// What it does.
    pub kind: ChangeKind,
    /// The unit it is about; empty for the whole document.
    pub target: String,
    /// From when.
    pub day: Option<Date>,
    /// Why it could not be applied.
    pub reason: Option<Unapplied>,
    /// The instruction.
    pub instruction: String,
}

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ContentsLine {
    /// Its anchor on the page.
    pub anchor: String,
    /// Its label and heading.
    pub words: String,
    /// Whether it is an article.
    pub article: bool,
}

/// A piece of a unit's words on two days.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", tag = "part", content = "words")]
pub enum Words {
    /// On both days.
    Same(String),
    /// Only on the earlier day.
    Before(String),
    /// Only on the later day.
    After(String),
}

/// A unit whose words differ between two days.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct UnitDifference {
    /// The unit, as written.
    pub unit: String,
    /// What happened to it.
    pub change: UnitChange,
    /// Its words.
    pub words: Vec<Words>,
}

/// What made a unit what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The number of the act.
    pub act: String,
    /// The unit of the act.
    pub source: String,
    /// From when.
    pub from: Date,
}

/// A document that has a text, one that others changed before one that nobody did.
pub async fn any_text(db: &impl Reader) -> Result<Option<(DocumentId, TextId)>> {
    let any: Option<Any> = db.one(ANY, args![]).await?;
    Ok(any.map(|any| (any.document_id, any.id)))
}

/// The text of a document on a day; none when the library has no text of it.
pub async fn text_at(db: &impl Reader, id: DocumentId, day: Date) -> Result<Option<TextAt>> {
    let of = document(db, id).await?;
    let mut base: Option<Stored> = db.one(BASE, args![id, TextKind::Issued, day]).await?;
    if base.is_none() {
        base = db.one(BASE, args![id, TextKind::Consolidated, day]).await?;
    }
    let Some(base) = base else {
        return Ok(None);
    };
    let frame = frame(db).await?;
    let acts: Vec<Amending> = db.all(ACTS, args![id]).await?;
    let text = put_together(&of, &base, &acts, &frame, day);
    Ok(Some(TextAt {
        document: of,
        day,
        base: base.id,
        consolidated_on: base.consolidated_on,
        frame,
        text,
    }))
}

fn put_together(
    of: &Document,
    base: &Stored,
    acts: &[Amending],
    frame: &Frame,
    day: Date,
) -> Consolidated {
    let read: Vec<(&Amending, Understood)> = (acts.iter())
        .map(|act| {
            let own = Own {
                number: act.number.clone(),
                issuer: act.issuer.clone(),
                signed_on: act.signed_on,
                in_force_on: act.in_force_on,
            };
            let mut understood = Understood::read(&act.text, &own, frame);
            // What a consolidated text holds already is not applied again.
            if let Some(certified) = base.consolidated_on {
                let ops = &mut understood.amendments.ops;
                ops.retain(|op| op.effective.is_some_and(|day| certified < day));
            }
            (act, understood)
        })
        .collect();
    let acts: Vec<Act<'_>> = (read.iter())
        .map(|(act, understood)| Act {
            number: printed_number(&act.number),
            passed: act.signed_on,
            amendments: &understood.amendments,
        })
        .collect();
    let base = Understood::read(&base.text, &own(of), frame).document;
    consolidate(&base, printed_number(&of.number), &acts, day)
}

impl TextAt {
    /// Whether it is just the text a competent body issued or certified.
    pub fn is_official(&self) -> bool {
        self.text.applied.is_empty()
    }

    /// What was applied.
    pub fn applied(&self) -> Vec<ToldChange> {
        self.told(&self.text.applied)
    }

    /// What has not taken force on the day.
    pub fn pending(&self) -> Vec<ToldChange> {
        self.told(&self.text.pending)
    }

    /// What could not be applied.
    pub fn unapplied(&self) -> Vec<ToldChange> {
        self.told(&self.text.unapplied)
    }

    fn told(&self, told: &[Told]) -> Vec<ToldChange> {
        (told.iter())
            .map(|told| ToldChange {
                document_id: self.act(&told.act),
                act: told.act.clone(),
                source: told.source.clone(),
                kind: told.kind.into(),
                target: told.target.clone(),
                day: told.effective,
                reason: told.reason.map(Unapplied::from),
                instruction: told.instruction.clone(),
            })
            .collect()
    }

    fn act(&self, number: &str) -> Option<DocumentId> {
        let found = self.frame.document(number, &self.document.issuer)?;
        Some(found.id)
    }

    /// The text as a fragment of a page; the caller says where a document and its unit are, and how an act is named.
    pub fn html(
        &self,
        href: &dyn Fn(DocumentId, &str) -> String,
        made: &dyn Fn(&Made) -> String,
    ) -> String {
        let lead = |citation: &lex::cite::Citation, anchor: Option<&str>| {
            if let Some(anchor) = anchor {
                return Some(format!("#{anchor}"));
            }
            let target = citation.targets.first()?;
            let number = target.resolved.as_ref().or(target.so_ky_hieu.as_ref())?;
            let unit = eid(&target.address).unwrap_or_default();
            Some(href(self.act(number)?, &unit))
        };
        let dress = Dress {
            href: &lead,
            provenance: &|by: &Provenance| {
                made(&Made {
                    act: by.act.clone(),
                    source: by.source.clone(),
                    from: by.from,
                })
            },
            notice: None,
        };
        let context = Context {
            document: Some(printed_number(&self.document.number).to_owned()),
            date: self.document.signed_on,
            ..Context::default()
        };
        html_of_text(&self.text, Some((&self.frame.citer, &context)), &dress)
    }

    /// The text as Akoma Ntoso.
    pub fn akn(&self) -> String {
        let of = &self.document;
        let facts = Facts {
            work: Work {
                kind: None,
                issuer: Some(of.issuer.clone()),
                date: of.signed_on,
                number: Some(printed_number(&of.number).to_owned()),
            },
            title: Some(of.title.clone()),
            in_force: of.in_force_on,
        };
        akn_of_text(&facts, &self.text)
    }

    /// The text, a line a paragraph.
    pub fn plain(&self) -> String {
        self.text.text()
    }

    /// Parts, chapters, sections and articles, in order.
    pub fn contents(&self) -> Vec<ContentsLine> {
        let mut lines = Vec::new();
        self.text
            .root
            .walk(&Address::default(), &mut |address, unit| {
                use lex::address::Level;
                let article = unit.level() == Some(Level::Dieu);
                let upper = unit.level().is_some_and(|level| level > Level::Dieu);
                if let Some(anchor) = eid(address).filter(|_| article || upper) {
                    lines.push(ContentsLine {
                        anchor,
                        words: unit.announced(),
                        article,
                    });
                }
            });
        lines
    }

    /// What differs between this text and that of a later day, unit by unit.
    pub fn compare(&self, later: &Self) -> Vec<UnitDifference> {
        let differs = |unit: diff::UnitDiff| {
            let change = match unit.change {
                diff::Change::Same => return None,
                diff::Change::Changed => UnitChange::Changed,
                diff::Change::Inserted => UnitChange::Inserted,
                diff::Change::Repealed => UnitChange::Repealed,
                diff::Change::Removed => UnitChange::Removed,
            };
            let words = unit.words.into_iter().map(|piece| match piece {
                Piece::Same(words) => Words::Same(words),
                Piece::Removed(words) => Words::Before(words),
                Piece::Added(words) => Words::After(words),
            });
            Some(UnitDifference {
                unit: unit.address.written(),
                change,
                words: words.collect(),
            })
        };
        diff::compare(&self.text.root, &later.text.root)
            .into_iter()
            .filter_map(differs)
            .collect()
    }
}

impl From<lex::time::Reason> for Unapplied {
    fn from(reason: lex::time::Reason) -> Self {
        use lex::time::Reason;
        match reason {
            Reason::NoSuchUnit => Self::NoSuchUnit,
            Reason::AlreadyThere => Self::AlreadyThere,
            Reason::NoSuchWords => Self::NoSuchWords,
            Reason::NoText => Self::NoText,
            Reason::NoDate => Self::NoDate,
            Reason::NotApplicable => Self::NotApplicable,
        }
    }
}
