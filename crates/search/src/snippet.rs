//! The piece of a text that shows why it was found.

use std::ops::Range;

use crate::query::Query;
use crate::words::words;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are what was asked.
    pub found: bool,
}

/// A syllable of the text: where it stands, which one of the question it is, and whether as typed.
struct Seen {
    at: Range<usize>,
    asked: Option<usize>,
    as_typed: bool,
}

/// About so many syllables of a text around what was asked, what was found marked. Neighbours that were found are one piece.
pub fn snippet(text: &str, query: &Query, many: usize) -> Vec<Piece> {
    let mut seen = Vec::new();
    words(text, |at, word| {
        let asked = query
            .words
            .iter()
            .position(|asked| asked.folded == word.folded);
        let as_typed = query
            .words
            .iter()
            .any(|asked| asked.form == word.form && asked.folded == word.folded);
        seen.push(Seen {
            at,
            asked,
            as_typed,
        });
    });
    if seen.is_empty() {
        return Vec::new();
    }
    let window = best(&seen, query, many.max(1));
    cut_out(text, &seen, window)
}

/// The window with the most of what was asked, a run of it above all, and as near to the beginning as can be.
fn best(seen: &[Seen], query: &Query, many: usize) -> Range<usize> {
    if seen.len() <= many {
        return 0..seen.len();
    }
    let mut worth = (-1_i64, 0);
    let lead = many / 5;
    for start in seen
        .iter()
        .enumerate()
        .filter(|(_, word)| word.asked.is_some())
        .map(|(place, _)| place)
        .take(2_000)
    {
        let window = &seen[start..seen.len().min(start + many - lead)];
        let mut kinds = 0_u32;
        let (mut run, mut longest, mut first, mut as_typed) = (0_i64, 0_i64, 0_i64, 0_i64);
        let mut before: Option<usize> = None;
        for (place, word) in window.iter().enumerate() {
            if let Some(asked) = word.asked {
                kinds |= 1 << asked.min(31);
                as_typed += i64::from(word.as_typed);
                let follows = before.is_some_and(|before| {
                    query
                        .words
                        .get(before + 1)
                        .is_some_and(|next| next.folded == query.words[asked].folded)
                });
                run = if follows { run + 1 } else { 1 };
                longest = longest.max(run);
                if run as usize == place + 1 {
                    first = run;
                }
            } else {
                run = 0;
            }
            // A syllable that is asked twice stands for its first place; the one after the last seen is preferred.
            before = match (before, word.asked) {
                (Some(last), Some(asked))
                    if query
                        .words
                        .get(last + 1)
                        .is_some_and(|next| next.folded == query.words[asked].folded) =>
                {
                    Some(last + 1)
                }
                (_, asked) => asked,
            };
        }
        let value = i64::from(kinds.count_ones()) * 100 + longest * 60 + first * 20 + as_typed;
        if value > worth.0 {
            worth = (value, start);
        }
    }
    let start = worth.1.saturating_sub(lead).min(seen.len() - many);
    start..start + many
}

fn cut_out(text: &str, seen: &[Seen], window: Range<usize>) -> Vec<Piece> {
    let begin = if window.start == 0 {
        0
    } else {
        seen[window.start].at.start
    };
    let end = seen
        .get(window.end)
        .map_or(text.len(), |_| seen[window.end - 1].at.end);
    let mut out: Vec<Piece> = Vec::new();
    let mut push = |part: &str, found: bool| {
        let part = single_blanks(part);
        match out.last_mut() {
            _ if part.is_empty() => {}
            Some(last) if last.found == found => last.text.push_str(&part),
            _ => out.push(Piece { text: part, found }),
        }
    };
    if window.start > 0 {
        push("… ", false);
    }
    let mut at = begin;
    let mut place = window.start;
    while place < window.end {
        if seen[place].asked.is_none() {
            place += 1;
            continue;
        }
        let mut last = place;
        while last + 1 < window.end
            && seen[last + 1].asked.is_some()
            && text[seen[last].at.end..seen[last + 1].at.start]
                .chars()
                .all(|c| c == ' ' || c == '\u{A0}')
        {
            last += 1;
        }
        push(&text[at..seen[place].at.start], false);
        push(&text[seen[place].at.start..seen[last].at.end], true);
        at = seen[last].at.end;
        place = last + 1;
    }
    push(&text[at..end.max(at)], false);
    if window.end < seen.len() {
        push(" …", false);
    }
    out
}

/// Line breaks and runs of blanks as one blank.
fn single_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_whitespace();
        if !blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, query: &str, many: usize) -> String {
        let pieces = snippet(text, &Query::read(query), many);
        let piece = |piece: &Piece| {
            if piece.found {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn what_was_found_is_marked_and_the_best_place_is_shown() {
        let text = "Nhà nước thu các khoản. Khi thu hồi đất thì bồi thường,\nhỗ trợ và tái định cư cho người có đất thu hồi.";
        assert_eq!(
            shown(text, "thu hoi dat", 8),
            "… Khi [thu hồi đất] thì bồi thường, hỗ …"
        );
        assert_eq!(shown("Điều 5. Đất", "điều", 50), "[Điều] 5. Đất");
        assert_eq!(shown("", "điều", 50), "");
    }

    proptest! {
        #[test]
        fn a_snippet_of_anything_is_made(text in any::<String>(), query in any::<String>(), many in 0_usize..60) {
            let pieces = snippet(&text, &Query::read(&query), many);
            prop_assert!(pieces.windows(2).all(|pair| pair[0].found != pair[1].found));
        }
    }
}
