//! Documents that a list gives by their numbers alone, its kind named once: `các Nghị định số 78/2025/NĐ-CP, 79/2025/NĐ-CP`.

use super::documents::{self, DocumentRef, Naming, with_number};
use super::numbers::{family, number};
use super::scan::{any_phrase, digits, phrase, skip_blanks, word_before};

/// The next document of a list that names the kind once: `các Luật số 43/2024/QH15, số 47/2024/QH15 và số 58/2024/QH15`.
pub fn next_of_kind(text: &str, before: &DocumentRef) -> Option<DocumentRef> {
    before.number.as_ref()?;
    let at = skip_blanks(text, before.span.end);
    let after = match text[at..].strip_prefix([',', ';']) {
        Some(_) => at + 1,
        None => any_phrase(text, at, &["và", "hoặc"])?,
    };
    let mut start = skip_blanks(text, after);
    if let Some(end) = any_phrase(text, start, &["và", "hoặc"]) {
        start = skip_blanks(text, end);
    }
    let digits = phrase(text, start, "số").map_or(start, |end| skip_blanks(text, end));
    let read = number(text, digits)?;
    let symbol = |number: &str| number.contains('/') && number.contains(char::is_alphabetic);
    if !symbol(&read.number) || family(&read.number) != family(before.number.as_deref()?) {
        return None;
    }
    let bare = DocumentRef {
        span: start..read.end,
        title: None,
        day: None,
        year: None,
        ..before.clone()
    };
    Some(with_number(text, bare, read))
}

/// What a symbol says about the kind: `NĐ` in `78/2025/NĐ-CP`.
const SYMBOLS: &[(&str, &[&str])] = &[
    ("NĐ", &["nghị định"]),
    ("QĐ", &["quyết định"]),
    ("NQ", &["nghị quyết"]),
    ("NQLT", &["nghị quyết"]),
    ("QH", &["nghị quyết", "luật"]),
    ("UBTVQH", &["nghị quyết", "pháp lệnh"]),
    ("TT", &["thông tư"]),
    ("TTLT", &["thông tư"]),
    ("CT", &["chỉ thị"]),
    ("TTr", &["tờ trình"]),
    ("BC", &["báo cáo"]),
    ("KH", &["kế hoạch"]),
];

/// A further document of a list that names its kind once: `các Nghị định: số 78/2025/NĐ-CP ngày … quy định chi tiết …; số 187/2025/NĐ-CP`.
pub fn listed(text: &str, at: usize) -> Option<DocumentRef> {
    /// How far back the kind is looked for, in bytes.
    const REACH: usize = 1500;
    let start = skip_blanks(text, phrase(text, at, "số")?);
    if digits(text, start) == 0 {
        return None;
    }
    let before = text[..at].trim_end_matches([' ', '\t', '\n']);
    let opened = before.ends_with([',', ';', ':'])
        || word_before(text, at).is_some_and(|(_, word)| ["và", "hoặc"].contains(&word));
    let read = number(text, start).filter(|_| opened)?;
    let symbol = read
        .number
        .split(['/', '-'])
        .find(|piece| piece.starts_with(char::is_alphabetic))?
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let (_, kinds) = SYMBOLS.iter().find(|(known, _)| *known == symbol)?;
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let said = text[from..at].to_lowercase().replace(['\n', '\t'], " ");
    let kind = kinds.iter().find(|kind| said.contains(**kind))?;
    let (kind, _) = documents::kind(kind, 0)?;
    let bare = DocumentRef {
        span: at..read.end,
        naming: Naming::Number,
        kind,
        number: None,
        title: None,
        day: None,
        year: None,
        family: family(&read.number),
        attached: false,
        mended: false,
    };
    Some(with_number(text, bare, read))
}
