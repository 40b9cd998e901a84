//! How far a stated fact can be trusted.

use super::Coded;

/// How sure a row is. Shown to the reader next to the fact, so that nobody takes a
/// remembered number for a checked one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The provision itself was read in the text of the document.
    ReadInText,
    /// A public source states it.
    Confirmed,
    /// Reasoned from other confirmed facts.
    Inferred,
    /// Known from practice, not looked up.
    FromMemory,
    /// Looked for and not found, or the product's own default.
    Unconfirmed,
}

impl Certainty {
    /// Whether a deadline resting on this fact may be shown without a warning.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::ReadInText | Self::Confirmed)
    }
}

impl Coded for Certainty {
    const CODES: &'static [(&'static str, Self)] = &[
        ("read_in_text", Self::ReadInText),
        ("confirmed", Self::Confirmed),
        ("inferred", Self::Inferred),
        ("from_memory", Self::FromMemory),
        ("unconfirmed", Self::Unconfirmed),
    ];
}
