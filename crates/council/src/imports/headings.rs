//! The columns of each kind of roster, with the titles offices give them.

use sheet::Heading;

use super::ImportKind;

macro_rules! headings {
    ($($key:literal: [$($name:literal),+ $(,)?];)*) => {
        &[$(Heading { key: $key, names: &[$($name),+] }),*]
    };
}

/// What describes a person in every kind of roster.
const PERSON: &[Heading] = headings! {
    "ordinal": ["STT", "TT", "Số TT", "Số thứ tự"];
    "full_name": ["Họ và tên", "Họ tên", "Họ, đệm và tên", "Họ, chữ đệm và tên", "Họ và tên khai sinh", "Tên đại biểu", "Họ tên đại biểu"];
    "family_name": ["Họ và tên đệm", "Họ đệm", "Họ lót", "Họ, chữ đệm", "Họ"];
    "given_name": ["Tên"];
    "birth": ["Ngày sinh", "Ngày tháng năm sinh", "Sinh ngày", "Ngày, tháng, năm sinh", "Ngày/tháng/năm sinh", "Sinh ngày tháng năm", "NTNS"];
    "birth_year": ["Năm sinh"];
    "sex": ["Giới tính", "Nam/Nữ", "Nam nữ", "Giới", "Phái"];
    "male": ["Nam"];
    "female": ["Nữ"];
    "nationality": ["Quốc tịch"];
    "ethnicity": ["Dân tộc", "Thành phần dân tộc"];
    "religion": ["Tôn giáo"];
    "hometown": ["Quê quán", "Nguyên quán", "Quê"];
    "residence": ["Nơi ở hiện nay", "Nơi ở", "Chỗ ở hiện nay", "Nơi cư trú", "Nơi thường trú", "Địa chỉ", "Hộ khẩu thường trú", "Nơi đăng ký thường trú"];
    "schooling": ["Trình độ giáo dục phổ thông", "Giáo dục phổ thông", "Trình độ GDPT", "GDPT", "Trình độ văn hóa", "Trình độ học vấn", "Văn hóa", "Học vấn"];
    "qualification": ["Trình độ chuyên môn", "Chuyên môn", "Chuyên môn nghiệp vụ", "Trình độ chuyên môn nghiệp vụ", "Học hàm, học vị", "Học vị"];
    "profession": ["Ngành đào tạo", "Chuyên ngành", "Chuyên ngành đào tạo", "Nghề nghiệp"];
    "political_theory": ["Trình độ lý luận chính trị", "Lý luận chính trị", "LLCT", "Lý luận CT", "Trình độ LLCT"];
    "languages": ["Ngoại ngữ", "Trình độ ngoại ngữ"];
    "occupation": ["Chức vụ", "Nghề nghiệp, chức vụ", "Chức vụ hiện nay", "Chức vụ, đơn vị công tác", "Chức danh", "Chức vụ công tác"];
    "workplace": ["Nơi công tác", "Đơn vị công tác", "Cơ quan công tác", "Cơ quan", "Nơi làm việc", "Cơ quan, đơn vị"];
    "party_since": ["Ngày vào Đảng", "Ngày kết nạp Đảng", "Vào Đảng", "Ngày vào Đảng (nếu có)", "Đảng viên"];
    "phone": ["Điện thoại", "Số điện thoại", "SĐT", "ĐT", "Điện thoại di động", "Di động"];
    "email": ["Email", "E-mail", "Thư điện tử", "Địa chỉ email", "Hộp thư"];
    "note": ["Ghi chú"];
};

/// What describes a mandate and the posts beside it.
const MANDATE: &[Heading] = headings! {
    "unit": ["HĐND xã, phường", "Hội đồng nhân dân xã, phường", "Tên xã, phường", "Xã, phường", "Phường, xã", "Đơn vị hành chính", "HĐND cấp xã", "Hội đồng nhân dân"];
    "constituency": ["Đơn vị bầu cử số", "Đơn vị bầu cử", "ĐVBC", "ĐVBC số", "Đơn vị BC", "Đơn vị ứng cử", "Bầu tại đơn vị"];
    "group": ["Tổ đại biểu", "Tổ ĐB", "Tổ đại biểu số", "Tổ ĐBHĐND", "Tổ", "Sinh hoạt tại tổ"];
    "board": ["Ban", "Ban HĐND", "Tham gia Ban", "Thành viên Ban", "Ban của HĐND", "Thuộc Ban"];
    "post": ["Chức vụ trong HĐND", "Chức danh trong HĐND", "Chức vụ HĐND", "Chức danh HĐND", "Nhiệm vụ trong HĐND", "Chức vụ tại HĐND", "Chức danh trong Hội đồng nhân dân", "Chức vụ trong Hội đồng nhân dân"];
    "full_time": ["Đại biểu chuyên trách", "Chuyên trách", "Hoạt động chuyên trách", "ĐB chuyên trách", "Đại biểu HĐND chuyên trách", "Chuyên trách/kiêm nhiệm"];
    "re_elected": ["Tái cử", "Tái đắc cử", "Đại biểu tái cử", "ĐB tái cử"];
};

/// What describes a place on the staff.
const STAFF: &[Heading] = headings! {
    "position": ["Vị trí việc làm", "Chức vụ, chức danh", "Chức danh nghề nghiệp", "Ngạch công chức"];
};

/// What describes attendance.
const ATTENDANCE: &[Heading] = headings! {
    "presence": ["Có mặt", "Điểm danh", "Tham dự", "Dự học", "Có dự"];
    "absence": ["Vắng", "Vắng mặt", "Vắng không phép"];
    "excused": ["Vắng có phép", "Có phép", "Vắng có lý do"];
    "reason": ["Lý do", "Lý do vắng"];
};

/// What a roster of this kind may hold.
pub(super) fn known(kind: ImportKind) -> Vec<Heading> {
    let more = match kind {
        ImportKind::Delegates => MANDATE,
        ImportKind::Staff => STAFF,
        ImportKind::Attendance => ATTENDANCE,
    };
    PERSON.iter().chain(more).copied().collect()
}

/// The columns a user may choose for this kind, in the order in which a form lists them.
pub fn keys(kind: ImportKind) -> Vec<&'static str> {
    let parts = ["birth_day", "birth_month"];
    let mut keys: Vec<&str> = known(kind).iter().map(|heading| heading.key).collect();
    let at = keys
        .iter()
        .position(|key| *key == "birth_year")
        .unwrap_or(keys.len());
    keys.splice(at..at, parts);
    keys
}

/// The key with this name, as the static text it is known by.
pub(super) fn key(kind: ImportKind, name: &str) -> Option<&'static str> {
    keys(kind).into_iter().find(|key| *key == name)
}
