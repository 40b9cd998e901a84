//! What the sample sittings of the city council deal with, kind by kind; the years are filled in.

use crate::bodies::BodyKind;
use crate::sittings::ItemKind;

/// An item before it stands in a programme. `{year}` and `{next}` stand for the year of the sitting and the one after.
pub(super) struct Topic {
    pub(super) kind: ItemKind,
    pub(super) title: &'static str,
    pub(super) output: &'static str,
    /// What the name of the institution that presents it contains.
    pub(super) lead: &'static str,
    pub(super) verifier: Option<BodyKind>,
}

const COMMITTEE: &str = "Ủy ban nhân dân";
const FINANCE: &str = "Sở Tài chính";
const HOME_AFFAIRS: &str = "Sở Nội vụ";
const JUSTICE: &str = "Sở Tư pháp";
const FRONT: &str = "Mặt trận Tổ quốc";

const fn topic(
    kind: ItemKind,
    title: &'static str,
    output: &'static str,
    lead: &'static str,
    verifier: Option<BodyKind>,
) -> Topic {
    Topic {
        kind,
        title,
        output,
        lead,
        verifier,
    }
}

const LEGAL: Option<BodyKind> = Some(BodyKind::LegalBoard);
const ECONOMY: Option<BodyKind> = Some(BodyKind::EconomyBudgetBoard);
const CULTURE: Option<BodyKind> = Some(BodyKind::CultureSocietyBoard);

use ItemKind::{DraftResolution, Election, Other, Questioning, Report, Supervision};

/// The first sitting of a term.
pub(super) const FIRST: [Topic; 6] = [
    topic(
        Other,
        "Xác nhận tư cách đại biểu HĐND",
        "Nghị quyết",
        "",
        None,
    ),
    topic(
        Election,
        "Bầu Chủ tịch, các Phó Chủ tịch HĐND",
        "Nghị quyết",
        "",
        None,
    ),
    topic(
        Election,
        "Bầu Trưởng Ban, Phó Trưởng Ban của HĐND",
        "Nghị quyết",
        "",
        None,
    ),
    topic(
        Election,
        "Bầu Chủ tịch, các Phó Chủ tịch và Ủy viên UBND",
        "Nghị quyết",
        "",
        None,
    ),
    topic(
        Election,
        "Bầu Hội thẩm Tòa án nhân dân",
        "Nghị quyết",
        "",
        None,
    ),
    topic(
        DraftResolution,
        "Quy chế làm việc của HĐND",
        "Nghị quyết",
        "",
        LEGAL,
    ),
];

/// A sitting on a subject of its own, in May.
pub(super) const SPRING: [Topic; 4] = [
    topic(
        DraftResolution,
        "Chương trình các kỳ họp và giám sát của HĐND năm {next}",
        "Nghị quyết",
        "",
        LEGAL,
    ),
    topic(
        DraftResolution,
        "Điều chỉnh kế hoạch đầu tư công năm {year}",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Danh mục dự án thu hồi đất bổ sung năm {year}",
        "Nghị quyết",
        COMMITTEE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Quy định mức chi hỗ trợ hoạt động văn hóa ở cơ sở",
        "Nghị quyết",
        COMMITTEE,
        CULTURE,
    ),
];

/// The regular sitting in July.
pub(super) const MIDDLE: [Topic; 11] = [
    topic(
        Report,
        "Kinh tế – xã hội 6 tháng đầu năm {year}, nhiệm vụ 6 tháng cuối năm",
        "Nghị quyết",
        COMMITTEE,
        ECONOMY,
    ),
    topic(
        Report,
        "Thu, chi ngân sách 6 tháng đầu năm {year}",
        "Báo cáo",
        FINANCE,
        ECONOMY,
    ),
    topic(
        Report,
        "Công tác phòng, chống tham nhũng, lãng phí 6 tháng đầu năm {year}",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        Report,
        "Tiếp công dân, giải quyết khiếu nại, tố cáo 6 tháng đầu năm {year}",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        Report,
        "Kết quả giải quyết kiến nghị của cử tri trước kỳ họp",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        Report,
        "Tổng hợp ý kiến, kiến nghị của cử tri",
        "Báo cáo",
        FRONT,
        None,
    ),
    topic(
        DraftResolution,
        "Quyết toán ngân sách năm trước",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Quy định chính sách hỗ trợ giáo dục mầm non",
        "Nghị quyết",
        COMMITTEE,
        CULTURE,
    ),
    topic(
        DraftResolution,
        "Quy định chức danh, số lượng người hoạt động không chuyên trách",
        "Nghị quyết",
        HOME_AFFAIRS,
        LEGAL,
    ),
    topic(
        Supervision,
        "Giám sát chuyên đề của HĐND năm {year}",
        "Nghị quyết",
        "",
        LEGAL,
    ),
    topic(
        Questioning,
        "Chất vấn và trả lời chất vấn",
        "Nghị quyết",
        "",
        None,
    ),
];

/// A sitting on a subject of its own, in the autumn.
pub(super) const AUTUMN: [Topic; 4] = [
    topic(
        DraftResolution,
        "Điều chỉnh dự toán ngân sách năm {year}",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Đặt tên đường và công trình công cộng",
        "Nghị quyết",
        COMMITTEE,
        CULTURE,
    ),
    topic(
        DraftResolution,
        "Bãi bỏ nghị quyết không còn phù hợp",
        "Nghị quyết",
        JUSTICE,
        LEGAL,
    ),
    topic(
        DraftResolution,
        "Quy định mức thu phí, lệ phí thuộc thẩm quyền",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
];

/// The regular sitting at the end of the year.
pub(super) const YEAR_END: [Topic; 13] = [
    topic(
        Report,
        "Kinh tế – xã hội năm {year}, kế hoạch năm {next}",
        "Nghị quyết",
        COMMITTEE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Dự toán và phân bổ ngân sách năm {next}",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Kế hoạch đầu tư công năm {next}",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Bảng giá đất áp dụng năm {next}",
        "Nghị quyết",
        COMMITTEE,
        ECONOMY,
    ),
    topic(
        DraftResolution,
        "Biên chế công chức, số người làm việc năm {next}",
        "Nghị quyết",
        HOME_AFFAIRS,
        LEGAL,
    ),
    topic(
        Report,
        "Công tác của Tòa án, Viện kiểm sát, Thi hành án năm {year}",
        "Báo cáo",
        "",
        LEGAL,
    ),
    topic(
        Report,
        "Công tác phòng, chống tham nhũng, lãng phí năm {year}",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        Report,
        "Kết quả giải quyết kiến nghị của cử tri trước kỳ họp",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        Report,
        "Tổng hợp ý kiến, kiến nghị của cử tri",
        "Báo cáo",
        FRONT,
        None,
    ),
    topic(
        DraftResolution,
        "Quy định chính sách an sinh xã hội của thành phố",
        "Nghị quyết",
        COMMITTEE,
        CULTURE,
    ),
    topic(
        Supervision,
        "Kết quả giám sát chuyên đề năm {year} của Thường trực HĐND",
        "Báo cáo",
        "",
        CULTURE,
    ),
    topic(
        DraftResolution,
        "Kế hoạch tổ chức kỳ họp thường lệ năm {next}",
        "Nghị quyết",
        "",
        LEGAL,
    ),
    topic(
        Questioning,
        "Chất vấn và trả lời chất vấn",
        "Nghị quyết",
        "",
        None,
    ),
];

/// The last sitting of a term.
pub(super) const LAST: [Topic; 5] = [
    topic(Report, "Tổng kết nhiệm kỳ của HĐND", "Nghị quyết", "", None),
    topic(
        Report,
        "Tổng kết nhiệm kỳ của UBND",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        Report,
        "Kết quả giải quyết kiến nghị của cử tri trong nhiệm kỳ",
        "Báo cáo",
        COMMITTEE,
        LEGAL,
    ),
    topic(
        DraftResolution,
        "Chuyển tiếp kế hoạch đầu tư công trung hạn",
        "Nghị quyết",
        FINANCE,
        ECONOMY,
    ),
    topic(
        Other,
        "Bàn giao hồ sơ, kiến nghị cho nhiệm kỳ sau",
        "Báo cáo",
        "",
        None,
    ),
];
