//! Whatever stands in the main part of a document, its tables and its look are read or refused, within the limits.
//!
//! Run it with `cargo +nightly fuzz run tables` in `crates/reading`. The bytes are the main part itself, for packed bytes a fuzzer
//! seldom gets past the archive.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use reading::layout::layout;
use reading::{Limits, tables};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fuzz_target!(|bytes: &[u8]| {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    writer.write_all(b"<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p>").expect("its content");
    writer.write_all(bytes).expect("its content");
    writer.write_all(b"</w:body></w:document>").expect("its content");
    let packed = writer.finish().expect("an archive").into_inner();
    let limits = Limits { text_bytes: 100_000, ..Limits::default() };
    if let Ok(layout) = layout(&packed, &limits) {
        assert!(layout.paragraphs.iter().map(|paragraph| paragraph.section).max() <= Some(layout.sections.len()));
    }
    let Ok(tables) = tables(&packed, &limits) else { return };
    let cells = tables.iter().flat_map(|table| &table.rows).flatten();
    let kept: usize = cells.map(|cell| { assert!(cell.span >= 1); cell.text.len() + 64 }).sum();
    assert!(kept <= limits.text_bytes + 64 * tables.iter().map(|table| table.rows.len()).sum::<usize>());
});
