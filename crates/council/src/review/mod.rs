//! Rà soát văn bản: which of a council's own documents rest on law that has changed, the work on them, and the periodic lists.
//!
//! Legal basis: Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15), Điều 63–64; Nghị định 79/2025/NĐ-CP, Điều 33–39: review is
//! continuous and begins at once when a later document gives cause for it; systematisation is periodic. Who reviews, until when, what
//! becomes of documents of merged units and which model regulations exist are dated rules.
//!
//! **Invariants.** A finding says that a document needs review, never that it has lost effect. Findings, standings and lateness are
//! computed for a day, never stored. A task moves only along [`ReviewState::after`], each step with its day. A conclusion answers the
//! findings of its day; what touches the document later is a new finding. A published list is frozen with its hash.

pub mod board;
pub mod findings;
pub mod impact;
pub mod lists;
pub mod measure;
mod own;
pub mod sides;
pub mod tasks;
#[cfg(test)]
mod tests;
pub mod unrecorded;

use crate::Problem;

pub use crate::library::queries::document_by_number;
pub use lex::review::Reason;
pub use own::{Own, answering};

store::coded! {
    /// Trạng thái của việc rà soát.
    pub enum ReviewState {
        /// Đang rà soát.
        Open = "open",
        /// Đã kết luận.
        Concluded = "concluded",
        /// Đã hủy.
        Cancelled = "cancelled",
    }

    /// Căn cứ mở việc rà soát.
    pub enum Cause {
        /// Có văn bản mới.
        NewLaw = "new_law",
        /// Rà soát định kỳ.
        Periodic = "periodic",
    }

    /// Kết luận rà soát.
    pub enum Outcome {
        /// Giữ nguyên.
        Keep = "keep",
        /// Sửa đổi, bổ sung.
        Amend = "amend",
        /// Thay thế.
        Replace = "replace",
        /// Bãi bỏ.
        Repeal = "repeal",
        /// Ban hành mới.
        New = "new",
        /// Đính chính.
        Correct = "correct",
    }

    /// Tình trạng rà soát của một văn bản vào một ngày.
    pub enum Standing {
        /// Quá hạn rà soát.
        Overdue = "overdue",
        /// Cần rà soát.
        Needed = "needed",
        /// Đang rà soát.
        UnderWay = "under_way",
        /// Đã rà soát.
        Done = "done",
        /// Chưa có nội dung cần rà soát.
        Clear = "clear",
    }
}

/// A move of the state machine of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Kết luận.
    Conclude,
    /// Hủy.
    Cancel,
    /// Rà soát lại.
    Reopen,
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState(pub ReviewState);

impl From<WrongState> for crate::Refusal {
    fn from(_: WrongState) -> Self {
        Problem::new("", "review-wrong-state").into()
    }
}

impl ReviewState {
    /// The state after a move.
    pub const fn after(self, step: Move) -> std::result::Result<Self, WrongState> {
        match (self, step) {
            (Self::Open, Move::Conclude) => Ok(Self::Concluded),
            (Self::Open, Move::Cancel) => Ok(Self::Cancelled),
            (Self::Concluded | Self::Cancelled, Move::Reopen) => Ok(Self::Open),
            _ => Err(WrongState(self)),
        }
    }
}

impl Outcome {
    /// Whether it leads to a new regulation of the council.
    pub const fn leads_to_a_regulation(self) -> bool {
        matches!(self, Self::Amend | Self::Replace | Self::New)
    }

    /// The outcome as an official list states it.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Keep => "Giữ nguyên",
            Self::Amend => "Sửa đổi, bổ sung",
            Self::Replace => "Thay thế",
            Self::Repeal => "Bãi bỏ",
            Self::New => "Ban hành mới",
            Self::Correct => "Đính chính",
        }
    }
}
