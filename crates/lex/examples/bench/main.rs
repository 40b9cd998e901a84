//! Measures the engine: quality on hand-made truth, steadiness under distortion, speed on a corpus.
//!
//! Run by `cargo xtask bench lex`. The truth and the corpus are no part of the project; what is absent is skipped aloud.

mod akn;
mod amendments;
mod consolidation;
mod corpus;
mod distort;
mod files;
mod gold;
mod impact;
mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use lex::cite::Citer;
use lex::registry::Registry;

use consolidation::Sets;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str| {
        arguments
            .iter()
            .position(|a| a == flag)
            .and_then(|at| arguments.get(at + 1))
            .map(PathBuf::from)
    };
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let (gold, corpus) = (after("--gold"), after("--corpus"));
    let citer = Citer::new(Registry::of_laws());
    match gold
        .as_deref()
        .map(|folder| gold::read(&folder.join("citations.jsonl")))
    {
        Some(Ok(cases)) => {
            let scores = score::run(&citer, &cases, corpus.as_deref(), has("--verbose"));
            if let Some(baseline) = after("--baseline") {
                score::compare(&scores, &baseline, has("--write"));
            }
            distort::run(&citer, &cases, has("--verbose"));
        }
        Some(Err(error)) => println!("SKIPPED quality: {error}"),
        None => println!("SKIPPED quality: no gold data (DANCU_GOLD)"),
    }
    if let (Some(gold), Some(corpus)) = (&gold, &corpus)
        && let Err(error) = amendments::run(&citer, &gold.join("amendments.jsonl"), corpus)
    {
        println!("SKIPPED amendments: {error}");
    }
    let sets = corpus
        .as_deref()
        .and_then(|folder| match Sets::read(&citer, folder) {
            Ok(sets) => Some(sets),
            Err(error) => {
                println!("SKIPPED consolidation: {error}");
                None
            }
        });
    if let Some(sets) = &sets {
        let kept = after("--differences");
        consolidation::run(sets, kept.as_deref(), has("--write"), has("--verbose"));
    }
    if let Some(corpus) = &corpus
        && let Err(error) = impact::run(&citer, corpus)
    {
        println!("SKIPPED impact: {error}");
    }
    match corpus.as_deref().map(corpus::Corpus::read) {
        Some(Ok(corpus)) => {
            corpus::run(&corpus);
            akn::speed(&corpus);
            akn::words(&corpus);
            match after("--schema") {
                Some(schema) => {
                    if let Err(error) = akn::validity(&corpus, sets.as_ref(), &schema) {
                        println!("SKIPPED the schema: {error}");
                    }
                }
                None => println!("SKIPPED the schema: none is named (--schema)"),
            }
        }
        Some(Err(error)) => println!("SKIPPED speed: {error}"),
        None => println!("SKIPPED speed: no corpus (DANCU_CORPUS)"),
    }
    ExitCode::SUCCESS
}

/// A figure that must reach its bar.
fn at_least(name: &str, measured: f64, bar: f64, unit: &str) {
    let verdict = if measured >= bar { "ok" } else { "MISSED" };
    println!("{name:<58} {measured:>9.3} {unit:<5} bar {bar:>6}  {verdict}");
}

/// A figure that must stay below its bar.
fn at_most(name: &str, measured: f64, bar: f64, unit: &str) {
    let verdict = if measured <= bar { "ok" } else { "MISSED" };
    println!("{name:<58} {measured:>9.3} {unit:<5} bar {bar:>6}  {verdict}");
}
