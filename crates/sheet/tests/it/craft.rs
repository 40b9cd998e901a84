//! Files built by hand, honest and otherwise.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of an archive by name.
pub(crate) type Parts = Vec<(String, Vec<u8>)>;

/// Takes an archive apart.
pub(crate) fn unpack(bytes: &[u8]) -> Parts {
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

/// Puts an archive together.
pub(crate) fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Adds a part.
pub(crate) fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut parts = unpack(bytes);
    parts.push((name.to_owned(), content.to_vec()));
    pack(&parts)
}

/// Replaces text in one part, and makes sure that there was something to replace.
pub(crate) fn edited(bytes: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut parts = unpack(bytes);
    let part = parts
        .iter_mut()
        .find(|(part, _)| part == name)
        .expect("the part");
    let text = String::from_utf8(part.1.clone()).expect("text");
    assert!(text.contains(from), "{name} holds no {from}");
    part.1 = text.replace(from, to).into_bytes();
    pack(&parts)
}

/// A small honest workbook with shared texts, a number and a merged region.
pub(crate) fn small_workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    sheet.write_string(0, 0, "Họ và tên").expect("a cell");
    sheet.write_string(0, 1, "Năm sinh").expect("a cell");
    sheet.write_string(1, 0, "Nguyễn Văn An").expect("a cell");
    sheet.write_number(1, 1, 1975).expect("a cell");
    sheet
        .merge_range(2, 0, 3, 1, "gộp", &format)
        .expect("a region");
    book.save_to_buffer().expect("a workbook")
}

/// A workbook with this XML in place of the cells of its only sheet.
pub(crate) fn workbook_with_cells(rows: &str) -> Vec<u8> {
    let mut parts = unpack(&small_workbook());
    let sheet = parts
        .iter_mut()
        .find(|(name, _)| name == "xl/worksheets/sheet1.xml")
        .expect("the sheet");
    let xml = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData></worksheet>"
    );
    sheet.1 = xml.into_bytes();
    pack(&parts)
}

/// A container of the kind old Office used, with one name in it.
pub(crate) fn ole_file(name: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}
