//! The records of measures 3 to 8 in memory: each capability reads and counts its own, and this room keeps them fresh together.
//!
//! **Invariant.** What a line of the audit chain may have changed is read anew before anybody counts from it.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::Date;
use kernel::ids::CouncilId;
use store::Db;

use super::Measure;
use crate::Result;
use crate::conditions::facts::Facts as Conditions;
use crate::conferences::Facts as Conferences;
use crate::contact::measure::Facts as Contacts;
use crate::coordination::measure::Facts as Coordination;
use crate::measure::{ByCouncil, Counted};
use crate::review::measure::Facts as Documents;
use crate::rules::Book;
use crate::sittings::over_time::OverTime;

/// What the capabilities read of all councils and of all time.
#[derive(Debug, Clone, Default)]
pub struct Records {
    rules: Arc<Book>,
    sittings: Arc<OverTime>,
    contacts: Arc<Contacts>,
    documents: Arc<Documents>,
    coordination: Arc<Coordination>,
    conferences: Arc<Conferences>,
    conditions: Arc<Conditions>,
}

/// Which of them have to be read anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stale {
    pub(super) rules: bool,
    pub(super) sittings: bool,
    pub(super) contacts: bool,
    pub(super) documents: bool,
    pub(super) coordination: bool,
    pub(super) conferences: bool,
    pub(super) conditions: bool,
}

/// The first measures are counted from the facts of training.
const COUNTED_HERE: usize = 2;

/// Measures 3 to 8 on a day, of every council that recorded something of them.
#[derive(Debug, Default)]
pub struct Marks(HashMap<CouncilId, MarksOfOne>);

/// Measures 3 to 8 of one council, in order.
pub(super) type MarksOfOne = [Option<Counted>; 6];

impl Stale {
    pub(super) const EVERYTHING: Self = Self {
        rules: true,
        sittings: true,
        contacts: true,
        documents: true,
        coordination: true,
        conferences: true,
        conditions: true,
    };
}

impl Records {
    /// These records with what is stale among them read anew.
    pub(super) async fn read(&self, db: &Db, stale: Stale) -> Result<Self> {
        let mut records = self.clone();
        if stale.rules {
            records.rules = Arc::new(Book::read(db).await?);
        }
        if stale.sittings {
            records.sittings = Arc::new(OverTime::read(db).await?);
        }
        if stale.contacts {
            records.contacts = Arc::new(Contacts::read(db).await?);
        }
        if stale.documents {
            records.documents = Arc::new(Documents::read(db).await?);
        }
        if stale.coordination {
            records.coordination = Arc::new(Coordination::read(db).await?);
        }
        if stale.conferences {
            records.conferences = Arc::new(Conferences::read(db).await?);
        }
        if stale.conditions {
            records.conditions = Arc::new(Conditions::read(db).await?);
        }
        Ok(records)
    }

    /// The measures on a day.
    pub fn on(&self, day: Date) -> Marks {
        let [staff, means] = self.conditions.measures(&self.rules, day);
        let mut marks = Marks::default();
        for (measure, counted) in [
            (
                Measure::Contact,
                self.contacts.measure(&self.sittings, &self.rules, day),
            ),
            (
                Measure::Regulations,
                self.documents.measure(&self.rules, day),
            ),
            (
                Measure::Coordination,
                self.coordination.measure(&self.sittings, day),
            ),
            (Measure::Conferences, self.conferences.measure(day)),
            (Measure::Staff, staff),
            (Measure::Means, means),
        ] {
            marks.enter(measure, counted);
        }
        marks
    }
}

impl Marks {
    fn enter(&mut self, measure: Measure, counted: ByCouncil) {
        let Some(place) = measure.place().checked_sub(COUNTED_HERE) else {
            return;
        };
        for (council, counted) in counted {
            self.0.entry(council).or_default()[place] = Some(counted);
        }
    }

    /// A measure of a council; nothing where nothing was recorded of it.
    pub fn of(&self, council: CouncilId, measure: Measure) -> Option<Counted> {
        of_one(self.row(council), measure)
    }

    /// Everything of a council; nothing where it recorded nothing at all.
    pub(super) fn row(&self, council: CouncilId) -> Option<&MarksOfOne> {
        self.0.get(&council)
    }
}

/// A measure among those of one council.
pub(super) fn of_one(marks: Option<&MarksOfOne>, measure: Measure) -> Option<Counted> {
    let place = measure.place().checked_sub(COUNTED_HERE)?;
    marks?[place]
}

impl Measure {
    /// Its place among all, from nought.
    pub const fn place(self) -> usize {
        self as usize
    }
}
