//! Signing in: passwords, passkeys, an organisation's OpenID provider, and the
//! tokens and brakes that go with them.
//!
//! The heavy cryptographic crates stay behind this door. Callers see strings,
//! bytes, numbers and the enums of this crate, never a type of a dependency.
//! What is absent on purpose: a database (the caller stores what it is given), an
//! HTTP framework (the caller writes cookies and pages), a clock (the caller
//! passes the time), a domain type (a user is a login and a UUID), and any text
//! for a reader (the caller translates the enums).
//!
//! | module | answers | the caller keeps |
//! |---|---|---|
//! | [`password`] | is this the password, and is it good enough? | a PHC string per user |
//! | [`passkey`] | does this device hold the key it registered? | one JSON per passkey, one JSON per open ceremony |
//! | [`oidc`] | whom does the organisation's provider vouch for? | one JSON per open sign-in |
//! | [`token`] | is this the token, code or signed value we gave out? | SHA-256 of tokens, one 32-byte key |
//! | [`throttle`] | may this login and this address try again yet? | nothing, it lives in memory |
//!
//! Errors name what was refused and carry the cause in `source()`. A message for
//! the person who signs in must not repeat them: to a stranger, a wrong password,
//! an unknown login and a refused passkey are one and the same answer.

pub mod oidc;
pub mod passkey;
pub mod password;
mod secret;
pub mod throttle;
pub mod token;

pub use secret::Secret;

/// What a dependency said, kept for the log and not for matching.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;
