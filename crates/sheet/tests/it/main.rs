//! The crate tested through its front door: files are built by code, read and written.

mod craft;
mod heads;
mod reading;
mod refusing;
mod survival;
mod writing;
