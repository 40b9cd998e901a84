//! Labels of units: `5`, `10a`, `đ`, `III`, `thứ hai`, `I.3`; what may stand between them, and what tells a label from a quantity.

use super::scan::{
    Separator, any_phrase, at_word_end, digits, phrase, separator, skip_blanks, then_phrase, word,
    word_before,
};
use super::units::{RangeEnd, is_heading_end, keyword};
use crate::address::{Level, roman};

/// The labels after a keyword, each with its end and its place in a range.
pub(super) fn labels(
    text: &str,
    after: usize,
    level: Level,
    keyword_at: usize,
) -> Option<Vec<(String, usize, Option<RangeEnd>)>> {
    let (first, end) = label(text, after, level, true)?;
    if level == Level::Muc
        && word_before(text, keyword_at)
            .is_some_and(|(_, w)| ["danh", "hạng", "chuyên", "đề", "thư"].contains(&w))
    {
        return None;
    }
    let mut found = vec![(first, end, None)];
    let mut at = end;
    loop {
        if let Some((label, end)) = range_end(text, at, level) {
            if let Some(last) = found.last_mut() {
                last.2 = Some(RangeEnd::From);
            }
            found.push((label, end, Some(RangeEnd::To)));
            at = end;
            continue;
        }
        let Some((_, next)) =
            separator(text, at).filter(|(kind, _)| *kind != Separator::Comprising)
        else {
            break;
        };
        if matches!(level, Level::Doan | Level::Phan) {
            break;
        }
        let Some((label, end)) = bare_label(text, next, level) else {
            break;
        };
        // `Phụ lục I, II và III`, `Mẫu số 04, 09`: what stands beside a numbered annex is numbered the same way.
        let alike = |label: &str| label.starts_with(|c: char| c.is_ascii_digit());
        if level.is_annex() && (label.is_empty() || alike(&label) != alike(&found[0].0)) {
            break;
        }
        found.push((label, end, None));
        at = end;
    }
    Some(found)
}

/// `đến Điều 116`, `đến điểm k`, `đến 5`, `- 5` do not all occur; a keyword other than this level ends the list instead.
fn range_end(text: &str, at: usize, level: Level) -> Option<(String, usize)> {
    let i = skip_blanks(text, then_phrase(text, at, "đến")?);
    let i = phrase(text, i, "hết").map_or(i, |end| skip_blanks(text, end));
    match keyword(text, i) {
        Some((same, after)) if same == level => label(text, after, level, true),
        Some(_) => None,
        None => bare_label(text, i, level),
    }
}

/// A label without its keyword, as in `các khoản 1, 3 và 4`; what follows must leave no doubt that it is one.
fn bare_label(text: &str, at: usize, level: Level) -> Option<(String, usize)> {
    let (found, end) = label(text, at, level, false)?;
    let i = skip_blanks(text, end);
    let rest = &text[i..];
    let sure = rest.is_empty()
        || rest.starts_with(|c: char| !c.is_alphanumeric())
        || keyword(text, i).is_some()
        || any_phrase(
            text,
            i,
            &[
                "và",
                "hoặc",
                "hay",
                "của",
                "này",
                "tại",
                "như",
                "được",
                "thì",
                "sau",
                "ban hành",
                "trong",
                "nêu",
                "nói",
                "là",
                "theo",
                "đến",
                "vào",
                "có",
                "thuộc",
                "trên",
                "luật",
                "bộ luật",
                "nghị định",
                "nghị quyết",
                "thông tư",
                "quyết định",
                "pháp lệnh",
                "quy định",
                "quy chế",
                "hiến pháp",
                "mà",
                "để",
                "do",
                "bởi",
                "không",
                "kèm",
                "về",
                "khi",
                "trước",
            ],
        )
        .is_some();
    // `1.` at a line start is the next clause, not the next label.
    let heading = text[..at].ends_with('\n') && is_heading_end(text, end);
    (sure && !heading).then_some((found, end))
}

/// A label of a level at a byte (blanks allowed before it when it follows its keyword).
fn label(text: &str, at: usize, level: Level, after_keyword: bool) -> Option<(String, usize)> {
    let mut i = at;
    if after_keyword {
        i = skip_blanks(text, at);
        if i == at && !text[at..].starts_with(|c: char| c.is_ascii_digit()) {
            return if level == Level::PhuLuc {
                unnumbered_annex(text, at)
            } else {
                None
            };
        }
    }
    let end = match level {
        Level::Dieu => codified(text, i).or_else(|| numeric(text, i))?,
        Level::Khoan => numeric(text, i)?,
        Level::Diem => point(text, i)?,
        Level::Tiet => piece(text, i)?,
        Level::Doan => {
            let end = paragraph(text, i)?;
            let label = text[i..end]
                .trim_start_matches("mở ")
                .trim_start_matches("thứ ")
                .to_owned();
            return Some((label, end));
        }
        Level::Chuong => roman_or_number(text, i).or_else(|| ordinal(text, i))?,
        Level::Phan => roman_or_number(text, i)
            .or_else(|| ordinal(text, i))
            .or_else(|| capital(text, i))?,
        Level::Muc | Level::TieuMuc => roman_or_number(text, i).or_else(|| capital(text, i))?,
        Level::PhuLuc => {
            let numbered = phrase(text, i, "số").map_or(i, |end| skip_blanks(text, end));
            match annex_label(text, numbered) {
                Some(end) => return Some((text[numbered..end].to_owned(), end)),
                None => return unnumbered_annex(text, at),
            }
        }
        Level::Mau => {
            let numbered = phrase(text, i, "số").map_or(i, |end| skip_blanks(text, end));
            let end = form_label(text, numbered)?;
            return Some((text[numbered..end].to_owned(), end));
        }
    };
    Some((text[i..end].to_owned(), end))
}

/// An annex without a number is one only when its document follows.
fn unnumbered_annex(text: &str, at: usize) -> Option<(String, usize)> {
    let i = skip_blanks(text, at);
    any_phrase(
        text,
        i,
        &[
            "ban hành kèm theo",
            "kèm theo",
            "của nghị định",
            "của nghị quyết",
            "của thông tư",
            "của luật",
            "của quyết định",
        ],
    )
    .map(|_| (String::new(), at))
}

fn numeric(text: &str, at: usize) -> Option<usize> {
    let count = digits(text, at);
    if count == 0 || count > 3 {
        return None;
    }
    let mut end = at + count;
    let suffix = word(text, end);
    if suffix.chars().count() <= 2 && suffix.chars().all(|c| c.is_lowercase()) {
        end += suffix.len();
    }
    let next = text.as_bytes().get(end);
    (at_word_end(text, end) && !matches!(next, Some(b'/' | b'%'))).then_some(end)
}

/// `26.3.LQ.7`: an article of the Bộ pháp điển bears topic, subject, the kind of its document and its own number.
fn codified(text: &str, at: usize) -> Option<usize> {
    let mut end = at + digits(text, at);
    let mut lettered = false;
    while end > at
        && let Some(rest) = text[end..].strip_prefix('.')
    {
        let count = match digits(rest, 0) {
            0 => {
                let letters = word(rest, 0);
                let capitals = letters.len() > 1 && letters.chars().all(char::is_uppercase);
                lettered |= capitals;
                if capitals { letters.len() } else { 0 }
            }
            count => count,
        };
        if count == 0 {
            break;
        }
        end += 1 + count;
    }
    (lettered && at_word_end(text, end)).then_some(end)
}

fn point(text: &str, at: usize) -> Option<usize> {
    let letters = word(text, at);
    if letters.is_empty() {
        let count = digits(text, at);
        if count == 0 {
            return None;
        }
        let mut end = at + count;
        while text.as_bytes().get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
            end += 1 + digits(text, end + 1);
        }
        // `đạt điểm 10`: a number is a point only of a unit that follows.
        let next = skip_blanks(text, end);
        let held = keyword(text, next).is_some_and(|(level, _)| level != Level::Diem);
        return (at_word_end(text, end) && held).then_some(end);
    }
    let plain = letters.chars().all(|c| c == 'đ' || c.is_ascii_lowercase());
    if !plain || letters.chars().count() > 2 || (letters.chars().count() == 2 && !doubled(letters))
    {
        return None;
    }
    let mut end = at + letters.len();
    end += digits(text, end);
    // `điểm a.1`: a point of a point.
    while text.as_bytes().get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
        end += 1 + digits(text, end + 1);
    }
    at_word_end(text, end).then_some(end)
}

/// Points after `y`: `aa`, `bb`, `ab`.
fn doubled(letters: &str) -> bool {
    let mut chars = letters.chars();
    let (first, second) = (chars.next(), chars.next());
    first == second || first == Some('a')
}

fn piece(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let letters = word(text, at);
    if letters.chars().count() <= 1 {
        end += letters.len();
    } else {
        return None;
    }
    loop {
        let count = digits(text, end);
        end += count;
        if text.as_bytes().get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
            end += 1;
        } else {
            break;
        }
    }
    (end > at && at_word_end(text, end)).then_some(end)
}

fn paragraph(text: &str, at: usize) -> Option<usize> {
    any_phrase(
        text,
        at,
        &[
            "mở đầu",
            "đầu tiên",
            "đầu",
            "cuối cùng",
            "cuối",
            "thứ nhất",
            "thứ hai",
            "thứ ba",
            "thứ tư",
            "thứ năm",
            "thứ sáu",
        ],
    )
    .or_else(|| {
        let i = phrase(text, at, "thứ").map_or(at, |end| skip_blanks(text, end));
        let count = digits(text, i);
        (count > 0 && count < 3 && at_word_end(text, i + count)).then_some(i + count)
    })
}

fn roman_or_number(text: &str, at: usize) -> Option<usize> {
    let letters = word(text, at);
    if letters.is_empty() {
        return numeric(text, at);
    }
    let end = at + letters.len();
    // Inserted chapters bear a letter: `Chương IV-A`, `Chương VIa`.
    let numeral = letters.trim_end_matches(['a', 'b', 'c', 'd', 'đ', 'A', 'B']);
    let known = roman(letters).is_some()
        || letters.chars().count() - numeral.chars().count() == 1 && roman(numeral).is_some();
    let lettered = text[end..]
        .strip_prefix('-')
        .map(|rest| word(rest, 0))
        .filter(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
        .map(|letter| end + 1 + letter.len());
    let end = lettered.unwrap_or(end);
    (known && at_word_end(text, end)).then_some(end)
}

fn ordinal(text: &str, at: usize) -> Option<usize> {
    let i = skip_blanks(text, phrase(text, at, "thứ")?);
    any_phrase(
        text,
        i,
        &[
            "nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
        ],
    )
}

fn capital(text: &str, at: usize) -> Option<usize> {
    let letters = word(text, at);
    let mut chars = letters.chars();
    (chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_none()
        && at_word_end(text, at + letters.len()))
    .then_some(at + letters.len())
}

fn annex_label(text: &str, at: usize) -> Option<usize> {
    let end = form_end(text, at);
    let found = &text[at..end];
    let letters: String = found.chars().take_while(|c| c.is_alphabetic()).collect();
    let known = found.starts_with(|c: char| c.is_ascii_digit())
        || roman(&letters).is_some()
        || (letters.chars().count() == 1 && letters.chars().all(char::is_uppercase))
        || (letters.chars().count() > 1
            && roman(letters.trim_end_matches(['A', 'B', 'a', 'b', 'c'])).is_some());
    (known && end > at && end - at < 12).then_some(end)
}

fn form_label(text: &str, at: usize) -> Option<usize> {
    let end = form_end(text, at);
    let found = &text[at..end];
    (found.bytes().any(|b| b.is_ascii_digit()) && found.chars().count() < 24).then_some(end)
}

/// The run of letters, digits and inner marks of an annex's or form's label.
fn form_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inner = matches!(c, '.' | '-' | '/')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric())
            && i > 0;
        if !(c.is_alphanumeric() || inner) {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}
