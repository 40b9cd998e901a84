//! The bar: precision and recall over excerpts made from public figures; `tests/cases/README.md` tells which were held out and
//! what the first look at each set showed.
//!
//! `cargo test -p figures --test it cases -- --nocapture` prints the counts and what was missed.

use figures::{Finding, Paper, Severity, compare};

/// Errors that are reported and are none may be one in twenty.
const PRECISION: f64 = 0.95;
/// Errors that are not reported may be one in ten.
const RECALL: f64 = 0.90;

struct Case<'t> {
    id: &'t str,
    expected: Vec<Expected>,
    papers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Expected {
    severity: Severity,
    kind: String,
    printed: String,
    due: String,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for block in text.split("## ").skip(1) {
        let (head, rest) = block.split_once('\n').unwrap_or((block, ""));
        let mut case = Case {
            id: head.split(' ').next().unwrap_or(head),
            expected: Vec::new(),
            papers: vec![String::new()],
        };
        for line in rest.lines() {
            if let Some(expected) = line.strip_prefix("> ") {
                let words: Vec<&str> = expected.split(' ').collect();
                let [severity, kind, printed, due] = words.as_slice() else {
                    panic!("{}: {line}", case.id);
                };
                case.expected.push(Expected {
                    severity: if *severity == "note" {
                        Severity::Note
                    } else {
                        Severity::Error
                    },
                    kind: (*kind).to_owned(),
                    printed: (*printed).to_owned(),
                    due: (*due).to_owned(),
                });
            } else if line == "=====" {
                case.papers.push(String::new());
            } else if let Some(paper) = case.papers.last_mut() {
                paper.push_str(line);
                paper.push('\n');
            }
        }
        cases.push(case);
    }
    cases
}

fn found(case: &Case) -> Vec<Finding> {
    let papers: Vec<Paper> = case.papers.iter().map(|text| Paper::read(text)).collect();
    let mut found: Vec<Finding> = papers
        .iter()
        .flat_map(|paper| paper.findings().to_vec())
        .collect();
    found.extend(compare(&papers));
    found
}

fn of(finding: &Finding) -> Expected {
    Expected {
        severity: finding.severity,
        kind: finding.kind.code().to_owned(),
        printed: finding.printed.clone(),
        due: finding.expected.clone(),
    }
}

#[derive(Default)]
struct Counts {
    planted: usize,
    hit: usize,
    told: usize,
}

impl Counts {
    fn precision(&self) -> f64 {
        share(self.hit, self.told)
    }

    fn recall(&self) -> f64 {
        share(self.hit, self.planted)
    }
}

/// Of nothing everything is right.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

fn measure(text: &str) -> (Counts, Counts) {
    let (mut errors, mut notes) = (Counts::default(), Counts::default());
    for case in cases(text) {
        let mut found: Vec<Expected> = found(&case).iter().map(of).collect();
        for finding in &found {
            let counts = if finding.severity == Severity::Error {
                &mut errors
            } else {
                &mut notes
            };
            counts.told += 1;
        }
        for expected in &case.expected {
            let counts = if expected.severity == Severity::Error {
                &mut errors
            } else {
                &mut notes
            };
            counts.planted += 1;
            match found.iter().position(|finding| finding == expected) {
                Some(at) => {
                    found.remove(at);
                    counts.hit += 1;
                }
                None => println!("  {} missed {expected:?}", case.id),
            }
        }
        for finding in found {
            println!("  {} false {finding:?}", case.id);
        }
    }
    (errors, notes)
}

fn hold(name: &str, text: &str) {
    println!("{name}:");
    let (errors, notes) = measure(text);
    for (what, counts) in [("errors", &errors), ("notes", &notes)] {
        println!(
            "  {what}: {} planted, {} found, {} told: precision {:.3}, recall {:.3}",
            counts.planted,
            counts.hit,
            counts.told,
            counts.precision(),
            counts.recall()
        );
    }
    assert!(
        errors.precision() >= PRECISION,
        "{name}: precision {:.3}",
        errors.precision()
    );
    assert!(
        errors.recall() >= RECALL,
        "{name}: recall {:.3}",
        errors.recall()
    );
}

#[test]
fn development() {
    hold("development", include_str!("../cases/development.txt"));
}

#[test]
fn seen_since() {
    for (name, text) in [
        ("seen 1", include_str!("../cases/seen-1.txt")),
        ("seen 2", include_str!("../cases/seen-2.txt")),
        ("seen 3", include_str!("../cases/seen-3.txt")),
        ("seen 4", include_str!("../cases/seen-4.txt")),
    ] {
        hold(name, text);
    }
}

#[test]
fn held_out() {
    hold("held out", include_str!("../cases/held-out.txt"));
}

#[test]
fn held_out_later() {
    hold(
        "held out later",
        include_str!("../cases/held-out-later.txt"),
    );
}
