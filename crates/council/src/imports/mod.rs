//! Nhập dữ liệu: rosters that offices keep in spreadsheets become records, in steps that can be looked at and taken back.
//!
//! Legal basis: mandates change only through a recorded decision (Luật Tổ chức chính quyền địa phương); a roster without one gives
//! mandates that are shown as unconfirmed. Personal data is read only where the office may (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
//!
//! The way of a file: [`reading`] finds the table and its columns, [`row`] says what each row means, [`known`] fetches what is
//! recorded, [`preview`] compares the two, [`confirm`] writes exactly what the preview showed, [`undo`] puts back what was there.
//!
//! **Invariants.** Nothing about people is written before the confirmation. A confirmation writes everything or nothing, and only what
//! was shown: the preview is made again inside its transaction and its fingerprint compared. Every row written is kept with what was
//! there before, so that the whole can be undone, unless somebody has changed one of these records since. An empty cell never erases
//! what is known, and a person missing from a roster keeps the mandate.

pub mod confirm;
mod headings;
mod image;
pub mod intake;
mod known;
mod matching;
mod places;
mod plan;
pub mod preview;
pub mod queries;
pub mod reading;
pub mod row;
mod template;
#[cfg(test)]
mod tests;
pub mod undo;
mod values;

use std::collections::BTreeMap;

use kernel::Date;
use kernel::ids::{ClassId, PersonId};
use serde::{Deserialize, Serialize};

use crate::people::MandateOrigin;

pub use confirm::{ConfirmImport, DecisionGiven, PaperGiven, confirm};
pub use headings::keys;
pub use intake::{DiscardImport, RemapImport, UploadRoster, discard, remap, upload};
pub use preview::{Change, Counts, Found, Preview, PreviewRow, preview};
pub use queries::{ImportRow, OpenImport, list, open};
pub use reading::Roster;
pub use template::template;
pub use undo::{UndoImport, undo};

store::coded! {
    /// Loại danh sách: what a roster lists.
    pub enum ImportKind {
        /// Danh sách đại biểu Hội đồng nhân dân.
        Delegates = "delegates",
        /// Danh sách công chức, người lao động giúp việc.
        Staff = "staff",
        /// Danh sách điểm danh một lớp bồi dưỡng.
        Attendance = "attendance",
    }

    /// Trạng thái đợt nhập.
    pub enum ImportState {
        /// Đang xem trước.
        Previewed = "previewed",
        /// Đã nhập.
        Confirmed = "confirmed",
        /// Đã hoàn tác.
        Undone = "undone",
        /// Đã bỏ.
        Discarded = "discarded",
    }

    /// Kết quả đối chiếu một dòng.
    pub enum RowState {
        /// Mới.
        New = "new",
        /// Có thay đổi.
        Changed = "changed",
        /// Không đổi.
        Same = "same",
        /// Có lỗi.
        Faulty = "faulty",
        /// Trùng dòng khác.
        Duplicate = "duplicate",
    }
}

impl ImportState {
    /// Whether a file in this state may still be looked at, corrected and confirmed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Previewed)
    }

    /// Whether it can be undone.
    pub const fn is_undoable(self) -> bool {
        matches!(self, Self::Confirmed)
    }
}

/// Cách đọc tệp: what the user decided about a file before confirming it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The sheet, from 0.
    pub sheet: usize,
    /// First row of the head.
    pub head_first: u32,
    /// Last row of the head.
    pub head_last: u32,
    /// What each column holds, by its place; columns not named are not read.
    pub columns: BTreeMap<usize, String>,
    /// The day from which the roster holds.
    pub effective: Date,
    /// How mandates opened by this roster began.
    pub origin: MandateOrigin,
    /// The office whose staff is listed.
    pub office: String,
    /// The class whose attendance is listed.
    pub class: Option<ClassId>,
    /// What the user said about single rows, by row number.
    pub choices: BTreeMap<u32, RowChoice>,
}

/// What the user said about a row that may be somebody known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChoice {
    /// A person not known yet.
    NewPerson,
    /// This person.
    Same(PersonId),
}
