//! Chú thích: the notes of a consolidated text, lifted out of its body.

use std::borrow::Cow;

use super::lines::Line;
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

/// Find the notes of a consolidated text.
pub(super) fn lift(_text: &str, _lines: &[Line], _breaks: &[usize]) -> Lifted {
    Lifted::default()
}
