//! Tables as files, made by hand.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// First row and column, last row and column, from 0.
pub(super) type Merge = (u32, u16, u32, u16);

/// A workbook of these rows.
pub(super) fn workbook(rows: &[&[&str]], merges: &[Merge]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (top, left, bottom, right) in merges {
        let text = rows[*top as usize][usize::from(*left)];
        sheet
            .merge_range(*top, *left, *bottom, *right, text, &Format::new())
            .expect("a region");
    }
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The same as text.
pub(super) fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let lines = rows.iter().map(|row| {
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
        cells.join(",")
    });
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

fn pack(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

fn package(body: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                     Target=\"word/document.xml\"/></Relationships>";
    let mut parts = vec![
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", relations.as_bytes().to_vec()),
        ("word/document.xml", document.into_bytes()),
    ];
    parts.extend(more.iter().cloned());
    pack(&parts)
}

fn paragraphs(text: &str) -> String {
    text.lines().fold(String::new(), |mut all, line| {
        let _ = write!(all, "<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
        all
    })
}

/// A document with a table of these rows after a paragraph.
pub(super) fn docx(rows: &[&[&str]], merges: &[Merge]) -> Vec<u8> {
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut table = String::new();
    for (row, cells) in (0_u32..).zip(rows) {
        table.push_str("<w:tr>");
        let mut column = 0_usize;
        while column < width {
            let region = merges.iter().find(|(top, left, bottom, right)| {
                (*top..=*bottom).contains(&row)
                    && (usize::from(*left)..=usize::from(*right)).contains(&column)
            });
            let text = cells.get(column).copied().unwrap_or_default();
            let mut properties = String::new();
            if let Some((top, left, bottom, right)) = region {
                if right > left {
                    let _ = write!(properties, "<w:gridSpan w:val=\"{}\"/>", right - left + 1);
                }
                if bottom > top {
                    properties.push_str(if row == *top {
                        "<w:vMerge w:val=\"restart\"/>"
                    } else {
                        "<w:vMerge/>"
                    });
                }
            }
            let _ = write!(
                table,
                "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
                paragraphs(text)
            );
            column += region.map_or(1, |(_, left, _, right)| usize::from(right - left) + 1);
        }
        table.push_str("</w:tr>");
    }
    package(
        &format!(
            "{}<w:tbl>{table}</w:tbl>",
            paragraphs("Phụ lục kèm theo báo cáo")
        ),
        &[],
    )
}

/// A table far wider than any honest one.
pub(super) fn wide_docx() -> Vec<u8> {
    let cell = format!(
        "<w:tc><w:tcPr><w:gridSpan w:val=\"60000\"/></w:tcPr>{}</w:tc>",
        paragraphs("Nội dung")
    );
    package(&format!("<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"), &[])
}

/// A document that packs very well.
pub(super) fn bomb_docx() -> Vec<u8> {
    package(&paragraphs(&"a".repeat(30_000_000)), &[])
}

/// A document with a macro.
pub(super) fn macro_docx() -> Vec<u8> {
    package(
        &paragraphs("Nội dung"),
        &[("word/vbaProject.bin", b"x".to_vec())],
    )
}
