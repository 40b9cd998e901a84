//! Chú thích: the notes of a consolidated text, lifted out of its body.

use std::borrow::Cow;

use super::lines::{Ending, Layout, Line, Series, label};
use super::quotes::{self, Depth};
use super::{Note, Span};

/// Notes, and what the body leaves out because of them.
#[derive(Debug, Default)]
pub(super) struct Lifted {
    pub notes: Vec<Note>,
    /// Notes and marks, in order.
    pub folded: Vec<Span>,
    /// The lines that belong to notes, in order.
    lines: Vec<usize>,
}

impl Lifted {
    /// The lines without those of notes.
    pub(super) fn body<'a>(&self, all: &'a [Line]) -> Cow<'a, [Line]> {
        if self.lines.is_empty() {
            return Cow::Borrowed(all);
        }
        let mut out = self.lines.iter().peekable();
        let mut body = Vec::with_capacity(all.len());
        for (index, line) in all.iter().enumerate() {
            if out.peek() == Some(&&index) {
                out.next();
            } else {
                body.push(*line);
            }
        }
        Cow::Owned(body)
    }

    /// The text with the marks of notes blanked out, byte for byte.
    pub(super) fn masked<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut masked = String::new();
        let mut from = 0;
        for mark in self.notes.iter().filter_map(|note| note.at.as_ref()) {
            masked.push_str(&text[from..mark.start]);
            masked.extend(std::iter::repeat_n(' ', mark.len()));
            from = mark.end;
        }
        if from == 0 {
            return Cow::Borrowed(text);
        }
        masked.push_str(&text[from..]);
        Cow::Owned(masked)
    }
}

/// Find the notes of a consolidated text: at the foot of each page, numbered through; or in brackets, one a line.
pub(super) fn lift(text: &str, lines: &[Line], breaks: &[usize]) -> Lifted {
    let mut lifting = Lifting {
        text,
        lines,
        width: 0,
        last: 0,
        pending: false,
        noted: None,
        pages: 0,
        lifted: Lifted::default(),
    };
    if let Layout::Wrapped(width) = Layout::of(text, lines) {
        lifting.width = width;
    }
    let mut from = 0;
    for &page_end in breaks.iter().chain([&text.len()]) {
        let to = from + lines[from..].partition_point(|line| line.start < page_end);
        if from < to {
            lifting.page(from, to, !breaks.is_empty());
        }
        from = to;
    }
    lifting.finish()
}

struct Lifting<'a> {
    text: &'a str,
    lines: &'a [Line],
    width: u32,
    /// The number of the last note found.
    last: u32,
    /// Whether the last note goes on over the page.
    pending: bool,
    /// The last page with notes.
    noted: Option<usize>,
    pages: usize,
    lifted: Lifted,
}

impl Lifting<'_> {
    fn words(&self, at: usize) -> &str {
        &self.text[self.lines[at].span()]
    }

    fn page(&mut self, from: usize, to: usize, paged: bool) {
        let first_note = self.lifted.notes.len();
        let body_end = if paged { self.foot(from, to) } else { to };
        let bracketed = self.bracketed(from, body_end);
        if !bracketed {
            self.place_marks(from, body_end, first_note);
        }
    }

    /// Take the notes at the foot of a page; returns where its body ends.
    fn foot(&mut self, from: usize, to: usize) -> usize {
        self.pages += 1;
        self.pending &= self.noted.is_some_and(|page| page + 1 == self.pages);
        let first = (from..to).find(|&at| self.starts_note(at, from));
        let start = match (first, self.pending) {
            (Some(note), true) => (from..=note)
                .rev()
                .find(|&at| at == from || self.lines[at].gap_before)
                .unwrap_or(note),
            (Some(note), false) => note,
            (None, true) => match (from + 1..to).rev().find(|&at| self.lines[at].gap_before) {
                Some(at) if self.is_rest(at, to) => at,
                Some(_) => return to,
                None if self.is_small(from, to) => from,
                None => return to,
            },
            // A note of several sentences may end one on the page and begin the next over it.
            (None, false) => match (from + 1..to).rev().find(|&at| self.lines[at].gap_before) {
                Some(at)
                    if self.noted.is_some_and(|page| page + 1 == self.pages)
                        && label(self.words(at)).is_none_or(|label| !label.closed)
                        && self.is_small(at, to)
                        && quotes::ends_quoted(self.words(to - 1)) =>
                {
                    at
                }
                _ => return to,
            },
        };
        let mut at = start;
        while at < to {
            let number = self
                .number(at)
                .filter(|&(number, _)| number == self.last + 1 || Some(at) == first);
            match number {
                Some((number, words)) => {
                    self.last = number;
                    let span = self.lines[at].start + words..self.lines[at].end;
                    self.lifted.notes.push(Note {
                        mark: number.to_string(),
                        spans: vec![span],
                        at: None,
                    });
                }
                None => self.extend(at, at == start),
            }
            self.lifted.lines.push(at);
            at += 1;
        }
        self.lifted
            .folded
            .push(self.lines[start].start..self.lines[to - 1].end);
        self.pending = self.is_unfinished();
        self.noted = Some(self.pages);
        start
    }

    /// Whether the last lines of a page look like the rest of a note: no heading, and in the smaller letters of notes.
    fn is_rest(&self, at: usize, to: usize) -> bool {
        let heading = label(self.words(at)).is_some_and(|label| {
            label.closed
                && matches!(
                    label.series,
                    Series::Article | Series::Chapter | Series::Section
                )
        });
        let longest = (at..to)
            .map(|line| self.lines[line].chars)
            .max()
            .unwrap_or(0);
        !heading
            && (longest > self.width + 4
                || self.words(at).starts_with(char::is_lowercase)
                || quotes::ends_quoted(self.words(to - 1)))
    }

    /// Whether lines are in the smaller letters of notes: many of them run over the width of the body.
    fn is_small(&self, from: usize, to: usize) -> bool {
        let long = (from..to)
            .filter(|&at| self.lines[at].chars > self.width)
            .count();
        self.width > 0 && long >= 3 && long * 3 >= to - from
    }

    fn extend(&mut self, at: usize, new_page: bool) {
        let line = self.lines[at];
        if let Some(note) = self.lifted.notes.last_mut() {
            match note.spans.last_mut() {
                Some(span) if !new_page => span.end = line.end,
                _ => note.spans.push(line.span()),
            }
        }
    }

    /// Whether the first note of a page starts at a line.
    fn starts_note(&self, at: usize, page: usize) -> bool {
        let Some((number, _)) = self.number(at) else {
            return false;
        };
        let expected = number > self.last && number <= self.last + 3;
        let set_off = self.lines[at].gap_before && at > page;
        expected
            && (set_off || self.pending && number == self.last + 1 && self.lines[at].chars > 40)
    }

    /// The number a line starts with, and where its words start.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        let words = self.words(at);
        let len = words.bytes().take_while(u8::is_ascii_digit).count();
        let fits = (1..=3).contains(&len)
            && words[len..].starts_with(' ')
            && words[len..]
                .trim_start()
                .starts_with(|c: char| c.is_uppercase() || c == '“' || c == '(');
        fits.then(|| {
            (
                words[..len].parse().unwrap_or(0),
                len + (words[len..].len() - words[len..].trim_start().len()),
            )
        })
    }

    fn is_unfinished(&self) -> bool {
        let Some(note) = self.lifted.notes.last() else {
            return false;
        };
        let mut depth = Depth::default();
        for span in &note.spans {
            self.text[span.clone()].lines().for_each(|line| {
                depth.read(line.trim());
            });
        }
        let ended = note.spans.last().is_some_and(|span| {
            matches!(
                Ending::of(&self.text[span.clone()]),
                Ending::Stop | Ending::Closing
            )
        });
        depth.is_open() || !ended
    }

    /// Take notes and marks written in brackets; returns whether there are any.
    fn bracketed(&mut self, from: usize, to: usize) -> bool {
        let mut any = false;
        let mut at = from;
        while at < to {
            let words = self.words(at);
            if let Some((number, end)) = bracket(words) {
                let mut depth = Depth::default();
                let start = self.lines[at].start + end;
                let mut last = at;
                depth.read(&words[end..]);
                while depth.is_open()
                    && last + 1 < to
                    && last < at + 60
                    && bracket(self.words(last + 1)).is_none()
                {
                    last += 1;
                    depth.read(self.words(last));
                }
                let (mark, span) = (number.to_owned(), start..self.lines[last].end);
                self.lifted.folded.push(self.lines[at].start..span.end);
                self.lifted.lines.extend(at..=last);
                match self
                    .lifted
                    .notes
                    .iter_mut()
                    .find(|note| note.mark == mark && note.spans.is_empty())
                {
                    Some(note) => note.spans.push(span),
                    None => self.lifted.notes.push(Note {
                        mark,
                        spans: vec![span],
                        at: None,
                    }),
                }
                any = true;
                at = last + 1;
                continue;
            }
            let mut found: Vec<(Span, String)> = Vec::new();
            for (open, _) in words.match_indices('[') {
                if let Some((number, len)) = bracket(&words[open..]) {
                    let start = self.lines[at].start + open;
                    found.push((start..start + len, number.to_owned()));
                }
            }
            for (span, mark) in found {
                any = true;
                self.lifted.notes.push(Note {
                    mark,
                    spans: Vec::new(),
                    at: Some(span),
                });
            }
            at += 1;
        }
        any
    }

    /// Find the marks of a page's notes in its body.
    fn place_marks(&mut self, from: usize, to: usize, first_note: usize) {
        let mut after = self.lines[from].start;
        for index in first_note..self.lifted.notes.len() {
            let mark = self.lifted.notes[index].mark.clone();
            let about = self.lifted.notes[index]
                .spans
                .first()
                .map_or("", |span| &self.text[span.clone()]);
            let about = ["Điều", "Mục", "Chương", "Mẫu"]
                .into_iter()
                .find(|word| {
                    about
                        .strip_prefix(word)
                        .is_some_and(|rest| rest.starts_with(" này"))
                })
                .unwrap_or("");
            let found = self
                .mark(from, to, after, &mark, about)
                .or_else(|| self.mark(from, to, self.lines[from].start, &mark, about));
            if let Some(span) = found {
                after = span.end;
                self.lifted.notes[index].at = Some(span);
            }
        }
    }

    fn mark(&self, from: usize, to: usize, after: usize, mark: &str, about: &str) -> Option<Span> {
        let mut second = None;
        for at in from..to {
            let line = self.lines[at];
            if line.end <= after {
                continue;
            }
            let words = self.words(at);
            for (found, _) in words.match_indices(mark) {
                let span = line.start + found..line.start + found + mark.len();
                if span.start < after {
                    continue;
                }
                match mark_kind(words, found, mark.len(), about) {
                    Some(true) => return Some(span),
                    Some(false) if second.is_none() => second = Some(span),
                    _ => {}
                }
            }
        }
        second
    }

    fn finish(mut self) -> Lifted {
        self.lifted.notes.sort_by_key(|note| {
            note.at
                .as_ref()
                .map(|at| at.start)
                .or(note.spans.first().map(|span| span.start))
        });
        let marks = self.lifted.notes.iter().filter_map(|note| note.at.clone());
        self.lifted.folded.extend(marks);
        self.lifted.folded.sort_by_key(|span| span.start);
        self.lifted
            .folded
            .dedup_by(|later, earlier| later.start < earlier.end);
        self.lifted.lines.sort_unstable();
        self.lifted
    }
}

/// `[12]` at the start of a text: the number, and the bytes up to after the bracket.
fn bracket(words: &str) -> Option<(&str, usize)> {
    let inner = words.strip_prefix('[')?;
    let len = inner.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&len) && inner[len..].starts_with(']')).then(|| (&inner[..len], len + 2))
}

/// Whether digits in a line are the mark of a note: surely, perhaps, or not.
fn mark_kind(words: &str, at: usize, len: usize, about: &str) -> Option<bool> {
    let after = words[at + len..].chars().next();
    if after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '/' | '°'))
        || after == Some('.') && words[at + len + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let head = &words[..at];
    let before = head.chars().next_back()?;
    let token = head.rsplit(' ').next().unwrap_or("");
    let labelled = ["Điều ", "ĐIỀU ", "Chương ", "CHƯƠNG ", "Mục ", "MỤC "]
        .iter()
        .any(|word| head.starts_with(word));
    match before {
        // `Điều 24 3 .`, where the mark stands apart.
        ' ' => {
            let label = head.trim_end();
            let apart = labelled
                && label.matches(' ').count() == 1
                && label
                    .ends_with(|c: char| c.is_ascii_digit() || c == '.' || c.is_ascii_uppercase());
            apart.then_some(true)
        }
        // `Điều 4.4`, `3.3 (được bãi bỏ)`, `Điều này.5`.
        '.' => {
            let number = token.trim_end_matches('.');
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
                let rest = words[at + len..].trim_start();
                let starts = labelled && head.matches(' ').count() == 1
                    || head == token && rest.starts_with('(');
                return if starts {
                    Some(true)
                } else {
                    (head == token && rest.starts_with(char::is_uppercase)).then_some(false)
                };
            }
            Some(true)
        }
        // `Điều 243.`: the label and the mark run together.
        '0'..='9' => {
            let fits = !about.is_empty()
                && starts_with_word(head, about)
                && labelled
                && head.matches(' ').count() == 1
                || head.starts_with("Mẫu số ") && after.is_none()
                || about == "Mẫu" && head.starts_with("Mẫu ") && head.len() < 24;
            fits.then_some(false)
        }
        ')' | ';' | ',' | ':' | '”' | '"' | ']' => Some(true),
        c if c.is_alphabetic() => {
            let plain = token
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '(' | '“' | '"' | ')'));
            let unit = matches!(
                token,
                "m" | "km" | "cm" | "dm" | "CO" | "SO" | "NO" | "PM" | "QH" | "UBTVQH" | "ha" | "O"
            );
            (plain && !unit).then_some(true)
        }
        _ => None,
    }
}

/// Whether a line starts with a word, whatever its case.
fn starts_with_word(line: &str, word: &str) -> bool {
    line.split(' ')
        .next()
        .is_some_and(|first| first.to_lowercase() == word.to_lowercase())
}
