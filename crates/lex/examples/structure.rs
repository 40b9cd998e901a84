//! Print the structure of documents: `cargo run -p lex --example structure -- FILE…` prints each tree; with `--summary FOLDER` one line a
//! document that has something odd, and how fast they were read.

use std::path::{Path, PathBuf};
use std::time::Instant;

use lex::structure::{Block, Document, Oddity, UnitId, UnitKind};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, folder] = arguments.as_slice()
        && flag == "--summary"
    {
        summary(Path::new(folder));
        return;
    }
    for file in arguments {
        match std::fs::read_to_string(&file) {
            Ok(text) => print_tree(&Document::read(&text)),
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
}

fn summary(folder: &Path) {
    let mut files = Vec::new();
    gather(folder, &mut files);
    let texts: Vec<(PathBuf, String)> = files
        .into_iter()
        .filter_map(|file| std::fs::read_to_string(&file).ok().map(|text| (file, text)))
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let started = Instant::now();
    let documents: Vec<Document> = texts.iter().map(|(_, text)| Document::read(text)).collect();
    let seconds = started.elapsed().as_secs_f64();
    for ((file, _), document) in texts.iter().zip(&documents) {
        let mut lines: Vec<String> = Vec::new();
        for diagnostic in &document.diagnostics {
            let line = document.text.view()[..diagnostic.at].matches('\n').count() + 1;
            let (expected, found) = (
                diagnostic.expected.as_deref().unwrap_or(""),
                diagnostic.found.as_deref().unwrap_or(""),
            );
            lines.push(format!(
                "  {:?} line {line} in {}: expected {expected}, found {found}",
                diagnostic.kind, diagnostic.unit
            ));
        }
        let articles = document
            .ids()
            .filter(|&id| document.level(id) == Some(lex::Level::Dieu))
            .count();
        println!(
            "{} articles {articles} units {} notes {}",
            file.display(),
            document.units.len(),
            document.notes.len()
        );
        lines.iter().for_each(|line| println!("{line}"));
    }
    let gaps = documents
        .iter()
        .filter(|d| d.diagnostics.iter().any(|d| d.kind != Oddity::NoArticles))
        .count();
    println!(
        "{} documents, {gaps} with something odd, {:.1} MB in {seconds:.3} s: {:.0} MB/s",
        documents.len(),
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt") {
            files.push(path);
        }
    }
}

fn print_tree(document: &Document) {
    let head = &document.head;
    println!(
        "number {:?} kind {:?} issuer {:?} place {:?} date {:?} consolidated {}",
        head.number, head.kind, head.issuer, head.place, head.date, head.consolidated
    );
    println!(
        "subject {:?}",
        head.subject.as_ref().map(|span| document.words(span))
    );
    for basis in &head.bases {
        println!("basis {}", short(&document.words(basis)));
    }
    println!(
        "enacting {:?}",
        head.enacting.as_ref().map(|span| document.words(span))
    );
    println!(
        "signature {:?}",
        head.signature
            .as_ref()
            .map(|span| short(&document.words(span)))
    );
    for note in &document.notes {
        let words: Vec<String> = note
            .spans
            .iter()
            .map(|span| short(&document.text.view()[span.clone()]))
            .collect();
        let place = note.at.as_ref().map(|at| {
            let view = document.text.view();
            view[..at.end]
                .chars()
                .rev()
                .take(30)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<String>()
        });
        println!("note {} at {place:?}: {}", note.mark, words.join(" ⏎ "));
    }
    for diagnostic in &document.diagnostics {
        println!("{diagnostic:?}");
    }
    print_unit(document, UnitId(0), 0);
}

fn print_unit(document: &Document, id: UnitId, depth: usize) {
    let unit = document.unit(id);
    let indent = "  ".repeat(depth);
    let kind = match unit.kind {
        UnitKind::Level(level) => level.word().to_owned(),
        other => format!("{other:?}"),
    };
    println!(
        "{indent}{kind} {} | {}",
        short(&unit.label),
        document.heading(id).map_or_else(String::new, |h| short(&h))
    );
    for block in &unit.blocks {
        match block {
            Block::Child(child) => print_unit(document, *child, depth + 1),
            Block::Paragraph(span) => println!("{indent}  ¶ {}", short(&document.words(span))),
            Block::Quoted(span) => println!("{indent}  “ {}", short(&document.words(span))),
            Block::Table(rows) => println!(
                "{indent}  ▦ {} rows: {}",
                rows.len(),
                rows.first()
                    .map_or_else(String::new, |row| short(&document.words(row)))
            ),
        }
    }
}

/// The first and the last words of a text.
fn short(text: &str) -> String {
    let text = text.replace('\n', "⏎");
    let count = text.chars().count();
    if count <= 110 {
        return text;
    }
    let start: String = text.chars().take(70).collect();
    let end: String = text.chars().skip(count - 35).collect();
    format!("{start} … {end}")
}
