//! Văn bản đi: the papers of councils, from the template filled with what is known to the signed file, and the register of numbers.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Điều 8 (form), Điều 10–13 (drafting, signing), Điều 15 (numbers run from 01 on 1 January to
//! 31 December; normative papers are registered apart), Điều 17–19 (issuing, keeping).
//!
//! **Invariants.** A number is taken once for a council, a series and a year, and stays taken: a void paper keeps it and shows. The days
//! of a series follow its numbers. From the number on the text is frozen with its hash; a signed file is taken only where it is the
//! frozen paper with the signature behind it. Nothing is invented: what the records do not know stays a place of dots.

pub mod acts;
pub mod draft;
pub mod facts;
pub mod filling;
pub mod queries;
pub mod register;
pub mod templates;
#[cfg(test)]
mod tests;

use kernel::Date;

store::coded! {
    /// Loại văn bản đi: the kinds of paper, normative resolutions apart because they have a form and a series of their own.
    pub enum PaperKind {
        /// Nghị quyết quy phạm pháp luật.
        Normative = "normative",
        /// Nghị quyết cá biệt.
        Resolution = "resolution",
        /// Quyết định.
        Decision = "decision",
        /// Kế hoạch.
        Plan = "plan",
        /// Chương trình.
        Programme = "programme",
        /// Tờ trình.
        Proposal = "proposal",
        /// Báo cáo.
        Report = "report",
        /// Thông báo.
        Notice = "notice",
        /// Hướng dẫn.
        Guidance = "guidance",
        /// Đề án.
        Scheme = "scheme",
        /// Biên bản.
        Minutes = "minutes",
        /// Giấy mời.
        Invitation = "invitation",
        /// Công văn.
        Letter = "letter",
    }

    /// Tình trạng của một văn bản.
    pub enum PaperState {
        /// Dự thảo.
        Draft = "draft",
        /// Đã lấy số, chờ ký.
        Numbered = "numbered",
        /// Đã ký, phát hành.
        Issued = "issued",
        /// Bỏ dự thảo.
        Dropped = "dropped",
        /// Hủy: the number stays used.
        Void = "void",
    }

    /// Cách đánh số văn bản hành chính.
    pub enum Numbering {
        /// Riêng từng loại.
        PerKind = "per_kind",
        /// Chung một hệ thống số.
        Shared = "shared",
    }

    /// Nguồn: the kind of record that a paper is made from.
    pub enum SourceKind {
        /// The council itself, for a year.
        Council = "council",
        /// Kỳ họp.
        Sitting = "sitting",
        /// Cuộc tiếp xúc cử tri.
        Contact = "contact",
        /// Nội dung kiến nghị.
        Matter = "matter",
        /// Lớp bồi dưỡng.
        Class = "class",
        /// Quy chế phối hợp.
        Coordination = "coordination",
        /// Hội nghị liên tịch, giao ban.
        JointMeeting = "joint_meeting",
        /// Hội nghị trao đổi kinh nghiệm.
        Conference = "conference",
        /// Dự thảo quy chế, nghị quyết.
        Regulation = "regulation",
        /// Kiến nghị về điều kiện hoạt động.
        Request = "request",
    }
}

impl PaperKind {
    /// The kind as the form knows it.
    pub const fn form(self) -> paper::Kind {
        match self {
            Self::Normative | Self::Resolution => paper::Kind::Resolution,
            Self::Decision => paper::Kind::Decision,
            Self::Plan => paper::Kind::Plan,
            Self::Programme => paper::Kind::Programme,
            Self::Proposal => paper::Kind::Proposal,
            Self::Report => paper::Kind::Report,
            Self::Notice => paper::Kind::Notice,
            Self::Guidance => paper::Kind::Guidance,
            Self::Scheme => paper::Kind::Scheme,
            Self::Minutes => paper::Kind::Minutes,
            Self::Invitation => paper::Kind::Invitation,
            Self::Letter => paper::Kind::Letter,
        }
    }

    /// The decree that its form follows.
    pub const fn profile(self) -> paper::Profile {
        match self {
            Self::Normative => paper::Profile::Nd78,
            _ => paper::Profile::Nd30,
        }
    }

    /// The symbol that a paper of this kind bears when nothing else is said: `BC-HĐND`, of a letter `HĐND-VP`.
    pub fn symbol(self) -> String {
        match self.form().code() {
            "" => "HĐND-VP".to_owned(),
            code => format!("{code}-HĐND"),
        }
    }

    /// Hệ thống số: the series from which it takes its number. Normative papers are always apart (NĐ 30/2020, Điều 15).
    pub const fn series(self, numbering: Numbering) -> &'static str {
        match (self, numbering) {
            (Self::Normative, _) | (_, Numbering::PerKind) => self.code(),
            (_, Numbering::Shared) => SHARED,
        }
    }

    /// Số, ký hiệu as it is printed: `05/BC-HĐND`, of a normative resolution `12/2026/NQ-HĐND`.
    pub fn label(self, number: u32, year: i16, symbol: &str) -> String {
        match self {
            Self::Normative => format!("{number:02}/{year}/{symbol}"),
            _ => format!("{number:02}/{symbol}"),
        }
    }
}

/// The series that all administrative kinds share where a council chose so.
pub const SHARED: &str = "shared";

impl PaperState {
    /// The state after another, if it can follow.
    pub const fn then(self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::Draft, Self::Numbered | Self::Dropped)
            | (Self::Numbered, Self::Issued | Self::Void) => Some(next),
            _ => None,
        }
    }

    /// Whether the text may still be changed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft)
    }
}

/// The mark at the foot of every page of a paper in a state.
const fn mark(state: PaperState) -> Option<&'static str> {
    match state {
        PaperState::Draft | PaperState::Dropped => Some(paper::DRAFT),
        PaperState::Void => Some(paper::VOID),
        PaperState::Numbered | PaperState::Issued => None,
    }
}

/// The year in whose register a day stands.
fn year_of(day: Date) -> i16 {
    day.year()
}
