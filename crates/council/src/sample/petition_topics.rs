//! What voters of the sample ask, whom it goes to, and the names they have.

use crate::petitions::Field;

/// What is asked, with the field and who has it at the level of a province and of a commune.
pub(super) const ASKED: &[(Field, &str, usize)] = &[
    (
        Field::Transport,
        "Sửa chữa đoạn đường bị hư hỏng, nhiều ổ gà tại {}",
        0,
    ),
    (
        Field::Transport,
        "Lắp biển báo, vạch giảm tốc trước trường học tại {}",
        0,
    ),
    (
        Field::Transport,
        "Sớm hoàn thành cầu bắc qua kênh tại {}",
        0,
    ),
    (
        Field::Urban,
        "Chống ngập khi triều cường và mưa lớn tại {}",
        0,
    ),
    (
        Field::Urban,
        "Cấp phép xây dựng cho hộ dân trong vùng quy hoạch kéo dài tại {}",
        0,
    ),
    (
        Field::LandEnvironment,
        "Thu gom rác sinh hoạt đúng lịch tại {}",
        1,
    ),
    (
        Field::LandEnvironment,
        "Đẩy nhanh cấp giấy chứng nhận quyền sử dụng đất tại {}",
        1,
    ),
    (
        Field::LandEnvironment,
        "Xử lý cơ sở gây tiếng ồn, khói bụi tại {}",
        1,
    ),
    (
        Field::Agriculture,
        "Nạo vét kênh mương phục vụ tưới tiêu tại {}",
        1,
    ),
    (
        Field::Agriculture,
        "Gia cố bờ sông sạt lở đe dọa nhà dân tại {}",
        1,
    ),
    (
        Field::Education,
        "Xây thêm phòng học, giảm sĩ số lớp tại {}",
        2,
    ),
    (Field::Education, "Bổ sung giáo viên mầm non tại {}", 2),
    (
        Field::Health,
        "Bổ sung bác sĩ, thuốc bảo hiểm y tế cho trạm y tế {}",
        3,
    ),
    (
        Field::SocialPolicy,
        "Giải quyết chậm chế độ người có công tại {}",
        4,
    ),
    (
        Field::SocialPolicy,
        "Hỗ trợ nhà ở cho hộ nghèo, cận nghèo tại {}",
        4,
    ),
    (
        Field::Administration,
        "Giảm thời gian chờ làm thủ tục hành chính tại {}",
        4,
    ),
    (Field::Utilities, "Lắp đèn chiếu sáng công cộng tại {}", 0),
    (
        Field::Utilities,
        "Cải thiện nước sạch, áp lực nước yếu tại {}",
        0,
    ),
    (
        Field::Culture,
        "Đầu tư sân chơi, nhà văn hóa khu vực tại {}",
        5,
    ),
    (
        Field::Security,
        "Tăng cường tuần tra, xử lý tụ tập gây rối tại {}",
        6,
    ),
    (Field::Economy, "Công khai giá, sắp xếp lại chợ tại {}", 7),
    (Field::Ethnic, "Hỗ trợ dạy chữ Khmer cho học sinh tại {}", 2),
];

/// The departments of a city that matters go to.
pub(super) const DEPARTMENTS: [&str; 8] = [
    "Sở Xây dựng",
    "Sở Nông nghiệp và Môi trường",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Công an thành phố",
    "Sở Công Thương",
];

pub(super) const FAMILY: [&str; 8] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Thạch",
];
pub(super) const GIVEN: [&str; 8] = ["An", "Bình", "Cúc", "Dũng", "Hạnh", "Khánh", "Sen", "Tâm"];
