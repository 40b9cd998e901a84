//! The same as `reading`, with the bytes as one part of a document or as the inside of a PDF: the checksums of an archive and
//! the table of a PDF keep most mutations of a whole file from ever reaching the readers behind them.
//!
//! The first byte chooses where the rest stands. Run it with `cargo +nightly fuzz run inside` in `crates/reading`.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use reading::{Limits, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATIONS: &str = "<a><b Type=\"/numbering\" Target=\"n\"/><b Type=\"/styles\" Target=\"s\"/>\
    <b Type=\"/footnotes\" Target=\"f\"/></a>";
const NUMBERING: &str = "<n><abstractNum abstractNumId=\"1\"><lvl ilvl=\"0\"><numFmt val=\"lowerLetter\"/><lvlText val=\"%1)\"/></lvl>\
    </abstractNum><num numId=\"1\"><abstractNumId val=\"1\"/></num></n>";
const DOCUMENT: &str = "<document><p><pPr><numPr><ilvl val=\"0\"/><numId val=\"1\"/></numPr></pPr><r><t>x</t>\
    <footnoteReference id=\"1\"/></r></p></document>";
const PARTS: [(&str, &str); 5] = [
    ("word/document.xml", DOCUMENT),
    ("word/_rels/document.xml.rels", RELATIONS),
    ("word/n", NUMBERING),
    ("word/s", "<s><style styleId=\"a\"><basedOn val=\"a\"/></style></s>"),
    ("word/f", "<f><footnote id=\"1\"><p><r><t>y</t></r></p></footnote></f>"),
];

fn hold_still() {
    std::panic::set_hook(Box::new(|_| ()));
}

fn archive(chosen: usize, content: &[u8]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, (name, honest)) in PARTS.iter().enumerate() {
        writer.start_file(*name, stored).expect("a part");
        writer.write_all(if place == chosen { content } else { honest.as_bytes() }).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A PDF of one page with this content or this map from codes to text. Without a table of its objects they are looked for.
fn pdf(is_map: bool, content: &[u8]) -> Vec<u8> {
    let honest: (&[u8], &[u8]) = (b"BT /F 9 Tf <0041> Tj ET", b"1 beginbfchar <0041> <0042> endbfchar");
    let (page, map) = if is_map { (honest.0, content) } else { (content, honest.1) };
    let mut file = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
        5 0 obj<</Type/Font/Subtype/Type0/ToUnicode 6 0 R/DescendantFonts[<</W[65[500 600] 70 80 3]>>]>>endobj\n".to_vec();
    for (number, content) in [(4, page), (6, map)] {
        file.extend(format!("{number} 0 obj<</Length {}>>stream\n", content.len()).into_bytes());
        file.extend(content);
        file.extend(b"\nendstream endobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF");
    file
}

fuzz_target!(init: hold_still(), |bytes: &[u8]| {
    let Some((chosen, content)) = bytes.split_first() else { return };
    let file = match usize::from(*chosen) % (PARTS.len() + 2) {
        part if part < PARTS.len() => archive(part, content),
        part => pdf(part == PARTS.len(), content),
    };
    let limits = Limits { unpacked_bytes: 20_000_000, text_bytes: 1_000_000, ..Limits::default() };
    let Ok(reading) = read(&file, &limits) else { return };
    for piece in &reading.pieces {
        assert!(reading.text.get(piece.start..piece.start + piece.len).is_some());
        assert!(!reading.places(piece.start..piece.start + piece.len.max(1)).is_empty());
    }
});
