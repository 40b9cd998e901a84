//! Báo cáo được soát: reports under their names, checked alone and against one another; each finding as a line for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Confidence, Finding, Kind, Paper, Reason, Role, Severity, compare};

/// Báo cáo: a text under the name by which findings speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The name of the file, or of whatever the text came from.
    pub name: String,
    /// The text, as the crate `reading` makes it of a document.
    pub text: String,
}

/// What is wrong in each report, then between them; the places name the reports in the order given.
pub fn findings(reports: &[Report]) -> Vec<Finding> {
    let papers: Vec<Paper> = reports
        .iter()
        .map(|report| Paper::read(&report.text))
        .collect();
    let mut all = Vec::new();
    for (number, paper) in papers.iter().enumerate() {
        let within = paper.findings().iter().cloned().map(|mut finding| {
            for place in &mut finding.places {
                place.paper = number;
            }
            finding
        });
        all.extend(within);
    }
    all.extend(compare(&papers));
    all
}

/// Phát hiện: a finding with its words and the names of the reports, as programs read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Line))]
pub struct Line {
    /// The report in which the first figure stands.
    pub file: String,
    /// Its line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the reading of the words is.
    pub confidence: Confidence,
    /// What was printed.
    pub printed: String,
    /// What it should be; of a part above its whole, the whole.
    pub expected: String,
    /// Why: a code with its figures.
    pub reason: Reason,
    /// The explanation in Vietnamese.
    pub vi: String,
    /// The explanation in English.
    pub en: String,
    /// The figures involved, the one that was checked first.
    pub places: Vec<At>,
}

/// Where a figure stands, in code points of the text of its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Place))]
pub struct At {
    /// The report.
    pub file: String,
    /// Its line, counted from one.
    pub line: usize,
    /// The first code point of the figure.
    pub start: usize,
    /// The first code point behind it.
    pub end: usize,
    /// What the figure is in the finding.
    pub role: Role,
    /// The figure as it was printed.
    pub surface: String,
}

/// Findings as lines; they must be of these reports.
pub fn lines(reports: &[Report], findings: &[Finding]) -> Vec<Line> {
    let points: Vec<BTreeMap<usize, usize>> = reports
        .iter()
        .enumerate()
        .map(|(paper, report)| code_points(paper, &report.text, findings))
        .collect();
    findings
        .iter()
        .map(|finding| {
            let places: Vec<At> = finding
                .places
                .iter()
                .filter_map(|place| {
                    let (report, points) = (reports.get(place.paper)?, points.get(place.paper)?);
                    Some(At {
                        file: report.name.clone(),
                        line: place.line,
                        start: *points.get(&place.range.start)?,
                        end: *points.get(&place.range.end)?,
                        role: place.role,
                        surface: report.text.get(place.range.clone())?.to_owned(),
                    })
                })
                .collect();
            let first = places.first();
            Line {
                file: first.map_or(String::new(), |place| place.file.clone()),
                line: first.map_or(0, |place| place.line),
                kind: finding.kind,
                severity: finding.severity,
                confidence: finding.confidence,
                printed: finding.printed.clone(),
                expected: finding.expected.clone(),
                reason: finding.reason.clone(),
                vi: finding.vi(),
                en: finding.en(),
                places,
            }
        })
        .collect()
}

/// The code points before every byte of a paper at which a figure begins or ends, counted in one walk through its text.
fn code_points(paper: usize, text: &str, findings: &[Finding]) -> BTreeMap<usize, usize> {
    let places = findings.iter().flat_map(|finding| &finding.places);
    let mut points: BTreeMap<usize, usize> = places
        .filter(|place| place.paper == paper)
        .flat_map(|place| [(place.range.start, 0), (place.range.end, 0)])
        .collect();
    let (mut from, mut counted) = (0, 0);
    for (byte, before) in &mut points {
        counted += text.get(from..*byte).map_or(0, |run| run.chars().count());
        (from, *before) = (*byte, counted);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_code_points_of_their_own_report() {
        let report = |name: &str, text: &str| Report {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let reports = [
            report("đúng.txt", "Có 19 kỳ họp.\n"),
            report(
                "sai.txt",
                "Báo cáo\nĐã tổ chức 151 kỳ họp (trong đó có 87 kỳ họp thường lệ, 54 kỳ họp bất thường, chuyên đề).\n",
            ),
        ];
        let lines = lines(&reports, &findings(&reports));
        let [line] = lines.as_slice() else {
            panic!("one finding: {lines:?}");
        };
        assert_eq!((line.file.as_str(), line.line), ("sai.txt", 2));
        assert_eq!(line.places.len(), 3);
        for place in &line.places {
            let letters = reports[1].text.chars().skip(place.start);
            let seen: String = letters.take(place.end - place.start).collect();
            assert_eq!((seen.as_str(), place.line), (place.surface.as_str(), 2));
        }
    }
}
