//! The answer: what was found in the reports, and their texts with the places marked.

use figures::{Confidence, Finding, Kind, Place, Severity};
use kernel::vi;
use ui::{Marked, Notice, Page, Prose, Section, Tone};

use super::given::Read;
use super::marked::{Marks, anchor, finding_anchor, text};
use crate::catalogue::Lang;
use crate::visit::Visit;

/// How many letters of the line are shown before and behind a figure.
const AROUND: (usize, usize) = (60, 90);

/// The page of a check.
pub fn page(visit: &Visit, read: &Read) -> Page {
    let marks: Vec<Marks> = (0..read.reports.len())
        .map(|paper| Marks::of(paper, &read.findings))
        .collect();
    let mut page = Page::new(visit.t("report-check-result")).lead(lead(visit, read));
    if read.findings.is_empty() {
        page = page.push(
            Notice::success(visit.t("report-check-clean")).body(visit.t("report-check-careful")),
        );
    } else {
        let mut section = Section::new(visit.t("report-findings")).id("phat-hien");
        for (number, finding) in read.findings.iter().enumerate() {
            section = section.push(one(visit, read, &marks, number, finding));
        }
        page = page.push(section);
    }
    for (number, (report, marks)) in read.reports.iter().zip(&marks).enumerate() {
        let mut section = Section::new(report.name.clone())
            .id(format!("bao-cao-{}", number + 1))
            .intro(visit.t("report-check-text-as-read"));
        let oddities = read.oddities.get(number).into_iter().flatten();
        let oddities: Vec<String> = oddities
            .map(|oddity| visit.label("oddity", oddity.code()))
            .collect();
        if !oddities.is_empty() {
            section = section.push(
                Notice::info(visit.t("report-check-oddities")).push(Prose::new().list(oddities)),
            );
        }
        page = page.push(section.push(text(visit, &report.text, marks)));
    }
    page
}

/// How many reports were read and how much was found.
fn lead(visit: &Visit, read: &Read) -> String {
    let count = |severity| {
        let of = read
            .findings
            .iter()
            .filter(|finding| finding.severity == severity);
        number(of.count())
    };
    let (reports, errors, notes) = (
        number(read.reports.len()),
        count(Severity::Error),
        count(Severity::Note),
    );
    let counts = [
        ("reports", reports.as_str()),
        ("errors", errors.as_str()),
        ("notes", notes.as_str()),
    ];
    visit.tv("report-check-counts", &counts)
}

fn number(of: usize) -> String {
    vi::number(i64::try_from(of).unwrap_or(i64::MAX))
}

fn one(
    visit: &Visit,
    read: &Read,
    marks: &[Marks],
    number: usize,
    finding: &Finding,
) -> ui::Finding {
    let (kind, words) = match visit.lang {
        Lang::Vi => (finding.kind.vi(), finding.vi()),
        Lang::En => (finding.kind.en(), finding.en()),
    };
    let (tone, severity) = match finding.severity {
        Severity::Error => (Tone::Late, visit.t("report-finding-error")),
        Severity::Note => (Tone::Neutral, visit.t("report-finding-note")),
    };
    let sure = match finding.confidence {
        Confidence::High => visit.t("report-finding-sure"),
        Confidence::Medium => visit.t("report-finding-less-sure"),
    };
    let title = format!("{}. {kind}", number + 1);
    let mut shown = ui::Finding::new(finding_anchor(number), title, tone, severity)
        .note(sure)
        .words(words);
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for place in &finding.places {
        // Figures of one line are shown once, with all of them marked; two values of a quantity are shown each.
        if lines.contains(&(place.paper, place.line)) && finding.kind != Kind::Differs {
            continue;
        }
        lines.push((place.paper, place.line));
        let (Some(report), Some(marks)) = (read.reports.get(place.paper), marks.get(place.paper))
        else {
            continue;
        };
        let line = place.line.to_string();
        let named = match read.reports.len() {
            1 => visit.tv("report-place", &[("line", &line)]),
            _ => visit.tv(
                "report-place-in",
                &[("line", &line), ("name", &report.name)],
            ),
        };
        let here: Vec<&Place> = finding
            .places
            .iter()
            .filter(|other| (other.paper, other.line) == (place.paper, place.line))
            .collect();
        shown = shown.place(
            &named,
            &format!("#{}", anchor(marks, &place.range)),
            &quoted(&report.text, place, &here),
        );
    }
    shown
}

/// The words around a figure, with the figures of the finding marked.
pub fn quoted(text: &str, place: &Place, here: &[&Place]) -> Marked {
    let (Some(before), Some(after)) = (text.get(..place.range.start), text.get(place.range.end..))
    else {
        return Marked::new();
    };
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = place.range.end + after.find('\n').unwrap_or(after.len());
    let line_before = before.get(line_start..).unwrap_or_default();
    let start = line_before
        .char_indices()
        .rev()
        .nth(AROUND.0 - 1)
        .map_or(line_start, |(at, _)| line_start + at);
    let line_after = text.get(place.range.end..line_end).unwrap_or_default();
    let end = line_after
        .char_indices()
        .nth(AROUND.1)
        .map_or(line_end, |(at, _)| place.range.end + at);
    let mut ranges: Vec<std::ops::Range<usize>> =
        here.iter().map(|place| place.range.clone()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut words = Marked::new();
    if start > line_start {
        words = words.words("… ", false);
    }
    let mut at = start;
    for range in ranges {
        if range.start < at || range.end > end {
            continue;
        }
        words = words
            .words(text.get(at..range.start).unwrap_or_default(), false)
            .words(text.get(range.clone()).unwrap_or_default(), true);
        at = range.end;
    }
    words = words.words(text.get(at..end).unwrap_or_default(), false);
    if end < line_end {
        words = words.words(" …", false);
    }
    words
}
