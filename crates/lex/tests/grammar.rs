//! Every example of GRAMMAR.md is read as it says, so that the document cannot rot.

use lex::amend::{self, Op, Place};
use lex::cite::{Citation, Citer, Context, Target};
use lex::grammar::units::RangeEnd;
use lex::grammar::{dates, numbers};
use lex::registry::Registry;
use lex::structure::Document;
use lex::{Address, Level, Text};

const GRAMMAR: &str = include_str!("../GRAMMAR.md");

/// An example: what language its block names, the text, and what is read in it.
struct Example {
    line: usize,
    reader: &'static str,
    text: String,
    expected: Vec<String>,
}

/// The fenced blocks that hold examples; a line that begins with `=` is what is read in the lines before it.
fn examples() -> Vec<Example> {
    let mut all = Vec::new();
    let mut reader = None;
    let mut text: Vec<&str> = Vec::new();
    let mut expected: Vec<String> = Vec::new();
    for (number, line) in GRAMMAR.lines().enumerate() {
        let Some(name) = reader else {
            reader = line
                .strip_prefix("```")
                .filter(|name| ["cite", "date", "number", "amend"].contains(name));
            continue;
        };
        let ends = line == "```";
        if let Some(read) = line.strip_prefix("= ") {
            expected.push(read.to_owned());
            continue;
        }
        if !expected.is_empty() || ends {
            all.push(Example {
                line: number,
                reader: name,
                text: text.join("\n"),
                expected: std::mem::take(&mut expected),
            });
            text.clear();
        }
        if ends {
            reader = None;
        } else {
            text.push(line);
        }
    }
    all
}

/// The examples stand in khoản 2 Điều 7 of a decree that is made up.
fn context() -> Context {
    let position = Address::default()
        .with(Level::Dieu, "7")
        .with(Level::Khoan, "2");
    Context {
        document: Some("199/2026/NĐ-CP".to_owned()),
        position,
        date: "2026-09-01".parse().ok(),
        ..Context::default()
    }
}

fn target(target: &Target) -> String {
    let document = target
        .resolved
        .as_ref()
        .or(target.so_ky_hieu.as_ref())
        .or(target.title.as_ref());
    let mut told = target.address.written();
    if !told.is_empty() {
        told.push_str(" of ");
    }
    told.push_str(document.map_or("?", String::as_str));
    if !target.ambiguous.is_empty() {
        told.push_str(&format!(" ({} fit)", target.ambiguous.len()));
    }
    for mismatch in &target.mismatches {
        told.push_str(&format!(" ({mismatch:?} differs)"));
    }
    if target.attached {
        told.push_str(" (attached)");
    }
    match target.range {
        Some(RangeEnd::From) => told.push_str(" from"),
        Some(RangeEnd::To) => told.push_str(" to"),
        None => {}
    }
    told
}

fn citation(view: &str, citation: &Citation) -> String {
    let kind = serde_json::to_value(citation.kind).expect("a kind");
    let targets: Vec<String> = citation.targets.iter().map(target).collect();
    format!(
        "{} | {} | {}",
        view[citation.span.clone()].replace('\n', "⏎"),
        kind.as_str().expect("a name"),
        targets.join("; ")
    )
}

/// The operations of a decree whose khoản 1 Điều 1 an example is, each on one line.
fn operations(example: &str, citer: &Citer) -> Vec<String> {
    let instruction = example.replace("như sau: ", "như sau:\n");
    let act = Document::read(&format!(
        "NGHỊ ĐỊNH\nSố: 199/2026/NĐ-CP\nHà Nội, ngày 01 tháng 9 năm 2026\n\
         Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP\n1. {instruction}\n\
         Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 10 năm 2026.\n"
    ));
    amend::read(&act, citer).ops.iter().map(operation).collect()
}

fn operation(op: &Op) -> String {
    let kind = serde_json::to_value(op.kind).expect("a kind");
    let written = |addresses: &[Address]| -> String {
        let all: Vec<String> = addresses.iter().map(Address::written).collect();
        all.join(", ")
    };
    let whole = if op.targets.is_empty() {
        "all".to_owned()
    } else {
        written(&op.targets)
    };
    let classes: Vec<String> = (op.classes.iter())
        .map(|class| {
            let level = class.level.map(|level| format!(" ({level:?})"));
            let level = level.unwrap_or_default();
            format!("{} of {}{level}", class.kind, class.issuer)
        })
        .collect();
    let mut told = vec![
        kind.as_str().expect("a name").to_owned(),
        match &op.document {
            Some(document) => format!("{whole} of {document}"),
            None => classes.join(", "),
        },
    ];
    match &op.place {
        Some(Place::After(anchor)) => told.push(format!("after {}", anchor.written())),
        Some(Place::Before(anchor)) => told.push(format!("before {}", anchor.written())),
        Some(Place::Into(anchor)) => told.push(format!("into {}", anchor.written())),
        None => {}
    }
    if !op.old.is_empty() {
        let new = op.new.as_ref().map(|new| format!(" “{new}”"));
        told.push(format!(
            "“{}” →{}",
            op.old.join("”, “"),
            new.unwrap_or_default()
        ));
    }
    if let Some(ending) = &op.ending {
        told.extend(ending.last.map(|day| format!("until {day}")));
        told.extend(ending.or_when.map(|event| format!("or when {event:?}")));
        if ending.except_words.is_some() {
            let units: Vec<Address> = (ending.except.iter())
                .map(|exception| exception.address.clone())
                .collect();
            let document = ending
                .except
                .first()
                .and_then(|first| first.document.as_ref());
            let of = document.map(|document| format!(" {} of {document}", written(&units)));
            told.push(format!("except{}", of.unwrap_or_default()));
        }
    }
    told.join(" | ")
}

fn read(example: &Example, citer: &Citer) -> Vec<String> {
    let text = Text::new(&example.text);
    let view = text.view();
    let found: Vec<String> = match example.reader {
        "cite" => citer
            .cite(view, &context())
            .iter()
            .map(|found| citation(view, found))
            .collect(),
        "amend" => operations(&example.text, citer),
        "date" => match (dates::date(view, 0), dates::year(view, 0)) {
            (Some(date), _) => vec![date.day.map_or_else(
                || "no day of the calendar".to_owned(),
                |day| day.to_string(),
            )],
            (None, Some((year, _))) => vec![year.to_string()],
            (None, None) => Vec::new(),
        },
        _ => numbers::number(view, 0)
            .map(|read| {
                format!(
                    "{} | {:?}{}",
                    read.number,
                    numbers::family(&read.number),
                    if read.mended { " | mended" } else { "" }
                )
            })
            .into_iter()
            .collect(),
    };
    if found.is_empty() {
        vec!["nothing".to_owned()]
    } else {
        found
    }
}

#[test]
fn every_example_is_read_as_the_document_says() {
    let citer = Citer::new(Registry::of_laws());
    let examples = examples();
    assert!(
        examples.len() > 50,
        "only {} examples were found",
        examples.len()
    );
    let wrong: Vec<String> = examples
        .iter()
        .map(|example| (example, read(example, &citer)))
        .filter(|(example, found)| *found != example.expected)
        .map(|(example, found)| {
            format!(
                "line {}: {}\n= {}",
                example.line,
                example.text,
                found.join("\n= ")
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} examples are read otherwise:\n{}",
        wrong.len(),
        examples.len(),
        wrong.join("\n")
    );
}
