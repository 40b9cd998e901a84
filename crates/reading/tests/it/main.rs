//! The crate tested through its front door: files are built by code and read.

mod craft;
mod docx;
mod html;
mod layout;
mod mapping;
mod pdf;
mod refusing;
mod text;
