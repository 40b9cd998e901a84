//! How much a stranger may send.

/// Bounds on a document, each with its own reason when it is passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as sent.
    pub bytes: u64,
    /// Bytes of all parts that are unpacked; of a PDF, of the contents of all its pages.
    pub unpacked_bytes: u64,
    /// How many times larger than its packed form one part may become …
    pub ratio: u64,
    /// … once it is larger than this; small parts of an honest file can pack very well.
    pub ratio_floor: u64,
    /// Parts in the archive.
    pub entries: usize,
    /// Bytes of the text read.
    pub text_bytes: usize,
    /// Pages of a PDF.
    pub pages: usize,
}

impl Default for Limits {
    /// The longest laws are a few megabytes of text; scanned annexes make some files large all the same.
    fn default() -> Self {
        Self {
            bytes: 50_000_000,
            unpacked_bytes: 200_000_000,
            ratio: 200,
            ratio_floor: 5_000_000,
            entries: 5_000,
            text_bytes: 50_000_000,
            pages: 10_000,
        }
    }
}
