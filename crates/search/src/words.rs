//! Text as syllables: each with its folded form, and a number for its form with marks.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

/// A folded syllable is kept up to so many bytes; what is longer is no word of a language.
const LONGEST: usize = 40;

/// A syllable of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// The syllable without marks, in small letters, đ as d.
    pub folded: &'t str,
    /// A number that two spellings share when they differ in nothing but case, way of writing marks, and place of the tone mark.
    pub form: u32,
    /// Whether it bears a mark.
    pub marked: bool,
}

/// Calls `each` with every syllable of a text and where it stands, in bytes.
pub fn words(text: &str, mut each: impl FnMut(Range<usize>, Word<'_>)) {
    let mut folded = String::with_capacity(LONGEST);
    let mut start = None;
    let mut form = Form::NONE;
    for (at, c) in text.char_indices() {
        let letter = Letter::of(c);
        if letter.is_within_word(start.is_some()) {
            start.get_or_insert(at);
            if let Some(base) = letter.base(c)
                && folded.len() + base.len_utf8() <= LONGEST
            {
                folded.push(base);
            }
            form.take(letter, c);
            continue;
        }
        if let Some(from) = start.take() {
            give(from..at, &folded, &form, &mut each);
            folded.clear();
            form = Form::NONE;
        }
    }
    if let Some(from) = start {
        give(from..text.len(), &folded, &form, &mut each);
    }
}

/// The folded syllables of a text, one blank between them.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    words(text, |_, word| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word.folded);
    });
    out
}

fn give(
    at: Range<usize>,
    folded: &str,
    form: &Form,
    each: &mut impl FnMut(Range<usize>, Word<'_>),
) {
    if !folded.is_empty() {
        each(
            at,
            Word {
                folded,
                form: form.number(),
                marked: form.marked,
            },
        );
    }
}

/// The form with marks, as a running number: the letters with their hats in order, the tone of the whole syllable at the end.
#[derive(Clone, Copy)]
struct Form {
    hash: u32,
    last: u32,
    tone: u32,
    marked: bool,
}

impl Form {
    const NONE: Self = Self {
        hash: 0x811C_9DC5,
        last: 0,
        tone: 0,
        marked: false,
    };

    fn take(&mut self, letter: Letter, c: char) {
        if let Some(base) = letter.base(c) {
            self.settle();
            self.last = u32::from(base) << 3 | letter.hat();
        } else if letter.hat() != 0 {
            self.last |= letter.hat();
        }
        self.marked |= letter.hat() != 0 || letter.tone() != 0;
        if letter.tone() != 0 {
            self.tone = letter.tone();
        }
    }

    /// A letter is counted when the next one begins: a hat may still come as a mark of its own.
    fn settle(&mut self) {
        if self.last != 0 {
            self.hash = (self.hash ^ self.last).wrapping_mul(0x0100_0193);
            self.hash ^= self.hash >> 15;
        }
    }

    fn number(mut self) -> u32 {
        self.settle();
        (self.hash ^ self.tone).wrapping_mul(0x0100_0193)
    }
}

impl Form {
    fn mark_of(c: char) -> (u32, u32) {
        match c {
            '\u{0300}' => (0, 1),
            '\u{0301}' => (0, 2),
            '\u{0303}' => (0, 3),
            '\u{0309}' => (0, 4),
            '\u{0323}' => (0, 5),
            '\u{0302}' => (1, 0),
            '\u{0306}' => (2, 0),
            '\u{031B}' => (3, 0),
            _ => (0, 0),
        }
    }
}

/// What a character is to a syllable, in one number: its base letter, its hat, its tone.
#[derive(Clone, Copy)]
struct Letter(u32);

const OUTSIDE: u32 = 0;
const MARK: u32 = 1 << 6;
const LETTER: u32 = 2 << 6;
const IGNORED: u32 = 3 << 6;
const KINDS: u32 = 3 << 6;
/// Characters up to here are looked up in a table: Latin with every mark of Vietnamese.
const TABLE: u32 = 0x1F00;

static LETTERS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    (0..TABLE)
        .map(|c| char::from_u32(c).map_or(OUTSIDE, Letter::worked_out))
        .collect()
});

impl Letter {
    fn of(c: char) -> Self {
        let code = u32::from(c);
        match LETTERS.get(code as usize) {
            Some(&known) => Self(known),
            None => Self(Self::worked_out(c)),
        }
    }

    fn worked_out(c: char) -> u32 {
        if matches!(
            c,
            '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
        ) {
            return IGNORED;
        }
        if unicode_normalization::char::is_combining_mark(c) {
            let (hat, tone) = Form::mark_of(c);
            return MARK | hat << 3 | tone;
        }
        if !c.is_alphanumeric() {
            return OUTSIDE;
        }
        if matches!(
            c,
            'đ' | 'Đ' | '\u{00D0}' | '\u{00F0}' | '\u{0189}' | '\u{0256}'
        ) {
            return u32::from('d') << 8 | LETTER | 4 << 3;
        }
        let small = c.to_lowercase().next().unwrap_or(c);
        let (mut base, mut hat, mut tone) = (small, 0, 0);
        for (place, part) in std::iter::once(small).nfd().enumerate() {
            if place == 0 {
                base = part;
            } else {
                let (more_hat, more_tone) = Form::mark_of(part);
                hat |= more_hat;
                tone |= more_tone;
            }
        }
        u32::from(base) << 8 | LETTER | hat << 3 | tone
    }

    /// Marks and invisible characters belong to the word they stand in, and begin none.
    fn is_within_word(self, inside: bool) -> bool {
        match self.0 & KINDS {
            LETTER => true,
            MARK | IGNORED => inside,
            _ => false,
        }
    }

    fn base(self, c: char) -> Option<char> {
        (self.0 & KINDS == LETTER).then(|| char::from_u32(self.0 >> 8).unwrap_or(c))
    }

    fn hat(self) -> u32 {
        self.0 >> 3 & 7
    }

    fn tone(self) -> u32 {
        self.0 & 7
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<(String, u32)> {
        let mut out = Vec::new();
        words(text, |_, word| {
            out.push((word.folded.to_owned(), word.form))
        });
        out
    }

    #[test]
    fn spellings_of_one_syllable_meet_and_others_do_not() {
        for (a, b) in [
            ("hoà", "hòa"),
            ("uỷ", "ủy"),
            ("THUỶ", "thủy"),
            ("Điều", "đie\u{0302}\u{0300}u"),
            ("đường", "đu\u{031B}o\u{031B}\u{0300}ng"),
            ("\u{00D0}ất", "đất"),
        ] {
            assert_eq!(forms(a), forms(b), "{a} {b}");
        }
        for (a, b) in [
            ("hội", "hỏi"),
            ("ban", "bàn"),
            ("đ", "d"),
            ("ơ", "ô"),
            ("a1", "á1"),
        ] {
            assert_ne!(forms(a)[0].1, forms(b)[0].1, "{a} {b}");
        }
    }

    #[test]
    fn syllables_are_folded_and_numbers_fall_apart() {
        assert_eq!(
            fold("Đường  77/2015/QH13, «Ủy ban»"),
            "duong 77 2015 qh13 uy ban"
        );
        assert_eq!(fold("\u{0301}\u{200B} – ."), "");
    }
}
