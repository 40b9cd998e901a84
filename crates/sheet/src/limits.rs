//! How much a stranger may send.

/// Bounds on a file, each with its own reason when it is passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as sent.
    pub bytes: u64,
    /// Bytes of all its parts together once unpacked; also the text of all cells together.
    pub unpacked_bytes: u64,
    /// How many times larger than its packed form one part may become …
    pub ratio: u64,
    /// … once it is larger than this; small parts of an honest file can pack very well.
    pub ratio_floor: u64,
    /// Parts in the archive.
    pub entries: usize,
    /// Filled rows of one sheet.
    pub rows: usize,
    /// Columns of one sheet.
    pub columns: usize,
    /// Characters of one cell.
    pub cell_chars: usize,
    /// Cells of the whole file, counting the empty ones left of a filled one.
    pub cells: usize,
}

impl Limits {
    /// Whether a text is longer than a cell may be. A text of no more bytes than that need not be counted.
    pub(crate) fn is_too_long(&self, text: &str) -> bool {
        text.len() > self.cell_chars && text.chars().count() > self.cell_chars
    }
}

impl Default for Limits {
    /// What the lists of one council need, many times over.
    fn default() -> Self {
        Self {
            bytes: 20_000_000,
            unpacked_bytes: 200_000_000,
            ratio: 200,
            ratio_floor: 5_000_000,
            entries: 2_000,
            rows: 20_000,
            columns: 200,
            // What a cell of Excel itself may hold.
            cell_chars: 32_767,
            cells: 2_000_000,
        }
    }
}
