//! Định danh: the addresses under which documents and their units are known outside: FRBR addresses and eIds of Akoma Ntoso.
//!
//! A document is `/akn/vn/act/luat/2015-06-19/77-2015-qh13`; what a local body issues bears its author too, since every province numbers
//! from one. A unit is `art_5__para_2__point_dd`: articles are numbered through the whole document and so need no chapter before them;
//! `đ` is written `dd`, for `điểm d` and `điểm đ` are two points.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::address::{Address, Level};
use crate::cite::Target;
use crate::grammar::numbers::number_year;

/// What names a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// Tên loại: `Luật`.
    pub kind: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Ngày ban hành.
    pub date: Option<Date>,
    /// Số, ký hiệu.
    pub number: Option<String>,
}

impl Work {
    /// The document a citation means, as far as its words tell; none for the document the words stand in.
    pub fn cited(target: &Target, surface: &str) -> Option<Self> {
        let number = target.resolved.as_ref().or(target.so_ky_hieu.as_ref());
        if number.is_none() && target.title.is_none() {
            return None;
        }
        let kind = target
            .title
            .as_deref()
            .and_then(kind_in)
            .or_else(|| number.and_then(|number| kind_of_number(number)))
            .or_else(|| kind_in(surface));
        Some(Self {
            kind: kind.map(str::to_owned),
            issuer: None,
            date: target.date,
            number: number.or(target.title.as_ref()).cloned(),
        })
    }

    /// The address of the work: `/akn/vn/act/luat/2015-06-19/77-2015-qh13`.
    pub fn uri(&self) -> String {
        let mut uri = String::from("/akn/vn/act");
        let mut segment = |text: &str| {
            if !text.is_empty() {
                uri.push('/');
                uri.push_str(text);
            }
        };
        segment(&slug(self.kind.as_deref().unwrap_or("")));
        if let Some(issuer) = self.issuer.as_deref().filter(|issuer| is_local(issuer)) {
            segment(&slug(issuer));
        }
        let year = || self.number.as_deref().and_then(number_year);
        match (self.date, year()) {
            (Some(date), _) => segment(&date.to_string()),
            (None, Some(year)) => segment(&year.to_string()),
            (None, None) => {}
        }
        let number = slug(self.number.as_deref().unwrap_or(""));
        segment(if number.is_empty() {
            "khong-so"
        } else {
            &number
        });
        uri
    }

    /// The address of its Vietnamese text of a day: `…/vie@2020-07-01`.
    pub fn expression(&self, day: Option<Date>) -> String {
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        format!("{}/vie@{day}", self.uri())
    }
}

/// The eId of a unit of a document's own body; none for a document as a whole and for annexes, which are counted in their document.
pub fn eid(address: &Address) -> Option<String> {
    if address.phu_luc.is_some() || address.mau.is_some() {
        return None;
    }
    let from = if address.dieu.is_some() {
        Level::Dieu
    } else {
        Level::Phan
    };
    let mut id = String::new();
    for level in Level::DOWNWARDS {
        if level <= from
            && let Some(label) = address.get(level)
        {
            if !id.is_empty() {
                id.push_str("__");
            }
            push_part(&mut id, level, label);
        }
    }
    Some(id).filter(|id| !id.is_empty())
}

/// A unit anywhere in a document in one word: the eId, of an annex or a form `annex_2__form_1`, in the regulation issued with the
/// document `att_1__art_5`; empty for the document as a whole.
pub fn unit_id(address: &Address, attached: bool) -> String {
    let levels = Level::DOWNWARDS.iter().copied();
    let (annexes, own): (Vec<Level>, Vec<Level>) = levels.partition(|level| level.is_annex());
    let from = if address.dieu.is_some() {
        Level::Dieu
    } else {
        Level::Phan
    };
    let mut id = String::from(if attached { "att_1" } else { "" });
    for level in annexes
        .into_iter()
        .chain(own.into_iter().filter(|level| *level <= from))
    {
        if let Some(label) = address.get(level) {
            if !id.is_empty() {
                id.push_str("__");
            }
            push_part(&mut id, level, label);
        }
    }
    id
}

/// The unit that [`unit_id`] names, and whether it stands in an attached text. Chapters and parts get their Roman numbers back.
pub fn unit_of_id(id: &str) -> (Address, bool) {
    let mut address = Address::default();
    let mut attached = false;
    for part in id.split("__") {
        let Some((name, label)) = part.split_once('_') else {
            continue;
        };
        let level = match name {
            "part" => Level::Phan,
            "chp" => Level::Chuong,
            "sec" => Level::Muc,
            "subsec" => Level::TieuMuc,
            "art" => Level::Dieu,
            "para" => Level::Khoan,
            "point" => Level::Diem,
            "indent" => Level::Tiet,
            "doan" => Level::Doan,
            "annex" => Level::PhuLuc,
            "form" => Level::Mau,
            _ => {
                attached |= name == "att";
                continue;
            }
        };
        let label = match level {
            Level::Phan | Level::Chuong | Level::PhuLuc => numeral(label),
            Level::Diem | Level::Tiet => label.replacen("dd", "đ", 1),
            _ => label.to_owned(),
        };
        address.set(level, label);
    }
    (address, attached)
}

/// `14` as `XIV`; the only annex, which bears no number, as nothing.
fn numeral(label: &str) -> String {
    const NUMERALS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let Ok(mut rest) = label.parse::<u32>() else {
        return label.to_owned();
    };
    let mut written = String::new();
    for (worth, numeral) in NUMERALS {
        while rest >= worth && written.len() < 12 {
            written.push_str(numeral);
            rest -= worth;
        }
    }
    written
}

/// Write `art_5`, `point_dd`, `chp_2`.
pub(crate) fn push_part(id: &mut String, level: Level, label: &str) {
    id.push_str(match level {
        Level::Phan => "part_",
        Level::Chuong => "chp_",
        Level::Muc => "sec_",
        Level::TieuMuc => "subsec_",
        Level::Dieu => "art_",
        Level::Khoan => "para_",
        Level::Diem => "point_",
        Level::Tiet => "indent_",
        Level::Doan => "doan_",
        Level::PhuLuc => "annex_",
        Level::Mau => "form_",
    });
    let ranked = level >= Level::TieuMuc || level.is_annex();
    if ranked && let Some(number) = roman(label).or_else(|| ordinal(label)) {
        id.push_str(&number.to_string());
        return;
    }
    push_label(id, label);
}

fn push_label(id: &mut String, label: &str) {
    let start = id.len();
    for c in label.chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            'A'..='Z' => id.push(c.to_ascii_lowercase()),
            'đ' | 'Đ' => id.push_str("dd"),
            _ => {
                let plain = c.nfd().next().filter(char::is_ascii_alphanumeric);
                match plain {
                    Some(plain) => id.push(plain.to_ascii_lowercase()),
                    None if !id[start..].is_empty() && !id.ends_with('-') => id.push('-'),
                    None => {}
                }
            }
        }
    }
    while id.len() > start && id.ends_with('-') {
        id.pop();
    }
    if id.len() == start {
        id.push('0');
    }
}

/// `XIV` as 14; only numerals written the usual way.
fn roman(label: &str) -> Option<u32> {
    const NUMERALS: [(&str, u32); 9] = [
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut value) = (label, 0);
    for (numeral, worth) in NUMERALS {
        while let Some(after) = rest.strip_prefix(numeral) {
            value += worth;
            rest = after;
        }
    }
    (rest.is_empty() && value > 0 && label.len() <= 12).then_some(value)
}

/// `thứ nhất` as 1.
fn ordinal(label: &str) -> Option<u32> {
    let lower = label.to_lowercase();
    let word = lower.strip_prefix("thứ ")?;
    let ordinals = [
        "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    let at = ordinals.iter().position(|ordinal| *ordinal == word)?;
    u32::try_from(at + 1).ok()
}

/// A text as a segment of an address: `77/2015/QH13` as `77-2015-qh13`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            'đ' | 'Đ' => slug.push('d'),
            '\u{0300}'..='\u{036F}' => {}
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether a number is one of a council or a people's committee: each of them numbers from one, so that the issuer belongs to it.
pub fn is_local_number(number: &str) -> bool {
    let printed = number.split_once(" (").map_or(number, |(number, _)| number);
    let key = slug(printed);
    ["hdnd", "ubnd"].iter().any(|body| key.ends_with(body))
}

/// An issuer as a key under which `Hội đồng nhân dân thành phố Huế` and `HĐND thành phố Huế` meet.
pub fn issuer_key(issuer: &str) -> String {
    let letters = unmarked(issuer);
    let words: Vec<&str> = letters.split_whitespace().collect();
    words
        .join(" ")
        .replace("hoi dong nhan dan", "hdnd")
        .replace("uy ban nhan dan", "ubnd")
}

/// Small letters without marks.
pub(crate) fn unmarked(text: &str) -> String {
    text.nfd()
        .filter(|c| !('\u{0300}'..='\u{036F}').contains(c))
        .flat_map(char::to_lowercase)
        .map(|c| {
            if matches!(c, 'đ' | '\u{00F0}') {
                'd'
            } else {
                c
            }
        })
        .collect()
}

fn is_local(issuer: &str) -> bool {
    let issuer = issuer.to_lowercase();
    ["hội đồng nhân dân", "ủy ban nhân dân", "uỷ ban nhân dân"]
        .iter()
        .any(|body| issuer.contains(body))
}

/// The kind of document a text names first.
fn kind_in(text: &str) -> Option<&'static str> {
    const KINDS: [&str; 11] = [
        "Hiến pháp",
        "Bộ luật",
        "Luật",
        "Pháp lệnh",
        "Lệnh",
        "Nghị quyết",
        "Nghị định",
        "Thông tư liên tịch",
        "Thông tư",
        "Quyết định",
        "Chỉ thị",
    ];
    KINDS
        .into_iter()
        .filter_map(|kind| text.find(kind).map(|at| (at, kind)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, kind)| kind)
}

/// The kind that the letters of a number tell.
fn kind_of_number(number: &str) -> Option<&'static str> {
    let letters = number.rsplit('/').next().unwrap_or("");
    Some(match letters.split('-').next()? {
        "NĐ" => "Nghị định",
        "NQ" => "Nghị quyết",
        "NQLT" => "Nghị quyết liên tịch",
        "QĐ" => "Quyết định",
        "TT" => "Thông tư",
        "TTLT" => "Thông tư liên tịch",
        "CT" => "Chỉ thị",
        "VBHN" => "Văn bản hợp nhất",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_units_have_addresses() {
        let law = Work {
            kind: Some("Luật".into()),
            issuer: Some("Quốc hội".into()),
            date: "2015-06-19".parse().ok(),
            number: Some("77/2015/QH13".into()),
        };
        assert_eq!(
            law.expression("2020-07-01".parse().ok()),
            "/akn/vn/act/luat/2015-06-19/77-2015-qh13/vie@2020-07-01"
        );
        let local = Work {
            kind: Some("Nghị quyết".into()),
            issuer: Some("Hội đồng nhân dân thành phố Huế".into()),
            date: None,
            number: Some("36/2025/NQ-HĐND".into()),
        };
        assert_eq!(
            local.uri(),
            "/akn/vn/act/nghi-quyet/hoi-dong-nhan-dan-thanh-pho-hue/2025/36-2025-nq-hdnd"
        );
        let mut address = Address::default();
        for (level, label) in [
            (Level::Chuong, "II"),
            (Level::Dieu, "5"),
            (Level::Khoan, "2"),
            (Level::Diem, "đ"),
        ] {
            address.set(level, label);
        }
        assert_eq!(eid(&address).unwrap(), "art_5__para_2__point_dd");
        let mut address = Address::default();
        address.set(Level::Phan, "thứ hai");
        address.set(Level::Chuong, "XIV");
        assert_eq!(eid(&address).unwrap(), "part_2__chp_14");
        for (id, written) in [
            ("art_5__para_2__point_dd", "điểm đ khoản 2 Điều 5"),
            ("att_1__art_41a", "Điều 41a"),
            ("chp_14__sec_2", "Mục 2 Chương XIV"),
            ("annex_2__form_1", "Mẫu số 1 Phụ lục II"),
            ("annex_0", "Phụ lục"),
            ("", ""),
        ] {
            let (address, attached) = unit_of_id(id);
            assert_eq!(address.written(), written);
            assert_eq!(unit_id(&address, attached), id);
        }
    }
}
