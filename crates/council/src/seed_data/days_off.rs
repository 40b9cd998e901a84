//! Ngày nghỉ lễ, tết, ngày nghỉ bù and days worked instead: the days that are not what their weekday says.

use std::sync::LazyLock;

use kernel::Date;

use super::Certainty;
use super::table::{Flaw, Line, proven, rows};

store::coded! {
    /// What a day is instead of what its weekday says.
    pub enum DayKind {
        /// Ngày nghỉ: a working day on which nobody works.
        Off = "off",
        /// Ngày làm bù: a Saturday or Sunday that is worked.
        Work = "work",
    }
}

/// A day that comes with the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOff {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: DayKind,
    /// What it is called.
    pub name: &'static str,
    /// What it rests on.
    pub basis: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Every such day, in order.
pub fn days_off() -> &'static [DayOff] {
    static ROWS: LazyLock<Vec<DayOff>> = LazyLock::new(|| proven(read()));
    &ROWS
}

fn read() -> Result<Vec<DayOff>, Flaw> {
    rows("days-off.tsv", include_str!("../../data/days-off.tsv"), day)
}

fn day(line: &Line) -> Result<DayOff, String> {
    Ok(DayOff {
        day: line.value("day")?,
        kind: line.coded("kind", DayKind::from_code)?,
        name: line.text("name")?,
        basis: line.text("basis")?,
        certainty: line.coded("certainty", Certainty::from_code)?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::Weekday;

    use super::*;

    #[test]
    fn each_day_differs_from_its_weekday_and_stands_once() {
        let days = days_off();
        assert!(days.is_sorted_by(|one, next| one.day < next.day));
        for day in days {
            let usual = !matches!(day.day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert_eq!(usual, day.kind == DayKind::Off, "{}", day.day);
        }
    }

    #[test]
    fn every_year_has_its_public_holidays() {
        let mut off: HashMap<i16, usize> = HashMap::new();
        let mut worked: HashMap<i16, usize> = HashMap::new();
        for day in days_off() {
            let count = match day.kind {
                DayKind::Off => off.entry(day.day.year()),
                DayKind::Work => worked.entry(day.day.year()),
            };
            *count.or_default() += 1;
        }
        for year in 2016..=2027 {
            // Ten days until 2020, eleven since; the day off before a holiday that is worked on a Saturday comes on top.
            let law = if year < 2021 { 10 } else { 11 };
            let swapped = match year {
                2018 | 2019 | 2024 | 2025 => 1,
                2026 => 2,
                _ => 0,
            };
            assert_eq!(off.get(&year), Some(&(law + swapped)), "{year}");
        }
        assert_eq!(worked.values().sum::<usize>(), 6);
    }
}
