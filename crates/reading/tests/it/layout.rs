//! How documents look: what a style says, what is said on the spot, pages and their heads.

use reading::layout::{Align, LineHeight, layout};
use reading::{Limits, Unreadable};

use crate::craft::{Docx, docx, p};

fn read(bytes: &[u8]) -> Result<reading::layout::Layout, Unreadable> {
    layout(bytes, &Limits::default())
}

#[test]
fn looks_come_from_defaults_styles_and_the_spot() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:pPr><w:spacing w:after=\"160\" w:line=\"360\" w:lineRule=\"auto\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Than\"><w:basedOn w:val=\"N\"/><w:pPr><w:ind w:firstLine=\"720\"/><w:jc w:val=\"both\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Chu\"><w:rPr><w:i/><w:color w:val=\"FF0000\"/></w:rPr></w:style>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Than\"/><w:spacing w:before=\"120\"/></w:pPr><w:r><w:t>một </w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"Chu\"/><w:b w:val=\"0\"/><w:rFonts w:ascii=\"Times New Roman\"/><w:sz w:val=\"28\"/></w:rPr><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:pPr><w:pBdr><w:top w:val=\"single\"/></w:pBdr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\"/><w:titlePg/></w:sectPr>";
    let file = Docx {
        body,
        styles,
        ..Docx::default()
    };
    let read = read(&file.build()).expect("a document");
    let [first, empty, cell] = read.paragraphs.as_slice() else {
        panic!("three paragraphs: {read:?}");
    };
    assert_eq!(first.text(), "một hai\nba");
    let looks: Vec<_> = (first.runs.iter())
        .map(|run| {
            (
                run.font.as_deref(),
                run.size,
                run.bold,
                run.italic,
                run.colour.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        looks,
        [
            (Some("Arial"), 11.0, true, false, None),
            (Some("Times New Roman"), 14.0, false, true, Some("FF0000"))
        ]
    );
    assert_eq!(first.align, Align::Both);
    assert_eq!(first.spacing, Some((6.0, 8.0)));
    assert_eq!(first.line, LineHeight::Lines(1.5));
    assert!((first.first_line.expect("an indent") - 12.7).abs() < 0.01);
    assert!(empty.runs.is_empty() && empty.cell.is_some_and(|cell| cell.column == 0));
    assert!(cell.ruled && cell.align == Align::Centre);
    assert_eq!(
        cell.cell.map(|cell| (cell.table, cell.row, cell.column)),
        Some((0, 0, 1))
    );
    let [section] = read.sections.as_slice() else {
        panic!("one section: {:?}", read.sections);
    };
    assert!(section.own_first);
    let (width, height) = section.page.expect("a page");
    assert!((width - 210.0).abs() < 0.1 && (height - 297.0).abs() < 0.1);
    let margins = section.margins.expect("margins").map(f64::round);
    assert_eq!(margins, [20.0, 20.0, 20.0, 30.0]);
}

#[test]
fn what_is_no_document_is_refused_and_text_is_bounded() {
    assert_eq!(read(b"x").unwrap_err(), Unreadable::WrongType);
    let long = docx(&p(&"a".repeat(2_000)));
    let limits = Limits {
        text_bytes: 1_000,
        ..Limits::default()
    };
    assert!(matches!(
        layout(&long, &limits),
        Err(Unreadable::TooLarge { .. })
    ));
    assert_eq!(
        read(&docx("<w:p><w:r><w:t>a</w:t></w:r>")).unwrap_err(),
        Unreadable::Broken
    );
}
