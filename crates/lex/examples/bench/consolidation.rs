//! Texts at a day against the official consolidated texts, unit by unit; each difference stands in a table that is kept, with what
//! explains it.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use lex::Address;
use lex::amend::{self, Amendments};
use lex::cite::Citer;
use lex::diff::{Piece, words};
use lex::registry::wording_key;
use lex::structure::Document;
use lex::time::{Act, Consolidated, Node, consolidate};

use crate::at_least;
use crate::files::Files;

/// The sets of a corpus that have all their texts.
pub struct Sets {
    sets: Vec<Set>,
}

/// A base text, the acts that change it, and the official text of a day.
pub struct Set {
    name: String,
    /// The text as it was passed.
    pub base: Document,
    number: String,
    acts: Vec<(String, Option<Date>, Amendments)>,
    official: Document,
    at: Date,
}

impl Set {
    /// The text as it is put together.
    pub fn text(&self) -> Consolidated {
        let acts: Vec<Act<'_>> = (self.acts.iter())
            .map(|(number, passed, amendments)| Act {
                number,
                passed: *passed,
                amendments,
            })
            .collect();
        consolidate(&self.base, &self.number, &acts, self.at)
    }
}

impl Sets {
    /// Reads the list of a corpus and the texts it names.
    pub fn read(citer: &Citer, corpus: &Path) -> Result<Self, String> {
        let files = Files::read(corpus)?;
        let list = files
            .text("consolidation-sets.tsv")
            .ok_or("no consolidation-sets.tsv")?;
        let read = |file: &str| Document::read(&files.text(file).unwrap_or_default());
        let mut sets = Vec::new();
        for line in list.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, base, amending, official, at, "full", ..] = cells.as_slice() else {
                continue;
            };
            let base = read(base);
            let acts = (amending.split(" ; ").filter_map(|act| act.split_once('=')))
                .map(|(number, file)| {
                    let act = read(file.trim());
                    let amendments = amend::read(&act, citer);
                    (number.trim().to_owned(), act.head.date, amendments)
                })
                .collect();
            sets.push(Set {
                name: (*name).to_owned(),
                number: base.head.number.clone().unwrap_or_default(),
                base,
                acts,
                official: read(official),
                // A set without a day compares with the latest text.
                at: at.trim().parse().unwrap_or(jiff::civil::date(2026, 11, 24)),
            });
        }
        Ok(Self { sets })
    }

    /// Every set.
    pub fn all(&self) -> &[Set] {
        &self.sets
    }
}

/// Differences by set and unit: the kind, and what explains it.
type Table = BTreeMap<(String, String), (String, String)>;

/// What stands in the table where nobody has looked yet.
const UNEXPLAINED: &str = "not explained yet";

/// Compares every set and prints what is new and what is mended against the table that is kept.
pub fn run(sets: &Sets, kept: Option<&Path>, write: bool, verbose: bool) {
    let before = kept.map(read_table).unwrap_or_default();
    let mut now = Table::new();
    for set in &sets.sets {
        compare(set, &before, &mut now, verbose);
    }
    for (key, (why, _)) in now.iter().filter(|(key, _)| !before.contains_key(*key)) {
        println!("  NEW    {} {}: {why}", key.0, key.1);
    }
    for (key, (why, _)) in before.iter().filter(|(key, _)| !now.contains_key(*key)) {
        println!("  mended {} {}: {why}", key.0, key.1);
    }
    let unexplained = now.values().filter(|(_, told)| told == UNEXPLAINED).count();
    println!(
        "{} units differ from the official texts, {unexplained} of them not explained",
        now.len()
    );
    if let Some(path) = kept.filter(|_| write) {
        let lines: String = (now.iter())
            .map(|((set, unit), (why, told))| format!("{set}\t{unit}\t{why}\t{told}\n"))
            .collect();
        let table = format!("set\tunit\tdifference\texplanation\n{lines}");
        if let Err(error) = std::fs::write(path, table) {
            println!("cannot keep the table: {}: {error}", path.display());
        }
    }
}

fn read_table(path: &Path) -> Table {
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let rows = kept.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let key = (cells.next()?, cells.next()?);
        Some((key, (cells.next()?, cells.next()?)))
    });
    rows.collect()
}

fn compare(set: &Set, before: &Table, now: &mut Table, verbose: bool) {
    let result = set.text();
    let ours = units(&result.root);
    let theirs = units(&Node::of(&set.official));
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut same = 0;
    for address in ours
        .keys()
        .chain(theirs.keys().filter(|a| !ours.contains_key(*a)))
    {
        let (our, their) = (ours.get(address), theirs.get(address));
        let Some(why) = difference(our, their) else {
            same += 1;
            continue;
        };
        *told.entry(why).or_default() += 1;
        if verbose {
            println!(
                "  {} {address}: {why}\n     {}",
                set.name,
                shown(our, their)
            );
        }
        let key = (set.name.clone(), address.clone());
        let explained = before.get(&key).filter(|(kind, _)| kind == why);
        let explained = explained.map_or(UNEXPLAINED, |(_, told)| told);
        now.insert(key, (why.to_owned(), explained.to_owned()));
    }
    let all = same + told.values().sum::<usize>();
    at_least(
        &format!("{}: units equal of {all}", set.name),
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
    if verbose {
        for told in &result.unapplied {
            println!(
                "     {} {}: {:?} {}",
                told.act, told.source, told.reason, told.target
            );
        }
    }
}

/// What the official text has not, and what it has more.
fn shown(ours: Option<&String>, theirs: Option<&String>) -> String {
    let (ours, theirs) = (ours.map_or("", |t| t), theirs.map_or("", |t| t));
    let pieces = words(ours, theirs).into_iter().map(|piece| match piece {
        Piece::Same(text) if text.chars().count() > 60 => {
            let last: Vec<char> = text.chars().rev().take(25).collect();
            let first: String = text.chars().take(25).collect();
            format!("{first}…{}", last.into_iter().rev().collect::<String>())
        }
        Piece::Same(text) => text,
        Piece::Removed(text) => format!("[-{text}-]"),
        Piece::Added(text) => format!("{{+{text}+}}"),
    });
    pieces.collect::<Vec<_>>().join(" ")
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
