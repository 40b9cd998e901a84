//! Every rule of any time in memory: for questions about many councils on many days.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, sql};

use super::{InForce, Place, rule_columns};
use crate::Result;

/// The rules by their keys.
#[derive(Debug, Clone, Default)]
pub struct Book(HashMap<String, Vec<InForce>>);

sql! {
    EVERY = concat!("SELECT ", rule_columns!(), " FROM rule r ORDER BY r.key, r.valid_from DESC, r.id");
}

impl Book {
    /// The rules as they are, kept for every reader until a record changes.
    pub async fn of(db: &impl Reader) -> Result<Arc<Self>> {
        let work = Box::pin(Self::read(db));
        db.kept("rule_book", args![], work).await
    }

    /// The rules read anew.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        let mut book: HashMap<String, Vec<InForce>> = HashMap::new();
        for rule in db.all::<InForce>(EVERY, args![]).await? {
            book.entry(rule.key.clone()).or_default().push(rule);
        }
        Ok(Self(book))
    }

    /// The rule under a key that applies at a place on a day.
    pub fn in_force(&self, key: &str, place: &Place, on: Date) -> Option<&InForce> {
        // The rules of a key come newest first, and `min_by_key` keeps the first of equals.
        Self::on(self.0.get(key)?, on)
            .filter_map(|rule| place.fit(rule).map(|fit| (fit, rule)))
            .min_by_key(|(fit, _)| *fit)
            .map(|(_, rule)| rule)
    }

    /// The councils that have a rule of their own on a day under one of some keys.
    pub fn with_own<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k str>,
        on: Date,
    ) -> BTreeSet<CouncilId> {
        let keys = keys.into_iter().filter_map(|key| self.0.get(key));
        keys.flat_map(|rules| Self::on(rules, on))
            .filter_map(|rule| rule.council_id)
            .collect()
    }

    fn on(rules: &[InForce], on: Date) -> impl Iterator<Item = &InForce> {
        let holds =
            move |rule: &&InForce| rule.valid_from <= on && rule.valid_to.is_none_or(|to| on < to);
        rules.iter().filter(holds)
    }
}
