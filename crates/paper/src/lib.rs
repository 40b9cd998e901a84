//! Văn bản hành chính: official paper in the form the decrees lay down, as values.
//!
//! **Invariant:** this crate opens no file, knows no clock and no database. A caller says what a paper holds ([`Paper`]); where the
//! number stands, which day gets a zero, what ends in a semicolon and which words are in capitals follows from the decree and is
//! written down once, here.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP (form of administrative papers, Phụ lục I), Nghị định 78/2025/NĐ-CP as changed by Nghị định
//! 187/2025/NĐ-CP (form of normative resolutions).

mod body;
mod docx;
mod face;
mod form;
mod lint;
mod model;
mod pdf;
mod table;
mod text;

pub use body::{Block, Body, Level};
pub use lint::{Deviation, Fault};
pub use model::{Annex, Kind, Number, Paper, Profile, Signature, Urgency};
pub use pdf::Unprintable;
pub use table::{Align, Cell, Chart, ChartKind, Column, Row, Series, Table};
pub use text::{Run, Text};
