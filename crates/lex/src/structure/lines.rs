//! Dòng: the lines of a view, and the label that could open at each.

use std::ops::Range;

use crate::address::{Level, POINT_LETTERS, roman};

/// A line that is not blank, without the spaces around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    /// Its length in characters.
    pub chars: u32,
    /// Whether a blank line, or the start of the text, stands before it.
    pub gap_before: bool,
}

impl Line {
    /// Its bytes in the view.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The lines that are not blank.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 80 + 4);
    let (mut at, mut gap) = (0, true);
    for raw in text.split_inclusive('\n') {
        let kept = raw.trim();
        if kept.is_empty() {
            gap = true;
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            lines.push(Line {
                start,
                end: start + kept.len(),
                chars: chars(kept),
                gap_before: gap,
            });
            gap = false;
        }
        at += raw.len();
    }
    lines
}

fn chars(text: &str) -> u32 {
    let count = text
        .as_bytes()
        .iter()
        .filter(|&&b| (b as i8) >= -0x40)
        .count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How the lines of a document end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One paragraph a line.
    Paragraphs,
    /// Sentences run over several lines of about this many characters.
    Wrapped(u32),
    /// Too little text to tell: a line that ends within a sentence goes on before a small letter.
    Short,
}

impl Layout {
    /// Wrapped, when one line in seven breaks off before a small letter.
    pub(super) fn of(text: &str, lines: &[Line]) -> Self {
        let broken = lines
            .windows(2)
            .filter(|pair| breaks_off(text, &pair[0], &pair[1]))
            .count();
        if broken * 7 < lines.len() || broken < 3 {
            return Self::Paragraphs;
        }
        let mut lengths = [0u32; 256];
        for line in lines {
            lengths[line.chars.min(255) as usize] += 1;
        }
        let mut left = u32::try_from(lines.len() / 8).unwrap_or(u32::MAX);
        for length in (0..256u32).rev() {
            let here = lengths[length as usize];
            if here > left {
                return Self::Wrapped(length);
            }
            left -= here;
        }
        Self::Paragraphs
    }

    /// Whether a line is so long that the first word of the next did not fit on it.
    pub(super) fn is_full(self, text: &str, line: &Line, next: &Line) -> bool {
        let Self::Wrapped(width) = self else {
            return false;
        };
        let word = text[next.span()].split(' ').next().map_or(0, chars);
        (line.chars + 1 + word) * 100 >= width * 87
    }

    /// Whether a line goes on with the paragraph of the line before it.
    pub(super) fn continues(self, text: &str, line: &Line, next: &Line) -> bool {
        if self == Self::Paragraphs {
            return false;
        }
        let rest = &text[next.span()];
        if is_dash(rest) || is_row(rest) || is_row(&text[line.span()]) {
            return false;
        }
        if self == Self::Short {
            return runs_on(text, line, next);
        }
        let Some(first) = rest.chars().find(|c| !matches!(c, '“' | '"' | '(' | '”')) else {
            return true;
        };
        let end = Ending::of(&text[line.span()]);
        if first.is_lowercase() {
            return !(end == Ending::Colon
                || end == Ending::Stop && !self.is_full(text, line, next));
        }
        if end == Ending::Open && first.is_ascii_digit() && label(rest).is_none() {
            return true;
        }
        if next.gap_before {
            return end == Ending::Open && first.is_ascii_digit();
        }
        match end {
            Ending::Stop => self.is_full(text, line, next) && !text[line.span()].ends_with("/."),
            Ending::Colon | Ending::Semicolon => false,
            Ending::Open | Ending::Comma | Ending::Closing => self.is_full(text, line, next),
        }
    }
}

/// Whether a line ends within a sentence, and the next goes on with it.
fn runs_on(text: &str, line: &Line, next: &Line) -> bool {
    let (before, rest) = (&text[line.span()], &text[next.span()]);
    match Ending::of(before) {
        Ending::Comma => true,
        Ending::Open if before.ends_with('-') => true,
        Ending::Open => rest.starts_with(char::is_lowercase) && label(rest).is_none(),
        Ending::Closing if before.ends_with([')', ']']) => {
            rest.starts_with(char::is_lowercase) && label(rest).is_none()
        }
        Ending::Stop | Ending::Semicolon | Ending::Colon | Ending::Closing => false,
    }
}

fn breaks_off(text: &str, line: &Line, next: &Line) -> bool {
    matches!(Ending::of(&text[line.span()]), Ending::Open | Ending::Comma)
        && text[next.start..next.end]
            .chars()
            .next()
            .is_some_and(char::is_lowercase)
        && label(&text[next.span()]).is_none()
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Stop,
    Semicolon,
    Colon,
    Comma,
    /// A bracket or a quotation mark closes.
    Closing,
    /// In the middle of a sentence, or a heading.
    Open,
}

impl Ending {
    pub(super) fn of(line: &str) -> Self {
        match line.trim_end().chars().next_back() {
            Some('.' | '!' | '?' | '…') => Self::Stop,
            Some('/') if line.ends_with("./") => Self::Stop,
            Some(';') => Self::Semicolon,
            Some(':') => Self::Colon,
            Some(',') => Self::Comma,
            Some(')' | ']' | '”' | '"' | '“') => Self::Closing,
            None => Self::Stop,
            _ => Self::Open,
        }
    }
}

/// Whether a paragraph starts with a dash or another list mark.
pub(super) fn is_dash(line: &str) -> bool {
    ["- ", "– ", "+ ", "* ", "• ", "-\t", "▪ ", "● ", "□ "]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// Whether a line is a row of a table.
pub(super) fn is_row(line: &str) -> bool {
    line == "[bảng]" || line.starts_with("| ") || line.ends_with(" |") || line.contains(" | ")
}

/// Whether a line stands in capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let mut capitals = 0;
    for c in line.chars() {
        if c.is_lowercase() {
            return false;
        }
        capitals += usize::from(c.is_uppercase());
    }
    capitals >= 2
}

/// The series a label counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Series {
    Part,
    Chapter,
    Section,
    Subsection,
    Article,
    /// `A.` above Roman items.
    Capital,
    /// `I.`
    Roman,
    /// `1.`
    Number,
    /// `1.1.`
    Decimal,
    /// `1.1.1.`
    Decimal3,
    /// `a)`
    Letter,
    /// `đ.1)`
    LetterDecimal,
    /// `(i)`
    SmallRoman,
    Annex,
    Form,
}

impl Series {
    /// How many series there are.
    pub(super) const COUNT: usize = 15;

    /// The level of a unit of the series.
    pub(super) fn level(self) -> Level {
        match self {
            Self::Part | Self::Capital => Level::Phan,
            Self::Chapter => Level::Chuong,
            Self::Section | Self::Roman => Level::Muc,
            Self::Subsection => Level::TieuMuc,
            Self::Article => Level::Dieu,
            Self::Number => Level::Khoan,
            Self::Decimal | Self::Letter => Level::Diem,
            Self::Decimal3 | Self::LetterDecimal | Self::SmallRoman => Level::Tiet,
            Self::Annex => Level::PhuLuc,
            Self::Form => Level::Mau,
        }
    }
}

/// The place of a label in its series: its number, and what was inserted after it (`10a` is 10 and 1).
pub(super) type Key = (u32, u32);

/// A label that could open a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label<'a> {
    pub series: Series,
    /// As written: `5`, `10a`, `đ`, `III`.
    pub text: &'a str,
    pub key: Key,
    /// The number of the unit above that it names (`2` in `2.1.`), or 0.
    pub above: u32,
    /// Where the words after it start, in bytes of the line.
    pub rest: usize,
    /// Whether a stop, a colon or the end of the line closes it.
    pub closed: bool,
}

/// The label that could open at the start of a line.
pub(super) fn label(line: &str) -> Option<Label<'_>> {
    let first = *line.as_bytes().first()?;
    match first {
        b'0'..=b'9' => number(line),
        b'P' => worded(line, &["Phần", "PHẦN"], Series::Part)
            .or_else(|| worded(line, &["Phụ lục", "PHỤ LỤC", "Phụ Lục"], Series::Annex)),
        b'C' => worded(line, &["Chương", "CHƯƠNG"], Series::Chapter).or_else(|| capital(line)),
        b'M' => worded(line, &["Mục", "MỤC"], Series::Section)
            .or_else(|| worded(line, &["Mẫu số", "MẪU SỐ", "Mẫu", "MẪU"], Series::Form)),
        b'T' => worded(
            line,
            &["Tiểu mục", "TIỂU MỤC", "Tiểu Mục"],
            Series::Subsection,
        ),
        0xC4 if line.starts_with("Điều") || line.starts_with("ĐIỀU") => article(line),
        b'I' | b'V' | b'X' => capital_roman(line),
        b'A'..=b'H' => capital(line),
        b'a'..=b'z' | 0xC4 | b'(' => letter(line),
        0xD0 | 0xD1 => look_alike(line),
        _ => None,
    }
}

fn skip_spaces(line: &str, at: usize) -> usize {
    at + line[at..]
        .bytes()
        .take_while(|&b| b == b' ' || b == b'\t')
        .count()
}

/// The end of the separators after a label: at most two of `.`, `:`, `)`, `/`, `-`, `–`, and the spaces around them.
fn skip_separators(line: &str, at: usize) -> usize {
    let mut at = skip_spaces(line, at);
    for _ in 0..2 {
        let Some(c) = line[at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '.' | ':' | ')' | '/' | '-' | '–'))
        else {
            break;
        };
        at += c.len_utf8();
    }
    skip_spaces(line, at)
}

fn digits(line: &str, at: usize) -> (u32, usize) {
    let len = line[at..].bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > 4 {
        (0, at)
    } else {
        (line[at..at + len].parse().unwrap_or(0), at + len)
    }
}

/// The place of a small letter among the labels of points, and its length in bytes.
fn small_letter(line: &str, at: usize) -> Option<(u32, usize)> {
    let c = line.get(at..)?.chars().next()?;
    if !(c.is_ascii_lowercase() || c == 'đ') {
        return None;
    }
    let mut buffer = [0; 4];
    let found: &str = c.encode_utf8(&mut buffer);
    let place = POINT_LETTERS
        .iter()
        .position(|l| *l == found)
        .map_or(90 + c as u32, |p| u32::try_from(p + 1).unwrap_or(0));
    Some((place, c.len_utf8()))
}

/// What was inserted after a number: `a` in `10a`, `đ` in `3đ`.
fn inserted(line: &str, at: usize) -> (u32, usize) {
    let Some((place, len)) = small_letter(line, at) else {
        return (0, at);
    };
    let mut end = at + len;
    if let Some((_, more)) = small_letter(line, end) {
        end += more;
    }
    if line[end..]
        .chars()
        .next()
        .is_some_and(char::is_alphanumeric)
    {
        (0, at)
    } else {
        (place, end)
    }
}

fn article(line: &str) -> Option<Label<'_>> {
    let from = skip_spaces(
        line,
        "Điều".len().max(if line.starts_with("ĐIỀU") {
            "ĐIỀU".len()
        } else {
            0
        }),
    );
    let (value, end) = digits(line, from);
    if end == from || value == 0 {
        return None;
    }
    let (suffix, mut end) = inserted(line, end);
    let rest = &line[end..];
    // The codification numbers its articles by subject: `44.4.PL.1`.
    if rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        end += rest.find(' ').unwrap_or(rest.len());
        let code = line[from..end].trim_end_matches('.');
        if !code.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        return Some(Label {
            series: Series::Article,
            text: code,
            key: (0, 0),
            above: 0,
            rest: skip_spaces(line, end),
            closed: true,
        });
    }
    let after = line[skip_spaces(line, end)..].chars().next();
    let closed = matches!(after, None | Some('.' | ':' | '('))
        || (matches!(after, Some('-' | '–')) && !rest.starts_with(['-', '–'])
            || rest.starts_with(".-")
            || rest.starts_with("- "));
    let label = &line[from..end];
    Some(Label {
        series: Series::Article,
        text: label,
        key: (value, suffix),
        above: 0,
        rest: skip_separators(line, end),
        closed,
    })
}

fn number(line: &str) -> Option<Label<'_>> {
    let (value, end) = digits(line, 0);
    if end == 0 || end > 3 || value == 0 && end > 1 {
        return None;
    }
    let (suffix, end) = inserted(line, end);
    let rest = &line[end..];
    let separator = rest.chars().next()?;
    if separator == '.' && suffix == 0 && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return decimal(line, value, end + 1);
    }
    let close = rest[separator.len_utf8()..].chars().next();
    let fits = match separator {
        '.' | ')' => close.is_none_or(|c| !c.is_ascii_digit()),
        '/' => close.is_none_or(|c| !c.is_ascii_digit()),
        '-' | '–' => close == Some(' '),
        // A misprint for a stop, or the stop left out.
        ',' => close == Some(' ') && rest[1..].trim_start().starts_with(char::is_uppercase),
        ' ' => close.is_some_and(char::is_uppercase),
        _ => false,
    };
    let from = if separator == ',' { end + 1 } else { end };
    fits.then(|| Label {
        series: Series::Number,
        text: &line[..end],
        key: (value, suffix),
        above: 0,
        rest: skip_separators(line, from),
        closed: !matches!(separator, ',' | ' '),
    })
}

/// `1.1.`, `1.1.1.`
fn decimal(line: &str, above: u32, from: usize) -> Option<Label<'_>> {
    let (mut value, mut end) = digits(line, from);
    if end - from > 2 || value == 0 {
        return None;
    }
    let mut series = Series::Decimal;
    let mut above = above;
    if line[end..].starts_with('.') && line[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        let (third, after) = digits(line, end + 1);
        if after - end > 3 || third == 0 {
            return None;
        }
        (above, value, end, series) = (value, third, after, Series::Decimal3);
    }
    let (suffix, end) = inserted(line, end);
    let fits = match line[end..].chars().next() {
        None | Some(' ' | ')') => true,
        Some('.' | '/') => line[end + 1..]
            .chars()
            .next()
            .is_none_or(|c| c == ' ' || c.is_uppercase()),
        _ => false,
    };
    fits.then(|| Label {
        series,
        text: &line[..end],
        key: (value, suffix),
        above,
        rest: skip_separators(line, end),
        closed: true,
    })
}

fn letter(line: &str) -> Option<Label<'_>> {
    let open = usize::from(line.starts_with('('));
    let roman_len = line[open..]
        .bytes()
        .take_while(|b| matches!(b, b'i' | b'v' | b'x'))
        .count();
    if roman_len > 0 && line[open + roman_len..].starts_with(')') && (open == 1 || roman_len > 1) {
        let value = roman(&line[open..open + roman_len].to_ascii_uppercase())?;
        let end = open + roman_len + 1;
        let text = &line[open..open + roman_len];
        return Some(Label {
            series: Series::SmallRoman,
            text,
            key: (value, 0),
            above: 0,
            rest: skip_spaces(line, end),
            closed: true,
        });
    }
    if open == 1 {
        return None;
    }
    let (place, len) = small_letter(line, 0)?;
    let (suffix, end) = digits(line, len);
    if end - len > 2 {
        return None;
    }
    let rest = &line[end..];
    if suffix == 0 && rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let (value, after) = digits(line, end + 1);
        let fits = matches!(line[after..].chars().next(), None | Some(' ' | ')' | '.'))
            && after - end <= 3
            && value > 0;
        let text = &line[..after];
        return fits.then(|| Label {
            series: Series::LetterDecimal,
            text,
            key: (value, 0),
            above: place,
            rest: skip_separators(line, after),
            closed: true,
        });
    }
    let fits = match rest.chars().next() {
        Some(')') => true,
        Some('.' | '/') => rest[1..].starts_with(' '),
        _ => false,
    };
    fits.then(|| Label {
        series: Series::Letter,
        text: &line[..end],
        key: (place, suffix),
        above: 0,
        rest: skip_separators(line, end),
        closed: rest.starts_with(')'),
    })
}

/// A point whose letter was typed in Cyrillic: `с)` for `c)`.
fn look_alike(line: &str) -> Option<Label<'_>> {
    let place = match line.chars().next()? {
        'а' => 0,
        'с' => 2,
        'е' => 5,
        'о' => 13,
        'р' => 15,
        'х' => 21,
        'у' => 22,
        _ => return None,
    };
    let key = (u32::try_from(place + 1).unwrap_or(0), 0);
    line[2..].starts_with(')').then(|| Label {
        series: Series::Letter,
        text: POINT_LETTERS[place],
        key,
        above: 0,
        rest: skip_separators(line, 2),
        closed: true,
    })
}

fn capital_roman(line: &str) -> Option<Label<'_>> {
    let len = line
        .bytes()
        .take_while(|b| matches!(b, b'I' | b'V' | b'X'))
        .count();
    let value = roman(&line[..len])?;
    let rest = &line[len..];
    let separator = rest.chars().next()?;
    let fits = matches!(separator, '.' | '-' | '–' | '/' | ')' | ':')
        && rest[separator.len_utf8()..]
            .chars()
            .next()
            .is_none_or(|c| c == ' ' || separator == '.' && c.is_uppercase());
    fits.then(|| Label {
        series: Series::Roman,
        text: &line[..len],
        key: (value, 0),
        above: 0,
        rest: skip_separators(line, len),
        closed: true,
    })
}

fn capital(line: &str) -> Option<Label<'_>> {
    let fits =
        line[1..].starts_with(". ") || line[1..].starts_with("- ") || line[1..].starts_with(") ");
    let value = u32::from(line.as_bytes()[0] - b'A') + 1;
    fits.then(|| Label {
        series: Series::Capital,
        text: &line[..1],
        key: (value, 0),
        above: 0,
        rest: skip_separators(line, 1),
        closed: true,
    })
}

const ORDINALS: [&str; 12] = [
    "nhất",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười một",
    "mười hai",
];

/// Chương, Mục, Phần, Phụ lục, Mẫu: a word and a number in either script.
fn worded<'a>(line: &'a str, words: &[&str], series: Series) -> Option<Label<'a>> {
    let word = words.iter().find(|word| line.starts_with(**word))?;
    let after = &line[word.len()..];
    if after.starts_with(char::is_alphanumeric) {
        return None;
    }
    let from = skip_spaces(line, word.len());
    let rest = &line[from..];
    if series == Series::Part
        && let Some(ordinal) = rest
            .strip_prefix("thứ ")
            .or_else(|| rest.strip_prefix("THỨ "))
    {
        let lower = ordinal
            .chars()
            .take(12)
            .flat_map(char::to_lowercase)
            .collect::<String>();
        let place = ORDINALS.iter().rposition(|o| lower.starts_with(o))?;
        let end =
            from + "thứ ".len().max(if rest.starts_with("THỨ") {
                "THỨ ".len()
            } else {
                0
            }) + upper_len(ordinal, ORDINALS[place]);
        let key = (u32::try_from(place + 1).unwrap_or(0), 0);
        return Some(Label {
            series,
            text: &line[from..end],
            key,
            above: 0,
            rest: skip_separators(line, end),
            closed: is_closed(line, end),
        });
    }
    if matches!(series, Series::Annex | Series::Form) {
        return annexed(line, from, series);
    }
    let (value, end) = digits(line, from);
    let (key, end) = if end > from {
        let (suffix, end) = inserted(line, end);
        ((value, suffix), end)
    } else {
        let len = rest
            .bytes()
            .take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
            .count();
        // A small l typed for the number one.
        let typed_l = len == 0 && (rest == "l" || rest.starts_with("l.") || rest.starts_with("l:"));
        let value = if typed_l { 1 } else { roman(&rest[..len])? };
        let (suffix, end) = if typed_l {
            (0, from + 1)
        } else {
            inserted(line, from + len)
        };
        ((value, suffix), end)
    };
    if line[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(Label {
        series,
        text: &line[from..end],
        key,
        above: 0,
        rest: skip_separators(line, end),
        closed: is_closed(line, end),
    })
}

/// The bytes that as many characters as a word has take up.
fn upper_len(text: &str, word: &str) -> usize {
    text.char_indices()
        .nth(word.chars().count())
        .map_or(text.len(), |(at, _)| at)
}

fn is_closed(line: &str, end: usize) -> bool {
    matches!(
        line[skip_spaces(line, end)..].chars().next(),
        None | Some('.' | ':' | '-' | '–' | '(')
    )
}

/// The label of an annex or a form: `I`, `01`, `số 2`, `01-ĐĐN`, or nothing.
fn annexed(line: &str, from: usize, series: Series) -> Option<Label<'_>> {
    let mut from = from;
    for word in ["số:", "số", "SỐ:", "SỐ", "Số", ":"] {
        if line[from..].starts_with(word) {
            from = skip_spaces(line, from + word.len());
            break;
        }
    }
    let rest = &line[from..];
    let token = rest.split([' ', ':', '(', '|']).next().unwrap_or("");
    let token = token.trim_end_matches(['.', ',', ';']);
    let numbered = token.starts_with(|c: char| c.is_ascii_digit())
        || !token.is_empty()
            && token.chars().all(|c| {
                c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '/')
            });
    let end = if numbered && token.len() <= 24 {
        from + token.len()
    } else {
        from
    };
    if series == Series::Form && end == from {
        return None;
    }
    let text = &line[from..end];
    let value = roman(text).unwrap_or_else(|| digits(line, from).0);
    Some(Label {
        series,
        text,
        key: (value, 0),
        above: 0,
        rest: skip_separators(line, end),
        closed: is_closed(line, end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_written() {
        let cases = [
            ("Điều 5. Tên", Some((Series::Article, "5", (5, 0), "Tên"))),
            (
                "Điều 10a. Tên",
                Some((Series::Article, "10a", (10, 1), "Tên")),
            ),
            ("Điều 7: Tên", Some((Series::Article, "7", (7, 0), "Tên"))),
            ("1. Cơ quan", Some((Series::Number, "1", (1, 0), "Cơ quan"))),
            ("1.Cơ quan", Some((Series::Number, "1", (1, 0), "Cơ quan"))),
            ("2a) Người", Some((Series::Number, "2a", (2, 1), "Người"))),
            ("1/ Thu", Some((Series::Number, "1", (1, 0), "Thu"))),
            ("1.2. Chi", Some((Series::Decimal, "1.2", (2, 0), "Chi"))),
            ("10.000 đồng", None),
            ("4 năm 2015", None),
            ("2015. Việc", None),
            ("đ) Tên", Some((Series::Letter, "đ", (5, 0), "Tên"))),
            ("b1) Tên", Some((Series::Letter, "b1", (2, 1), "Tên"))),
            (
                "đ.1) Tên",
                Some((Series::LetterDecimal, "đ.1", (1, 0), "Tên")),
            ),
            ("(ii) Tên", Some((Series::SmallRoman, "ii", (2, 0), "Tên"))),
            ("IV. TÊN", Some((Series::Roman, "IV", (4, 0), "TÊN"))),
            ("Chương IIa", Some((Series::Chapter, "IIa", (2, 1), ""))),
            (
                "Phần thứ mười một",
                Some((Series::Part, "thứ mười một", (11, 0), "")),
            ),
            ("PHẦN THỨ HAI", Some((Series::Part, "THỨ HAI", (2, 0), ""))),
            ("Mục 2. TÊN", Some((Series::Section, "2", (2, 0), "TÊN"))),
            ("Phụ lục II", Some((Series::Annex, "II", (2, 0), ""))),
            ("Mẫu số 01/ABC", Some((Series::Form, "01/ABC", (1, 0), ""))),
            ("Chương trình", None),
            ("a", None),
        ];
        for (line, expected) in cases {
            let found = label(line).map(|l| (l.series, l.text, l.key, &line[l.rest..]));
            assert_eq!(found, expected, "{line}");
        }
    }
}
