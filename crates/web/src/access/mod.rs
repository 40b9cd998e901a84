//! Sign-in, sessions, accounts.

pub mod session;
