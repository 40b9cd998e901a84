//! Vietnamese alphabetical order as bytes that any database can compare.

use std::sync::OnceLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use super::text::clean;

/// The sort key of any text: a à ả ã á ạ ă â … d đ e ê, and "Tổ 2" before "Tổ 10".
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    push_key(&clean(text), &mut key);
    key
}

/// The sort key of a person's name: by tên (the last word), then họ (the first), then đệm (what is between).
pub fn name_sort_key(name: &str) -> Vec<u8> {
    let name = clean(name);
    // Case must not part two people of the same tên, so it only decides at the very end.
    let small = name.to_lowercase();
    let mut words: Vec<&str> = small.split(' ').collect();
    let given = words.pop().unwrap_or_default();
    let middle = words.split_off(words.len().min(1)).join(" ");
    let family = words.pop().unwrap_or_default();
    let mut key = Vec::new();
    for part in [given, family, &middle, &name] {
        push_key(part, &mut key);
        // Zero is below every byte of a key, so a shorter part comes before a longer one.
        key.push(0);
    }
    key
}

fn push_key(text: &str, key: &mut Vec<u8>) {
    let Ok(()) = collator().write_sort_key_utf8_to(text.as_bytes(), key);
}

fn collator() -> &'static CollatorBorrowed<'static> {
    static COLLATOR: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    COLLATOR.get_or_init(|| {
        let mut preferences = CollatorPreferences::from(&locale!("vi"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        CollatorBorrowed::try_new(preferences, CollatorOptions::default())
            .expect("the collation data of Vietnamese is compiled in")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that the given order is strictly rising, from whatever order one starts.
    fn assert_order(key: fn(&str) -> Vec<u8>, right: &[&str]) {
        let mut sorted: Vec<&str> = right.iter().rev().copied().collect();
        sorted.sort_by_key(|text| key(text));
        assert_eq!(sorted, right);
        for pair in right.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn text_is_in_the_order_of_the_alphabet() {
        assert_order(
            sort_key,
            &["An", "Ánh", "Ăn", "Ân", "Dao", "Dũng", "Đào", "Đức"],
        );
        assert_order(
            sort_key,
            &["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "b"],
        );
        assert_order(
            sort_key,
            &[
                "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "p", "u", "ư", "v",
            ],
        );
        assert_order(sort_key, &["Tổ 1", "Tổ 2", "Tổ 10", "Tổ 21"]);
    }

    #[test]
    fn the_form_of_the_input_does_not_matter() {
        assert_eq!(sort_key("Đức"), sort_key(" \u{00D0}u\u{031B}\u{0301}c"));
        assert_eq!(name_sort_key("Lê Ánh"), name_sort_key("Lê  A\u{0301}nh "));
    }

    #[test]
    fn people_are_ordered_by_given_name_first() {
        assert_order(
            name_sort_key,
            &[
                "An",
                "Lê Văn An",
                "Nguyễn An",
                "Nguyễn Bá An",
                "NGUYỄN VĂN AN",
                "Trần Văn An",
                "Bùi Thị Ánh",
                "Trần Ăn",
                "Cao Ân",
                "Vũ Tiến Dũng",
                "Lò Đào",
                "Đỗ Minh Đức",
            ],
        );
    }

    #[test]
    fn a_name_typed_in_capitals_stays_with_its_namesakes() {
        assert!(name_sort_key("NGUYỄN VĂN AN") < name_sort_key("Phạm Văn An"));
        assert!(name_sort_key("Lê Văn An") < name_sort_key("NGUYỄN VĂN AN"));
        assert_ne!(name_sort_key("LÊ AN"), name_sort_key("Lê An"));
    }

    #[test]
    fn nothing_sorts_first() {
        assert!(sort_key("") < sort_key("a"));
        assert!(name_sort_key("  ") < name_sort_key("a"));
    }
}
