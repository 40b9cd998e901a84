//! What a reader had to decide, said to whoever uses the text.

/// Something about the text that the text itself does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// The document holds tracked changes; what they insert is in the text, what they delete is not.
    TrackedChanges,
    /// Hidden text was left out, as it is in print.
    HiddenText,
    /// Letters numbered by the program go a, b, c, d, e, f; Vietnamese points go a, b, c, d, đ, e.
    AutomaticLetters,
    /// A way of numbering that is not known here was written in digits.
    UnknownNumbering,
    /// A PDF keeps lines as printed: paragraphs are broken, and running heads and page numbers stand among them.
    LinesAsPrinted,
    /// Some pages of the PDF have no text; they may be scanned.
    PagesWithoutText,
    /// Some text of the PDF could not be decoded and is missing.
    TextMissing,
    /// Some letters are those of the old fonts TCVN3 or VNI.
    OldFontLetters,
    /// The file was in the encoding windows-1258, which does not say so itself.
    OldEncoding,
    /// The web page ends before its end tag, so the rest of it may be missing.
    NoEnd,
}

impl Warning {
    /// A stable code for the catalogue of messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::TrackedChanges => "tracked-changes",
            Self::HiddenText => "hidden-text",
            Self::AutomaticLetters => "automatic-letters",
            Self::UnknownNumbering => "unknown-numbering",
            Self::LinesAsPrinted => "lines-as-printed",
            Self::PagesWithoutText => "pages-without-text",
            Self::TextMissing => "text-missing",
            Self::OldFontLetters => "old-font-letters",
            Self::OldEncoding => "old-encoding",
            Self::NoEnd => "no-end",
        }
    }

    /// Every code, for the test that the catalogue has a message for each.
    pub const CODES: [&'static str; 10] = [
        "tracked-changes",
        "hidden-text",
        "automatic-letters",
        "unknown-numbering",
        "lines-as-printed",
        "pages-without-text",
        "text-missing",
        "old-font-letters",
        "old-encoding",
        "no-end",
    ];
}

/// Notes a warning once.
pub(crate) fn note(warnings: &mut Vec<Warning>, warning: Warning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}
