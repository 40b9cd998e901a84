//! What the query of an address asks for. A choice that there is not is refused with its field's name, so that no list looks
//! complete, or narrowed, by mistake.

use council::{Problem, Result};
use kernel::Id;

use crate::visit::Visit;

/// A choice among codes: `choice(visit, "level", Level::from_code)`.
pub fn choice<T>(
    visit: &Visit,
    name: &'static str,
    from_code: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>> {
    visit
        .picked(name)
        .map(|code| from_code(code).ok_or_else(|| Problem::new(name, "choice-unknown").into()))
        .transpose()
}

/// An identifier.
pub fn id<K>(visit: &Visit, name: &'static str) -> Result<Option<Id<K>>> {
    choice(visit, name, |text| text.parse().ok())
}

/// The page of a long list, from 1; one after the last is empty.
pub fn page(visit: &Visit) -> Result<council::Page> {
    let first = council::Page::FIRST;
    let readable = |text: &str| text.parse().ok().filter(|n| (1..=1_000_000).contains(n));
    match visit.picked("page") {
        None => Ok(first),
        Some(text) => match readable(text) {
            Some(number) => Ok(council::Page { number, ..first }),
            None => Err(Problem::new("page", "number-unreadable").into()),
        },
    }
}
