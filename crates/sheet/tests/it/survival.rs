//! Whatever the bytes are, reading ends with a table or a reason.

use proptest::prelude::*;
use sheet::header::find_in;
use sheet::{Heading, Limits, read};

use crate::craft;

const KNOWN: &[Heading] = &[
    Heading {
        key: "name",
        names: &["Họ và tên"],
    },
    Heading {
        key: "birth",
        names: &["Năm sinh"],
    },
];

/// Reads as a page would: the file, its head, its rows.
fn use_file(bytes: &[u8]) -> Option<usize> {
    let workbook = read(bytes, &Limits::default()).ok()?;
    let (place, head) = find_in(&workbook, KNOWN)?;
    Some(head.body(&workbook.sheets[place]).len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn random_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..600), start in 0_usize..6) {
        let starts: [&[u8]; 6] = [b"", b"PK\x03\x04", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"];
        let file = [starts[start], &bytes].concat();
        prop_assert!(use_file(&file).unwrap_or(0) <= file.len());
    }

    #[test]
    fn random_text_does_no_harm(text in "[\"',;|\t\r\n a-zHọvàtênNămsinh=0-9]{0,200}") {
        prop_assert!(use_file(text.as_bytes()).unwrap_or(0) <= text.len());
    }

    #[test]
    fn a_mutated_archive_does_no_harm(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = craft::small_workbook();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        prop_assert!(use_file(&bytes).unwrap_or(0) <= 10);
    }

    #[test]
    fn mutated_parts_do_no_harm(part in any::<prop::sample::Index>(), changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut parts = craft::unpack(&craft::small_workbook());
        let part = part.index(parts.len());
        let content = &mut parts[part].1;
        for (place, byte) in changes {
            let place = place.index(content.len());
            content[place] = byte;
        }
        prop_assert!(use_file(&craft::pack(&parts)).unwrap_or(0) <= 10);
    }

    #[test]
    fn a_file_cut_anywhere_does_no_harm(cut in any::<prop::sample::Index>()) {
        let bytes = craft::small_workbook();
        prop_assert_eq!(use_file(&bytes[..cut.index(bytes.len())]), None);
    }
}

#[test]
fn the_file_that_is_mutated_is_a_good_one() {
    assert_eq!(use_file(&craft::small_workbook()), Some(2));
}
