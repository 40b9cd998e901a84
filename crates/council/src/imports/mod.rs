//! Rosters from offices: preview, confirmation, undoing.
