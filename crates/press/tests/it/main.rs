//! The writers of official paper, from outside.

mod docx;
mod file;
mod hostile;
mod pdf;
#[path = "../../../paper/tests/samples/mod.rs"]
mod samples;
mod seal;
mod snapshots;

/// The text of a file, as the reader of strangers' documents gives it.
fn text(bytes: &[u8]) -> String {
    reading::read(bytes, &reading::Limits::default())
        .expect("a document that can be read")
        .text
}
