//! Words, blanks and separators.

/// The byte after blanks: spaces, tabs and at most one line end, since a source may break a line inside a citation.
pub fn skip_blanks(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut i = at;
    let mut broken = false;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b' ' | b'\t' => i += 1,
            b'\n' if !broken => {
                broken = true;
                i += 1;
            }
            b'\n' => return at,
            _ => break,
        }
    }
    i
}

/// The end of the run of letters that starts at a byte.
pub fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut i = at;
    while let Some(&byte) = bytes.get(i) {
        if byte.is_ascii_alphabetic() {
            i += 1;
        } else if byte >= 0x80 {
            let Some(c) = text[i..].chars().next() else {
                break;
            };
            if !c.is_alphabetic() {
                break;
            }
            i += c.len_utf8();
        } else {
            break;
        }
    }
    i
}

/// The word that starts at a byte; empty when there is none.
pub fn word(text: &str, at: usize) -> &str {
    &text[at..word_end(text, at)]
}

/// Whether no letter or digit stands just before a byte.
pub fn at_word_start(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match at.checked_sub(1).map(|i| bytes[i]) {
        None => true,
        Some(byte) if byte < 0x80 => !byte.is_ascii_alphanumeric(),
        Some(_) => text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric()),
    }
}

/// Whether no letter or digit stands at a byte.
pub fn at_word_end(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => true,
        Some(&byte) if byte < 0x80 => !byte.is_ascii_alphanumeric(),
        Some(_) => text[at..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric()),
    }
}

/// The end of a phrase of words that starts at a byte, whatever blanks stand between them and whatever the case of their letters.
///
/// `phrase` is in lower case, its words parted by single spaces.
pub fn phrase(text: &str, at: usize, phrase: &str) -> Option<usize> {
    let mut i = at;
    for (index, expected) in phrase.split(' ').enumerate() {
        if index > 0 {
            let next = skip_blanks(text, i);
            if next == i {
                return None;
            }
            i = next;
        }
        i = same_word(text, i, expected)?;
    }
    Some(i)
}

/// The end of the first of several phrases that starts at a byte.
pub fn any_phrase(text: &str, at: usize, phrases: &[&str]) -> Option<usize> {
    phrases
        .iter()
        .find_map(|candidate| phrase(text, at, candidate))
}

/// The same, after blanks.
pub fn then_phrase(text: &str, at: usize, wanted: &str) -> Option<usize> {
    phrase(text, skip_blanks(text, at), wanted)
}

/// One whole word, compared without regard to case and to the place of the tone mark (`hoà`, `hòa`; `uỷ`, `ủy`).
fn same_word(text: &str, at: usize, expected: &str) -> Option<usize> {
    let rest = text.get(at..)?;
    if let Some(found) = rest.get(..expected.len())
        && found == expected
        && at_word_end(text, at + expected.len())
    {
        return Some(at + expected.len());
    }
    let mut found = rest.chars();
    let mut end = at;
    for wanted in expected.chars() {
        let c = found.next()?;
        if c != wanted && !c.to_lowercase().eq([wanted]) {
            return None;
        }
        end += c.len_utf8();
    }
    at_word_end(text, end).then_some(end)
}

/// The start of the word that ends just before a byte, blanks between skipped; and that word.
pub fn word_before(text: &str, at: usize) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let mut end = at;
    let mut broken = false;
    while end > 0 {
        match bytes[end - 1] {
            b' ' | b'\t' => end -= 1,
            b'\n' if !broken => {
                broken = true;
                end -= 1;
            }
            _ => break,
        }
    }
    if end == at {
        return None;
    }
    let mut start = end;
    for c in text[..end].chars().rev() {
        if !c.is_alphabetic() {
            break;
        }
        start -= c.len_utf8();
    }
    (start < end).then(|| (start, &text[start..end]))
}

/// How two members of a list are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// A comma.
    Comma,
    /// A conjunction: và, hoặc, hay.
    And,
    /// Gồm, bao gồm: what follows is the content of what came before.
    Comprising,
}

/// A separator after blanks, and where what follows begins.
pub fn separator(text: &str, at: usize) -> Option<(Separator, usize)> {
    let i = skip_blanks(text, at);
    let mut kind = None;
    let mut next = i;
    if text.as_bytes().get(i) == Some(&b',') {
        kind = Some(Separator::Comma);
        next = skip_blanks(text, i + 1);
    } else if i == at {
        return None;
    }
    if let Some(end) = any_phrase(text, next, &["và", "hoặc", "hay"]) {
        kind = Some(Separator::And);
        next = skip_blanks(text, end);
    } else if let Some(end) = any_phrase(text, next, &["gồm", "bao gồm"]) {
        kind = Some(Separator::Comprising);
        next = skip_blanks(text, end);
    }
    kind.map(|kind| (kind, next))
}

/// The number of digits that start at a byte.
pub fn digits(text: &str, at: usize) -> usize {
    text.as_bytes()[at.min(text.len())..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_cross_one_line_end_and_any_case() {
        assert_eq!(
            phrase("Nghị\nquyết này", 0, "nghị quyết"),
            Some("Nghị\nquyết".len())
        );
        assert_eq!(phrase("Nghị\n\nquyết", 0, "nghị quyết"), None);
        assert_eq!(phrase("Nghị quyếtx", 0, "nghị quyết"), None);
        assert_eq!(word_before("các  Điều", 6), Some((0, "các")));
    }
}
