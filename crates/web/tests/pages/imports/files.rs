//! Files that strangers send, made by hand.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

type Parts = Vec<(String, Vec<u8>)>;

/// A roster of one delegate as an office keeps it.
pub const ROSTER: &str = "Họ và tên,Ngày sinh,Giới tính\nNguyễn Văn Thử,01/02/1980,Nam\n";

/// The same as a workbook.
pub fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(ROSTER.lines()) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A workbook whose name is the kept result of a formula, which says something else.
pub fn with_formula() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(["Họ và tên", "Ngày sinh", "Giới tính"]) {
        sheet.write_string(0, column, text).expect("a cell");
    }
    let formula = Formula::new("=WEBSERVICE(\"http://127.0.0.1:1/\"&\"Lê Văn Lộ\")")
        .set_result("Nguyễn Văn Thử");
    sheet.write_formula(1, 0, formula).expect("a formula");
    sheet.write_string(1, 1, "01/02/1980").expect("a cell");
    sheet.write_string(1, 2, "Nam").expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

fn unpack(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("its content");
            (entry.name().expect("its name").into_owned(), content)
        })
        .collect()
}

fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A workbook with one more part.
pub fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut parts = unpack(&workbook());
    parts.push((name.to_owned(), content.to_vec()));
    pack(&parts)
}

/// A workbook with another text in place of one of its parts.
pub fn with_other(name: &str, content: &str) -> Vec<u8> {
    let mut parts = unpack(&workbook());
    let part = parts.iter_mut().find(|(part, _)| part == name);
    part.expect("the part").1 = content.as_bytes().to_vec();
    pack(&parts)
}

/// Entities that stand for ten of the one before, thirty deep: some lines that would unfold to more than any machine holds.
pub fn entities() -> Vec<u8> {
    let mut text = "<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY e0 \"ha\">".to_owned();
    for depth in 1..=30 {
        let before = format!("&e{};", depth - 1).repeat(10);
        write!(text, "<!ENTITY e{depth} \"{before}\">").expect("text");
    }
    text.push_str("]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
    text.push_str(&"<si><t>&e30;</t></si>".repeat(10));
    text.push_str("</sst>");
    with_other("xl/sharedStrings.xml", &text)
}

/// Elements within elements, deeper than any stack.
pub fn nested() -> Vec<u8> {
    let depth = 300_000;
    let text = format!(
        "<worksheet><sheetData>{}{}</sheetData></worksheet>",
        "<r>".repeat(depth),
        "</r>".repeat(depth)
    );
    with_other("xl/worksheets/sheet1.xml", &text)
}

/// A container as old Office used it, with one name in it.
pub fn ole(name: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    bytes
}

/// Text as Excel saves it under "Unicode text".
pub fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xFF, 0xFE].into_iter().chain(units).collect()
}
