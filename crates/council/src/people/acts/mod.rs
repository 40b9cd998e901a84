//! Acts on persons and mandates.

mod mandates;
mod merge;
mod persons;

pub use mandates::{
    EndMandate, LiftSuspension, OpenMandate, SuspendMandate, end_mandate, lift_suspension,
    open_mandate, suspend_mandate,
};
pub use merge::{MergePersons, merge_persons};
pub use persons::{CorrectPerson, Correction, RegisterPerson, correct_person, register_person};
pub(crate) use persons::{RECORD_COLUMNS, looks_like_email, looks_like_phone, record_values};
