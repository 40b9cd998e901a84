//! A full-text index of Vietnamese texts that can be thrown away and made again at any time.
//!
//! The index holds **groups** (a document) of **units** (its head, its articles, their clauses), each with its text. A word is a
//! syllable: found whatever its marks, and known by its marks all the same, so that what is written as it was typed comes first.
//! There is one list of places for each folded syllable, and each place says which of the marked forms stands there; a second list for
//! marked forms would double the index.
//!
//! The crate knows no domain, no SQL and no clock. It reads and writes one folder: segments that are never changed once written,
//! and a manifest that names those in use. Nothing is mapped into memory: lists are read as they are asked for, so an index that nobody asks holds
//! nothing but its file handles.
//!
//! **Invariants.** No input makes a question fail. A file that is cut short, changed or of another version is [`Error::Broken`] when it is
//! opened, never a wrong answer. The newest segment that knows a group is the one that counts.

mod answer;
mod ask;
mod bytes;
mod index;
mod query;
mod segment;
mod snippet;
mod words;
mod write;

pub use answer::{Answer, GroupHit, Nearest, UnitHit};
pub use ask::Ask;
pub use index::{Changes, Index, Standing};
pub use query::{MOST_WORDS, Query};
pub use snippet::{Piece, snippet};
pub use words::{Word, fold, words};
pub use write::{Group, Unit};

/// Why the index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file is not what was written, or was written by another version: the index has to be made anew.
    #[error("the index is broken: {0}")]
    Broken(&'static str),
    /// The disk refused.
    #[error("the disk refused the index")]
    Disk(#[from] std::io::Error),
}

/// The outcome of using the index.
pub type Result<T, E = Error> = std::result::Result<T, E>;
