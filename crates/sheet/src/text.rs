//! Text tables: fields parted by a comma, semicolon, tab or bar, quoted when they need it.
//!
//! The parser is our own because row numbers must be those the user sees in Excel: blank lines
//! count, and line breaks inside quotes do not.

use std::mem;

use crate::Told;
use crate::cell::Cell;
use crate::limits::Limits;
use crate::refused::Refused;
use crate::workbook::{Row, Sheet, SheetKind, Workbook};
use crate::write::starts_like_formula;

/// Candidates in the order of trust: a comma is also common inside Vietnamese text and numbers.
const DELIMITERS: [char; 4] = ['\t', ';', '|', ','];

/// How many records are looked at to choose the delimiter.
const SAMPLE: usize = 50;

/// Reads text that has already been decoded.
pub(crate) fn read(text: &str, limits: &Limits, told: Told) -> Result<Workbook, Refused> {
    let (declared, text) = declared_delimiter(text);
    if text
        .chars()
        .all(|c| c.is_whitespace() || c == '"' || DELIMITERS.contains(&c))
    {
        return Err(Refused::NoTable);
    }
    let delimiter = declared.unwrap_or_else(|| sniff_delimiter(text, limits));
    let mut rows = Vec::new();
    let mut cells_left = limits.cells;
    for (index, fields) in Records::new(text, delimiter, limits).enumerate() {
        if fields.iter().any(|field| limits.is_too_long(field)) {
            return Err(Refused::CellTooLong {
                limit: limits.cell_chars,
            });
        }
        let mut cells: Vec<Cell> = fields.iter().map(|field| cell(field, told)).collect();
        let filled = cells
            .iter()
            .rposition(|cell| !cell.is_empty())
            .map_or(0, |last| last + 1);
        cells.truncate(filled);
        if filled == 0 {
            continue;
        }
        if filled > limits.columns {
            return Err(Refused::TooManyColumns {
                limit: limits.columns,
            });
        }
        if rows.len() == limits.rows {
            return Err(Refused::TooManyRows { limit: limits.rows });
        }
        let too_many = Refused::TooManyCells {
            limit: limits.cells,
        };
        cells_left = cells_left.checked_sub(filled).ok_or(too_many)?;
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        rows.push(Row { number, cells });
    }
    let sheet = Sheet {
        name: String::new(),
        kind: SheetKind::Visible,
        rows,
        merges: Vec::new(),
    };
    Ok(Workbook {
        sheets: vec![sheet],
    })
}

/// Values stay text: a telephone number must keep its zero, and a date is read where one is expected.
fn cell(field: &str, told: Told) -> Cell {
    // Our own export puts an apostrophe before text that looks like a formula; it is no part of the text.
    match field.strip_prefix('\'') {
        Some(rest) if starts_like_formula(rest) => told(rest),
        _ => told(field),
    }
}

/// Excel's own first line `sep=;`, which it does not show as a row.
fn declared_delimiter(text: &str) -> (Option<char>, &str) {
    let Some(rest) = text.strip_prefix("sep=") else {
        return (None, text);
    };
    let mut chars = rest.chars();
    let delimiter = chars.next().filter(|c| DELIMITERS.contains(c));
    let after = chars.as_str();
    let body = after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix(['\n', '\r']));
    match (delimiter, body) {
        (Some(delimiter), Some(body)) => (Some(delimiter), body),
        _ => (None, text),
    }
}

/// Takes the delimiter that parts the most text into columns of the same number.
fn sniff_delimiter(text: &str, limits: &Limits) -> char {
    let mut best = (0, ',');
    for delimiter in DELIMITERS {
        let widths: Vec<usize> = Records::new(text, delimiter, limits)
            .filter(|fields| fields.iter().any(|field| !field.trim().is_empty()))
            .take(SAMPLE)
            .map(|fields| fields.len())
            .collect();
        let parted = widths.iter().filter(|width| **width > 1);
        // One line among others with a comma in it is a sentence, not a table of its own.
        let count = parted.clone().count();
        if count == 1 && widths.len() > 1 {
            continue;
        }
        let agreeing = |width: usize| widths.iter().filter(|other| **other == width).count();
        let score = parted
            .map(|width| agreeing(*width) * (width - 1))
            .max()
            .unwrap_or(0);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// The records of a text, each a list of fields. A quote that is never closed ends with the text.
struct Records<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    delimiter: char,
    columns: usize,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: char, limits: &Limits) -> Self {
        Self {
            chars: text.chars().peekable(),
            delimiter,
            columns: limits.columns,
        }
    }

    /// Keeps a field, but of those past the last allowed column only one that makes the record refused:
    /// a line of twenty million commas must not become as many fields.
    fn keep(&self, fields: &mut Vec<String>, field: String) {
        let spare = fields.len() < self.columns;
        let refused = fields.len() == self.columns && !field.trim().is_empty();
        if spare || refused {
            fields.push(field);
        }
    }

    /// Takes a quoted field up to its closing quote; two quotes stand for one.
    fn quoted(&mut self, field: &mut String) {
        while let Some(c) = self.chars.next() {
            if c != '"' {
                field.push(c);
            } else if self.chars.next_if_eq(&'"').is_some() {
                field.push('"');
            } else {
                return;
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        self.chars.peek()?;
        let mut fields = Vec::new();
        let mut field = String::new();
        while let Some(c) = self.chars.next() {
            if c == self.delimiter {
                self.keep(&mut fields, mem::take(&mut field));
            } else if c == '"' && field.is_empty() {
                self.quoted(&mut field);
            } else if c == '\n' {
                break;
            } else if c == '\r' {
                self.chars.next_if_eq(&'\n');
                break;
            } else {
                field.push(c);
            }
        }
        self.keep(&mut fields, field);
        Some(fields)
    }
}
