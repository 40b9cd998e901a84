//! Accounts, their roles, sessions and keys.
