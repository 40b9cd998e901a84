//! The index beside the records, and how it follows them.
//!
//! The index remembers the number of the audit chain it was made from, and for each document a print of what was read of it. When the
//! chain has moved by a line that may concern documents, the prints are compared with the records, and what differs is read again:
//! nothing has to be known of who changed what, and an index of other records, or of none, is mended the same way.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::Date;
use search::{Changes, Group, Index, Standing};
use sha2::{Digest as _, Sha256};
use store::{Db, Reader as _, args, record, sql};
use uuid::Uuid;

use super::units::{VERSION, units};
use super::{Catalogue, Known};
use crate::{Refusal, Result};

/// So many processes of one machine may each have an index in one folder.
const PROCESSES: u32 = 64;
/// So much text is read from the records before it is written to the index.
const BATCH: usize = 1 << 20;
/// After so many looks at the chain without a question the index lets go of its memory.
const IDLE: u32 = 120;

/// The search of an installation: the index, the documents as of the last look at the records, and what keeps both fresh.
#[derive(Debug)]
pub struct Finder {
    db: Db,
    place: Place,
    index: tokio::sync::OnceCell<Arc<Index>>,
    catalogue: RwLock<Option<Arc<Catalogue>>>,
    // The number of the chain that the records were last compared at.
    compared: tokio::sync::Mutex<Option<i64>>,
    idle: AtomicU32,
}

/// Where the index lies.
#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    /// A folder that goes with the process.
    Passing(PathBuf),
}

record! {
    struct Text { id: Uuid, document_id: Uuid, kind: String, consolidated_on: Option<Date>, sha256: String }

    struct Line { act: String }
}

sql! {
    KNOWN = "SELECT id, number, kind, issuer, title, signed_on, in_force_on, ended_on, council_id FROM document ORDER BY number, id";
    TEXTS = "SELECT id, document_id, kind, consolidated_on, sha256 FROM document_text WHERE withdrawn_at IS NULL ORDER BY document_id, added_at, id";
    TEXT = "SELECT text FROM document_text WHERE id = $1";
    SINCE = "SELECT DISTINCT act FROM audit WHERE seq > $1 AND seq <= $2";
}

/// Parts of the domain whose acts touch no document.
const ELSEWHERE: [&str; 17] = [
    "access",
    "bodies",
    "people",
    "training",
    "rules",
    "quality",
    "imports",
    "scoreboard",
    "history",
    "sittings",
    "contact",
    "petitions",
    "alerts",
    "conditions",
    "conferences",
    "coordination",
    "papers",
];

impl Finder {
    /// The search of these records, its index in a folder of their installation.
    pub fn within(db: &Db, folder: &Path) -> Self {
        Self::at(db, Place::Folder(folder.to_owned()))
    }

    /// The search of these records, its index in a folder that goes with the process.
    pub fn passing(db: &Db) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("dancu-search-{}-{number}", std::process::id());
        Self::at(db, Place::Passing(std::env::temp_dir().join(name)))
    }

    fn at(db: &Db, place: Place) -> Self {
        Self {
            db: db.clone(),
            place,
            index: tokio::sync::OnceCell::new(),
            catalogue: RwLock::new(None),
            compared: tokio::sync::Mutex::new(None),
            idle: AtomicU32::new(0),
        }
    }

    /// Looks whether the records have changed and brings the index up to them. Called again and again in the background.
    pub async fn follow(&self) -> Result<()> {
        let mut compared = self.compared.lock().await;
        let seq = self.db.seq().await?;
        if *compared == Some(seq) {
            self.rest_when_idle();
            return Ok(());
        }
        if let Some(since) = *compared
            && !self.touches_documents(since, seq).await?
        {
            *compared = Some(seq);
            return Ok(());
        }
        let known: Vec<Known> = self.db.all(KNOWN, args![]).await?;
        let catalogue = Arc::new(Catalogue::of(known));
        let index = self.index().await?;
        if let Err(error) = self.compare(&index, &catalogue, seq).await {
            // An index that cannot be read is made anew; if that fails too, the next look tries again.
            tracing::warn!(%error, "the index of the library is made anew");
            index.clear().map_err(Refusal::failed("clear the index"))?;
            self.compare(&index, &catalogue, seq).await?;
        }
        *self
            .catalogue
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(catalogue);
        *compared = Some(seq);
        Ok(())
    }

    /// How large the index is, and the number of the chain it was made from.
    pub async fn standing(&self) -> Result<Standing> {
        let index = self.index().await?;
        index.standing().map_err(Refusal::failed("read the index"))
    }

    /// The index and the documents, brought up to the records first where that was never done.
    pub(super) async fn ready(&self) -> Result<(Arc<Index>, Arc<Catalogue>)> {
        self.idle.store(0, Ordering::Relaxed);
        if let Some(ready) = self.kept() {
            return Ok(ready);
        }
        self.follow().await?;
        self.kept().ok_or(Refusal::NotFound("index"))
    }

    fn kept(&self) -> Option<(Arc<Index>, Arc<Catalogue>)> {
        let catalogue = self
            .catalogue
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()?;
        Some((self.index.get()?.clone(), catalogue))
    }

    pub(super) fn db(&self) -> &Db {
        &self.db
    }

    fn rest_when_idle(&self) {
        if self.idle.fetch_add(1, Ordering::Relaxed) == IDLE
            && let Some(index) = self.index.get()
        {
            index.rest();
        }
    }

    async fn index(&self) -> Result<Arc<Index>> {
        let open = || async {
            let folder = match &self.place {
                Place::Folder(folder) | Place::Passing(folder) => folder.clone(),
            };
            let opened = tokio::task::spawn_blocking(move || open(&folder)).await;
            opened
                .map_err(Refusal::failed("open the index"))?
                .map(Arc::new)
                .map_err(Refusal::failed("open the index"))
        };
        self.index.get_or_try_init(open).await.cloned()
    }

    async fn touches_documents(&self, since: i64, until: i64) -> Result<bool> {
        let lines: Vec<Line> = self.db.all(SINCE, args![since, until]).await?;
        let part = |line: &Line| line.act.split('.').next().unwrap_or("").to_owned();
        Ok(lines
            .iter()
            .any(|line| !ELSEWHERE.contains(&part(line).as_str())))
    }

    /// Reads again whatever is not in the index as it is in the records.
    async fn compare(&self, index: &Arc<Index>, catalogue: &Catalogue, seq: i64) -> Result<()> {
        let texts: Vec<Text> = self.db.all(TEXTS, args![]).await?;
        let texts = chosen(texts);
        let mut held = index.prints().map_err(Refusal::failed("read the index"))?;
        let mut differing = Vec::new();
        for known in catalogue.all() {
            let text = texts.get(&known.key());
            let print = print(known, text);
            if held.remove(&known.key()) != Some(print) {
                differing.push((known.clone(), text.map(|text| text.id), print));
            }
        }
        if differing.is_empty() && held.is_empty() {
            return Ok(());
        }
        let mut writing = Writing {
            changes: index.change(),
            waiting: Vec::new(),
            size: 0,
        };
        for (known, text, print) in differing {
            let text: Option<String> = match text {
                Some(id) => self.db.scalar(TEXT, args![id]).await?,
                None => None,
            };
            writing = writing.take(known, text, print).await?;
        }
        writing.finish(held.into_keys().collect(), seq).await
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        if let Place::Passing(folder) = &self.place {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Documents on their way into the index. Reading them and writing the index keeps a processor busy, so it happens aside.
struct Writing {
    changes: Changes,
    waiting: Vec<(Known, Option<String>, u64)>,
    size: usize,
}

impl Writing {
    async fn take(mut self, known: Known, text: Option<String>, print: u64) -> Result<Self> {
        self.size += text.as_ref().map_or(0, String::len);
        self.waiting.push((known, text, print));
        if self.size < BATCH && self.waiting.len() < 1_000 {
            return Ok(self);
        }
        aside(move || {
            self.write()?;
            Ok(self)
        })
        .await
    }

    fn write(&mut self) -> search::Result<()> {
        self.size = 0;
        for (known, text, print) in self.waiting.drain(..) {
            let units = units(&known, text.as_deref());
            self.changes.put(&Group {
                key: known.key(),
                print,
                units,
            })?;
        }
        Ok(())
    }

    async fn finish(mut self, gone: Vec<u128>, seq: i64) -> Result<()> {
        aside(move || {
            self.write()?;
            gone.into_iter()
                .try_for_each(|key| self.changes.remove(key))?;
            self.changes.commit(seq)
        })
        .await
    }
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> search::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(Refusal::failed("write the index"))?
        .map_err(Refusal::failed("write the index"))
}

/// The folder of this process: the first that no other process uses.
fn open(folder: &Path) -> search::Result<Index> {
    let mut number = 0;
    loop {
        match Index::open(&folder.join(number.to_string()), VERSION) {
            Err(search::Error::Disk(error))
                if error.kind() == std::io::ErrorKind::ResourceBusy && number < PROCESSES =>
            {
                number += 1;
            }
            other => return other,
        }
    }
}

/// Of each document the text that is searched: the latest consolidated one, else the one issued.
fn chosen(texts: Vec<Text>) -> HashMap<u128, Text> {
    let mut chosen: HashMap<u128, Text> = HashMap::new();
    for text in texts {
        let rank = |text: &Text| (text.kind == "consolidated", text.consolidated_on);
        match chosen.entry(text.document_id.as_u128()) {
            std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(text)),
            std::collections::hash_map::Entry::Occupied(mut place) => {
                if rank(&text) >= rank(place.get()) {
                    place.insert(text);
                }
            }
        }
    }
    chosen
}

/// Tells one state of a document from another, as far as the index holds it.
fn print(known: &Known, text: Option<&Text>) -> u64 {
    let mut hash = Sha256::new();
    let text = text.map_or("", |text| text.sha256.as_str());
    for part in [super::units::head(known).as_str(), known.kind.code(), text] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let bytes = hash.finalize();
    u64::from_be_bytes(bytes[..8].try_into().expect("a hash has thirty-two bytes"))
}
