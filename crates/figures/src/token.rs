//! Từ và dấu: a paragraph as words, numbers and marks, each with its place in the paper.
//!
//! Words are compared in small letters with their marks, in one of the two ways of placing them; the text itself is
//! never changed.

use std::ops::{Range, RangeInclusive};

use kernel::vi;

use crate::number::Number;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number(Number),
    Percent,
    Open,
    Close,
    Comma,
    Semicolon,
    Colon,
    /// The end of a sentence.
    Stop,
    Slash,
    Dash,
    /// The beginning of a line of a list.
    Bullet,
    Other,
}

/// A token.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub kind: Kind,
    /// Its bytes in the paper.
    pub span: Range<usize>,
    /// Its letters in the small letters of the paragraph.
    word: Range<usize>,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// The tokens of a paragraph.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    list: Vec<Token>,
    small: String,
    /// For each opening bracket its closing one, and the other way round.
    partner: Vec<usize>,
}

/// No bracket on the other side.
const ALONE: usize = usize::MAX;
/// Brackets in brackets deeper than this are marks like others.
const DEEPEST: usize = 16;

impl Tokens {
    /// Adds a line of the paper that begins at byte `offset`; further lines of a list are parted by bullets.
    pub fn add(&mut self, line: &str, offset: usize) {
        self.small.reserve(line.len());
        self.list.reserve(line.len() / 4);
        let mut before = None;
        let mut rest = line.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            if c.is_whitespace() {
                before = None;
                continue;
            }
            let mut end = at + c.len_utf8();
            let kind = if c.is_ascii_digit() {
                let read = Number::read(&line[at..]);
                let (kind, taken) = match read {
                    Ok((number, taken)) => (Kind::Number(number), taken),
                    Err(taken) => (Kind::Other, taken),
                };
                end = at + taken;
                kind
            } else if is_letter(c) {
                let more = line[at..].char_indices();
                let past = more
                    .take_while(|(_, c)| is_letter(*c))
                    .map(|(at, c)| at + c.len_utf8());
                end = at + past.last().unwrap_or(c.len_utf8());
                Kind::Word
            } else {
                mark(c, &line[end..])
            };
            while rest.peek().is_some_and(|(next, _)| *next < end) {
                rest.next();
            }
            // A digit behind letters belongs to a code (QH15), and so do letters behind it.
            let glued = before.is_some();
            let code =
                glued && matches!(before, Some(Kind::Word)) && matches!(kind, Kind::Number(_));
            let kind = if code { Kind::Other } else { kind };
            let kind = if kind == Kind::Stop && self.abbreviated() {
                Kind::Other
            } else {
                kind
            };
            before = Some(kind);
            self.push(kind, &line[at..end], at + offset..end + offset, glued);
        }
    }

    /// Marks the beginning of a line of a list.
    pub fn bullet(&mut self, at: usize) {
        self.push(Kind::Bullet, "", at..at, false);
    }

    fn push(&mut self, kind: Kind, text: &str, span: Range<usize>, glued: bool) {
        let from = self.small.len();
        if kind == Kind::Word {
            small(text, &mut self.small);
        }
        self.list.push(Token {
            kind,
            span,
            word: from..self.small.len(),
            glued,
            capital: text.chars().next().is_some_and(char::is_uppercase),
        });
    }

    /// Whether the dot that comes next ends an abbreviation ("TP. Cần Thơ").
    fn abbreviated(&self) -> bool {
        matches!(
            self.word(self.list.len().wrapping_sub(1)),
            "tp" | "tx" | "tt" | "q" | "p" | "h" | "ths" | "ts" | "gs" | "pgs" | "đ"
        )
    }

    /// Finds the partners of brackets; to be called once all lines are there.
    pub fn close(&mut self) {
        self.partner = vec![ALONE; self.list.len()];
        let mut open = Vec::new();
        for at in 0..self.list.len() {
            match self.list[at].kind {
                Kind::Open => open.push(at),
                Kind::Close => {
                    if let Some(from) = open.pop()
                        && open.len() < DEEPEST
                    {
                        self.partner[from] = at;
                        self.partner[at] = from;
                    }
                }
                Kind::Bullet => open.clear(),
                _ => {}
            }
        }
        for at in 0..self.list.len() {
            let bracket = matches!(self.list[at].kind, Kind::Open | Kind::Close);
            if bracket && self.partner[at] == ALONE {
                self.list[at].kind = Kind::Other;
            }
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// What a token is; behind the last one a sentence ends.
    pub fn kind(&self, at: usize) -> Kind {
        self.list.get(at).map_or(Kind::Stop, |token| token.kind)
    }

    /// A token.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// A word in small letters; empty for what is none.
    pub fn word(&self, at: usize) -> &str {
        self.list
            .get(at)
            .and_then(|token| self.small.get(token.word.clone()))
            .unwrap_or("")
    }

    /// The other bracket of a pair.
    pub fn partner(&self, at: usize) -> Option<usize> {
        self.partner.get(at).copied().filter(|to| *to != ALONE)
    }

    /// The token behind a phrase that stands at a place.
    pub fn says(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut past = at;
        for word in phrase.split(' ') {
            if self.word(past) != word {
                return None;
            }
            past += 1;
        }
        Some(past)
    }

    /// Whether a phrase stands somewhere in a stretch.
    pub fn tells(&self, within: Range<usize>, phrase: &str) -> bool {
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        let until = within.end.min(self.list.len());
        let stretch = within.start.min(until)..until;
        let begins = |(_, token): &(usize, &Token)| {
            token.word.len() == first.len() && self.small.get(token.word.clone()) == Some(first)
        };
        let starts = self.list[stretch.clone()].iter().enumerate().filter(begins);
        starts
            .map(|(at, _)| stretch.start + at + 1)
            .any(|next| rest.is_empty() || self.says(next, rest).is_some())
    }
}

/// Letters and the marks that come apart from them. The letters of Vietnamese are told at once, without the tables.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || VIETNAMESE.contains(&c)
        || (!c.is_ascii() && (c.is_alphabetic() || MARKS.contains(&c)))
}

/// The letters that only Vietnamese needs: each capital has an even number, its small letter the next.
const VIETNAMESE: RangeInclusive<char> = 'Ạ'..='ỹ';
/// Marks that come apart from their letters.
const MARKS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

fn mark(c: char, rest: &str) -> Kind {
    match c {
        '%' => Kind::Percent,
        '(' => Kind::Open,
        ')' => Kind::Close,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '/' => Kind::Slash,
        '-' | '–' | '—' => Kind::Dash,
        '.' | '?' | '!' | '…' if rest.starts_with(char::is_whitespace) || rest.is_empty() => {
            Kind::Stop
        }
        _ => Kind::Other,
    }
}

/// Writes a word in small letters, its mark on the letter where most write it.
fn small(word: &str, out: &mut String) {
    let from = out.len();
    if word.chars().any(|c| MARKS.contains(&c)) {
        out.extend(vi::clean(word).chars().flat_map(char::to_lowercase));
    } else {
        for c in word.chars() {
            match c {
                'Ð' | 'ð' | 'Đ' => out.push('đ'),
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                c if VIETNAMESE.contains(&c) => out.extend(char::from_u32(c as u32 | 1)),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    for (other, usual) in [("uỷ", "ủy"), ("oà", "òa"), ("oá", "óa"), ("tỉ", "tỷ")] {
        if out[from..].ends_with(other) {
            out.truncate(out.len() - other.len());
            out.push_str(usual);
        }
    }
}
