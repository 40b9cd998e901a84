//! What offices call fields, results, levels and sessions.

use kernel::vi;

use crate::petitions::{Competence, Field, Outcome, ResultKind};

/// A group row or a cell of a field has no more words than this; longer ones are sentences.
const MOST_WORDS: usize = 14;

/// The words of each field, folded. The first that is found decides, so narrow ones stand first.
const FIELDS: &[(Field, &[&str])] = &[
    (Field::Ethnic, &["dan toc", "ton giao"]),
    (Field::Education, &["giao duc", "dao tao", "truong hoc"]),
    (Field::Health, &["y te", "bao hiem y te", "kham chua benh"]),
    (
        Field::SocialPolicy,
        &[
            "lao dong",
            "chinh sach",
            "nguoi co cong",
            "thuong binh",
            "an sinh",
            "xa hoi hoa",
            "viec lam",
            "giam ngheo",
        ],
    ),
    (
        Field::Culture,
        &[
            "van hoa",
            "the thao",
            "du lich",
            "thong tin truyen thong",
            "the duc",
        ],
    ),
    (
        Field::LandEnvironment,
        &[
            "dat dai",
            "moi truong",
            "tai nguyen",
            "khoang san",
            "giai phong mat bang",
            "tai dinh cu",
        ],
    ),
    (
        Field::Utilities,
        &[
            "dien, nuoc",
            "dien nuoc",
            "cap nuoc",
            "nuoc sach",
            "dien luc",
            "luoi dien",
            "vien thong",
            "buu chinh",
        ],
    ),
    (
        Field::Agriculture,
        &[
            "nong nghiep",
            "nong thon",
            "thuy loi",
            "lam nghiep",
            "thuy san",
        ],
    ),
    (
        Field::Transport,
        &["giao thong", "van tai", "cau duong", "duong bo"],
    ),
    (
        Field::Urban,
        &["xay dung", "do thi", "nha o", "quy hoach", "ha tang"],
    ),
    (
        Field::Security,
        &["an ninh", "trat tu", "quoc phong", "quan su", "cong an"],
    ),
    (
        Field::Administration,
        &[
            "noi vu",
            "hanh chinh",
            "tu phap",
            "can bo",
            "thanh tra",
            "to chuc bo may",
            "sap xep",
        ],
    ),
    (
        Field::Economy,
        &[
            "kinh te",
            "tai chinh",
            "ngan sach",
            "dau tu",
            "cong thuong",
            "thuong mai",
            "thue",
            "cong nghiep",
        ],
    ),
    (Field::SocialPolicy, &["xa hoi"]),
    (Field::Other, &["khac"]),
];

/// The field that a cell or a group row names.
pub(super) fn field(text: &str) -> Option<Field> {
    let folded = vi::fold(text);
    if folded.split(' ').count() > MOST_WORDS {
        return None;
    }
    let words = format!(
        " {} ",
        folded.replace(['-', '–', ',', ';', '(', ')', ':'], " ")
    );
    let words = vi::clean(&words);
    let words = format!(" {words} ");
    let named = |name: &&str| words.contains(&format!(" {} ", name.replace(',', "")));
    let found = FIELDS.iter().find(|(_, names)| names.iter().any(&named));
    found.map(|(field, _)| *field)
}

/// The words of each result, folded.
const RESULTS: &[(ResultKind, &[&str])] = &[
    (
        ResultKind::NotSettled,
        &[
            "chua giai quyet",
            "chua duoc giai quyet",
            "chua the giai quyet",
            "chua xem xet",
            "chua thuc hien",
            "khong the giai quyet",
        ],
    ),
    (
        ResultKind::InHand,
        &[
            "dang giai quyet",
            "dang duoc giai quyet",
            "dang xem xet",
            "dang thuc hien",
            "dang trien khai",
            "dang tiep tuc",
            "dang trong qua trinh",
            "dang duoc",
            "se giai quyet",
            "se thuc hien",
            "tiep tuc giai quyet",
            "tiep thu",
        ],
    ),
    (
        ResultKind::Explained,
        &[
            "giai trinh",
            "cung cap thong tin",
            "thong tin den cu tri",
            "giai thich",
            "thong tin, tuyen truyen",
        ],
    ),
    (
        ResultKind::Settled,
        &[
            "da giai quyet",
            "giai quyet xong",
            "da hoan thanh",
            "hoan thanh",
            "da xong",
            "da thuc hien",
            "da duoc giai quyet",
            "da khac phuc",
            "da sua chua",
            "da tra loi xong",
        ],
    ),
];

/// The result that a text tells: the one it names first.
pub(super) fn result(text: &str) -> Option<ResultKind> {
    let folded = vi::fold(text);
    match folded.trim_matches(['.', ' ', ':', '-']) {
        "xong" | "da" | "roi" => return Some(ResultKind::Settled),
        "dang" => return Some(ResultKind::InHand),
        "chua" => return Some(ResultKind::NotSettled),
        _ => {}
    }
    let found = RESULTS.iter().flat_map(|(kind, names)| {
        let at = names.iter().filter_map(|name| folded.find(name)).min();
        at.map(|at| (at, *kind))
    });
    found.min_by_key(|(at, _)| *at).map(|(_, kind)| kind)
}

/// What a result was in particular, as far as its text says it; one is owed where there are any.
pub(super) fn outcome(result: ResultKind, text: &str) -> Option<Outcome> {
    let folded = vi::fold(text);
    let says = |names: &[&str]| names.iter().any(|name| folded.contains(name));
    match result {
        ResultKind::Settled if says(&["thanh tra", "kiem tra"]) => Some(Outcome::Inspection),
        ResultKind::Settled
            if says(&["da ban hanh", "sua doi, bo sung", "ban hanh nghi quyet"]) =>
        {
            Some(Outcome::Law)
        }
        ResultKind::Settled => Some(Outcome::CarriedOut),
        ResultKind::InHand
            if says(&[
                "chua co nguon",
                "chua bo tri",
                "kho khan ve kinh phi",
                "chua can doi",
            ]) =>
        {
            Some(Outcome::NoMeans)
        }
        ResultKind::InHand
            if says(&[
                "da trinh",
                "da kien nghi trung uong",
                "da de xuat",
                "da bao cao",
            ]) =>
        {
            Some(Outcome::SubmittedUp)
        }
        ResultKind::InHand => Some(Outcome::OtherReason),
        ResultKind::Explained | ResultKind::NotSettled => None,
    }
}

/// The result as a paper would say it, where the table only has a mark.
pub(super) const fn said(result: ResultKind) -> &'static str {
    match result {
        ResultKind::Settled => "Đã giải quyết xong",
        ResultKind::Explained => "Đã giải trình, cung cấp thông tin",
        ResultKind::InHand => "Đang giải quyết",
        ResultKind::NotSettled => "Chưa giải quyết",
    }
}

/// The level that a text names.
pub(super) fn competence(text: &str) -> Option<Competence> {
    let folded = vi::fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let two = |a: &str, b: &str| words.windows(2).any(|pair| pair == [a, b]);
    if has(&["tw", "bo", "nganh"])
        || two("trung", "uong")
        || two("quoc", "hoi")
        || two("chinh", "phu")
    {
        Some(Competence::Central)
    } else if has(&["tinh"]) || two("thanh", "pho") {
        Some(Competence::Province)
    } else if has(&["huyen", "quan"]) || two("thi", "xa") {
        Some(Competence::District)
    } else if has(&["xa", "phuong"]) || two("co", "so") {
        Some(Competence::Commune)
    } else {
        None
    }
}

/// What a group row means by itself, without the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Group {
    Field(Field),
    Result(ResultKind),
    Competence(Competence),
    Session(String),
}

/// What a group row says of the rows below it, where its words alone tell.
pub(super) fn group(text: &str) -> Option<Group> {
    let folded = vi::fold(text);
    let count = folded.split(' ').count();
    if count > MOST_WORDS {
        return None;
    }
    let begins = |names: &[&str]| names.iter().any(|name| folded.starts_with(name));
    if begins(&["ky hop"]) {
        return Some(Group::Session(vi::clean(text)));
    }
    if folded.contains("tham quyen") {
        return competence(text.split_once("quyền").map_or(text, |(_, rest)| rest))
            .map(Group::Competence);
    }
    if begins(&["linh vuc", "ve linh vuc", "nhom linh vuc", "nganh"]) {
        return Some(Group::Field(field(text).unwrap_or(Field::Other)));
    }
    if begins(&[
        "kien nghi",
        "cac kien nghi",
        "nhom kien nghi",
        "nhung kien nghi",
        "noi dung",
        "da giai quyet",
        "dang giai quyet",
        "chua giai quyet",
        "giai trinh",
    ]) && let Some(result) = result(text)
    {
        return Some(Group::Result(result));
    }
    // A bare name of a field, such as "Giao thông, vận tải" or "GIÁO DỤC VÀ ĐÀO TẠO".
    let alone = field(text).filter(|_| {
        count <= 7
            && !begins(&[
                "de nghi", "sua", "xay", "kien", "lap", "ho tro", "nang", "mo ",
            ])
    });
    alone
        .filter(|field| *field != Field::Other)
        .map(Group::Field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_results_and_levels_are_told_by_their_words() {
        for (text, expected) in [
            ("Giao thông vận tải", Some(Field::Transport)),
            ("GIAO THONG", Some(Field::Transport)),
            ("Tài nguyên - Môi trường", Some(Field::LandEnvironment)),
            ("Giáo dục và Đào tạo", Some(Field::Education)),
            (
                "Lao động - Thương binh và Xã hội",
                Some(Field::SocialPolicy),
            ),
            ("Văn hóa - Xã hội", Some(Field::Culture)),
            ("Điện, nước", Some(Field::Utilities)),
            ("Lĩnh vực khác", Some(Field::Other)),
            ("Xã Thới An", None),
        ] {
            assert_eq!(field(text), expected, "{text}");
        }
        for (text, expected) in [
            ("Đã giải quyết xong", Some(ResultKind::Settled)),
            ("da giai quyet", Some(ResultKind::Settled)),
            ("Xong", Some(ResultKind::Settled)),
            ("Chưa giải quyết xong", Some(ResultKind::NotSettled)),
            (
                "Đang giải quyết: sẽ hoàn thành trong quý III",
                Some(ResultKind::InHand),
            ),
            (
                "Sở đã giải trình, cung cấp thông tin đến cử tri",
                Some(ResultKind::Explained),
            ),
            ("Công văn số 12", None),
            ("", None),
        ] {
            assert_eq!(result(text), expected, "{text}");
        }
        for (text, expected) in [
            ("TW", Some(Competence::Central)),
            ("Trung ương", Some(Competence::Central)),
            ("Cấp tỉnh", Some(Competence::Province)),
            ("Thành phố", Some(Competence::Province)),
            ("Huyện", Some(Competence::District)),
            ("Thị xã", Some(Competence::District)),
            ("Cấp xã", Some(Competence::Commune)),
            ("", None),
        ] {
            assert_eq!(competence(text), expected, "{text}");
        }
        for (text, expected) in [
            ("Lĩnh vực giao thông", Some(Group::Field(Field::Transport))),
            ("GIÁO DỤC VÀ ĐÀO TẠO", Some(Group::Field(Field::Education))),
            (
                "Kiến nghị đang giải quyết",
                Some(Group::Result(ResultKind::InHand)),
            ),
            (
                "Thuộc thẩm quyền Trung ương",
                Some(Group::Competence(Competence::Central)),
            ),
            (
                "Kỳ họp thứ 5",
                Some(Group::Session("Kỳ họp thứ 5".to_owned())),
            ),
            ("Đề nghị sửa đường giao thông nông thôn", None),
        ] {
            assert_eq!(group(text), expected, "{text}");
        }
    }
}
