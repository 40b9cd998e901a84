//! The words of a file, judged as those of any paper.

use super::head::{number_of, place_and_day};
use super::lines::Line;
use super::page::is_normative;
use super::parts::Parts;
use super::{Finding, Findings, Said};
use crate::body::Counts;
use crate::draft::{is_capitals, mark, read};
use crate::{Annex, Fault, Number, Paper, Profile, Signature, without_end};

/// What the file says, as a paper; what departs in it is added.
pub(super) fn judge(parts: &Parts<'_>, lines: &[Line<'_>], findings: &mut Findings) -> Paper {
    let paper = paper(parts);
    // Without the name of the country it is no official paper, and its words follow other rules.
    if parts.country.is_none() {
        return paper;
    }
    numbering(&parts.body, findings);
    numbering(&parts.annexes, findings);
    let faults = paper.lint();
    for deviation in faults.into_iter().filter(|one| is_told(one.fault, parts)) {
        let line = place(deviation.fault, &deviation.at, parts, lines);
        findings.0.push(Finding {
            fault: deviation.fault.code(),
            paragraph: line.map_or(0, |line| line.paragraph),
            at: line.map(Line::first_words).unwrap_or_default(),
            times: 1,
            clause: deviation.clause,
            what: Said::new(deviation.vi, deviation.en),
            found: Said::same(deviation.at),
            must: Said::default(),
        });
    }
    paper
}

/// Whether what a fault speaks of was recognised in the file; what is missing as a whole is told by its look.
fn is_told(fault: Fault, parts: &Parts<'_>) -> bool {
    match fault {
        // Counted line by line, so that each has its place.
        Fault::Numbering => false,
        Fault::Symbol => parts.number.is_some() && parts.kind.is_some(),
        Fault::Issuer => parts.bodies.is_some(),
        Fault::Place => parts.day.is_some(),
        Fault::Unsigned | Fault::AcademicTitle | Fault::Authority => parts.signs.is_some(),
        Fault::Archive | Fault::AsAbove => parts.receives.is_some(),
        Fault::Ending => parts.signs.is_some(),
        Fault::Subject | Fault::NoBasis | Fault::Profile => parts.kind.is_some(),
        _ => true,
    }
}

/// The line that holds the words of a fault.
fn place<'l>(
    fault: Fault,
    at: &str,
    parts: &Parts<'l>,
    lines: &'l [Line<'l>],
) -> Option<&'l Line<'l>> {
    match fault {
        Fault::Ending => parts.body.last().copied(),
        Fault::Symbol => parts.number,
        Fault::Place => parts.day,
        Fault::Subject => parts.subject.last().copied().or(parts.kind.as_ref()?.1),
        Fault::Archive | Fault::AsAbove => parts.recipients.last().copied().or(parts.receives),
        _ if at.is_empty() => None,
        _ => lines.iter().find(|line| line.words.contains(at)),
    }
}

fn numbering(lines: &[&Line<'_>], findings: &mut Findings) {
    let mut counts = Counts::default();
    for line in lines.iter().filter(|line| line.table().is_none()) {
        if crate::draft::is_annex(&line.words) {
            counts = Counts::default();
        }
        let Some(mark) = mark(&line.words) else {
            continue;
        };
        let due = counts.next(mark.level);
        counts.set(mark.level, mark.number);
        if mark.number == due {
            continue;
        }
        let (clause, vi, en) = Fault::Numbering.words();
        findings.0.push(Finding {
            fault: Fault::Numbering.code(),
            paragraph: line.paragraph,
            at: line.first_words(),
            times: 1,
            clause,
            what: Said::new(vi, en),
            found: Said::same(mark.level.label(mark.number)),
            must: Said::same(mark.level.label(due)),
        });
    }
}

fn paper(parts: &Parts<'_>) -> Paper {
    let words = |lines: &[&Line<'_>]| -> Vec<String> {
        lines.iter().map(|line| line.words.clone()).collect()
    };
    let bodies = parts.bodies.as_deref().unwrap_or_default();
    // The one that issues is in bold; what stands above it is not.
    let above = bodies.iter().take_while(|line| !line.is_bold()).count();
    let above = if above == bodies.len() {
        above.saturating_sub(1)
    } else {
        above
    };
    let kind = parts
        .kind
        .as_ref()
        .map(|(kind, _)| *kind)
        .unwrap_or_default();
    let (number, symbol) = parts
        .number
        .and_then(|line| number_of(&line.words))
        .unwrap_or_default();
    let (place, day) = parts
        .day
        .map(|line| place_and_day(&line.words))
        .unwrap_or_default();
    let subject = words(&parts.subject).join(" ");
    let mut body = parts.body.clone();
    let passed = (body.last().copied())
        .filter(|line| is_normative(parts) && line.is_italic() && line.table().is_none())
        .map(|line| line.words.clone());
    if passed.is_some() {
        body.pop();
    }
    let draft = read(&text(&body)).unwrap_or_default();
    let annexes = read(&text(&parts.annexes)).unwrap_or_default();
    let mut all: Vec<Annex> = draft.annexes;
    all.extend(annexes.annexes);
    let recipients: Vec<String> = (parts.recipients.iter())
        .map(|line| line.words.trim_start_matches(['-', '–', ' ']).to_owned())
        .collect();
    let archive = recipients.iter().position(|line| line.starts_with("Lưu"));
    let (recipients, archive) = match archive {
        Some(at) => (recipients[..at].to_vec(), recipients[at].clone()),
        None => (recipients, String::new()),
    };
    Paper {
        profile: match is_normative(parts) {
            true => Profile::Nd78,
            false => Profile::Nd30,
        },
        parent_body: words(&bodies[..above]).join(" "),
        issuing_body: words(&bodies[above..]).join(" "),
        number: Number {
            number: number.parse().ok(),
            symbol: symbol.to_owned(),
        },
        place,
        day,
        kind,
        subject,
        addressees: addressees(&parts.addressees),
        enacting_body: words(&parts.enacting),
        bases: (parts.bases.iter())
            .map(|line| without_end(&line.words).to_owned())
            .collect(),
        body: draft.body,
        passed: passed.unwrap_or_default(),
        signatures: (parts.signs.iter().flatten())
            .map(|lines| signature(lines))
            .collect(),
        recipients,
        archive,
        annexes: all,
        ..Paper::default()
    }
}

fn addressees(lines: &[&Line<'_>]) -> Vec<String> {
    let bare = |line: &&Line<'_>| {
        let words = line
            .words
            .split_once(':')
            .map_or(&line.words[..], |(first, rest)| {
                if first.to_lowercase().starts_with("kính gửi") {
                    rest
                } else {
                    &line.words
                }
            });
        without_end(words.trim_start_matches(['-', '–', ' '])).to_owned()
    };
    lines
        .iter()
        .map(bare)
        .filter(|words| !words.is_empty())
        .collect()
}

/// Lines in capitals are authority and office, the last one the name.
fn signature(lines: &[&Line<'_>]) -> Signature {
    let name = lines
        .last()
        .filter(|line| !is_capitals(&line.words) || lines.len() > 2);
    let offices = &lines[..lines.len() - usize::from(name.is_some())];
    let offices: Vec<String> = offices.iter().map(|line| line.words.clone()).collect();
    let name = name.map(|line| line.words.clone()).unwrap_or_default();
    match offices.split_last() {
        Some((office, authority)) => Signature {
            authority: authority.to_vec(),
            office: office.clone(),
            name,
        },
        None => Signature::new("", name),
    }
}

/// Lines as a draft is typed: rows of tables between bars.
fn text(lines: &[&Line<'_>]) -> String {
    let mut text = String::new();
    let mut row: Option<(usize, usize, usize)> = None;
    for line in lines {
        let Some(cell) = line.cell() else {
            let end = if row.take().is_some() { " |\n\n" } else { "" };
            text.push_str(end);
            text.push_str(&line.words);
            text.push('\n');
            continue;
        };
        let words = line.words.replace('|', "/");
        match row {
            Some((table, of, column)) if (table, of) == (cell.table, cell.row) => {
                // An empty cell has no line, and a cell may have several.
                let bars = cell.column.saturating_sub(column).min(63);
                text.push_str(if bars > 0 { " " } else { "" });
                text.push_str(&"| ".repeat(bars));
                text.push_str(if bars == 0 { " " } else { "" });
            }
            Some(_) => text.push_str(" |\n| "),
            None => text.push_str("| "),
        }
        text.push_str(&words);
        row = Some((cell.table, cell.row, cell.column));
    }
    text
}
