//! Dates as Vietnamese offices write and type them.

use jiff::civil::Date;

use super::text::fold;

/// A date of birth or of a paper, of which sometimes only the year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateOrYear {
    /// The full date is known.
    Date(Date),
    /// Only the year is known.
    Year(i16),
}

impl DateOrYear {
    /// The year, which is known either way.
    pub fn year(self) -> i16 {
        match self {
            Self::Date(date) => date.year(),
            Self::Year(year) => year,
        }
    }
}

/// Why a typed date was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("the date is empty")]
    Empty,
    /// The text is in no known form of a date.
    #[error("the text is not a date in the form dd/mm/yyyy")]
    Unreadable,
    /// The century is missing, and guessing it makes people a hundred years older or younger.
    #[error("the year must have four digits")]
    ShortYear,
    /// The calendar has no such day, for example 30/02/2026.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
}

/// The date for screens and tables: `05/03/2026`.
pub fn date_short(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The date for the head of a paper (Nghị định 30/2020): days below 10 and months 1 and 2 get a zero,
/// so that no digit can be added in front.
pub fn date_official(date: Date) -> String {
    let month = match date.month() {
        month @ (1 | 2) => format!("0{month}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// Reads `dd/mm/yyyy` (also with `-`, `.` or missing zeros), `yyyy-mm-dd`, or "ngày 5 tháng 3 năm 2026".
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let folded = fold(text);
    if folded.is_empty() {
        return Err(DateError::Empty);
    }
    let (day, month, year) = split_words(&folded)
        .or_else(|| split_marks(&folded))
        .ok_or(DateError::Unreadable)?;
    if year.len() == 2 {
        return Err(DateError::ShortYear);
    }
    let year = four_digits(year).ok_or(DateError::Unreadable)?;
    let day = one_or_two_digits(day).ok_or(DateError::Unreadable)?;
    let month = one_or_two_digits(month).ok_or(DateError::Unreadable)?;
    Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)
}

/// Reads a date as [`parse_date`] does, or a bare year such as `1975` or "năm 1975".
pub fn parse_date_or_year(text: &str) -> Result<DateOrYear, DateError> {
    let folded = fold(text);
    let bare = folded.strip_prefix("nam ").unwrap_or(&folded);
    match four_digits(bare) {
        Some(year) => Ok(DateOrYear::Year(year)),
        None => parse_date(text).map(DateOrYear::Date),
    }
}

/// Parts "ngay 5 thang 3 nam 2026" into day, month, year.
fn split_words(folded: &str) -> Option<(&str, &str, &str)> {
    let (day, rest) = folded.split_once("thang")?;
    let (month, year) = rest.split_once("nam")?;
    let day = day.trim();
    let day = day.strip_prefix("ngay").unwrap_or(day);
    Some((day.trim(), month.trim(), year.trim()))
}

/// Parts three numbers with the same mark between them into day, month, year.
fn split_marks(folded: &str) -> Option<(&str, &str, &str)> {
    let mark = folded.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = folded.split(mark).map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    // A year in front is the international form, which nobody reads in another way.
    if first.len() == 4 {
        return Some((third, second, first));
    }
    Some((first, second, third))
}

fn four_digits(text: &str) -> Option<i16> {
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if !plain || text.starts_with('0') {
        return None;
    }
    text.parse().ok()
}

fn one_or_two_digits(text: &str) -> Option<i8> {
    let plain = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn dates_are_written_two_ways() {
        for (day, short, official) in [
            (date(2026, 3, 5), "05/03/2026", "ngày 05 tháng 3 năm 2026"),
            (date(2026, 1, 15), "15/01/2026", "ngày 15 tháng 01 năm 2026"),
            (date(2026, 2, 9), "09/02/2026", "ngày 09 tháng 02 năm 2026"),
            (
                date(2025, 10, 10),
                "10/10/2025",
                "ngày 10 tháng 10 năm 2025",
            ),
        ] {
            assert_eq!(date_short(day), short);
            assert_eq!(date_official(day), official);
        }
    }

    #[test]
    fn typed_dates_are_read_in_every_usual_form() {
        for typed in [
            "05/03/2026",
            "5/3/2026",
            " 5 / 3 / 2026 ",
            "05-03-2026",
            "5.3.2026",
            "2026-03-05",
            "2026/3/5",
            "ngày 5 tháng 3 năm 2026",
            "Ngày 05 tháng 03 năm 2026",
            "NGA\u{0300}Y 5 THÁNG 3 NĂM 2026",
            "5 tháng 3 năm 2026",
        ] {
            assert_eq!(parse_date(typed), Ok(date(2026, 3, 5)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        for (typed, error) in [
            ("", DateError::Empty),
            (" \u{00A0}", DateError::Empty),
            ("5/3/26", DateError::ShortYear),
            ("ngày 5 tháng 3 năm 75", DateError::ShortYear),
            ("30/02/2026", DateError::NoSuchDay),
            ("29/02/2025", DateError::NoSuchDay),
            ("3/25/2026", DateError::NoSuchDay),
            ("0/3/2026", DateError::NoSuchDay),
            ("5/3", DateError::Unreadable),
            ("5/3-2026", DateError::Unreadable),
            ("5/3/2026/1", DateError::Unreadable),
            ("5/3/0206", DateError::Unreadable),
            ("5/3/20260", DateError::Unreadable),
            ("-5/3/2026", DateError::Unreadable),
            ("+5/3/2026", DateError::Unreadable),
            ("1975", DateError::Unreadable),
            ("hôm qua", DateError::Unreadable),
        ] {
            assert_eq!(parse_date(typed), Err(error), "{typed:?}");
        }
    }

    #[test]
    fn a_year_alone_is_read_only_where_it_is_allowed() {
        for (typed, read) in [
            ("1975", Ok(DateOrYear::Year(1975))),
            ("Năm 1975", Ok(DateOrYear::Year(1975))),
            ("5/3/1975", Ok(DateOrYear::Date(date(1975, 3, 5)))),
            ("75", Err(DateError::Unreadable)),
            ("5/3/75", Err(DateError::ShortYear)),
            ("", Err(DateError::Empty)),
        ] {
            assert_eq!(parse_date_or_year(typed), read, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(year in 1000i16..=9999, month in 1i8..=12, day in 1i8..=31) {
            if let Ok(day) = Date::new(year, month, day) {
                prop_assert_eq!(parse_date(&date_short(day)), Ok(day));
                prop_assert_eq!(parse_date(&date_official(day)), Ok(day));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = parse_date_or_year(&text);
        }
    }
}
