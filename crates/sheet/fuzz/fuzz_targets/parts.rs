//! The same as `read`, with the bytes as one part of a workbook: the checksum of an archive keeps most mutations of a whole file
//! from ever reaching the reader of its XML.
//!
//! The first byte chooses the part, the rest is its content. Run it with `cargo +nightly fuzz run parts` in `crates/sheet`.

#![no_main]

use std::io::{Cursor, Read as _, Write as _};
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use sheet::{Cell, ColumnKind, ColumnOut, Heading, Limits, TableOut, header::find_in, read, write_xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const KNOWN: &[Heading] = &[
    Heading { key: "name", names: &["Họ và tên", "Họ tên"] },
    Heading { key: "birth", names: &["Ngày tháng năm sinh", "Năm sinh"] },
];

type Parts = Vec<(String, Vec<u8>)>;

/// The parts of an honest workbook.
fn honest() -> &'static Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS.get_or_init(|| {
        let column = |heading: &str| ColumnOut { heading: heading.to_owned(), kind: ColumnKind::Text };
        let book = write_xlsx(&TableOut {
            title: "Danh sách".to_owned(),
            notes: Vec::new(),
            columns: vec![column("Họ và tên"), column("Năm sinh")],
            rows: vec![vec![Cell::text_from("Nguyễn Văn An"), Cell::Number(1975.0)]],
        });
        let mut archive = ZipArchive::new(Cursor::new(book.expect("a workbook"))).expect("an archive");
        let parts = (0..archive.len()).map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("its content");
            (entry.name().expect("its name").into_owned(), content)
        });
        parts.collect()
    })
}

/// A panic that `read` itself catches and answers with a reason is no fault; one that escapes it still ends the run.
fn hold_still() {
    std::panic::set_hook(Box::new(|_| ()));
}

fuzz_target!(init: hold_still(), |bytes: &[u8]| {
    let Some((chosen, content)) = bytes.split_first() else { return };
    let parts = honest();
    let chosen = usize::from(*chosen) % parts.len();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, (name, honest)) in parts.iter().enumerate() {
        writer.start_file(name, stored).expect("a part");
        writer.write_all(if place == chosen { content } else { honest }).expect("its content");
    }
    let book = writer.finish().expect("an archive").into_inner();
    let limits = Limits { unpacked_bytes: 20_000_000, cells: 100_000, ..Limits::default() };
    let Ok(workbook) = read(&book, &limits) else { return };
    assert!(workbook.sheets.iter().all(|sheet| sheet.rows.len() <= limits.rows));
    assert!(workbook.sheets.iter().all(|sheet| sheet.width() <= limits.columns));
    if let Some((place, head)) = find_in(&workbook, KNOWN) {
        assert!(head.body(&workbook.sheets[place]).len() <= workbook.sheets[place].rows.len());
    }
});
