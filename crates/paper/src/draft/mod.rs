//! Bản thảo: a body as plain text, typed the way an official text looks, without any markup.
//!
//! One line is one paragraph. A line that begins as a numbered unit is one (`Chương II`, `I.`, `Điều 3.`, `1.`, `a)`), with its number as
//! typed, so that gaps remain for the check of the form; a line after a dash is an item; lines between bars, and lines with tabs as a
//! spreadsheet pastes them, are a table. What is none of these is a paragraph.
//!
//! **Invariant:** [`write`] is the inverse of [`read`]: what was read, written and read again is the same.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6 and Mục III, khoản 1.

mod line;
mod table;
mod write;

use std::fmt;

use kernel::vi;
use serde::{Deserialize, Serialize};

use crate::{Annex, Block, Level, Text};

use line::{Mark, annex, is_belonging, is_title, item, mark, says_title};
use table::Row;

pub use write::write;

/// The most bytes of a draft; the longest reports have a tenth of them.
pub const MOST_BYTES: usize = 1_000_000;
/// The most lines of a draft.
pub const MOST_LINES: usize = 20_000;
/// The most cells of all tables of a draft.
pub const MOST_CELLS: usize = 50_000;

/// A draft as read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    /// The blocks of the body.
    pub body: Vec<Block>,
    /// Its annexes, in order.
    pub annexes: Vec<Annex>,
}

/// Why a text is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// More than [`MOST_BYTES`].
    Text,
    /// More than [`MOST_LINES`].
    Lines,
    /// More than [`MOST_CELLS`].
    Cells,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => write!(out, "a draft has at most {MOST_BYTES} bytes"),
            Self::Lines => write!(out, "a draft has at most {MOST_LINES} lines"),
            Self::Cells => write!(out, "the tables of a draft have at most {MOST_CELLS} cells"),
        }
    }
}

impl std::error::Error for TooLarge {}

/// Reads a draft. Any text is one; only its size is limited.
///
/// A unit is a title when its line is short, has no mark at its end and text that belongs to it follows; otherwise its text begins
/// beside its number. The line "(Kèm theo …)" under the title of an annex is left out, for the form prints it.
pub fn read(text: &str) -> Result<Draft, TooLarge> {
    if text.len() > MOST_BYTES {
        return Err(TooLarge::Text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.split('\n').count() > MOST_LINES {
        return Err(TooLarge::Lines);
    }
    let mut lines: Vec<Line> = text.split('\n').map(Line::new).collect();
    table::drop_single(lines.iter_mut().map(|line| &mut line.row));
    let rows = lines.iter().filter_map(|line| line.row.as_ref());
    if rows.map(|row| row.cells.len()).sum::<usize>() > MOST_CELLS {
        return Err(TooLarge::Cells);
    }
    let mut reader = Reader {
        lines: &lines,
        at: 0,
    };
    let body = reader.blocks();
    let annexes = std::iter::from_fn(|| reader.annex()).collect();
    Ok(Draft { body, annexes })
}

/// A line of a draft.
struct Line {
    /// With single blanks between its words and none at its ends.
    words: String,
    /// The cells, if it looks like a row of a table.
    row: Option<Row>,
}

impl Line {
    fn new(raw: &str) -> Self {
        let words = vi::clean(raw);
        let row = Row::read(raw, &words);
        Self { words, row }
    }
}

struct Reader<'l> {
    lines: &'l [Line],
    at: usize,
}

impl Reader<'_> {
    /// The next annex, when one begins here.
    fn annex(&mut self) -> Option<Annex> {
        let title = annex(&self.lines.get(self.at)?.words)?.to_owned();
        self.at += 1;
        let title = self.title(title);
        self.skip_blanks();
        while self.lines.get(self.at).is_some_and(says_with) {
            self.at += 1;
            self.skip_blanks();
        }
        Some(Annex::new(title, self.blocks()))
    }

    /// The blocks up to the next annex.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        loop {
            self.skip_blanks();
            let Some(line) = self.lines.get(self.at) else {
                return blocks;
            };
            if line.row.is_none() && annex(&line.words).is_some() {
                return blocks;
            }
            if let Some(table) = self.table() {
                blocks.push(Block::Table(table));
                continue;
            }
            self.at += 1;
            let words = line.words.as_str();
            if let Some(item) = item(words) {
                let item = Text::new(item);
                match blocks.last_mut() {
                    Some(Block::List(items)) => items.push(item),
                    _ => blocks.push(Block::List(vec![item])),
                }
            } else if let Some(mark) = mark(words) {
                blocks.push(self.unit(&mark));
            } else {
                blocks.push(Block::Paragraph(Text::new(words)));
            }
        }
    }

    fn unit(&mut self, mark: &Mark<'_>) -> Block {
        let Mark {
            level,
            number,
            rest,
        } = *mark;
        let heading = |title: String| Block::Heading {
            level,
            number,
            title,
        };
        let is_heading = match level {
            Level::Part | Level::Chapter | Level::Section | Level::Subsection => {
                return heading(self.title(rest.to_owned()));
            }
            Level::Point => false,
            Level::Article | Level::Roman if rest.is_empty() => true,
            Level::Roman | Level::Article | Level::Clause => {
                says_title(rest) && (is_capitals(rest) || self.is_followed(level))
            }
        };
        match is_heading {
            true => heading(rest.to_owned()),
            false => Block::Provision {
                level,
                number,
                text: Text::new(rest),
            },
        }
    }

    /// A title: what stands beside the label, or the line below it.
    fn title(&mut self, beside: String) -> String {
        if !beside.is_empty() {
            return beside;
        }
        let start = self.at;
        self.skip_blanks();
        let near = self.at == start;
        let below = self.lines.get(self.at);
        let below = below.filter(|line| line.row.is_none() && is_title(&line.words));
        match below {
            Some(line) if near || is_capitals(&line.words) => {
                self.at += 1;
                line.words.clone()
            }
            _ => beside,
        }
    }

    /// Whether the next line with words belongs to a unit of this rank.
    fn is_followed(&self, level: Level) -> bool {
        let next = self.lines[self.at..]
            .iter()
            .find(|line| !line.words.is_empty());
        next.is_some_and(|line| line.row.is_some() || is_belonging(&line.words, level))
    }

    /// A table with the lines above it that belong to it.
    fn table(&mut self) -> Option<crate::Table> {
        let lines = &self.lines[self.at..];
        let words = |place: usize| lines.get(place).map(|line: &Line| line.words.as_str());
        let caption = words(0).filter(|words| table::is_caption(words));
        let mut above = usize::from(caption.is_some());
        let unit = words(above).and_then(table::unit);
        above += usize::from(unit.is_some());
        let rows = table::rows(
            lines[above.min(lines.len())..]
                .iter()
                .map(|l| l.row.as_ref()),
        )?;
        self.at += above + rows.len();
        Some(table::table(caption, unit, &rows))
    }

    fn skip_blanks(&mut self) {
        let blank = |line: &&Line| line.words.is_empty() && line.row.is_none();
        self.at += self.lines[self.at..].iter().take_while(blank).count();
    }
}

/// "(Kèm theo Báo cáo số … của …)" under the title of an annex.
fn says_with(line: &Line) -> bool {
    let words = line.words.to_lowercase();
    line.row.is_none()
        && (words.starts_with("(kèm theo") || words.starts_with("(ban hành kèm theo"))
}

/// Whether words are written in capitals.
pub(crate) fn is_capitals(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests;
