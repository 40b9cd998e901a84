//! What a document and a text at a date have in common when they are written out: units with eIds, and lines with their citations.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::address::Level;
use crate::cite::{Citation, Target};
use crate::naming::push_part;
use crate::structure::{Block, Document, Note, Span, UnitId, UnitKind};
use crate::time::{Item, Node, Provenance};

/// A document or a text at a date, ready to be written out.
pub(crate) struct Outline<'a> {
    pub paper: Paper<'a>,
    pub root: Branch<'a>,
    /// The eIds; those of a document's own units stand in the places of [`UnitId`].
    pub eids: Vec<String>,
}

/// A unit.
pub(crate) struct Branch<'a> {
    pub kind: UnitKind,
    pub label: Cow<'a, str>,
    /// Its label with the word and the marks around it, as they are written; none in a text at a date.
    pub written: Option<Line<'a>>,
    pub heading: Option<Line<'a>>,
    pub leaves: Vec<Leaf<'a>>,
    /// Its place in [`Outline::eids`].
    pub eid: usize,
    pub repealed: bool,
    pub provenance: &'a [Provenance],
}

/// A piece of a unit.
pub(crate) enum Leaf<'a> {
    Text(Line<'a>),
    Table(Vec<Line<'a>>),
    /// An instruction with the new text it brings.
    Mod(Option<Line<'a>>, Vec<Quote<'a>>),
    Branch(Branch<'a>),
}

/// New text in quotation marks.
pub(crate) struct Quote<'a> {
    pub open: &'static str,
    pub close: &'static str,
    pub body: Branch<'a>,
    /// What stands behind the closing mark.
    pub tail: Span,
}

/// A line of text.
#[derive(Clone)]
pub(crate) enum Line<'a> {
    /// A span of the paper's view.
    Span(Span),
    /// A text of its own.
    Plain(&'a str),
}

/// What is written on while lines are read.
pub(crate) trait Ink {
    /// Words, as they are.
    fn words(&mut self, words: &str);
    /// A citation begins; tells whether it will have to be ended.
    fn open(&mut self, citation: &Citation, surface: &str) -> bool;
    /// A citation ends.
    fn close(&mut self);
    /// A note stands here: its place among the notes of the document, and the note.
    fn note(&mut self, place: usize, note: &Note);
}

/// The text behind spans.
pub(crate) struct Paper<'a> {
    pub view: &'a str,
    folds: &'a [Span],
    /// Where a note stands, its place among the notes, and the note; by where it stands.
    notes: Vec<(usize, usize, &'a Note)>,
    citations: Cow<'a, [Citation]>,
}

impl<'a> Outline<'a> {
    /// The outline of a document.
    pub fn of(document: &'a Document, citations: &'a [Citation]) -> Self {
        let sorted = citations.is_sorted_by_key(|citation| citation.span.start);
        let citations = if sorted {
            Cow::Borrowed(citations)
        } else {
            let mut citations = citations.to_vec();
            citations.sort_by_key(|citation| citation.span.start);
            Cow::Owned(citations)
        };
        let mut maker = Maker {
            eids: vec![String::new(); document.units.len()],
            taken: HashSet::default(),
            citations: &citations,
        };
        let root = maker.unit(document, UnitId(0), &Frame::default(), 0);
        let eids = maker.eids;
        let mut notes: Vec<(usize, usize, &Note)> = (document.notes.iter().enumerate())
            .filter_map(|(place, note)| note.at.as_ref().map(|at| (at.start, place, note)))
            .collect();
        notes.sort_by_key(|(at, ..)| *at);
        Self {
            paper: Paper {
                view: document.text.view(),
                folds: document.folded(),
                notes,
                citations,
            },
            root,
            eids,
        }
    }

    /// The outline of a text at a date.
    pub fn of_node(node: &'a Node) -> Self {
        let mut maker = Maker {
            eids: Vec::new(),
            taken: HashSet::default(),
            citations: &[],
        };
        let root = maker.node(node, &Frame::default());
        Self {
            paper: Paper {
                view: "",
                folds: &[],
                notes: Vec::new(),
                citations: Cow::Borrowed(&[]),
            },
            root,
            eids: maker.eids,
        }
    }

    /// The eId of a unit.
    pub fn eid(&self, branch: &Branch<'_>) -> &str {
        self.eids.get(branch.eid).map_or("", String::as_str)
    }

    /// The eId of the unit of the document itself that a target means; looked for first in the text the words stand in.
    pub fn own(&self, document: &Document, container: UnitId, target: &Target) -> Option<&str> {
        if !target.own {
            return None;
        }
        let within = if target.attached {
            document.attached().first().copied().unwrap_or(UnitId(0))
        } else if (container.0 as usize) < document.units.len() {
            container
        } else {
            // What is attached within a quoted text has no place among the document's units.
            UnitId(0)
        };
        let id = [within, UnitId(0)]
            .into_iter()
            .find_map(|container| document.find_in(container, &target.address))?;
        self.eids
            .get(id.0 as usize)
            .map(String::as_str)
            .filter(|eid| !eid.is_empty())
    }
}

impl Branch<'_> {
    /// Whether it is a text of its own beside the body.
    pub fn is_attachment(&self) -> bool {
        matches!(self.kind, UnitKind::Attached | UnitKind::Annex)
    }

    /// Its label as it is written: `Điều 5.`, `1.`, `a)`.
    pub fn number(&self) -> String {
        let label = &self.label;
        match self.kind {
            UnitKind::Document | UnitKind::Attached => String::new(),
            // What follows the body without the word for an annex is told by its heading alone.
            UnitKind::Annex if label.is_empty() && self.heading.is_some() => String::new(),
            UnitKind::Annex => format!("Phụ lục {label}").trim_end().to_owned(),
            UnitKind::Level(Level::Diem | Level::Tiet)
                if !label.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                format!("{label})")
            }
            UnitKind::Level(Level::Khoan | Level::Diem | Level::Tiet) => format!("{label}."),
            UnitKind::Level(Level::Muc) if label.starts_with(['I', 'V', 'X']) => {
                format!("{label}.")
            }
            UnitKind::Level(Level::Dieu) => format!("Điều {label}."),
            UnitKind::Level(level) => format!("{} {label}", level.word()),
        }
    }
}

impl<'a> Paper<'a> {
    /// The paper of one line with its citations.
    pub fn of_line(view: &'a str, citations: &'a [Citation]) -> Self {
        Self {
            view,
            folds: &[],
            notes: Vec::new(),
            citations: Cow::Borrowed(citations),
        }
    }

    /// Whether a span holds no word.
    pub fn is_blank(&self, span: &Span) -> bool {
        self.view[span.clone()].trim().is_empty()
    }

    /// The cells of a row.
    pub fn cells<'l>(&self, row: &Line<'l>) -> Vec<Line<'l>> {
        match row {
            Line::Plain(text) => bars(text).map(|cell| Line::Plain(&text[cell])).collect(),
            Line::Span(span) => bars(&self.view[span.clone()])
                .map(|cell| Line::Span(span.start + cell.start..span.start + cell.end))
                .collect(),
        }
    }

    /// Read a line out: on one line, without the marks of notes, with its citations.
    pub fn ink(&self, line: &Line<'_>, ink: &mut impl Ink) {
        match line {
            Line::Plain(text) => {
                let mut pen = Pen::default();
                pen.words(text, ink);
            }
            Line::Span(span) => self.ink_span(span, ink),
        }
    }

    fn ink_span(&self, span: &Span, ink: &mut impl Ink) {
        let mut pen = Pen::default();
        let mut fold = self.folds.partition_point(|fold| fold.end <= span.start);
        let mut next = self
            .citations
            .partition_point(|citation| citation.span.start < span.start);
        let mut open: Option<(usize, bool)> = None;
        let mut at = span.start;
        while at < span.end {
            let folded = self.folds.get(fold).filter(|f| f.start < span.end);
            let fold_at = folded.map_or(span.end, |f| f.start.max(at));
            let citation = self.citations.get(next);
            let cite_at = match open {
                Some((end, _)) => end,
                None => citation.map_or(span.end, |c| c.span.start),
            };
            let cite_at = cite_at.max(at);
            let stop = fold_at.min(cite_at).min(span.end);
            if let Some(words) = self.view.get(at..stop) {
                pen.words(words, ink);
            }
            at = stop;
            if at >= span.end {
                break;
            }
            if at == cite_at {
                if let Some((_, true)) = open {
                    ink.close();
                }
                let ended = open.take().is_some();
                if !ended && let Some(citation) = citation {
                    next += 1;
                    open = self.begin(citation, span, &mut pen, ink);
                } else {
                    next += self.citations[next..]
                        .iter()
                        .take_while(|c| c.span.start < at)
                        .count();
                }
            } else if let Some(folded) = folded {
                self.note_in(folded, ink);
                at = folded.end.clamp(at, span.end);
                fold += 1;
                if let Some((end, ended)) = open.filter(|(end, _)| *end < at) {
                    if ended {
                        ink.close();
                    }
                    open = None;
                    next += self.citations[next..]
                        .iter()
                        .take_while(|c| c.span.start < end.max(at))
                        .count();
                } else if open.is_none() {
                    next += self.citations[next..]
                        .iter()
                        .take_while(|c| c.span.start < at)
                        .count();
                }
            }
        }
        if let Some((_, true)) = open {
            ink.close();
        }
    }

    fn begin(
        &self,
        citation: &Citation,
        line: &Span,
        pen: &mut Pen,
        ink: &mut impl Ink,
    ) -> Option<(usize, bool)> {
        let end = citation.span.end;
        if end > line.end || citation.span.is_empty() {
            return None;
        }
        let surface = self.view.get(citation.span.clone())?;
        pen.flush(ink);
        Some((end, ink.open(citation, surface)))
    }

    fn note_in(&self, fold: &Span, ink: &mut impl Ink) {
        let from = self.notes.partition_point(|(at, ..)| *at < fold.start);
        for (at, place, note) in &self.notes[from..] {
            if *at >= fold.end {
                break;
            }
            ink.note(*place, note);
        }
    }
}

/// Writes words with single spaces between them.
#[derive(Default)]
struct Pen {
    gap: bool,
    begun: bool,
}

impl Pen {
    fn words(&mut self, text: &str, ink: &mut impl Ink) {
        if !text.contains(['\n', '\t']) && !text.contains("  ") {
            let words = text.trim();
            self.gap |= self.begun && text.starts_with(' ') && !words.is_empty();
            self.word(words, ink);
            self.gap |= self.begun && text.ends_with(char::is_whitespace);
            return;
        }
        self.gap |= self.begun && text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            self.word(word, ink);
            self.gap = true;
        }
        self.gap = self.begun && text.ends_with(char::is_whitespace);
    }

    fn word(&mut self, word: &str, ink: &mut impl Ink) {
        if word.is_empty() {
            return;
        }
        self.flush(ink);
        ink.words(word);
        self.begun = true;
    }

    fn flush(&mut self, ink: &mut impl Ink) {
        if std::mem::take(&mut self.gap) {
            ink.words(" ");
        }
    }
}

/// The cells of a row between its bars.
fn bars(row: &str) -> impl Iterator<Item = Span> {
    let trimmed = row.trim();
    let framed = trimmed.len() > 1 && trimmed.starts_with('|') && trimmed.ends_with('|');
    let start = row.len() - row.trim_start().len();
    let (from, to) = if framed {
        (start + 1, start + trimmed.len() - 1)
    } else {
        (0, row.len())
    };
    let mut at = from;
    row[from..to].split('|').map(move |cell| {
        let span = at..at + cell.len();
        at += cell.len() + 1;
        span
    })
}

/// Where eIds begin for what stands below.
#[derive(Default, Clone)]
struct Frame {
    /// The eId of the unit above.
    parent: String,
    /// The eId of what numbers the articles.
    container: String,
    /// Where the spans of a quoted text begin.
    base: usize,
    quoted: usize,
    attachments: usize,
}

struct Maker<'c> {
    eids: Vec<String>,
    taken: HashSet<u64, BuildHasherDefault<DefaultHasher>>,
    /// What the document cites, in order.
    citations: &'c [Citation],
}

/// Quotations within quotations are read as units down to here, so that no text can make the reading deep.
const DEEPEST: usize = 2;

impl Maker<'_> {
    fn claim(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut n = 1;
        while !self.taken.insert(self.taken.hasher().hash_one(&id)) {
            n += 1;
            id = format!("{wanted}-{n}");
        }
        id
    }

    /// The eId of a unit, and the frame of what stands below it.
    fn named(&mut self, kind: UnitKind, label: &str, frame: &mut Frame) -> (String, Frame) {
        let join = |prefix: &str| {
            let mut id = String::with_capacity(prefix.len() + 12);
            if !prefix.is_empty() {
                id.push_str(prefix);
                id.push_str("__");
            }
            id
        };
        let id = match kind {
            UnitKind::Document => frame.parent.clone(),
            UnitKind::Attached | UnitKind::Annex => {
                frame.attachments += 1;
                let wanted = format!("{}att_{}", join(&frame.container), frame.attachments);
                self.claim(&wanted)
            }
            UnitKind::Level(level) => {
                let prefix = if level == Level::Dieu {
                    &frame.container
                } else {
                    &frame.parent
                };
                let mut wanted = join(prefix);
                push_part(&mut wanted, level, label);
                self.claim(&wanted)
            }
        };
        let holds = !matches!(kind, UnitKind::Level(level) if level != Level::Mau);
        let below = Frame {
            parent: id.clone(),
            container: if holds {
                id.clone()
            } else {
                frame.container.clone()
            },
            attachments: 0,
            ..frame.clone()
        };
        (id, below)
    }

    fn unit<'a>(
        &mut self,
        document: &Document,
        id: UnitId,
        frame: &Frame,
        slot: usize,
    ) -> Branch<'a> {
        let mut frame = frame.clone();
        self.unit_in(document, id, &mut frame, slot)
    }

    fn unit_in<'a>(
        &mut self,
        document: &Document,
        id: UnitId,
        frame: &mut Frame,
        slot: usize,
    ) -> Branch<'a> {
        let unit = document.unit(id);
        let base = frame.base;
        let line = |span: &Span| Line::Span(span.start + base..span.end + base);
        let (eid, mut below) = self.named(unit.kind, &unit.label, frame);
        if let Some(place) = self.eids.get_mut(slot) {
            *place = eid;
        }
        let mut leaves: Vec<Leaf<'a>> = Vec::with_capacity(unit.blocks.len());
        let mut changes = 0;
        for block in &unit.blocks {
            match block {
                Block::Paragraph(span) => {
                    let span = span.start + base..span.end + base;
                    match leaves.last_mut() {
                        Some(Leaf::Text(Line::Span(last))) if self.runs_on(last, &span) => {
                            last.end = span.end;
                        }
                        _ => leaves.push(Leaf::Text(Line::Span(span))),
                    }
                }
                Block::Table(rows) => leaves.push(Leaf::Table(rows.iter().map(line).collect())),
                Block::Child(child) => {
                    let slot = slot + (child.0 - id.0) as usize;
                    leaves.push(Leaf::Branch(
                        self.unit_in(document, *child, &mut below, slot),
                    ));
                }
                Block::Quoted(span) => {
                    self.quote(document, span, &below, &mut leaves, &mut changes);
                }
            }
        }
        Branch {
            kind: unit.kind,
            label: Cow::Owned(unit.label.clone()),
            written: written(document, id).as_ref().map(line),
            heading: unit.heading.as_ref().map(line),
            leaves,
            eid: slot,
            repealed: false,
            provenance: &[],
        }
    }

    /// Whether a citation goes on from one paragraph into the next, so that they are one that its source broke.
    fn runs_on(&self, before: &Span, after: &Span) -> bool {
        let next = (self.citations).partition_point(|citation| citation.span.start < before.end);
        (next
            .checked_sub(1)
            .and_then(|last| self.citations.get(last)))
        .is_some_and(|citation| citation.span.end > after.start)
    }

    /// A quoted block joins the instruction before it.
    fn quote<'a>(
        &mut self,
        document: &Document,
        span: &Span,
        frame: &Frame,
        leaves: &mut Vec<Leaf<'a>>,
        changes: &mut usize,
    ) {
        if !matches!(leaves.last(), Some(Leaf::Mod(..))) {
            *changes += 1;
            let lead = match leaves.pop() {
                Some(Leaf::Text(line)) => Some(line),
                Some(other) => {
                    leaves.push(other);
                    None
                }
                None => None,
            };
            leaves.push(Leaf::Mod(lead, Vec::new()));
        }
        let Some(Leaf::Mod(_, quotes)) = leaves.last_mut() else {
            return;
        };
        let dot = if frame.parent.is_empty() { "" } else { "__" };
        let wanted = format!(
            "{}{dot}mod_{changes}__qstr_{}",
            frame.parent,
            quotes.len() + 1
        );
        let eid = self.claim(&wanted);
        let view = document.text.view();
        let (open, inner, close, tail) = marks(view, span);
        let body = self.quoted_body(&view[inner.clone()], inner.start, eid, frame);
        quotes.push(Quote {
            open,
            close,
            body,
            tail: tail.start + frame.base..tail.end + frame.base,
        });
    }

    /// The new text as units, when it can be read so without losing anything; else its lines.
    fn quoted_body<'a>(&mut self, text: &str, at: usize, eid: String, frame: &Frame) -> Branch<'a> {
        let below = Frame {
            parent: eid.clone(),
            container: eid.clone(),
            base: frame.base + at,
            quoted: frame.quoted + 1,
            attachments: 0,
        };
        if frame.quoted < DEEPEST {
            let document = Document::read_new_text(text);
            if document.text.view() == text && document.notes.is_empty() {
                let slot = self.eids.len();
                self.eids.resize(slot + document.units.len(), String::new());
                return self.unit(&document, UnitId(0), &below, slot);
            }
        }
        let mut from = below.base;
        let mut leaves = Vec::new();
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                leaves.push(Leaf::Text(Line::Span(from..from + line.len())));
            }
            from += line.len();
        }
        self.lines(leaves, eid)
    }

    /// What a quotation holds.
    fn lines<'a>(&mut self, leaves: Vec<Leaf<'a>>, eid: String) -> Branch<'a> {
        let slot = self.eids.len();
        self.eids.push(eid);
        Branch {
            kind: UnitKind::Document,
            label: Cow::Borrowed(""),
            written: None,
            heading: None,
            leaves,
            eid: slot,
            repealed: false,
            provenance: &[],
        }
    }

    fn node<'a>(&mut self, node: &'a Node, frame: &Frame) -> Branch<'a> {
        let mut frame = frame.clone();
        self.node_in(node, &mut frame)
    }

    fn node_in<'a>(&mut self, node: &'a Node, frame: &mut Frame) -> Branch<'a> {
        let (eid, mut below) = self.named(node.kind, &node.label, frame);
        let slot = self.eids.len();
        self.eids.push(eid);
        let mut leaves = Vec::with_capacity(node.items.len());
        let items = if node.repealed { &[] } else { &node.items[..] };
        for item in items {
            leaves.push(match item {
                Item::Text(text) => Leaf::Text(Line::Plain(text)),
                Item::Unit(unit) => Leaf::Branch(self.node_in(unit, &mut below)),
            });
        }
        Branch {
            kind: node.kind,
            label: Cow::Borrowed(&node.label),
            written: None,
            heading: node.heading.as_deref().map(Line::Plain),
            leaves,
            eid: slot,
            repealed: node.repealed,
            provenance: &node.provenance,
        }
    }
}

/// Where the label of a unit stands with the word and the marks around it: all before its heading or its first words.
fn written(document: &Document, id: UnitId) -> Option<Span> {
    let unit = document.unit(id);
    if !matches!(unit.kind, UnitKind::Level(_) | UnitKind::Annex) {
        return None;
    }
    let first = unit.blocks.first().map(|block| match block {
        Block::Paragraph(span) | Block::Quoted(span) => span.start,
        Block::Table(rows) => rows.first().map_or(unit.span.end, |row| row.start),
        Block::Child(child) => document.unit(*child).span.start,
    });
    let end = (unit
        .heading
        .as_ref()
        .map(|heading| heading.start)
        .into_iter())
    .chain(first)
    .min()
    .unwrap_or(unit.span.end);
    let written = document.text.view().get(unit.span.start..end)?;
    (!written.trim().is_empty()).then_some(unit.span.start..end)
}

/// The opening mark, what it opens, the closing mark, and what stands behind it.
fn marks(view: &str, span: &Span) -> (&'static str, Span, &'static str, Span) {
    const OPENING: [&str; 4] = ["“", "\"", "‘", "«"];
    const CLOSING: [&str; 4] = ["”", "\"", "’", "»"];
    let text = &view[span.clone()];
    let from = span.start + (text.len() - text.trim_start().len());
    let open = OPENING
        .into_iter()
        .find(|mark| view[from..span.end].starts_with(mark))
        .unwrap_or("");
    let start = from + open.len();
    let inner = &view[start..span.end];
    let body = inner.trim_end_matches(|c: char| c.is_whitespace() || ".;,:".contains(c));
    let close = CLOSING
        .into_iter()
        .find(|mark| body.ends_with(mark))
        .unwrap_or("");
    if close.is_empty() {
        return (open, start..span.end, "", span.end..span.end);
    }
    let end = start + body.len();
    (open, start..end - close.len(), close, end..span.end)
}
