//! Whatever the bytes are, checking signatures ends, and nobody's signature is found in them.
//!
//! Run it with `cargo +nightly fuzz run seal CORPUS` in `crates/press`, with a folder of PDFs, signed or not, to begin with. A fuzzer
//! makes no signature, so one that holds was in the corpus; it must still hold over the bytes that it says it covers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use press::seal::{check, extends, verify};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(seals) = verify(bytes) {
        for seal in &seals {
            assert!(!seal.holds() || seal.whole && seal.signature.is_some());
            assert!(seal.field.chars().all(|c| !c.is_control()));
        }
    }
    let (one, other) = bytes.split_at(bytes.len() / 2);
    let _ = check(one, other);
    assert!(!extends(one, bytes) || other.is_empty());
    let _ = extends(bytes, one);
});
