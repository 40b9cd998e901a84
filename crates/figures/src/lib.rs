//! Số liệu: finds the figures of a report that contradict one another.
//!
//! A report is lines of text: a line a paragraph, a line a row of a table with ` | ` between its cells, as the crate
//! `reading` makes them of documents. What is found is data: which figures, where they stand, what was printed, what it
//! should be, and why, as a code from which [`Finding::vi`] and [`Finding::en`] make words.
//!
//! **Invariant:** the arithmetic is exact, the reading is careful. A list must make its whole only when the words say that
//! it is all of it ("gồm", "bao gồm", "cụ thể", a bracket of parts) or when its members fall on all sides of a known
//! division; of a list behind "trong đó" each member must only not be larger than the whole. What is rough, a range, a
//! date, the number of a document or an ordinal is never counted. This crate opens no file and asks no clock.
//!
//! ```text
//! tokens → quantities → relations, claims → findings
//! lines  → tables                         → findings
//! ```
//!
//! [`report`] checks several reports under their names and writes findings as programs read them.

mod claim;
mod finding;
mod identity;
mod judge;
mod lexicon;
mod list;
mod number;
mod paragraph;
mod quantity;
mod relation;
pub mod report;
mod share;
mod source;
mod table;
mod token;
mod words;

pub use finding::{Confidence, Finding, Kind, Place, Reason, Role, Severity};

use identity::{Frame, Known};
use paragraph::Paragraph;
use source::Source;
use token::Tokens;

/// A report that was read: what is wrong in it, and what others can be compared with.
#[derive(Debug, Clone)]
pub struct Paper {
    findings: Vec<Finding>,
    known: Vec<Known>,
}

/// A line of a list does not go on for longer than this many lines.
const LONGEST_LIST: usize = 200;
/// A table of more rows is judged in pieces.
const LONGEST_TABLE: usize = 5000;
/// A paragraph of more bytes is read in pieces, so that brackets and lists stay small.
const LONGEST_LINE: usize = 200_000;

impl Paper {
    /// Reads a report.
    pub fn read(text: &str) -> Self {
        let source = Source::new(text);
        let mut reader = Reader {
            source: &source,
            frame: Frame::default(),
            before: None,
            findings: Vec::new(),
            known: Vec::new(),
        };
        let mut line = 0;
        while line < source.lines() {
            line = if table::is_row(source.line(line).0) {
                reader.table(line)
            } else {
                reader.paragraph(line)
            };
        }
        let Reader {
            mut findings,
            known,
            ..
        } = reader;
        findings.extend(identity::within(&known));
        findings.sort_by_key(|finding| finding.places.first().map(|place| place.range.start));
        // A cell that differs from its row and from its column is one finding.
        findings.dedup_by(|one, other| {
            one.kind == other.kind
                && one.expected == other.expected
                && one.places.first() == other.places.first()
        });
        Self { findings, known }
    }

    /// What is wrong in it, in the order of the text.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// The cells of a line that is a row of a table, each as its bytes in the line; none of any other line.
pub fn cells(line: &str) -> Vec<std::ops::Range<usize>> {
    if !table::is_row(line) {
        return Vec::new();
    }
    let mut start = 0;
    line.split('|')
        .map(|cell| {
            let from = start + (cell.len() - cell.trim_start().len());
            start += cell.len() + 1;
            from..from + cell.trim().len()
        })
        .collect()
}

/// What is wrong in a report.
pub fn check(text: &str) -> Vec<Finding> {
    Paper::read(text).findings
}

/// What reports say differently of the same quantity. The places name the papers in the order given.
pub fn compare(papers: &[Paper]) -> Vec<Finding> {
    let known: Vec<&[Known]> = papers.iter().map(|paper| paper.known.as_slice()).collect();
    identity::between(&known)
}

struct Reader<'s> {
    source: &'s Source<'s>,
    frame: Frame,
    before: Option<Paragraph>,
    findings: Vec<Finding>,
    known: Vec<Known>,
}

impl Reader<'_> {
    /// Reads the table that begins at a line, and tells the line behind it.
    fn table(&mut self, from: usize) -> usize {
        let until = self.source.lines().min(from + LONGEST_TABLE);
        let past = (from..until)
            .find(|line| !table::is_row(self.source.line(*line).0))
            .unwrap_or(until);
        if let Some(table) = table::read(self.source, from..past) {
            self.findings.extend(table::judge(self.source, &table));
        }
        self.before = None;
        past
    }

    /// Reads the paragraph that begins at a line, with the list it announces, and tells the line behind it.
    fn paragraph(&mut self, from: usize) -> usize {
        let (text, start) = self.source.line(from);
        if text.trim().is_empty() {
            return from + 1;
        }
        let mut past = from + 1;
        if text.len() > LONGEST_LINE {
            for (at, piece) in pieces(text) {
                let mut tokens = Tokens::default();
                tokens.add(piece, start + at);
                self.take(tokens);
            }
            return past;
        }
        let mut tokens = Tokens::default();
        tokens.add(text, start);
        let (mut text, until) = (text, self.source.lines().min(past + LONGEST_LIST));
        while past < until && goes_on(text, self.source.line(past).0) {
            let (line, start) = self.source.line(past);
            tokens.add(line, start);
            text = line;
            past += 1;
        }
        if text.trim_end().ends_with(':') {
            let until = self.source.lines().min(past + LONGEST_LIST);
            // A member of a list is not the head of the members that follow it.
            let own = list_mark(self.source.line(from).0);
            let mark = list_mark(self.source.line(past).0).filter(|mark| own != Some(*mark));
            while past < until && mark.is_some() {
                let (line, start) = self.source.line(past);
                if list_mark(line) != mark || line.len() > LONGEST_LINE {
                    break;
                }
                tokens.bullet(start);
                tokens.add(line, start);
                past += 1;
            }
        }
        self.take(tokens);
        past
    }

    fn take(&mut self, tokens: Tokens) {
        let paragraph = Paragraph::new(tokens);
        self.frame.learn(&paragraph);
        if !paragraph.quantities.is_empty() {
            let relations = relation::find(&paragraph);
            let claims = claim::find(&paragraph, &relations, self.before.as_ref());
            self.findings
                .extend(judge::sums(self.source, &paragraph, &relations));
            self.findings
                .extend(judge::shares(self.source, &paragraph, &claims));
            self.known.extend(identity::find(
                self.source,
                &paragraph,
                &relations,
                &self.frame,
            ));
        }
        self.before = Some(paragraph);
    }
}

/// Whether a line goes on in the next one, as the lines of a page do when nothing joined them to paragraphs.
fn goes_on(line: &str, next: &str) -> bool {
    let ended = line.trim_end().ends_with(['.', ':', ';', '?', '!', '…']);
    let mut letters = next.trim_start().chars();
    let small = letters.next().is_some_and(char::is_lowercase);
    // "a) …" and "a. …" begin a line of their own.
    let point = matches!(letters.next(), Some(')' | '.'));
    let whole = next.len() <= LONGEST_LINE && !table::is_row(next);
    !ended && small && !point && whole
}

/// The sign with which a line of a list begins.
fn list_mark(line: &str) -> Option<char> {
    let first = line.trim_start().chars().next()?;
    matches!(first, '-' | '–' | '+' | '*' | '•' | '●' | '\u{f0b7}').then_some(first)
}

/// A line cut at blanks into pieces that are not too long.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let mut end = rest.len().min(LONGEST_LINE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let blank = rest[..end]
            .rfind(' ')
            .filter(|blank| *blank > 0 && end < rest.len());
        let piece = &rest[..blank.unwrap_or(end)];
        let from = at;
        at += piece.len();
        Some((from, piece))
    })
}
