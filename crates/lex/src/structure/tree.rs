//! Cây bố cục: the lines of a document put into a tree, label by label.
//!
//! One pass over the lines. A label opens a unit only where the numbering makes it plausible: the next of its series, one inserted after
//! the last, the first of a new series; a jump only where the line before has ended and nothing later takes the number left out.

use super::lines::{Ending, Key, Label, Layout, Line, Series, is_capitals, is_row, label};
use super::numbering::{Step, expected};
use super::{Block, Diagnostic, Oddity, Span, Unit, UnitId, UnitKind, openers, quotes};
use crate::address::Level;

mod accept;
mod headings;
mod quoted;

/// What the pass makes.
#[derive(Debug)]
pub(super) struct Tree {
    pub units: Vec<Unit>,
    pub diagnostics: Vec<Diagnostic>,
    /// The first line that belongs to a unit below the document.
    pub first: usize,
    /// The line that opens the signature block, and the one after its last.
    pub signature: Option<(usize, usize)>,
    pub layout: Layout,
}

/// A unit that is open, and the numbering of what stands below it.
#[derive(Debug)]
struct Frame {
    id: UnitId,
    rank: u8,
    /// The series its label counts in, with its place there.
    of: Option<(Series, Key)>,
    last: [Option<Key>; Series::COUNT],
    /// A list that started over at 1 within the unit, and is none of its parts.
    aside: [u32; Series::COUNT],
}

impl Frame {
    fn new(id: UnitId, rank: u8, of: Option<(Series, Key)>) -> Self {
        Self {
            id,
            rank,
            of,
            last: [None; Series::COUNT],
            aside: [0; Series::COUNT],
        }
    }
}

/// The rank of a frame that holds articles: the document, an attached text, an annex, a form.
const CONTAINER: u8 = 20;
const ARTICLE: u8 = 12;
/// `I.` below an article.
const ROMAN_IN_ARTICLE: u8 = 11;
const CLAUSE: u8 = 10;
const POINT: u8 = 9;

fn rank(series: Series) -> u8 {
    match series {
        Series::Annex | Series::Form => CONTAINER,
        Series::Part | Series::Capital => 16,
        Series::Chapter => 15,
        Series::Section | Series::Roman => 14,
        Series::Subsection => 13,
        Series::Article => ARTICLE,
        Series::Number => CLAUSE,
        Series::Decimal | Series::Letter => POINT,
        Series::Decimal3 | Series::LetterDecimal | Series::SmallRoman => 8,
    }
}

/// Put the lines of a text into a tree.
pub(super) fn build(text: &str, lines: &[Line]) -> Tree {
    let mut builder = Builder::new(text, lines);
    let mut at = 0;
    while at < lines.len() {
        at = builder.line(at).max(at + 1);
    }
    builder.finish()
}

/// Put the lines of new text into a tree: its numbering may begin anywhere, and it may be too short to show how its source broke lines.
pub(super) fn build_new_text(text: &str, lines: &[Line]) -> Tree {
    let mut builder = Builder::new(text, lines);
    if builder.layout == Layout::Paragraphs {
        builder.layout = Layout::Short;
    }
    builder.begin_before_first();
    let mut at = 0;
    while at < lines.len() {
        at = builder.line(at).max(at + 1);
    }
    builder.finish()
}

struct Builder<'a> {
    text: &'a str,
    lines: &'a [Line],
    layout: Layout,
    /// Every line that has the form of an article's heading.
    articles: Vec<(usize, Key)>,
    /// Whether most articles have headings.
    headed: bool,
    units: Vec<Unit>,
    frames: Vec<Frame>,
    diagnostics: Vec<Diagnostic>,
    first: Option<usize>,
    signature: Option<(usize, usize)>,
    closing: bool,
    /// The end of the last line that was placed.
    last_end: usize,
    /// Whether the last line left a paragraph that the next may continue.
    open_paragraph: bool,
    /// Whether the last line closed a quotation.
    after_quote: bool,
    /// Whether any article has words below its first line.
    bodied: bool,
    /// Whether the text begins with a point that has no clause above it.
    points_alone: bool,
    /// How many more lines may be looked at for the ends of quotations that are never closed.
    budget: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, lines: &'a [Line]) -> Self {
        let mut articles = Vec::new();
        let mut open_headings = 0usize;
        for (index, line) in lines.iter().enumerate() {
            let words = &text[line.span()];
            if (words.starts_with("Điều") || words.starts_with("ĐIỀU"))
                && let Some(label) = label(words).filter(|l| l.closed && l.key.0 > 0)
            {
                articles.push((index, label.key));
                open_headings += usize::from(Ending::of(words) == Ending::Open);
            }
        }
        let document = Unit {
            parent: None,
            kind: UnitKind::Document,
            label: String::new(),
            heading: None,
            blocks: Vec::new(),
            span: 0..text.len(),
        };
        Self {
            text,
            lines,
            layout: Layout::of(text, lines),
            headed: open_headings * 10 >= articles.len() * 6,
            articles,
            units: vec![document],
            frames: vec![Frame::new(UnitId(0), CONTAINER, None)],
            diagnostics: Vec::new(),
            first: None,
            signature: None,
            closing: false,
            last_end: 0,
            open_paragraph: false,
            after_quote: false,
            bodied: false,
            points_alone: false,
            budget: lines.len() * 4 + 64,
        }
    }

    /// Take the label of the first line for the next of its series.
    fn begin_before_first(&mut self) {
        let series = [Series::Number, Series::Letter];
        let first = label(self.words(0)).filter(|l| l.closed && series.contains(&l.series));
        if let Some(label) = first {
            let (number, inserted) = label.key;
            let before = match (number, inserted) {
                (1, 0) => None,
                (number, 0) => Some((number.saturating_sub(1), 0)),
                (number, inserted) => Some((number, inserted - 1)),
            };
            self.frames[0].last[label.series as usize] = before;
            self.points_alone = label.series == Series::Letter;
        }
    }

    fn words(&self, at: usize) -> &'a str {
        self.lines
            .get(at)
            .map_or("", |line| &self.text[line.span()])
    }

    /// Place a line; returns the next line to look at.
    fn line(&mut self, at: usize) -> usize {
        let words = self.words(at);
        if self.opens_signature(at, words) {
            return self.sign(at);
        }
        if is_row(words) {
            return self.row(at);
        }
        if quotes::starts_quoted(words)
            && let Some(next) = self.quoted_block(at)
        {
            return next;
        }
        if let Some(label) = label(words)
            && let Some(step) = self.accepts(at, &label)
        {
            return self.open_labelled(at, &label, step);
        }
        if words == "Điều"
            && let Some(next) = self.parted_article(at)
        {
            return next;
        }
        if let Some(next) = self.opens_title(at, words) {
            return next;
        }
        self.body(at, self.lines[at].start)
    }

    fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn top_id(&self) -> UnitId {
        self.frames[self.frames.len() - 1].id
    }

    /// The innermost frame that holds articles.
    fn container(&self) -> usize {
        self.frames
            .iter()
            .rposition(|frame| frame.rank == CONTAINER)
            .unwrap_or(0)
    }

    fn container_kind(&self) -> UnitKind {
        self.units[self.frames[self.container()].id.0 as usize].kind
    }

    fn in_annex(&self) -> bool {
        matches!(self.container_kind(), UnitKind::Annex | UnitKind::Level(_))
    }

    /// Close every frame above one.
    fn close_to(&mut self, depth: usize) {
        while self.frames.len() > depth.max(1) {
            if let Some(frame) = self.frames.pop() {
                let unit = &mut self.units[frame.id.0 as usize];
                unit.span.end = self.last_end.max(unit.span.start);
            }
        }
        self.open_paragraph = false;
    }

    fn open(
        &mut self,
        kind: UnitKind,
        label: String,
        start: usize,
        frame_rank: u8,
        of: Option<(Series, Key)>,
    ) -> UnitId {
        let id = UnitId(u32::try_from(self.units.len()).unwrap_or(u32::MAX));
        let parent = self.top_id();
        self.units[parent.0 as usize].blocks.push(Block::Child(id));
        self.units.push(Unit {
            parent: Some(parent),
            kind,
            label,
            heading: None,
            blocks: Vec::new(),
            span: start..start,
        });
        self.frames.push(Frame::new(id, frame_rank, of));
        self.open_paragraph = false;
        self.after_quote = false;
        id
    }

    /// Open the unit of a label that was accepted.
    fn open_labelled(&mut self, at: usize, label: &Label<'a>, accepted: accept::Accepted) -> usize {
        self.first.get_or_insert(at);
        let line = self.lines[at];
        if accepted.restart {
            self.open_unnamed_attachment(at);
        }
        let depth = if accepted.restart {
            self.frames.len()
        } else {
            accepted.depth
        };
        self.close_to(depth);
        self.report(at, label, accepted);
        let slot = label.series as usize;
        for frame in &mut self.frames {
            if frame.rank == CONTAINER || frame.id == accepted.counts_in {
                frame.last[slot] = Some(label.key);
            }
        }
        self.top().last[slot] = Some(label.key);
        if matches!(label.series, Series::Annex | Series::Form) {
            self.closing = false;
        }
        let kind = match label.series {
            Series::Annex => UnitKind::Annex,
            Series::Letter if accepted.rank < POINT => UnitKind::Level(Level::Tiet),
            series => UnitKind::Level(series.level()),
        };
        let of = Some((label.series, label.key));
        let id = self.open(kind, label.text.to_owned(), line.start, accepted.rank, of);
        let rest = line.start + label.rest.min(line.end - line.start);
        self.last_end = line.end;
        match label.series {
            Series::Part
            | Series::Chapter
            | Series::Section
            | Series::Subsection
            | Series::Annex
            | Series::Form => self.title_heading(id, at, rest),
            Series::Article | Series::Roman | Series::Capital => self.article_heading(id, at, rest),
            _ => self.body(at, rest),
        }
    }

    /// `Điều` at the end of a line, and its number on the next.
    fn parted_article(&mut self, at: usize) -> Option<usize> {
        let label = label(self.words(at + 1))
            .filter(|label| label.series == Series::Number && label.closed)?;
        let label = Label {
            series: Series::Article,
            ..label
        };
        let container = self.container();
        let last = self.frames[container].last[Series::Article as usize];
        if !Step::between(last, label.key).is_regular() {
            return None;
        }
        let accepted = self.accepts_again(&label, last, container)?;
        let unit = self.units.len();
        let next = self.open_labelled(at + 1, &label, accepted);
        self.units[unit].span.start = self.lines[at].start;
        Some(next)
    }

    fn report(&mut self, at: usize, label: &Label<'a>, accepted: accept::Accepted) {
        if self.in_annex() || label.key.0 == 0 {
            return;
        }
        let kind = match accepted.step {
            Step::Late | Step::Jump => Oddity::Gap,
            Step::Repeated => Oddity::Repeated,
            Step::Back => Oddity::Backwards,
            Step::First | Step::Next | Step::Inserted => return,
        };
        let diagnostic = Diagnostic {
            kind,
            at: self.lines[at].start,
            unit: self.place(),
            expected: (kind == Oddity::Gap).then(|| expected(label.series, accepted.last)),
            found: Some(format!("{} {}", label.series.level().word(), label.text)),
        };
        self.diagnostics.push(diagnostic);
    }

    /// The unit now open, as written.
    fn place(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for frame in self.frames.iter().rev() {
            let unit = &self.units[frame.id.0 as usize];
            if let UnitKind::Level(level) = unit.kind {
                words.push(format!("{} {}", level.word(), unit.label));
            }
            if frame.rank >= ARTICLE {
                break;
            }
        }
        words.join(" ")
    }

    /// Place what a line holds from a byte on as text of the unit now open.
    fn body(&mut self, at: usize, from: usize) -> usize {
        let line = self.lines[at];
        self.after_quote = false;
        if from >= line.end {
            self.last_end = line.end;
            self.open_paragraph = false;
            return at + 1;
        }
        if from == line.start && self.first.is_some() {
            self.bodied = true;
        }
        if let Some(next) = self.quoted_within(at, from) {
            return next;
        }
        let joins = from == line.start
            && self.open_paragraph
            && at > 0
            && self.layout.continues(self.text, &self.lines[at - 1], &line);
        self.paragraph(from..line.end, joins);
        at + 1
    }

    fn paragraph(&mut self, span: Span, joins: bool) {
        let id = self.top_id();
        self.last_end = span.end;
        let blocks = &mut self.units[id.0 as usize].blocks;
        match blocks.last_mut() {
            Some(Block::Paragraph(open)) if joins => open.end = span.end,
            _ => blocks.push(Block::Paragraph(span)),
        }
        self.open_paragraph = true;
    }

    fn row(&mut self, at: usize) -> usize {
        let span = self.lines[at].span();
        let id = self.top_id();
        self.last_end = span.end;
        let adjacent = at > 0 && is_row(self.words(at - 1));
        let blocks = &mut self.units[id.0 as usize].blocks;
        match blocks.last_mut() {
            Some(Block::Table(rows)) if adjacent => rows.push(span),
            _ => blocks.push(Block::Table(vec![span])),
        }
        self.open_paragraph = false;
        at + 1
    }

    fn opens_signature(&self, at: usize, words: &str) -> bool {
        !self.closing
            && self.first.is_some()
            && self.container() == 0
            && (openers::is_signature(words)
                || words.starts_with(['-', '_', '*'])
                    && words.trim_matches(['-', '_', '*', ' ']).is_empty()
                    && openers::is_signature(self.words(at + 1)))
    }

    fn sign(&mut self, at: usize) -> usize {
        self.close_to(1);
        self.closing = true;
        self.signature = Some((at, at + 1));
        if is_row(self.words(at)) {
            return self.row(at);
        }
        let span = self.lines[at].span();
        self.paragraph(span, false);
        at + 1
    }

    /// A title in capitals that opens an attached text or an annex.
    fn opens_title(&mut self, at: usize, words: &'a str) -> Option<usize> {
        if self.first.is_none()
            || !words.starts_with(char::is_uppercase)
            || !openers::is_title(words)
        {
            return None;
        }
        let ended = self.closing || !matches!(self.container_kind(), UnitKind::Document);
        let named = openers::titled(words);
        let issued = self.issued_line(at);
        let (last, opened) = match (issued, named) {
            (Some(last), named) => (
                last,
                named.unwrap_or(if self.in_annex() {
                    return None;
                } else {
                    openers::Opened::Annex
                }),
            ),
            (None, Some(openers::Opened::Attached))
                if ended && openers::is_bare_title(words) && !self.in_annex() =>
            {
                (at + 1, openers::Opened::Attached)
            }
            _ => return None,
        };
        if !ended && self.units.len() < 2 {
            return None;
        }
        self.close_to(1);
        self.mark_signature_end(at);
        self.closing = false;
        let last = self.title_end(at, last);
        let span = self.lines[at].start..self.lines[last - 1].end;
        let (kind, label) = match opened {
            openers::Opened::Attached => (UnitKind::Attached, fold(&self.text[span.clone()])),
            openers::Opened::Annex => (UnitKind::Annex, String::new()),
        };
        let id = self.open(kind, label, span.start, CONTAINER, None);
        self.last_end = span.end;
        self.units[id.0 as usize].heading = Some(span);
        Some(last)
    }

    /// The end of a bare title: the lines in capitals, and the lines up to where the text was issued with.
    fn title_end(&self, at: usize, last: usize) -> usize {
        let mut end = last;
        while end < self.lines.len()
            && end < at + 8
            && openers::is_title(self.words(end))
            && label(self.words(end)).is_none()
        {
            end += 1;
        }
        end.min(self.lines.len())
    }

    /// The line below a title that says what the text was issued with, when nothing but the title stands between.
    fn issued_line(&self, at: usize) -> Option<usize> {
        for next in at + 1..(at + 9).min(self.lines.len()) {
            let words = self.words(next);
            if openers::is_issued_with(words) {
                return Some(next);
            }
            if is_row(words)
                || label(words).is_some_and(|l| l.closed)
                || matches!(
                    Ending::of(words),
                    Ending::Stop | Ending::Semicolon | Ending::Colon
                )
            {
                return None;
            }
        }
        None
    }

    /// Articles start over after the signature, and no title was found: a text without a name.
    fn open_unnamed_attachment(&mut self, at: usize) {
        self.close_to(1);
        self.mark_signature_end(at);
        self.closing = false;
        let start = self.lines[at].start;
        self.open(UnitKind::Attached, String::new(), start, CONTAINER, None);
    }

    fn mark_signature_end(&mut self, at: usize) {
        if let Some((start, end)) = &mut self.signature
            && *end == *start + 1
        {
            *end = at.max(*start + 1);
        }
    }

    /// A table of contents was read as articles: give its lines back to the document.
    fn drop_contents(&mut self, at: usize) {
        self.close_to(1);
        let Some(first) = self.first.take() else {
            return;
        };
        self.diagnostics.clear();
        self.diagnostics.push(Diagnostic {
            kind: Oddity::TableOfContents,
            at: self.lines[first].start,
            unit: String::new(),
            expected: None,
            found: None,
        });
        self.units.truncate(1);
        self.units[0]
            .blocks
            .retain(|block| !matches!(block, Block::Child(_)));
        let from = self.lines[first].start;
        self.units[0].blocks.retain(|block| match block {
            Block::Paragraph(span) | Block::Quoted(span) => span.start < from,
            Block::Table(rows) => rows.first().is_some_and(|row| row.start < from),
            Block::Child(_) => false,
        });
        self.frames[0] = Frame::new(UnitId(0), CONTAINER, None);
        for index in first..at {
            let span = self.lines[index].span();
            self.paragraph(span, false);
        }
    }

    fn finish(mut self) -> Tree {
        self.mark_signature_end(self.lines.len());
        self.close_to(1);
        let has_articles = self
            .units
            .iter()
            .any(|unit| unit.kind == UnitKind::Level(Level::Dieu));
        if !has_articles {
            self.diagnostics.push(Diagnostic {
                kind: Oddity::NoArticles,
                at: 0,
                unit: String::new(),
                expected: None,
                found: None,
            });
        }
        Tree {
            first: self.first.unwrap_or(self.lines.len()),
            units: self.units,
            diagnostics: self.diagnostics,
            signature: self.signature,
            layout: self.layout,
        }
    }
}

/// Words on one line.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_capital_start(rest: &str) -> bool {
    rest.trim_start_matches(['“', '"', '(', '[', ' '])
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn is_all_capitals(rest: &str) -> bool {
    is_capitals(rest)
}
