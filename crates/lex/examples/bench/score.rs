//! How much of the truth is found, by the sentence alone and by the sentence within its document.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

use lex::cite::{Citation, Citer};
use lex::structure::Document;
use lex::text::CodePoints;
use lex::{Address, Text};
use serde_json::Value;

use crate::at_least;
use crate::gold::{Case, unit};

/// What a case misses, by its id; the words of the text are not kept.
pub type Misses = BTreeMap<String, Vec<String>>;

/// A citation as found, in code points of the case's text.
struct Found {
    start: usize,
    end: usize,
    kind: String,
    targets: Vec<Value>,
}

#[derive(Default)]
struct Tally {
    expected: usize,
    found: usize,
    same: usize,
    kinds: usize,
    units_expected: usize,
    units_found: usize,
    units_same: usize,
    units_right: usize,
    named: usize,
    resolved: usize,
    misses: Misses,
}

/// Scores all cases and prints the figures; gives what is missed by the sentence alone.
pub fn run(citer: &Citer, cases: &[Case], corpus: Option<&Path>, verbose: bool) -> Misses {
    let mut alone = Tally::default();
    for case in cases {
        alone.add(case, &by_itself(citer, &case.text, &case.context), verbose);
    }
    println!("{} cases, the sentence alone", cases.len());
    alone.print();
    if let Some(corpus) = corpus {
        let mut placed = Tally::default();
        let (mut documents, mut lost) = (HashMap::new(), 0);
        let mut counted = 0;
        for case in cases {
            match in_document(citer, case, corpus, &mut documents) {
                Some(found) => {
                    counted += 1;
                    placed.add(case, &found, verbose);
                }
                None => lost += 1,
            }
        }
        println!("{counted} cases, the sentence within its document ({lost} not found there)");
        placed.print();
    }
    alone.misses
}

/// The citations of a text without its document.
fn by_itself(citer: &Citer, given: &str, context: &lex::cite::Context) -> Vec<Found> {
    let text = Text::new(given);
    let points = CodePoints::new(given);
    let citations = citer.cite(text.view(), context);
    citations
        .iter()
        .map(|citation| {
            let span = text.to_given(citation.span.clone());
            found(citation, points.before(span.start)..points.before(span.end))
        })
        .collect()
}

fn found(citation: &Citation, span: Range<usize>) -> Found {
    Found {
        start: span.start,
        end: span.end,
        kind: name(citation),
        targets: citation
            .targets
            .iter()
            .filter_map(|target| serde_json::to_value(target).ok())
            .collect(),
    }
}

fn name(citation: &Citation) -> String {
    serde_json::to_value(citation.kind)
        .ok()
        .and_then(|kind| kind.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A document as read, its words without blanks, and where each of them stands.
struct Read {
    document: Document,
    /// Bytes of the view that are no blanks, as text.
    tight: String,
    places: Vec<usize>,
    /// By the document that quotations change.
    cited: HashMap<Option<String>, Vec<Citation>>,
}

fn tighten(text: &str) -> (String, Vec<usize>) {
    let mut tight = String::new();
    let mut places = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        tight.push(c);
        places.resize(tight.len(), at);
    }
    (tight, places)
}

/// The citations of the sentence where it stands in its document, told in code points of the sentence.
fn in_document(
    citer: &Citer,
    case: &Case,
    corpus: &Path,
    documents: &mut HashMap<String, Option<Read>>,
) -> Option<Vec<Found>> {
    let source = case.source.as_ref()?;
    let read = documents.entry(source.clone()).or_insert_with(|| {
        let given = std::fs::read_to_string(corpus.join(source)).ok()?;
        let mut document = Document::read(&given);
        // A text that lost its head is told its number, as a list of the files would.
        if document.head.number.is_none() {
            document.head.number.clone_from(&case.context.document);
        }
        let (tight, places) = tighten(document.text.view());
        Some(Read {
            document,
            tight,
            places,
            cited: HashMap::new(),
        })
    });
    let read = read.as_mut()?;
    let text = Text::new(&case.text);
    let (sentence, sentence_places) = tighten(text.view());
    let at = read.tight.find(&sentence)?;
    let amended = &case.context.amended;
    let document = &read.document;
    let citations = read.cited.entry(amended.clone()).or_insert_with(|| {
        citer.cite_document_with(document, &|_| {
            amended
                .as_ref()
                .map(|number| (number.clone(), Address::default()))
        })
    });
    let end = at + sentence.len();
    let inside = |byte: usize| {
        let place = read.places.partition_point(|&place| place < byte);
        (at..=end).contains(&place).then(|| place - at)
    };
    let points = CodePoints::new(&case.text);
    Some(
        citations
            .iter()
            .filter_map(|citation| {
                let (start, end) = (inside(citation.span.start)?, inside(citation.span.end)?);
                let start = *sentence_places.get(start)?;
                let last = *sentence_places.get(end.checked_sub(1)?)?;
                let width = text.view()[last..].chars().next().map_or(0, char::len_utf8);
                let span = text.to_given(start..last + width);
                Some(found(
                    citation,
                    points.before(span.start)..points.before(span.end),
                ))
            })
            .collect(),
    )
}

impl Tally {
    fn add(&mut self, case: &Case, ours: &[Found], verbose: bool) {
        let mut misses = Vec::new();
        self.expected += case.spans.len();
        self.found += ours.len();
        let mut matched = vec![false; ours.len()];
        for (index, span) in case.spans.iter().enumerate() {
            let hit = ours
                .iter()
                .position(|found| (found.start, found.end) == (span.start, span.end));
            if let Some(hit) = hit {
                matched[hit] = true;
                self.same += 1;
                if ours[hit].kind == span.kind {
                    self.kinds += 1;
                } else {
                    misses.push(format!("{index}:kind"));
                }
            } else {
                misses.push(format!("{index}:span"));
            }
            let targets = hit.map_or(&[][..], |hit| &ours[hit].targets);
            self.targets(index, &span.targets, targets, &mut misses);
            if verbose
                && misses
                    .iter()
                    .any(|miss| miss.starts_with(&format!("{index}:")))
            {
                println!(
                    "## {} {} {}\n   ours {}",
                    case.id,
                    span.kind,
                    span.surface,
                    serde_json::to_string(targets).unwrap_or_default()
                );
            }
        }
        for (index, found) in ours
            .iter()
            .enumerate()
            .filter(|(index, _)| !matched[*index])
        {
            self.units_found += found
                .targets
                .iter()
                .filter(|target| unit(target).is_some())
                .count();
            misses.push(format!("{}:extra", case.spans.len() + index));
            if verbose {
                let surface: String = case
                    .text
                    .chars()
                    .skip(found.start)
                    .take(found.end - found.start)
                    .collect();
                println!("## {} extra {} {surface}", case.id, found.kind);
            }
        }
        if !misses.is_empty() {
            self.misses.insert(case.id.clone(), misses);
        }
    }

    fn targets(
        &mut self,
        index: usize,
        expected: &[Value],
        ours: &[Value],
        misses: &mut Vec<String>,
    ) {
        for target in expected {
            if let Some(key) = unit(target) {
                self.units_expected += 1;
                if ours.iter().any(|found| unit(found).as_ref() == Some(&key)) {
                    self.units_same += 1;
                } else {
                    misses.push(format!("{index}:unit"));
                }
            }
            if target["resolved"].is_string() {
                self.named += 1;
                if ours
                    .iter()
                    .any(|found| found["resolved"] == target["resolved"])
                {
                    self.resolved += 1;
                } else {
                    misses.push(format!("{index}:resolved"));
                }
            }
        }
        for key in ours.iter().filter_map(unit) {
            self.units_found += 1;
            if expected
                .iter()
                .any(|target| unit(target).as_ref() == Some(&key))
            {
                self.units_right += 1;
            }
        }
    }

    fn print(&self) {
        let share = |part: usize, whole: usize| {
            if whole == 0 {
                1.0
            } else {
                part as f64 / whole as f64
            }
        };
        let (precision, recall) = (
            share(self.same, self.found),
            share(self.same, self.expected),
        );
        at_least(
            "  exact spans, F1",
            2.0 * precision * recall / (precision + recall).max(f64::EPSILON),
            0.95,
            "",
        );
        at_least(
            "  kind right where the span is",
            share(self.kinds, self.same),
            0.95,
            "",
        );
        at_least(
            "  elementary unit targets, recall",
            share(self.units_same, self.units_expected),
            0.97,
            "",
        );
        at_least(
            "  elementary unit targets, precision",
            share(self.units_right, self.units_found),
            0.97,
            "",
        );
        at_least(
            "  named laws resolved",
            share(self.resolved, self.named),
            0.95,
            "",
        );
    }
}

/// Prints what was gained and lost since the run that is kept, case by case.
pub fn compare(now: &Misses, path: &Path, write: bool) {
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let before: Misses = kept
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, misses)| {
            (
                id.to_owned(),
                misses.split(' ').map(str::to_owned).collect(),
            )
        })
        .collect();
    let none = Vec::new();
    let mut changed = 0;
    for id in before
        .keys()
        .chain(now.keys().filter(|id| !before.contains_key(*id)))
    {
        let (was, is) = (
            before.get(id).unwrap_or(&none),
            now.get(id).unwrap_or(&none),
        );
        let missing = |from: &[String], to: &[String]| -> String {
            from.iter()
                .filter(|miss| !to.contains(miss))
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (gained, lost) = (missing(was, is), missing(is, was));
        if !gained.is_empty() {
            println!("  gained {id}: {gained}");
        }
        if !lost.is_empty() {
            println!("  LOST   {id}: {lost}");
        }
        changed += usize::from(!gained.is_empty() || !lost.is_empty());
    }
    println!(
        "{changed} cases changed against the kept run; {} miss something",
        now.len()
    );
    if write {
        let lines: String = now
            .iter()
            .map(|(id, misses)| format!("{id}\t{}\n", misses.join(" ")))
            .collect();
        match std::fs::write(path, lines) {
            Ok(()) => println!("kept this run"),
            Err(error) => println!("cannot keep this run: {}: {error}", path.display()),
        }
    }
}
