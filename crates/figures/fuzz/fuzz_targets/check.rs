//! Whatever the text is, the checker ends, and every figure it names stands in the text.
//!
//! Run it with `cargo +nightly fuzz run check` in `crates/figures`.

#![no_main]

use figures::{Paper, compare};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (one, other) = text.split_at(middle);
    let texts = [one, other];
    let papers = texts.map(Paper::read);
    for (text, paper) in texts.iter().zip(&papers) {
        for place in paper.findings().iter().flat_map(|finding| &finding.places) {
            assert!(text.get(place.range.clone()).is_some_and(|figure| !figure.is_empty()));
            assert!(place.line >= 1 && place.line <= text.matches('\n').count() + 1);
        }
    }
    for place in compare(&papers).iter().flat_map(|finding| &finding.places) {
        assert!(texts[place.paper].get(place.range.clone()).is_some());
    }
    for finding in papers.iter().flat_map(Paper::findings) {
        assert!(!finding.vi().is_empty() && !finding.en().is_empty());
    }
});
