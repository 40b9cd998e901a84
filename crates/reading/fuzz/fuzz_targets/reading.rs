//! Whatever the bytes are, reading ends with text or a reason, within the limits, and every piece lies in both.
//!
//! Run it with `cargo +nightly fuzz run reading` in `crates/reading`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reading::{Format, Limits, read};

/// A panic that `read` itself catches and answers with a reason is no fault; one that escapes it still ends the run.
fn hold_still() {
    std::panic::set_hook(Box::new(|_| ()));
}

fuzz_target!(init: hold_still(), |bytes: &[u8]| {
    let limits = Limits { unpacked_bytes: 20_000_000, text_bytes: 1_000_000, pages: 200, ..Limits::default() };
    let Ok(reading) = read(bytes, &limits) else { return };
    let mut end = 0;
    for piece in &reading.pieces {
        assert!(piece.start >= end && usize::from(piece.part) < reading.parts.len());
        end = piece.start + piece.len;
        assert!(reading.text.get(piece.start..end).is_some());
        for place in reading.places(piece.start..end) {
            assert!(place.range.start <= place.range.end);
        }
        let in_file = matches!(reading.format, Format::Text | Format::Html);
        assert!(!in_file || piece.at + piece.taken <= bytes.len());
    }
});
