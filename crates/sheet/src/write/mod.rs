//! Tables for people to take away: XLSX to work on, CSV as open data, DOCX as an official paper.
//!
//! All writers give the same bytes for the same table, so that an export can be compared and signed.

mod csv;
mod docx;
mod xlsx;

use crate::cell::Cell;

pub use csv::write_csv;
pub use docx::{Letterhead, write_docx};
pub use xlsx::{write_xlsx, write_xlsx_sheets};

/// A table to write.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableOut {
    /// The title above the table.
    pub title: String,
    /// Lines between the title and the table: the source, the day, how to read it.
    pub notes: Vec<String>,
    /// The columns from left to right.
    pub columns: Vec<ColumnOut>,
    /// The rows; a row shorter than the columns ends with empty cells, and what lies beyond them is left out.
    pub rows: Vec<Vec<Cell>>,
}

/// A column to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnOut {
    /// The title of the column.
    pub heading: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds, for its width and the form of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Whole numbers, with a mark between thousands as the reader's country has it.
    Whole,
    /// Numbers with one decimal.
    Decimal,
    /// Days, shown as dd/mm/yyyy.
    Date,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A workbook.
    #[error("the table cannot be written as a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The package of a document.
    #[error("the table cannot be packed as a document")]
    Package(#[from] zip::result::ZipError),
    /// A part of the package.
    #[error("the table cannot be written as a document")]
    Part(#[from] std::io::Error),
}

/// Whether a program that opens the text might take it for a formula and run it.
///
/// White space in front does not make it safe, and some programs also take the wide forms of the signs.
pub(crate) fn starts_like_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    text.trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
