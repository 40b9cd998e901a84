//! The text of a report with its figures marked: paragraphs and tables as they were read, long stretches without findings folded.

use std::ops::Range;

use figures::Finding;
use ui::{BackLink, CheckedText, Run};

use crate::visit::Visit;

/// How many paragraphs and tables are shown before and behind one with a finding.
const AROUND: usize = 2;
/// A stretch without findings is folded when it has as many as this.
const LONG: usize = 6;

/// A figure of a report that is in findings.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    range: Range<usize>,
    findings: Vec<usize>,
}

/// A paragraph, or a table row by row.
enum Block {
    Paragraph(Vec<Run>),
    Table(usize, Vec<Vec<Vec<Run>>>),
}

/// Where a figure can be linked to: the report and its first byte.
pub fn anchor(marks: &Marks, range: &Range<usize>) -> String {
    let start = marks
        .0
        .iter()
        .find(|mark| mark.range.start <= range.start && range.start < mark.range.end)
        .map_or(range.start, |mark| mark.range.start);
    format!("cho-{}-{start}", marks.1 + 1)
}

/// The marks of a report: those that touch one another are one, and lead to the findings of each.
pub struct Marks(Vec<Mark>, usize);

impl Marks {
    /// The marks of the report with this number.
    pub fn of(paper: usize, findings: &[Finding]) -> Self {
        let mut places: Vec<(Range<usize>, usize)> = findings
            .iter()
            .enumerate()
            .flat_map(|(number, finding)| finding.places.iter().map(move |place| (number, place)))
            .filter(|(_, place)| place.paper == paper && !place.range.is_empty())
            .map(|(number, place)| (place.range.clone(), number))
            .collect();
        places.sort_by_key(|(range, number)| (range.start, *number));
        let mut marks: Vec<Mark> = Vec::new();
        for (range, number) in places {
            match marks.last_mut() {
                Some(last) if range.start < last.range.end => {
                    last.range.end = last.range.end.max(range.end);
                    if !last.findings.contains(&number) {
                        last.findings.push(number);
                    }
                }
                _ => marks.push(Mark {
                    range,
                    findings: vec![number],
                }),
            }
        }
        Self(marks, paper)
    }

    /// The marks that begin in a stretch.
    fn within(&self, stretch: &Range<usize>) -> &[Mark] {
        let from = self
            .0
            .partition_point(|mark| mark.range.start < stretch.start);
        let past = self
            .0
            .partition_point(|mark| mark.range.start < stretch.end);
        &self.0[from..past]
    }

    fn runs(&self, visit: &Visit, text: &str, stretch: Range<usize>) -> Vec<Run> {
        let words = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        let mut runs = Vec::new();
        let mut at = stretch.start;
        for mark in self.within(&stretch) {
            let end = mark.range.end.min(stretch.end);
            if at < mark.range.start {
                runs.push(Run::Words(words(at..mark.range.start)));
            }
            runs.push(Run::Mark {
                id: anchor(self, &mark.range),
                words: words(mark.range.start..end),
                found: mark
                    .findings
                    .iter()
                    .map(|number| back(visit, *number))
                    .collect(),
            });
            at = end;
        }
        if at < stretch.end {
            runs.push(Run::Words(words(at..stretch.end)));
        }
        runs
    }
}

/// The name under which a finding can be linked to.
pub fn finding_anchor(number: usize) -> String {
    format!("phat-hien-{}", number + 1)
}

fn back(visit: &Visit, number: usize) -> BackLink {
    let sign = (number + 1).to_string();
    BackLink {
        name: visit.tv("report-finding-back", &[("number", &sign)]),
        href: format!("#{}", finding_anchor(number)),
        sign,
    }
}

/// The text of a report.
pub fn text(visit: &Visit, text: &str, marks: &Marks) -> CheckedText {
    let blocks = blocks(visit, text, marks);
    let near = |index: usize| {
        let around = index.saturating_sub(AROUND)..(index + AROUND + 1).min(blocks.len());
        blocks[around].iter().any(|(marked, _)| *marked)
    };
    let shown: Vec<bool> = (0..blocks.len()).map(near).collect();
    let mut out = CheckedText::new();
    let mut from = 0;
    while from < blocks.len() {
        let same = |index: &usize| shown[*index] == shown[from];
        let past = (from..blocks.len())
            .take_while(same)
            .last()
            .map_or(from + 1, |last| last + 1);
        let stretch = &blocks[from..past];
        if shown[from] || stretch.len() < LONG {
            out = stretch
                .iter()
                .fold(out, |out, (_, block)| add(visit, out, block));
        } else {
            let inside = stretch
                .iter()
                .fold(CheckedText::new(), |out, (_, block)| add(visit, out, block));
            let many = kernel::vi::number(i64::try_from(stretch.len()).unwrap_or(i64::MAX));
            out = out.folded(visit.tv("report-check-folded", &[("n", &many)]), &inside);
        }
        from = past;
    }
    out
}

fn add(visit: &Visit, out: CheckedText, block: &Block) -> CheckedText {
    match block {
        Block::Paragraph(runs) => out.paragraph(runs),
        Block::Table(line, rows) => out.table(
            &visit.tv("report-check-table", &[("line", &line.to_string())]),
            rows,
        ),
    }
}

/// The paragraphs and tables, each with whether a mark stands in it; empty lines are left out.
fn blocks(visit: &Visit, text: &str, marks: &Marks) -> Vec<(bool, Block)> {
    let mut blocks: Vec<(bool, Block)> = Vec::new();
    let (mut start, mut table) = (0, false);
    for (index, whole) in text.split('\n').enumerate() {
        let line = start..start + whole.trim_end().len();
        start += whole.len() + 1;
        let marked = !marks.within(&line).is_empty();
        let cells = figures::cells(whole.trim_end());
        let was_table = std::mem::replace(&mut table, !cells.is_empty());
        if cells.is_empty() {
            if !line.is_empty() {
                let runs = marks.runs(visit, text, line);
                blocks.push((marked, Block::Paragraph(runs)));
            }
            continue;
        }
        let row: Vec<Vec<Run>> = cells
            .into_iter()
            .map(|cell| marks.runs(visit, text, line.start + cell.start..line.start + cell.end))
            .collect();
        match blocks.last_mut() {
            Some((any, Block::Table(_, rows))) if was_table => {
                *any |= marked;
                rows.push(row);
            }
            _ => blocks.push((marked, Block::Table(index + 1, vec![row]))),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use figures::report::{Report, findings};

    use super::*;

    #[test]
    fn figures_that_touch_are_one_mark_with_the_findings_of_each() {
        let place = |range: Range<usize>| figures::Place {
            paper: 1,
            range,
            line: 1,
            role: figures::Role::Part,
        };
        let text = "Có 19 kỳ họp, gồm 10 kỳ họp thường lệ và 8 kỳ họp chuyên đề.";
        let reports = [Report {
            name: "a".into(),
            text: text.into(),
        }];
        let mut found = findings(&reports);
        assert_eq!(found.len(), 1);
        let mut other = found[0].clone();
        found[0].places = vec![place(30..40), place(4..6)];
        other.places = vec![place(35..44)];
        found.push(other);
        let marks = Marks::of(1, &found);
        let seen: Vec<(Range<usize>, &[usize])> = marks
            .0
            .iter()
            .map(|mark| (mark.range.clone(), mark.findings.as_slice()))
            .collect();
        assert_eq!(seen, [(4..6, &[0][..]), (30..44, &[0, 1][..])]);
        assert_eq!(anchor(&marks, &(35..44)), "cho-2-30");
        assert!(Marks::of(0, &found).0.is_empty());
    }
}
