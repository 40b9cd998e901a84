//! The folder: segments, the manifest that names those in use, and how changes become new segments.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::Answer;
use crate::ask::{self, Ask, Part};
use crate::segment::Segment;
use crate::write::{Group, Writer};
use crate::{Error, Result};

/// A segment takes so much text; what comes after goes into the next one.
const FULL: u32 = 16 << 20;
/// The file that names what is in use.
const MANIFEST: &str = "manifest";
/// What holds the folder for one process.
const LOCK: &str = "lock";

/// The index in one folder. One process uses it at a time.
#[derive(Debug)]
pub struct Index {
    folder: PathBuf,
    version: u32,
    state: Mutex<State>,
    // Held as long as the index is open.
    _lock: File,
}

#[derive(Debug, Default)]
struct State {
    seq: i64,
    names: Vec<String>,
    next: u64,
    parts: Option<Arc<Vec<Part>>>,
}

/// How large the index is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// The number of the state of the records it was made from.
    pub seq: i64,
    /// Groups that count.
    pub groups: usize,
    /// Units that count.
    pub units: usize,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Files they are in.
    pub segments: usize,
}

/// Changes to the index, which count together once they are committed.
pub struct Changes {
    index: Arc<Index>,
    writer: Option<(String, Writer)>,
    written: Vec<String>,
    next: u64,
}

impl Index {
    /// Opens the index of a folder, and begins an empty one where there is none, a broken one, or one of another version.
    /// The version is that of whoever says what is indexed.
    pub fn open(folder: &Path, version: u32) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let lock = File::create(folder.join(LOCK))?;
        lock.try_lock().map_err(|error| match error {
            std::fs::TryLockError::WouldBlock => {
                Error::Disk(std::io::ErrorKind::ResourceBusy.into())
            }
            std::fs::TryLockError::Error(error) => Error::Disk(error),
        })?;
        let index = Self {
            folder: folder.to_owned(),
            version,
            state: Mutex::default(),
            _lock: lock,
        };
        let read = index.read_manifest().and_then(|state| {
            index.open_parts(&state.names, Segment::checked)?;
            Ok(state)
        });
        *index.lock() = read.unwrap_or_default();
        index.sweep(&index.lock().names)?;
        Ok(index)
    }

    /// Forgets everything, so that it is made anew.
    pub fn clear(&self) -> Result<()> {
        let mut state = self.lock();
        let next = state.next;
        *state = State {
            next,
            ..State::default()
        };
        match std::fs::remove_file(self.folder.join(MANIFEST)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => self.sweep(&[]),
        }
    }

    /// The number of the state of the records it was made from.
    pub fn seq(&self) -> i64 {
        self.lock().seq
    }

    /// Which state of each group it holds.
    pub fn prints(&self) -> Result<HashMap<u128, u64>> {
        let mut prints = HashMap::new();
        for part in self.parts()?.iter() {
            for (place, group) in part.segment.groups().iter().enumerate() {
                if part.alive[place] && !part.segment.units_of(place).is_empty() {
                    prints.insert(group.key, group.print);
                }
            }
        }
        Ok(prints)
    }

    /// How large it is.
    pub fn standing(&self) -> Result<Standing> {
        let parts = self.parts()?;
        let mut standing = Standing {
            seq: self.seq(),
            segments: parts.len(),
            ..Standing::default()
        };
        for part in parts.iter() {
            standing.bytes += part.segment.size()?;
            for place in (0..part.alive.len()).filter(|place| part.alive[*place]) {
                let units = part.segment.units_of(place).len();
                standing.units += units;
                standing.groups += usize::from(units > 0);
            }
        }
        Ok(standing)
    }

    /// Answers a question.
    pub fn ask(&self, ask: &Ask<'_>) -> Result<Answer> {
        ask::answer(&self.parts()?, ask)
    }

    /// Lets go of what is held in memory; the next question reads it again.
    pub fn rest(&self) {
        self.lock().parts = None;
    }

    /// Begins changes.
    pub fn change(self: &Arc<Self>) -> Changes {
        Changes {
            index: self.clone(),
            writer: None,
            written: Vec::new(),
            next: self.lock().next,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn parts(&self) -> Result<Arc<Vec<Part>>> {
        let mut state = self.lock();
        if let Some(parts) = &state.parts {
            return Ok(parts.clone());
        }
        let parts = Arc::new(self.open_parts(&state.names, Segment::known)?);
        state.parts = Some(parts.clone());
        Ok(parts)
    }

    /// Opens segments, the newest last; of a group that several know only the newest counts.
    fn open_parts(
        &self,
        names: &[String],
        open: fn(&Path) -> Result<Segment>,
    ) -> Result<Vec<Part>> {
        let mut known = HashSet::new();
        let mut parts = Vec::with_capacity(names.len());
        for name in names.iter().rev() {
            let segment = open(&self.folder.join(name)).map_err(|error| match error {
                Error::Disk(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    Error::Broken("a segment is missing")
                }
                other => other,
            })?;
            let mut alive: Vec<bool> = segment
                .groups()
                .iter()
                .rev()
                .map(|group| known.insert(group.key))
                .collect();
            alive.reverse();
            parts.push(Part {
                segment: Arc::new(segment),
                alive: Arc::new(alive),
            });
        }
        parts.reverse();
        Ok(parts)
    }

    fn read_manifest(&self) -> Result<State> {
        let broken = Error::Broken("the manifest is not understood");
        let text = std::fs::read_to_string(self.folder.join(MANIFEST))?;
        let mut lines = text.lines();
        let version = lines.next().and_then(|line| line.parse().ok());
        let (seq, next) = (
            lines.next().and_then(|line| line.parse().ok()),
            lines.next().and_then(|line| line.parse().ok()),
        );
        let (Some(version), Some(seq), Some(next)) = (version, seq, next) else {
            return Err(broken);
        };
        let version: u32 = version;
        let names: Vec<String> = lines.map(str::to_owned).collect();
        let whole =
            text.ends_with("end\n") && names.iter().rev().skip(1).all(|name| is_segment(name));
        if version != self.version || !whole {
            return Err(broken);
        }
        let names = names[..names.len() - 1].to_vec();
        Ok(State {
            seq,
            names,
            next,
            parts: None,
        })
    }

    fn write_manifest(&self, state: &State) -> Result<()> {
        let mut text = format!("{}\n{}\n{}\n", self.version, state.seq, state.next);
        for name in &state.names {
            text.push_str(name);
            text.push('\n');
        }
        text.push_str("end\n");
        let new = self.folder.join("manifest.new");
        std::fs::write(&new, text)?;
        Ok(std::fs::rename(new, self.folder.join(MANIFEST))?)
    }

    /// Removes files that are not in use.
    fn sweep(&self, names: &[String]) -> Result<()> {
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or("");
            if is_segment(name) && !names.iter().any(|used| used == name) {
                std::fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

fn is_segment(name: &str) -> bool {
    name.strip_suffix(".seg")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

impl Changes {
    /// A group as it is now; one without units is there no more.
    pub fn put(&mut self, group: &Group) -> Result<()> {
        let (_, writer) = match &mut self.writer {
            Some(writer) => writer,
            none => {
                let name = format!("{}.seg", self.next);
                self.next += 1;
                let writer = Writer::new(&self.index.folder.join(&name))?;
                none.insert((name, writer))
            }
        };
        writer.add(group)?;
        if writer.size() >= FULL {
            self.end_segment()?;
        }
        Ok(())
    }

    /// A group that is there no more.
    pub fn remove(&mut self, key: u128) -> Result<()> {
        self.put(&Group {
            key,
            ..Group::default()
        })
    }

    fn end_segment(&mut self) -> Result<()> {
        if let Some((name, writer)) = self.writer.take() {
            writer.finish()?;
            self.written.push(name);
        }
        Ok(())
    }

    /// Makes the changes count, as those up to this number of the records.
    pub fn commit(mut self, seq: i64) -> Result<()> {
        self.end_segment()?;
        let mut names = self.index.lock().names.clone();
        names.append(&mut self.written);
        let names = self.merged(names)?;
        let mut state = State {
            seq,
            names,
            next: self.next,
            parts: None,
        };
        self.index.write_manifest(&state)?;
        let names = state.names.clone();
        std::mem::swap(&mut *self.index.lock(), &mut state);
        self.index.sweep(&names)
    }

    /// Small and half-dead segments at the end are written as one, so that there are never many.
    fn merged(&mut self, mut names: Vec<String>) -> Result<Vec<String>> {
        let parts = self.index.open_parts(&names, Segment::known)?;
        let living: Vec<u64> = parts.iter().map(Part::living).collect();
        let mut from = names.len();
        let mut sum = 0;
        for place in (0..names.len()).rev() {
            // A segment joins those after it when they have grown to half of it, or when half of it is dead.
            let is_dead = living[place] * 2 < parts[place].segment.text();
            let joins = place + 1 == names.len() || sum * 2 >= living[place] || is_dead;
            if !joins || sum + living[place] > u64::from(FULL) {
                break;
            }
            sum += living[place];
            from = place;
        }
        let is_alone = from + 1 == names.len() && living[from] * 2 >= parts[from].segment.text();
        if from >= names.len() || is_alone && from > 0 {
            return Ok(names);
        }
        if is_alone && parts[from].alive.iter().all(|alive| *alive) {
            return Ok(names);
        }
        for part in &parts[from..] {
            for place in (0..part.alive.len()).filter(|place| part.alive[*place]) {
                // What says that a group is gone is needed only while an older segment may know the group.
                if from > 0 || !part.segment.units_of(place).is_empty() {
                    self.put(&part.segment.group(place)?)?;
                }
            }
        }
        self.end_segment()?;
        names.truncate(from);
        names.append(&mut self.written);
        Ok(names)
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        // Changes that were never committed leave no files behind.
        let begun = self.writer.take().map(|(name, _)| name);
        for name in self.written.drain(..).chain(begun) {
            let _ = std::fs::remove_file(self.index.folder.join(name));
        }
    }
}

impl Part {
    /// Bytes of text of the groups that count.
    fn living(&self) -> u64 {
        let places = (0..self.alive.len()).filter(|place| self.alive[*place]);
        places.map(|place| self.segment.text_of(place)).sum()
    }
}
