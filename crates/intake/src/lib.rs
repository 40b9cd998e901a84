//! What every reader of strangers' files does first: tell the kind by content, decode text, unpack within bounds.
//!
//! **Invariant:** nothing here trusts a size, a name or an encoding that the file claims for itself. The readers of
//! tables (`sheet`) and of documents (`reading`) put each [`Fault`] into their own words.

pub mod archive;
pub mod kind;
pub mod text;

/// What is wrong with a file before anybody looks for tables or paragraphs in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It is locked with a password.
    Encrypted,
    /// It unpacks to far more than its size.
    ZipBomb,
    /// It was cut short on its way.
    Truncated,
    /// It is damaged.
    Broken,
    /// It is something else.
    WrongType,
    /// Its text is not in Unicode.
    NotUnicode,
}
