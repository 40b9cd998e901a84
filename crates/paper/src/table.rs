//! Bảng, biểu đồ: tables with heads over several columns, and charts, which are tables that are also drawn.

use serde::{Deserialize, Serialize};

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Ordinals, days, marks.
    Centre,
    /// Numbers.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// How much of the width it takes, beside the weights of the others.
    pub weight: u16,
    /// Where its text stands.
    #[serde(default)]
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub const fn words(weight: u16) -> Self {
        Self {
            weight,
            align: Align::Left,
        }
    }

    /// A column of ordinals, days or marks.
    pub const fn marks(weight: u16) -> Self {
        Self {
            weight,
            align: Align::Centre,
        }
    }

    /// A column of numbers.
    pub const fn numbers(weight: u16) -> Self {
        Self {
            weight,
            align: Align::Right,
        }
    }
}

/// A cell, which may reach over several columns and rows. What lies under it is left out of the rows below, as in HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenCell", into = "WrittenCell")]
pub struct Cell {
    /// Its words or its number, as they are to be printed.
    pub text: String,
    /// Over how many columns it reaches; at least one.
    pub across: u16,
    /// Over how many rows it reaches; at least one.
    pub down: u16,
}

/// How a cell stands in JSON: a string when it is one column wide and one row high.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenCell {
    Plain(String),
    Wide {
        text: String,
        #[serde(default = "one")]
        across: u16,
        #[serde(default = "one")]
        down: u16,
    },
}

fn one() -> u16 {
    1
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            across: 1,
            down: 1,
        }
    }

    /// A whole number as offices write it: `1.234`.
    pub fn number(value: i64) -> Self {
        Self::new(kernel::vi::number(value))
    }

    /// The cell over several columns.
    pub fn across(mut self, columns: u16) -> Self {
        self.across = columns;
        self
    }

    /// The cell over several rows.
    pub fn down(mut self, rows: u16) -> Self {
        self.down = rows;
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::number(value)
    }
}

impl From<WrittenCell> for Cell {
    fn from(written: WrittenCell) -> Self {
        match written {
            WrittenCell::Plain(text) => Self::new(text),
            WrittenCell::Wide { text, across, down } => Self { text, across, down },
        }
    }
}

impl From<Cell> for WrittenCell {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell {
                text,
                across: 1,
                down: 1,
            } => Self::Plain(text),
            Cell { text, across, down } => Self::Wide { text, across, down },
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row {
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
    /// A row of sums or a heading between the rows, printed in bold.
    pub bold: bool,
}

impl Row {
    /// An ordinary row.
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            bold: false,
        }
    }

    /// A row of sums.
    pub fn sum(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            bold: true,
            ..Self::new(cells)
        }
    }
}

/// Bảng: a table. Its head is printed again on every page it goes on to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Table {
    /// What it shows: `Bảng 1. Kiến nghị theo lĩnh vực`.
    pub caption: String,
    /// Đơn vị tính: what its numbers count, printed at the right above it: `kiến nghị`.
    pub unit: String,
    /// Its columns; there are as many as the widest row has, whatever stands here.
    pub columns: Vec<Column>,
    /// The rows of its head.
    pub head: Vec<Vec<Cell>>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What stands below it in small letters: source, day, what is left out.
    pub note: String,
}

impl Table {
    /// A table with a head of one row.
    pub fn new(
        caption: impl Into<String>,
        columns: impl IntoIterator<Item = (impl Into<Cell>, Column)>,
    ) -> Self {
        let (head, columns): (Vec<Cell>, Vec<Column>) = columns
            .into_iter()
            .map(|(head, column)| (head.into(), column))
            .unzip();
        Self {
            caption: caption.into(),
            columns,
            head: vec![head],
            ..Self::default()
        }
    }

    /// Says what its numbers count.
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Says where its numbers come from.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Adds rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Amounts beside each other.
    #[default]
    Bar,
    /// A course over time.
    Line,
}

/// A row of values of a chart.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Series {
    /// Its name: `Đã giải quyết`.
    pub name: String,
    /// One value for each category, `None` where nothing is known.
    pub values: Vec<Option<f64>>,
}

/// Biểu đồ: values drawn as bars or lines. The values themselves always stand below it as a table, so nobody needs to measure bars,
/// and who cannot see the drawing loses nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Chart {
    /// What it shows: `Biểu đồ 1. Kiến nghị theo năm`.
    pub title: String,
    /// What is to be seen in it, in a sentence; the words a screen reader says.
    pub description: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What the categories are: `Năm`.
    pub axis: String,
    /// Đơn vị tính: what the values count.
    pub unit: String,
    /// The names of the categories, in order.
    pub categories: Vec<String>,
    /// The rows of values.
    pub series: Vec<Series>,
}

impl Chart {
    /// A chart without values yet.
    pub fn new(kind: ChartKind, title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            kind,
            ..Self::default()
        }
    }

    /// Names the categories and what they are.
    pub fn over(
        mut self,
        axis: impl Into<String>,
        categories: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.axis = axis.into();
        self.categories = categories.into_iter().map(Into::into).collect();
        self
    }

    /// Says what the values count.
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Adds a row of values.
    pub fn series(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        self.series.push(Series {
            name: name.into(),
            values: values.into_iter().collect(),
        });
        self
    }

    /// Its values as a table: a row for each category, a column for each series.
    pub fn table(&self) -> Table {
        let mut head = vec![Cell::new(&self.axis)];
        head.extend(self.series.iter().map(|series| Cell::new(&series.name)));
        let mut columns = vec![Column::words(2)];
        columns.extend(self.series.iter().map(|_| Column::numbers(1)));
        let rows = (self.categories.iter().enumerate()).map(|(place, category)| {
            let values = self.series.iter().map(|series| {
                Cell::new(match series.values.get(place).copied().flatten() {
                    Some(value) if value.is_finite() => value_text(value),
                    _ => "–".to_owned(),
                })
            });
            Row::new(std::iter::once(Cell::new(category)).chain(values))
        });
        Table {
            unit: self.unit.clone(),
            columns,
            head: vec![head],
            rows: rows.collect(),
            ..Table::default()
        }
    }
}

/// A value with at most one decimal: `1.234`, `83,9`.
pub fn value_text(value: f64) -> String {
    // Beyond this a value of a chart is no count of anything, and the tenths would not fit.
    let tenths = (value.clamp(-1e15, 1e15) * 10.0).round() as i64;
    let whole = kernel::vi::number(tenths / 10);
    match tenths % 10 {
        0 => whole,
        rest if tenths < 0 && tenths > -10 => format!("-{whole},{}", rest.abs()),
        rest => format!("{whole},{}", rest.abs()),
    }
}
