//! The questions: which matters a filter means, and how many each body, field, commune and level has.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, MatterId};
use kernel::vi;

use super::facts::{Column, Facts, Slot, at, named};
use super::lists::Asked;
use super::{Ledger, Named};
use crate::Result;
use crate::access::{Actor, FieldGroup, covers};
use crate::petitions::board::{By, Row, Tally};
use crate::petitions::queries::{MatterFilter, wanted_number};
use crate::petitions::timing::Bounds;
use crate::petitions::{MatterState, Timing};
use crate::{Page, Paged};

/// How many utterances there are, and how many of them wait to be sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::petitions) struct Said {
    pub(in crate::petitions) all: u32,
    pub(in crate::petitions) unsorted: u32,
    pub(in crate::petitions) closed: u32,
}

/// A list of matters that a report adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::petitions) enum Appendix {
    /// Raised before the time and open when it began.
    CarriedOver,
    /// Raised in the time and in hand.
    InHand,
}

/// How many matters hold what was said, guarded ones too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::petitions) struct Held {
    pub(in crate::petitions) matters: u32,
    /// Utterances that say them, counted once for each matter.
    pub(in crate::petitions) links: u32,
}

/// A filter in the numbers of the facts.
struct Wanted {
    number: Option<u32>,
    councils: Vec<bool>,
    guarded: Vec<bool>,
    holders: Option<Vec<bool>>,
    unit: Option<u32>,
    filter: MatterFilter,
    first: Date,
    last: Date,
    bounds: Bounds,
}

impl Wanted {
    /// `None` when nothing can be found.
    fn of(facts: &Facts, actor: &Actor, filter: &MatterFilter, bounds: Bounds) -> Option<Self> {
        let numbers = 0..facts.councils.keys().len();
        let councils = numbers.clone().map(|number| {
            let own = filter
                .council
                .is_none_or(|id| facts.councils.keys()[number] == id);
            own && covers(&filter.scope, facts.path(number))
        });
        let guarded =
            numbers.map(|number| actor.reads(FieldGroup::GuardedMatters, facts.path(number)));
        let holders = filter.holder.map(|id| {
            let holders = facts.holders.keys().iter();
            holders
                .map(|holder| holder.institution == Some(id))
                .collect()
        });
        let unit = match filter.unit {
            Some(id) => Some(facts.units.find(Some(id))?),
            None => None,
        };
        let number = wanted_number(&filter.text);
        Some(Self {
            number: number.map(|number| u32::try_from(number).unwrap_or(u32::MAX)),
            councils: councils.collect(),
            guarded: guarded.collect(),
            holders,
            unit,
            first: filter.from.unwrap_or(kernel::time::FROM_THE_BEGINNING),
            last: filter.to.map_or(bounds.on, |to| to.min(bounds.on)),
            filter: filter.clone(),
            bounds,
        })
    }

    fn takes(&self, column: &Column) -> bool {
        let council = at(column.council);
        let filter = &self.filter;
        self.councils[council]
            && (!column.guarded || self.guarded[council])
            && match filter.state {
                Some(state) => column.state == state,
                None => column.state != MatterState::Merged,
            }
            && self.number.is_none_or(|number| column.number == number)
            && filter.field.is_none_or(|field| column.field == field)
            && filter
                .competence
                .is_none_or(|level| column.competence == level)
            && self
                .holders
                .as_ref()
                .is_none_or(|holders| holders[at(column.holder)])
            && self.unit.is_none_or(|unit| column.unit == unit)
            && (self.first..=self.last).contains(&column.raised_on)
            && filter
                .timing
                .is_none_or(|timing| column.timing(self.bounds) == timing)
    }
}

impl Column {
    /// Whether something was still to be done when a day began, as far as it is not merged away.
    fn was_open(&self, day: Date) -> bool {
        match self.state {
            MatterState::Merged => false,
            MatterState::Settled | MatterState::Explained => self.since >= day,
            _ => true,
        }
    }

    fn is_in_hand(&self) -> bool {
        matches!(
            self.state,
            MatterState::InHand | MatterState::Routed | MatterState::Reopened
        )
    }

    /// The standing in time. A matter that is answered has none.
    fn timing(&self, bounds: Bounds) -> Timing {
        if !self.state.is_open() {
            return Timing::NotRunning;
        }
        let due = Some(self.due_on).filter(|due| *due < Date::MAX);
        bounds.timing(due, self.paused)
    }
}

impl Ledger {
    /// The matters of a filter as they stand on the day of the bounds, the latest first: those of a page, and how many there are.
    pub(in crate::petitions) async fn matters(
        &self,
        actor: &Actor,
        filter: &MatterFilter,
        bounds: Bounds,
        page: Page,
    ) -> Result<Paged<MatterId>> {
        self.ask(|facts| facts.matters(actor, filter, bounds, page))
            .await
    }

    /// The rows of a board of matters that were raised from a day until another, as they stand on the day of the bounds.
    pub(in crate::petitions) async fn rows(
        &self,
        council: CouncilId,
        by: By,
        (from, to): (Date, Date),
        bounds: Bounds,
    ) -> Result<Vec<Row>> {
        self.ask(|facts| facts.rows(council, by, (from, to), bounds))
            .await
    }

    /// The matters of an appendix as they stand now, the earliest first: so many of them, and how many there are.
    pub(in crate::petitions) async fn appendix(
        &self,
        council: CouncilId,
        which: Appendix,
        span: (Date, Date),
        most: usize,
    ) -> Result<Paged<MatterId>> {
        self.ask(|facts| facts.appendix(council, which, span, most))
            .await
    }

    /// How many matters hold what was said to a council from a day until another.
    pub(in crate::petitions) async fn held(
        &self,
        council: CouncilId,
        span: (Date, Date),
    ) -> Result<Held> {
        self.ask(|facts| facts.held(council, span)).await
    }

    /// What was said to a council from a day until another.
    pub(in crate::petitions) async fn said(
        &self,
        council: CouncilId,
        from: Date,
        to: Date,
    ) -> Result<Said> {
        self.ask(|facts| facts.said(council, from, to)).await
    }
}

impl Facts {
    fn matters(
        &self,
        actor: &Actor,
        filter: &MatterFilter,
        bounds: Bounds,
        page: Page,
    ) -> Paged<MatterId> {
        let Some(wanted) = Wanted::of(self, actor, filter, bounds) else {
            return Paged {
                rows: Vec::new(),
                total: 0,
            };
        };
        let asked = Asked {
            filter: filter.clone(),
            bounds,
            guarded: wanted.guarded.clone(),
        };
        let slots = self.lists.of(asked, || self.list(&wanted));
        let first = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let shown = slots.iter().skip(first).take(page.size as usize);
        Paged {
            rows: shown.map(|slot| self.ids[at(*slot)]).collect(),
            total: i64::try_from(slots.len()).unwrap_or(i64::MAX),
        }
    }

    /// All that are wanted, in the order of lists.
    fn list(&self, wanted: &Wanted) -> Vec<Slot> {
        let takes = |slot: &Slot| wanted.takes(&self.columns[at(*slot)]);
        let words = match wanted.number {
            // A label finds its matter and nothing else.
            Some(_) => None,
            None => self.with_words(&vi::fold(&wanted.filter.text)),
        };
        match words {
            Some(mut slots) => {
                slots.retain(takes);
                self.latest_first(&mut slots);
                slots
            }
            None => self.listed.iter().rev().copied().filter(takes).collect(),
        }
    }

    fn appendix(
        &self,
        council: CouncilId,
        which: Appendix,
        (from, to): (Date, Date),
        most: usize,
    ) -> Paged<MatterId> {
        let council = self.councils.find(council);
        let takes = |column: &Column| {
            let raised = column.raised_on;
            Some(column.council) == council
                && !column.guarded
                && match which {
                    Appendix::CarriedOver => raised < from && column.was_open(from),
                    Appendix::InHand => (from..=to).contains(&raised) && column.is_in_hand(),
                }
        };
        let slots = self.listed.iter().copied();
        let mut slots: Vec<Slot> = slots
            .filter(|slot| takes(&self.columns[at(*slot)]))
            .collect();
        if which == Appendix::InHand {
            // By reason, as offices print it; within a reason the order stays.
            slots.sort_by_key(|slot| self.columns[at(*slot)].outcome);
        }
        let total = i64::try_from(slots.len()).unwrap_or(i64::MAX);
        slots.truncate(most);
        Paged {
            rows: slots.into_iter().map(|slot| self.ids[at(slot)]).collect(),
            total,
        }
    }

    fn held(&self, council: CouncilId, (from, to): (Date, Date)) -> Held {
        let council = self.councils.find(council);
        let mut held = Held::default();
        for (slot, column) in (0..).zip(&self.columns) {
            if Some(column.council) != council || column.state == MatterState::Merged {
                continue;
            }
            let said = match column.voices {
                0 | 1 => u32::from((from..=to).contains(&column.raised_on)),
                _ => {
                    let days = self.shared.get(&slot).into_iter().flatten();
                    let said = days.filter(|day| (from..=to).contains(*day)).count();
                    u32::try_from(said).unwrap_or(u32::MAX)
                }
            };
            held.matters += u32::from(said > 0);
            held.links += said;
        }
        held
    }

    fn rows(
        &self,
        council: CouncilId,
        by: By,
        (from, to): (Date, Date),
        bounds: Bounds,
    ) -> Vec<Row> {
        let Some(council) = self.councils.find(council) else {
            return Vec::new();
        };
        let key = |column: &Column| match by {
            By::Holder => at(column.holder),
            By::Unit => at(column.unit),
            By::Board => at(column.board),
            By::Field => column.field as usize,
            By::Competence => column.competence as usize,
        };
        let mut tallies: Vec<Tally> = Vec::new();
        for column in &self.columns {
            let counts = column.council == council
                && !column.guarded
                && column.state != MatterState::Merged
                && (from..=to).contains(&column.raised_on);
            if counts {
                let key = key(column);
                if key >= tallies.len() {
                    tallies.resize(key + 1, Tally::default());
                }
                tallies[key].add(column.state, column.timing(bounds), 1, column.voices);
            }
        }
        let numbered = tallies.into_iter().enumerate();
        let counted = numbered.filter(|(_, tally)| tally.total > 0);
        // Two numbers may mean one thing, as when a matter waits for a holder of either kind.
        let mut rows: HashMap<String, Row> = HashMap::new();
        for (number, tally) in counted {
            let (key, name) = self.label(by, number);
            let fresh = || Row {
                key: key.clone(),
                name,
                tally: Tally::default(),
            };
            rows.entry(key.clone()).or_insert_with(fresh).tally += tally;
        }
        rows.into_values().collect()
    }

    /// The key and the name of a row of a board.
    fn label(&self, by: By, number: usize) -> (String, Option<String>) {
        use crate::petitions::{Competence, Field};
        let named: Option<Named> = match by {
            By::Field => return (Field::ALL[number].code().to_owned(), None),
            By::Competence => return (Competence::ALL[number].code().to_owned(), None),
            By::Holder => named(&self.holders.keys()[number]),
            By::Unit => self.units.keys()[number].map(Named::Unit),
            By::Board => self.boards.keys()[number].map(Named::Body),
        };
        let key = named.map(|named| named.uuid().to_string());
        (key.unwrap_or_default(), self.name(named).map(str::to_owned))
    }
}
