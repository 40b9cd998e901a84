//! Lời giải thích: the words of findings in Vietnamese and in English, made from their codes in this file alone.

use crate::finding::{Finding, Kind, Reason, Severity};

impl Kind {
    /// Its name in Vietnamese.
    pub fn vi(self) -> &'static str {
        match self {
            Self::Sum => "Tổng không khớp",
            Self::Rest => "Số còn lại không khớp",
            Self::Part => "Bộ phận lớn hơn tổng",
            Self::Share => "Tỷ lệ không khớp",
            Self::Differs => "Hai số liệu khác nhau",
        }
    }

    /// Its name in English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Sum => "The sum does not add up",
            Self::Rest => "What is left does not add up",
            Self::Part => "A part is larger than the whole",
            Self::Share => "The percentage does not follow",
            Self::Differs => "Two different figures",
        }
    }
}

impl Severity {
    /// Its name in Vietnamese.
    pub fn vi(self) -> &'static str {
        match self {
            Self::Note => "lưu ý",
            Self::Error => "lỗi",
        }
    }
}

impl Finding {
    /// The explanation in Vietnamese.
    pub fn vi(&self) -> String {
        match &self.reason {
            Reason::PartsMakeOther { whole, parts, sum } => {
                format!("Tổng ghi {whole}, nhưng {} = {sum}.", parts.join(" + "))
            }
            Reason::TableMakesOther {
                total,
                heading,
                whole,
                sum,
            } => format!(
                "Bảng: ô “{total}” – “{heading}” ghi {whole}, nhưng các ô cộng lại bằng {sum}."
            ),
            Reason::LeavesOther {
                start,
                less,
                rest,
                now,
            } => format!(
                "Ghi còn {now}, nhưng {start} − {} = {rest}.",
                less.join(" − ")
            ),
            Reason::PartAboveWhole { part, whole } => {
                format!("Bộ phận ({part}) không thể lớn hơn tổng ({whole}).")
            }
            Reason::ShareIsOther {
                share,
                part,
                whole,
                expected,
            } => format!("Ghi {share}, nhưng {part}/{whole} = {expected}."),
            Reason::ShareIsCut {
                share,
                part,
                whole,
                expected,
            } => format!(
                "Ghi {share} là cắt bớt, không làm tròn; {part}/{whole} làm tròn là {expected}."
            ),
            Reason::TwoValues {
                what,
                first,
                second,
            } => format!(
                "Cùng một số liệu ({what}) nhưng chỗ này ghi {first}, chỗ khác ghi {second}."
            ),
        }
    }

    /// The explanation in English.
    pub fn en(&self) -> String {
        match &self.reason {
            Reason::PartsMakeOther { whole, parts, sum } => {
                format!(
                    "The whole is given as {whole}, but {} = {sum}.",
                    parts.join(" + ")
                )
            }
            Reason::TableMakesOther {
                total,
                heading,
                whole,
                sum,
            } => format!(
                "Table: the cell “{total}” – “{heading}” says {whole}, but its cells add up to {sum}."
            ),
            Reason::LeavesOther {
                start,
                less,
                rest,
                now,
            } => format!(
                "It says {now} are left, but {start} − {} = {rest}.",
                less.join(" − ")
            ),
            Reason::PartAboveWhole { part, whole } => {
                format!("A part ({part}) cannot be larger than its whole ({whole}).")
            }
            Reason::ShareIsOther {
                share,
                part,
                whole,
                expected,
            } => format!("It says {share}, but {part}/{whole} = {expected}."),
            Reason::ShareIsCut {
                share,
                part,
                whole,
                expected,
            } => format!(
                "{share} was cut off instead of rounded; {part}/{whole} rounds to {expected}."
            ),
            Reason::TwoValues {
                what,
                first,
                second,
            } => {
                format!("The same figure ({what}) is {first} in one place and {second} in another.")
            }
        }
    }
}
