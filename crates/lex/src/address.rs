//! Where a provision stands in a document: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm, tiết, Phụ lục, Mẫu.

use serde::Serialize;

/// Cấp của một đơn vị trong văn bản, from the smallest to the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Mẫu (form) within an annex.
    Mau,
    /// Phụ lục (annex).
    PhuLuc,
    /// Đoạn (paragraph of a provision) or gạch đầu dòng (dash).
    Doan,
    /// Tiết, below a point.
    Tiet,
    /// Điểm (point).
    Diem,
    /// Khoản (clause).
    Khoan,
    /// Điều (article).
    Dieu,
    /// Tiểu mục (subsection).
    TieuMuc,
    /// Mục (section).
    Muc,
    /// Chương (chapter).
    Chuong,
    /// Phần (part).
    Phan,
}

impl Level {
    /// Every level, from the largest to the smallest.
    pub const DOWNWARDS: [Self; 11] = [
        Self::Phan,
        Self::Chuong,
        Self::Muc,
        Self::TieuMuc,
        Self::Dieu,
        Self::Khoan,
        Self::Diem,
        Self::Tiet,
        Self::Doan,
        Self::PhuLuc,
        Self::Mau,
    ];

    /// The word that names the level, as written within a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mau => "Mẫu số",
            Self::PhuLuc => "Phụ lục",
            Self::Doan => "đoạn",
            Self::Tiet => "tiết",
            Self::Diem => "điểm",
            Self::Khoan => "khoản",
            Self::Dieu => "Điều",
            Self::TieuMuc => "Tiểu mục",
            Self::Muc => "Mục",
            Self::Chuong => "Chương",
            Self::Phan => "Phần",
        }
    }

    /// Whether the level belongs to annexes rather than to articles.
    pub const fn is_annex(self) -> bool {
        matches!(self, Self::Mau | Self::PhuLuc)
    }
}

/// Phần của một đơn vị: a piece of a provision that bears no number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Part {
    /// Tên: the heading alone.
    #[serde(rename = "ten")]
    Heading,
}

/// The address of a provision within one document; empty for the document as a whole.
///
/// Labels are kept as written (`10a`, `đ`, `b1`, `III`): `điểm đ` and `điểm d` are two points.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Address {
    /// Phần.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phan: Option<String>,
    /// Chương.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chuong: Option<String>,
    /// Mục.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muc: Option<String>,
    /// Tiểu mục.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tieu_muc: Option<String>,
    /// Điều.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dieu: Option<String>,
    /// Khoản.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub khoan: Option<String>,
    /// Điểm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diem: Option<String>,
    /// Tiết.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiet: Option<String>,
    /// Đoạn or gạch đầu dòng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doan: Option<String>,
    /// Phụ lục; empty when the document has only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phu_luc: Option<String>,
    /// Mẫu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mau: Option<String>,
    /// A piece of the provision without a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

impl Address {
    /// The label at a level.
    pub fn get(&self, level: Level) -> Option<&str> {
        match level {
            Level::Mau => &self.mau,
            Level::PhuLuc => &self.phu_luc,
            Level::Doan => &self.doan,
            Level::Tiet => &self.tiet,
            Level::Diem => &self.diem,
            Level::Khoan => &self.khoan,
            Level::Dieu => &self.dieu,
            Level::TieuMuc => &self.tieu_muc,
            Level::Muc => &self.muc,
            Level::Chuong => &self.chuong,
            Level::Phan => &self.phan,
        }
        .as_deref()
    }

    /// Set the label at a level.
    pub fn set(&mut self, level: Level, label: impl Into<String>) {
        *self.slot(level) = Some(label.into());
    }

    /// The same address with a label at a level.
    pub fn with(mut self, level: Level, label: impl Into<String>) -> Self {
        self.set(level, label);
        self
    }

    fn slot(&mut self, level: Level) -> &mut Option<String> {
        match level {
            Level::Mau => &mut self.mau,
            Level::PhuLuc => &mut self.phu_luc,
            Level::Doan => &mut self.doan,
            Level::Tiet => &mut self.tiet,
            Level::Diem => &mut self.diem,
            Level::Khoan => &mut self.khoan,
            Level::Dieu => &mut self.dieu,
            Level::TieuMuc => &mut self.tieu_muc,
            Level::Muc => &mut self.muc,
            Level::Chuong => &mut self.chuong,
            Level::Phan => &mut self.phan,
        }
    }

    /// Whether it means the document as a whole.
    pub fn is_empty(&self) -> bool {
        self.part.is_none()
            && Level::DOWNWARDS
                .iter()
                .all(|&level| self.get(level).is_none())
    }

    /// The smallest level that is given.
    pub fn lowest(&self) -> Option<Level> {
        Level::DOWNWARDS
            .iter()
            .rev()
            .copied()
            .filter(|l| !l.is_annex())
            .find(|&l| self.get(l).is_some())
            .or_else(|| {
                [Level::Mau, Level::PhuLuc]
                    .into_iter()
                    .find(|&l| self.get(l).is_some())
            })
    }

    /// The largest level that is given.
    pub fn highest(&self) -> Option<Level> {
        Level::DOWNWARDS
            .iter()
            .copied()
            .find(|&level| self.get(level).is_some())
    }

    /// The levels that are missing above this address, taken from the provision it stands in.
    pub fn within(mut self, outer: &Self) -> Self {
        let Some(highest) = self.highest() else {
            return Self {
                part: self.part,
                ..outer.clone()
            };
        };
        if highest.is_annex() || highest > Level::Dieu {
            return self;
        }
        for level in [Level::Dieu, Level::Khoan, Level::Diem, Level::Tiet] {
            if level > highest && self.get(level).is_none() {
                *self.slot(level) = outer.get(level).map(str::to_owned);
            }
        }
        if self.phu_luc.is_none() {
            self.phu_luc.clone_from(&outer.phu_luc);
        }
        self
    }

    /// Without what is above the article: articles are numbered through a document.
    pub fn from_article(mut self) -> Self {
        if self.dieu.is_some() {
            (self.phan, self.chuong, self.muc, self.tieu_muc) = (None, None, None, None);
        }
        self
    }

    /// As it is written in a sentence, from the smallest to the largest: `điểm a khoản 1 Điều 5`.
    pub fn written(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.part == Some(Part::Heading) {
            words.push("tên".into());
        }
        for &level in Level::DOWNWARDS.iter().rev() {
            match self.get(level) {
                Some("") => words.push(level.word().into()),
                Some(label) => words.push(format!("{} {label}", level.word())),
                None => {}
            }
        }
        words.join(" ")
    }
}

/// The letters of points in their order (Vietnamese alphabet without f, j, w, z and without marks).
pub const POINT_LETTERS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
    "u", "v", "x", "y",
];

/// A label as a sort key: its number or the place of its letter, then what was inserted after it (`10a` after `10`, `b1` after `b`).
pub fn label_key(label: &str) -> (u32, u32) {
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = label[..digits].parse().unwrap_or(u32::MAX);
        return (
            number,
            letter_place(label[digits..].trim_start_matches('.')).unwrap_or(0),
        );
    }
    if let Some(number) = roman(label) {
        return (number, 0);
    }
    let first = label.chars().next().map_or("", |c| &label[..c.len_utf8()]);
    let place = letter_place(first).unwrap_or(99);
    let rest = label[first.len()..].trim_start_matches('.');
    (
        place,
        rest.parse()
            .ok()
            .or_else(|| letter_place(rest))
            .unwrap_or(0),
    )
}

/// Whether two labels name one unit: `IV` and `4`, `THỨ HAI` and `thứ hai` and `II` do.
pub fn same_label(a: &str, b: &str) -> bool {
    let bare = |label: &str| label.trim_start_matches("0").to_lowercase();
    if a == b || bare(a) == bare(b) {
        return true;
    }
    let counted = |label: &str| {
        let lower = label.to_lowercase();
        let word = lower.strip_prefix("thứ ").unwrap_or("");
        let ordinal = ORDINALS.iter().position(|known| *known == word);
        label
            .parse::<u32>()
            .ok()
            // In small letters it is a point, not a numeral: `điểm i`, `điểm v`.
            .or_else(|| roman(label).filter(|_| !label.contains(char::is_lowercase)))
            .or_else(|| u32::try_from(ordinal? + 1).ok())
    };
    counted(a).is_some_and(|number| counted(b) == Some(number))
}

/// `Phần thứ nhất`, `Phần thứ hai`.
const ORDINALS: [&str; 10] = [
    "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
];

fn letter_place(text: &str) -> Option<u32> {
    let first = text.chars().next()?;
    let lower = first.to_lowercase().to_string();
    POINT_LETTERS
        .iter()
        .position(|letter| *letter == lower)
        .and_then(|place| u32::try_from(place + 1).ok())
}

/// The value of an upper-case Roman number.
pub fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let mut total = 0;
    let mut last = 0;
    for byte in text.bytes().rev() {
        let value = match byte {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            b'L' => 50,
            b'C' => 100,
            _ => return None,
        };
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_it_is_written() {
        let address = Address::default()
            .with(Level::Dieu, "5")
            .with(Level::Khoan, "1")
            .with(Level::Diem, "đ");
        assert_eq!(address.written(), "điểm đ khoản 1 Điều 5");
        let outer = Address::default()
            .with(Level::Dieu, "46")
            .with(Level::Khoan, "2");
        assert_eq!(
            Address::default()
                .with(Level::Diem, "b")
                .within(&outer)
                .written(),
            "điểm b khoản 2 Điều 46"
        );
        assert_eq!(
            Address::default()
                .with(Level::Dieu, "7")
                .within(&outer)
                .written(),
            "Điều 7"
        );
    }

    #[test]
    fn labels_sort_as_the_law_numbers_them() {
        let mut labels = vec!["b", "đ", "a", "d", "b1", "e"];
        labels.sort_by_key(|l| label_key(l));
        assert_eq!(labels, ["a", "b", "b1", "d", "đ", "e"]);
        let mut labels = vec!["10", "9a", "9", "41a", "41"];
        labels.sort_by_key(|l| label_key(l));
        assert_eq!(labels, ["9", "9a", "10", "41", "41a"]);
        assert_eq!(roman("XIV"), Some(14));
    }
}
