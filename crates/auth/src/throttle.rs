//! Brakes on guessing: how soon a login or an address may try again.
//!
//! Decisions, each with its reason:
//!
//! - **Two brakes.** [`Backoff`] counts failures per login and makes each further try wait twice
//!   as long: it stops many addresses from guessing at one account. [`Bucket`] counts
//!   tries per address: it stops one address from guessing at many accounts. A whole
//!   office may share one address, so the bucket is wide.
//! - **A try counts before its outcome is known** ([`Backoff::admit`]), and success clears the
//!   count. Otherwise a hundred tries sent at once would all pass before the first
//!   failed.
//! - **A delay, never a lock.** A stranger who knows a delegate's login can only make the
//!   delegate's password wait, at most [`Pace::longest`]; passkeys do not pass this brake.
//! - **Bounded memory.** Keys are kept as keyed hashes of fixed size, at most `capacity` of
//!   them; when full, those that matter least go first. It is all forgotten on a
//!   restart, which a stranger cannot cause.
//! - **The caller passes the time**, as a duration since any fixed start of its choice, so that
//!   the same inputs always give the same answer.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the next try has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("try again in {} seconds", .0.as_secs() + 1)]
pub struct Wait(pub Duration);

/// How a [`Backoff`] grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Tries that may follow each other freely.
    pub free: u32,
    /// The first delay after them; each further one is twice the one before.
    pub first: Duration,
    /// The longest delay.
    pub longest: Duration,
    /// The quiet time after which a login starts anew.
    pub forget: Duration,
}

impl Default for Pace {
    /// Five free tries, then 2 s, 4 s … 5 min: about 300 guesses a day at one login.
    fn default() -> Self {
        Self {
            free: 5,
            first: Duration::from_secs(2),
            longest: Duration::from_secs(300),
            forget: Duration::from_secs(3600),
        }
    }
}

/// How fast a [`Bucket`] fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Tries that may come at once.
    pub burst: u32,
    /// The time in which one more try is granted.
    pub every: Duration,
}

impl Default for Rate {
    /// Sixty at once, for an office that opens its session behind one address,
    /// then one every two seconds.
    fn default() -> Self {
        Self {
            burst: 60,
            every: Duration::from_secs(2),
        }
    }
}

/// The brake on failures, keyed by login.
#[derive(Debug)]
pub struct Backoff {
    pace: Pace,
    table: Table<Failures>,
}

impl Backoff {
    /// A brake of this pace that remembers at most `capacity` logins.
    pub fn new(pace: Pace, capacity: usize) -> Self {
        Self {
            pace,
            table: Table::new(capacity),
        }
    }

    /// Admits a try and counts it as failed until [`Backoff::succeeded`] says otherwise.
    pub fn admit(&self, key: &str, now: Duration) -> Result<(), Wait> {
        let pace = self.pace;
        self.table.with(key, now, |kept| {
            let mut entry = kept
                .filter(|entry| entry.forgotten > now)
                .unwrap_or_default();
            if entry.next > now {
                return (Some(entry), Err(Wait(entry.next - now)));
            }
            entry.count = entry.count.saturating_add(1);
            entry.next = now + pace.delay(entry.count);
            entry.forgotten = entry.next + pace.forget;
            (Some(entry), Ok(()))
        })
    }

    /// Clears the count of a login that has proved itself.
    pub fn succeeded(&self, key: &str) {
        self.table.forget(key);
    }

    /// How many logins are remembered.
    pub fn len(&self) -> usize {
        self.table.lock().len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The brake on tries, keyed by address.
#[derive(Debug)]
pub struct Bucket {
    rate: Rate,
    table: Table<Full>,
}

impl Bucket {
    /// A brake of this rate that remembers at most `capacity` addresses.
    pub fn new(rate: Rate, capacity: usize) -> Self {
        Self {
            rate,
            table: Table::new(capacity),
        }
    }

    /// Takes one try from the bucket, or says how long until there is one.
    pub fn admit(&self, key: &str, now: Duration) -> Result<(), Wait> {
        // The bucket is kept as the moment it will be full again: one number
        // says both how much is in it and when it may be forgotten.
        let every = self.rate.every;
        let depth = every.saturating_mul(self.rate.burst.saturating_sub(1));
        self.table.with(key, now, |kept| {
            let full = kept.map_or(now, |entry| entry.0).max(now);
            match (full - now).checked_sub(depth) {
                Some(over) if !over.is_zero() => (kept, Err(Wait(over))),
                _ => (Some(Full(full + every)), Ok(())),
            }
        })
    }

    /// How many addresses are remembered.
    pub fn len(&self) -> usize {
        self.table.lock().len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The failures of one login.
#[derive(Debug, Clone, Copy, Default)]
struct Failures {
    count: u32,
    next: Duration,
    forgotten: Duration,
}

/// The moment at which a bucket is full again.
#[derive(Debug, Clone, Copy)]
struct Full(Duration);

/// What can be ranked by the moment from which it no longer matters.
trait Fades: Copy {
    fn fades_at(&self) -> Duration;
}

impl Fades for Failures {
    fn fades_at(&self) -> Duration {
        self.forgotten
    }
}

impl Fades for Full {
    fn fades_at(&self) -> Duration {
        self.0
    }
}

impl Pace {
    fn delay(&self, count: u32) -> Duration {
        let Some(doublings) = count.checked_sub(self.free.max(1)) else {
            return Duration::ZERO;
        };
        let factor = 1u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.longest)
    }
}

/// A map of bounded size from hashed keys.
#[derive(Debug)]
struct Table<E> {
    capacity: usize,
    hashing: RandomState,
    entries: Mutex<HashMap<u64, E>>,
}

impl<E: Fades> Table<E> {
    fn new(capacity: usize) -> Self {
        let capacity = capacity.max(1);
        Self {
            capacity,
            hashing: RandomState::new(),
            entries: Mutex::new(HashMap::new()),
        }
    }

    fn with<T>(
        &self,
        key: &str,
        now: Duration,
        step: impl FnOnce(Option<E>) -> (Option<E>, T),
    ) -> T {
        let key = self.hashing.hash_one(key);
        let mut entries = self.lock();
        let (next, answer) = step(entries.get(&key).copied());
        if let Some(next) = next {
            if entries.len() >= self.capacity && !entries.contains_key(&key) {
                make_room(&mut entries, self.capacity, now);
            }
            entries.insert(key, next);
        }
        answer
    }

    fn forget(&self, key: &str) {
        let key = self.hashing.hash_one(key);
        self.lock().remove(&key);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, E>> {
        // Every change under the lock is one insert or remove: a panic elsewhere
        // cannot have left the map half changed.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops what has faded and, if that is not enough, the eighth that fades first.
///
/// An eighth at a time keeps the cost of a flood at a few steps per try.
fn make_room<E: Fades>(entries: &mut HashMap<u64, E>, capacity: usize, now: Duration) {
    entries.retain(|_, entry| entry.fades_at() > now);
    if entries.len() < capacity {
        return;
    }
    let mut order: Vec<(Duration, u64)> = entries
        .iter()
        .map(|(key, entry)| (entry.fades_at(), *key))
        .collect();
    let dropped = (capacity / 8).clamp(1, order.len());
    order.select_nth_unstable(dropped - 1);
    for (_, key) in &order[..dropped] {
        entries.remove(key);
    }
}
