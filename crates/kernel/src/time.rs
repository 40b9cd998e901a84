//! Civil time as law and offices use it: days in Vietnam, half-open periods, a clock that can be set.

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// Vietnam has kept one hour for the whole country, without summer time, since 1975-06-13.
const VIETNAM: Offset = Offset::constant(7);

/// The first day of what held before our records begin; shown as "từ trước".
pub const FROM_THE_BEGINNING: Date = jiff::civil::date(1900, 1, 1);

/// The civil date and hour in Vietnam at an instant.
pub fn local(at: Timestamp) -> DateTime {
    VIETNAM.to_datetime(at)
}

/// The instant of a civil date and hour in Vietnam.
///
/// A date beyond what an instant can hold gives the nearest instant that can.
pub fn instant(at: DateTime) -> Timestamp {
    VIETNAM.to_timestamp(at).unwrap_or(Timestamp::MAX)
}

/// The time zone of Vietnam, for calendar files.
pub fn zone() -> TimeZone {
    TimeZone::fixed(VIETNAM)
}

/// Where the current time comes from: the machine, or a test that sets it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that may ask the machine"
    )]
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that always shows the same instant.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Arc::new(move || at))
    }

    /// A clock that asks a function, for tests that let time pass.
    pub fn from_fn(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The current instant.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// The current day in Vietnam.
    pub fn today(&self) -> Date {
        local(self.now()).date()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

/// The days on which something was true: from its first day up to, but without, the day on which it had ended.
///
/// Law says "đến hết ngày 30/6/2025"; that is `to = 2025-07-01` here, and [`Period::last_day`] gives the printed day back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// First day on which it is no longer true; `None` while it goes on.
    pub to: Option<Date>,
}

/// The period ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the period ends on {to}, before it begins on {from}")]
pub struct EndsBeforeItBegins {
    /// The first day given.
    pub from: Date,
    /// The end given.
    pub to: Date,
}

impl Period {
    /// A period that must hold at least one day.
    pub fn new(from: Date, to: Option<Date>) -> Result<Self, EndsBeforeItBegins> {
        match to {
            Some(to) if to <= from => Err(EndsBeforeItBegins { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// A period without an end.
    pub fn since(from: Date) -> Self {
        Self { from, to: None }
    }

    /// Whether the day lies in the period.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether the two periods share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from < to) && other.to.is_none_or(|to| self.from < to)
    }

    /// Whether every day of the other period lies in this one.
    pub fn covers(&self, other: &Self) -> bool {
        self.from <= other.from
            && match (self.to, other.to) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(mine), Some(theirs)) => theirs <= mine,
            }
    }

    /// The end as a bound that compares with every day: the last day of the calendar while it goes on.
    pub fn bound(&self) -> Date {
        self.to.unwrap_or(Date::MAX)
    }

    /// The last day on which it was true, as papers print it.
    pub fn last_day(&self) -> Option<Date> {
        self.to.and_then(|to| to.checked_sub(1.day()).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_day_in_vietnam_begins_seven_hours_before_utc() {
        let at: Timestamp = "2025-06-30T17:00:00Z".parse().expect("a time");
        assert_eq!(local(at).date(), date(2025, 7, 1));
        assert_eq!(instant(local(at)), at);
    }

    #[test]
    fn the_last_day_is_the_printed_one() {
        let districts = Period::new(date(2021, 6, 1), Some(date(2025, 7, 1))).expect("a period");
        assert_eq!(districts.last_day(), Some(date(2025, 6, 30)));
        assert!(districts.contains(date(2025, 6, 30)));
        assert!(!districts.contains(date(2025, 7, 1)));
    }

    fn day() -> impl Strategy<Value = Date> {
        (0..4000i32).prop_map(|offset| date(2016, 1, 1).saturating_add(offset.days()))
    }

    fn period() -> impl Strategy<Value = Period> {
        (day(), proptest::option::of(1..3000i32)).prop_map(|(from, length)| Period {
            from,
            to: length.map(|days| from.saturating_add(days.days())),
        })
    }

    proptest! {
        #[test]
        fn overlapping_is_sharing_a_day(a in period(), b in period(), day in day()) {
            prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
            if a.contains(day) && b.contains(day) {
                prop_assert!(a.overlaps(&b));
            }
            if a.covers(&b) {
                prop_assert!(a.overlaps(&b));
                prop_assert!(!b.contains(day) || a.contains(day));
            }
        }
    }
}
