//! Akoma Ntoso 3.0 (OASIS): a document, or its text at a date, as XML that other legal systems read.
//!
//! Phần is `part`, Chương `chapter`, Mục `section`, Tiểu mục `subsection`, Điều `article`, khoản `paragraph`, điểm `point`, tiết `indent`;
//! Quy chế and Phụ lục are attachments with numbering of their own; the new text an amendment brings is a `quotedStructure`.
//!
//! **Invariants.** Whatever the text, the result is well-formed, every eId in it is unique, and nothing of the text is left out but
//! characters that XML does not allow.

mod body;
mod meta;
mod write;

use jiff::civil::Date;

use crate::amend::Amendments;
use crate::cite::Citation;
use crate::naming::Work;
use crate::outline::{Branch, Leaf, Line, Outline};
use crate::structure::{Document, Span, UnitKind};
use crate::time::{Consolidated, Provenance, Told};
use write::Writer;

/// What is known of a document whose text at a date is written out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What names it.
    pub work: Work,
    /// Trích yếu.
    pub title: Option<String>,
    /// The day it took force, when it is known.
    pub in_force: Option<Date>,
}

/// A document as Akoma Ntoso, with what it cites as links.
pub fn akn(document: &Document, citations: &[Citation]) -> String {
    of_document(document, citations, None)
}

/// The same for an act that amends others: what it changes is told in its analysis.
pub fn akn_of_act(
    document: &Document,
    citations: &[Citation],
    amendments: &Amendments,
) -> String {
    of_document(document, citations, Some(amendments))
}

/// The text of a document at a date as Akoma Ntoso; which act made each unit what it is stands in its analysis.
pub fn akn_of_text(facts: &Facts, text: &Consolidated) -> String {
    let outline = Outline::of_node(&text.root);
    let sections = Sections::of_lines(&outline);
    let changed: Vec<(usize, &Provenance)> = provenances(&outline.root);
    let version = changed.iter().map(|(_, made)| made.from).max();
    let identity = meta::Identity {
        work: facts.work.clone(),
        title: facts.title.clone(),
        version: version.or(facts.work.date),
    };
    let mut writer = Writer::new(&outline, &identity, None, 4096);
    writer.begin(&identity, version.is_some());
    writer.lifecycle(&identity, facts.in_force, &changed);
    writer.passive(&changed);
    writer.temporal(&changed);
    writer.references(&identity);
    let told: Vec<(&str, &Told)> = (text.pending.iter().map(|told| ("pending", told)))
        .chain(text.unapplied.iter().map(|told| ("unapplied", told)))
        .collect();
    writer.remarks(&told);
    writer.end_meta();
    writer.sections(&sections);
    writer.end()
}

fn of_document(
    document: &Document,
    citations: &[Citation],
    amendments: Option<&Amendments>,
) -> String {
    let outline = Outline::of(document, citations);
    let sections = Sections::of_document(&outline, document);
    let identity = meta::Identity::of(document);
    let length = document.text.view().len();
    let mut writer = Writer::new(&outline, &identity, Some(document), length * 2 + 4096);
    writer.begin(&identity, false);
    writer.lifecycle(&identity, None, &[]);
    if let Some(amendments) = amendments {
        writer.active(document, amendments);
    }
    writer.references(&identity);
    writer.end_meta();
    writer.sections(&sections);
    writer.end()
}

/// The pieces of a document by their part in it.
#[derive(Default)]
struct Sections<'o, 'a> {
    preface: Vec<&'o Leaf<'a>>,
    preamble: Vec<(&'o Leaf<'a>, Role)>,
    body: Vec<&'o Leaf<'a>>,
    conclusions: Vec<&'o Leaf<'a>>,
    attachments: Vec<&'o Branch<'a>>,
    /// Where the name of the document stands.
    title: Option<Span>,
}

/// What a line of a preamble is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Căn cứ.
    Basis,
    /// The sentence that promulgates.
    Enacting,
    /// Anything else.
    Other,
}

impl<'o, 'a> Sections<'o, 'a> {
    fn of_document(outline: &'o Outline<'a>, document: &Document) -> Self {
        let head = &document.head;
        let starts = |span: Option<&Span>| span.map(|span| span.start);
        let first = starts(head.bases.first()).or(starts(head.enacting.as_ref()));
        let last = (head.enacting.as_ref().or(head.bases.last())).map(|span| span.end);
        let named = head.subject.as_ref().map_or(0, |span| span.end);
        let preface_to = first.unwrap_or(named);
        let mut sections = Self {
            title: head.subject.clone(),
            ..Self::default()
        };
        let mut begun = false;
        for leaf in &outline.root.leaves {
            let at = start_of(leaf);
            match leaf {
                Leaf::Branch(branch) if branch.is_attachment() => {
                    sections.attachments.push(branch);
                }
                Leaf::Branch(_) => {
                    begun = true;
                    sections.body.push(leaf);
                }
                _ if !begun && at < preface_to => sections.preface.push(leaf),
                _ if !begun && last.is_some_and(|last| at < last) => {
                    let within = |span: &Span| span.start <= at && at < span.end;
                    let role = if head.bases.iter().any(within) {
                        Role::Basis
                    } else if head.enacting.as_ref().is_some_and(within) {
                        Role::Enacting
                    } else {
                        Role::Other
                    };
                    sections.preamble.push((leaf, role));
                }
                _ if head.signature.as_ref().is_some_and(|s| at >= s.start) => {
                    sections.conclusions.push(leaf);
                }
                _ => sections.body.push(leaf),
            }
        }
        sections
    }

    /// The same for a text whose lines alone tell what they are.
    fn of_lines(outline: &'o Outline<'a>) -> Self {
        let leaves = &outline.root.leaves;
        let is_unit = |leaf: &Leaf<'_>| matches!(leaf, Leaf::Branch(b) if !b.is_attachment());
        let first = leaves.iter().position(is_unit);
        let last = leaves.iter().rposition(is_unit).unwrap_or(0);
        let mut sections = Self::default();
        for (index, leaf) in leaves.iter().enumerate() {
            let basis = matches!(leaf, Leaf::Text(Line::Plain(text)) if text.starts_with("Căn cứ"));
            match leaf {
                Leaf::Branch(branch) if branch.is_attachment() => {
                    sections.attachments.push(branch);
                }
                _ if first.is_none() || is_unit(leaf) => sections.body.push(leaf),
                _ if Some(index) < first && basis => sections.preamble.push((leaf, Role::Basis)),
                _ if Some(index) < first && !sections.preamble.is_empty() => {
                    sections.preamble.push((leaf, Role::Other));
                }
                _ if Some(index) < first => sections.preface.push(leaf),
                _ if index > last => sections.conclusions.push(leaf),
                _ => sections.body.push(leaf),
            }
        }
        sections
    }
}

/// Where a piece begins in the view.
fn start_of(leaf: &Leaf<'_>) -> usize {
    let line = match leaf {
        Leaf::Text(line) | Leaf::Mod(Some(line), _) => Some(line),
        Leaf::Table(rows) => rows.first(),
        Leaf::Mod(None, _) | Leaf::Branch(_) => None,
    };
    match line {
        Some(Line::Span(span)) => span.start,
        _ => usize::MAX,
    }
}

/// What made each unit what it is, with the unit's place among the eIds.
fn provenances<'a>(root: &Branch<'a>) -> Vec<(usize, &'a Provenance)> {
    let mut found: Vec<_> = (root.provenance.iter())
        .map(|made| (root.eid, made))
        .collect();
    for leaf in &root.leaves {
        if let Leaf::Branch(branch) = leaf {
            found.extend(provenances(branch));
        }
    }
    found
}

/// The name of an attached document in the file.
const fn attachment_name(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Attached => "van-ban-kem-theo",
        UnitKind::Document | UnitKind::Level(_) | UnitKind::Annex => "phu-luc",
    }
}
