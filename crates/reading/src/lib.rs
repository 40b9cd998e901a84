//! Strangers' documents as plain text: DOCX, PDF, web pages and text files, with the way back to the file.
//!
//! **Invariant:** this crate opens no file, keeps no state and asks no clock, and what comes in is never trusted: the
//! kind is told by the content, sizes are counted and not believed, and every limit has its own [`Unreadable`] reason.
//! Nothing is corrected either. The text is what the file says, letter by letter, and each [`Piece`] tells where it
//! stands there; whoever reads law out of it does the folding and joining.

mod docx;
mod draft;
mod flow;
mod html;
pub mod layout;
mod limits;
mod numeral;
mod old_font;
mod pdf;
mod plain;
mod source;
mod unreadable;
mod warning;

use std::ops::Range;

use intake::{Fault, kind};

pub use limits::Limits;
pub use numeral::roman;
pub use unreadable::Unreadable;
pub use warning::Warning;

use draft::Draft;
use source::{Source, Width};

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text without markup.
    Text,
    /// A web page.
    Html,
    /// A document of Word since 2007.
    Docx,
    /// A PDF with text in it.
    Pdf,
}

/// A document as lines of text: one line a paragraph, one line a row of a table with ` | ` between the cells, notes as
/// `[n]` in the text and as lines `[n] …` at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What the file was.
    pub format: Format,
    /// The text.
    pub text: String,
    /// Where the text stands in the file, in the order of the text. What lies between two pieces (ends of lines, bars
    /// between cells) was added.
    pub pieces: Vec<Piece>,
    /// The parts of the file that text was taken from. Part 0 is the file itself, or the main part of an archive.
    pub parts: Vec<String>,
    /// What whoever uses the text should know.
    pub warnings: Vec<Warning>,
    widths: Vec<Width>,
}

/// A run of the text and where it stands in the file as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The first byte in the text.
    pub start: usize,
    /// The bytes in the text.
    pub len: usize,
    /// The part of the file, an index into [`Reading::parts`].
    pub part: u16,
    /// The first byte in that part; of a PDF, the number of the page, counted from one.
    pub at: usize,
    /// The bytes it takes in that part; of a PDF, the pages, which is one.
    pub taken: usize,
    /// Whether the bytes of the part, decoded, are the text; otherwise they stand for it, as `&amp;` does for `&`.
    pub verbatim: bool,
}

/// A table of a document, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its rows, each with the cells the file gives it.
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// Its text, one line a paragraph.
    pub text: String,
    /// Over how many columns it reaches.
    pub span: u16,
    /// Whether it goes on with the cell above it; what is merged downwards stands in the first row.
    pub joined: bool,
}

/// A stretch of a part of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The part, an index into [`Reading::parts`].
    pub part: u16,
    /// The bytes in it; of a PDF, the pages.
    pub range: Range<usize>,
}

impl Reading {
    /// Where a span of the text stands in the file: one stretch for each part it touches, from the first byte of it to
    /// the last. A span of added signs alone stands nowhere. A span that is no span of the text stands nowhere either.
    pub fn places(&self, span: Range<usize>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let first = self
            .pieces
            .partition_point(|piece| piece.start + piece.len <= span.start);
        for piece in self.pieces[first..]
            .iter()
            .take_while(|piece| piece.start < span.end)
        {
            let range = self.within(piece, &span);
            match places.last_mut() {
                // A deleted or moved passage can make the file go back; the stretch then holds both.
                Some(last) if last.part == piece.part => {
                    last.range.start = last.range.start.min(range.start);
                    last.range.end = last.range.end.max(range.end);
                }
                _ => places.push(Place {
                    part: piece.part,
                    range,
                }),
            }
        }
        places
    }

    /// The bytes of the part that hold what the span covers of a piece.
    fn within(&self, piece: &Piece, span: &Range<usize>) -> Range<usize> {
        let whole = piece.at..piece.at + piece.taken;
        let (start, end) = (piece.start, piece.start + piece.len);
        let width = self.widths.get(usize::from(piece.part));
        let (true, Some(width)) = (piece.verbatim, width) else {
            return whole;
        };
        let before = self.text.get(start..span.start.max(start));
        let after = self.text.get(span.end.min(end)..end);
        match (before, after) {
            (Some(before), Some(after)) => {
                whole.start + width.of(before)..whole.end - width.of(after)
            }
            _ => whole,
        }
    }
}

/// Reads a document that somebody sent.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Unreadable::TooLarge {
            limit: limits.bytes,
        });
    }
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let reading = if kind::is_zip(bytes) {
        docx::read(bytes, limits)?
    } else if pdf::is_pdf(bytes) {
        pdf::read(bytes, limits)?
    } else if kind::is_ole(bytes) {
        return Err(ole_reason(bytes));
    } else if kind::is_foreign(bytes) {
        return Err(Unreadable::WrongType);
    } else {
        read_text(bytes, limits)?
    };
    old_font::judge(reading)
}

/// The tables of a document of Word, the inner ones of tables in one another first. A document that [`read`] refuses is refused for the
/// same reason; one of another kind is none.
pub fn tables(bytes: &[u8], limits: &Limits) -> Result<Vec<Table>, Unreadable> {
    match read(bytes, limits)?.format {
        Format::Docx => docx::tables(bytes, limits),
        Format::Text | Format::Html | Format::Pdf => Err(Unreadable::WrongType),
    }
}

/// Text files and web pages differ only in what they say.
fn read_text(bytes: &[u8], limits: &Limits) -> Result<Reading, Unreadable> {
    let source = Source::of_file(bytes)?;
    if source.text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    if html::is_html(&source.text) {
        html::read(&source, limits)
    } else if kind::is_markup(&source.text) {
        Err(Unreadable::WrongType)
    } else {
        plain::read(&source, limits)
    }
}

/// Old documents and new ones under a password share a container.
fn ole_reason(bytes: &[u8]) -> Unreadable {
    if kind::ole_holds(bytes, "EncryptedPackage") {
        Unreadable::Encrypted
    } else if kind::ole_holds(bytes, "WordDocument") {
        Unreadable::OldWord
    } else {
        Unreadable::WrongType
    }
}

/// Puts a reading together; a document of nothing but white space holds no text.
fn finish(
    format: Format,
    draft: Draft,
    parts: Vec<(String, Width)>,
    warnings: Vec<Warning>,
) -> Result<Reading, Unreadable> {
    if draft.text.trim().is_empty() {
        return Err(Unreadable::NoText);
    }
    let (parts, widths) = parts.into_iter().unzip();
    Ok(Reading {
        format,
        text: draft.text,
        pieces: draft.pieces,
        parts,
        warnings,
        widths,
    })
}

impl From<Fault> for Unreadable {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Encrypted => Self::Encrypted,
            Fault::ZipBomb => Self::ZipBomb,
            Fault::Truncated => Self::Truncated,
            Fault::Broken => Self::Broken,
            Fault::WrongType => Self::WrongType,
            Fault::NotUnicode => Self::NotUnicode,
        }
    }
}
