//! References to documents: by number, by name with a day or a year, by name alone, `Luật này`, and what is issued with a document.

use std::ops::Range;

use jiff::civil::Date;

use super::dates::{date, year};
use super::numbers::{Family, family, number};
use super::scan::{any_phrase, phrase, skip_blanks, then_phrase, word, word_before, word_end};
use super::units::keyword;

/// How a document is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By its number.
    Number,
    /// By its name, with or without a day or a year.
    Title,
    /// `Luật này`: by where the words stand.
    This,
}

/// A reference to a document as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRef {
    /// From its first word to its number, name or day.
    pub span: Range<usize>,
    /// How it is named.
    pub naming: Naming,
    /// Tên loại, in its usual case; for `Luật này` too.
    pub kind: &'static str,
    /// Its number, normalised.
    pub number: Option<String>,
    /// Its name with the kind, blanks folded: `Luật Đất đai`.
    pub title: Option<String>,
    /// The day that follows the number or the name.
    pub day: Option<Date>,
    /// The year that follows the name.
    pub year: Option<i16>,
    /// The family of the document.
    pub family: Family,
    /// What is meant is the regulation issued with the document (`Quy chế ban hành kèm theo …`).
    pub attached: bool,
    /// The number was mended.
    pub mended: bool,
}

/// Names of documents that are known: how far a known name reaches.
pub trait Names {
    /// The end of the longest known name (with its kind) that begins at a byte.
    fn longest(&self, text: &str, at: usize) -> Option<usize>;

    /// Whether a number is that of an act that amends others.
    fn amends(&self, number: &str) -> bool;
}

/// No names are known.
pub struct NoNames;

impl Names for NoNames {
    fn longest(&self, _text: &str, _at: usize) -> Option<usize> {
        None
    }

    fn amends(&self, _number: &str) -> bool {
        false
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Constitution,
    /// Named by its subject: Luật, Bộ luật, Pháp lệnh.
    Named,
    /// Named by its number.
    Numbered,
    /// Papers of administration and of the Party.
    Paper,
    /// Issued with another document.
    Attached,
}

/// Kinds by their words, the longer before the shorter.
const KINDS: &[(&str, &str, Class)] = &[
    ("hiến pháp", "Hiến pháp", Class::Constitution),
    ("bộ luật", "Bộ luật", Class::Named),
    ("luật", "Luật", Class::Named),
    ("pháp lệnh", "Pháp lệnh", Class::Named),
    (
        "nghị quyết liên tịch",
        "Nghị quyết liên tịch",
        Class::Numbered,
    ),
    ("nghị quyết", "Nghị quyết", Class::Numbered),
    ("nghị định", "Nghị định", Class::Numbered),
    ("thông tư liên tịch", "Thông tư liên tịch", Class::Numbered),
    ("thông tư", "Thông tư", Class::Numbered),
    ("thông báo", "Thông báo", Class::Paper),
    ("quyết định", "Quyết định", Class::Numbered),
    ("chỉ thị", "Chỉ thị", Class::Numbered),
    ("chương trình", "Chương trình", Class::Paper),
    ("sắc lệnh", "Sắc lệnh", Class::Numbered),
    ("lệnh", "Lệnh", Class::Numbered),
    ("văn bản hợp nhất", "Văn bản hợp nhất", Class::Numbered),
    ("văn bản", "Văn bản", Class::Paper),
    ("tờ trình", "Tờ trình", Class::Paper),
    ("báo cáo", "Báo cáo", Class::Paper),
    ("biên bản", "Biên bản", Class::Paper),
    ("công văn", "Công văn", Class::Paper),
    ("công điện", "Công điện", Class::Paper),
    ("kế hoạch", "Kế hoạch", Class::Paper),
    ("kết luận", "Kết luận", Class::Paper),
    ("hướng dẫn", "Hướng dẫn", Class::Paper),
    ("đề án", "Đề án", Class::Paper),
    ("quy chế", "Quy chế", Class::Attached),
    ("quy định", "Quy định", Class::Attached),
    ("quy trình", "Quy trình", Class::Attached),
    ("nội quy", "Nội quy", Class::Attached),
    ("điều lệ", "Điều lệ", Class::Attached),
];

/// The first syllables of kinds, for a search that looks only where a reference can begin.
pub const FIRST_SYLLABLES: &[&str] = &[
    "Hiến", "Bộ", "Luật", "Pháp", "Nghị", "nghị", "Thông", "thông", "Quyết", "quyết", "Chỉ", "chỉ",
    "Chương", "chương", "Sắc", "Lệnh", "Văn", "văn", "Tờ", "tờ", "Báo", "báo", "Biên", "biên",
    "Công", "công", "Kế", "kế", "Kết", "kết", "Hướng", "hướng", "Đề", "đề", "Quy", "Nội", "Điều",
];

/// The document named at a byte.
pub fn document(text: &str, at: usize, names: &dyn Names) -> Option<DocumentRef> {
    let (kind, class, after) = kind_at(text, at)?;
    let capital = text[at..].starts_with(|c: char| c.is_uppercase());
    let plain = DocumentRef {
        span: at..after,
        naming: Naming::This,
        kind,
        number: None,
        title: None,
        day: None,
        year: None,
        family: Family::State,
        attached: class == Class::Attached,
        mended: false,
    };
    if let Some(end) = then_phrase(text, after, "này").filter(|_| class != Class::Paper) {
        let meant = capital || matches!(class, Class::Numbered);
        return meant.then_some(DocumentRef {
            span: at..end,
            ..plain
        });
    }
    match class {
        Class::Constitution => capital.then(|| constitution(text, after, plain)),
        Class::Named => capital
            .then(|| named(text, at, after, plain, names))
            .flatten(),
        Class::Numbered => numbered(text, after, 0, plain),
        Class::Paper => numbered(text, after, 4, plain),
        Class::Attached => party_number(text, after, plain.clone())
            .or_else(|| issued_with(text, after, plain, names)),
    }
}

/// The document that ends a list of units: `của Luật này`, `Nghị định số …`, `ban hành kèm theo …`.
pub fn after_units(text: &str, at: usize, annex: bool, names: &dyn Names) -> Option<DocumentRef> {
    let mut i = skip_blanks(text, at);
    if i == at && !text[at..].starts_with(',') {
        return None;
    }
    if let Some(end) = any_phrase(text, i, &["của", "tại", "trong", "thuộc"]) {
        i = skip_blanks(text, end);
    }
    let bare = text[i..].strip_prefix('(').map_or(i, |_| i + 1);
    if let Some(end) = any_phrase(
        text,
        bare,
        &["ban hành kèm theo", "được ban hành kèm theo", "kèm theo"],
    ) {
        i = skip_blanks(text, end);
    } else if text[i..].starts_with(',') {
        // `Điều 9, Nghị định số 64/2008/NĐ-CP`: across a comma a number, a day, a year or a known name is meant.
        i = skip_blanks(text, i + 1);
        let found = document(text, i, names)?;
        let dated = found.number.is_some() || found.day.is_some() || found.year.is_some();
        let named = dated || names.longest(text, i).is_some();
        let state = found.family == Family::State || found.naming == Naming::Number;
        return (state && (annex || named)).then_some(found);
    }
    // A capital starts a document's name; `luật này` in small letters never ends a list of units.
    let found = document(text, i, names)?;
    (found.family == Family::State || found.naming == Naming::Number).then_some(found)
}

/// The kind whose words stand at a byte, and where they end.
pub fn kind(text: &str, at: usize) -> Option<(&'static str, usize)> {
    kind_at(text, at).map(|(kind, _, end)| (kind, end))
}

fn kind_at(text: &str, at: usize) -> Option<(&'static str, Class, usize)> {
    let first = text.get(at..)?.chars().next()?;
    let lower = first.to_lowercase().next()?;
    KINDS
        .iter()
        .filter(|(words, ..)| words.starts_with(lower))
        .find_map(|&(words, kind, class)| phrase(text, at, words).map(|end| (kind, class, end)))
}

fn constitution(text: &str, after: usize, mut found: DocumentRef) -> DocumentRef {
    let mut end = after;
    if let Some(longer) = then_phrase(text, end, "nước").and_then(|end| {
        let i = skip_blanks(text, end);
        any_phrase(
            text,
            i,
            &[
                "cộng hòa xã hội chủ nghĩa việt nam",
                "cộng hoà xã hội chủ nghĩa việt nam",
                "chxhcn việt nam",
            ],
        )
    }) {
        end = longer;
    }
    found.title = Some(clean(&text[found.span.start..end]));
    if let Some((value, longer)) = year(text, skip_blanks(text, end)) {
        found.year = Some(value);
        end = longer;
    }
    found.naming = Naming::Title;
    found.span.end = end;
    found
}

/// `[liên tịch] số 12/2016/…`, `30/2020/NĐ-CP`; papers may say what they are about between the kind and `số`.
fn numbered(
    text: &str,
    after: usize,
    words_between: usize,
    mut found: DocumentRef,
) -> Option<DocumentRef> {
    let start = number_after_words(text, after, words_between)?;
    let read = number(text, start)?;
    found.family = match family(&read.number) {
        Family::State if words_between > 0 => Family::Administrative,
        other => other,
    };
    if words_between == 0 && found.family == Family::Administrative {
        // `Quyết định số 5/TTr-…` does not occur; a misprint keeps what the kind says.
        found.family = Family::State;
    }
    Some(with_number(text, found, read))
}

/// Where the number begins after the words that may stand between a kind and `số`: what the paper is about, and who issued it.
fn number_after_words(text: &str, after: usize, about: usize) -> Option<usize> {
    /// Words that end the name of an issuer.
    const NO_ISSUER: &[&str] = &["về", "quy", "ngày", "tại", "theo", "đã", "được", "để", "có"];
    let mut i = skip_blanks(text, after);
    let mut most = about;
    let mut issuer = false;
    for words in 0.. {
        if let Some(end) = phrase(text, i, "số").or_else(|| glued_so(text, i)) {
            let j = skip_blanks(text, end);
            return Some(
                text[j..]
                    .strip_prefix(':')
                    .map_or(j, |_| skip_blanks(text, j + 1)),
            );
        }
        if text.as_bytes().get(i).is_some_and(u8::is_ascii_digit) {
            return (words == 0).then_some(i);
        }
        if !issuer && (words == 0 || about > 0) && phrase(text, i, "của").is_some() {
            issuer = true;
            most = words + 14;
        }
        let this = word(text, i);
        let ended = words > 0 && about > 0 && kind_at(text, i).is_some()
            || issuer && (NO_ISSUER.contains(&this) || kind_at(text, i).is_some());
        if this.is_empty() || ended || words == most {
            return None;
        }
        i = skip_blanks(text, i + this.len());
        // `Ban Kinh tế - Ngân sách`, `giải trình, tiếp thu`.
        if about > 0 || issuer {
            let over = text[i..].strip_prefix(',').or(text[i..].strip_prefix("- "));
            i = over.map_or(i, |_| skip_blanks(text, i + 1));
        }
    }
    None
}

/// `số372/TTr-CP`: the word and the number are not parted.
fn glued_so(text: &str, at: usize) -> Option<usize> {
    text[at..]
        .strip_prefix("số")
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .map(|_| at + "số".len())
}

pub(super) fn with_number(
    text: &str,
    mut found: DocumentRef,
    read: super::numbers::WrittenNumber,
) -> DocumentRef {
    found.naming = Naming::Number;
    found.span.end = read.end;
    found.mended = read.mended;
    found.number = Some(read.number);
    let next = day_after(text, read.end);
    if next > read.end
        && let Some(written) = date(text, next)
    {
        found.day = written.day;
        found.span.end = written.end;
    }
    found
}

/// Where the day after a number or a name would begin: a comma may stand before `ngày`.
fn day_after(text: &str, at: usize) -> usize {
    let next = skip_blanks(text, at);
    let over = text[next..]
        .strip_prefix(',')
        .map(|_| skip_blanks(text, next + 1));
    over.filter(|&over| phrase(text, over, "ngày").is_some())
        .unwrap_or(next)
}

/// Party papers may be a Quy định: `Quy định số 69-QĐ/TW`.
fn party_number(text: &str, after: usize, mut found: DocumentRef) -> Option<DocumentRef> {
    let i = skip_blanks(text, then_phrase(text, after, "số")?);
    let read = number(text, i)?;
    found.family = family(&read.number);
    found.attached = false;
    Some(with_number(text, found, read))
}

/// `Quy chế … ban hành kèm theo Nghị quyết số …`.
fn issued_with(
    text: &str,
    after: usize,
    plain: DocumentRef,
    names: &dyn Names,
) -> Option<DocumentRef> {
    let mut i = after;
    for _ in 0..30 {
        let next = skip_blanks(text, i);
        let opened = text[next..].strip_prefix('(').map_or(next, |_| next + 1);
        if let Some(end) = any_phrase(
            text,
            opened,
            &["ban hành kèm theo", "được ban hành kèm theo", "kèm theo"],
        ) {
            let at = skip_blanks(text, end);
            let found = kind_at(text, at)
                .filter(|(_, class, _)| *class != Class::Attached)
                .and_then(|_| document(text, at, names))?;
            return Some(DocumentRef {
                attached: true,
                span: plain.span.start..found.span.end,
                ..found
            });
        }
        let end = word_end(text, next);
        i = if end > next {
            end
        } else if text[next..].starts_with([',', '-', '–']) {
            next + text[next..].chars().next().map_or(1, char::len_utf8)
        } else {
            return None;
        };
    }
    None
}

/// What ended the walk over the words of a name.
enum Stop {
    Number(usize),
    Date,
    Year,
    Other,
}

/// Luật, Bộ luật, Pháp lệnh with a name.
fn named(
    text: &str,
    at: usize,
    after: usize,
    mut found: DocumentRef,
    names: &dyn Names,
) -> Option<DocumentRef> {
    let first = skip_blanks(text, after);
    if first == after {
        return None;
    }
    // `Công ước của Liên hợp quốc về Luật biển`: a treaty about a field of law.
    if names_a_treaty(text, at) {
        return None;
    }
    // `Luật số 47/2019/QH14`.
    if let Some(end) = phrase(text, first, "số").or_else(|| glued_so(text, first)) {
        let i = skip_blanks(text, end);
        let i = text[i..]
            .strip_prefix(':')
            .map_or(i, |_| skip_blanks(text, i + 1));
        return number(text, i).map(|read| with_number(text, found, read));
    }
    if text.as_bytes().get(first).is_some_and(u8::is_ascii_digit) {
        return number(text, first).map(|read| with_number(text, found, read));
    }
    let amending = phrase(text, first, "sửa đổi").is_some();
    let walk = walk(text, first, amending);
    let known = names.longest(text, at);
    if amending {
        // The number that ends an amending law's name is the amended law's unless it is known to be its own; a day or a year is its own.
        return match walk.stop {
            Stop::Date | Stop::Year => Some(dated(text, found, walk.name_end)),
            Stop::Number(start) => {
                let read = number(text, start).filter(|read| names.amends(&read.number))?;
                found.title = Some(clean(&text[at..walk.name_end]));
                Some(with_number(text, found, read))
            }
            Stop::Other => None,
        };
    }
    // A known name that ends before a comma or a conjunction is not run together with what follows it.
    let cut = known.is_some_and(|end| {
        let rest = &text[end..walk.name_end.max(end)];
        rest.starts_with(',') || rest.trim_start().starts_with("và ")
    });
    if !cut {
        match walk.stop {
            Stop::Number(start) => {
                if let Some(read) = number(text, start).filter(|read| legislative(&read.number)) {
                    found.title = Some(clean(&text[at..walk.name_end]));
                    return Some(with_number(text, found, read));
                }
            }
            Stop::Date | Stop::Year
                if known.is_none_or(|end| end >= walk.name_end) || walk.words <= 12 =>
            {
                return Some(dated(text, found, walk.name_end));
            }
            _ => {}
        }
    }
    let end = known.or_else(|| guessed_name(text, first))?;
    let mut found = dated(text, found, end);
    found.naming = Naming::Title;
    Some(found)
}

/// Whether the words before a byte are those of a treaty: `Công ước … về`.
fn names_a_treaty(text: &str, at: usize) -> bool {
    let Some((mut start, "về")) = word_before(text, at) else {
        return false;
    };
    for _ in 0..6 {
        let Some((before, word)) = word_before(text, start) else {
            return false;
        };
        if word == "ước" {
            return true;
        }
        start = before;
    }
    false
}

/// A name, with the day or year after it.
fn dated(text: &str, mut found: DocumentRef, name_end: usize) -> DocumentRef {
    found.title = Some(clean(&text[found.span.start..name_end]));
    found.naming = Naming::Title;
    found.span.end = name_end;
    let next = day_after(text, name_end);
    if next > name_end {
        if let Some(written) = date(text, next) {
            found.day = written.day;
            found.span.end = written.end;
        } else if let Some((value, end)) = year(text, next).or_else(|| bare_year(text, next)) {
            found.year = Some(value);
            found.span.end = end;
        }
    }
    found
}

/// `Bộ luật Dân sự 2015`: a year without its word, after the name of a law.
fn bare_year(text: &str, at: usize) -> Option<(i16, usize)> {
    let end = at + 4;
    let value: i16 = text.get(at..end)?.parse().ok()?;
    let rest = &text[end..];
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-')
        && !rest
            .strip_prefix(['.', ','])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    ((1945..2100).contains(&value) && ends).then_some((value, end))
}

fn legislative(number: &str) -> bool {
    number.contains("QH")
        || number.contains("CTN")
        || number.contains("SL")
        || number.contains("LCT")
        || number.contains("HĐNN")
}

struct Walk {
    name_end: usize,
    words: usize,
    stop: Stop,
}

/// Words of a clause, which no name of a law holds.
const CLAUSE: &[&str] = &[
    "được", "đã", "thì", "là", "này", "hết", "nếu", "nhưng", "phải", "kể", "từ", "khi", "trừ",
    "đến", "trong", "vào",
];

/// `(HIV/AIDS)`: initials in parentheses belong to a name.
fn initials(text: &str, at: usize) -> Option<usize> {
    let inner = text[at..].strip_prefix('(')?;
    let end = inner.find(')')?;
    let capital = |c: char| c.is_uppercase() || c == '/';
    (end > 0 && inner[..end].chars().all(capital)).then_some(at + end + 2)
}

/// Walk over the words of a name up to a number, a day, a year, or whatever cannot belong to a name.
fn walk(text: &str, first: usize, amending: bool) -> Walk {
    let mut i = first;
    let mut end = first;
    let most = if amending { 120 } else { 40 };
    for words in 0..most {
        let stopped = |stop| Walk {
            name_end: end,
            words,
            stop,
        };
        if words > 0 {
            if let Some(after) = phrase(text, i, "số").or_else(|| glued_so(text, i)) {
                let start = skip_blanks(text, after);
                if text.as_bytes().get(start).is_some_and(u8::is_ascii_digit) {
                    return stopped(Stop::Number(start));
                }
            }
            if date(text, i).is_some() {
                return stopped(Stop::Date);
            }
            if year(text, i).is_some() {
                return stopped(Stop::Year);
            }
            if !amending && starts_kind(text, i) {
                return stopped(Stop::Other);
            }
        }
        let this = word(text, i);
        if this.is_empty()
            || CLAUSE.contains(&this)
            || phrase(text, i, "quy định").is_some()
            || phrase(text, i, "theo quy định").is_some()
            || phrase(text, i, "ban hành ngày").is_some()
        {
            return stopped(Stop::Other);
        }
        end = i + this.len();
        let mut next = skip_blanks(text, end);
        if let Some(closed) = initials(text, next) {
            end = closed;
            next = skip_blanks(text, end);
        }
        if text[next..].starts_with(',') || text[next..].starts_with("- ") {
            next = skip_blanks(text, next + 1);
        } else if next == end {
            return Walk {
                name_end: end,
                words: words + 1,
                stop: Stop::Other,
            };
        }
        i = next;
    }
    Walk {
        name_end: end,
        words: most,
        stop: Stop::Other,
    }
}

/// Whether another document is named here, so that a name must have ended.
fn starts_kind(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c: char| c.is_uppercase())
        && kind_at(text, at).is_some_and(|(_, class, _)| {
            matches!(class, Class::Named | Class::Numbered | Class::Constitution)
        })
        || keyword(text, at).is_some_and(|(level, end)| {
            level == crate::address::Level::Dieu
                && text[end..]
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit())
        })
}

/// Words that end a name nobody has told us.
const ENDS_NAME: &[&str] = &[
    "của", "thì", "được", "theo", "cho", "có", "là", "khi", "tại", "trong", "với", "do", "để",
    "đã", "phải", "không", "như", "nhằm", "trừ", "các", "những", "quy", "áp", "hiện", "ngày",
    "năm", "số", "sửa", "mà", "từ", "đến", "nếu", "này", "hết", "mới", "nêu", "về", "bị", "sẽ",
    "còn", "bảo", "chưa", "vào", "ra", "đối", "hoặc", "gồm", "trước", "sau", "ban",
];

/// The end of a name that is not known: capital at first, no word of a clause, no comma.
fn guessed_name(text: &str, first: usize) -> Option<usize> {
    if !text[first..].starts_with(|c: char| c.is_uppercase()) || starts_kind(text, first) {
        return None;
    }
    let mut end = first;
    let mut i = first;
    for index in 0..9 {
        let this = word(text, i);
        if this.is_empty() || (index > 0 && (ENDS_NAME.contains(&this) || starts_kind(text, i))) {
            break;
        }
        if this == "và"
            && !text[skip_blanks(text, i + this.len())..].starts_with(|c: char| c.is_lowercase())
        {
            break;
        }
        end = i + this.len();
        let next = skip_blanks(text, end);
        if next == end {
            break;
        }
        i = next;
    }
    let kept = text[first..end].trim_end_matches(" và");
    (!kept.is_empty()).then_some(first + kept.len())
}

/// A name with its blanks folded.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Naming, String, String)> {
        document(text, 0, &NoNames).map(|d| {
            let target = d.number.clone().or(d.title.clone()).unwrap_or_default();
            (d.naming, target, text[d.span].to_owned())
        })
    }

    #[test]
    fn documents_are_named_by_number_name_or_place() {
        for (text, naming, target, span) in [
            (
                "Luật Đất đai số 31/2024/QH15, Luật",
                Naming::Number,
                "31/2024/QH15",
                "Luật Đất đai số 31/2024/QH15",
            ),
            (
                "Luật số 47/2005/QH11, Luật",
                Naming::Number,
                "47/2005/QH11",
                "Luật số 47/2005/QH11",
            ),
            (
                "Luật Ngân sách nhà nước ngày 25 tháng\n6 năm 2015;",
                Naming::Title,
                "Luật Ngân sách nhà nước",
                "Luật Ngân sách nhà nước ngày 25 tháng\n6 năm 2015",
            ),
            (
                "Luật Ban hành văn bản quy\nphạm pháp luật năm 2015;",
                Naming::Title,
                "Luật Ban hành văn bản quy phạm pháp luật",
                "Luật Ban hành văn bản quy\nphạm pháp luật năm 2015",
            ),
            (
                "Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam năm 1992 đã",
                Naming::Title,
                "Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam",
                "Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam năm 1992",
            ),
            (
                "Bộ luật tố tụng hình sự số 19/2003/QH11 hết",
                Naming::Number,
                "19/2003/QH11",
                "Bộ luật tố tụng hình sự số 19/2003/QH11",
            ),
            (
                "Nghị định 69/2018/NĐ-CP.",
                Naming::Number,
                "69/2018/NĐ-CP",
                "Nghị định 69/2018/NĐ-CP",
            ),
            ("Nghị\nquyết này.", Naming::This, "", "Nghị\nquyết này"),
            (
                "báo cáo giải trình số 118/BC-UBND ngày 10 tháng\n7 năm 2017 của",
                Naming::Number,
                "118/BC-UBND",
                "báo cáo giải trình số 118/BC-UBND ngày 10 tháng\n7 năm 2017",
            ),
            (
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;",
                Naming::Title,
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương",
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
            ),
            (
                "Luật Viên chức;",
                Naming::Title,
                "Luật Viên chức",
                "Luật Viên chức",
            ),
            (
                "Quy định kèm theo Nghị quyết số 09/2022/NQ-HĐND ngày",
                Naming::Number,
                "09/2022/NQ-HĐND",
                "Quy định kèm theo Nghị quyết số 09/2022/NQ-HĐND",
            ),
        ] {
            assert_eq!(
                read(text),
                Some((naming, target.to_owned(), span.to_owned())),
                "{text}"
            );
        }
        for text in [
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15",
            "luật này",
            "Nghị quyết của HĐND tỉnh",
            "Luật gia Việt Nam",
            "quy định này",
            "Kế hoạch thực hiện Chương trình số 51-CTr/TU",
        ] {
            assert_eq!(
                read(text).filter(|found| found.0 != Naming::Title || text.contains("sửa đổi")),
                None,
                "{text}"
            );
        }
    }
}
