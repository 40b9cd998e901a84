//! Random tokens, short codes for people, and small signed values.
//!
//! Decisions, each with its reason:
//!
//! - **Session and invitation tokens are 256 random bits** from the operating system,
//!   so that guessing is out of the question whatever the number of sessions.
//! - **Only SHA-256 of a token is stored.** Whoever reads a backup cannot sign in. A slow
//!   hash would add nothing: the token is already as random as its hash.
//! - **Form tokens are derived, not stored** ([`csrf`]): HMAC-SHA-256 of a purpose under the
//!   session token. They change with the session and need no table.
//! - **Signed values name their purpose** ([`Key::sign`]): the purpose is under the MAC but not
//!   in the text, so a value signed for one use is forged for every other.
//! - **Codes that people read aloud** ([`Code`]) leave out 0, O, 1, I and L. The 31 signs that
//!   remain are a prime number, so one check sign catches every single wrong sign and
//!   every swap of two neighbours.
//! - **Comparisons of secrets take constant time.**

mod code;
mod signed;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

pub use code::{Code, CodeError, Length};
pub use signed::{Key, Refused};

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness(#[source] crate::Cause);

/// A random secret that its bearer shows to be recognised: a session, an invitation.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

impl Token {
    /// A new random token.
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// Reads what [`Token::text`] wrote; anything else is no token.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        // One byte of room more than needed lets the decoder report a longer text.
        let mut room = Zeroizing::new([0; 33]);
        match URL_SAFE_NO_PAD.decode_slice(text, room.as_mut()) {
            Ok(32) => {
                bytes.copy_from_slice(&room[..32]);
                Some(Self(bytes))
            }
            _ => None,
        }
    }

    /// The token as 43 characters that are safe in cookies, URLs and forms.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_ref())
    }

    /// What is stored in place of the token.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_ref()).into())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 of a [`Token`], the form in which it is stored and looked up.
#[derive(Debug, Clone, Copy, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads stored bytes back; a wrong length is no hash.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl PartialEq for TokenHash {
    /// Takes the same time wherever the first difference is.
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// The form token for one purpose within one session.
///
/// The purpose names the act, so that a token seen on one form is no use on another.
pub fn csrf(session: &Token, purpose: &str) -> String {
    URL_SAFE_NO_PAD.encode(mac(session.0.as_ref(), &[b"form", purpose.as_bytes()]))
}

/// Whether a form token is that of this session and purpose.
pub fn csrf_holds(session: &Token, purpose: &str, given: &str) -> bool {
    same(csrf(session, purpose).as_bytes(), given.as_bytes())
}

/// Whether two secrets are the same, in time that depends on their length alone.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// HMAC-SHA-256 over the parts, each preceded by its length so that no two lists
/// of parts are the same bytes.
fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|e| NoRandomness(e.into()))
}
