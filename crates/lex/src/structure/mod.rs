//! Bố cục văn bản: a document as a tree of units.
//!
//! Legal basis of the levels: Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15) and the decree that details it: phần, chương,
//! mục, tiểu mục, điều, khoản, điểm; tiết is met in older and in lower documents.
//!
//! **Invariants.** Every line of the view belongs to exactly one block of one unit, in document order: nothing of the text is lost. Numbering that jumps, repeats
//! or goes back is reported, never mended.

mod head;
mod lines;
mod notes;
mod numbering;
mod openers;
mod query;
mod quotes;
mod tree;

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::address::{Address, Level};
use crate::text::Text;

/// A span of the view, in bytes.
pub type Span = Range<usize>;

/// The place of a unit in [`Document::units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct UnitId(pub u32);

/// Văn bản: a document as a tree.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text and its view.
    pub text: Text,
    /// What the head says: number, kind, issuer, date, subject, legal bases.
    pub head: Head,
    /// All units, in document order; the first is the document itself.
    pub units: Vec<Unit>,
    /// Chú thích của văn bản hợp nhất, lifted out of the body.
    pub notes: Vec<Note>,
    /// What is odd in the structure.
    pub diagnostics: Vec<Diagnostic>,
    /// The articles of the document and of each text attached to it, sorted for search.
    articles: Vec<(UnitId, String, UnitId)>,
    /// What is left out of the text of a unit: notes and their marks, in order.
    folded: Vec<Span>,
}

/// Chú thích ở chân trang của văn bản hợp nhất: who amended a provision, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number, as written: `2`.
    pub mark: String,
    /// Its words, after its number; a note that runs over two pages has a second piece.
    pub spans: Vec<Span>,
    /// Its mark in the body; none when it was not found.
    pub at: Option<Span>,
}

/// Phần đầu của văn bản, and what closes it.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Số, ký hiệu, as written and without spaces: `47/2019/QH14`.
    pub number: Option<String>,
    /// Tên loại, in its usual case: `Luật`, `Nghị quyết`.
    pub kind: Option<String>,
    /// Cơ quan ban hành, from the head or from what the kind and number imply.
    pub issuer: Option<String>,
    /// Địa danh.
    pub place: Option<String>,
    /// Ngày ban hành hoặc thông qua.
    pub date: Option<Date>,
    /// Trích yếu: the lines under the kind.
    pub subject: Option<Span>,
    /// Căn cứ: one span per basis.
    pub bases: Vec<Span>,
    /// The sentence that promulgates ("Quốc hội ban hành …", "QUYẾT NGHỊ:").
    pub enacting: Option<Span>,
    /// Người ký, with title and name, and the recipients.
    pub signature: Option<Span>,
    /// Whether it is an official consolidated text (văn bản hợp nhất).
    pub consolidated: bool,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// The document itself: its head and, when there are no articles, its text.
    Document,
    /// A numbered level.
    Level(Level),
    /// Văn bản ban hành kèm theo (Quy chế, Quy định, Nội quy, Điều lệ …) with articles of its own.
    Attached,
    /// Phụ lục, danh mục, mẫu after the signature.
    Annex,
}

/// Một đơn vị của văn bản.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its parent; none for the document.
    pub parent: Option<UnitId>,
    /// What it is.
    pub kind: UnitKind,
    /// Its label as written (`5`, `10a`, `đ`, `III`); the title line for an attached text; empty for the document.
    pub label: String,
    /// The heading of a chapter, an article, an attached text.
    pub heading: Option<Span>,
    /// Its own text and its children, in document order.
    pub blocks: Vec<Block>,
    /// The whole unit with everything under it, from its label on.
    pub span: Span,
}

/// A piece of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph. Lines that a source wrapped are one paragraph; the first one of a clause or point starts after its label.
    Paragraph(Span),
    /// The rows of a table.
    Table(Vec<Span>),
    /// A quoted block of new text that an amendment brings, from its opening to its closing mark; not part of this document's own structure.
    Quoted(Span),
    /// A unit below this one.
    Child(UnitId),
}

/// Điểm cần lưu ý về bố cục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// What is odd.
    pub kind: Oddity,
    /// Where, in bytes of the view.
    pub at: usize,
    /// The unit it stands in, as written.
    pub unit: String,
    /// The label that was expected.
    pub expected: Option<String>,
    /// The label that was found.
    pub found: Option<String>,
}

/// What can be odd in a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// A number was left out.
    Gap,
    /// A number comes twice.
    Repeated,
    /// Numbers go back.
    Backwards,
    /// A quotation is opened and never closed.
    OpenQuotation,
    /// No article was found.
    NoArticles,
    /// A table of contents repeats headings.
    TableOfContents,
}

/// The level of the unit whose label opens a line.
pub(crate) fn level_of(line: &str) -> Option<Level> {
    let label = lines::label(line).filter(|label| label.closed)?;
    Some(label.series.level())
}

impl Document {
    /// Read a text: never fails, in time linear in its length.
    pub fn read(given: &str) -> Self {
        Self::read_with(given, tree::build)
    }

    /// Nội dung mới: what an amendment brings, without its quotation marks. It is a piece of a document, so its first clause or point may
    /// bear any number.
    pub fn read_new_text(given: &str) -> Self {
        Self::read_with(given, tree::build_new_text)
    }

    fn read_with(given: &str, build: fn(&str, &[lines::Line]) -> tree::Tree) -> Self {
        let text = Text::new(given);
        let view = text.view();
        let all = lines::split(view);
        let consolidated = head::is_consolidated(view, &all);
        let lifted = if consolidated {
            notes::lift(view, &all, text.page_breaks())
        } else {
            notes::Lifted::default()
        };
        let body = lifted.body(&all);
        let masked = lifted.masked(view);
        let tree = build(&masked, &body);
        let mut head = head::read(&masked, &body, &tree);
        head.consolidated = consolidated;
        let mut document = Self {
            head,
            units: tree.units,
            diagnostics: tree.diagnostics,
            notes: lifted.notes,
            articles: Vec::new(),
            folded: lifted.folded,
            text: Text::new(""),
        };
        drop(masked);
        document.text = text;
        document.index();
        document
    }

    /// A unit by its place.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// The address of a unit within its document or attached text.
    pub fn address(&self, id: UnitId) -> Address {
        let mut address = Address::default();
        let mut at = Some(id);
        while let Some(id) = at {
            let unit = self.unit(id);
            match unit.kind {
                UnitKind::Level(level) => address.set(level, unit.label.clone()),
                UnitKind::Annex => address.set(Level::PhuLuc, unit.label.clone()),
                UnitKind::Document | UnitKind::Attached => break,
            }
            at = unit.parent;
        }
        address
    }
}
