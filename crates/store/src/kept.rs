//! Answers kept until the records change.
//!
//! Every change of a record moves the audit chain on, so an answer holds as long as the chain's last number stands. What is counted
//! over the whole country is thus counted once after each change, however many readers ask, and those who ask at the same time wait
//! for the one who counts.
//!
//! **Invariant.** Only statements over audited records are asked this way: sessions and other housekeeping change without a line.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

/// So many answers are kept; they are pages of lists, some ten kilobytes each.
const MOST: usize = 512;

/// An answer of any type, there or on its way.
type Answer = Arc<OnceCell<Arc<dyn Any + Send + Sync>>>;

/// The statement or the name of the work, the type it is read as, and its values in one text.
type Key = (&'static str, TypeId, String);

/// The answers of one state of the records.
#[derive(Default)]
pub(crate) struct Kept(Mutex<(i64, HashMap<Key, Answer>)>);

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

impl Kept {
    /// The answer as of this number of the chain; asked for with `ask` unless it is known.
    pub(crate) async fn answer<T: Send + Sync + 'static, E>(
        &self,
        seq: i64,
        statement: &'static str,
        values: String,
        ask: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let place = self.place(seq, (statement, TypeId::of::<T>(), values));
        let ask = async { ask.await.map(|answer| Arc::new(answer) as Arc<_>) };
        let answer: Arc<dyn Any + Send + Sync> = place.get_or_try_init(|| ask).await?.clone();
        Ok(answer
            .downcast()
            .expect("the type of an answer is part of its key"))
    }

    fn place(&self, seq: i64, key: Key) -> Answer {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, answers) = &mut *guard;
        if seq < *of {
            // This reader looked before another saw a change: the answer is for it alone.
            return Answer::default();
        }
        if seq > *of || answers.len() >= MOST {
            *of = seq;
            answers.clear();
        }
        answers.entry(key).or_default().clone()
    }
}
