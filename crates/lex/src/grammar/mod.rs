//! The one grammar of units, lists and documents that citations, amendments, repeals and effect clauses share.
//!
//! `GRAMMAR.md` shows each production with an example and the trap it answers. Every parser here takes the view and a byte, and gives
//! what it read and where it ended, or nothing; none of them looks further ahead than a sentence, so a text of ten times the length
//! takes ten times as long.

pub mod dates;
pub mod documents;
mod labels;
pub mod listed;
pub mod numbers;
pub mod scan;
pub mod units;
