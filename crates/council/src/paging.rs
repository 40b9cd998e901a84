//! One page of a long list.

/// Which page of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Its number, from 1.
    pub number: u32,
    /// How many rows a page has.
    pub size: u32,
}

impl Page {
    /// The first page of the usual size.
    pub const FIRST: Self = Self {
        number: 1,
        size: 50,
    };

    /// Every row at once, for exports.
    pub const WHOLE: Self = Self {
        number: 1,
        size: u32::MAX,
    };

    /// How many rows stand before the page.
    pub(crate) fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)) * i64::from(self.size)
    }
}

/// The rows of a page, and how many rows the whole list has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Paged<T> {
    /// The rows of the page.
    pub rows: Vec<T>,
    /// The rows of the whole list.
    pub total: i64,
}

/// The pattern that finds a text typed by a reader inside folded text; everything when nothing was typed.
pub(crate) fn containing(text: &str) -> String {
    let folded: String = kernel::vi::fold(text)
        .chars()
        .filter(|c| !matches!(c, '%' | '_' | '\\'))
        .collect();
    if folded.is_empty() {
        "%".to_owned()
    } else {
        format!("%{folded}%")
    }
}
