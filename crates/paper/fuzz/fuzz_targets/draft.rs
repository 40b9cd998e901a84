//! Whatever the text is, reading ends, and what was read, written and read again is the same.
//!
//! Run it with `cargo +nightly fuzz run draft` in `crates/paper`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use paper::draft::{read, write};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(draft) = read(&text) {
        assert_eq!(read(&write(&draft)).as_ref(), Ok(&draft));
    }
});
