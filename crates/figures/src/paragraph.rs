//! Đoạn văn: a paragraph with the lines of the list that it announces, its tokens and its quantities.

use std::ops::Range;

use crate::quantity::{self, Quantity};
use crate::token::{Kind, Tokens};

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub tokens: Tokens,
    pub quantities: Vec<Quantity>,
    /// For each token the opening bracket around it.
    around: Vec<usize>,
    /// For each token the quantity that begins there, counted from one.
    begins: Vec<u32>,
}

/// No bracket around.
const OUTSIDE: usize = usize::MAX;

impl Paragraph {
    /// Reads tokens that are complete.
    pub fn new(mut tokens: Tokens) -> Self {
        tokens.close();
        let quantities = quantity::read(&tokens);
        let mut begins = vec![0; tokens.len()];
        for (index, quantity) in quantities.iter().enumerate() {
            begins[quantity.at] = index as u32 + 1;
        }
        let mut around = Vec::with_capacity(tokens.len());
        let mut open: Vec<usize> = Vec::new();
        for at in 0..tokens.len() {
            if tokens.kind(at) == Kind::Close {
                open.pop();
            }
            around.push(open.last().copied().unwrap_or(OUTSIDE));
            if tokens.kind(at) == Kind::Open {
                open.push(at);
            }
        }
        Self {
            tokens,
            quantities,
            around,
            begins,
        }
    }

    /// The opening bracket around a token.
    pub fn around(&self, at: usize) -> Option<usize> {
        self.around.get(at).copied().filter(|open| *open != OUTSIDE)
    }

    /// The quantity that begins at a token.
    pub fn begins(&self, at: usize) -> Option<usize> {
        let index = self.begins.get(at).copied()?;
        index.checked_sub(1).map(|index| index as usize)
    }

    /// The first token of the sentence, or of the line of a list, in which a token stands.
    pub fn sentence_start(&self, at: usize) -> usize {
        let ends = |at: &usize| matches!(self.tokens.kind(*at), Kind::Stop | Kind::Bullet);
        let from = at.saturating_sub(REACH);
        (from..at).rev().find(ends).map_or(from, |at| at + 1)
    }

    /// The token behind the sentence in which a token stands.
    pub fn sentence_end(&self, at: usize) -> usize {
        let ends = |at: &usize| matches!(self.tokens.kind(*at), Kind::Stop | Kind::Bullet);
        let until = self.tokens.len().min(at + REACH);
        (at..until).find(ends).unwrap_or(until)
    }

    /// The last quantities before a token, nearest first, not farther than a long sentence reaches.
    pub fn before(&self, at: usize) -> impl Iterator<Item = usize> {
        let past = self.quantities.partition_point(|quantity| quantity.at < at);
        let far = at.saturating_sub(REACH);
        let near = move |index: &usize| self.quantities[*index].at >= far;
        (0..past).rev().take_while(near)
    }

    /// Whether a mark of some kinds stands between two tokens outside of inner brackets.
    pub fn parted(&self, between: Range<usize>, marks: &[Kind]) -> bool {
        let level = self.around(between.start);
        between
            .filter(|at| self.around(*at) == level)
            .any(|at| marks.contains(&self.tokens.kind(at)))
    }
}

/// How many tokens are looked over to either side: a long sentence.
pub(crate) const REACH: usize = 160;
