//! Bảng: rows with ` | ` between the cells, as figures under headings.
//!
//! What a table says of its own figures is learned from it: a column is a total when the cells beside it make it in most
//! rows, and a percentage when it follows from two other columns in most rows. The rows that differ are found.

mod judge;

use std::ops::Range;

use kernel::vi;

use crate::number::Number;
use crate::source::Source;

pub(crate) use judge::judge;

/// What parts the cells of a row.
const BAR: char = '|';
/// A table with more columns than these is not looked at across.
const WIDEST: usize = 40;

/// A cell.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// Its bytes in the paper.
    pub span: Range<usize>,
    /// Its text, folded.
    pub text: String,
    /// The number that fills it; a dash or nothing is no number.
    pub number: Option<Number>,
    /// Whether a percent sign stands behind the number.
    pub percent: bool,
    /// Whether it is empty or a dash.
    pub empty: bool,
}

impl Cell {
    /// The value of a count; an empty cell counts nothing.
    pub fn value(&self) -> Option<i64> {
        match self.number {
            Some(number) => number.thousandths(),
            None => self.empty.then_some(0),
        }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A row of figures.
    Plain,
    /// A heading of a group, numbered with a letter or a Roman number.
    Group,
    /// Tổng, cộng.
    Total,
}

/// A row of figures.
#[derive(Debug)]
pub(crate) struct Row {
    pub kind: RowKind,
    pub cells: Vec<Cell>,
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    /// The words above each column, folded.
    pub headings: Vec<String>,
    /// The same as they were printed.
    pub titles: Vec<String>,
    /// The rows of figures, all as wide as the headings.
    pub rows: Vec<Row>,
}

/// Whether a line is a row of a table.
pub(crate) fn is_row(line: &str) -> bool {
    line.contains(" | ") || line.starts_with("| ") || line.trim_end().ends_with(" |")
}

/// Reads the lines of a table.
pub(crate) fn read(source: &Source, lines: Range<usize>) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = lines
        .map(|index| {
            let (line, start) = source.line(index);
            cells(line, start)
        })
        .collect();
    let width = usual_width(&rows)?;
    let mut headings = vec![String::new(); width];
    let mut titles = headings.clone();
    let mut body = Vec::new();
    let mut numbered = false;
    for row in rows {
        let figures =
            row.len() == width && !is_numbering(&row) && !is_years(&row) && has_figures(&row);
        if figures {
            body.push(Row {
                kind: kind(&row),
                cells: row,
            });
        } else if body.is_empty() && !numbered {
            numbered = is_numbering(&row);
            if row.len() == width && !numbered {
                for (heading, cell) in headings.iter_mut().zip(&row) {
                    heading.push(' ');
                    heading.push_str(&cell.text);
                }
                for (title, cell) in titles.iter_mut().zip(&row) {
                    let gap = if title.is_empty() || cell.empty {
                        ""
                    } else {
                        " "
                    };
                    title.push_str(gap);
                    title.push_str(&source.printed(&cell.span));
                }
            }
        }
    }
    (width <= WIDEST && body.len() >= 2).then_some(Table {
        headings,
        titles,
        rows: body,
    })
}

fn cells(line: &str, start: usize) -> Vec<Cell> {
    let mut at = 0;
    line.split(BAR)
        .map(|raw| {
            let from = at + (raw.len() - raw.trim_start().len());
            at += raw.len() + BAR.len_utf8();
            let text = raw.trim();
            let bare = text.strip_suffix('%').unwrap_or(text).trim_end();
            let number = Number::read(bare)
                .ok()
                .filter(|(_, taken)| *taken == bare.len());
            Cell {
                span: start + from..start + from + bare.len(),
                number: number
                    .map(|(number, _)| number)
                    .filter(|_| starts_with_digit(bare)),
                percent: bare.len() < text.len(),
                empty: matches!(text, "" | "-" | "–" | "x" | "/"),
                text: vi::fold(text),
            }
        })
        .collect()
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The width that most rows with figures have.
fn usual_width(rows: &[Vec<Cell>]) -> Option<usize> {
    let widths: Vec<usize> = rows
        .iter()
        .filter(|row| has_figures(row) && row.len() >= 2)
        .map(Vec::len)
        .collect();
    let most = |width: &usize| widths.iter().filter(|other| *other == width).count();
    let mut distinct = widths.clone();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.truncate(WIDEST);
    distinct.into_iter().max_by_key(most)
}

/// Whether a row holds a number beside its words.
fn has_figures(row: &[Cell]) -> bool {
    row.iter().skip(1).any(|cell| cell.number.is_some())
}

/// Whether a row only numbers the columns: `(1) | (2) | (3)=(4)+(5)`, `1 | 2 | 3`.
fn is_numbering(row: &[Cell]) -> bool {
    let bracketed = row
        .iter()
        .all(|cell| cell.text.starts_with('(') || cell.empty);
    let mut last = None;
    let counted = row.iter().filter(|cell| !cell.empty).all(|cell| {
        let Some(number) = cell.number.filter(|number| number.is_whole()) else {
            return cell.text.len() == 1;
        };
        let next =
            last.is_none_or(|last| number.units == last + 1) && number.units <= WIDEST as i64;
        last = Some(number.units);
        next
    });
    bracketed || (counted && row.len() >= 3)
}

/// Whether a row names years: `Đơn vị | 2021 | 2022`.
fn is_years(row: &[Cell]) -> bool {
    let mut numbers = row.iter().filter_map(|cell| cell.number).peekable();
    numbers.peek().is_some() && numbers.all(Number::is_year)
}

fn kind(row: &[Cell]) -> RowKind {
    let words = row
        .iter()
        .take(3)
        .filter(|cell| cell.number.is_none() && !cell.empty);
    if words.clone().any(|cell| is_total(&cell.text)) {
        return RowKind::Total;
    }
    let first = row
        .first()
        .map_or("", |cell| cell.text.trim_end_matches('.'));
    let roman = !first.is_empty()
        && first.len() <= 4
        && first.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let letter = first.len() == 1 && first.chars().all(|c| c.is_ascii_lowercase());
    if roman || letter {
        RowKind::Group
    } else {
        RowKind::Plain
    }
}

/// Whether words are those of a row of totals: "Tổng cộng", "Cộng (I+II)", "Toàn tỉnh".
fn is_total(folded: &str) -> bool {
    let bare = folded
        .split('(')
        .next()
        .unwrap_or(folded)
        .trim_end_matches([' ', ':', '.']);
    matches!(
        bare,
        "tong"
            | "cong"
            | "tong cong"
            | "tong so"
            | "cong chung"
            | "toan tinh"
            | "toan thanh pho"
            | "tong cong chung"
            | "cong tong"
    )
}
