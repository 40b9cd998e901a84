//! From the bytes of a file to the rows of a roster: the sheet, the head, the columns, section rows.

use std::collections::BTreeMap;

use kernel::{Date, vi};
use sheet::header::find_in;
use sheet::{BodyRow, Cell, Column, HeaderRow, Limits, Sheet, Workbook};

use super::headings::{key, known};
use super::row::Line;
use super::{ImportKind, Settings};
use crate::Result;
use crate::files::unread_table;
use crate::people::MandateOrigin;
use crate::refusal::Problem;

/// The most rows of one roster.
pub const MOST_ROWS: usize = 20_000;

/// A column of the file as the user is asked about it.
#[derive(Debug, Clone)]
pub struct FileColumn {
    /// Its place, from 0.
    pub index: usize,
    /// Its title in the file.
    pub title: String,
    /// What it is read as; `None` when it is not read.
    pub key: Option<&'static str>,
    /// The first values below it.
    pub samples: Vec<String>,
}

/// A sheet of the file as the user may choose it.
#[derive(Debug, Clone)]
pub struct FileSheet {
    /// Its name on the tab.
    pub name: String,
    /// Rows that hold something.
    pub rows: usize,
}

/// A file read by its settings.
#[derive(Debug, Clone)]
pub struct Roster {
    /// All sheets.
    pub sheets: Vec<FileSheet>,
    /// The columns of the sheet chosen.
    pub columns: Vec<FileColumn>,
    /// The rows.
    pub(super) lines: Vec<Line>,
    /// The settings by which it was read.
    pub settings: Settings,
}

/// Reads a file for the first time and guesses its settings.
pub fn first_look(bytes: &[u8], kind: ImportKind, effective: Date) -> Result<Settings> {
    let book = workbook(bytes)?;
    let headings = known(kind);
    let (sheet, head) = find_in(&book, &headings).ok_or(Problem::new("file", "file-no-head"))?;
    let settings = settings_of(&book, sheet, head, effective);
    refuse_size(&book, &settings, kind)?;
    Ok(settings)
}

/// The settings for another sheet of the same file.
pub fn look_at_sheet(
    bytes: &[u8],
    kind: ImportKind,
    place: usize,
    before: &Settings,
) -> Result<Settings> {
    let book = workbook(bytes)?;
    let sheet = book
        .sheets
        .get(place)
        .ok_or(Problem::new("sheet", "choice-unknown"))?;
    let head =
        sheet::header::find(sheet, &known(kind)).ok_or(Problem::new("sheet", "sheet-no-head"))?;
    let mut settings = settings_of(&book, place, head, before.effective);
    settings.origin = before.origin;
    settings.office.clone_from(&before.office);
    settings.class = before.class;
    refuse_size(&book, &settings, kind)?;
    Ok(settings)
}

impl Roster {
    /// Reads a file by its settings.
    pub fn read(bytes: &[u8], kind: ImportKind, settings: &Settings) -> Result<Self> {
        let book = workbook(bytes)?;
        let sheet = book
            .sheets
            .get(settings.sheet)
            .ok_or(Problem::new("sheet", "choice-unknown"))?;
        let head = head_by(sheet, kind, settings);
        let body = head.body(sheet);
        let columns = columns(&head, &body);
        let mapping: BTreeMap<&'static str, usize> = columns
            .iter()
            .filter_map(|column| Some((column.key?, column.index)))
            .collect();
        Ok(Self {
            sheets: book
                .sheets
                .iter()
                .map(|sheet| FileSheet {
                    name: sheet.name.clone(),
                    rows: sheet.rows.len(),
                })
                .collect(),
            lines: lines(&body, &mapping),
            columns,
            settings: settings.clone(),
        })
    }

    /// How many rows are records.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether a column is read as this.
    pub(super) fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.key == Some(key))
    }

    /// Whether the columns say who each row is about.
    pub fn names_people(&self) -> bool {
        self.has("full_name") || (self.has("family_name") && self.has("given_name"))
    }
}

fn workbook(bytes: &[u8]) -> Result<Workbook> {
    let limits = Limits {
        rows: MOST_ROWS + 200,
        ..Limits::default()
    };
    sheet::read(bytes, &limits).map_err(|reason| unread_table(reason, MOST_ROWS).into())
}

fn refuse_size(book: &Workbook, settings: &Settings, kind: ImportKind) -> Result<()> {
    let Some(sheet) = book.sheets.get(settings.sheet) else {
        return Err(Problem::new("sheet", "choice-unknown").into());
    };
    let head = head_by(sheet, kind, settings);
    let rows = head.body(sheet).len();
    if rows == 0 {
        return Err(Problem::new("file", "file-no-rows").into());
    }
    if rows > MOST_ROWS {
        let limit = vi::number(MOST_ROWS as i64);
        return Err(Problem::new("file", "file-too-many-rows")
            .with("limit", limit)
            .into());
    }
    Ok(())
}

fn settings_of(book: &Workbook, place: usize, mut head: HeaderRow, effective: Date) -> Settings {
    if let Some(sheet) = book.sheets.get(place) {
        let body = head.body(sheet);
        part_names(&mut head, &body);
    }
    part_birth_by_sex(&mut head);
    part_birth_by_numbers(&mut head);
    Settings {
        sheet: place,
        head_first: head.first,
        head_last: head.last,
        columns: head
            .columns
            .iter()
            .filter_map(|column| Some((column.index, column.key?.to_owned())))
            .collect(),
        effective,
        origin: MandateOrigin::GeneralElection,
        office: String::new(),
        class: None,
        choices: BTreeMap::new(),
    }
}

/// The head as the settings have it.
fn head_by(sheet: &Sheet, kind: ImportKind, settings: &Settings) -> HeaderRow {
    let last = settings
        .head_last
        .min(settings.head_first.saturating_add(4));
    let mut head = HeaderRow::at(sheet, settings.head_first, last);
    for (index, name) in &settings.columns {
        let Some(key) = key(kind, name) else { continue };
        if !head.columns.iter().any(|column| column.index == *index) {
            head.columns.push(untitled(*index));
        }
        head.assign(*index, key);
    }
    head.columns.sort_by_key(|column| column.index);
    head
}

fn untitled(index: usize) -> Column {
    Column {
        index,
        title: String::new(),
        key: None,
    }
}

/// "Họ và tên" over two columns: the family and middle names in one, the given name in the next.
fn part_names(head: &mut HeaderRow, body: &[BodyRow]) {
    let Some(name) = head.column_of("full_name") else {
        return;
    };
    if head.column_of("given_name").is_some() && head.column_of("family_name").is_none() {
        head.assign(name, "family_name");
        return;
    }
    let title_of = |head: &HeaderRow, index: usize| {
        head.columns
            .iter()
            .find(|column| column.index == index)
            .map(|column| (column.title.clone(), column.key))
    };
    let next = title_of(head, name + 1);
    let may_be = match (&next, title_of(head, name)) {
        (None, _) => true,
        (Some((title, None)), Some((own, _))) => *title == own,
        _ => false,
    };
    let words = |row: &BodyRow, index: usize| match row.get(index) {
        Cell::Text(text) => text.split(' ').count(),
        _ => 0,
    };
    let (mut parted, mut filled) = (0, 0);
    for row in body.iter().filter(|row| words(row, name) > 0).take(200) {
        filled += 1;
        parted += usize::from(words(row, name + 1) == 1);
    }
    if may_be && filled > 0 && parted * 10 >= filled * 8 {
        if next.is_none() {
            head.columns.push(untitled(name + 1));
            head.columns.sort_by_key(|column| column.index);
        }
        head.assign(name, "family_name");
        head.assign(name + 1, "given_name");
    }
}

/// "Ngày, tháng, năm sinh" over "Nam" and "Nữ": the birth date stands in the column of the sex.
fn part_birth_by_sex(head: &mut HeaderRow) {
    let ends: Vec<(usize, &'static str)> = head
        .columns
        .iter()
        .filter_map(|column| {
            let (_, end) = column.title.rsplit_once(" – ")?;
            match vi::clean(end).to_lowercase().as_str() {
                "nam" => Some((column.index, "male")),
                "nữ" | "nu" => Some((column.index, "female")),
                _ => None,
            }
        })
        .collect();
    if ends.len() == 2 {
        for (index, key) in ends {
            head.assign(index, key);
        }
    }
}

/// "Ngày, tháng, năm sinh" over "Ngày", "Tháng" and "Năm".
fn part_birth_by_numbers(head: &mut HeaderRow) {
    let ends: Vec<(usize, &'static str)> = head
        .columns
        .iter()
        .filter_map(|column| {
            let (above, end) = column.title.rsplit_once(" – ")?;
            if !vi::fold(above).contains("sinh") {
                return None;
            }
            match vi::clean(end).to_lowercase().as_str() {
                "ngày" => Some((column.index, "birth_day")),
                "tháng" => Some((column.index, "birth_month")),
                "năm" => Some((column.index, "birth_year")),
                _ => None,
            }
        })
        .collect();
    if ends.len() == 3 {
        for (index, key) in ends {
            head.assign(index, key);
        }
    }
}

fn columns(head: &HeaderRow, body: &[BodyRow]) -> Vec<FileColumn> {
    head.columns
        .iter()
        .map(|column| {
            let filled = body.iter().map(|row| row.get(column.index));
            let samples = filled
                .filter(|cell| !cell.is_empty())
                .take(3)
                .map(Cell::as_text)
                .collect();
            FileColumn {
                index: column.index,
                title: column.title.clone(),
                key: column.key,
                samples,
            }
        })
        .collect()
}

/// Parts the records from the rows between them that say what follows.
fn lines(body: &[BodyRow], mapping: &BTreeMap<&'static str, usize>) -> Vec<Line> {
    let mut sections: Vec<String> = Vec::new();
    let mut lines = Vec::with_capacity(body.len());
    for row in body {
        if let Some(section) = section(row, mapping) {
            if starts_afresh(&section) {
                sections.clear();
            }
            let kind = first_words(&section);
            sections.retain(|other| first_words(other) != kind);
            sections.push(section);
            continue;
        }
        let cells: Vec<(&'static str, Cell)> = mapping
            .iter()
            .map(|(key, index)| (*key, row.get(*index).clone()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if cells
            .iter()
            .all(|(key, _)| matches!(*key, "ordinal" | "note"))
        {
            continue;
        }
        lines.push(Line {
            number: row.number,
            sections: sections.clone(),
            cells,
        });
    }
    lines
}

/// The text of a row that is a heading within the table, such as "I. THƯỜNG TRỰC HĐND" or "Tổ đại biểu số 3".
fn section(row: &BodyRow, mapping: &BTreeMap<&'static str, usize>) -> Option<String> {
    let filled: Vec<(usize, String)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(index, cell)| (index, cell.as_text()))
        .collect();
    let (marks, texts): (Vec<_>, Vec<_>) = filled.iter().partition(|(_, text)| is_ordinal(text));
    let [(index, text)] = texts.as_slice() else {
        return None;
    };
    if !matches!(row.get(*index), Cell::Text(_)) || marks.len() > 1 {
        return None;
    }
    let roman = marks.iter().any(|(_, mark)| is_roman(mark));
    let name_column = ["full_name", "family_name"]
        .iter()
        .filter_map(|key| mapping.get(key))
        .any(|column| column == index);
    let says = roman || starts_afresh(text) || is_heading(text);
    (says || (!name_column && marks.is_empty() && text.split(' ').count() > 1)).then(|| match marks
        .first()
    {
        Some((_, mark)) if roman => format!("{}. {text}", mark.trim_end_matches('.')),
        _ => text.clone(),
    })
}

fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', '/']);
    (!bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit())) || is_roman(text)
}

fn is_roman(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', '/']);
    !bare.is_empty()
        && bare.len() <= 6
        && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}

/// Whether a heading is of the highest order: "I. …", "A. …".
fn starts_afresh(text: &str) -> bool {
    text.split_once(['.', '/', ')'])
        .is_some_and(|(mark, rest)| {
            let letter = mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_uppercase());
            (letter || is_roman(mark)) && !rest.trim().is_empty()
        })
}

fn is_heading(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "don vi bau cu",
        "dvbc",
        "to dai bieu",
        "to so",
        "to ",
        "ban ",
        "thuong truc",
        "thuong tr",
        "hdnd",
        "hoi dong nhan dan",
        "cac ban",
        "dai bieu ",
        "danh sach",
        "van phong",
        "phong ",
        "lop ",
        "khoi ",
    ];
    let folded = vi::fold(text);
    let bare = folded.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '-' | '*' | '+')
    });
    let starts = STARTS.iter().any(|start| bare.starts_with(start));
    // "Tô Văn An" folds like "To …": a heading has a number or more than a name's words, or says what it is.
    starts
        && (bare.chars().any(|c| c.is_ascii_digit())
            || !bare.starts_with("to ") && !bare.starts_with("ban "))
        || bare.starts_with("ban ") && super::places::body_kind(text).is_some()
}

/// What orders of headings are told apart by: "Tổ đại biểu số 3" replaces "Tổ đại biểu số 2".
fn first_words(text: &str) -> String {
    let folded = vi::fold(text);
    let bare = folded
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '-'));
    bare.split(' ').take(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_within_a_table_are_told_from_names() {
        for (text, heading) in [
            ("I. THƯỜNG TRỰC HĐND", true),
            ("Tổ đại biểu số 3", true),
            ("Tổ 3", true),
            ("ĐƠN VỊ BẦU CỬ SỐ 1", true),
            ("Ban Pháp chế", true),
            ("1. Ban Kinh tế - Ngân sách", true),
            ("Tô Văn An", false),
            ("Nguyễn Văn An", false),
            ("Ban Văn Sơn", false),
            ("Y Blơk Êban", false),
        ] {
            assert_eq!(is_heading(text) || starts_afresh(text), heading, "{text}");
        }
    }
}
