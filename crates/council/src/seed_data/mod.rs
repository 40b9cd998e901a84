//! Facts that come with the product: administrative units, the legal frame,
//! dated rules, the training programme, a question bank, titles, and the names
//! from which sample people are made.
//!
//! The module is pure. Each table is a TSV file below `crates/council/data/`,
//! embedded at build time and parsed once into typed rows; a malformed row fails
//! the tests, never a running server. Nothing here knows of a database: whoever
//! loads the rows decides where they live and what a council may override.

mod certainty;
pub mod days_off;
pub mod legal_frame;
pub mod names;
pub mod posts;
pub mod questions;
pub mod regulation_models;
pub mod rules;
mod table;
pub mod terms;
pub mod training;
pub mod units;

pub use certainty::Certainty;
pub use table::Flaw;
