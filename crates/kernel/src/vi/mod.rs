//! The Vietnamese conventions.
