//! Ngày làm việc: which days are worked, and counting by them.
//!
//! Saturdays and Sundays are not worked, except those that a decision makes working days; public holidays and days off in lieu are
//! not worked either. The days that differ from their weekday come from a table that an administrator edits.
//!
//! **Invariants.** Counting forward by a number of working days ends on a working day strictly after the start and passes exactly that
//! number of working days; counting back is its mirror. No day is counted twice.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// The days that are not what their weekday says, and what follows from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Whether each of these days is worked.
    exceptions: BTreeMap<Date, bool>,
}

/// A number of days of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Ngày: calendar days.
    Calendar(u32),
    /// Ngày làm việc: working days.
    Working(u32),
}

impl Workdays {
    /// From the days that are not what their weekday says: each with whether it is worked.
    pub fn new(exceptions: impl IntoIterator<Item = (Date, bool)>) -> Self {
        Self {
            exceptions: exceptions.into_iter().collect(),
        }
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        let usual = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.exceptions.get(&day).copied().unwrap_or(usual)
    }

    /// The day after so many days. The day it starts from is not counted, as Bộ luật Dân sự (91/2015/QH13), khoản 2 Điều 147 has it;
    /// when no day can be worked within ten years of table, the tenth year ends the search.
    pub fn after(&self, start: Date, span: Span) -> Date {
        match span {
            Span::Calendar(days) => start.saturating_add(i64::from(days).days()),
            Span::Working(days) => self.walk(start, days, 1),
        }
    }

    /// The last day on which something may be done that must be done so many days before another.
    pub fn before(&self, end: Date, span: Span) -> Date {
        match span {
            Span::Calendar(days) => end.saturating_sub(i64::from(days).days()),
            Span::Working(days) => self.walk(end, days, -1),
        }
    }

    /// How many working days lie after the first day, up to and with the last.
    pub fn between(&self, first: Date, last: Date) -> u32 {
        let mut day = first;
        let mut worked = 0;
        while day < last {
            day = day.saturating_add(1.day());
            worked += u32::from(self.is_worked(day));
        }
        worked
    }

    /// The day itself if it is worked, else the next that is: a term that ends on a day off ends on the next working day
    /// (Bộ luật Dân sự, khoản 5 Điều 148).
    pub fn on_or_after(&self, day: Date) -> Date {
        if self.is_worked(day) {
            return day;
        }
        self.walk(day, 1, 1)
    }

    fn walk(&self, start: Date, days: u32, step: i64) -> Date {
        /// So that a table that has nobody working ends the search all the same.
        const FARTHEST: u32 = 3_660;
        let (mut day, mut left) = (start, days);
        for _ in 0..FARTHEST.saturating_add(days.saturating_mul(3)) {
            if left == 0 {
                break;
            }
            day = day.saturating_add(step.days());
            left -= u32::from(self.is_worked(day));
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_new_year_of_2026_is_stepped_over() {
        let new_year = (16..=20).map(|day| (date(2026, 2, day), false));
        let table = Workdays::new(new_year);
        // From the Friday before to the Monday after the week off.
        assert_eq!(
            table.after(date(2026, 2, 13), Span::Working(1)),
            date(2026, 2, 23)
        );
        assert_eq!(
            table.before(date(2026, 2, 23), Span::Working(1)),
            date(2026, 2, 13)
        );
        assert_eq!(
            table.after(date(2026, 2, 13), Span::Calendar(1)),
            date(2026, 2, 14)
        );
        assert_eq!(table.on_or_after(date(2026, 2, 14)), date(2026, 2, 23));
        let worked = Workdays::new([(date(2026, 2, 14), true)]);
        assert!(worked.is_worked(date(2026, 2, 14)));
    }

    #[test]
    fn nobody_ever_working_ends_all_the_same() {
        let never =
            (0..20_000i64).map(|offset| (date(2016, 1, 1).saturating_add(offset.days()), false));
        let table = Workdays::new(never);
        assert!(table.after(date(2020, 1, 1), Span::Working(5)) > date(2020, 1, 1));
    }

    fn day() -> impl Strategy<Value = Date> {
        (0..4000i32).prop_map(|offset| date(2016, 1, 1).saturating_add(offset.days()))
    }

    fn table() -> impl Strategy<Value = Workdays> {
        proptest::collection::btree_map(day(), any::<bool>(), 0..60).prop_map(Workdays::new)
    }

    proptest! {
        #[test]
        fn counting_passes_exactly_that_many_working_days(table in table(), start in day(), days in 1..40u32) {
            let end = table.after(start, Span::Working(days));
            prop_assert!(end > start);
            prop_assert!(table.is_worked(end));
            prop_assert_eq!(table.between(start, end), days);
            let begin = table.before(start, Span::Working(days));
            prop_assert!(begin < start);
            prop_assert!(table.is_worked(begin));
            let eve = begin.saturating_sub(1.day());
            let last = start.saturating_sub(1.day());
            prop_assert_eq!(table.between(eve, last), days);
        }

        #[test]
        fn more_days_never_end_earlier(table in table(), start in day(), days in 0..40u32) {
            prop_assert!(table.after(start, Span::Working(days)) < table.after(start, Span::Working(days + 1)));
        }
    }
}
