//! The domain: one folder per capability, all built alike.
//!
//! - `mod.rs`: what it is, its legal basis, its invariants, its types;
//! - `acts.rs`: one function per act, which checks the permission and the rules, writes, and audits, in the transaction
//!   of an [`Acting`];
//! - `queries.rs`: read models shaped for a page, with their SQL;
//! - `tests.rs`: cases as data, on both databases.
//!
//! **Invariants.** Nothing here knows HTTP, a template or a database dialect. What was true is never overwritten: records carry the
//! period in which they held. Mandates change through a recorded decision or are shown as unconfirmed. Numbers, deadlines and
//! thresholds are dated rules with a legal basis ([`rules`]).

pub mod access;
pub mod acting;
pub mod alerts;
pub mod bodies;
pub mod conditions;
pub mod conferences;
pub mod contact;
pub mod coordination;
pub mod digest;
pub mod due;
pub mod files;
#[cfg(test)]
mod fixture;
pub mod history;
pub mod imports;
pub mod library;
pub mod measure;
pub mod paging;
pub mod papers;
pub mod people;
pub mod petitions;
pub mod quality;
pub mod recognition;
pub mod reference;
pub mod refusal;
pub mod regulations;
pub mod reports;
pub mod review;
pub mod rules;
pub mod sample;
pub mod scoreboard;
pub mod seed_data;
pub mod sittings;
pub mod training;

pub use acting::Acting;
pub use paging::{Page, Paged};
pub use refusal::{Problem, Refusal};

/// The outcome of an act or a query.
pub type Result<T, E = Refusal> = std::result::Result<T, E>;

/// Large work that is handed out to be awaited. What an `async fn` does is generated anew wherever it is awaited; what a plain function
/// boxes is generated once.
pub type Work<'a, T> = store::Work<'a, T, Refusal>;
