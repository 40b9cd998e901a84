//! The Vietnamese conventions: text, order, numbers and dates, one way for the whole platform.
//!
//! Everything here is pure. Input from people goes through [`clean`] once, at the edge;
//! search compares [`fold`]ed text; lists are ordered by [`sort_key`] and [`name_sort_key`],
//! stored in a column so that every database gives the same order.

mod date;
mod number;
mod order;
mod text;

pub use date::{DateError, DateOrYear, date_official, date_short, parse_date, parse_date_or_year};
pub use number::{count, dong, number, percent};
pub use order::{name_sort_key, sort_key};
pub use text::{clean, fold, title_case_name};
