//! A segment: a file that is written once, read many times, and never changed.
//!
//! Layout: header (magic, three lengths, checksum), texts, lists of places, tables. The tables are held in memory; texts and lists are
//! read when they are asked for.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use crate::bytes::{Sum, Tables, take};
use crate::write::{Group, Unit};
use crate::{Error, Result};

/// What every file of this version begins with.
pub const MAGIC: [u8; 8] = *b"DCSEARC1";
/// Bytes before the texts.
pub const HEADER: usize = 64;

/// A segment, open.
#[derive(Debug)]
pub struct Segment {
    file: File,
    texts: u64,
    lists: u64,
    terms: String,
    term_ends: Vec<u32>,
    list_begins: Vec<u32>,
    list_units: Vec<u32>,
    forms: Vec<u32>,
    form_ends: Vec<u32>,
    parents: Vec<u32>,
    begins: Vec<u32>,
    facts: Vec<u32>,
    groups: Vec<GroupFacts>,
}

/// What is known of a group without its text.
#[derive(Debug, Clone, Copy)]
pub struct GroupFacts {
    /// Its key.
    pub key: u128,
    /// Which state of it this is.
    pub print: u64,
    /// Its first unit.
    pub first: u32,
}

/// What is known of a unit without its text, packed into one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitFacts {
    /// How many syllables it has.
    pub words: u32,
    /// How deep it lies.
    pub depth: u8,
    /// How many bytes of the text are its name.
    pub id: usize,
}

impl UnitFacts {
    /// A name has so many bytes at most.
    pub const LONGEST_ID: usize = 0x3FF;

    /// As the table keeps it.
    pub fn packed(self) -> u32 {
        let id = u32::try_from(self.id.min(Self::LONGEST_ID)).unwrap_or(0);
        self.words.min(0xF_FFFF) << 12 | u32::from(self.depth & 3) << 10 | id
    }

    fn of(packed: u32) -> Self {
        Self {
            words: packed >> 12,
            depth: (packed >> 10 & 3) as u8,
            id: (packed & 0x3FF) as usize,
        }
    }
}

/// The places of a syllable, read from the file.
pub struct Places {
    /// The bytes of the list.
    pub bytes: Vec<u8>,
    /// In how many units it stands.
    pub units: u32,
    /// The numbers of its marked forms.
    pub forms: Vec<u32>,
}

impl Segment {
    /// Opens a file after comparing its checksum.
    pub fn checked(path: &Path) -> Result<Self> {
        Self::read(path, true)
    }

    /// Opens a file that was compared before.
    pub fn known(path: &Path) -> Result<Self> {
        Self::read(path, false)
    }

    fn read(path: &Path, compare: bool) -> Result<Self> {
        let file = File::open(path)?;
        let mut header = [0; HEADER];
        file.read_exact_at(&mut header, 0)
            .map_err(|_| Error::Broken("a header is cut short"))?;
        if header[..8] != MAGIC {
            return Err(Error::Broken("a segment is of another version"));
        }
        let mut numbers = Tables(&header[8..]);
        let (texts, lists) = (numbers.long()?, numbers.long()?);
        let (tables, sum) = (numbers.long()?, numbers.long()?);
        let ends = [texts, lists, tables]
            .into_iter()
            .try_fold(HEADER as u64, u64::checked_add);
        if ends != Some(file.metadata()?.len()) {
            return Err(Error::Broken("a segment has another length"));
        }
        if compare && sum_of(&file)? != sum {
            return Err(Error::Broken("a checksum differs"));
        }
        let mut bytes = vec![0; usize::try_from(tables).map_err(|_| Error::Broken("too long"))?];
        file.read_exact_at(&mut bytes, HEADER as u64 + texts + lists)?;
        let mut tables = Tables(&bytes);
        let terms =
            std::str::from_utf8(tables.bytes()?).map_err(|_| Error::Broken("a term is no text"))?;
        let segment = Self {
            texts,
            lists,
            terms: terms.to_owned(),
            term_ends: tables.table()?,
            list_begins: tables.table()?,
            list_units: tables.table()?,
            forms: tables.table()?,
            form_ends: tables.table()?,
            parents: tables.table()?,
            begins: tables.table()?,
            facts: tables.table()?,
            groups: groups(&mut tables)?,
            file,
        };
        segment
            .fits()
            .then_some(segment)
            .ok_or(Error::Broken("tables do not fit each other"))
    }

    fn fits(&self) -> bool {
        let terms = self.term_ends.len();
        let units = self.begins.len();
        let all_within =
            |table: &[u32], end: usize| table.iter().all(|place| (*place as usize) < end);
        self.list_begins.len() == terms + 1
            && self.list_units.len() == terms
            && self.form_ends.len() == terms
            && self.parents.len() == units
            && self.facts.len() == units
            && all_within(&self.parents, units)
            && self
                .groups
                .iter()
                .all(|group| group.first as usize <= units)
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.begins.len()
    }

    /// The groups in their order.
    pub fn groups(&self) -> &[GroupFacts] {
        &self.groups
    }

    /// The units of a group.
    pub fn units_of(&self, group: usize) -> Range<usize> {
        let end = self
            .groups
            .get(group + 1)
            .map_or(self.units(), |next| next.first as usize);
        self.groups[group].first as usize..end
    }

    /// How many bytes of text a group has.
    pub fn text_of(&self, group: usize) -> u64 {
        let units = self.units_of(group);
        self.begin(units.end) - self.begin(units.start)
    }

    /// How many bytes of text there are.
    pub fn text(&self) -> u64 {
        self.texts
    }

    /// How many bytes the file has.
    pub fn size(&self) -> Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// The article of a clause; the head of anything else.
    pub fn parent(&self, unit: usize) -> usize {
        self.parents[unit] as usize
    }

    /// What is known of a unit.
    pub fn facts(&self, unit: usize) -> UnitFacts {
        UnitFacts::of(self.facts[unit])
    }

    fn begin(&self, unit: usize) -> u64 {
        self.begins
            .get(unit)
            .map_or(self.texts, |begin| u64::from(*begin))
    }

    /// The name and the text of a unit.
    pub fn unit(&self, unit: usize) -> Result<Unit> {
        let (from, to) = (self.begin(unit), self.begin(unit + 1));
        let long = usize::try_from(to.saturating_sub(from)).unwrap_or(0);
        let mut bytes = vec![0; long];
        self.file.read_exact_at(&mut bytes, HEADER as u64 + from)?;
        let text = String::from_utf8(bytes).map_err(|_| Error::Broken("a text is no text"))?;
        let facts = self.facts(unit);
        let (id, text) = text
            .split_at_checked(facts.id)
            .ok_or(Error::Broken("a name is cut short"))?;
        Ok(Unit {
            depth: facts.depth,
            id: id.to_owned(),
            text: text.to_owned(),
        })
    }

    /// A group with all its text.
    pub fn group(&self, group: usize) -> Result<Group> {
        let facts = self.groups[group];
        let units = self
            .units_of(group)
            .map(|unit| self.unit(unit))
            .collect::<Result<_>>()?;
        Ok(Group {
            key: facts.key,
            print: facts.print,
            units,
        })
    }

    fn term_at(&self, place: usize) -> &str {
        let from = place
            .checked_sub(1)
            .map_or(0, |before| self.term_ends[before] as usize);
        self.terms
            .get(from..self.term_ends[place] as usize)
            .unwrap_or("")
    }

    /// Every syllable and in how many units it stands.
    pub fn terms(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..self.term_ends.len()).map(|place| (self.term_at(place), self.list_units[place]))
    }

    /// The place of a syllable in the tables.
    pub fn term(&self, folded: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.term_ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.term_at(middle).cmp(folded) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// In how many units a syllable stands.
    pub fn units_with(&self, term: usize) -> u32 {
        self.list_units[term]
    }

    /// The places of a syllable.
    pub fn places(&self, term: usize) -> Result<Places> {
        let (from, to) = (
            u64::from(self.list_begins[term]),
            u64::from(self.list_begins[term + 1]),
        );
        if to < from || to > self.lists {
            return Err(Error::Broken("a list lies outside the file"));
        }
        let mut bytes = vec![0; usize::try_from(to - from).unwrap_or(0)];
        self.file
            .read_exact_at(&mut bytes, HEADER as u64 + self.texts + from)?;
        let first = term
            .checked_sub(1)
            .map_or(0, |before| self.form_ends[before] as usize);
        let forms = self
            .forms
            .get(first..self.form_ends[term] as usize)
            .unwrap_or_default();
        Ok(Places {
            bytes,
            units: self.list_units[term],
            forms: forms.to_vec(),
        })
    }
}

impl Places {
    /// Calls `each` with every unit: its place, how often the syllable stands there, where its positions begin, and whether one of
    /// them is of the form asked for.
    pub fn each(&self, form: Option<u32>, mut each: impl FnMut(usize, u32, usize, bool)) {
        let mut at = 0;
        let mut next = 0_usize;
        for _ in 0..self.units {
            let head = take(&self.bytes, &mut at);
            let unit = next + (head >> 1) as usize;
            if unit == 0 {
                return;
            }
            next = unit;
            let many = if head & 1 == 1 {
                1
            } else {
                take(&self.bytes, &mut at)
            };
            let positions = at;
            let mut exact = false;
            for _ in 0..many {
                let place = take(&self.bytes, &mut at);
                let mut of = place & 3;
                if of == 3 {
                    of = 3_u32.saturating_add(take(&self.bytes, &mut at));
                }
                exact |= Some(of) == form;
                if at >= self.bytes.len() {
                    break;
                }
            }
            each(unit - 1, many, positions, exact);
        }
    }

    /// The positions that [`Places::each`] told of, with whether each is of the form asked for.
    pub fn positions(
        &self,
        mut at: usize,
        many: u32,
        form: Option<u32>,
        out: &mut Vec<(u32, bool)>,
    ) {
        out.clear();
        let mut last = 0_u32;
        for _ in 0..many {
            if at >= self.bytes.len() {
                return;
            }
            let place = take(&self.bytes, &mut at);
            let mut of = place & 3;
            if of == 3 {
                of = 3_u32.saturating_add(take(&self.bytes, &mut at));
            }
            last = last.saturating_add(place >> 2);
            out.push((last, Some(of) == form));
        }
    }

    /// The place of a form among those of the syllable.
    pub fn form(&self, number: u32) -> Option<u32> {
        let place = self.forms.iter().position(|form| *form == number)?;
        u32::try_from(place).ok()
    }
}

fn groups(tables: &mut Tables<'_>) -> Result<Vec<GroupFacts>> {
    let many = tables.number()? as usize;
    let mut groups = Vec::with_capacity(many.min(1 << 20));
    for _ in 0..many {
        let key = tables
            .raw(16)?
            .try_into()
            .expect("sixteen bytes were taken");
        let (print, first) = (tables.long()?, tables.number()?);
        groups.push(GroupFacts {
            key: u128::from_le_bytes(key),
            print,
            first,
        });
    }
    Ok(groups)
}

fn sum_of(file: &File) -> Result<u64> {
    let mut sum = Sum::new();
    let mut buffer = vec![0; 1 << 17];
    let mut at = HEADER as u64;
    loop {
        match file.read_at(&mut buffer, at)? {
            0 => return Ok(sum.value()),
            many => {
                sum.add(&buffer[..many]);
                at += many as u64;
            }
        }
    }
}
