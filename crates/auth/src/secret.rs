//! A text that must not be printed and does not outlive its use.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A password or client secret: never printed, zeroed when dropped.
///
/// It can be read from a form (`Deserialize`) but has no `Serialize`, no
/// `Display`, and a `Debug` without content, so that a handler which logs its
/// input cannot log this.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over; the caller's copy is moved, not cloned.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the few places which must see it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The form that is hashed and judged.
    ///
    /// NFKC, as NIST SP 800-63B asks: a Vietnamese vowel with its tone is one
    /// code point from most keyboards and two or three from some, and the same
    /// person signs in from both.
    pub(crate) fn normalised(&self) -> Zeroizing<String> {
        // Room for what normalising adds, so that growing leaves no copy behind.
        let mut text = Zeroizing::new(String::with_capacity(self.0.len() * 4));
        text.extend(self.0.nfkc());
        text
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}
