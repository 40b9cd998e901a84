//! Con số: a number as offices write it, exactly: `2.975`, `23,6`, `03`.

/// A decimal number: `units` divided by ten to the power of `places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// All digits, without marks.
    pub units: i64,
    /// How many of them stand behind the comma.
    pub places: u32,
    /// How many digits and marks were printed.
    pub width: u32,
    /// Whether thousands were parted by dots.
    pub grouped: bool,
    /// Whether a dot stands for the comma, which only percentages are allowed.
    pub dotted: bool,
}

/// More digits than these are a telephone number or a code.
const LONGEST: u32 = 12;

impl Number {
    /// A whole number.
    pub fn whole(units: i64) -> Self {
        Self {
            units,
            places: 0,
            width: 0,
            grouped: false,
            dotted: false,
        }
    }

    /// The value in thousandths, so that numbers with different decimals can be added; `None` for what does not fit.
    pub fn thousandths(self) -> Option<i64> {
        let scale = 3_u32.checked_sub(self.places)?;
        self.units.checked_mul(10_i64.pow(scale))
    }

    /// Whether it can be a count of people or papers.
    pub fn is_whole(self) -> bool {
        self.places == 0 && !self.dotted
    }

    /// Whether it may be a year: four digits without a dot.
    pub fn is_year(self) -> bool {
        self.places == 0 && self.width == 4 && (1900..=2100).contains(&self.units)
    }

    /// Reads the number at the beginning of a text and tells how many bytes it takes. `Err` tells how many digits and
    /// marks stand there that are no number: a date with dots, a telephone number.
    pub fn read(text: &str) -> Result<(Self, usize), usize> {
        let bytes = text.as_bytes();
        let digits = |from: usize| {
            bytes[from..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        };
        let mark = |at: usize, mark: u8| bytes.get(at) == Some(&mark);
        let first = digits(0);
        let (mut end, mut places, mut grouped, mut dotted) = (first, 0, false, false);
        while mark(end, b'.') && first <= 3 && digits(end + 1) == 3 {
            grouped = true;
            end += 4;
        }
        if mark(end, b',') && digits(end + 1) > 0 {
            places = digits(end + 1);
            end += 1 + places;
        } else if mark(end, b'.') && digits(end + 1) > 0 && !grouped {
            places = digits(end + 1);
            end += 1 + places;
            dotted = true;
        }
        let more = |at: usize| (mark(at, b'.') || mark(at, b',')) && digits(at + 1) > 0;
        if more(end) || end as u32 > LONGEST + 4 || places > 3 {
            while more(end) {
                end += 1 + digits(end + 1);
            }
            return Err(end);
        }
        let units = bytes[..end]
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .fold(0_i64, |sum, digit| {
                sum.saturating_mul(10)
                    .saturating_add(i64::from(digit - b'0'))
            });
        if first as u32 > LONGEST - 3 {
            return Err(end);
        }
        let number = Self {
            units,
            places: places as u32,
            width: end as u32,
            grouped,
            dotted,
        };
        Ok((number, end))
    }
}

/// Thousandths as offices write them: `1.250,5`.
pub(crate) fn written(thousandths: i64) -> String {
    let whole = kernel::vi::number(thousandths / 1000);
    let rest = format!("{:03}", (thousandths % 1000).unsigned_abs());
    match rest.trim_end_matches('0') {
        "" => whole,
        rest => format!("{whole},{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_offices_write_them() {
        for (text, units, places, taken) in [
            ("2.975 đại biểu", 2975, 0, 5),
            ("23,6%", 236, 1, 4),
            ("23.64%", 2364, 2, 5),
            ("03", 3, 0, 2),
            ("1.250,5 tỷ", 12505, 1, 7),
            ("19, gồm", 19, 0, 2),
            ("52. Tiếp", 52, 0, 2),
        ] {
            let read =
                Number::read(text).map(|(number, taken)| (number.units, number.places, taken));
            assert_eq!(read, Ok((units, places, taken)), "{text}");
        }
        for text in ["28.5.2024", "02922249990", "1,2,3"] {
            assert!(Number::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn thousandths_are_written_back() {
        assert_eq!(written(2_975_000), "2.975");
        assert_eq!(written(1_250_500), "1.250,5");
        assert_eq!(written(-3_000), "-3");
    }
}
