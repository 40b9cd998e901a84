//! Text while it is put together, with the place of each run of it.

use crate::Piece;

/// Text and its pieces; one line, one cell or the whole document.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
}

/// Where a run of text was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) part: u16,
    pub(crate) at: usize,
    pub(crate) taken: usize,
}

impl Draft {
    /// Adds text that stands in the file just so.
    pub(crate) fn verbatim(&mut self, text: &str, found: Found) {
        self.add(text, found, true);
    }

    /// Adds text that something else stands for in the file.
    pub(crate) fn made(&mut self, text: &str, found: Found) {
        self.add(text, found, false);
    }

    /// Adds text that does not stand in the file.
    pub(crate) fn added(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds another draft at the end.
    pub(crate) fn append(&mut self, other: &Draft) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|piece| Piece {
            start: piece.start + shift,
            ..*piece
        }));
    }

    /// Puts a sign before the piece that begins at this byte; without such a piece nothing is changed.
    pub(crate) fn insert(&mut self, at: usize, sign: char) -> bool {
        let moved = self.pieces.partition_point(|piece| piece.start < at);
        if self.pieces.get(moved).is_none_or(|piece| piece.start != at) {
            return false;
        }
        self.text.insert(at, sign);
        for piece in &mut self.pieces[moved..] {
            piece.start += sign.len_utf8();
        }
        true
    }

    /// Whether there is nothing to see.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn add(&mut self, text: &str, found: Found, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut() {
            let adjoins = last.start + last.len == start
                && last.part == found.part
                && last.at + last.taken == found.at;
            if adjoins && verbatim && last.verbatim {
                last.len += text.len();
                last.taken += found.taken;
                return;
            }
        }
        self.pieces.push(Piece {
            start,
            len: text.len(),
            part: found.part,
            at: found.at,
            taken: found.taken,
            verbatim,
        });
    }
}
