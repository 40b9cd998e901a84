//! How far a stated fact can be trusted.

store::coded! {
    /// How sure a row is. Shown to the reader next to the fact, so that nobody takes a
    /// remembered number for a checked one.
    pub enum Certainty {
        /// The provision itself was read in the text of the document.
        ReadInText = "read_in_text",
        /// A public source states it.
        Confirmed = "confirmed",
        /// Reasoned from other confirmed facts.
        Inferred = "inferred",
        /// Known from practice, not looked up.
        FromMemory = "from_memory",
        /// Looked for and not found, or the product's own default.
        Unconfirmed = "unconfirmed",
    }
}

impl Certainty {
    /// Whether a deadline resting on this fact may be shown without a warning.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::ReadInText | Self::Confirmed)
    }
}
