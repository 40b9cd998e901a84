//! Texts at a day against the official consolidated texts, unit by unit.

use std::collections::BTreeMap;
use std::path::Path;

use lex::Address;
use lex::amend;
use lex::cite::Citer;
use lex::registry::wording_key;
use lex::structure::Document;
use lex::time::{Act, Node, consolidate};

use crate::at_least;
use crate::files::Files;

/// Every full set of a corpus.
pub fn run(citer: &Citer, corpus: &Path, verbose: bool) -> Result<(), String> {
    let files = Files::read(corpus)?;
    let sets = files
        .text("consolidation-sets.tsv")
        .ok_or("no consolidation-sets.tsv")?;
    let read = |file: &str| Document::read(&files.text(file).unwrap_or_default());
    for line in sets.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [set, base, amending, official, at, "full", ..] = cells.as_slice() else {
            continue;
        };
        let base = read(base);
        let number = base.head.number.clone().unwrap_or_default();
        let acts: Vec<_> = amending
            .split(" ; ")
            .filter_map(|act| act.split_once('='))
            .map(|(number, file)| {
                let act = read(file.trim());
                (
                    number.trim().to_owned(),
                    act.head.date,
                    amend::read(&act, citer),
                )
            })
            .collect();
        let list: Vec<Act<'_>> = acts
            .iter()
            .map(|(number, passed, amendments)| Act {
                number,
                passed: *passed,
                amendments,
            })
            .collect();
        // A set without a day compares with the latest text.
        let at = at.trim().parse().unwrap_or(jiff::civil::date(2026, 11, 24));
        let result = consolidate(&base, &number, &list, at);
        let ours = units(&result.root);
        let theirs = units(&Node::of(&read(official)));
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        let mut same = 0;
        for address in ours
            .keys()
            .chain(theirs.keys().filter(|a| !ours.contains_key(*a)))
        {
            let why = difference(ours.get(address), theirs.get(address));
            match why {
                None => same += 1,
                Some(why) => {
                    *told.entry(why).or_default() += 1;
                    if verbose {
                        println!("  {set} {address}: {why}");
                    }
                }
            }
        }
        let all = same + told.values().sum::<usize>();
        at_least(
            &format!("{set}: units equal of {all}"),
            same as f64 / all.max(1) as f64,
            0.99,
            "",
        );
        for (why, count) in told {
            println!("    {count:>4} {why}");
        }
        if !result.unapplied.is_empty() {
            println!(
                "    {:>4} operations told as not applied",
                result.unapplied.len()
            );
        }
    }
    Ok(())
}

/// The units of the articles with their own words.
fn units(root: &Node) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    root.walk(&Address::default(), &mut |address, node| {
        if address.dieu.is_some() && address.phu_luc.is_none() {
            found
                .entry(address.written())
                .or_insert_with(|| node.own_lines().join(" "));
        }
    });
    found
}

/// Why two units differ; none when they are equal but for blanks, case, the place of tone marks and note marks.
fn difference(ours: Option<&String>, theirs: Option<&String>) -> Option<&'static str> {
    let (ours, theirs) = match (ours, theirs) {
        (Some(ours), Some(theirs)) => (closed(ours), closed(theirs)),
        (Some(_), None) => {
            return Some(
                "units the official text gives only in a note, or that were not read in it",
            );
        }
        _ => return Some("units only in the official text"),
    };
    if wording_key(ours) == wording_key(theirs) {
        return None;
    }
    // A note mark glued to the last word of a heading.
    let unmarked = theirs.trim_end_matches(|c: char| c.is_ascii_digit());
    if theirs.len() - unmarked.len() <= 12
        && ours.trim_end_matches(|c: char| c.is_ascii_digit()) == unmarked
    {
        return None;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (
        ours.split_whitespace().collect(),
        theirs.split_whitespace().collect(),
    );
    if a.len() == b.len() && a.iter().zip(&b).filter(|(x, y)| x != y).count() <= 2 {
        return Some("one or two words differ (a misprint in one of the texts)");
    }
    if b.len() + 1 == a.len() || a.len() + 1 == b.len() || a.len().abs_diff(b.len()) <= 2 {
        return Some("one or two words more or less");
    }
    Some("another wording")
}

/// The text before the mark that closes a document.
fn closed(text: &str) -> &str {
    text.split("./.").next().unwrap_or(text).trim_end()
}
