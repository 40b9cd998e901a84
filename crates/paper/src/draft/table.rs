//! Tables of a draft: rows between bars or with tabs, the lines above them, and what the columns hold.

use kernel::vi;

use crate::{Cell, Column, Table};

use super::line;

/// How the cells of a row are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    Bars,
    Tabs,
}

/// A row of a table.
pub(super) struct Row {
    parted: Parted,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// The cells of a line that looks like a row. A tab at the beginning is an indent, and one behind a label or a dash is how Word
    /// pastes a numbered paragraph.
    pub(super) fn read(raw: &str, words: &str) -> Option<Self> {
        let text = raw.trim_start();
        if let Some(text) = text.strip_prefix('|') {
            let text = text.trim_end();
            let text = text.strip_suffix('|').unwrap_or(text);
            return Some(Self {
                parted: Parted::Bars,
                cells: text.split('|').map(vi::clean).collect(),
            });
        }
        let (first, rest) = text.split_once('\t')?;
        let labelled = line::mark(&vi::clean(first)).is_some_and(|mark| mark.rest.is_empty());
        let dash = matches!(first.trim(), "-" | "–" | "•" | "+" | "");
        let above = is_caption(words) || unit(words).is_some();
        if words.is_empty() || above || ((labelled || dash) && !rest.trim_start().contains('\t')) {
            return None;
        }
        Some(Self {
            parted: Parted::Tabs,
            cells: raw.split('\t').map(vi::clean).collect(),
        })
    }
}

/// A single line with tabs is no table.
pub(super) fn drop_single<'l>(lines: impl Iterator<Item = &'l mut Option<Row>>) {
    let mut lines: Vec<&mut Option<Row>> = lines.collect();
    let tabs = |row: &Option<Row>| (row.as_ref()).is_some_and(|row| row.parted == Parted::Tabs);
    for run in lines.chunk_by_mut(|one, other| tabs(one) == tabs(other)) {
        if let [single] = run
            && tabs(single)
        {
            **single = None;
        }
    }
}

/// The rows that follow each other here, parted in one way; none when no table begins here.
pub(super) fn rows<'l>(lines: impl Iterator<Item = Option<&'l Row>>) -> Option<Vec<&'l Row>> {
    let mut rows: Vec<&Row> = Vec::new();
    for row in lines.map_while(|row| row) {
        if rows.first().is_some_and(|first| first.parted != row.parted) {
            break;
        }
        rows.push(row);
    }
    (!rows.is_empty()).then_some(rows)
}

/// The table of these rows, the first being its head.
pub(super) fn table(caption: Option<&str>, unit: Option<&str>, rows: &[&Row]) -> Table {
    let (head, rows) = rows.split_at(rows.len().min(1));
    let cells = |row: &Row| row.cells.iter().map(Cell::new).collect::<Vec<_>>();
    let width = (head.iter().chain(rows))
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    Table {
        caption: caption.unwrap_or_default().to_owned(),
        unit: unit.unwrap_or_default().to_owned(),
        columns: (0..width).map(|place| column(head, rows, place)).collect(),
        head: head.iter().map(|row| cells(row)).collect(),
        rows: (rows.iter())
            .map(|row| crate::Row {
                cells: cells(row),
                bold: is_sum(row),
            })
            .collect(),
        note: String::new(),
    }
}

fn column(head: &[&Row], rows: &[&Row], place: usize) -> Column {
    let cell = |row: &&Row| row.cells.get(place).cloned().unwrap_or_default();
    let values: Vec<String> = rows.iter().map(cell).filter(|c| !c.is_empty()).collect();
    let longest = (head.iter().chain(rows).map(cell))
        .map(|cell| cell.chars().count())
        .max();
    let weight = longest.unwrap_or(0).clamp(4, 40) as u16;
    let ordinal = head.first().map(cell).unwrap_or_default().to_uppercase();
    match &ordinal[..] {
        "TT" | "STT" | "SỐ TT" => Column::marks(weight),
        _ if values.iter().all(|value| is_number(value)) && !values.is_empty() => {
            Column::numbers(weight)
        }
        _ => Column::words(weight),
    }
}

/// Whether a cell holds a number, a share, or the dash that stands for none.
fn is_number(cell: &str) -> bool {
    let bare = cell.strip_suffix('%').unwrap_or(cell).trim();
    let bare = bare.strip_prefix(['-', '–', '+']).unwrap_or(bare);
    let digits = bare.starts_with(|c: char| c.is_ascii_digit());
    let figures = bare
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    matches!(cell, "-" | "–" | "—") || (digits && figures)
}

/// A row of sums: its first words say so.
fn is_sum(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_empty());
    let first = first.map(|cell| cell.to_lowercase()).unwrap_or_default();
    let sum = ["tổng cộng", "tổng số"];
    sum.iter().any(|sum| first.starts_with(sum)) || first.trim_end_matches(':') == "cộng"
}

/// `Bảng 1. Kiến nghị theo lĩnh vực`.
pub(super) fn is_caption(words: &str) -> bool {
    let folded = vi::fold(words);
    let number = (folded.strip_prefix("bang ")).or_else(|| folded.strip_prefix("bieu "));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// What the numbers count, from a line that says so.
pub(super) fn unit(words: &str) -> Option<&str> {
    let bare = words.strip_prefix('(').and_then(|w| w.strip_suffix(')'));
    let (name, unit) = bare.unwrap_or(words).split_once(':')?;
    let named = matches!(
        &name.trim().to_lowercase()[..],
        "đơn vị" | "đơn vị tính" | "đvt"
    );
    let unit = unit.trim();
    (named && !unit.is_empty()).then_some(unit)
}
