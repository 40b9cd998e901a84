//! The legal documents that training and rules rest on.
//!
//! Legal basis: Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15) on when a document takes force and ends.
//!
//! **Invariants.** The status of a document on a day is computed from its days and its relations, never stored. A day that is not
//! known stays unknown: nobody is told that a document is in force because its end is not recorded in time.

pub mod acts;
pub mod changes;
pub mod frame;
pub mod queries;
pub mod relations;
pub mod search;
#[cfg(test)]
mod tests;
pub mod texts;

use kernel::Date;
use lex::amend::OpKind;

pub use crate::seed_data::legal_frame::{DocumentKind, Relation};
pub use frame::{Frame, frame};

store::coded! {
    /// Tình trạng hiệu lực của văn bản vào một ngày.
    pub enum DocumentStatus {
        /// Chưa có hiệu lực.
        NotYet = "not_yet",
        /// Còn hiệu lực.
        InForce = "in_force",
        /// Hết hiệu lực.
        Ended = "ended",
        /// Chưa rõ hiệu lực.
        Unknown = "unknown",
    }
}

store::coded! {
    /// Cách thay đổi: what an amending act does to a unit or a document.
    pub enum ChangeKind {
        /// Sửa đổi, bổ sung.
        Replace = "replace",
        /// Bổ sung.
        Insert = "insert",
        /// Bãi bỏ.
        Repeal = "repeal",
        /// Thay cụm từ.
        Phrase = "phrase",
        /// Bỏ cụm từ.
        PhraseDelete = "phrase_delete",
        /// Bổ sung cụm từ.
        PhraseInsert = "phrase_insert",
        /// Sửa tên.
        ReplaceHeading = "replace_heading",
        /// Đánh số lại.
        Renumber = "renumber",
        /// Bãi bỏ văn bản.
        RepealDoc = "repeal_doc",
        /// Thay thế văn bản.
        ReplaceDoc = "replace_doc",
        /// Hết hiệu lực.
        End = "end",
        /// Ngưng hiệu lực.
        Suspend = "suspend",
        /// Tiếp tục có hiệu lực.
        Extend = "extend",
    }
}

/// The words of the records beside those of the engine.
const CHANGES: [(ChangeKind, OpKind); 13] = [
    (ChangeKind::Replace, OpKind::Replace),
    (ChangeKind::Insert, OpKind::Insert),
    (ChangeKind::Repeal, OpKind::Repeal),
    (ChangeKind::Phrase, OpKind::Phrase),
    (ChangeKind::PhraseDelete, OpKind::PhraseDelete),
    (ChangeKind::PhraseInsert, OpKind::PhraseInsert),
    (ChangeKind::ReplaceHeading, OpKind::ReplaceHeading),
    (ChangeKind::Renumber, OpKind::Renumber),
    (ChangeKind::RepealDoc, OpKind::RepealDoc),
    (ChangeKind::ReplaceDoc, OpKind::ReplaceDoc),
    (ChangeKind::End, OpKind::End),
    (ChangeKind::Suspend, OpKind::Suspend),
    (ChangeKind::Extend, OpKind::Extend),
];

impl From<OpKind> for ChangeKind {
    fn from(kind: OpKind) -> Self {
        let found = CHANGES.iter().find(|(_, op)| *op == kind);
        found.map_or(Self::Replace, |(own, _)| *own)
    }
}

impl From<ChangeKind> for OpKind {
    fn from(kind: ChangeKind) -> Self {
        let found = CHANGES.iter().find(|(own, _)| *own == kind);
        found.map_or(Self::Replace, |(_, op)| *op)
    }
}

impl DocumentStatus {
    /// The status on a day of a document with these days.
    pub fn on(day: Date, in_force_on: Option<Date>, ended_on: Option<Date>) -> Self {
        if ended_on.is_some_and(|end| end <= day) {
            return Self::Ended;
        }
        match in_force_on {
            Some(from) if from <= day => Self::InForce,
            Some(_) => Self::NotYet,
            None => Self::Unknown,
        }
    }
}

/// The same relation told from the other document.
pub const fn told_from_the_other_side(relation: Relation) -> Relation {
    match relation {
        Relation::Amends => Relation::AmendedBy,
        Relation::AmendedBy => Relation::Amends,
        Relation::Replaces => Relation::ReplacedBy,
        Relation::ReplacedBy => Relation::Replaces,
        Relation::Supersedes => Relation::SupersededBy,
        Relation::SupersededBy => Relation::Supersedes,
        Relation::Succeeds => Relation::SucceededBy,
        Relation::SucceededBy => Relation::Succeeds,
        Relation::Details => Relation::DetailedBy,
        Relation::DetailedBy => Relation::Details,
        Relation::Guides => Relation::GuidedBy,
        Relation::GuidedBy => Relation::Guides,
        Relation::Consolidates => Relation::ConsolidatedAs,
        Relation::ConsolidatedAs => Relation::Consolidates,
        Relation::BasedOn => Relation::BasisOf,
        Relation::BasisOf => Relation::BasedOn,
    }
}
