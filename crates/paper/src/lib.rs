//! Văn bản hành chính: official paper as values, and what the decrees ask of the one who drafts it.
//!
//! **Invariant:** this crate opens no file, knows no clock and no database, and does not know how a paper looks; the crate `press` prints
//! it. A caller says what a paper holds ([`Paper`]); where the number stands, which day gets a zero, what ends in a semicolon and which
//! words are in capitals follows from the decree.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP (form of administrative papers, Phụ lục I), Nghị định 78/2025/NĐ-CP as changed by Nghị định
//! 187/2025/NĐ-CP (form of normative resolutions).

mod body;
pub mod draft;
pub mod file;
mod label;
mod lint;
mod model;
mod table;
mod text;

pub use body::{Block, Body, Level};
pub use label::roman;
pub use lint::{Deviation, Fault};
pub use model::{Annex, DRAFT, Kind, Number, Paper, Profile, SAMPLE, Signature, Urgency, VOID};
pub use table::{Align, Cell, Chart, ChartKind, Column, Row, Series, Table, value_text};
pub use text::{Run, Text, without_end};
