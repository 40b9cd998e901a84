//! DOCX: a paper as a document that Word and LibreOffice go on writing: styles, titles with ranks, tables with repeated heads, a
//! section for each annex.
//!
//! The parts are written out here and packed with a fixed time, so the same paper gives the same bytes.

mod chart;
mod parts;
mod table;
mod xml;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::face;
use crate::form::{
    Drawing, LEFT_COLUMN, Piece, Print, Printed, PrintedAnnex, Signed, TEXT_WIDTH, size,
};
use paper::Paper;
use xml::{BODY, Border, CENTRED, Look, PLAIN, line, lines, mm, paragraph, pt, rule};

/// The width of the text on a lying page, in millimetres.
const LYING_WIDTH: f64 = 297.0 - 30.0 - 20.0;
/// The height of the frame around a stamp, in millimetres.
const STAMP: f64 = 8.0;
/// Bright red, the colour of the stamps of urgency.
const RED: &str = "C00000";

/// The paper as a document of Word.
pub fn docx(paper: &Paper) -> Vec<u8> {
    let printed = Printed::new(paper);
    let mut text = Writer::default();
    text.paper(&printed);
    let charts = text.charts.len();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts::types(charts)),
        ("_rels/.rels".to_owned(), parts::package()),
        ("docProps/core.xml".to_owned(), parts::core(&printed)),
        ("word/document.xml".to_owned(), text.xml),
        (
            "word/_rels/document.xml.rels".to_owned(),
            parts::relations(charts),
        ),
        ("word/styles.xml".to_owned(), parts::styles()),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/header1.xml".to_owned(), parts::header()),
        ("word/footer1.xml".to_owned(), parts::footer(&printed, true)),
        (
            "word/footer2.xml".to_owned(),
            parts::footer(&printed, false),
        ),
    ];
    for (place, chart) in text.charts.into_iter().enumerate() {
        files.push((format!("word/charts/chart{}.xml", place + 1), chart));
    }
    // Packing writes into memory alone, where nothing can fail.
    pack(&files).unwrap_or_default()
}

fn pack(files: &[(String, String)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, part) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The text as it grows, and the parts of its charts.
#[derive(Default)]
struct Writer {
    xml: String,
    charts: Vec<String>,
}

impl Writer {
    fn paper(&mut self, printed: &Printed) {
        let _ = write!(
            self.xml,
            "{}<w:document {}><w:body>",
            parts::DECLARATION,
            parts::WORD
        );
        head(&mut self.xml, printed);
        title(&mut self.xml, printed);
        addressees(&mut self.xml, printed);
        let middle = CENTRED.bold().keep();
        for (place, name) in printed.enacting_body.iter().enumerate() {
            line(
                &mut self.xml,
                name,
                middle.spaced(if place == 0 { 200 } else { 0 }, 0),
            );
        }
        lines(&mut self.xml, &printed.bases, BODY.italic());
        if !printed.enacts.is_empty() {
            line(&mut self.xml, printed.enacts, middle.spaced(240, 120));
        }
        self.pieces(&printed.body, TEXT_WIDTH, printed.passed.is_empty());
        if !printed.passed.is_empty() {
            line(&mut self.xml, &printed.passed, BODY.italic().keep());
        }
        signatures(&mut self.xml, printed);
        let mut open = section(false, parts::FIRST_FOOTER);
        for annex in &printed.annexes {
            paragraph(&mut self.xml, &[], PLAIN.sized(1.0), &open);
            self.annex(annex);
            open = section(annex.landscape, parts::FOOTER);
        }
        if printed.annexes.is_empty() {
            // Word wants a paragraph behind a table.
            line(&mut self.xml, "", PLAIN.sized(1.0));
        }
        self.xml.push_str(&open);
        self.xml.push_str("</w:body></w:document>");
    }

    /// `closing`: the last paragraph stays on one page with the signature behind it.
    fn pieces(&mut self, pieces: &[Piece], width: f64, closing: bool) {
        for (place, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Heading {
                    depth,
                    label,
                    title,
                    centred,
                    bold,
                } => heading(&mut self.xml, *depth, label, title, *centred, *bold),
                Piece::Text { runs } => {
                    let look = Look {
                        keep: closing && place + 1 == pieces.len(),
                        ..BODY
                    };
                    paragraph(&mut self.xml, runs, look, "");
                }
                Piece::Table(grid) => table::grid(&mut self.xml, grid, mm(width)),
                Piece::Chart(drawing) => self.chart(drawing, width),
            }
        }
    }

    fn chart(&mut self, drawing: &Drawing, width: f64) {
        let number = self.charts.len() + 1;
        let id = parts::FIRST_CHART + self.charts.len();
        chart::place(&mut self.xml, drawing, number, id, width);
        if !drawing.series.is_empty() && !drawing.categories.is_empty() {
            self.charts.push(chart::part(drawing));
        }
        table::grid(&mut self.xml, &drawing.table, mm(width));
    }

    fn annex(&mut self, annex: &PrintedAnnex) {
        let width = if annex.landscape {
            LYING_WIDTH
        } else {
            TEXT_WIDTH
        };
        let mut label = vec![annex.label.clone()];
        label.extend(annex.title.iter().cloned());
        let look = Look {
            style: "Heading1",
            before: Some(0),
            ..CENTRED
        };
        paragraph(&mut self.xml, &[run(&label.join("\n"))], look, "");
        line(&mut self.xml, &annex.with, CENTRED.italic());
        rule(&mut self.xml, annex.rule, mm(width));
        self.pieces(&annex.body, width, false);
    }
}

fn run(text: &str) -> Print {
    Print {
        text: text.to_owned(),
        bold: false,
        italic: false,
    }
}

/// Boxes 1 to 5b, 10b and 11: rows of two cells.
fn head(xml: &mut String, printed: &Printed) {
    let (left, right) = (mm(LEFT_COLUMN), mm(TEXT_WIDTH - LEFT_COLUMN));
    table::open(xml, &[left, right]);
    let bodies = |xml: &mut String, width: usize| {
        lines(xml, &printed.parent, CENTRED.sized(size::SMALL));
        lines(xml, &printed.issuer, CENTRED.bold().sized(size::SMALL));
        if !printed.issuer.is_empty() {
            rule(xml, printed.issuer_rule, width);
        }
    };
    let country = |xml: &mut String, width: usize| {
        line(xml, printed.country, CENTRED.bold().sized(size::SMALL));
        line(xml, printed.motto, CENTRED.bold().sized(size::MIDDLE));
        rule(xml, printed.motto_rule, width);
    };
    let number = |xml: &mut String, _: usize| {
        line(xml, &printed.number, CENTRED.sized(size::MIDDLE));
    };
    let day = |xml: &mut String, _: usize| {
        line(
            xml,
            &printed.place_and_day,
            CENTRED.italic().sized(size::MIDDLE),
        );
    };
    let below = |xml: &mut String, width: usize| {
        for (place, subject) in printed.letter_subject.iter().enumerate() {
            let before = if place == 0 { 120 } else { 0 };
            line(xml, subject, CENTRED.sized(size::SMALL).spaced(before, 0));
        }
        if let Some((words, frame)) = printed.urgency {
            stamp(xml, words, mm(frame), width, RED);
        }
        if !printed.circulation.is_empty() {
            let frame = pt(face::width(&printed.circulation, true, size::MIDDLE) + 12.0);
            stamp(xml, &printed.circulation, frame, width, "000000");
        }
    };
    table::row(xml, &[(left, &bodies), (right, &country)]);
    table::row(xml, &[(left, &number), (right, &day)]);
    table::row(xml, &[(left, &below), (right, &|_, _| {})]);
    xml.push_str("</w:tbl>");
}

/// Words in a frame of a width, in the middle of a cell.
fn stamp(xml: &mut String, words: &str, frame: usize, cell: usize, colour: &'static str) {
    let aside = cell.saturating_sub(frame) / 2;
    let look = Look {
        border: Border::Around,
        colour,
        line: Some(mm(STAMP)),
        left: aside,
        right: aside,
        before: Some(120),
        ..CENTRED.bold().sized(size::MIDDLE)
    };
    line(xml, words, look);
}

/// Box 5a.
fn title(xml: &mut String, printed: &Printed) {
    if printed.kind.is_empty() {
        return;
    }
    line(xml, printed.kind, CENTRED.bold().spaced(240, 0));
    lines(xml, &printed.subject, CENTRED.bold());
    if !printed.subject.is_empty() {
        rule(xml, printed.subject_rule, mm(TEXT_WIDTH));
    }
}

/// Box 9a: one addressee beside the words, several below them with their dashes under the colon.
fn addressees(xml: &mut String, printed: &Printed) {
    const WORDS: &str = "Kính gửi:";
    match &printed.addressees[..] {
        [] => {}
        [one] => line(xml, &format!("{WORDS} {one}"), CENTRED.spaced(240, 240)),
        several => {
            let indented = |left: usize| Look { left, ..PLAIN };
            let left = mm(25.0);
            line(xml, WORDS, indented(left).spaced(240, 0));
            let under = left + pt(face::width(WORDS, false, size::TEXT));
            lines(xml, several, indented(under));
            line(xml, "", PLAIN);
        }
    }
}

/// Boxes 7 to 9b.
fn signatures(xml: &mut String, printed: &Printed) {
    let receives = |xml: &mut String, _: usize| {
        if !printed.recipients.is_empty() {
            line(xml, "Nơi nhận:", PLAIN.bold().italic().sized(size::SMALL));
            lines(xml, &printed.recipients, PLAIN.sized(size::RECIPIENTS));
        }
    };
    let signs = |signed: Option<&Signed>, xml: &mut String| {
        let Some(signed) = signed else { return };
        lines(xml, &signed.lines, CENTRED.bold().keep());
        // Room for the hand and the seal.
        line(xml, &signed.name, CENTRED.bold().spaced(mm(22.0), 0));
    };
    line(xml, "", PLAIN.keep());
    let (left, right) = (mm(LEFT_COLUMN), mm(TEXT_WIDTH - LEFT_COLUMN));
    let half = mm(TEXT_WIDTH / 2.0);
    match &printed.signatures[..] {
        [] | [_] => {
            table::open(xml, &[left, right]);
            let signs = |xml: &mut String, _: usize| signs(printed.signatures.first(), xml);
            table::row(xml, &[(left, &receives), (right, &signs)]);
        }
        several => {
            table::open(xml, &[half, half]);
            for pair in several.chunks(2) {
                let first = |xml: &mut String, _: usize| signs(pair.first(), xml);
                let second = |xml: &mut String, _: usize| signs(pair.get(1), xml);
                table::row(xml, &[(half, &first), (half, &second)]);
            }
            table::row(xml, &[(half, &receives), (half, &|_, _| {})]);
        }
    }
    xml.push_str("</w:tbl>");
}

fn heading(xml: &mut String, depth: usize, label: &str, title: &str, centred: bool, bold: bool) {
    const STYLES: [&str; 9] = [
        "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Heading7",
        "Heading8", "Heading9",
    ];
    let look = Look {
        style: STYLES[(depth - 1).min(STYLES.len() - 1)],
        align: if centred { "center" } else { "" },
        light: !bold,
        ..PLAIN
    };
    let between = if centred && !title.is_empty() {
        "\n"
    } else {
        " "
    };
    let text = format!("{label}{between}{title}");
    paragraph(xml, &[run(text.trim_end())], look, "");
}

/// The end of a section: its head and feet, its page, its own numbers.
fn section(landscape: bool, first_footer: &str) -> String {
    let page = match landscape {
        true => r#"w:w="16838" w:h="11906" w:orient="landscape""#,
        false => r#"w:w="11906" w:h="16838""#,
    };
    let (narrow, wide) = (mm(20.0), mm(30.0));
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="{}"/><w:footerReference w:type="first" r:id="{first_footer}"/><w:footerReference w:type="default" r:id="{}"/><w:pgSz {page}/><w:pgMar w:top="{narrow}" w:right="{narrow}" w:bottom="{narrow}" w:left="{wide}" w:header="567" w:footer="397" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#,
        parts::HEADER,
        parts::FOOTER
    )
}
