//! One value of a table.

use jiff::civil::Date;
use kernel::vi::{self, DateError};

/// A value as the sheet holds it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing, or only white space.
    #[default]
    Empty,
    /// Text, already cleaned by [`vi::clean`] when it was read.
    Text(String),
    /// A number.
    Number(f64),
    /// A day; the time of day, if the sheet had one, is left out.
    Date(Date),
    /// Yes or no.
    Bool(bool),
}

impl Cell {
    /// A cell with this text, cleaned; empty when nothing is left.
    pub fn text_from(text: &str) -> Self {
        let text = vi::clean(text);
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A cell with these lines, each cleaned; empty ones go.
    pub fn lines_from(text: &str) -> Self {
        let lines: Vec<String> = text
            .split(['\n', '\r', '\u{000B}', '\u{2028}', '\u{2029}'])
            .map(vi::clean)
            .filter(|line| !line.is_empty())
            .collect();
        if lines.is_empty() {
            Self::Empty
        } else {
            Self::Text(lines.join("\n"))
        }
    }

    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The value as a person would type it: whole numbers without a decimal point, days as dd/mm/yyyy.
    pub fn as_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => vi::date_short(*date),
            Self::Bool(yes) => yes.to_string(),
        }
    }

    /// The value as a day, whether the sheet holds a real date or text that reads as one.
    pub fn as_date(&self) -> Result<Date, DateError> {
        match self {
            Self::Date(date) => Ok(*date),
            other => vi::parse_date(&other.as_text()),
        }
    }

    /// The value as a whole number, also when it was typed as text, with or without dots for thousands.
    pub fn as_whole(&self) -> Option<i64> {
        match self {
            Self::Number(number) => whole(*number),
            Self::Text(text) => whole_from_text(text),
            _ => None,
        }
    }
}

/// Keeps to the range in which every whole number has its own float.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() < EXACT).then_some(number as i64)
}

fn whole_from_text(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let groups: Vec<&str> = digits.split('.').collect();
    let grouped = groups.len() == 1
        || (matches!(groups[0].len(), 1..=3) && groups[1..].iter().all(|group| group.len() == 3));
    let plain = groups.concat();
    if !grouped || plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    plain.parse::<i64>().ok().map(|value| sign * value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reads_as_what_it_means() {
        for (cell, text, whole) in [
            (Cell::Empty, "", None),
            (Cell::Number(12.0), "12", Some(12)),
            (Cell::Number(1.5), "1.5", None),
            (Cell::Number(1e300), &Cell::Number(1e300).as_text(), None),
            (Cell::text_from(" 1.250.000 "), "1.250.000", Some(1_250_000)),
            (Cell::text_from("-12"), "-12", Some(-12)),
            (Cell::text_from("1.25"), "1.25", None),
            (
                Cell::text_from("0912345678"),
                "0912345678",
                Some(912_345_678),
            ),
            (Cell::text_from("."), ".", None),
            (Cell::text_from("\u{00A0}"), "", None),
            (Cell::Bool(true), "true", None),
        ] {
            assert_eq!(cell.as_text(), text);
            assert_eq!(cell.as_whole(), whole, "{text}");
        }
        let lines = Cell::lines_from(" 1. Sửa  đường \r\n\n2. Lắp đèn ");
        assert_eq!(lines, Cell::Text("1. Sửa đường\n2. Lắp đèn".to_owned()));
        assert_eq!(Cell::lines_from(" \n "), Cell::Empty);
        let day = jiff::civil::date(1975, 4, 30);
        assert_eq!(Cell::Date(day).as_text(), "30/04/1975");
        assert_eq!(Cell::text_from("30/4/1975").as_date(), Ok(day));
        assert_eq!(Cell::Empty.as_date(), Err(DateError::Empty));
    }
}
