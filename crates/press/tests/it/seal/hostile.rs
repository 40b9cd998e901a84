//! Signed files that were tampered with, and files that only look signed: nothing is believed, and nothing stops the program.

use std::sync::LazyLock;

use press::seal::{Seal, Unreadable, check, extends, verify};
use proptest::prelude::*;

use super::{AUTHORITY, PAPER, sealed};

/// A paper that two have signed.
static SIGNED: LazyLock<Vec<u8>> =
    LazyLock::new(|| sealed(&sealed(&PAPER, &AUTHORITY.chair), &AUTHORITY.clerk));

/// Where the digits of the signatures lie, which alone are not signed by themselves.
static DIGITS: LazyLock<Vec<std::ops::Range<usize>>> = LazyLock::new(|| {
    let file = &*SIGNED;
    let mark = b"/Contents <";
    let starts = (0..file.len()).filter(|at| file[*at..].starts_with(mark));
    let digits = starts.filter_map(|at| {
        let from = at + mark.len();
        let length = file[from..].iter().position(|byte| *byte == b'>')?;
        (length > 1_000).then_some(from..from + length)
    });
    digits.collect()
});

/// Whether a file is still taken for what two have signed.
fn believed(file: &[u8]) -> bool {
    verify(file).is_ok_and(|seals| seals.len() == 2 && seals.iter().all(Seal::holds))
}

#[test]
fn numbers_that_lie_are_not_followed() {
    let file = &*SIGNED;
    assert!(believed(file));
    let place = file
        .windows(11)
        .rposition(|word| word == b"/ByteRange ")
        .expect("a range")
        + 11;
    let end = place
        + file[place..]
            .iter()
            .position(|byte| *byte == b']')
            .expect("an end");
    let room = end - place + 1;
    for lie in [
        "[]",
        "[0 1 2]",
        "[0 0 0 0]",
        "[0 10 5 10]",
        "[-1 10 20 10]",
        "[0 9223372036854775807 9223372036854775807 1]",
        "[0 1 2 9223372036854775807]",
        "[0 4000000000 1 1]",
        "[0 (x) /y 1 R]",
        "[1 0 R 1 0 R 1 0 R]",
        "null",
    ] {
        let mut other = file.clone();
        let lie = &lie.as_bytes()[..lie.len().min(room)];
        other[place..=end].fill(b' ');
        other[place..place + lie.len()].copy_from_slice(lie);
        assert!(!believed(&other), "{}", String::from_utf8_lossy(lie));
    }
}

#[test]
fn files_that_are_no_pdf_or_cut_off_are_refused() {
    let file = &*SIGNED;
    assert_eq!(verify(b""), Err(Unreadable::NotPdf));
    assert_eq!(verify(b"x%PDF-1.7"), Err(Unreadable::NotPdf));
    assert_eq!(verify(b"%PDF-1.7\n%%EOF"), Err(Unreadable::Broken));
    assert_eq!(verify(&PAPER), Ok(Vec::new()));
    for cut in [file.len() - 10, file.len() / 2, PAPER.len() + 100, 20] {
        assert!(!believed(&file[..cut]), "{cut}");
        assert!(!extends(&file[..cut], &PAPER), "{cut}");
    }
    let junk = [&file[..], b"\nrac\n"].concat();
    assert!(!believed(&junk) && !extends(&junk, &PAPER));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_byte_that_was_signed_is_missed(at in any::<prop::sample::Index>(), bit in 0u8..8, tail: bool) {
        // Half of the cases aim at what the signatures added, where the file is most alive.
        let from = if tail { PAPER.len() } else { 0 };
        let mut file = SIGNED.clone();
        let at = from + at.index(file.len() - from);
        prop_assume!(!DIGITS.iter().any(|digits| digits.contains(&at)));
        file[at] ^= 1 << bit;
        prop_assert!(!believed(&file), "byte {at}, bit {bit}");
        prop_assert!(!file.starts_with(&PAPER) || at >= PAPER.len());
    }

    #[test]
    fn no_digit_of_a_signature_makes_it_anothers(at in any::<prop::sample::Index>(), digit in 0usize..16) {
        let mut file = SIGNED.clone();
        let at = at.index(DIGITS[1].len()) + DIGITS[1].start;
        let digit = b"0123456789ABCDEF"[digit];
        prop_assume!(file[at] != digit);
        file[at] = digit;
        // What comes along without being signed, as certificates of issuers do, may be damaged; who signed what may not.
        let seals = verify(&file).unwrap_or_default();
        let holding = seals.get(1).filter(|seal| seal.holds()).and_then(|seal| seal.signature.as_ref());
        prop_assert!(holding.is_none_or(|one| one.holder == *AUTHORITY.clerk.signer().holder()), "byte {at}");
    }

    #[test]
    fn strange_bytes_are_no_signature(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(check(b"x", &bytes), None);
        let _ = verify(&[b"%PDF-1.7\n", &bytes[..]].concat());
    }
}
