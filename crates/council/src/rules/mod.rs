//! Dated rules with their legal basis.
