//! What stands after the articles: the signature, attached texts, annexes, and forms.

use super::lines::{self, is_capitals};

/// Words that open a signature block.
const SIGNING: [&str; 14] = [
    "Nơi nhận",
    "NƠI NHẬN",
    "TM. ",
    "TM.",
    "T/M ",
    "KT. ",
    "KT.",
    "TL. ",
    "TUQ. ",
    "XÁC THỰC VĂN BẢN HỢP NHẤT",
    "VĂN PHÒNG QUỐC HỘI",
    "TM ",
    "Q. BỘ TRƯỞNG",
    "KT ",
];

/// Titles that stand alone above a name.
const TITLES: [&str; 16] = [
    "CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "THỦ TƯỚNG",
    "PHÓ THỦ TƯỚNG",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "THỐNG ĐỐC",
    "CHỦ NHIỆM",
    "TỔNG KIỂM TOÁN",
    "CHÁNH ÁN",
    "VIỆN TRƯỞNG",
    "TỔNG THANH TRA",
    "GIÁM ĐỐC",
    "CHỦ TỌA",
    "TỔNG BÍ THƯ",
    "PHÓ GIÁM ĐỐC",
];

/// Whether a line opens what closes a document: its adoption by the National Assembly, its recipients, its signature.
pub(super) fn is_signature(line: &str) -> bool {
    let line = line.trim_start_matches(['|', ' ']);
    if !line.starts_with(char::is_uppercase) {
        return false;
    }
    if SIGNING.iter().any(|word| line.starts_with(word)) {
        return line.chars().nth(3).is_some()
            && !line.starts_with("TM ")
            && !line.starts_with("KT ")
            || line[3..].starts_with(char::is_uppercase);
    }
    if let Some(title) = TITLES.iter().find(|title| line.starts_with(**title)) {
        return line.chars().count() <= 60
            && !line[title.len()..].starts_with(|c: char| c.is_lowercase())
            && !line.ends_with([';', '.', ',', ':']);
    }
    [
        "Luật này",
        "Bộ luật này",
        "Pháp lệnh này",
        "Nghị quyết này",
        "Hiến pháp này",
    ]
    .iter()
    .any(|word| {
        line.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start();
            let rest = rest.strip_prefix("đã ").unwrap_or(rest);
            [
                "được Quốc hội",
                "được Ủy ban thường vụ",
                "được Ủy ban Thường vụ",
                "được Uỷ ban thường vụ",
                "được Uỷ ban Thường vụ",
            ]
            .iter()
            .any(|word| rest.starts_with(word))
        })
    })
}

/// What a title in capitals opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// A text with articles of its own.
    Attached,
    /// A list, a table, a form.
    Annex,
}

const ATTACHED: [&str; 16] = [
    "QUY CHẾ",
    "QUY ĐỊNH",
    "NỘI QUY",
    "ĐIỀU LỆ",
    "QUY TRÌNH",
    "CHƯƠNG TRÌNH",
    "KẾ HOẠCH",
    "ĐỀ ÁN",
    "HƯỚNG DẪN",
    "CHIẾN LƯỢC",
    "PHƯƠNG ÁN",
    "QUY TẮC",
    "QUY CHUẨN",
    "TIÊU CHÍ",
    "CƠ CHẾ",
    "CHÍNH SÁCH",
];

const ANNEXED: [&str; 9] = [
    "DANH MỤC",
    "DANH SÁCH",
    "BIỂU",
    "BẢNG",
    "MỨC",
    "ĐỊNH MỨC",
    "GIÁ",
    "MẪU",
    "PHỤ LỤC",
];

/// What a title opens, when its first words name a kind of attached text or annex.
pub(super) fn titled(line: &str) -> Option<Opened> {
    if ATTACHED.iter().any(|word| line.starts_with(word)) {
        return Some(Opened::Attached);
    }
    ANNEXED
        .iter()
        .any(|word| line.starts_with(word))
        .then_some(Opened::Annex)
}

/// Whether a title is nothing but the name of a kind of attached text.
pub(super) fn is_bare_title(line: &str) -> bool {
    ATTACHED
        .iter()
        .any(|word| line.trim_end_matches([':', '.', ' ']) == *word)
}

/// Whether a line says what a text was issued with.
pub(super) fn is_issued_with(line: &str) -> bool {
    let line = line.trim_start_matches(['(', ' ', '[']);
    [
        "Ban hành",
        "ban hành",
        "Kèm theo",
        "kèm theo",
        "Được ban hành",
        "Ban hành",
        "BAN HÀNH KÈM",
    ]
    .iter()
    .any(|word| line.starts_with(word))
        && (line.contains("theo") || line.contains("THEO"))
}

/// Whether a line could be a title: capitals, no row of a table, no rule.
pub(super) fn is_title(line: &str) -> bool {
    is_capitals(line) && !lines::is_row(line)
}
