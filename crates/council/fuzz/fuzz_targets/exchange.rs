//! A stranger's exchange file: reading it ends, and what was read is written and read back as the same.
//!
//! The bytes are tried as a whole file and, where they are JSON, as the content of a sealed one: the check sum of a file keeps most
//! mutations from ever reaching what looks at the content. Run it with `cargo +nightly fuzz run exchange` in `crates/council`.

#![no_main]

use council::petitions::exchange::file::Content;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn read(bytes: &[u8]) {
    if let Ok(content) = Content::read(bytes) {
        let again = Content::read(content.write().as_bytes());
        assert!(again.is_ok_and(|again| again == content));
    }
}

fuzz_target!(|bytes: &[u8]| {
    read(bytes);
    if let Ok(content) = serde_json::from_slice::<Value>(bytes) {
        let hash = Sha256::digest(content.to_string().as_bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let file = json!({"format": "dancu-petitions", "version": 1, "sha256": hash, "content": content});
        read(file.to_string().as_bytes());
    }
});
