//! Tài khoản: accounts, their roles, sessions, keys and one-time links.
//!
//! Legal basis: Luật An ninh mạng and the decrees on the protection of personal data and of information systems ask that every
//! user is known, that access follows the task, and that sign-ins are recorded.
//!
//! **Invariants.**
//! - No password, token or link is ever stored or logged: a password as its Argon2id hash, a token as its SHA-256.
//! - A stranger cannot tell a wrong password from an unknown login or a closed account: one answer, equal work, one line each.
//! - Nobody, not even an administrator, learns another's password: a reset gives a one-time link.
//! - An administrator manages only accounts whose every role, past or present, lies within the administrator's own scope; else
//!   resetting a password would be a way up.
//! - There is always an administrator of the whole installation, once there has been one.
//! - An account is joined to an outside identity only by its own invitation or by an administrator, never by an e-mail address.
//!
//! Acts of an administrator take an [`Acting`](crate::Acting) ([`acts`]). What begins before anyone is known, and what hashes
//! a password and so must not hold a transaction open, goes through the [`Gate`].

pub mod acts;
mod gate;
mod identities;
mod keys;
mod links;
pub mod queries;
mod sessions;
#[cfg(test)]
mod tests;

use std::time::Duration;

use auth::password::Weakness;
use kernel::Timestamp;

use crate::Problem;

pub use gate::{Brakes, Gate, SignedIn, Visitor};
pub use identities::Departed;
pub use keys::Ceremony;
pub use links::{FirstAdministrator, Link, first_administrator_link};
pub use sessions::{Limits, Present, SessionRules};

store::coded! {
    /// Cách đăng nhập: how a session began.
    pub enum Method {
        /// Mật khẩu.
        Password = "password",
        /// Khóa truy cập.
        Passkey = "passkey",
        /// Tài khoản của cơ quan.
        Organisation = "organisation",
        /// Liên kết dùng một lần.
        Link = "link",
    }

    /// Mục đích của liên kết hoặc bước đăng nhập đang dở: what a kept challenge is for.
    pub enum Purpose {
        /// Lập quản trị viên đầu tiên.
        FirstAdministrator = "first_administrator",
        /// Lời mời đặt mật khẩu lần đầu.
        Invite = "invite",
        /// Đặt lại mật khẩu.
        Reset = "reset",
        /// Đăng ký khóa truy cập.
        RegisterPasskey = "register_passkey",
        /// Đăng nhập bằng khóa truy cập.
        PasskeySignIn = "passkey_sign_in",
        /// Đăng nhập bằng tài khoản của cơ quan.
        OrganisationSignIn = "organisation_sign_in",
    }
}

impl Purpose {
    /// How long it may be used.
    const fn lifetime(self) -> Duration {
        const HOUR: u64 = 3600;
        match self {
            Self::FirstAdministrator | Self::Reset => Duration::from_secs(24 * HOUR),
            // An invitation travels by paper or by a colleague, and a session of the council lasts days.
            Self::Invite => Duration::from_secs(7 * 24 * HOUR),
            Self::RegisterPasskey | Self::PasskeySignIn => {
                Duration::from_secs(auth::passkey::CHALLENGE_SECONDS)
            }
            Self::OrganisationSignIn => Duration::from_secs(600),
        }
    }
}

/// The shortest login.
const LOGIN_SHORTEST: usize = 3;
/// The longest login.
const LOGIN_LONGEST: usize = 64;

/// The form in which a login is kept and looked for.
pub fn clean_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Whether a cleaned login can be typed on every keyboard.
fn is_login(login: &str) -> bool {
    (LOGIN_SHORTEST..=LOGIN_LONGEST).contains(&login.len())
        && login
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-@".contains(&b))
}

/// What is wrong with a new password, in the catalogue's words.
fn weakness(weakness: Weakness) -> Problem {
    let problem = |code| Problem::new("password", code);
    match weakness {
        Weakness::TooShort { shortest } => problem("password-too-short").with("shortest", shortest),
        Weakness::TooLong => problem("password-too-long").with("longest", auth::password::LONGEST),
        Weakness::Common => problem("password-common"),
        Weakness::Patterned => problem("password-patterned"),
        Weakness::ContainsLogin => problem("password-contains-login"),
        Weakness::ContainsName => problem("password-contains-name"),
        _ => problem("password-weak"),
    }
}

/// A moment later than another.
fn after(at: Timestamp, wait: Duration) -> Timestamp {
    let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(at.as_millisecond().saturating_add(wait)).unwrap_or(Timestamp::MAX)
}
