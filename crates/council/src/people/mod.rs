//! Delegates: persons, their records over time, mandates, suspensions.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (delegates, their standards, the end and suspension of their duties), Luật Bầu
//! cử 85/2015/QH13 (election results, by-elections); the fields are those of the official short curriculum vitae.
//!
//! **Invariants.** A person's record is kept in versions by day; a mandate lies within its council's time; it begins and ends by a
//! recorded decision, and where none is recorded it is shown as unconfirmed.

pub mod acts;
pub mod queries;
#[cfg(test)]
mod tests;

use crate::access::FieldGroup;

store::coded! {
    /// Giới tính.
    pub enum Sex {
        /// Nữ.
        Female = "female",
        /// Nam.
        Male = "male",
    }

    /// Cách thức trở thành đại biểu: how a mandate began.
    pub enum MandateOrigin {
        /// Bầu cử đầu nhiệm kỳ.
        GeneralElection = "general_election",
        /// Bầu cử bổ sung.
        ByElection = "by_election",
        /// Hợp nhất đơn vị hành chính: continued in the council of a merged unit.
        Merger = "merger",
    }

    /// Lý do thôi làm nhiệm vụ đại biểu: why a mandate ended.
    pub enum EndReason {
        /// Hết nhiệm kỳ hoặc hội đồng kết thúc hoạt động.
        CouncilEnded = "council_ended",
        /// Xin thôi làm nhiệm vụ.
        Resigned = "resigned",
        /// Chuyển công tác, không còn cư trú tại địa bàn.
        MovedAway = "moved_away",
        /// Từ trần.
        Died = "died",
        /// Bãi nhiệm.
        Dismissed = "dismissed",
        /// Mất quyền đại biểu.
        LostRight = "lost_right",
    }
}

/// Sơ yếu lý lịch: what is known of a person on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PersonDetails {
    /// Họ và tên.
    pub full_name: String,
    /// Ngày sinh.
    pub birth_date: Option<kernel::Date>,
    /// Năm sinh, where the day is not known.
    pub birth_year: Option<u32>,
    /// Giới tính.
    pub sex: Option<Sex>,
    /// Quốc tịch.
    pub nationality: Option<String>,
    /// Dân tộc.
    pub ethnicity: Option<String>,
    /// Tôn giáo.
    pub religion: Option<String>,
    /// Quê quán.
    pub hometown: Option<String>,
    /// Nơi ở hiện nay.
    pub residence: Option<String>,
    /// Trình độ giáo dục phổ thông.
    pub schooling: Option<String>,
    /// Trình độ chuyên môn, học vị.
    pub qualification: Option<String>,
    /// Nghề nghiệp, ngành đào tạo.
    pub profession: Option<String>,
    /// Lý luận chính trị.
    pub political_theory: Option<String>,
    /// Ngoại ngữ.
    pub languages: Option<String>,
    /// Chức vụ, nghề nghiệp hiện nay.
    pub occupation: Option<String>,
    /// Nơi công tác.
    pub workplace: Option<String>,
    /// Ngày vào Đảng.
    pub party_since: Option<kernel::Date>,
    /// Điện thoại.
    pub phone: Option<String>,
    /// Thư điện tử.
    pub email: Option<String>,
}

/// The group that protects a field of [`PersonDetails`]; `None` for a name that is no field of it.
pub fn field_group(field: &str) -> Option<FieldGroup> {
    Some(match field {
        "full_name" | "birth_year" | "sex" => FieldGroup::Structure,
        "schooling" | "qualification" | "profession" | "political_theory" | "languages"
        | "occupation" | "workplace" => FieldGroup::Career,
        "birth_date" | "nationality" | "hometown" | "residence" => FieldGroup::Identity,
        "ethnicity" | "religion" | "party_since" => FieldGroup::Affiliation,
        "phone" | "email" => FieldGroup::Contact,
        _ => return None,
    })
}
