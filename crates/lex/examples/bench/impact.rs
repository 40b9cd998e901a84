//! What one new law touches among very many local documents.

use std::path::Path;
use std::time::Instant;

use lex::amend;
use lex::cite::Citer;
use lex::review::Reliance;
use lex::structure::Document;

use crate::at_most;
use crate::files::Files;

/// How many local documents there are: those of the corpus over and over, under numbers of their own.
const DOCUMENTS: usize = 100_000;
/// A law that repeals and amends, and ends the one most local documents rest on.
const LAW: &str = "72/2025/QH15";

/// The median of many askings, once everything is loaded.
pub fn run(citer: &Citer, corpus: &Path) -> Result<(), String> {
    let files = Files::read(corpus)?;
    let law = files
        .of(LAW)
        .and_then(|file| files.text(file))
        .ok_or_else(|| format!("no {LAW}"))?;
    let amendments = amend::read(&Document::read(&law), citer);
    let local: Vec<_> = files
        .under("hdnd/")
        .chain(files.under("ubnd/"))
        .filter_map(|file| files.text(file))
        .map(|text| citer.cite_document(&Document::read(&text)))
        .collect();
    if local.is_empty() {
        return Err("no local documents".to_owned());
    }
    let mut reliance = Reliance::default();
    for index in 0..DOCUMENTS {
        reliance.add(&format!("{index}/NQ-HĐND"), &local[index % local.len()]);
    }
    let mut times: Vec<f64> = Vec::new();
    let mut touched = 0;
    for _ in 0..50 {
        let start = Instant::now();
        touched = reliance.touched_by(&amendments).len();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("impact of {LAW} on {DOCUMENTS} documents: {touched} places");
    at_most("  median", times[times.len() / 2], 10.0, "ms");
    Ok(())
}
