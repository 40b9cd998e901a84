//! Box 6: bases, headings and the paragraphs of the text.

use reading::layout::{Align, Layout, LineHeight};

use super::head::look;
use super::lines::{Line, Must, points};
use super::parts::Parts;
use super::{Findings, Form, Said};
use crate::Level;
use crate::draft::{is_capitals, mark};

/// A line with more letters reaches over the width of a page, whatever its size.
const SEVERAL_LINES: usize = 110;
/// What programs round away, in millimetres.
const ROUNDED: f64 = 0.6;

pub(super) fn judge(layout: &Layout, parts: &Parts<'_>, findings: &mut Findings) {
    bases(parts, findings);
    headings(parts, findings);
    for line in &parts.body {
        if line.table().is_none() && !is_of_table(layout, parts, line) {
            paragraph(line, findings);
        }
    }
    for (above, below) in parts.body.iter().zip(parts.body.iter().skip(1)) {
        distance(above, below, findings);
    }
}

fn bases(parts: &Parts<'_>, findings: &mut Findings) {
    let must = Must::sized(13.0, 14.0).bold(false).italic(true);
    let wrong = (parts.bases.iter()).find_map(|line| Some((*line, must.judge(line)?)));
    if let Some((line, (found, must))) = wrong {
        findings.add(Form::BasisLook, Some(line), found, must);
    }
    let last = parts.bases.len().saturating_sub(1);
    for (place, line) in parts.bases.iter().enumerate() {
        // In front of a last one that ends in a colon or a comma the text goes on.
        let marks: &[char] = if place == last {
            &['.', ':', ',']
        } else {
            &[';']
        };
        if !line.words.ends_with(marks) {
            let end = line
                .words
                .chars()
                .next_back()
                .filter(|c| !c.is_alphanumeric());
            let found = end.map(String::from).unwrap_or_default();
            let must = Said::same(marks[0].to_string());
            findings.again(Form::BasisEnd, line, Said::same(found), must);
        }
    }
}

/// Phần, chương, mục and their titles; điều; titles of the first rank. A khoản is bold only when it is a title, which its look decides.
fn headings(parts: &Parts<'_>, findings: &mut Findings) {
    let free: Vec<&&Line<'_>> = (parts.body.iter())
        .filter(|line| line.table().is_none())
        .collect();
    for (place, line) in free.iter().enumerate() {
        let Some(mark) = mark(&line.words) else {
            continue;
        };
        let must = Must::sized(13.0, 14.0).bold(true).italic(false);
        match mark.level {
            Level::Part | Level::Chapter | Level::Section | Level::Subsection => {
                look(Form::HeadingLook, line, must.centred(), findings);
                let title = free.get(place + 1).filter(|_| mark.rest.is_empty());
                if let Some(title) = title.filter(|title| is_capitals(&title.words)) {
                    look(Form::HeadingLook, title, must.centred(), findings);
                }
            }
            Level::Roman if is_capitals(mark.rest) => {
                look(Form::HeadingLook, line, must, findings);
            }
            Level::Article => {
                let light = line.runs.first().is_some_and(|run| !run.bold);
                if light {
                    let (found, must) =
                        (Said::new("không đậm", "not bold"), Said::new("đậm", "bold"));
                    findings.add(Form::HeadingLook, Some(line), found, must);
                }
            }
            Level::Roman | Level::Clause | Level::Point => {}
        }
    }
}

/// Whether a line stands at a table or a drawing and may be a caption, a unit or a note.
fn is_of_table(layout: &Layout, parts: &Parts<'_>, line: &Line<'_>) -> bool {
    let place = line.paragraph.saturating_sub(1);
    let (from, to) = (
        place.saturating_sub(2),
        (place + 3).min(layout.paragraphs.len()),
    );
    let near = layout.paragraphs.get(from..to).unwrap_or_default();
    near.iter().any(|one| {
        let table = one.cell.is_some_and(|cell| !parts.is_of_form(cell.table));
        one.drawn || table
    })
}

fn paragraph(line: &Line<'_>, findings: &mut Findings) {
    let must = Must::sized(13.0, 14.0);
    if let Some((found, must)) = must.judge(line) {
        findings.again(Form::BodySize, line, found, must);
    }
    let long = line.words.chars().count() > SEVERAL_LINES;
    if !long || line.is_centred() {
        return;
    }
    if matches!(line.of.align, Align::Left | Align::Right) {
        let found = match line.of.align {
            Align::Right => Said::new("canh phải", "aligned right"),
            _ => Said::new("canh trái", "aligned left"),
        };
        let must = Said::new("canh đều hai lề", "justified");
        findings.again(Form::BodyAlign, line, found, must);
    }
    indent(line, findings);
    height(line, findings);
}

fn indent(line: &Line<'_>, findings: &mut Findings) {
    let Some(first) = line.of.first_line.filter(|_| !line.tabbed) else {
        return;
    };
    let fine = [10.0, 12.7]
        .iter()
        .any(|fine| (first - fine).abs() <= ROUNDED);
    if !fine {
        let found = Said::same(format!("{} mm", points(first)));
        let must = Said::new("10 hoặc 12,7 mm", "10 or 12.7 mm");
        findings.again(Form::BodyIndent, line, found, must);
    }
}

fn height(line: &Line<'_>, findings: &mut Findings) {
    let size = line.runs.iter().map(|run| run.size).fold(0.0, f64::max);
    // A single line of Times New Roman is 1.15 times as high as its letters.
    let (lines, found) = match line.of.line {
        LineHeight::Lines(lines) => (lines, format!("{:.2}", lines).replace('.', ",")),
        LineHeight::Exactly(height) => (height / (size * 1.15), format!("{} pt", points(height))),
        LineHeight::AtLeast(height) => {
            let lines = (height / (size * 1.15)).max(1.0);
            (lines, format!("{} pt", points(height)))
        }
    };
    // Heights in points are told from lines with some room.
    let room = if matches!(line.of.line, LineHeight::Lines(_)) {
        0.01
    } else {
        0.05
    };
    if lines < 1.0 - room || lines > 1.5 + room {
        let must = Said::new("dòng đơn đến 1,5 dòng", "single to 1.5 lines");
        findings.again(Form::BodyLine, line, Said::same(found), must);
    }
}

/// Two paragraphs of text that follow each other.
fn distance(above: &Line<'_>, below: &Line<'_>, findings: &mut Findings) {
    let text = |line: &Line<'_>| {
        let long = line.words.chars().count() > SEVERAL_LINES;
        long && line.table().is_none() && !line.is_centred()
    };
    if !(text(above) && text(below) && above.paragraph + 1 == below.paragraph) {
        return;
    }
    let (Some((_, after)), Some((before, _))) = (above.of.spacing, below.of.spacing) else {
        return;
    };
    if after + before < 5.9 {
        let found = Said::same(format!("{} pt", points(after + before)));
        let must = Said::new("tối thiểu 6 pt", "6 pt at least");
        findings.again(Form::BodySpacing, below, found, must);
    }
}
