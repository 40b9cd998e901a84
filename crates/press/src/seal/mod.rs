//! Ký số: digital signatures of papers, made and checked.
//!
//! A PDF is signed as PAdES baseline B-B (ETSI EN 319 142-1): the signature is appended, and the bytes of the paper stay as they
//! were printed. Any other file gets a signature of its own beside it, CAdES-BES (ETSI EN 319 122-1). The law: Luật Giao dịch điện tử
//! số 20/2023/QH15, Điều 22; Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I (unconfirmed).
//!
//! **Invariants:** nothing here reaches a network, a clock or a file, so revocation is not checked, and no time is proven: when a
//! paper was signed is what its signer says. No key is kept but the one a [`Signer`] was given. A stranger's file neither stops the
//! program nor is believed: what a signature covers is read from the bytes themselves, and in doubt it does not hold.

mod cms;
mod file;
mod later;
mod roots;
mod sign;
mod signer;
mod update;
mod verify;

use jiff::Timestamp;

pub use file::Unreadable;
pub use roots::{Distrust, NoRoots, Roots};
pub use sign::{Unsealable, detached, seal};
pub use signer::{Signer, Unfit};
pub use verify::{check, extends, verify};

/// What is said with a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Why it is signed; may be empty.
    pub reason: String,
    /// Where it is signed; may be empty.
    pub place: String,
    /// When it is signed.
    pub at: Timestamp,
}

/// Chữ ký số trên văn bản: a signature in a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The name of its field.
    pub field: String,
    /// Why it was signed, as the signer says.
    pub reason: String,
    /// Where it was signed, as the signer says.
    pub place: String,
    /// When it was signed, as the signer says.
    pub at: Option<Timestamp>,
    /// Whether it covers every byte of the file as it was signed, from the first to the last, except itself.
    pub whole: bool,
    /// What the file gained since.
    pub later: Later,
    /// The signature itself; nothing if it cannot be read or is of a kind that is not checked here.
    pub signature: Option<Signature>,
}

impl Seal {
    /// Whether what the file shows is what was signed. Who signed is another question: [`Signature::trusted`].
    pub fn holds(&self) -> bool {
        let signature = self.signature.as_ref().is_some_and(Signature::holds);
        signature && self.whole && self.later != Later::Changes
    }
}

/// What was appended to a file after it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// Nothing.
    Nothing,
    /// Further signatures, which show nothing on a page, and nothing else.
    Signatures,
    /// Something else, or something that cannot be told from it.
    Changes,
}

/// A signature over bytes, with the certificate of who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who signed, by the certificate.
    pub holder: Holder,
    /// Whether the bytes are those that were signed.
    pub intact: bool,
    /// Whether the signature was made with the key of the certificate.
    pub genuine: bool,
    /// When it was signed, as the signer says; a signature in a PDF says it outside.
    pub at: Option<Timestamp>,
    /// The certificate of the signer first, then the others that came with it.
    chain: Vec<Vec<u8>>,
}

impl Signature {
    /// Whether these bytes were signed with the key of this certificate.
    pub fn holds(&self) -> bool {
        self.intact && self.genuine
    }

    /// Whether the certificate leads to one of the roots, may sign papers and was valid at a moment. Revocation is not checked.
    pub fn trusted(&self, roots: &Roots, at: Timestamp) -> Result<(), Distrust> {
        roots.trust(&self.chain, at)
    }
}

/// Chứng thư chữ ký số: whose a certificate is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The common name of the holder, or the whole name where there is none.
    pub name: String,
    /// The common name of who issued the certificate, or the whole name.
    pub issuer: String,
    /// The serial number, hexadecimal.
    pub serial: String,
    /// The first moment it is valid.
    pub from: Timestamp,
    /// The last moment it is valid.
    pub until: Timestamp,
}
