//! DOCX: a table as an official paper, under the national title.
//!
//! The parts are written out here and packed by `zip`, which reading workbooks brings anyway: such a paper needs five small parts of
//! OOXML, and a library for all of it would weigh more than the whole of this crate.
//!
//! Legal basis of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman, Quốc hiệu and Tiêu ngữ on the right, the body
//! that issues on the left, page numbers in the middle of the head from the second page on.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{ColumnKind, NotWritten, TableOut};
use crate::cell::Cell;

/// Phần đầu của văn bản: who issues it, its number, where and when; what is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// Cơ quan chủ quản trực tiếp.
    pub above: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Số, ký hiệu, as it is to be printed: `Số: …/BC-PC`.
    pub number: String,
    /// Địa danh và thời gian ban hành: `Thử, ngày 05 tháng 3 năm 2026`.
    pub place_and_day: String,
    /// Chữ ký: the lines above the place where the signer signs, such as the capacity; no block when there is none.
    pub signature: Vec<String>,
}

/// The width between the margins of a lying A4 page, in twentieths of a point.
const WIDTH: usize = 16_838 - 1_701 - 1_134;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;

const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"#;

const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#;

const OPENING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#;

const CLOSING: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>"#;

/// Writes the table as a lying page with the national title, the head of the table repeated on every page.
pub fn write_docx(table: &TableOut, head: &Letterhead) -> Result<Vec<u8>, NotWritten> {
    let body = body(table, head);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed day, so that the same table always gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, part) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/header1.xml", HEADER),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn body(table: &TableOut, head: &Letterhead) -> String {
    let mut xml = String::from(OPENING);
    letterhead(&mut xml, head);
    let centred = Form::default().centred();
    paragraph(&mut xml, "", centred);
    if !table.title.is_empty() {
        paragraph(&mut xml, &table.title, centred.bold().sized(28));
    }
    for note in &table.notes {
        paragraph(&mut xml, note, centred.italic());
    }
    paragraph(&mut xml, "", centred);
    if !table.columns.is_empty() {
        rows(&mut xml, table);
    }
    // Word wants a paragraph behind a table.
    paragraph(&mut xml, "", Form::default());
    if !head.signature.is_empty() {
        signature(&mut xml, &head.signature);
        paragraph(&mut xml, "", Form::default());
    }
    xml.push_str(CLOSING);
    xml
}

/// Two cells without lines: the body on the left, the country on the right.
fn letterhead(xml: &mut String, head: &Letterhead) {
    let centred = Form::default().centred();
    let half = WIDTH / 2;
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid><w:tr>"#
    );
    open_cell(xml, half);
    if !head.above.is_empty() {
        paragraph(xml, &head.above.to_uppercase(), centred);
    }
    paragraph(xml, &head.issuer.to_uppercase(), centred.bold());
    paragraph(xml, "", centred.ruled(2_400, half));
    if !head.number.is_empty() {
        paragraph(xml, &head.number, centred);
    }
    xml.push_str("</w:tc>");
    open_cell(xml, half);
    paragraph(xml, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", centred.bold());
    paragraph(xml, "Độc lập - Tự do - Hạnh phúc", centred.bold().sized(28));
    paragraph(xml, "", centred.ruled(3_000, half));
    if !head.place_and_day.is_empty() {
        paragraph(xml, &head.place_and_day, centred.italic());
    }
    xml.push_str("</w:tc></w:tr></w:tbl>");
}

/// Two cells without lines: who receives the paper on the left, who signs it on the right.
fn signature(xml: &mut String, lines: &[String]) {
    let half = WIDTH / 2;
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>"#
    );
    open_cell(xml, half);
    paragraph(xml, "Nơi nhận:", Form::default().bold().italic().sized(24));
    paragraph(xml, "- …;", Form::default().sized(22));
    paragraph(xml, "- Lưu: VT.", Form::default().sized(22));
    xml.push_str("</w:tc>");
    open_cell(xml, half);
    let centred = Form::default().centred();
    for line in lines {
        paragraph(xml, line, centred.bold());
    }
    // Room for the hand and the seal.
    for _ in 0..4 {
        paragraph(xml, "", centred);
    }
    paragraph(xml, "…", centred.bold());
    xml.push_str("</w:tc></w:tr></w:tbl>");
}

fn rows(xml: &mut String, table: &TableOut) {
    let widths = widths(table);
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>"#
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            xml,
            r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#
        );
    }
    xml.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#);
    for width in &widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        open_cell(xml, *width);
        let form = Form::default().centred().bold().sized(24);
        paragraph(xml, &column.heading, form);
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (place, width) in widths.iter().enumerate() {
            open_cell(xml, *width);
            let kind = table.columns.get(place).map(|column| column.kind);
            let form = match kind {
                Some(ColumnKind::Whole | ColumnKind::Decimal | ColumnKind::Date) => {
                    Form::default().centred()
                }
                _ => Form::default(),
            };
            paragraph(xml, &text(row.get(place), kind), form.sized(24));
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

/// A value as it is read: numbers with the marks of the country.
fn text(cell: Option<&Cell>, kind: Option<ColumnKind>) -> String {
    match (cell, kind) {
        (None, _) => String::new(),
        (Some(Cell::Number(number)), Some(ColumnKind::Whole)) if number.abs() < 1e15 => {
            kernel::vi::number(number.round() as i64)
        }
        (Some(Cell::Number(number)), Some(ColumnKind::Decimal)) => {
            format!("{number:.1}").replace('.', ",")
        }
        (Some(cell), _) => cell.as_text(),
    }
}

/// The widths of the columns by what the rows hold, so that a long text does not stand in a narrow column.
fn widths(table: &TableOut) -> Vec<usize> {
    let need: Vec<usize> = (0..table.columns.len())
        .map(|place| {
            let longest = (table.rows.iter().take(500))
                .filter_map(|row| row.get(place))
                .map(|cell| cell.as_text().chars().count())
                .max()
                .unwrap_or(0);
            let heading = table.columns.get(place).map_or("", |c| c.heading.as_str());
            let word = heading.split(' ').map(|word| word.chars().count()).max();
            longest.max(word.unwrap_or(0)).clamp(5, 45)
        })
        .collect();
    let all: usize = need.iter().sum::<usize>().max(1);
    need.iter().map(|part| WIDTH * part / all).collect()
}

fn open_cell(xml: &mut String, width: usize) {
    let _ = write!(
        xml,
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#
    );
}

/// How a paragraph looks.
#[derive(Clone, Copy, Default)]
struct Form {
    centred: bool,
    bold: bool,
    italic: bool,
    /// In half points; zero is the size of the document.
    size: u8,
    /// How far a rule below stands in from both sides.
    rule: Option<usize>,
}

impl Form {
    const fn centred(mut self) -> Self {
        self.centred = true;
        self
    }

    const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    const fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    const fn sized(mut self, size: u8) -> Self {
        self.size = size;
        self
    }

    /// A rule of a length in the middle of a width.
    const fn ruled(mut self, length: usize, width: usize) -> Self {
        self.rule = Some((width - length) / 2);
        self.size = 4;
        self
    }
}

fn paragraph(xml: &mut String, text: &str, form: Form) {
    xml.push_str("<w:p><w:pPr>");
    if let Some(indent) = form.rule {
        let _ = write!(
            xml,
            r#"<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:pBdr><w:ind w:left="{indent}" w:right="{indent}"/>"#
        );
    }
    if form.centred {
        xml.push_str(r#"<w:jc w:val="center"/>"#);
    }
    xml.push_str("</w:pPr>");
    for (place, line) in text.split('\n').enumerate() {
        xml.push_str("<w:r><w:rPr>");
        if form.bold {
            xml.push_str("<w:b/>");
        }
        if form.italic {
            xml.push_str("<w:i/>");
        }
        if form.size > 0 {
            let _ = write!(xml, r#"<w:sz w:val="{}"/>"#, form.size);
        }
        xml.push_str("</w:rPr>");
        if place > 0 {
            xml.push_str("<w:br/>");
        }
        xml.push_str(r#"<w:t xml:space="preserve">"#);
        escape(line, xml);
        xml.push_str("</w:t></w:r>");
    }
    xml.push_str("</w:p>");
}

/// What XML does not allow is left out.
fn escape(text: &str, xml: &mut String) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\t' => xml.push('\t'),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => xml.push(c),
        }
    }
}
