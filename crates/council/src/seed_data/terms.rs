//! Nhiệm kỳ: the terms of People's Councils of the whole country with their election days.

use jiff::civil::{Date, date};

/// Nhiệm kỳ của Hội đồng nhân dân các cấp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The years it is named by.
    pub name: &'static str,
    /// Ngày bầu cử.
    pub election: Date,
    /// The next election day, with which it ends for the country; for a council it ends when that council ends.
    pub ended: Option<Date>,
}

/// Every term, the oldest first.
pub const TERMS: [Term; 3] = [
    term("2016-2021", date(2016, 5, 22), Some(date(2021, 5, 23))),
    term("2021-2026", date(2021, 5, 23), Some(date(2026, 3, 15))),
    term("2026-2031", date(2026, 3, 15), None),
];

const fn term(name: &'static str, election: Date, ended: Option<Date>) -> Term {
    Term {
        name,
        election,
        ended,
    }
}

/// The term of a day; none before the oldest that is known.
pub fn term_of(day: Date) -> Option<&'static Term> {
    TERMS.iter().rfind(|term| term.election <= day)
}
