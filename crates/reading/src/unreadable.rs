//! Why a document was not read.

/// The reason a document is refused, in the words of this crate; the catalogue says it to the user by [`Unreadable::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreadable {
    /// The file is larger than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The bytes allowed.
        limit: u64,
    },
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file is in the binary form of Word before 2007.
    #[error("the file is an old .doc document; save it as .docx")]
    OldWord,
    /// The file carries macros, which no legal document needs.
    #[error("the document contains macros; save it as .docx without them")]
    Macro,
    /// The file is locked with a password.
    #[error("the document is protected by a password")]
    Encrypted,
    /// The file unpacks to far more than its size.
    #[error("the file unpacks to far more than an honest document does")]
    ZipBomb,
    /// The file was cut short on its way.
    #[error("the file is incomplete")]
    Truncated,
    /// The file is damaged.
    #[error("the file is damaged and cannot be read")]
    Broken,
    /// The file is something else: a workbook, a picture, a program.
    #[error("the file is no .docx, PDF, web page or text")]
    WrongType,
    /// The bytes of the text are in an encoding that is not read.
    #[error("the text is not in Unicode; save it as UTF-8")]
    NotUnicode,
    /// The letters are those of the old Vietnamese fonts (TCVN3, such as .VnTime, or VNI), which only look like
    /// Vietnamese while that font is there.
    #[error("the text is written for the old fonts TCVN3 or VNI; convert it to Unicode")]
    OldFont,
    /// The file can be read but holds no text; a scanned PDF holds pictures of text.
    #[error("the document contains no text")]
    NoText,
    /// The document holds more text than allowed.
    #[error("the document has more than {limit} bytes of text")]
    TooLong {
        /// The bytes allowed.
        limit: usize,
    },
    /// The PDF has more pages than allowed.
    #[error("the document has more than {limit} pages")]
    TooManyPages {
        /// The pages allowed.
        limit: usize,
    },
}

impl Unreadable {
    /// A stable code for the catalogue of messages and for logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Empty => "empty",
            Self::OldWord => "old-word",
            Self::Macro => "macro",
            Self::Encrypted => "encrypted",
            Self::ZipBomb => "zip-bomb",
            Self::Truncated => "truncated",
            Self::Broken => "broken",
            Self::WrongType => "wrong-type",
            Self::NotUnicode => "not-unicode",
            Self::OldFont => "old-font",
            Self::NoText => "no-text",
            Self::TooLong { .. } => "too-long",
            Self::TooManyPages { .. } => "too-many-pages",
        }
    }

    /// Every code, for the test that the catalogue has a message for each.
    pub const CODES: [&'static str; 14] = [
        "too-large",
        "empty",
        "old-word",
        "macro",
        "encrypted",
        "zip-bomb",
        "truncated",
        "broken",
        "wrong-type",
        "not-unicode",
        "old-font",
        "no-text",
        "too-long",
        "too-many-pages",
    ];
}
