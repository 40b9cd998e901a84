//! Cụm từ: changes of words, each with the words it takes away or puts in, and the units it is made in.

use std::ops::Range;

use super::{Clause, Phrases, Verb};
use crate::cite::{Citation, CitationKind, Target};
use crate::grammar::scan::any_phrase;

/// Words in quotation marks, where they stand.
type Quote = (Range<usize>, String);

/// Whether what stands after a verb are words: `cụm từ “…”`, `nội dung “…”`.
pub(super) fn named(masked: &str, (rest, end): (usize, usize), quotes: &[&Quote]) -> bool {
    let words = [
        "cụm từ",
        "các cụm từ",
        "một số cụm từ",
        "từ",
        "một số từ",
        "các từ",
        "từ, cụm từ",
        "một số từ, cụm từ",
    ];
    // These are words only right before a quotation: `nội dung` of a unit is the unit.
    let quoted = ["nội dung", "quy định", "dấu", "đoạn"];
    any_phrase(masked, rest, &words).is_some()
        && (!quotes.is_empty() || masked[rest..end].contains("cụm từ"))
        || quotes.first().is_some_and(|(span, _)| {
            masked
                .get(rest..span.start)
                .is_some_and(|between| quoted.contains(&between.trim()))
        })
}

/// The verb and the words of a change of words.
pub(super) fn read(
    masked: &str,
    (after, end): (usize, usize),
    verb: Verb,
    quotes: &[&Quote],
) -> (Verb, Phrases) {
    let said: Vec<String> = quotes.iter().map(|(_, said)| said.clone()).collect();
    match verb {
        Verb::Phrase | Verb::Replace => {
            let (new, old): (Vec<&&Quote>, Vec<&&Quote>) =
                quotes.iter().partition(|quote| comes(masked, after, quote));
            let phrases = Phrases {
                old: old.iter().map(|(_, said)| said.clone()).collect(),
                new: new.first().map(|(_, said)| said.clone()),
                before: false,
            };
            (Verb::Phrase, beside(masked, quotes, phrases))
        }
        Verb::Insert => {
            let mut said = said.into_iter();
            let phrases = Phrases {
                new: said.next(),
                old: said.collect(),
                before: masked[after..end].contains("vào trước"),
            };
            (Verb::PhraseInsert, phrases)
        }
        _ => {
            let phrases = Phrases {
                old: said,
                ..Phrases::default()
            };
            let told = beside(masked, quotes, phrases);
            let verb = if told.new.is_some() {
                Verb::Phrase
            } else {
                Verb::PhraseDelete
            };
            (verb, told)
        }
    }
}

/// Whether quoted words come instead of others: `bằng cụm từ “…”`, `thành “…”`.
fn comes(masked: &str, after: usize, quote: &Quote) -> bool {
    let before = masked[after..quote.0.start].trim_end();
    let before = ["cụm từ", "các cụm từ", "từ", "dấu", "nội dung"]
        .iter()
        .find_map(|words| before.strip_suffix(words))
        .unwrap_or(before);
    let before = before.trim_end();
    before.ends_with("bằng") || before.ends_with("thành")
}

/// `Bỏ dấu “,” sau cụm từ “A”`, `Thay dấu “,” bằng từ “hoặc” trước cụm từ “A”`: only beside the words that are named last.
fn beside(masked: &str, quotes: &[&Quote], phrases: Phrases) -> Phrases {
    let [.., before, anchor] = quotes else {
        return phrases;
    };
    let between = masked[before.0.end..anchor.0.start].trim();
    let is = |words: &str| {
        ["cụm từ", "từ"]
            .iter()
            .any(|kind| between == format!("{words} {kind}"))
    };
    let (after, ahead) = (is("sau"), is("trước"));
    if !after && !ahead || phrases.old.len() != 2 {
        return phrases;
    }
    let joined = |words: &str| match (words.is_empty(), after) {
        (true, _) => anchor.1.clone(),
        (false, true) => join(&anchor.1, words),
        (false, false) => join(words, &anchor.1),
    };
    Phrases {
        old: vec![joined(&phrases.old[0])],
        new: Some(joined(phrases.new.as_deref().unwrap_or(""))),
        before: false,
    }
}

/// Words one after the other, without a blank before a punctuation mark.
pub(crate) fn join(first: &str, second: &str) -> String {
    let blank = if second.starts_with([',', ';', '.', ':']) {
        ""
    } else {
        " "
    };
    format!("{first}{blank}{second}")
}

/// `Thay cụm từ “A” thành “B”, “C” thành “D” tại Điều 1`: one clause a pair; units that are named once are every pair's.
pub(super) fn pairs(
    masked: &str,
    (after, end): (usize, usize),
    whole: Clause,
    cited: &[&Citation],
    quotes: &[&Quote],
) -> Vec<Clause> {
    let comes: Vec<bool> = quotes
        .iter()
        .map(|quote| comes(masked, after, quote))
        .collect();
    if whole.verb != Verb::Phrase || comes.iter().filter(|comes| **comes).count() < 2 {
        return vec![whole];
    }
    // A pair begins with the first words to go after words that came.
    let starts: Vec<usize> = (0..quotes.len())
        .filter(|&at| !comes[at] && (at == 0 || comes[at - 1]))
        .collect();
    let mut found: Vec<Clause> = Vec::new();
    for (index, &start) in starts.iter().enumerate().rev() {
        let next = starts.get(index + 1).copied().unwrap_or(quotes.len());
        let until = quotes.get(next).map_or(end, |(span, _)| span.start);
        let (new, old): (Vec<usize>, Vec<usize>) = (start..next).partition(|&at| comes[at]);
        let from = quotes[start].0.start;
        let here: Vec<Target> = cited
            .iter()
            .filter(|c| c.kind != CitationKind::SelfDoc)
            .filter(|c| c.span.start >= from && c.span.start < until)
            .flat_map(|c| c.targets.iter().cloned())
            .collect();
        let shared = found.last().map(|next| next.cited.clone());
        found.push(Clause {
            phrases: Phrases {
                old: old.iter().map(|&at| quotes[at].1.clone()).collect(),
                new: new.first().map(|&at| quotes[at].1.clone()),
                before: false,
            },
            cited: match shared {
                Some(shared) if here.is_empty() => shared,
                _ => here,
            },
            ..whole.clone()
        });
    }
    found.reverse();
    found
}
