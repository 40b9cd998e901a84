//! Cases of this capability, on both databases.
