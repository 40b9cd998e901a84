//! How fast a corpus is read and cited.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use lex::Text;
use lex::amend;
use lex::cite::{Citer, Context};
use lex::registry::Registry;
use lex::review::{Changes, Reliance};
use lex::structure::Document;

use crate::{at_least, at_most};

/// The texts of a folder.
pub struct Corpus {
    /// Each as it was read.
    pub texts: Vec<String>,
    /// The laws built in and the list of the folder.
    pub registry: Registry,
}

impl Corpus {
    /// Reads every text below a folder, and the list of them.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut files = Vec::new();
        gather(folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
        let texts: Vec<String> = files
            .iter()
            .filter_map(|file| std::fs::read_to_string(file).ok())
            .collect();
        let mut registry = Registry::of_laws();
        if let Ok(list) = std::fs::read_to_string(folder.join("index.tsv")) {
            registry.extend(Registry::from_tsv(&list));
        }
        if texts.is_empty() {
            Err(format!("{}: no texts", folder.display()))
        } else {
            Ok(Self { texts, registry })
        }
    }

    /// How much it is.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            files.push(path);
        }
    }
    Ok(())
}

/// Prints the speeds; the best of three runs counts, since other work on the machine only slows.
pub fn run(corpus: &Corpus) {
    let bytes = corpus.bytes();
    println!("{} texts, {:.1} MB", corpus.texts.len(), bytes as f64 / 1e6);
    let citer = Citer::new(corpus.registry.clone());
    let whole = Text::new(&corpus.texts.join("\n\n")).view().to_owned();
    let once = best(3, whole.len(), || {
        citer.cite(&whole, &Context::default()).len()
    });
    let long = whole.repeat(10);
    drop(whole);
    let tenfold = best(1, long.len(), || {
        citer.cite(&long, &Context::default()).len()
    });
    drop(long);
    at_least("  citations, one thread", once, 30.0, "MB/s");
    at_least("  the same at ten times the length", tenfold, 30.0, "MB/s");
    let structure = best(3, bytes, || {
        corpus
            .texts
            .iter()
            .map(|text| Document::read(text).units.len())
            .sum()
    });
    let measured = "text and structure, one thread";
    println!("  {measured:<56} {structure:>9.3} MB/s");
    let documents = best(3, bytes, || {
        corpus
            .texts
            .iter()
            .map(|text| citer.cite_document(&Document::read(text)).len())
            .sum()
    });
    println!(
        "  {:<56} {documents:>9.3} MB/s",
        "text, structure and citations, one thread"
    );
    let started = Instant::now();
    let found = with_two_threads(corpus, &citer);
    at_most(
        "  whole corpus read, cited, resolved, linked, two threads",
        started.elapsed().as_secs_f64(),
        10.0,
        "s",
    );
    println!("  {found} citations");
}

/// Megabytes a second, the best of some runs.
pub fn best(runs: usize, bytes: usize, mut work: impl FnMut() -> usize) -> f64 {
    let mut fastest = f64::INFINITY;
    for _ in 0..runs {
        let started = Instant::now();
        std::hint::black_box(work());
        fastest = fastest.min(started.elapsed().as_secs_f64());
    }
    bytes as f64 / 1e6 / fastest
}

/// Reads and cites every text on two threads, then links all of them: what each cites, and what each changes in others.
fn with_two_threads(corpus: &Corpus, citer: &Citer) -> usize {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        while let Some(text) = corpus.texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let document = Document::read(text);
            let amendments = amend::read(&document, citer);
            let place = |piece: &std::ops::Range<usize>| amendments.place_of(piece);
            let citations = citer.cite_document_with(&document, &place);
            read.push((document.head, citations, amendments));
        }
        read
    };
    let read = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut read = work();
        read.extend(other.join().unwrap_or_default());
        read
    });
    let (mut reliance, mut changes) = (Reliance::default(), Changes::default());
    for (head, citations, amendments) in &read {
        let number = head.number.as_deref().unwrap_or_default();
        reliance.add(number, citations);
        changes.add(
            number,
            head.issuer.as_deref().unwrap_or_default(),
            amendments,
        );
    }
    std::hint::black_box((&reliance, &changes));
    read.iter().map(|(_, citations, _)| citations.len()).sum()
}
