//! Bản gốc: the text of a paper, its lines, and the way from a figure to its place.

use std::ops::Range;

use crate::finding::{Place, Role};

/// The text of a paper.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    pub text: &'t str,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    /// Takes a text as it is.
    pub fn new(text: &'t str) -> Self {
        let more = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(more.map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// A line without its end, and its first byte.
    pub fn line(&self, index: usize) -> (&'t str, usize) {
        let start = self.starts.get(index).copied().unwrap_or(self.text.len());
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |next| next - 1);
        let line = self.text.get(start..end.max(start)).unwrap_or("");
        (line.trim_end_matches('\r'), start)
    }

    /// Where a figure stands.
    pub fn place(&self, range: Range<usize>, role: Role) -> Place {
        let line = self.starts.partition_point(|start| *start <= range.start);
        Place {
            paper: 0,
            range,
            line,
            role,
        }
    }

    /// A figure as it was printed.
    pub fn printed(&self, range: &Range<usize>) -> String {
        self.text.get(range.clone()).unwrap_or("").to_owned()
    }
}
