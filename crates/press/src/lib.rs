//! In văn bản: official paper in the form the decrees lay down, as DOCX, as PDF/A and as HTML for the screen.
//!
//! **Invariant:** this crate opens no file, knows no clock and no database. The same [`paper::Paper`] gives the same bytes.

mod docx;
mod face;
mod form;
mod html;
mod pdf;
pub mod seal;

pub use docx::docx;
pub use html::html;
pub use pdf::{Unprintable, pdf};
