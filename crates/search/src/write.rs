//! Writing a segment: texts go to the file as they come, lists of places are kept compressed until the end.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::Result;
use crate::bytes::{Sum, length, put, put_bytes, put_table};
use crate::segment::{HEADER, MAGIC, UnitFacts};
use crate::words::words;

/// Between two lines lies the room of so many syllables.
const LINE: u32 = 4;

/// A document as the index takes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Whose it is; one group for each key.
    pub key: u128,
    /// Tells one state of the group from another.
    pub print: u64,
    /// The head first, then every other unit in its order. None at all means that the group is there no more.
    pub units: Vec<Unit>,
}

/// A piece of a group that is found by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// How deep it lies: 0 the head, 1 an article, 2 a clause of the article before it.
    pub depth: u8,
    /// What the caller calls it.
    pub id: String,
    /// Its words. Words on two lines are not beside each other.
    pub text: String,
}

/// A segment being written.
pub struct Writer {
    out: BufWriter<File>,
    sum: Sum,
    texts: u32,
    terms: HashMap<String, u32, BuildHasherDefault<Fnv>>,
    lists: Vec<List>,
    groups: Vec<(u128, u64, u32)>,
    parents: Vec<u32>,
    begins: Vec<u32>,
    facts: Vec<u32>,
    seen: Vec<Place>,
}

/// The places of one syllable.
#[derive(Default)]
struct List {
    bytes: Vec<u8>,
    next: u32,
    units: u32,
    forms: Vec<u32>,
}

/// A syllable where it stands in a unit.
#[derive(Clone, Copy)]
struct Place {
    term: u32,
    position: u32,
    form: u32,
}

impl Writer {
    /// Begins a segment in a new file.
    pub fn new(path: &Path) -> Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(path)?);
        out.write_all(&[0; HEADER])?;
        Ok(Self {
            out,
            sum: Sum::new(),
            texts: 0,
            terms: HashMap::default(),
            lists: Vec::new(),
            groups: Vec::new(),
            parents: Vec::new(),
            begins: Vec::new(),
            facts: Vec::new(),
            seen: Vec::new(),
        })
    }

    /// How many bytes of text are in it.
    pub fn size(&self) -> u32 {
        self.texts
    }

    /// Adds a group.
    pub fn add(&mut self, group: &Group) -> Result<()> {
        let first = length(self.begins.len());
        self.groups.push((group.key, group.print, first));
        let mut article = first;
        for (order, unit) in group.units.iter().enumerate() {
            let here = length(self.begins.len());
            let depth = if order == 0 {
                0
            } else {
                unit.depth.clamp(1, 2)
            };
            if depth == 1 {
                article = here;
            }
            self.parents.push(if depth == 2 { article } else { first });
            self.begins.push(self.texts);
            let many = self.read(here, &unit.text);
            let id = cut(&unit.id, UnitFacts::LONGEST_ID);
            self.facts.push(
                UnitFacts {
                    words: many,
                    depth,
                    id: id.len(),
                }
                .packed(),
            );
            self.text(id.as_bytes())?;
            self.text(unit.text.as_bytes())?;
        }
        Ok(())
    }

    fn text(&mut self, bytes: &[u8]) -> Result<()> {
        self.texts = self.texts.saturating_add(length(bytes.len()));
        self.whole(bytes)
    }

    fn whole(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.add(bytes);
        Ok(self.out.write_all(bytes)?)
    }

    /// Notes every syllable of a unit; gives how many there are.
    fn read(&mut self, unit: u32, text: &str) -> u32 {
        self.seen.clear();
        let mut position = 0;
        for line in text.lines() {
            words(line, |_, word| {
                let term = match self.terms.get(word.folded) {
                    Some(&known) => known,
                    None => {
                        let new = length(self.lists.len());
                        self.lists.push(List::default());
                        self.terms.insert(word.folded.to_owned(), new);
                        new
                    }
                };
                let forms = &mut self.lists[term as usize].forms;
                let form = forms
                    .iter()
                    .position(|form| *form == word.form)
                    .unwrap_or_else(|| {
                        forms.push(word.form);
                        forms.len() - 1
                    });
                self.seen.push(Place {
                    term,
                    position,
                    form: length(form),
                });
                position += 1;
            });
            position += LINE;
        }
        let many = length(self.seen.len());
        let mut seen = std::mem::take(&mut self.seen);
        seen.sort_by_key(|place| place.term);
        for places in seen.chunk_by(|a, b| a.term == b.term) {
            self.lists[places[0].term as usize].add(unit, places);
        }
        self.seen = seen;
        many
    }

    /// Ends the segment; the file is whole only now.
    pub fn finish(mut self) -> Result<()> {
        let mut terms: Vec<(String, u32)> = std::mem::take(&mut self.terms).into_iter().collect();
        terms.sort_unstable();
        let mut tables = Vec::new();
        let (mut blob, mut ends, mut begins) = (Vec::new(), Vec::new(), vec![0]);
        let (mut units, mut forms, mut form_ends) = (Vec::new(), Vec::new(), Vec::new());
        let mut lists = 0_u64;
        for (term, place) in &terms {
            let list = std::mem::take(&mut self.lists[*place as usize]);
            self.whole(&list.bytes)?;
            lists += list.bytes.len() as u64;
            blob.extend(term.as_bytes());
            ends.push(length(blob.len()));
            begins.push(u32::try_from(lists).unwrap_or(u32::MAX));
            units.push(list.units);
            forms.extend(&list.forms);
            form_ends.push(length(forms.len()));
        }
        put_bytes(&mut tables, &blob);
        for table in [&ends, &begins, &units, &forms, &form_ends] {
            put_table(&mut tables, table);
        }
        for table in [&self.parents, &self.begins, &self.facts] {
            put_table(&mut tables, table);
        }
        tables.extend(length(self.groups.len()).to_le_bytes());
        for (key, print, first) in &self.groups {
            tables.extend(key.to_le_bytes());
            tables.extend(print.to_le_bytes());
            tables.extend(first.to_le_bytes());
        }
        self.whole(&tables)?;
        let mut header = Vec::with_capacity(HEADER);
        header.extend(MAGIC);
        for number in [
            u64::from(self.texts),
            lists,
            tables.len() as u64,
            self.sum.value(),
        ] {
            header.extend(number.to_le_bytes());
        }
        header.resize(HEADER, 0);
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header)?;
        self.out.flush()?;
        Ok(())
    }
}

impl List {
    fn add(&mut self, unit: u32, places: &[Place]) {
        let delta = unit + 1 - self.next;
        self.next = unit + 1;
        self.units += 1;
        let many = length(places.len());
        put(&mut self.bytes, delta << 1 | u32::from(many == 1));
        if many > 1 {
            put(&mut self.bytes, many);
        }
        let mut last = 0;
        for place in places {
            put(
                &mut self.bytes,
                (place.position - last) << 2 | place.form.min(3),
            );
            if place.form >= 3 {
                put(&mut self.bytes, place.form - 3);
            }
            last = place.position;
        }
    }
}

fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// Fowler, Noll and Vo's hash: the table of syllables meets no stranger who would choose what collides.
#[derive(Default)]
pub struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
