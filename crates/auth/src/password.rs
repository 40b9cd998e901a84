//! Passwords: how they are hashed, verified and judged.
//!
//! Decisions, each with its reason:
//!
//! - **Argon2id, 19 MiB, two passes, one lane**, the least OWASP recommends; about
//!   22 ms of one core. The parameters are written into the PHC string, so they
//!   can be raised later: [`Verdict::RightButOutdated`] tells the caller to hash
//!   again while the password is at hand.
//! - **A door of one or two at a time**, because hashing is pure processor time and a
//!   hundred delegates who sign in at once must not delay a vote in the chamber.
//!   The permit travels into the blocking thread: a client that hangs up does not
//!   let the next one in before its own work has really ended.
//! - **A queue with an end.** Beyond [`Queue::waiting`] the answer is
//!   [`Error::Busy`] at once, so that a flood costs no memory and no growing delay.
//! - **Equal work for unknown logins** ([`Hasher::verify_absent`]), so that time does
//!   not tell which logins exist.
//! - **No composition rules and no expiry**, as NIST SP 800-63B advises: length, a list
//!   of the commonest, and nothing that is already written on the account.

mod policy;

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

pub use policy::{LONGEST, Policy, Weakness};

use crate::{Cause, Secret};

/// What one hash costs. The default is the one to use; tests may ask for less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self {
            memory: 19 * 1024,
            passes: 2,
        }
    }
}

/// How many passwords are worked on and how many may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// Hashes computed at the same time.
    pub at_once: usize,
    /// Requests admitted beyond those at work.
    pub waiting: usize,
}

impl Default for Queue {
    /// One at a time leaves the other cores to the chamber; 256 waiting is about
    /// six seconds, the longest that a person should look at a sign-in page.
    fn default() -> Self {
        Self {
            at_once: 1,
            waiting: 256,
        }
    }
}

/// The outcome of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The password is the right one.
    Right,
    /// The password is right and its hash is cheaper than today's cost: hash it again.
    RightButOutdated,
    /// The password is not the right one.
    Wrong,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Too many sign-ins wait already; try again in a moment.
    #[error("too many passwords are waiting to be checked")]
    Busy,
    /// The password is longer than any the policy lets pass.
    #[error("the password is too long to be checked")]
    TooLong,
    /// The stored string is not a PHC string of Argon2.
    #[error("the stored password hash cannot be read")]
    Unreadable(#[source] Cause),
    /// The cost is outside what Argon2 allows.
    #[error("the cost of password hashing is not allowed")]
    Cost(#[source] Cause),
    /// The hash could not be computed.
    #[error("the password could not be hashed")]
    Failed(#[source] Cause),
    /// The worker thread ended early, as when the server stops.
    #[error("password hashing was interrupted")]
    Interrupted(#[source] Cause),
}

/// Hashes and verifies passwords. One per server: it owns the door and the queue.
#[derive(Debug, Clone)]
pub struct Hasher {
    params: Params,
    door: Arc<Semaphore>,
    seats: Arc<Semaphore>,
}

impl Hasher {
    /// A hasher with this cost and this queue.
    pub fn new(cost: Cost, queue: Queue) -> Result<Self, Error> {
        let at_once = queue.at_once.max(1);
        Ok(Self {
            params: Params::new(cost.memory, cost.passes, 1, None)
                .map_err(|e| Error::Cost(e.into()))?,
            door: Arc::new(Semaphore::new(at_once)),
            seats: Arc::new(Semaphore::new(at_once + queue.waiting)),
        })
    }

    /// The PHC string to store, with a fresh random salt.
    pub async fn hash(&self, password: Secret) -> Result<String, Error> {
        self.work(password, |argon, text| {
            Ok(argon
                .hash_password(text)
                .map_err(|e| Error::Failed(e.into()))?
                .to_string())
        })
        .await
    }

    /// Whether the password belongs to the stored PHC string.
    pub async fn verify(&self, password: Secret, stored: &str) -> Result<Verdict, Error> {
        let stored = stored.to_owned();
        let today = self.params.clone();
        self.work(password, move |argon, text| {
            judge_hash(&argon, text, &stored, &today)
        })
        .await
    }

    /// Does the work of [`Hasher::verify`] for a login nobody has, and says wrong.
    pub async fn verify_absent(&self, password: Secret) -> Result<Verdict, Error> {
        self.work(password, |argon, text| {
            let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
            argon
                .hash_password_into(text, b"nobody has this.", &mut out)
                .map_err(|e| Error::Cost(e.into()))?;
            std::hint::black_box(out);
            Ok(Verdict::Wrong)
        })
        .await
    }

    /// Runs the work on a blocking thread, behind the queue and the door.
    async fn work<T, F>(&self, password: Secret, job: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(Argon2<'static>, &[u8]) -> Result<T, Error> + Send + 'static,
    {
        // Normalising grows a text at most eighteenfold; four bytes a character
        // bounds the work before it is done.
        if password.expose().len() > LONGEST * 4 {
            return Err(Error::TooLong);
        }
        let seat = self
            .seats
            .clone()
            .try_acquire_owned()
            .map_err(|_| Error::Busy)?;
        let permit = self
            .door
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| Error::Busy)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone());
        tokio::task::spawn_blocking(move || {
            let _held = (seat, permit);
            job(argon, password.normalised().as_bytes())
        })
        .await
        .map_err(|e| Error::Interrupted(e.into()))?
    }
}

impl Default for Hasher {
    fn default() -> Self {
        let queue = Queue::default();
        Self {
            params: Params::DEFAULT,
            door: Arc::new(Semaphore::new(queue.at_once)),
            seats: Arc::new(Semaphore::new(queue.at_once + queue.waiting)),
        }
    }
}

fn judge_hash(
    argon: &Argon2<'_>,
    text: &[u8],
    stored: &str,
    today: &Params,
) -> Result<Verdict, Error> {
    let parsed = PasswordHash::new(stored).map_err(|e| Error::Unreadable(e.into()))?;
    // A text cut short still parses, and a short output would be easier to meet.
    if parsed
        .hash
        .is_none_or(|output| output.len() < Params::DEFAULT_OUTPUT_LEN)
    {
        return Err(Error::Unreadable("the hash is cut short".into()));
    }
    match argon.verify_password(text, &parsed) {
        Ok(()) => {
            let kept = Params::try_from(&parsed).map_err(|e| Error::Unreadable(e.into()))?;
            let cheaper = kept.m_cost() < today.m_cost() || kept.t_cost() < today.t_cost();
            Ok(if cheaper {
                Verdict::RightButOutdated
            } else {
                Verdict::Right
            })
        }
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
        Err(cause) => Err(Error::Unreadable(cause.into())),
    }
}
