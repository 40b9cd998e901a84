//! Finding the head of a table in a sheet that was made for people.
//!
//! Above the head there may be a national motto, a title and merged lines; the head may take up to
//! three rows; below it there may be a row of column numbers, and after the table totals and signatures.

mod body;
mod score;

use std::collections::{BTreeMap, BTreeSet};

use kernel::vi;

use crate::cell::Cell;
use crate::workbook::{Merge, Row, Sheet, SheetKind, Workbook};

pub use body::BodyRow;
use score::{Words, match_score};

/// How far down a head is looked for.
const SEARCHED_ROWS: u32 = 30;

/// The most rows a head may take.
const TALLEST_HEAD: u32 = 3;

/// The most merged regions looked at for one head; an honest one has a few dozen.
const MOST_HEAD_MERGES: usize = 2_000;

/// A column that the caller knows, and the titles offices give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The caller's own stable name.
    pub key: &'static str,
    /// Usual titles; case, marks and punctuation do not matter.
    pub names: &'static [&'static str],
}

/// A column of the table found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its place in the sheet, from 0.
    pub index: usize,
    /// Its title as the sheet has it; the lines of a tall head are joined by " – ".
    pub title: String,
    /// What it was recognised as.
    pub key: Option<&'static str>,
}

/// The head of a table: where it lies, and which column is which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRow {
    /// Its first row, as numbered in the sheet.
    pub first: u32,
    /// Its last row; the body begins after it.
    pub last: u32,
    /// All titled columns from left to right.
    pub columns: Vec<Column>,
    score: u32,
}

/// Finds the row, or the two or three rows, that match most of the known headings.
///
/// None when fewer than two of them are found (or one, when only one is known).
pub fn find(sheet: &Sheet, known: &[Heading]) -> Option<HeaderRow> {
    let names: Vec<Vec<Words>> = known
        .iter()
        .map(|heading| heading.names.iter().map(|name| Words::of(name)).collect())
        .collect();
    let needed = known.len().clamp(1, 2);
    let merges = merges_between(sheet, 1, SEARCHED_ROWS + TALLEST_HEAD);
    let mut best: Option<HeaderRow> = None;
    for row in sheet
        .rows
        .iter()
        .take_while(|row| row.number <= SEARCHED_ROWS)
    {
        for last in possible_ends(sheet, &merges, row) {
            let titles = titles(sheet, &merges, row.number, last);
            let found = recognise(&titles, row.number, last, known, &names);
            let count = found
                .columns
                .iter()
                .filter(|column| column.key.is_some())
                .count();
            if count >= needed && best.as_ref().is_none_or(|best| found.score > best.score) {
                best = Some(found);
            }
        }
    }
    best
}

/// Finds the best head in a whole workbook and the place of its sheet; a hidden sheet only wins when no visible one has any.
pub fn find_in(workbook: &Workbook, known: &[Heading]) -> Option<(usize, HeaderRow)> {
    let mut best: Option<(usize, HeaderRow)> = None;
    for wanted in [SheetKind::Visible, SheetKind::Hidden] {
        for (place, sheet) in workbook
            .sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| sheet.kind == wanted)
        {
            let Some(found) = find(sheet, known) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(_, best)| found.score > best.score)
            {
                best = Some((place, found));
            }
        }
        if best.is_some() {
            break;
        }
    }
    best
}

impl HeaderRow {
    /// The head that a user points at: these rows, with nothing recognised yet.
    pub fn at(sheet: &Sheet, first: u32, last: u32) -> Self {
        let titles = titles(sheet, &merges_between(sheet, first, last), first, last);
        recognise(&titles, first, last, &[], &[])
    }

    /// Where each recognised key lies.
    pub fn mapping(&self) -> BTreeMap<&'static str, usize> {
        self.columns
            .iter()
            .filter_map(|column| Some((column.key?, column.index)))
            .collect()
    }

    /// The column of a key.
    pub fn column_of(&self, key: &str) -> Option<usize> {
        self.columns
            .iter()
            .find(|column| column.key == Some(key))
            .map(|column| column.index)
    }

    /// The titled columns that were not recognised.
    pub fn unrecognised(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.key.is_none())
    }

    /// Lets the user say what a column is; the key leaves the column it had before.
    pub fn assign(&mut self, index: usize, key: &'static str) {
        for column in &mut self.columns {
            if column.index == index {
                column.key = Some(key);
            } else if column.key == Some(key) {
                column.key = None;
            }
        }
    }

    /// Lets the user say that a column is none of the known ones.
    pub fn leave_out(&mut self, index: usize) {
        for column in self
            .columns
            .iter_mut()
            .filter(|column| column.index == index)
        {
            column.key = None;
        }
    }

    /// The value under a key in a row of the body.
    pub fn value<'a>(&self, row: &'a BodyRow, key: &str) -> &'a Cell {
        self.column_of(key)
            .map_or(&Cell::Empty, |column| row.get(column))
    }

    /// The rows of the table: to the end of the sheet, without blank rows, column numbers, totals and signatures.
    pub fn body(&self, sheet: &Sheet) -> Vec<BodyRow> {
        body::rows(sheet, self).0
    }

    /// The rows of totals, which are no records: in their order, as they stand in the sheet.
    pub fn totals(&self, sheet: &Sheet) -> Vec<BodyRow> {
        body::rows(sheet, self).1
    }
}

/// The rows at which a head that begins here may end, the most natural first.
fn possible_ends(sheet: &Sheet, merges: &[Merge], row: &Row) -> Vec<u32> {
    let lowest = row.number + TALLEST_HEAD - 1;
    let starting = || merges.iter().filter(|merge| merge.top == row.number);
    // A cell merged downwards says how tall the head is.
    let natural = starting()
        .filter(|merge| merge.bottom <= lowest)
        .map(|merge| merge.bottom)
        .max();
    let natural = natural.unwrap_or(row.number).max(row.number);
    let mut ends = vec![natural];
    let parted = starting().any(|merge| merge.right > merge.left);
    let gaps = sheet.row(row.number + 1).is_some_and(|below| {
        (0..below.cells.len())
            .any(|column| row.get(column).is_empty() && !below.get(column).is_empty())
    });
    // Without it, a title over several columns or a gap above a title below does.
    if natural == row.number && (parted || gaps) {
        ends.push(row.number + 1);
    }
    ends
}

/// Gives each column of these rows the key it fits best, each key once.
fn recognise(
    titles: &[Vec<String>],
    first: u32,
    last: u32,
    known: &[Heading],
    names: &[Vec<Words>],
) -> HeaderRow {
    let mut fits = Vec::new();
    for (place, lines) in titles.iter().enumerate() {
        for (key, names) in names.iter().enumerate() {
            let score = names
                .iter()
                .map(|name| lines_score(lines, name))
                .max()
                .unwrap_or(0);
            if score > 0 {
                fits.push((score, place, key));
            }
        }
    }
    // The best fit takes first; among equals the column to the left, as offices put the chief one there.
    fits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut columns: Vec<Column> = titles
        .iter()
        .enumerate()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(index, lines)| Column {
            index,
            title: lines.join(" – "),
            key: None,
        })
        .collect();
    let (mut score, mut taken) = (0, BTreeSet::new());
    for (points, index, key) in fits {
        let column = columns
            .iter_mut()
            .find(|column| column.index == index && column.key.is_none());
        if let Some(column) = column.filter(|_| !taken.contains(&key)) {
            column.key = Some(known[key].key);
            taken.insert(key);
            score += points;
        }
    }
    HeaderRow {
        first,
        last,
        columns,
        score,
    }
}

/// The merged regions that touch these rows.
fn merges_between(sheet: &Sheet, first: u32, last: u32) -> Vec<Merge> {
    let touching = sheet
        .merges
        .iter()
        .filter(|merge| merge.top <= last && merge.bottom >= first);
    touching.take(MOST_HEAD_MERGES).copied().collect()
}

/// The lines of each column's title, with merged cells filled and repetitions left out.
fn titles(sheet: &Sheet, merges: &[Merge], first: u32, last: u32) -> Vec<Vec<String>> {
    let mut titles = vec![Vec::new(); sheet.width()];
    // A region that begins above is no part of this head, though it may reach into it.
    let merges: Vec<&Merge> = merges.iter().filter(|merge| merge.top >= first).collect();
    for number in first..=last {
        for (column, lines) in titles.iter_mut().enumerate() {
            let text = header_text(sheet, &merges, number, column);
            if !text.is_empty() && lines.last() != Some(&text) {
                lines.push(text);
            }
        }
    }
    titles
}

/// The text of a cell of a head; a covered cell has that of its region.
fn header_text(sheet: &Sheet, merges: &[&Merge], number: u32, column: usize) -> String {
    let own = sheet
        .row(number)
        .map(|row| row.get(column).as_text())
        .unwrap_or_default();
    if !own.is_empty() {
        return own;
    }
    let covering = merges.iter().find(|merge| covers(merge, number, column));
    let Some(merge) = covering else { return own };
    sheet
        .row(merge.top)
        .map(|row| row.get(merge.left).as_text())
        .unwrap_or_default()
}

fn covers(merge: &Merge, number: u32, column: usize) -> bool {
    (merge.top..=merge.bottom).contains(&number) && (merge.left..=merge.right).contains(&column)
}

/// The fit of a title of several lines: all of them joined, or one alone for a little less.
fn lines_score(lines: &[String], name: &Words) -> u32 {
    let joined = match_score(&Words::of(&lines.join(" ")), name);
    if lines.len() < 2 {
        return joined;
    }
    let alone = lines
        .iter()
        .map(|line| match_score(&Words::of(line), name))
        .max()
        .unwrap_or(0);
    joined.max(alone.saturating_sub(5))
}

/// The folded text of a cell, for comparing with usual words.
fn folded(cell: &Cell) -> String {
    vi::fold(&cell.as_text())
}
