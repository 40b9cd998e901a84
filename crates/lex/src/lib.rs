//! Vietnamese law as data: the structure of a document, what it cites, what it amends, and its text at a date.
//!
//! The crate is pure: it touches no disk, clock or network. It never fails and never panics: every function takes whatever text it is
//! given and returns a value, with what it could not understand as diagnostics beside it. Offsets are bytes of the [`text::Text::view`]
//! inside the crate; [`text::Text::to_given`] and [`text::CodePoints`] turn them into what a caller reports.
//!
//! One written grammar for units and lists ([`grammar`], explained production by production in `GRAMMAR.md`) serves citations,
//! amendments, repeals and effect clauses.

pub mod address;
pub mod akn;
pub mod amend;
pub mod cite;
pub mod cite_document;
pub mod diff;
pub mod grammar;
pub mod html;
pub mod naming;
mod outline;
pub mod registry;
pub mod review;
pub mod status;
pub mod structure;
pub mod text;
pub mod time;

pub use address::{Address, Level, Part};
pub use text::Text;
