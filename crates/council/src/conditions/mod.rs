//! Điều kiện hoạt động: who serves a council, with what, and with which money.
//!
//! Legal basis: none of the sources at hand gives a figure that binds every council, so the number of posts, the checklist of
//! facilities and the weights of work are dated rules that say so; a council may set its own on a basis of its own.
//!
//! **Invariants.** Whether a post is vacant, a facility is short or a request is overdue is computed for a day, never stored. What was
//! seen of a facility and how a budget line stood are kept for the day on which it was so; a later record never overwrites an earlier
//! one, and mending the record of one day needs a reason. Money is whole đồng; more allotted than estimated is told, not refused.

pub mod budget;
pub mod facilities;
pub mod facts;
pub mod load;
pub mod overview;
pub mod posts;
pub mod requests;
#[cfg(test)]
mod tests;

use kernel::Date;
use kernel::vi;

use crate::bodies::CouncilRef;
use crate::refusal::Problems;

store::coded! {
    /// Loại vị trí việc làm.
    pub enum PostKind {
        /// Lãnh đạo văn phòng.
        Leader = "leader",
        /// Chuyên viên tham mưu Hội đồng nhân dân.
        Adviser = "adviser",
        /// Văn thư, lưu trữ.
        Records = "records",
        /// Kế toán.
        Accountant = "accountant",
        /// Công nghệ thông tin.
        Technology = "technology",
        /// Vị trí khác.
        Other = "other",
    }

    /// Trình độ chuyên môn.
    pub enum Qualification {
        /// Sau đại học.
        Postgraduate = "postgraduate",
        /// Đại học.
        University = "university",
        /// Cao đẳng.
        College = "college",
        /// Trung cấp.
        Vocational = "vocational",
        /// Chưa qua đào tạo.
        None = "none",
    }

    /// Hạng mục cơ sở vật chất.
    pub enum Facility {
        /// Phòng họp.
        MeetingRoom = "meeting_room",
        /// Phòng tiếp công dân.
        ReceptionRoom = "reception_room",
        /// Đường truyền.
        Network = "network",
        /// Máy tính.
        Computers = "computers",
        /// Thiết bị hội nghị trực tuyến.
        OnlineMeeting = "online_meeting",
        /// Hệ thống biểu quyết.
        Voting = "voting",
        /// Máy quét tài liệu.
        Scanner = "scanner",
    }

    /// Hiện trạng của một hạng mục vào một ngày.
    pub enum FacilityState {
        /// Đủ.
        There = "there",
        /// Chưa đủ.
        NotEnough = "not_enough",
        /// Không có.
        Missing = "missing",
        /// Chưa ghi.
        Unrecorded = "unrecorded",
    }

    /// Nguồn kinh phí.
    pub enum FundSource {
        /// Ngân sách địa phương.
        Local = "local",
        /// Nguồn khác.
        Other = "other",
    }

    /// Nội dung chi.
    pub enum Spending {
        /// Hoạt động của Hội đồng nhân dân.
        Activity = "activity",
        /// Tiếp xúc cử tri.
        Contact = "contact",
        /// Giám sát, khảo sát.
        Supervision = "supervision",
        /// Đào tạo, bồi dưỡng.
        Training = "training",
        /// Chế độ đại biểu.
        Allowances = "allowances",
        /// Trang thiết bị.
        Equipment = "equipment",
        /// Nội dung khác.
        Other = "other",
    }

    /// Điều cần xem lại ở một dòng kinh phí: told, not refused.
    pub enum BudgetWarning {
        /// Giao nhiều hơn dự toán.
        AllottedAboveEstimate = "allotted_above_estimate",
        /// Thực hiện nhiều hơn được giao.
        SpentAboveAllotted = "spent_above_allotted",
        /// Dự toán vượt định mức.
        EstimateAboveNorm = "estimate_above_norm",
    }

    /// Tình trạng của một kiến nghị.
    pub enum RequestState {
        /// Đã gửi, chờ trả lời.
        Sent = "sent",
        /// Được chấp thuận.
        Accepted = "accepted",
        /// Không được chấp thuận.
        Refused = "refused",
        /// Đã rút.
        Withdrawn = "withdrawn",
    }

    /// Điều kiện còn thiếu.
    pub enum Lack {
        /// Còn vị trí trống hoặc ít hơn định mức.
        Posts = "posts",
        /// Thiếu cơ sở vật chất.
        Facilities = "facilities",
        /// Kinh phí giao chưa đủ dự toán.
        Budget = "budget",
        /// Kiến nghị chưa được trả lời.
        Requests = "requests",
        /// Chưa ghi gì.
        Unrecorded = "unrecorded",
    }
}

impl Facility {
    /// The key of the rule that says how many are wanted.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::MeetingRoom => "facility_meeting_room",
            Self::ReceptionRoom => "facility_reception_room",
            Self::Network => "facility_network",
            Self::Computers => "facility_computers",
            Self::OnlineMeeting => "facility_online_meeting",
            Self::Voting => "facility_voting",
            Self::Scanner => "facility_scanner",
        }
    }
}

impl RequestState {
    /// Whether an answer is still waited for.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent)
    }

    /// The state after another, if it can follow: only what was sent can be answered or withdrawn.
    pub const fn then(self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::Sent, Self::Accepted | Self::Refused | Self::Withdrawn) => Some(next),
            _ => None,
        }
    }
}

/// A text that may be left out, cleaned.
fn optional(problems: &mut Problems, field: &'static str, text: &str) -> String {
    let text = vi::clean(text);
    if text.is_empty() {
        return text;
    }
    problems.text(field, &text)
}

/// Complains about a day of a record that has not come yet or on which the council was not there.
fn recorded_day(
    problems: &mut Problems,
    council: &CouncilRef,
    today: Date,
    field: &'static str,
    day: Date,
) {
    problems.unless(day <= today, field, "day-ahead");
    let there = council.period().contains(day);
    problems.unless(there, field, "council-not-on-that-day");
}
