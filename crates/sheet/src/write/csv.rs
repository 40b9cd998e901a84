//! CSV by RFC 4180, with the byte order mark by which Excel knows UTF-8.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{TableOut, starts_like_formula};
use crate::cell::Cell;

/// Writes the columns and rows. The title and the notes are left out: a program reads the first line as the head.
///
/// Text that looks like a formula gets an apostrophe in front, which [`crate::read`] takes off again.
pub fn write_csv(table: &TableOut) -> Vec<u8> {
    let mut out = "\u{FEFF}".as_bytes().to_vec();
    {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .flexible(true)
            .from_writer(&mut out);
        let head = table.columns.iter().map(|column| guarded(&column.heading));
        let mut written = writer.write_record(head);
        for row in &table.rows {
            let fields = (0..table.columns.len()).map(|column| field(row.get(column)));
            written = written.and_then(|()| writer.write_record(fields));
        }
        let flushed = writer.flush();
        // A vector takes any number of bytes, and records of unequal length are allowed.
        debug_assert!(written.is_ok() && flushed.is_ok());
    }
    out
}

fn field(cell: Option<&Cell>) -> String {
    match cell {
        None => String::new(),
        Some(Cell::Text(text)) => guarded(text),
        // A number is never a formula, so a negative one keeps its sign in front.
        Some(other) => other.as_text(),
    }
}

fn guarded(text: &str) -> String {
    if starts_like_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
