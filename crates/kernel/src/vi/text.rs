//! Cleaning, folding and letter case of Vietnamese text.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Makes typed or pasted text canonical: NFC, the true letter Đ, single spaces, no invisible characters.
///
/// Two strings that look the same on screen are equal after this, except for the two ways of
/// placing the tone mark ("hoà", "hòa"), which are both correct spelling and are kept as typed.
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    // Invisible characters go first: one of them between a letter and its mark would stop NFC from joining the two.
    single_spaces(text.chars().filter(|c| !is_invisible(*c)).map(true_d).nfc())
}

/// Whether text is clean already, as nearly all stored text and most of what is typed is.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let changes = c != true_d(c) || is_invisible(c);
        let spaces = c.is_whitespace() && (c != ' ' || before == ' ');
        if changes || spaces {
            return false;
        }
        before = c;
    }
    let trailing = before == ' ' && !text.is_empty();
    !trailing && is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Folds text for search: no marks, đ as d, lower case, single spaces.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let visible = text.chars().filter(|c| !is_invisible(*c));
        return single_spaces(visible.map(|c| c.to_ascii_lowercase()));
    }
    // Lower case comes before the decomposition, because lowering may itself give a mark (İ).
    let bare = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(true_d)
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c });
    single_spaces(bare)
}

/// Gives a person's name capital initials when it was typed all in capitals or all in small letters.
///
/// A name in mixed case is kept as typed: its owner knows better. Letters after an apostrophe or a
/// hyphen also get a capital, as the names of the Ê Đê and their neighbours are written ("H'Hen Niê", "Y-Blơk").
pub fn title_case_name(name: &str) -> String {
    let name = clean(name);
    let has_upper = name.chars().any(char::is_uppercase);
    let has_lower = name.chars().any(char::is_lowercase);
    if has_upper && has_lower {
        return name;
    }
    let mut out = String::with_capacity(name.len());
    let mut inside_word = false;
    for c in name.chars() {
        if inside_word {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        inside_word = c.is_alphanumeric() || is_combining_mark(c);
    }
    // Capitals of foreign letters may come apart ("ŉ"); joining again keeps the promise of `clean`.
    clean(&out)
}

/// The letters that look like Đ but are others: Icelandic eth and African D, both common in old fonts.
fn true_d(c: char) -> char {
    match c {
        '\u{00D0}' | '\u{0189}' => 'Đ',
        '\u{00F0}' | '\u{0256}' => 'đ',
        other => other,
    }
}

/// Whether a character shows nothing and parts nothing: zero-width, direction marks, soft hyphen, controls.
fn is_invisible(c: char) -> bool {
    match c {
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' => true,
        other => other.is_control() && !other.is_whitespace(),
    }
}

/// Trims, and puts one plain space for every run of white space (NBSP is white space too).
fn single_spaces(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut pending = false;
    for c in chars {
        if c.is_whitespace() {
            pending = !out.is_empty();
        } else {
            if pending {
                out.push(' ');
                pending = false;
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cleaning_makes_one_form() {
        for (typed, clean_form) in [
            ("  Nguyễn\u{00A0}\u{00A0}Văn\t\nAn ", "Nguyễn Văn An"),
            (
                "Nguye\u{0302}\u{0303}n Va\u{0306}n A\u{0301}nh",
                "Nguyễn Văn Ánh",
            ),
            ("\u{00D0}ào \u{00F0}ức \u{0189}à", "Đào đức Đà"),
            ("\u{FEFF}Hà\u{200B} Nội\u{200D}", "Hà Nội"),
            ("A\u{200B}\u{0301}nh", "Ánh"),
            ("\u{202E}An\u{0000}", "An"),
            ("hoà hòa", "hoà hòa"),
            (" ", ""),
            ("An ", "An"),
            (" An", "An"),
            ("An  B", "An B"),
            (" \u{3000}\u{200B} ", ""),
            ("a\u{0001} \u{0002} b", "a b"),
        ] {
            assert_eq!(clean(typed), clean_form, "{typed:?}");
        }
    }

    #[test]
    fn folding_ignores_marks_and_case() {
        for (typed, folded) in [
            ("Đường Điện Biên Phủ", "duong dien bien phu"),
            ("\u{00D0}ường", "duong"),
            ("hoà", "hoa"),
            ("hòa", "hoa"),
            ("Thu\u{031B}\u{0309} ƯỚC ưỡn ỹ Ỵ", "thu uoc uon y y"),
            ("  PLAIN   ascii\t", "plain ascii"),
            ("H'Hen Niê", "h'hen nie"),
            (
                "ẤẦẨẪẬ ẮẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ",
                "aaaaa aaaaa eeeee ooooo ooooo uuuuu",
            ),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn names_get_capitals_only_when_typed_in_one_case() {
        for (typed, name) in [
            ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
            ("nguyễn văn an", "Nguyễn Văn An"),
            (
                "NGUYE\u{0302}\u{0303}N THI\u{0323} A\u{0301}NH",
                "Nguyễn Thị Ánh",
            ),
            ("Nguyễn văn An", "Nguyễn văn An"),
            ("McDonald Trần", "McDonald Trần"),
            ("H'Hen Niê", "H'Hen Niê"),
            ("H'HEN NIÊ", "H'Hen Niê"),
            ("h’hen niê", "H’Hen Niê"),
            ("Y-Blơk", "Y-Blơk"),
            ("Y-BLƠK ÊBAN", "Y-Blơk Êban"),
            ("đặng  thị ỷ", "Đặng Thị Ỷ"),
            ("", ""),
        ] {
            assert_eq!(title_case_name(typed), name, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn fold_is_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn clean_is_idempotent_and_keeps_the_folding(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert_eq!(fold(&once), fold(&text));
        }

        #[test]
        fn ascii_takes_no_other_way(text in "[ -~\\t\\n]{0,40}") {
            let with_a_stranger = format!("{text} ữ");
            let expected = format!("{} u", fold(&text));
            prop_assert_eq!(fold(&with_a_stranger), expected.trim_start());
        }
    }
}
