//! Whatever the text is, every span of its view lies in the text as given, and no view needs a view of its own.
//!
//! Run it with `cargo +nightly fuzz run text` in `crates/lex`.

#![no_main]

use lex::Text;
use lex::text::CodePoints;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &str| {
    let text = Text::new(given);
    let view = text.view();
    let points = CodePoints::new(given);
    let mut last = 0;
    for (at, c) in view.char_indices() {
        let back = text.to_given(at..at + c.len_utf8());
        assert!(given.get(back.clone()).is_some() && back.start >= last);
        last = back.start;
        let _ = points.before(back.start);
    }
    assert!(given.get(text.to_given(0..view.len())).is_some());
    assert!(text.page_breaks().is_sorted() && text.page_breaks().iter().all(|&at| at <= view.len()));
});
