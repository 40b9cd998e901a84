//! Numbers of paragraphs as office programs and browsers write them.

/// A way of writing a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// 1, 2, 3
    Decimal,
    /// 01, 02, 03
    DecimalZero,
    /// a, b, c, …, z, aa, bb
    LowerLetter,
    /// A, B, C
    UpperLetter,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// The same sign each time, or none.
    Sign,
}

impl Style {
    /// The number written so. Beyond what letters and Roman numerals are used for it is written in digits.
    pub(crate) fn write(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::LowerLetter => letters(number, b'a'),
            Self::UpperLetter => letters(number, b'A'),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::UpperRoman => roman(number),
            Self::Sign => String::new(),
        }
    }

    /// Whether this number, as a letter, stands where Vietnamese counts another letter: đ comes fifth.
    pub(crate) fn departs_from_vietnamese(self, number: u32) -> bool {
        matches!(self, Self::LowerLetter | Self::UpperLetter) && number > 4
    }
}

fn letters(number: u32, first: u8) -> String {
    // After z comes aa, then bb: the letter is repeated, not counted on.
    match number {
        1..=260 => {
            let letter = char::from(first + ((number - 1) % 26) as u8);
            String::from(letter).repeat((number as usize - 1) / 26 + 1)
        }
        _ => number.to_string(),
    }
}

/// A roman number. Above 3,999 and for nothing the figure stands as it is.
pub fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
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
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut left, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Style;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (style, number, expected) in [
            (Style::Decimal, 12, "12"),
            (Style::DecimalZero, 7, "07"),
            (Style::LowerLetter, 5, "e"),
            (Style::LowerLetter, 26, "z"),
            (Style::LowerLetter, 28, "bb"),
            (Style::LowerLetter, 4_000_000, "4000000"),
            (Style::UpperLetter, 3, "C"),
            (Style::UpperRoman, 14, "XIV"),
            (Style::LowerRoman, 1999, "mcmxcix"),
            (Style::UpperRoman, 0, "0"),
        ] {
            assert_eq!(style.write(number), expected);
        }
        assert!(Style::LowerLetter.departs_from_vietnamese(5));
        assert!(!Style::LowerLetter.departs_from_vietnamese(4));
    }
}
