//! Akoma Ntoso: how fast a corpus is written, and whether the official schema takes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use lex::akn::{Facts, akn, akn_of_act, akn_of_text};
use lex::amend;
use lex::cite::Citer;
use lex::naming::Work;
use lex::structure::Document;

use crate::consolidation::Sets;
use crate::corpus::{Corpus, best};
use crate::{at_least, at_most};

/// Prints the speed of text to structure to XML, without and with what is cited.
pub fn speed(corpus: &Corpus) {
    let bytes = corpus.bytes();
    let plain = best(3, bytes, || {
        let written = corpus.texts.iter();
        written
            .map(|text| akn(&Document::read(text), &[]).len())
            .sum()
    });
    at_least("  text to Akoma Ntoso, one thread", plain, 20.0, "MB/s");
    let citer = Citer::new(corpus.registry.clone());
    let linked = best(3, bytes, || {
        let written = corpus.texts.iter().map(|text| {
            let document = Document::read(text);
            akn(&document, &citer.cite_document(&document)).len()
        });
        written.sum()
    });
    at_least(
        "  the same with its citations as links",
        linked,
        20.0,
        "MB/s",
    );
}

/// Prints how many texts have other words than what is written of them; running heads and the marks of notes are no words.
pub fn words(corpus: &Corpus) {
    let mut differing = 0;
    for text in &corpus.texts {
        let document = Document::read(text);
        let xml = akn(&document, &[]);
        let from = xml.find("</identification>").unwrap_or(0);
        let to = xml.find("<references").unwrap_or(from);
        let body = xml.find("</references>").unwrap_or(to);
        let mut count: BTreeMap<String, i64> = BTreeMap::new();
        tally(document.text.view(), 1, &mut count);
        tally(&bare(&xml[from..to]), -1, &mut count);
        tally(&bare(&xml[body..]), -1, &mut count);
        let apart: i64 = count.values().map(|times| times.abs()).sum();
        differing += usize::from(apart > 0);
    }
    at_most(
        &format!(
            "Akoma Ntoso files of {} with other words",
            corpus.texts.len()
        ),
        differing as f64,
        0.0,
        "",
    );
}

fn tally(text: &str, step: i64, count: &mut BTreeMap<String, i64>) {
    let words = text.split(|c: char| !c.is_alphabetic());
    for word in words.filter(|word| !word.is_empty()) {
        *count.entry(word.to_owned()).or_default() += step;
    }
}

/// The text between tags.
fn bare(xml: &str) -> String {
    let mut text = String::with_capacity(xml.len());
    for piece in xml.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let inline = tag.starts_with("ref") || tag == "/ref";
        if !inline {
            text.push(' ');
        }
        text.push_str(words);
    }
    (text.replace("&amp;", "&").replace("&lt;", "<"))
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
}

/// Prints how many files the schema does not take: every text of the corpus with what it cites and changes, and the texts at a day.
pub fn validity(corpus: &Corpus, sets: Option<&Sets>, schema: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("lex-akn-{}", std::process::id()));
    let written = write_all(corpus, sets, &folder);
    let checked = written.and_then(|files| check(&files, schema));
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    let (all, faulty) = checked?;
    at_most(
        &format!("Akoma Ntoso files of {all} that the schema does not take"),
        faulty as f64,
        0.0,
        "",
    );
    Ok(())
}

fn write_all(corpus: &Corpus, sets: Option<&Sets>, folder: &Path) -> Result<Vec<PathBuf>, String> {
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let mut files = Vec::new();
    let mut write = |name: &str, xml: &str| {
        let file = folder.join(format!("{:04}-{name}.xml", files.len()));
        std::fs::write(&file, xml).map_err(|error| error.to_string())?;
        files.push(file);
        Ok::<(), String>(())
    };
    let citer = Citer::new(corpus.registry.clone());
    for text in &corpus.texts {
        let document = Document::read(text);
        let amendments = amend::read(&document, &citer);
        let citations = citer.cite_document_with(&document, &|piece| amendments.place_of(piece));
        write("text", &akn_of_act(&document, &citations, &amendments))?;
    }
    for set in sets.iter().flat_map(|sets| sets.all()) {
        let head = &set.base.head;
        let facts = Facts {
            work: Work {
                kind: head.kind.clone(),
                issuer: head.issuer.clone(),
                date: head.date,
                number: head.number.clone(),
            },
            title: None,
            in_force: None,
        };
        write("at-a-day", &akn_of_text(&facts, &set.text()))?;
    }
    Ok(files)
}

/// How many files were checked, and how many have faults; the first faults are printed.
fn check(files: &[PathBuf], schema: &Path) -> Result<(usize, usize), String> {
    let mut valid = 0;
    let mut told = 0;
    for some in files.chunks(100) {
        let checked = Command::new("xmllint")
            .args(["--noout", "--nonet", "--huge", "--schema"])
            .arg(schema)
            .args(some)
            .output()
            .map_err(|error| format!("xmllint: {error}"))?;
        for line in String::from_utf8_lossy(&checked.stderr).lines() {
            if line.ends_with(" validates") {
                valid += 1;
            } else if told < 10 {
                told += 1;
                println!("  {line}");
            }
        }
    }
    Ok((files.len(), files.len() - valid))
}
