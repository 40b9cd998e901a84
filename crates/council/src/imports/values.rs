//! What single cells mean, as offices fill them in and as spreadsheets spoil them.

use jiff::ToSpan as _;
use kernel::{Date, vi};
use sheet::Cell;
use vi::{DateError, DateOrYear};

use crate::people::Sex;

/// The longest text of one field.
pub(super) const LONGEST: usize = 1_000;

/// What a cell with a birth date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Birth {
    /// The day.
    Day(Date),
    /// The year alone.
    Year(i16),
    /// The month and the year; the month is not kept.
    Month(i16),
}

/// A birth date however it is written: text, a date, a year, or the number a spreadsheet makes of a date.
pub(super) fn birth(cell: &Cell) -> Result<Birth, &'static str> {
    if let Cell::Number(number) = cell
        && let Some(day) = serial_day(*number)
    {
        return Ok(Birth::Day(day));
    }
    if let Cell::Date(day) = cell {
        return Ok(Birth::Day(*day));
    }
    let text = cell.as_text();
    let text = text.split(" 00:00").next().unwrap_or_default();
    match vi::parse_date_or_year(text) {
        Ok(DateOrYear::Date(day)) => Ok(Birth::Day(day)),
        Ok(DateOrYear::Year(year)) => Ok(Birth::Year(year)),
        Err(error) => month_and_year(text)
            .map(Birth::Month)
            .ok_or(date_problem(error)),
    }
}

/// A day.
pub(super) fn day(cell: &Cell) -> Result<Date, &'static str> {
    match cell {
        Cell::Number(number) => serial_day(*number).ok_or("row-date-unreadable"),
        _ => cell.as_date().map_err(date_problem),
    }
}

const fn date_problem(error: DateError) -> &'static str {
    match error {
        DateError::ShortYear => "row-date-short-year",
        DateError::NoSuchDay => "row-date-no-such-day",
        DateError::Empty | DateError::Unreadable => "row-date-unreadable",
    }
}

/// The day that a spreadsheet stores as a number when the cell has lost its format; years stay years.
fn serial_day(number: f64) -> Option<Date> {
    const FIRST: f64 = 7_000.0;
    const LAST: f64 = 55_000.0;
    let whole = number.fract() == 0.0 && (FIRST..=LAST).contains(&number);
    whole
        .then(|| {
            jiff::civil::date(1899, 12, 30)
                .checked_add((number as i64).days())
                .ok()
        })
        .flatten()
}

/// "3/1975", where the day was not known.
fn month_and_year(text: &str) -> Option<i16> {
    let (month, year) = text.split_once(['/', '-', '.'])?;
    let month: u8 = month.trim().parse().ok()?;
    let year = year.trim();
    let four = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    ((1..=12).contains(&month) && four)
        .then(|| year.parse().ok())
        .flatten()
}

/// Nam, nữ.
pub(super) fn sex(cell: &Cell) -> Option<Sex> {
    match vi::fold(&cell.as_text()).as_str() {
        "nam" | "m" | "male" | "trai" | "ong" => Some(Sex::Male),
        "nu" | "f" | "female" | "gai" | "ba" => Some(Sex::Female),
        _ => None,
    }
}

/// Whether a cell is a tick.
pub(super) fn is_mark(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => *number == 1.0,
        Cell::Bool(yes) => *yes,
        _ => matches!(
            vi::fold(&cell.as_text()).as_str(),
            "x" | "xx"
                | "v"
                | "co"
                | "dung"
                | "yes"
                | "y"
                | "+"
                | "✓"
                | "✔"
                | "√"
                | "☑"
                | "☒"
                | "true"
                | "1"
                | "*"
                | "ü"
        ),
    }
}

/// Yes or no: a tick, or words; nothing when it says neither.
pub(super) fn yes(cell: &Cell, words: &[&str]) -> Option<bool> {
    if is_mark(cell) {
        return Some(true);
    }
    let folded = vi::fold(&cell.as_text());
    if matches!(cell, Cell::Bool(false))
        || matches!(
            folded.as_str(),
            "khong" | "0" | "-" | "k" | "no" | "false" | "o"
        )
        || folded.starts_with("khong ")
        || folded.contains("kiem nhiem")
    {
        return Some(false);
    }
    words
        .iter()
        .any(|word| folded.contains(word))
        .then_some(true)
}

/// A telephone number, with the zero that a spreadsheet cut off; the first where there are several.
pub(super) fn phone(cell: &Cell) -> String {
    let text = match cell {
        Cell::Number(number) => format!("{number:.0}"),
        _ => cell.as_text(),
    };
    let first = text
        .split(['/', ';', ','])
        .map(str::trim)
        .find(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 9)
        .unwrap_or(&text)
        .trim_matches(|c: char| c == '\'' || c == ' ')
        .to_owned();
    let digits = first.bytes().all(|b| b.is_ascii_digit());
    match first.len() {
        9 if digits && !first.starts_with('0') => format!("0{first}"),
        11 if digits && first.starts_with("84") => format!("0{}", &first[2..]),
        _ => first,
    }
}

/// The schooling "12/12", which a spreadsheet takes for a day.
pub(super) fn schooling(cell: &Cell) -> String {
    match cell {
        Cell::Date(day) => format!("{}/{}", day.day(), day.month()),
        _ => cell.as_text(),
    }
}

/// A name as it should be written, with the form of address in front taken off; it may tell the sex.
pub(super) fn name(text: &str) -> (String, Option<Sex>) {
    const FORMS: &[(&str, Option<Sex>)] = &[
        ("ông ", Some(Sex::Male)),
        ("bà ", Some(Sex::Female)),
        ("đồng chí ", None),
        ("đ/c ", None),
        ("đ/c. ", None),
        ("(ông) ", Some(Sex::Male)),
        ("(bà) ", Some(Sex::Female)),
    ];
    let clean = vi::clean(text);
    let small = clean.to_lowercase();
    for (form, sex) in FORMS {
        // A family name may be a form of address in small letters too, so it needs two words behind it.
        let rest = clean.chars().skip(form.chars().count()).collect::<String>();
        if small.starts_with(form) && rest.split(' ').count() > 1 {
            return (vi::title_case_name(&rest), *sex);
        }
    }
    (vi::title_case_name(&clean), None)
}

/// What is wrong with a name.
pub(super) fn name_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("row-name-missing");
    }
    if name
        .chars()
        .any(|c| c.is_ascii_digit() || matches!(c, '@' | '=' | '<' | '>' | '#' | '{'))
    {
        return Some("row-name-unreadable");
    }
    if name.chars().count() > 100 {
        return Some("row-name-too-long");
    }
    (!name.chars().any(char::is_alphabetic)).then_some("row-name-unreadable")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn birth_dates_are_read_however_they_are_kept() {
        let text = |text: &str| Cell::text_from(text);
        for (cell, read) in [
            (text("05/03/1975"), Ok(Birth::Day(date(1975, 3, 5)))),
            (text("5-3-1975"), Ok(Birth::Day(date(1975, 3, 5)))),
            (
                text("1975-03-05 00:00:00"),
                Ok(Birth::Day(date(1975, 3, 5))),
            ),
            (
                Cell::Date(date(1975, 3, 5)),
                Ok(Birth::Day(date(1975, 3, 5))),
            ),
            (Cell::Number(27_458.0), Ok(Birth::Day(date(1975, 3, 5)))),
            (Cell::Number(1975.0), Ok(Birth::Year(1975))),
            (text("1975"), Ok(Birth::Year(1975))),
            (text("03/1975"), Ok(Birth::Month(1975))),
            (text("5/3/75"), Err("row-date-short-year")),
            (text("30/02/1975"), Err("row-date-no-such-day")),
            (text("không rõ"), Err("row-date-unreadable")),
            (Cell::Number(5_031_975.0), Err("row-date-unreadable")),
        ] {
            assert_eq!(birth(&cell), read, "{cell:?}");
        }
    }

    #[test]
    fn telephones_get_their_zero_back() {
        for (cell, number) in [
            (Cell::Number(912_345_678.0), "0912345678"),
            (Cell::Number(84_912_345_678.0), "0912345678"),
            (Cell::text_from("912345678"), "0912345678"),
            (Cell::text_from("0912.345.678"), "0912.345.678"),
            (Cell::text_from("0912345678 / 02923812345"), "0912345678"),
            (Cell::text_from("'0912345678"), "0912345678"),
            (Cell::text_from("không có"), "không có"),
        ] {
            assert_eq!(phone(&cell), number, "{cell:?}");
        }
    }

    #[test]
    fn names_are_written_properly() {
        for (typed, written, sex) in [
            ("NGUYỄN VĂN AN", "Nguyễn Văn An", None),
            ("Ông Trần Văn Bình", "Trần Văn Bình", Some(Sex::Male)),
            ("BÀ LÊ THỊ CÚC", "Lê Thị Cúc", Some(Sex::Female)),
            ("Đ/c Lê Văn Dũng", "Lê Văn Dũng", None),
            ("Ông Dũng", "Ông Dũng", None),
            ("\u{00D0}ÀO THI\u{0323} A\u{0301}NH", "Đào Thị Ánh", None),
        ] {
            assert_eq!(name(typed), (written.to_owned(), sex), "{typed}");
        }
        assert_eq!(name_problem("Nguyễn Văn An 2"), Some("row-name-unreadable"));
        assert_eq!(name_problem("=1+1"), Some("row-name-unreadable"));
        assert_eq!(name_problem("---"), Some("row-name-unreadable"));
        assert_eq!(name_problem("H'Hen Niê"), None);
    }

    #[test]
    fn ticks_and_schooling_are_understood() {
        for (cell, answer) in [
            (Cell::text_from("x"), Some(true)),
            (Cell::text_from("X"), Some(true)),
            (Cell::text_from("Chuyên trách"), Some(true)),
            (Cell::text_from("Kiêm nhiệm"), Some(false)),
            (Cell::text_from("Không chuyên trách"), Some(false)),
            (Cell::Number(1.0), Some(true)),
            (Cell::Number(0.0), Some(false)),
            (Cell::text_from("?"), None),
        ] {
            assert_eq!(yes(&cell, &["chuyen trach"]), answer, "{cell:?}");
        }
        assert_eq!(schooling(&Cell::Date(date(2026, 12, 12))), "12/12");
        assert_eq!(schooling(&Cell::text_from("12/12")), "12/12");
    }
}
