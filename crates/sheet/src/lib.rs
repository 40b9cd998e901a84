//! Strangers' tables in and out: bytes to values and back, with nothing else touched.
//!
//! **Invariant:** this crate opens no file, keeps no state and asks no clock. What comes in is never
//! trusted: the kind of a file is told by its content and not by its name, every packed part is
//! really unpacked and counted before a reader sees it, and each limit has its own [`Refused`] reason,
//! so that the page can tell the user what to do about it.

mod archive;
mod cell;
pub mod header;
mod limits;
mod refused;
mod sniff;
mod text;
mod workbook;
mod write;
mod xlsx;

pub use cell::Cell;
pub use header::{BodyRow, Column, HeaderRow, Heading};
pub use limits::Limits;
pub use refused::Refused;
pub use workbook::{Merge, Row, Sheet, SheetKind, Workbook};
pub use write::{
    ColumnKind, ColumnOut, Letterhead, NotWritten, TableOut, write_csv, write_docx, write_xlsx,
    write_xlsx_sheets,
};

use sniff::Kind;

/// Reads a table that somebody sent: XLSX, or text with commas, semicolons, tabs or bars.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refused> {
    read_with(bytes, limits, Cell::text_from)
}

/// The same, with the lines of a cell kept apart: each is cleaned, and empty ones go.
pub fn read_lines(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refused> {
    read_with(bytes, limits, Cell::lines_from)
}

/// How the text of a cell becomes its value.
type Told = fn(&str) -> Cell;

fn read_with(bytes: &[u8], limits: &Limits, told: Told) -> Result<Workbook, Refused> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Refused::TooLarge {
            limit: limits.bytes,
        });
    }
    let workbook = match sniff::kind(bytes)? {
        Kind::Zip => {
            let measured = archive::inspect(bytes, limits)?;
            xlsx::read(bytes, measured, limits, told)?
        }
        Kind::Text(text) => text::read(&text, limits, told)?,
    };
    if workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Refused::NoTable);
    }
    Ok(workbook)
}
