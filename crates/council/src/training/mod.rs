//! Bồi dưỡng: programmes, courses, classes, attendance, checks of knowledge, certificates.
//!
//! Legal basis: Quyết định 696/QĐ-BNV (2021) on training all delegates after an election; the laws a delegate has to master are
//! those the topics teach. Where no rule of law was found, the thresholds are dated rows of the table of rules that say so.
//!
//! **Invariants.** Who must attend is computed from mandates and employments on the first day of a class, never typed. Having
//! completed a course is computed from the roll and the dated rule on presence, never stored. A class is never deleted: it is
//! cancelled. A roll may be corrected; what stood there before stays in the audit chain. A question whose law has changed is not
//! asked. The right answers never leave this module before a paper is handed in.

#[macro_use]
pub(crate) mod paged;

pub mod attendance;
pub mod calendar;
pub mod certificates;
pub mod check_in;
pub mod classes;
pub mod completion;
pub mod evaluations;
pub mod expected;
pub mod feeds;
pub mod invitations;
mod keys;
pub mod makeup;
pub mod materials;
pub mod mine;
pub mod obligations;
pub mod programmes;
pub mod questions;
pub mod quizzes;
pub mod studied;
#[cfg(test)]
mod tests;
pub mod thresholds;
pub mod topics;
pub mod trainers;

use crate::Problem;
use crate::bodies::Post;

store::coded! {
    /// Đối tượng của khóa: whom a course is for.
    pub enum Audience {
        /// Toàn thể đại biểu.
        AllDelegates = "all_delegates",
        /// Đại biểu mới: by by-election or merger, or later than the general election.
        Newcomers = "newcomers",
        /// Đại biểu hoạt động chuyên trách.
        FullTime = "full_time",
        /// Lãnh đạo: Chủ tịch, Phó Chủ tịch, Trưởng ban.
        Leaders = "leaders",
        /// Thành viên của một loại cơ quan, such as a board.
        BodyMembers = "body_members",
        /// Công chức, người lao động giúp việc.
        Staff = "staff",
    }

    /// Việc của cơ quan phối hợp: the part of a partner institution in a course.
    pub enum PartnerPart {
        /// Đồng tổ chức.
        CoOrganises = "co_organises",
        /// Giảng dạy.
        Teaches = "teaches",
        /// Biên soạn tài liệu.
        WritesMaterials = "writes_materials",
        /// Bố trí địa điểm.
        Hosts = "hosts",
        /// Bảo đảm kinh phí.
        Funds = "funds",
    }

    /// Trạng thái của lớp.
    pub enum ClassState {
        /// Dự kiến.
        Planned = "planned",
        /// Đang mở.
        Open = "open",
        /// Đã tổ chức.
        Held = "held",
        /// Đã kết thúc.
        Closed = "closed",
        /// Đã hủy.
        Cancelled = "cancelled",
    }

    /// Căn cứ mời: why a person is invited to a class.
    pub enum Ground {
        /// Đại biểu thuộc đối tượng của khóa.
        Delegate = "delegate",
        /// Đại biểu mới.
        Newcomer = "newcomer",
        /// Công chức giúp việc.
        Staff = "staff",
        /// Học bù.
        MakeUp = "make_up",
        /// Mời thêm.
        ByHand = "by_hand",
    }

    /// Trạng thái của giấy mời.
    pub enum InvitationState {
        /// Đã mời.
        Invited = "invited",
        /// Vắng có lý do.
        Excused = "excused",
        /// Đã rút giấy mời.
        Withdrawn = "withdrawn",
    }

    /// Điểm danh: what the roll says of a person at a lesson.
    pub enum Presence {
        /// Có mặt.
        Present = "present",
        /// Vắng.
        Absent = "absent",
        /// Vắng có lý do.
        Excused = "excused",
    }

    /// Cách điểm danh.
    pub enum RollMethod {
        /// Mã QR.
        Qr = "qr",
        /// Danh sách của người điểm danh.
        Roll = "roll",
        /// Nhập từ tệp.
        Import = "import",
    }

    /// Trạng thái của câu hỏi.
    pub enum QuestionState {
        /// Đang dùng.
        InUse = "in_use",
        /// Thôi dùng.
        Retired = "retired",
    }
}

/// A change of a class that its state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState {
    /// The state it is in.
    pub state: ClassState,
    /// The message that says what is not possible in it.
    pub code: &'static str,
}

impl From<WrongState> for Problem {
    fn from(wrong: WrongState) -> Self {
        Self::new("state", wrong.code).with("state", wrong.state)
    }
}

impl From<WrongState> for crate::Refusal {
    fn from(wrong: WrongState) -> Self {
        Problem::from(wrong).into()
    }
}

impl ClassState {
    /// Mở lớp.
    pub const fn open(self) -> Result<Self, WrongState> {
        match self {
            Self::Planned => Ok(Self::Open),
            _ => Err(self.refuses("class-cannot-open")),
        }
    }

    /// Ghi nhận lớp đã tổ chức xong.
    pub const fn hold(self) -> Result<Self, WrongState> {
        match self {
            Self::Open => Ok(Self::Held),
            _ => Err(self.refuses("class-cannot-be-held")),
        }
    }

    /// Đóng lớp: the roll is final.
    pub const fn close(self) -> Result<Self, WrongState> {
        match self {
            Self::Held => Ok(Self::Closed),
            _ => Err(self.refuses("class-cannot-close")),
        }
    }

    /// Mở lại để sửa điểm danh.
    pub const fn reopen(self) -> Result<Self, WrongState> {
        match self {
            Self::Closed => Ok(Self::Held),
            _ => Err(self.refuses("class-cannot-reopen")),
        }
    }

    /// Đổi lịch: the class is planned anew.
    pub const fn replan(self) -> Result<Self, WrongState> {
        match self {
            Self::Planned | Self::Open => Ok(Self::Planned),
            _ => Err(self.refuses("class-cannot-move")),
        }
    }

    /// Hủy lớp.
    pub const fn cancel(self) -> Result<Self, WrongState> {
        match self {
            Self::Planned | Self::Open => Ok(Self::Cancelled),
            _ => Err(self.refuses("class-cannot-be-cancelled")),
        }
    }

    /// Whether people can be invited.
    pub const fn inviting(self) -> Result<(), WrongState> {
        match self {
            Self::Planned | Self::Open => Ok(()),
            _ => Err(self.refuses("class-not-inviting")),
        }
    }

    /// Whether the roll can be taken or corrected.
    pub const fn rolling(self) -> Result<(), WrongState> {
        match self {
            Self::Open | Self::Held => Ok(()),
            _ => Err(self.refuses("class-roll-not-open")),
        }
    }

    /// Whether it is still to be held.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Planned | Self::Open)
    }

    /// Whether it counts as training given.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Held | Self::Closed)
    }

    const fn refuses(self, code: &'static str) -> WrongState {
        WrongState { state: self, code }
    }
}

impl Post {
    /// Whether the holder is a leader for whom courses for leaders are meant.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Chair | Self::ViceChair | Self::BoardHead)
    }
}
