//! The words every other crate shares: identifiers, civil time, clocks and the Vietnamese conventions.
//!
//! **Invariant:** nothing here reads a disk, a network or a database; the only clock is the one handed over
//! as a [`Clock`] value, so that every rule can be asked about any day.

pub mod ids;
pub mod time;
pub mod vi;
pub mod workdays;

pub use ids::Id;
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use time::{Clock, Period};
pub use workdays::{Span, Workdays};
