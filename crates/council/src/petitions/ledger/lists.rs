//! Lists that were asked for, kept until a matter or the place of a council changes: readers turn the pages of one list and share the first one's work.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::facts::Slot;
use crate::petitions::queries::MatterFilter;
use crate::petitions::timing::Bounds;

/// So many lists are kept; the one that was asked for longest ago goes first. A list of a million takes 4 MB.
const MOST: usize = 8;

/// All that decides which matters are in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) filter: MatterFilter,
    pub(super) bounds: Bounds,
    /// For each council, by its number, whether its guarded matters may be read.
    pub(super) guarded: Vec<bool>,
}

/// The lists.
#[derive(Debug, Default)]
pub(super) struct Lists(Mutex<VecDeque<(Asked, Arc<[Slot]>)>>);

impl Lists {
    /// The list that was asked for, made if it is not kept.
    pub(super) fn of(&self, asked: Asked, make: impl FnOnce() -> Vec<Slot>) -> Arc<[Slot]> {
        let kept = self.take(&asked);
        // Made without the lock: other readers do not wait for it.
        let slots = kept.unwrap_or_else(|| make().into());
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.push_front((asked, Arc::clone(&slots)));
        lists.truncate(MOST);
        slots
    }

    /// Takes a list out, to be put before the others again.
    fn take(&self, asked: &Asked) -> Option<Arc<[Slot]>> {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = lists.iter().position(|(other, _)| other == asked)?;
        lists.remove(at).map(|(_, slots)| slots)
    }

    /// Forgets them, because what they were made of has changed.
    pub(super) fn forget(&mut self) {
        let lists = self.0.get_mut();
        lists.unwrap_or_else(PoisonError::into_inner).clear();
    }
}
