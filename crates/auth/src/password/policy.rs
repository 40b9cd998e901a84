//! What makes a password too weak to accept.
//!
//! The rules are those of NIST SP 800-63B: a least length, a refusal of common
//! passwords and of what the account itself gives away, and nothing else. No
//! mixture of letters and digits is demanded, since that breeds `Matkhau@123`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Secret;

/// The longest password accepted, in characters. Longer ones only burden the server.
pub const LONGEST: usize = 128;

/// Stems found in the commonest passwords here and abroad, one a line, folded.
const COMMON: &str = include_str!("common.txt");

/// The rules a council may set for its accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The least number of characters.
    pub shortest: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self { shortest: 10 }
    }
}

/// The reason a password is refused, for the caller to put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Weakness {
    /// Fewer characters than the policy asks for.
    #[error("shorter than {shortest} characters")]
    TooShort {
        /// The least number of characters.
        shortest: usize,
    },
    /// More than [`LONGEST`] characters.
    #[error("longer than {LONGEST} characters")]
    TooLong,
    /// One of the commonest passwords, perhaps with digits or signs around it.
    #[error("among the commonest passwords")]
    Common,
    /// A few characters repeated, or a run along the alphabet or the digits.
    #[error("a repetition or a run of characters")]
    Patterned,
    /// The login is part of it.
    #[error("contains the login")]
    ContainsLogin,
    /// The person's name is part of it.
    #[error("contains the person's name")]
    ContainsName,
}

impl Policy {
    /// Judges a password against the rules and the account it is meant for.
    ///
    /// Comparison ignores case, tone marks, spaces and signs, so that
    /// `Nguyễn Văn An!` is recognised in `nguyenvanan2026`.
    pub fn judge(&self, password: &Secret, login: &str, name: &str) -> Result<(), Weakness> {
        let text = password.normalised();
        let length = text.chars().count();
        if length < self.shortest {
            return Err(Weakness::TooShort {
                shortest: self.shortest,
            });
        }
        if length > LONGEST {
            return Err(Weakness::TooLong);
        }
        let folded = fold(&text);
        // The part before @ is what a person repeats of an e-mail login.
        let login = fold(login.split('@').next().unwrap_or(login));
        let name = fold(name);
        if login.len() >= 4 && folded.contains(&login) {
            return Err(Weakness::ContainsLogin);
        }
        if name.len() >= 5 && folded.contains(&name) {
            return Err(Weakness::ContainsName);
        }
        // Read both ways: `@` is an a in `p@ssword` and mere dress in `matkhau@2026`.
        if is_common(&folded) || is_common(&fold(&text.replace('@', "a").replace('$', "s"))) {
            return Err(Weakness::Common);
        }
        if is_patterned(&text.to_lowercase()) {
            return Err(Weakness::Patterned);
        }
        Ok(())
    }
}

/// Lower case, without tone marks, letters and digits alone.
fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Whether the text is a common stem, alone, repeated, or dressed with digits.
fn is_common(folded: &str) -> bool {
    let is_stem = |part: &str| COMMON.lines().any(|stem| stem == part);
    let core = folded.trim_matches(|c: char| c.is_ascii_digit());
    is_stem(folded)
        || (!core.is_empty() && (is_stem(core) || is_stem(&unleet(core))))
        || is_stem(unleet(folded).trim_matches(|c: char| c.is_ascii_digit()))
}

/// Undoes the usual disguises: `p4ssw0rd` is read as `password`.
fn unleet(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            other => other,
        })
        .collect()
}

/// Whether nearly every step is a repetition or a step of one, or four or fewer
/// different characters make up the whole.
fn is_patterned(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut different = chars.clone();
    different.sort_unstable();
    different.dedup();
    let regular = chars
        .windows(2)
        .filter(|pair| {
            let step = pair[1] as i64 - pair[0] as i64;
            step.abs() <= 1 || matches!((pair[0], pair[1]), ('9', '0') | ('0', '9'))
        })
        .count();
    different.len() <= 4 || (regular + 2) >= chars.len()
}
