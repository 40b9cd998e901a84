//! How a document of Word looks, as plain values: its pages and paragraphs with the look of their letters. Nothing is laid out: where a
//! page ends and how long a line is are not known.

use crate::{Limits, Unreadable, docx};

/// A document as it looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Its sections in order; one at least.
    pub sections: Vec<Section>,
    /// Its paragraphs in order, those of tables row by row among them; empty ones too.
    pub paragraphs: Vec<Paragraph>,
}

/// A section: pages of one size.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// The width and the height of a page in millimetres, where the file says them.
    pub page: Option<(f64, f64)>,
    /// The margins at the top, right, bottom and left, in millimetres.
    pub margins: Option<[f64; 4]>,
    /// Whether the first page has a head and a foot of its own.
    pub own_first: bool,
    /// The head of its pages.
    pub header: Vec<Paragraph>,
    /// The foot of its pages.
    pub footer: Vec<Paragraph>,
    /// The head of its first page, where that is its own.
    pub first_header: Vec<Paragraph>,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
    /// From margin to margin.
    Both,
}

/// The height of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineHeight {
    /// So many times that of a single line.
    Lines(f64),
    /// So many points.
    Exactly(f64),
    /// So many points or more.
    AtLeast(f64),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The section it stands in.
    pub section: usize,
    /// The cell it stands in.
    pub cell: Option<Cell>,
    /// Its text, stretch by stretch. `\n` begins a new line within it.
    pub runs: Vec<Run>,
    /// Where its lines stand.
    pub align: Align,
    /// How far its first line is set in, in millimetres; nothing where a list decides it.
    pub first_line: Option<f64>,
    /// Distance above and below in points; nothing where it hangs on the neighbours.
    pub spacing: Option<(f64, f64)>,
    /// The height of its lines.
    pub line: LineHeight,
    /// Whether the number of the page stands in it.
    pub page_number: bool,
    /// Whether a line is drawn at its edge or under its letters.
    pub ruled: bool,
    /// Whether it holds a drawing.
    pub drawn: bool,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The outermost table, counted from nought.
    pub table: usize,
    /// Its row.
    pub row: usize,
    /// Its place in the row.
    pub column: usize,
}

/// A stretch of text that looks the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The face, where the file names one.
    pub font: Option<String>,
    /// The size in points.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Shown in capitals, however written.
    pub capitals: bool,
    /// The colour in six hexadecimal figures, where it is not left to the program.
    pub colour: Option<String>,
}

impl Paragraph {
    /// Its words.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Reads how a document of Word looks. A document that [`crate::read`] refuses for its archive is refused for the same reason; one of
/// another kind is none.
pub fn layout(bytes: &[u8], limits: &Limits) -> Result<Layout, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Unreadable::TooLarge {
            limit: limits.bytes,
        });
    }
    if !intake::kind::is_zip(bytes) {
        return Err(match crate::read(bytes, limits) {
            Ok(_) => Unreadable::WrongType,
            Err(reason) => reason,
        });
    }
    docx::layout(bytes, limits)
}
