//! Backups while serving, and their return.
