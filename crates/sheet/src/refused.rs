//! Why a file was not taken.

/// The reason a file is refused, in the words of this crate; the catalogue says it to the user by [`Refused::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    /// The file is larger than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The bytes allowed.
        limit: u64,
    },
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file is in the binary form of Excel before 2007.
    #[error("the file is an old .xls workbook; save it as .xlsx")]
    OldXls,
    /// The file carries macros, which no list needs.
    #[error("the workbook contains macros; save it as .xlsx without them")]
    Macro,
    /// The file is locked with a password.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// The file unpacks to far more than its size.
    #[error("the file unpacks to far more than an honest table does")]
    ZipBomb,
    /// The file was cut short on its way.
    #[error("the file is incomplete")]
    Truncated,
    /// The file is damaged.
    #[error("the file is damaged and cannot be read")]
    Broken,
    /// The file is something else: a PDF, a picture, a web page, a document.
    #[error("the file is neither an .xlsx workbook nor a text table")]
    WrongType,
    /// The text is in an old Vietnamese encoding (TCVN3, VNI, windows-1258) or another one.
    #[error("the text is not in Unicode; save it as UTF-8")]
    NotUnicode,
    /// A sheet has more rows than allowed.
    #[error("a sheet has more than {limit} rows")]
    TooManyRows {
        /// The rows allowed.
        limit: usize,
    },
    /// A sheet has more columns than allowed.
    #[error("a sheet has more than {limit} columns")]
    TooManyColumns {
        /// The columns allowed.
        limit: usize,
    },
    /// All sheets together have more cells than allowed.
    #[error("the workbook has more than {limit} cells")]
    TooManyCells {
        /// The cells allowed.
        limit: usize,
    },
    /// One cell holds more text than allowed; often a quote that was never closed has swallowed the rest of the file.
    #[error("a cell has more than {limit} characters")]
    CellTooLong {
        /// The characters allowed.
        limit: usize,
    },
    /// The file can be read but holds no table.
    #[error("the file contains no table")]
    NoTable,
}

impl Refused {
    /// A stable code for the catalogue of messages and for logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Empty => "empty",
            Self::OldXls => "old-xls",
            Self::Macro => "macro",
            Self::Encrypted => "encrypted",
            Self::ZipBomb => "zip-bomb",
            Self::Truncated => "truncated",
            Self::Broken => "broken",
            Self::WrongType => "wrong-type",
            Self::NotUnicode => "not-unicode",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::TooManyCells { .. } => "too-many-cells",
            Self::CellTooLong { .. } => "cell-too-long",
            Self::NoTable => "no-table",
        }
    }

    /// Every code, for the test that the catalogue has a message for each.
    pub const CODES: [&'static str; 15] = [
        "too-large",
        "empty",
        "old-xls",
        "macro",
        "encrypted",
        "zip-bomb",
        "truncated",
        "broken",
        "wrong-type",
        "not-unicode",
        "too-many-rows",
        "too-many-columns",
        "too-many-cells",
        "cell-too-long",
        "no-table",
    ];
}

impl From<intake::Fault> for Refused {
    fn from(fault: intake::Fault) -> Self {
        match fault {
            intake::Fault::Encrypted => Self::Encrypted,
            intake::Fault::ZipBomb => Self::ZipBomb,
            intake::Fault::Truncated => Self::Truncated,
            intake::Fault::Broken => Self::Broken,
            intake::Fault::WrongType => Self::WrongType,
            intake::Fault::NotUnicode => Self::NotUnicode,
        }
    }
}
