//! What pages ask about persons and mandates.

mod records;

pub use records::{PersonVersion, Place, places, version, versions};
