//! Mã băm: the hash by which a text or a file is known.

use sha2::{Digest as _, Sha256};

/// SHA-256 in hexadecimal.
pub fn sha256(content: impl AsRef<[u8]>) -> String {
    store::audit::hex(&Sha256::digest(content))
}

/// What tells one preview from another, so that what is confirmed is what was seen: the first half of the hash.
pub fn fingerprint(shown: impl AsRef<[u8]>) -> String {
    let mut hex = sha256(shown);
    hex.truncate(32);
    hex
}
