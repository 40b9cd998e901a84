//! `ngày 19 tháng 6 năm 2015`, `ngày 19/6/2015`, `năm 2015`.

use jiff::civil::Date;

use super::scan::{digits, phrase, skip_blanks, then_phrase};

/// A day as written; `day` is none when it is no day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    /// The day.
    pub day: Option<Date>,
    /// Where it ends.
    pub end: usize,
}

/// A date that begins with `ngày` at a byte.
pub fn date(text: &str, at: usize) -> Option<WrittenDate> {
    let i = skip_blanks(text, phrase(text, at, "ngày")?);
    let (day, i) = number(text, i, 2)?;
    if let Some(next) = then_phrase(text, i, "tháng") {
        let (month, i) = number(text, skip_blanks(text, next), 2)?;
        let next = then_phrase(text, i, "năm")?;
        let (year, end) = number(text, skip_blanks(text, next), 4)?;
        return Some(WrittenDate {
            day: civil(day, month, year),
            end,
        });
    }
    let mark = *text.as_bytes().get(i)?;
    if !matches!(mark, b'/' | b'-' | b'.') {
        return None;
    }
    let (month, i) = number(text, i + 1, 2)?;
    if text.as_bytes().get(i) != Some(&mark) {
        return None;
    }
    let (year, end) = number(text, i + 1, 4)?;
    (year > 1900).then(|| WrittenDate {
        day: civil(day, month, year),
        end,
    })
}

/// A year that begins with `năm` at a byte, and where it ends.
pub fn year(text: &str, at: usize) -> Option<(i16, usize)> {
    let i = skip_blanks(text, phrase(text, at, "năm")?);
    let (year, end) = number(text, i, 4)?;
    (1900..2200).contains(&year).then_some((year, end))
}

fn number(text: &str, at: usize, most: usize) -> Option<(i16, usize)> {
    let count = digits(text, at);
    if count == 0 || count > most {
        return None;
    }
    Some((text[at..at + count].parse().ok()?, at + count))
}

fn civil(day: i16, month: i16, year: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
