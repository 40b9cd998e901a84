//! The writers and the judge of official paper, from outside.

mod docx;
mod hostile;
mod lint;
mod pdf;
mod samples;
mod snapshots;
