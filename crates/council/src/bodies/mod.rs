//! Councils of every level over time, their electoral units, bodies, members and partner institutions.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (77/2015/QH13, 65/2025/QH15, 72/2025/QH15), Nghị quyết 202/2025/QH15 on
//! merging provinces, resolutions of the Standing Committee of the National Assembly on communes.
//!
//! **Invariants.** A council is a legal entity in a term: (unit, term, day of founding). A merged city is a new entity with the
//! same official code, so its councils restart their numbering beside the old ones. A body belongs to one council; a membership
//! lies within the time of its body. What ended keeps its record.

pub mod acts;
pub mod queries;
#[cfg(test)]
mod tests;

use kernel::Date;
use kernel::ids::{CouncilId, UnitId};

store::coded! {
    /// Cấp hành chính: the level of a unit and of its council.
    pub enum Level {
        /// Cấp tỉnh.
        Province = "province",
        /// Cấp huyện, until 2025-06-30.
        District = "district",
        /// Cấp xã.
        Commune = "commune",
    }

    /// Loại đơn vị hành chính: the kind of a unit.
    pub enum UnitKind {
        /// Tỉnh.
        Province = "province",
        /// Thành phố trực thuộc trung ương.
        CentralCity = "central_city",
        /// Quận.
        UrbanDistrict = "urban_district",
        /// Huyện.
        RuralDistrict = "rural_district",
        /// Thị xã.
        Town = "town",
        /// Thành phố thuộc tỉnh.
        ProvincialCity = "provincial_city",
        /// Xã.
        Commune = "commune",
        /// Phường.
        Ward = "ward",
        /// Thị trấn.
        Township = "township",
        /// Đặc khu.
        SpecialZone = "special_zone",
    }

    /// Loại cơ quan của Hội đồng nhân dân: the kind of a body.
    pub enum BodyKind {
        /// Thường trực Hội đồng nhân dân.
        StandingCommittee = "standing_committee",
        /// Ban Pháp chế.
        LegalBoard = "legal_board",
        /// Ban Kinh tế - Ngân sách.
        EconomyBudgetBoard = "economy_budget_board",
        /// Ban Văn hóa - Xã hội.
        CultureSocietyBoard = "culture_society_board",
        /// Ban Đô thị.
        UrbanBoard = "urban_board",
        /// Ban Dân tộc.
        EthnicBoard = "ethnic_board",
        /// Ban Kinh tế - Xã hội (cấp xã, cấp huyện).
        EconomySocietyBoard = "economy_society_board",
        /// Tổ đại biểu.
        DelegateGroup = "delegate_group",
    }

    /// Chức vụ: the post of a member in a body.
    pub enum Post {
        /// Chủ tịch Hội đồng nhân dân.
        Chair = "chair",
        /// Phó Chủ tịch Hội đồng nhân dân.
        ViceChair = "vice_chair",
        /// Ủy viên Thường trực.
        StandingMember = "standing_member",
        /// Trưởng ban.
        BoardHead = "board_head",
        /// Phó Trưởng ban.
        BoardDeputy = "board_deputy",
        /// Ủy viên của Ban.
        BoardMember = "board_member",
        /// Tổ trưởng.
        GroupLeader = "group_leader",
        /// Tổ phó.
        GroupDeputy = "group_deputy",
        /// Thành viên Tổ đại biểu.
        GroupMember = "group_member",
    }

    /// Loại nghị quyết, quyết định: the kind of an act that changes structure or staff.
    pub enum DecisionKind {
        /// Nghị quyết của Hội đồng nhân dân.
        CouncilResolution = "council_resolution",
        /// Nghị quyết công bố kết quả bầu cử của Ủy ban bầu cử.
        ElectionResult = "election_result",
        /// Nghị quyết của Ủy ban Thường vụ Quốc hội.
        NationalResolution = "national_resolution",
        /// Nghị quyết, quyết định của Thường trực Hội đồng nhân dân.
        StandingDecision = "standing_decision",
        /// Quyết định hành chính.
        Administrative = "administrative",
    }

    /// Loại cơ quan phối hợp: the kind of a partner institution.
    pub enum InstitutionKind {
        /// Ủy ban nhân dân.
        PeoplesCommittee = "peoples_committee",
        /// Ủy ban Mặt trận Tổ quốc Việt Nam.
        Front = "front",
        /// Trường chính trị, trung tâm bồi dưỡng.
        School = "school",
        /// Sở, ban, ngành.
        Department = "department",
        /// Văn phòng giúp việc.
        Office = "office",
        /// Cơ quan, tổ chức khác.
        Other = "other",
    }
}

impl BodyKind {
    /// Whether it is a board (Ban).
    pub const fn is_board(self) -> bool {
        !matches!(self, Self::StandingCommittee | Self::DelegateGroup)
    }
}

impl Post {
    /// The posts a body of this kind has.
    pub const fn of(kind: BodyKind) -> &'static [Self] {
        match kind {
            BodyKind::StandingCommittee => &[Self::Chair, Self::ViceChair, Self::StandingMember],
            BodyKind::DelegateGroup => &[Self::GroupLeader, Self::GroupDeputy, Self::GroupMember],
            _ => &[Self::BoardHead, Self::BoardDeputy, Self::BoardMember],
        }
    }

    /// Whether one person at a time holds it.
    pub const fn is_single(self) -> bool {
        matches!(self, Self::Chair | Self::BoardHead | Self::GroupLeader)
    }
}

/// What every act and page needs to know of a council.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct CouncilRef {
    /// The council.
    pub id: CouncilId,
    /// Its unit.
    pub unit_id: UnitId,
    /// The unit's name, such as "Thành phố Cần Thơ".
    pub unit_name: String,
    /// The kind of the unit.
    pub unit_kind: UnitKind,
    /// The level.
    pub level: Level,
    /// The path of official codes.
    pub path: String,
    /// Khóa, such as "X".
    pub number: String,
    /// The term, such as "2021-2026".
    pub term: String,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer exists.
    pub valid_to: Option<Date>,
    /// Whether its people are sample data.
    pub sample: bool,
}

impl CouncilRef {
    /// "HĐND thành phố Cần Thơ khóa X", the designation of the unit in lower case as in running text.
    pub fn title(&self) -> String {
        council_title(&self.unit_name, &self.number)
    }

    /// The days on which the council exists.
    pub fn period(&self) -> kernel::Period {
        kernel::Period {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}

/// Thường trực HĐND: the standing committee of a unit's council in a sentence.
pub fn standing_committee_of(unit: &str) -> String {
    format!("Thường trực HĐND {}", running_name(unit))
}

/// The designations of units, as their names begin with them.
const DESIGNATIONS: &[&str] = &[
    "Thành phố",
    "Tỉnh",
    "Quận",
    "Huyện",
    "Thị xã",
    "Thị trấn",
    "Phường",
    "Xã",
    "Đặc khu",
];

fn designated(name: &str) -> Option<(&'static str, &str)> {
    let mut known = DESIGNATIONS.iter();
    known.find_map(|word| Some((*word, name.strip_prefix(word)?)))
}

/// A unit's name as it stands inside a sentence: "Thành phố Cần Thơ" becomes "thành phố Cần Thơ".
pub fn running_name(name: &str) -> String {
    match designated(name) {
        Some((word, rest)) => format!("{}{rest}", word.to_lowercase()),
        None => name.to_owned(),
    }
}

/// "HĐND thành phố Cần Thơ khóa X": the council of a unit with its khóa.
pub fn council_title(unit_name: &str, number: &str) -> String {
    format!("HĐND {} khóa {number}", running_name(unit_name))
}

/// Địa danh: a unit's name as papers write where they were issued, without its designation: "Cần Thơ"; one that is named by a number or
/// after a person keeps it: "Phường 1", "Thành phố Hồ Chí Minh" (NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 4).
pub fn place_name(name: &str) -> &str {
    let bare = designated(name).map_or(name, |(_, rest)| rest.trim_start());
    let numbered = bare.starts_with(|sign: char| sign.is_ascii_digit());
    match numbered || bare == "Hồ Chí Minh" {
        true => name,
        false => bare,
    }
}
