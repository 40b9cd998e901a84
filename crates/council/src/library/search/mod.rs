//! Tìm kiếm trong thư viện: documents and their provisions by words, by number in any spelling, and by address.
//!
//! The words are found by an index that lies beside the records and can be made again from them at any time ([`follow`]); what it
//! holds is what everyone who may open the library may read: the heads of documents and their texts. Who asks with an address
//! ("k2 đ5 luật tccqđp 2015") is led to the provision itself, with its text ([`reading`]).
//!
//! **Invariants.** Nothing that is typed makes a search fail. Whether a document is in force is computed for the day of view, never kept in the
//! index. What is found lags behind the records by the two seconds of the follower at most.

mod catalogue;
mod find;
mod follow;
mod reading;
#[cfg(test)]
mod tests;
mod units;

pub use catalogue::{Catalogue, Known};
pub use find::{Direct, Found, Hit, Nearest, Piece, Search, UnitFound, find};
pub use follow::Finder;
pub use reading::{Meant, read};
