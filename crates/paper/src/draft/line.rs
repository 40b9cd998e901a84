//! What one line of a draft is: the label it begins with, an item, a title, the beginning of an annex.

use crate::{Level, label};

use super::{is_capitals, table};

/// A longer line is no title.
const TITLE: usize = 200;
/// A higher number at the beginning of a line is no number of a unit but a year, an amount.
const HIGHEST: u16 = 999;

/// The label of a numbered unit and what stands beside it.
pub(super) struct Mark<'l> {
    pub(super) level: Level,
    pub(super) number: u16,
    pub(super) rest: &'l str,
}

/// The label that a line begins with.
pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    wide(line).or_else(|| narrow(line))
}

/// `Phần I`, `Chương II`, `Mục 1`, `Tiểu mục 1`: alone, or with a title after a mark or in capitals. With anything else beside it, it is
/// a sentence that cites the unit.
fn wide(line: &str) -> Option<Mark<'_>> {
    const NAMES: [(&str, Level); 4] = [
        ("phần ", Level::Part),
        ("chương ", Level::Chapter),
        ("tiểu mục ", Level::Subsection),
        ("mục ", Level::Section),
    ];
    let (after, level) = NAMES
        .iter()
        .find_map(|(name, level)| Some((after(line, name)?, *level)))?;
    let (number, rest) = numbered(after)?;
    let number = roman(number).or_else(|| figure(number))?;
    let rest = beside(rest)?;
    Some(Mark {
        level,
        number,
        rest,
    })
}

/// `Điều 3.`, `I.`, `1.`, `a)`.
fn narrow(line: &str) -> Option<Mark<'_>> {
    if let Some(after) = after(line, "điều ") {
        let (number, rest) = numbered(after)?;
        let rest = match rest.strip_prefix(['.', ':']) {
            Some(rest) => rest,
            None if rest.is_empty() => rest,
            None => return None,
        };
        return Some(Mark {
            level: Level::Article,
            number: figure(number)?,
            rest: rest.trim(),
        });
    }
    let (label, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (level, number) = if let Some(letter) = label.strip_suffix(')') {
        (Level::Point, label::point(letter)?)
    } else {
        let number = label.strip_suffix('.')?;
        let clause = figure(number).map(|number| (Level::Clause, number));
        clause.or_else(|| Some((Level::Roman, roman(number)?)))?
    };
    Some(Mark {
        level,
        number,
        rest,
    })
}

/// What follows a name, in small letters or in capitals.
fn after<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let mut letters = line.char_indices();
    for expected in name.chars() {
        let (_, letter) = letters.next()?;
        if letter.to_lowercase().next() != Some(expected) {
            return None;
        }
    }
    Some(letters.as_str())
}

/// A number and what follows it.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    let (number, rest) = text.split_at(end.unwrap_or(text.len()));
    (!number.is_empty()).then_some((number, rest))
}

/// A number in figures as they are printed: no zero before it.
fn figure(text: &str) -> Option<u16> {
    let number: u16 = text.parse().ok()?;
    ((1..=HIGHEST).contains(&number) && number.to_string() == text).then_some(number)
}

/// A roman number; C, D and M alone would be initials of names.
fn roman(text: &str) -> Option<u16> {
    let known = !text.is_empty() && text.len() <= 8 && text != "L";
    if !known || !text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L')) {
        return None;
    }
    (1..90).find(|number| label::roman(usize::from(*number)) == text)
}

/// The title beside a label; nothing when a sentence goes on there.
fn beside(rest: &str) -> Option<&str> {
    let title = rest.trim_start_matches(['.', ':', '-', '–', '—', ' ']);
    let marked = rest.trim_start().starts_with(['.', ':', '-', '–', '—']);
    (title.is_empty() || marked || is_capitals(title)).then_some(title)
}

/// The title of an annex that begins here; empty when it stands below.
pub(super) fn annex(line: &str) -> Option<&str> {
    let rest = after(line, "phụ lục")?;
    let numbered = rest.strip_prefix(' ').and_then(numbered);
    let rest = match numbered {
        Some((number, rest)) if roman(number).or_else(|| figure(number)).is_some() => rest,
        _ => rest,
    };
    beside(rest)
}

/// The text of an item after its dash. A dash before a figure is a minus.
pub(super) fn item(line: &str) -> Option<&str> {
    let text = line.strip_prefix(['-', '–', '•'])?;
    let figure = text.starts_with(|c: char| c.is_ascii_digit());
    let text = text.trim_start();
    (!figure && !text.is_empty()).then_some(text)
}

/// Whether words beside a label can be a title: short, without a mark at their end.
pub(super) fn says_title(words: &str) -> bool {
    let ended = words.ends_with(['.', ';', ':', ',', '!', '?', '…']);
    !ended && !words.is_empty() && words.chars().count() <= TITLE
}

/// Whether a line can be the title of the label above it.
pub(super) fn is_title(line: &str) -> bool {
    let begins = line.starts_with(|c: char| c.is_alphanumeric() || c == '“' || c == '"');
    let other = mark(line).is_some() || annex(line).is_some();
    let table = table::is_caption(line) || table::unit(line).is_some();
    begins && says_title(line) && !other && !table
}

/// Whether a line goes on with a unit of this rank instead of beginning another as wide or wider.
pub(super) fn is_belonging(line: &str, level: Level) -> bool {
    annex(line).is_none() && mark(line).is_none_or(|mark| mark.level > level)
}
