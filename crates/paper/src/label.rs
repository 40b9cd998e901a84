//! Số thứ tự: the labels of numbered units (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm d, đ).

use crate::Level;

impl Level {
    /// The label of a numbered unit: `Điều 5.`, `b)`.
    pub fn label(self, number: u16) -> String {
        let place = usize::from(number);
        match self {
            Self::Part => format!("Phần {}", roman(place)),
            Self::Chapter => format!("Chương {}", roman(place)),
            Self::Section => format!("Mục {number}"),
            Self::Subsection => format!("Tiểu mục {number}"),
            Self::Roman => format!("{}.", roman(place)),
            Self::Article => format!("Điều {number}."),
            Self::Clause => format!("{number}."),
            Self::Point => format!("{})", letter(place)),
        }
    }
}

/// A roman number. Above 3,999, which no paper reaches, and for nothing the figure stands as it is.
pub fn roman(number: usize) -> String {
    match u32::try_from(number) {
        Ok(number) => reading::roman(number),
        Err(_) => number.to_string(),
    }
}

/// Of which number a letter of a điểm is the label.
pub(crate) fn point(label: &str) -> Option<u16> {
    let first = label.chars().next()?;
    let again = u16::try_from(label.chars().take(10).count() - 1).ok()?;
    let place = LETTERS.iter().position(|letter| *letter == first)?;
    let number = again * LETTERS.len() as u16 + place as u16 + 1;
    (again < 9 && letter(usize::from(number)) == label).then_some(number)
}

/// The letters that điểm are counted in, in their order.
const LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't',
    'u', 'v', 'x', 'y',
];

/// A letter in the order that điểm are counted in; after the last one they are doubled: aa, bb.
fn letter(number: usize) -> String {
    let place = number.saturating_sub(1);
    let letter = LETTERS[place % LETTERS.len()];
    letter.to_string().repeat(place / LETTERS.len() + 1)
}
