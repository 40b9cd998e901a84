//! Câu bị động: what is said to be done to the units that are named first.

use super::{Clause, Phrases, Verb, near, verb_at};
use crate::amend::Place;
use crate::cite::{Citation, Target};
use crate::grammar::scan::{any_phrase, at_word_start};

/// What is said to be done to the units named first, by its words, the longer before the shorter.
const PASSIVES: &[(&str, Verb)] = &[
    ("được sửa đổi, bổ sung", Verb::Replace),
    ("được sửa đổi", Verb::Replace),
    ("được thay thế", Verb::Phrase),
    ("được thay", Verb::Phrase),
    ("được bổ sung", Verb::Insert),
    ("được bãi bỏ", Verb::Repeal),
    ("bị bãi bỏ", Verb::Repeal),
    ("được hủy bỏ", Verb::Repeal),
    ("bị hủy bỏ", Verb::Repeal),
];

/// `Khoản 1 Điều 3 được sửa đổi, bổ sung như sau:`, `Điều 9 bị bãi bỏ`, `Cụm từ “A” tại Điều 5 được thay bằng cụm từ “B”`.
pub(super) fn passive(
    masked: &str,
    cited: &[&Citation],
    quotes: &[(std::ops::Range<usize>, String)],
    quoted: bool,
) -> Option<Clause> {
    let first = cited.first()?;
    let (at, after, verb) = masked[first.span.end..]
        .match_indices(['đ', 'b'])
        .map(|(at, _)| first.span.end + at)
        .filter(|&at| at_word_start(masked, at))
        .find_map(|at| {
            PASSIVES
                .iter()
                .find_map(|&(words, verb)| Some((at, verb_at(masked, at, words)?, verb)))
        })?;
    let rest = masked[after..].trim();
    let said: Vec<Target> = cited
        .iter()
        .filter(|c| c.span.end <= at)
        .flat_map(|c| c.targets.iter().cloned())
        .collect();
    let words = any_phrase(masked, 0, &["cụm từ", "các cụm từ", "từ"]).is_some();
    if words && matches!(verb, Verb::Phrase | Verb::Replace | Verb::Repeal) {
        let (old, new): (Vec<_>, Vec<_>) = quotes.iter().partition(|(span, _)| span.start < at);
        let phrases = Phrases {
            old: old.into_iter().map(|(_, said)| said.clone()).collect(),
            new: new.first().map(|(_, said)| said.clone()),
            before: false,
        };
        let verb = if phrases.new.is_some() {
            Verb::Phrase
        } else {
            Verb::PhraseDelete
        };
        return (!phrases.old.is_empty()).then_some(Clause {
            phrases,
            ..Clause::of(verb, said)
        });
    }
    if !near(&masked[..first.span.start]) {
        return None;
    }
    let named = said.iter().any(|target| !target.address.is_empty());
    let follows = quoted && (rest.starts_with("như sau") || rest.ends_with(':'));
    match verb {
        // `Điều 5 được bổ sung khoản 4 như sau:` inserts into the article.
        Verb::Insert if follows => {
            let inserted: Vec<Target> = cited
                .iter()
                .filter(|c| c.span.start >= after)
                .flat_map(|c| c.targets.iter().cloned())
                .collect();
            let Some(parent) = said.first().filter(|_| !inserted.is_empty()) else {
                return named.then(|| Clause::of(Verb::Replace, said));
            };
            let within = |target: Target| Target {
                address: target.address.within(&parent.address),
                range: target.range,
                ..parent.clone()
            };
            Some(Clause {
                place: Some(Place::Into(parent.address.clone())),
                ..Clause::of(Verb::Insert, inserted.into_iter().map(within).collect())
            })
        }
        Verb::Replace | Verb::Phrase if follows && named => Some(Clause::of(Verb::Replace, said)),
        Verb::Repeal if named || said.iter().any(|target| !target.own) => {
            Some(Clause::of(Verb::Repeal, said))
        }
        _ => None,
    }
}
