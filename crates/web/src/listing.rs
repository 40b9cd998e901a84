//! A list that is shown, and exported as XLSX and CSV with just what the page shows.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use council::access::Shown;
use kernel::{Date, vi};
use sheet::{ColumnKind, ColumnOut, TableOut};
use ui::{Cell, Column, Sorted, Table, Tag, Tone};

use crate::visit::Visit;

/// What a list holds at one place.
#[derive(Debug, Clone)]
pub enum Item {
    /// Words.
    Text(String),
    /// Words that lead somewhere.
    Link(String, String),
    /// A whole number.
    Number(i64),
    /// A share: part of whole.
    Share(i64, i64),
    /// A day.
    Day(Date),
    /// A state: tone and word.
    Status(Tone, String),
    /// A figure with the mark of its state: tone, figure, and the word of the state, which is heard and exported.
    Mark(Tone, String, String),
    /// Words in the place of a figure that there is not.
    Without(String),
    /// Nothing known.
    Missing,
    /// Known, but not for this reader.
    Hidden,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Number,
    /// Shares.
    Share,
    /// Days.
    Day,
    /// States.
    Status,
}

/// A list: its title, columns and rows.
#[derive(Debug, Clone)]
pub struct Listing {
    title: String,
    columns: Vec<Head>,
    rows: Vec<Vec<Item>>,
    empty: String,
    exports: Vec<(&'static str, String)>,
    notes: Vec<String>,
}

#[derive(Debug, Clone)]
struct Head {
    kind: Kind,
    label: String,
    /// Where a press on the head leads, and how the list is sorted by it now.
    sort: Option<(String, Sorted)>,
}

/// The form in which a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated text.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

impl Format {
    /// The format of a file name's ending.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

impl Item {
    /// Words, or nothing known.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Missing, |text| Self::Text(text.into()))
    }

    /// A day, or nothing known.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Missing, Self::Day)
    }

    /// A value that may be hidden from this reader.
    pub fn shown<T>(value: Shown<Option<T>>, item: impl FnOnce(T) -> Self) -> Self {
        match value {
            Shown::Visible(Some(value)) => item(value),
            Shown::Visible(None) => Self::Missing,
            Shown::Hidden => Self::Hidden,
        }
    }
}

impl Listing {
    /// An empty list with a title, which is also the table's caption.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            columns: Vec::new(),
            rows: Vec::new(),
            empty: String::new(),
            exports: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a column.
    pub fn column(mut self, kind: Kind, label: impl Into<String>) -> Self {
        self.columns.push(Head {
            kind,
            label: label.into(),
            sort: None,
        });
        self
    }

    /// Adds a column that the reader can sort by.
    pub fn sortable(
        mut self,
        visit: &Visit,
        kind: Kind,
        label: impl Into<String>,
        name: &str,
    ) -> Self {
        let (key, down) = match visit.asked("sort") {
            Some(sort) => sort
                .strip_prefix('-')
                .map_or((sort, false), |key| (key, true)),
            None => ("", false),
        };
        let (sorted, next) = match (key == name, down) {
            (true, false) => (Sorted::Up, format!("-{name}")),
            (true, true) => (Sorted::Down, name.to_owned()),
            (false, _) => (Sorted::No, name.to_owned()),
        };
        self.columns.push(Head {
            kind,
            label: label.into(),
            sort: Some((visit.here_with(&[("sort", &next), ("page", "")]), sorted)),
        });
        self
    }

    /// Adds a row, one item for each column.
    pub fn row(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.rows.push(items.into_iter().collect());
        self
    }

    /// Adds rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Item>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// What to say when there is nothing.
    pub fn empty(mut self, sentence: impl Into<String>) -> Self {
        self.empty = sentence.into();
        self
    }

    /// A line between the title and the table of the exported file: the day, the source, how to read it.
    pub fn note(mut self, line: impl Into<String>) -> Self {
        self.notes.push(line.into());
        self
    }

    /// Offers the list as XLSX and CSV under `path.xlsx` and `path.csv`, with this page's filters.
    pub fn exports(mut self, visit: &Visit, path: &str) -> Self {
        for (word, ending) in [("XLSX", "xlsx"), ("CSV", "csv")] {
            self.exports.push((
                word,
                visit.at_with(&format!("{path}.{ending}"), &[("page", "")]),
            ));
        }
        self
    }

    /// The table of a page.
    pub fn table(&self, visit: &Visit) -> Table {
        let mut table = Table::new(self.title.clone(), visit.words());
        for Head { kind, label, sort } in &self.columns {
            let column = match kind {
                Kind::Text => Column::text(label),
                Kind::Number | Kind::Share => Column::number(label),
                Kind::Day => Column::date(label),
                Kind::Status => Column::status(label),
            };
            table = table.column(match sort {
                Some((href, sorted)) => column.sort(href, *sorted),
                None => column,
            });
        }
        for row in &self.rows {
            table = table.row(row.iter().map(|item| cell(visit, item)));
        }
        for (word, href) in &self.exports {
            table = table.export(*word, href);
        }
        table.empty(self.empty.clone())
    }

    /// The file of an export.
    pub fn export(&self, visit: &Visit, format: Format, name: &str) -> Response {
        let out = TableOut {
            title: self.title.clone(),
            notes: self
                .notes
                .iter()
                .cloned()
                .chain([visit.tv("export-note", &[("day", &visit.day(visit.on))])])
                .collect(),
            columns: self
                .columns
                .iter()
                .map(|Head { kind, label, .. }| ColumnOut {
                    heading: label.clone(),
                    kind: match kind {
                        Kind::Text | Kind::Status => ColumnKind::Text,
                        Kind::Number => ColumnKind::Whole,
                        Kind::Share => ColumnKind::Decimal,
                        Kind::Day => ColumnKind::Date,
                    },
                })
                .collect(),
            rows: self
                .rows
                .iter()
                .map(|row| row.iter().map(|item| value(visit, item)).collect())
                .collect(),
        };
        let (bytes, kind, ending) = match format {
            Format::Csv => (Ok(sheet::write_csv(&out)), "text/csv; charset=utf-8", "csv"),
            Format::Xlsx => (
                sheet::write_xlsx(&out),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "xlsx",
            ),
        };
        match bytes {
            Ok(bytes) => file(bytes, kind, &format!("{name}-{}.{ending}", visit.on)),
            Err(error) => {
                tracing::error!(%error, "export not written");
                axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// A file to be saved.
pub fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let ascii: String = vi::fold(name)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{ascii}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn cell(visit: &Visit, item: &Item) -> Cell {
    match item {
        Item::Text(text) => Cell::text(text),
        Item::Link(text, href) => Cell::link(text, href),
        Item::Number(number) => Cell::number(vi::number(*number)),
        Item::Share(part, whole) => Cell::number(vi::percent(*part, *whole)),
        Item::Day(day) => Cell::date(visit.day(*day)),
        Item::Status(tone, word) => Cell::status(*tone, word),
        Item::Mark(tone, figure, word) => Cell::of(Tag::new(*tone, figure).heard(word)),
        Item::Without(word) => Cell::missing(word),
        Item::Missing => Cell::missing(visit.t("missing")),
        Item::Hidden => Cell::missing(visit.t("hidden")),
    }
}

fn value(visit: &Visit, item: &Item) -> sheet::Cell {
    match item {
        Item::Text(text) | Item::Link(text, _) | Item::Status(_, text) => {
            sheet::Cell::Text(text.clone())
        }
        Item::Mark(_, figure, word) => sheet::Cell::Text(format!("{figure} · {word}")),
        Item::Without(word) => sheet::Cell::Text(word.clone()),
        Item::Number(number) => sheet::Cell::Number(*number as f64),
        Item::Share(_, 0) | Item::Missing => sheet::Cell::Empty,
        Item::Share(part, whole) => {
            sheet::Cell::Number((*part as f64 * 1000.0 / *whole as f64).round() / 10.0)
        }
        Item::Day(day) => sheet::Cell::Date(*day),
        Item::Hidden => sheet::Cell::Text(visit.t("hidden")),
    }
}

/// The page of a long list that the address asks for.
pub fn page_asked(visit: &Visit) -> council::Page {
    let number = visit.asked("page").and_then(|number| number.parse().ok());
    council::Page {
        number: number.filter(|number| *number > 0).unwrap_or(1),
        ..council::Page::FIRST
    }
}

/// Links to the pages around this one of a list with so many rows.
pub fn pager(visit: &Visit, page: council::Page, total: i64) -> ui::Pager {
    let last = u32::try_from(total.max(1))
        .unwrap_or(u32::MAX)
        .div_ceil(page.size);
    let address = |number: u32| visit.here_with(&[("page", &number.to_string())]);
    let first_row = i64::from(page.number - 1) * i64::from(page.size) + 1;
    let last_row = (first_row + i64::from(page.size) - 1).min(total);
    let mut pager = ui::Pager::new(visit.words());
    if first_row <= last_row {
        pager = pager.summary(visit.tv(
            "pager-summary",
            &[
                ("from", &vi::number(first_row)),
                ("to", &vi::number(last_row)),
                ("total", &vi::number(total)),
            ],
        ));
    }
    pager = pager
        .previous((page.number > 1).then(|| address(page.number - 1)))
        .next((page.number < last).then(|| address(page.number + 1)));
    let mut before = 0;
    for number in (1..=last)
        .filter(|number| *number == 1 || *number == last || number.abs_diff(page.number) <= 2)
    {
        if number > before + 1 {
            pager = pager.gap();
        }
        pager = if number == page.number {
            pager.current(number)
        } else {
            pager.page(number, address(number))
        };
        before = number;
    }
    pager
}
