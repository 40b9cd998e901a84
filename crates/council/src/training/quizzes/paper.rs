//! Dealing a paper and marking it: pure, so that any paper can be dealt again from its seed.

use kernel::ids::QuestionId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::super::keys::no_randomness;
use crate::Result;

/// One question on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dealt {
    /// The question.
    pub question: QuestionId,
    /// For each place on the paper, which of the written choices stands there.
    pub order: Vec<usize>,
}

/// Where the randomness of a paper comes from.
#[derive(Clone)]
pub struct Seed {
    bytes: [u8; 32],
    drawn: u64,
}

impl Seed {
    /// From the operating system.
    pub fn random() -> Result<Self> {
        let token = auth::token::Token::random().map_err(no_randomness)?;
        Ok(Self::from_bytes(*token.hash().as_bytes()))
    }

    /// From given bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { bytes, drawn: 0 }
    }

    /// A number below a bound.
    fn below(&mut self, bound: usize) -> usize {
        let mut hash = Sha256::new();
        hash.update(self.bytes);
        hash.update(self.drawn.to_be_bytes());
        self.drawn += 1;
        let mut wide = [0; 8];
        wide.copy_from_slice(&hash.finalize()[..8]);
        ((u128::from(u64::from_be_bytes(wide)) * bound as u128) >> 64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

/// A paper of so many questions out of a bank, given as questions with their numbers of choices.
pub fn deal(mut seed: Seed, bank: &[(QuestionId, usize)], count: usize) -> Vec<Dealt> {
    let mut bank = bank.to_vec();
    seed.shuffle(&mut bank);
    bank.truncate(count);
    bank.into_iter()
        .map(|(question, choices)| {
            let mut order: Vec<usize> = (0..choices).collect();
            seed.shuffle(&mut order);
            Dealt { question, order }
        })
        .collect()
}

/// How many answers are right: each answer is a place on the paper.
pub fn score(
    paper: &[Dealt],
    answers: &[Option<usize>],
    right: impl Fn(QuestionId) -> Option<usize>,
) -> usize {
    paper
        .iter()
        .zip(answers)
        .filter(|(dealt, answer)| {
            let chosen = answer.and_then(|place| dealt.order.get(place).copied());
            chosen.is_some() && chosen == right(dealt.question)
        })
        .count()
}
