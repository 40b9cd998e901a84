//! What pages ask about persons and mandates.

mod changes;
mod delegate;
mod delegates;
mod records;
mod statistics;
mod subjects;

pub use changes::{Change, ChangeKind, changes};
pub use delegate::{
    Affiliation, Career, Contact, DelegatePage, EmploymentLine, Identity, MandateLine, PostLine,
    ShownRecord, SuspensionLine, delegate_page, shown_record,
};
pub use delegates::{DelegateFilter, DelegateLine, PartyFilter, Standing, delegates};
pub use records::{PersonVersion, Place, places, version, versions};
pub use statistics::{Schooling, Statistics, statistics};
pub use subjects::{
    MandateRef, PersonRef, SuspensionRef, mandate, namesakes, registrar, suspension, unplaced,
};
