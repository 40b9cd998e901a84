//! The columns: a matter is a row of small numbers, a word is the list of matters whose title has it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::ops::Bound;

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, MatterId, UnitId};

use super::ask::Said;
use super::lists::Lists;
use super::{Day, Name, Named, Row};
use crate::petitions::steps::Holder;
use crate::petitions::{Competence, Field, MatterState, Outcome};

/// The place of a matter among the columns; it never changes.
pub(super) type Slot = u32;

/// What lists and boards ask of a matter, in some fifty bytes: a province has a million of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) raised_on: Date,
    /// The last day there is when nothing is due.
    pub(super) due_on: Date,
    pub(super) number: u32,
    pub(super) voices: u32,
    pub(super) council: u32,
    pub(super) unit: u32,
    pub(super) holder: u32,
    pub(super) board: u32,
    pub(super) field: Field,
    pub(super) competence: Competence,
    pub(super) state: MatterState,
    pub(super) outcome: Option<Outcome>,
    pub(super) since: Date,
    pub(super) guarded: bool,
    pub(super) paused: bool,
}

/// Values by small numbers.
#[derive(Debug)]
pub(super) struct Numbered<K> {
    keys: Vec<K>,
    numbers: HashMap<K, u32>,
}

impl<K> Default for Numbered<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<K: Copy + Eq + Hash> Numbered<K> {
    fn number(&mut self, key: K) -> u32 {
        let next = place(self.keys.len());
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
        }
        number
    }

    /// The number of a value that was seen.
    pub(super) fn find(&self, key: K) -> Option<u32> {
        self.numbers.get(&key).copied()
    }

    /// Every value, in the order of the numbers.
    pub(super) fn keys(&self) -> &[K] {
        &self.keys
    }
}

/// Every matter, and what was said on every day.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) ids: Vec<MatterId>,
    pub(super) columns: Vec<Column>,
    pub(super) councils: Numbered<CouncilId>,
    pub(super) units: Numbered<Option<UnitId>>,
    pub(super) holders: Numbered<Holder>,
    pub(super) boards: Numbered<Option<BodyId>>,
    /// In the order of lists, the first at the end.
    pub(super) listed: Vec<Slot>,
    /// When the voices of a matter were raised, where it has several; of a single voice the matter itself says it.
    pub(super) shared: HashMap<Slot, Vec<Date>>,
    pub(super) lists: Lists,
    by_id: Vec<Slot>,
    words: BTreeMap<Box<str>, Vec<Slot>>,
    days: BTreeMap<Day, Said>,
    names: HashMap<Named, Name>,
}

impl Facts {
    /// Adds a matter that is not there; [`Facts::arrange`] must follow before anything is asked.
    pub(super) fn add(&mut self, row: &Row) -> Slot {
        let slot = place(self.ids.len());
        let column = self.column(row);
        self.ids.push(row.id);
        self.columns.push(column);
        let mut words: Vec<&str> = words(&row.folded).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            match self.words.get_mut(word) {
                Some(slots) => slots.push(slot),
                None => drop(self.words.insert(word.into(), vec![slot])),
            }
        }
        slot
    }

    /// Puts everything into its order. The columns lie as lists show them, for a list looks at each of them in turn.
    pub(super) fn arrange(&mut self) {
        let slots = 0..place(self.ids.len());
        let mut listed: Vec<Slot> = slots.clone().collect();
        listed.sort_unstable_by_key(|slot| self.order(*slot));
        let mut moved: Vec<Slot> = vec![0; listed.len()];
        for (place, slot) in slots.clone().zip(&listed) {
            moved[at(*slot)] = place;
        }
        self.ids = listed.iter().map(|slot| self.ids[at(*slot)]).collect();
        self.columns = listed.iter().map(|slot| self.columns[at(*slot)]).collect();
        for slots in self.words.values_mut() {
            slots.iter_mut().for_each(|slot| *slot = moved[at(*slot)]);
            slots.sort_unstable();
        }
        let mut by_id: Vec<Slot> = slots.clone().collect();
        by_id.sort_unstable_by_key(|slot| self.ids[at(*slot)]);
        (self.by_id, self.listed) = (by_id, slots.collect());
    }

    /// Adds a day on which a voice of a matter was raised.
    pub(super) fn share(&mut self, id: MatterId, said_on: Date) {
        if let Some(slot) = self.find(id) {
            self.shared.entry(slot).or_default().push(said_on);
        }
    }

    /// Sets the days on which the voices of a matter were raised; none when it has one alone.
    pub(super) fn shared(&mut self, id: MatterId, said_on: &[Date]) {
        match self.find(id) {
            Some(slot) if said_on.is_empty() => drop(self.shared.remove(&slot)),
            Some(slot) => drop(self.shared.insert(slot, said_on.to_vec())),
            None => {}
        }
    }

    fn find(&self, id: MatterId) -> Option<Slot> {
        let found = self
            .by_id
            .binary_search_by_key(&id, |slot| self.ids[at(*slot)]);
        Some(self.by_id[found.ok()?])
    }

    /// Puts a matter in place as it is now, new or known. What it asks never changes, so its words stay.
    pub(super) fn put(&mut self, row: &Row) {
        let found = self
            .by_id
            .binary_search_by_key(&row.id, |slot| self.ids[at(*slot)]);
        match found {
            Ok(known) => {
                let slot = self.by_id[known];
                let column = self.column(row);
                if column.raised_on == self.columns[at(slot)].raised_on {
                    self.columns[at(slot)] = column;
                    return;
                }
                let listed = self.listed_at(slot);
                self.listed.remove(listed);
                self.columns[at(slot)] = column;
                self.listed.insert(self.listed_at(slot), slot);
            }
            Err(free) => {
                let slot = self.add(row);
                self.by_id.insert(free, slot);
                self.listed.insert(self.listed_at(slot), slot);
            }
        }
    }

    /// The order of lists: the latest first, so the latest is the last here.
    pub(super) fn order(&self, slot: Slot) -> (Date, u32, MatterId) {
        let column = &self.columns[at(slot)];
        (column.raised_on, column.number, self.ids[at(slot)])
    }

    fn listed_at(&self, slot: Slot) -> usize {
        let order = self.order(slot);
        self.listed
            .partition_point(|other| self.order(*other) < order)
    }

    fn column(&mut self, row: &Row) -> Column {
        let holder = Holder {
            institution: row.holder_id,
            council: row.holder_council_id,
        };
        Column {
            raised_on: row.raised_on,
            due_on: row.due_on.unwrap_or(Date::MAX),
            number: row.number,
            voices: row.voices,
            council: self.councils.number(row.council_id),
            unit: self.units.number(row.unit_id),
            holder: self.holders.number(holder),
            board: self.boards.number(row.board_id),
            field: row.field,
            competence: row.competence,
            state: row.state,
            outcome: row.outcome,
            since: row.since,
            guarded: row.guarded,
            paused: row.paused,
        }
    }

    /// The matters whose titles have every word of a folded text, the last one perhaps only begun; `None` when there is no word.
    pub(super) fn with_words(&self, text: &str) -> Option<Vec<Slot>> {
        let mut whole: Vec<&str> = words(text).collect();
        let begun = whole.pop()?;
        let mut lists = Vec::with_capacity(whole.len());
        for word in whole {
            match self.words.get(word) {
                Some(slots) => lists.push(slots),
                None => return Some(Vec::new()),
            }
        }
        lists.sort_by_key(|slots| slots.len());
        let mut found = self.beginning(begun);
        for slots in lists {
            found.retain(|slot| slots.binary_search(slot).is_ok());
        }
        Some(found)
    }

    fn beginning(&self, begun: &str) -> Vec<Slot> {
        let range = (Bound::Included(begun), Bound::Unbounded);
        let lists = self.words.range::<str, _>(range);
        let lists = lists.take_while(|(word, _)| word.starts_with(begun));
        let mut found: Vec<Slot> = Vec::new();
        let mut many = 0;
        for (_, slots) in lists {
            found.extend_from_slice(slots);
            many += 1;
        }
        if many > 1 {
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// Sets what was said on a day.
    pub(super) fn say(&mut self, day: Day, said: Option<Said>) {
        match said {
            Some(said) => drop(self.days.insert(day, said)),
            None => drop(self.days.remove(&day)),
        }
    }

    /// What was said to a council from a day until another.
    pub(super) fn said(&self, council_id: CouncilId, from: Date, to: Date) -> Said {
        let day = |said_on| Day {
            council_id,
            said_on,
        };
        let mut sum = Said::default();
        if from <= to {
            for said in self.days.range(day(from)..=day(to)).map(|(_, said)| said) {
                sum.all += said.all;
                sum.unsorted += said.unsorted;
                sum.closed += said.closed;
            }
        }
        sum
    }

    /// What has no name yet.
    pub(super) fn unnamed(&self) -> Vec<Named> {
        let councils = self.councils.keys().iter().map(|id| Named::Council(*id));
        let units = self
            .units
            .keys()
            .iter()
            .flatten()
            .map(|id| Named::Unit(*id));
        let boards = self
            .boards
            .keys()
            .iter()
            .flatten()
            .map(|id| Named::Body(*id));
        let holders = self.holders.keys().iter().filter_map(named);
        let mut unnamed: Vec<Named> = councils.chain(units).chain(boards).chain(holders).collect();
        unnamed.retain(|named| !self.names.contains_key(named));
        unnamed
    }

    pub(super) fn learn(&mut self, names: Vec<(Named, Name)>) {
        if !names.is_empty() {
            self.lists.forget();
        }
        self.names.extend(names);
    }

    pub(super) fn forget_names(&mut self) {
        self.names.clear();
    }

    /// What something is called.
    pub(super) fn name(&self, named: Option<Named>) -> Option<&str> {
        self.names.get(&named?).map(|name| name.name.as_str())
    }

    /// The place of a council, by its number.
    pub(super) fn path(&self, council: usize) -> &str {
        let named = self
            .councils
            .keys()
            .get(council)
            .map(|id| Named::Council(*id));
        let name = named.and_then(|named| self.names.get(&named));
        name.map_or("", |name| name.path.as_str())
    }

    /// Puts slots into the order of lists.
    pub(super) fn latest_first(&self, slots: &mut [Slot]) {
        slots.sort_unstable_by_key(|slot| Reverse(self.order(*slot)));
    }
}

/// Who has it, by name.
pub(super) fn named(holder: &Holder) -> Option<Named> {
    holder
        .institution
        .map(Named::Institution)
        .or(holder.council.map(Named::Council))
}

/// The syllables of a folded text.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty())
}

fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

pub(super) fn at(slot: Slot) -> usize {
    slot as usize
}
