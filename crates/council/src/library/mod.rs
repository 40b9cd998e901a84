//! The legal documents that training and rules rest on.
