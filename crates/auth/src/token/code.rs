//! Short codes that are printed, read aloud and typed.

use super::{NoRandomness, fill, mac};

/// Digits and capitals without 0, O, 1, I and L: 31 signs, a prime number.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How long a code is, by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Eight signs, 34 random bits: valid for minutes and behind a [throttle](crate::throttle),
    /// as for attendance.
    Brief,
    /// Twelve signs, 54 random bits: valid for years and looked up by anybody, as
    /// on a certificate.
    Lasting,
}

impl Length {
    /// The number of signs, the check sign included.
    pub const fn signs(self) -> usize {
        match self {
            Length::Brief => 8,
            Length::Lasting => 12,
        }
    }
}

/// A code with its check sign, kept in capitals without hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

/// Why a typed text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// Too few or too many signs.
    #[error("the code does not have {expected} signs")]
    Length {
        /// The number of signs a code of this kind has.
        expected: usize,
    },
    /// A sign that no code contains.
    #[error("no code contains {0:?}")]
    Sign(char),
    /// The check sign does not fit the others: something was misread.
    #[error("the check sign does not fit")]
    Check,
}

impl Code {
    /// A new random code.
    pub fn random(length: Length) -> Result<Self, NoRandomness> {
        let mut signs = Vec::with_capacity(length.signs());
        while signs.len() < length.signs() - 1 {
            let mut bytes = [0; 16];
            fill(&mut bytes)?;
            // 248 = 8 × 31: what lies above would make the first signs likelier.
            let even = bytes
                .iter()
                .filter(|byte| **byte < 248)
                .map(|byte| byte % 31);
            signs.extend(even.take(length.signs() - 1 - signs.len()));
        }
        Ok(Self::with_check(signs))
    }

    /// The code of a given number, for sample data that must come out the same each time; never for a code that guards anything.
    pub fn reproducible(length: Length, number: u128) -> Self {
        let mut wide = number;
        let signs = (1..length.signs())
            .map(|_| {
                let sign = (wide % 31) as u8;
                wide /= 31;
                sign
            })
            .collect();
        Self::with_check(signs)
    }

    /// Reads a typed code; case, spaces, hyphens and dots do not matter.
    pub fn parse(text: &str, length: Length) -> Result<Self, CodeError> {
        let mut signs = Vec::with_capacity(length.signs());
        for sign in text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.'))
        {
            let capital = sign.to_ascii_uppercase();
            let place = ALPHABET
                .iter()
                .position(|known| char::from(*known) == capital);
            signs.push(place.ok_or(CodeError::Sign(sign))? as u8);
            if signs.len() > length.signs() {
                break;
            }
        }
        if signs.len() != length.signs() {
            return Err(CodeError::Length {
                expected: length.signs(),
            });
        }
        let given = signs.pop();
        if given != Some(check(&signs)) {
            return Err(CodeError::Check);
        }
        Ok(Self::with_check(signs))
    }

    /// The code as it is stored and put into URLs.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The brief code that a key gives to a subject at one step of time.
    pub(super) fn derived(key: &[u8], subject: &str, step: u64) -> Self {
        let bytes = mac(key, &[b"rotating", subject.as_bytes(), &step.to_be_bytes()]);
        // The remainders of a number of 128 bits are even enough, and never too few.
        let wide = u128::from_be_bytes(bytes[..16].try_into().expect("sixteen bytes"));
        Self::reproducible(Length::Brief, wide)
    }

    fn with_check(mut signs: Vec<u8>) -> Self {
        signs.push(check(&signs));
        Self(
            signs
                .into_iter()
                .map(|sign| char::from(ALPHABET[usize::from(sign)]))
                .collect(),
        )
    }
}

impl std::fmt::Display for Code {
    /// In groups of four, as it is printed: `7K3M-9QXT-2BFW`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, sign) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

/// The sum of the signs, each times its place counted from two, modulo 31.
///
/// The check sign itself counts once. Every weight is invertible and all differ,
/// so a wrong sign or a swap of any two always changes the sum.
fn check(signs: &[u8]) -> u8 {
    let sum: u32 = signs
        .iter()
        .zip(2u32..)
        .map(|(sign, weight)| u32::from(*sign) * weight)
        .sum();
    ((31 - sum % 31) % 31) as u8
}
