//! The pages: their size and margins, the letters everywhere, the numbers of the pages.

use reading::layout::{Layout, Paragraph, Section};

use super::lines::{Line, points};
use super::parts::Parts;
use super::{Findings, Form, Said};

/// What programs round away, in millimetres.
const ROUNDED: f64 = 0.6;
/// A paper with more letters has a second page, whatever its margins.
const ONE_PAGE: usize = 5_000;

pub(super) fn judge(layout: &Layout, parts: &Parts<'_>, findings: &mut Findings) {
    for section in &layout.sections {
        size(section, findings);
        margins(section, is_normative(parts), findings);
    }
    letters(layout, findings);
    numbers(layout, findings);
}

/// A normative resolution carries the year in its number.
pub(super) fn is_normative(parts: &Parts<'_>) -> bool {
    let number = parts
        .number
        .map(|line| line.words.as_str())
        .unwrap_or_default();
    let year = number.split('/').nth(1).unwrap_or_default().trim();
    year.len() == 4 && year.chars().all(|c| c.is_ascii_digit())
}

fn once(findings: &Findings, form: Form) -> bool {
    findings.0.iter().all(|told| told.fault != form.code())
}

fn size(section: &Section, findings: &mut Findings) {
    let Some((width, height)) = section.page else {
        return;
    };
    let (short, long) = (width.min(height), width.max(height));
    let wrong = (short - 210.0).abs() > 1.5 || (long - 297.0).abs() > 1.5;
    if wrong && once(findings, Form::PaperSize) {
        let found = format!("{} × {} mm", points(width.round()), points(height.round()));
        findings.add(
            Form::PaperSize,
            None,
            Said::same(found),
            Said::same("210 × 297 mm"),
        );
    }
}

fn margins(section: &Section, normative: bool, findings: &mut Findings) {
    let Some([top, right, bottom, left]) = section.margins else {
        return;
    };
    let least = if normative { 15.0 } else { 20.0 };
    let sides = [
        ("trên", "top", top, [least, 25.0]),
        ("dưới", "bottom", bottom, [least, 25.0]),
        ("trái", "left", left, [30.0, 35.0]),
        ("phải", "right", right, [15.0, 20.0]),
    ];
    let mut found = [Vec::new(), Vec::new()];
    let mut must = [Vec::new(), Vec::new()];
    for (vi, en, is, [from, to]) in sides {
        if is < from - ROUNDED || is > to + ROUNDED {
            for (place, name) in [vi, en].into_iter().enumerate() {
                found[place].push(format!("{name} {} mm", points(is)));
                must[place].push(format!("{name} {} - {} mm", points(from), points(to)));
            }
        }
    }
    if found[0].is_empty() || !once(findings, Form::Margins) {
        return;
    }
    let said = |[vi, en]: [Vec<String>; 2]| Said::new(vi.join(", "), en.join(", "));
    let (found, must) = (said(found), said(must));
    findings.add(Form::Margins, None, found, must);
}

/// Face and colour of all letters. Stamps of urgency are red.
fn letters(layout: &Layout, findings: &mut Findings) {
    const RED: [&str; 4] = ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC"];
    const SIGNS: [&str; 4] = ["symbol", "wingdings", "webdings", "cambria math"];
    for line in &Line::all(layout) {
        let mut wrong: Vec<Form> = Vec::new();
        for run in &line.runs {
            let font = run.font.as_deref().unwrap_or("Times New Roman").trim();
            let small = font.to_lowercase();
            let old = small.starts_with(".vn") || small.starts_with("vni");
            let form = match &small[..] {
                times if times.starts_with("times new roman") => None,
                _ if old => Some(Form::OldFont),
                other if SIGNS.iter().any(|sign| other.starts_with(sign)) => None,
                _ => Some(Form::Font),
            };
            if let Some(form) = form.filter(|form| !wrong.contains(form)) {
                let must = Said::same("Times New Roman");
                findings.again(form, line, Said::same(font), must);
                wrong.push(form);
            }
            let colour = run.colour.as_deref().unwrap_or("000000");
            let stamp = RED.contains(&&line.words[..]);
            if colour != "000000" && !stamp && !wrong.contains(&Form::Colour) {
                let found = Said::same(format!("#{colour}"));
                findings.again(Form::Colour, line, found, Said::new("màu đen", "black"));
                wrong.push(Form::Colour);
            }
        }
    }
}

fn numbers(layout: &Layout, findings: &mut Findings) {
    let Some(section) = layout.sections.first() else {
        return;
    };
    let numbered = |paragraphs: &'_ [Paragraph]| {
        paragraphs
            .iter()
            .position(|paragraph| paragraph.page_number)
    };
    let top = numbered(&section.header);
    let letters: usize = (layout.paragraphs.iter())
        .filter(|paragraph| paragraph.section == 0)
        .map(|paragraph| paragraph.text().chars().count())
        .sum();
    let Some(top) = top else {
        if numbered(&section.footer).is_some() {
            let (found, must) = (
                Said::new("ở lề dưới", "in the bottom margin"),
                Said::new("giữa lề trên", "in the middle of the top margin"),
            );
            findings.add(Form::PageNumber, None, found, must);
        } else if letters > ONE_PAGE {
            findings.add(Form::NoPageNumber, None, Said::default(), Said::default());
        }
        return;
    };
    let paragraph = &section.header[top];
    let header = Layout {
        sections: Vec::new(),
        paragraphs: vec![paragraph.clone()],
    };
    let must = super::lines::Must::sized(13.0, 14.0).italic(false);
    let lines = Line::all(&header);
    // A paragraph with tabs puts the number wherever they stand; whether that is the middle is not known.
    let centred = paragraph.text().contains('\t');
    let must = if centred { must } else { must.centred() };
    if let Some((found, must)) = lines.first().and_then(|line| must.judge(line)) {
        findings.add(Form::PageNumber, None, found, must);
    }
    let shown = !section.own_first || numbered(&section.first_header).is_some();
    if shown {
        findings.add(
            Form::FirstPageNumber,
            None,
            Said::default(),
            Said::default(),
        );
    }
}
