//! The facts of the whole country held in memory, and kept fresh by the audit chain.
//!
//! Every change leaves a line in the chain, so the chain's last number tells whether anything happened since the facts were read,
//! and its lines tell what: a council, a class, a check of knowledge, or a definition is then read anew, and nothing else. Several
//! processes on one database need not speak with each other; each follows the chain.
//!
//! **Invariant.** A snapshot never lags behind the chain as it was when it was asked for. What is read after the number was taken may
//! be newer than the number; it is then read once more, which changes nothing.

use std::any::{Any, TypeId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use kernel::Date;
use kernel::ids::{AttemptId, ClassId, CouncilId, InvitationId, RuleId};
use store::{Db, Reader, args, record, sql};
use uuid::Uuid;

use super::board::BoardFilter;
use super::facts::{Day, Facts};
use super::load;
use super::records::{self, Marks, Records};
use super::tally::Figure;
use super::timeline::{Lacking, Timeline};
use crate::training::thresholds::PRESENCE;
use crate::{Result, Work};

/// So many lines behind, reading everything anew is quicker than following each of them.
const MANY_LINES: usize = 1_000;
/// The figures of all councils are kept for so many days, some 90 kB each for a country; a chart over a whole term asks for sixty.
const DAYS_KEPT: usize = 100;
/// So many sums are kept.
const SUMS_KEPT: usize = 1_000;

/// The facts of the country, fresh whenever asked for.
#[derive(Debug)]
pub struct Projection {
    db: Db,
    current: RwLock<Option<Arc<Snapshot>>>,
    loading: tokio::sync::Mutex<()>,
}

/// The facts as they were at one point of the audit chain. What is counted from them is kept with them.
#[derive(Debug)]
pub struct Snapshot {
    /// The number of the last line of the chain that it knows.
    pub seq: i64,
    /// The facts.
    pub facts: Facts,
    /// The records of the other measures.
    pub records: Records,
    timelines: Arc<OnceLock<Vec<Timeline>>>,
    marks: Arc<Mutex<HashMap<Day, Arc<Marks>>>>,
    figures: Arc<Mutex<HashMap<Day, Arc<Vec<Figure>>>>>,
    sums: Arc<Mutex<HashMap<Sum, Arc<dyn Any + Send + Sync>>>>,
}

/// What was summed up: the type of the sum, of which law or nothing in particular, the day, and which councils.
type Sum = (TypeId, Option<u32>, Day, BoardFilter);

impl Snapshot {
    /// A snapshot of these facts.
    pub fn new(seq: i64, facts: Facts) -> Self {
        Self {
            seq,
            facts,
            records: Records::default(),
            timelines: Arc::default(),
            marks: Arc::default(),
            figures: Arc::default(),
            sums: Arc::default(),
        }
    }

    /// The same facts with the records of the other measures.
    fn with(self, records: Records) -> Self {
        Self { records, ..self }
    }

    /// The other measures of every council on a day; counted once.
    pub fn marks(&self, day: Date) -> Arc<Marks> {
        kept(&self.marks, day.into(), || self.records.on(day))
    }

    /// The figures of every council on a day, in the order of the councils; counted once.
    pub fn figures(&self, day: Date) -> Arc<Vec<Figure>> {
        let day = Day::from(day);
        kept(&self.figures, day, || {
            let timelines = self.timelines().iter().enumerate();
            let counted =
                timelines.map(|(place, timeline)| timeline.figure(&self.facts, place, day));
            counted.collect()
        })
    }

    /// The figures of one council on a day, by its place among all.
    pub(super) fn figure(&self, place: usize, day: Day) -> Figure {
        self.timelines()[place].figure(&self.facts, place, day)
    }

    /// Who of one council lacks which course on a day, by its place among all.
    pub(super) fn lacking(&self, place: usize, day: Day) -> &Lacking {
        self.timelines()[place].lacking(&self.facts, place, day)
    }

    fn timelines(&self) -> &[Timeline] {
        self.timelines.get_or_init(|| {
            let places = 0..self.facts.councils.len();
            places
                .map(|place| Timeline::of(&self.facts, place))
                .collect()
        })
    }

    /// A sum over some councils on a day, counted once; its type says which sum it is.
    pub(super) fn sum<T: Clone + Send + Sync + 'static>(
        &self,
        day: Date,
        filter: &BoardFilter,
        count: impl FnOnce() -> T,
    ) -> T {
        self.sum_of(None, day, filter, count)
    }

    /// A sum for one law, by number, kept like [`Snapshot::sum`].
    pub(super) fn sum_of<T: Clone + Send + Sync + 'static>(
        &self,
        law: Option<u32>,
        day: Date,
        filter: &BoardFilter,
        count: impl FnOnce() -> T,
    ) -> T {
        let key = (TypeId::of::<T>(), law, Day::from(day), filter.clone());
        let known = lock(&self.sums).get(&key).cloned();
        if let Some(known) = known.and_then(|known| known.downcast::<T>().ok()) {
            return T::clone(&known);
        }
        let counted = count();
        let mut kept = lock(&self.sums);
        if kept.len() >= SUMS_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::new(counted.clone()));
        counted
    }
}

/// What was counted before, as long as it still holds.
fn kept_if<T: Default>(holds: bool, known: &Arc<T>) -> Arc<T> {
    if holds { known.clone() } else { Arc::default() }
}

/// What was counted for a day, counted now if it never was.
fn kept<T>(known: &Mutex<HashMap<Day, Arc<T>>>, day: Day, count: impl FnOnce() -> T) -> Arc<T> {
    if let Some(known) = lock(known).get(&day) {
        return known.clone();
    }
    let counted = Arc::new(count());
    let mut known = lock(known);
    if known.len() >= DAYS_KEPT {
        known.clear();
    }
    known.insert(day, counted.clone());
    counted
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

record! {
    struct ClassOfRule { id: ClassId }

    struct Line {
        act: String,
        council_id: Option<CouncilId>,
        subject_kind: String,
        subject_id: Uuid,
    }
}

sql! {
    SINCE = "SELECT act, council_id, subject_kind, subject_id FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq";
    CLASS_OF_INVITATION = "SELECT class_id FROM invitation WHERE id = $1";
    CLASSES_OF_RULE = "SELECT c.id FROM rule r JOIN class c ON c.council_id = r.council_id WHERE r.id = $1 AND r.key = $2";
}

/// What has to be read anew.
#[derive(Debug, Default)]
struct Stale {
    everything: bool,
    definitions: bool,
    councils: BTreeSet<CouncilId>,
    classes: BTreeSet<ClassId>,
    rules: BTreeSet<RuleId>,
    invitations: BTreeSet<InvitationId>,
    attempts: BTreeSet<AttemptId>,
    records: records::Stale,
}

impl Projection {
    /// The projection of these records; nothing is read before the first question.
    pub fn of(db: &Db) -> Self {
        Self {
            db: db.clone(),
            current: RwLock::new(None),
            loading: tokio::sync::Mutex::new(()),
        }
    }

    /// The facts as they are now. Those who ask while they are being read wait for the one who reads.
    pub fn now(&self) -> Work<'_, Arc<Snapshot>> {
        Box::pin(async move {
            let head = self.head().await?;
            if let Some(fresh) = self.known(head) {
                return Ok(fresh);
            }
            let _turn = self.loading.lock().await;
            let head = self.head().await?;
            if let Some(fresh) = self.known(head) {
                return Ok(fresh);
            }
            let known = self.known(0);
            let next = Arc::new(match known {
                None => self.read(head).await?,
                Some(known) => self.follow(&known, head).await?,
            });
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(next.clone());
            Ok(next)
        })
    }

    /// Everything, read anew.
    async fn read(&self, head: i64) -> Result<Snapshot> {
        let facts = load::everything(&self.db).await?;
        let everything = records::Stale::EVERYTHING;
        let records = Records::default().read(&self.db, everything).await?;
        Ok(Snapshot::new(head, facts).with(records))
    }

    async fn head(&self) -> Result<i64> {
        Ok(self.db.seq().await?)
    }

    fn known(&self, at_least: i64) -> Option<Arc<Snapshot>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current
            .as_ref()
            .filter(|snapshot| snapshot.seq >= at_least)
            .cloned()
    }

    async fn follow(&self, known: &Snapshot, head: i64) -> Result<Snapshot> {
        let behind = usize::try_from(head - known.seq).unwrap_or(usize::MAX);
        if behind > MANY_LINES {
            return self.read(head).await;
        }
        let lines: Vec<Line> = self.db.all(SINCE, args![known.seq, head]).await?;
        let mut stale = Stale::default();
        lines.iter().for_each(|line| stale.note(line));
        if stale.everything {
            return self.read(head).await;
        }
        let records = known.records.read(&self.db, stale.records).await?;
        if stale.is_nothing() {
            let unchanged = stale.records == records::Stale::default();
            return Ok(Snapshot {
                seq: head,
                facts: known.facts.clone(),
                records,
                timelines: known.timelines.clone(),
                marks: kept_if(unchanged, &known.marks),
                figures: known.figures.clone(),
                sums: kept_if(unchanged, &known.sums),
            });
        }
        let facts = self.reload(known.facts.clone(), stale).await?;
        Ok(Snapshot::new(head, facts.indexed()).with(records))
    }

    async fn reload(&self, mut facts: Facts, mut stale: Stale) -> Result<Facts> {
        for invitation in &stale.invitations {
            let class: Option<ClassId> = self
                .db
                .scalar(CLASS_OF_INVITATION, args![*invitation])
                .await?;
            stale.classes.extend(class);
        }
        for rule in &stale.rules {
            // Who was present often enough depends on the rule of the council that held the class.
            let rows: Vec<ClassOfRule> =
                self.db.all(CLASSES_OF_RULE, args![*rule, PRESENCE]).await?;
            stale.classes.extend(rows.into_iter().map(|row| row.id));
        }
        if stale.definitions {
            load::definitions(&self.db, &mut facts).await?;
        }
        for council in stale.councils {
            load::council(&self.db, &mut facts, council).await?;
        }
        for class in stale.classes {
            load::class(&self.db, &mut facts, class).await?;
        }
        for attempt in stale.attempts {
            load::attempt(&self.db, &mut facts, attempt).await?;
        }
        Ok(facts)
    }
}

impl Stale {
    fn is_nothing(&self) -> bool {
        !self.everything
            && !self.definitions
            && self.councils.is_empty()
            && self.classes.is_empty()
            && self.invitations.is_empty()
            && self.attempts.is_empty()
    }

    /// Notes what a line of the chain makes stale. A line that is not understood makes everything stale: slow, never wrong.
    fn note(&mut self, line: &Line) {
        let (part, act) = line.act.split_once('.').unwrap_or((&line.act, ""));
        self.note_records(part, &line.subject_kind);
        match (part, line.subject_kind.as_str(), line.council_id) {
            (
                "access" | "alerts" | "conditions" | "conferences" | "contact" | "coordination"
                | "papers" | "petitions" | "reports" | "sittings",
                ..,
            ) => {}
            ("imports", ..) if act == "upload" => {}
            ("training", "class", _) => {
                self.classes.insert(ClassId::from_uuid(line.subject_id));
            }
            ("training", "invitation", _) => {
                self.invitations
                    .insert(InvitationId::from_uuid(line.subject_id));
            }
            ("training", "attempt", _) => {
                self.attempts.insert(AttemptId::from_uuid(line.subject_id));
            }
            ("training", "certificate" | "evaluation" | "material" | "question", _) => {}
            ("training", "programme" | "course" | "topic" | "quiz", _) => self.definitions = true,
            ("library" | "regulations" | "review", ..) => self.definitions = true,
            ("rules", "rule", Some(_)) => {
                self.rules.insert(RuleId::from_uuid(line.subject_id));
                self.definitions = true;
            }
            ("people", "person", _) if act != "merge" => {}
            ("bodies", "institution" | "employment" | "population" | "decision", _) => {}
            ("bodies", "council", Some(council)) => {
                self.councils.insert(council);
                self.definitions = true;
            }
            ("bodies" | "people", _, Some(council)) if act != "merge" => {
                self.councils.insert(council);
            }
            _ => self.everything = true,
        }
    }

    /// Notes which records of the other measures a line makes stale.
    fn note_records(&mut self, part: &str, subject: &str) {
        let stale = &mut self.records;
        match part {
            "rules" => stale.rules = true,
            "sittings" => stale.sittings = true,
            "contact" | "people" => stale.contacts = true,
            "review" | "regulations" => stale.documents = true,
            "coordination" => stale.coordination = true,
            "conferences" => stale.conferences = true,
            "conditions" => stale.conditions = true,
            // The end of a council ends its coordination regulations.
            "bodies" => {
                stale.contacts = true;
                stale.coordination |= subject == "council";
            }
            _ => {}
        }
    }
}
