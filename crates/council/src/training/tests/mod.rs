//! Cases of this capability, on both databases.

mod pure;
