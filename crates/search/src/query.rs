//! What is asked: syllables, and which of them must stand side by side.

use std::ops::Range;

use crate::words::words;

/// A question counts so many syllables; those after them are left out.
pub const MOST_WORDS: usize = 24;

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The syllables, in order.
    pub words: Vec<Asked>,
    /// Those in quotation marks: each run must be found as it stands.
    pub phrases: Vec<Range<usize>>,
    /// Syllables that were left out because there were too many.
    pub left_out: usize,
}

/// A syllable that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As it was typed.
    pub typed: String,
    /// Without marks.
    pub folded: String,
    /// The number of its marked form.
    pub form: u32,
    /// Whether it was typed with a mark.
    pub marked: bool,
}

impl Query {
    /// Reads what was typed. A quotation mark that is never closed closes at the end.
    pub fn read(typed: &str) -> Self {
        let mut query = Self::default();
        for (order, piece) in typed.split(is_quotation_mark).enumerate() {
            let from = query.words.len();
            query.take(piece);
            let to = query.words.len();
            if order % 2 == 1 && to > from {
                query.phrases.push(from..to);
            }
        }
        query
    }

    fn take(&mut self, piece: &str) {
        words(piece, |at, word| {
            if self.words.len() == MOST_WORDS {
                self.left_out += 1;
                return;
            }
            self.words.push(Asked {
                typed: piece[at].to_owned(),
                folded: word.folded.to_owned(),
                form: word.form,
                marked: word.marked,
            });
        });
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether marks were typed, so that they count.
    pub fn is_marked(&self) -> bool {
        self.words.iter().any(|word| word.marked)
    }

    /// The question without some of its syllables.
    pub fn without(&self, dropped: &[usize]) -> Self {
        let mut query = Self {
            left_out: self.left_out,
            ..Self::default()
        };
        let mut places = Vec::with_capacity(self.words.len());
        for (place, word) in self.words.iter().enumerate() {
            places.push(query.words.len());
            if !dropped.contains(&place) {
                query.words.push(word.clone());
            }
        }
        places.push(query.words.len());
        let moved = self
            .phrases
            .iter()
            .map(|phrase| places[phrase.start]..places[phrase.end]);
        query.phrases = moved.filter(|phrase| !phrase.is_empty()).collect();
        query
    }

    /// The question with one syllable as another, which is typed without marks.
    pub fn with(&self, place: usize, folded: &str) -> Self {
        let mut query = self.clone();
        if let (Some(word), Some(other)) =
            (query.words.get_mut(place), Self::read(folded).words.pop())
        {
            *word = other;
        }
        query
    }

    /// As it can be typed.
    pub fn typed(&self) -> String {
        let mut out = String::new();
        for (place, word) in self.words.iter().enumerate() {
            if !out.is_empty() {
                out.push(' ');
            }
            if self.phrases.iter().any(|phrase| phrase.start == place) {
                out.push('"');
            }
            out.push_str(&word.typed);
            if self.phrases.iter().any(|phrase| phrase.end == place + 1) {
                out.push('"');
            }
        }
        out
    }
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotation_marks_make_phrases() {
        let query = Query::read("bồi thường “thu hồi đất” \"nhà ở");
        let folded: Vec<&str> = query
            .words
            .iter()
            .map(|word| word.folded.as_str())
            .collect();
        assert_eq!(folded, ["boi", "thuong", "thu", "hoi", "dat", "nha", "o"]);
        assert_eq!(query.phrases, [2..5, 5..7]);
        assert!(query.is_marked());
        assert_eq!(query.typed(), "bồi thường \"thu hồi đất\" \"nhà ở\"");
        assert_eq!(query.without(&[2, 3, 4]).typed(), "bồi thường \"nhà ở\"");
        assert_eq!(
            query.with(0, "boy").typed(),
            "boy thường \"thu hồi đất\" \"nhà ở\""
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_and_can_be_typed_again(typed in any::<String>()) {
            let query = Query::read(&typed);
            prop_assert!(query.words.len() <= MOST_WORDS);
            let again = Query::read(&query.typed());
            prop_assert_eq!(
                again.words.iter().map(|word| &word.folded).collect::<Vec<_>>(),
                query.words.iter().map(|word| &word.folded).collect::<Vec<_>>()
            );
        }
    }
}
