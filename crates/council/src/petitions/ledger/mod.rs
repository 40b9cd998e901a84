//! Sổ kiến nghị: every matter in memory as small numbers, so that lists, searches and boards of a province answer at once.
//!
//! Each line of the audit chain tells which matter or utterance it touched; those are read anew and nothing else. What a page shows of
//! a matter is still read from the records: the ledger only says which matters, in which order, and how many.
//!
//! **Invariants.** What is asked never lags behind the chain as it was when it was asked. What is read after the number of the chain
//! was taken may be newer than the number; it is then read once more, which changes nothing. Words of a guarded matter are found only
//! by who may read it.

mod ask;
mod facts;
mod lists;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{PoisonError, RwLock};

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, InstitutionId, MatterId, UnitId, UtteranceId};
use store::{Db, Reader as _, args, record, sql};
use uuid::Uuid;

use super::{Competence, Field, MatterState, Outcome};
use crate::access::Act;
use crate::{Result, Work};

pub(super) use ask::{Appendix, Said};
use facts::Facts;

/// So many lines behind, reading everything anew is quicker than following each of them.
const MANY_LINES: i64 = 5_000;
/// So many matters are read at once.
const BATCH: i64 = 20_000;

/// The matters of the records, fresh whenever asked for.
#[derive(Debug)]
pub struct Ledger {
    db: Db,
    held: RwLock<Held>,
    turn: tokio::sync::Mutex<()>,
}

/// The matters as they were at one point of the audit chain.
#[derive(Debug, Default)]
struct Held {
    seq: Option<i64>,
    facts: Facts,
}

record! {
    /// A matter as the ledger reads it.
    #[derive(Debug)]
    struct Row {
        id: MatterId, council_id: CouncilId, year: u32, number: u32, folded: String, field: Field, competence: Competence,
        unit_id: Option<UnitId>, board_id: Option<BodyId>, raised_on: Date, guarded: bool, voices: u32, state: MatterState,
        outcome: Option<Outcome>, since: Date,
        holder_id: Option<InstitutionId>, holder_council_id: Option<CouncilId>, due_on: Option<Date>, merged_into: Option<MatterId>,
        paused: bool
    }

    /// What was said to a council on a day.
    #[derive(Debug)]
    struct SaidRow { council_id: CouncilId, said_on: Date, n: u32, unsorted: u32, closed: u32 }

    /// A day on which something was said to a council.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Day { council_id: CouncilId, said_on: Date }

    struct Link { matter_id: MatterId }

    /// When one of several voices of a matter was raised.
    #[derive(Debug)]
    struct Voice { matter_id: MatterId, said_on: Date }

    struct Line { council_id: Option<CouncilId>, act: String, subject_kind: String, subject_id: Uuid }

    /// What one of the columns points at is called, and where it stands.
    #[derive(Debug)]
    struct Name { name: String, path: String }
}

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Named {
    Unit(UnitId),
    Institution(InstitutionId),
    Council(CouncilId),
    Body(BodyId),
}

impl Named {
    fn uuid(self) -> Uuid {
        match self {
            Self::Unit(id) => id.uuid(),
            Self::Institution(id) => id.uuid(),
            Self::Council(id) => id.uuid(),
            Self::Body(id) => id.uuid(),
        }
    }
}

macro_rules! row {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.council_id, m.year, m.number, m.folded, m.field, m.competence, m.unit_id, m.board_id, m.raised_on, m.guarded, m.voices, \
             m.state, m.outcome, m.since, m.holder_id, m.holder_council_id, m.due_on, m.merged_into, \
             CAST(CASE WHEN m.due_on IS NULL AND m.state IN ('routed', 'in_hand', 'reopened') \
                  AND EXISTS (SELECT 1 FROM matter_clock k WHERE k.matter_id = m.id AND k.kind = 'pause') THEN 1 ELSE 0 END AS BIGINT) AS paused \
             FROM matter m WHERE ", $rest)
    };
}

macro_rules! said {
    ($rest:literal) => {
        concat!(
            "SELECT council_id, said_on, count(*) AS n, CAST(sum(CASE WHEN sorted = 0 THEN 1 ELSE 0 END) AS BIGINT) AS unsorted, \
             count(closed_on) AS closed FROM utterance ",
            $rest, " GROUP BY council_id, said_on")
    };
}

sql! {
    AFTER = row!("m.id > $1 ORDER BY m.id LIMIT $2");
    ONE = row!("m.id = $1");
    SHARED = "SELECT l.matter_id, a.said_on FROM matter m JOIN utterance_matter l ON l.matter_id = m.id JOIN utterance a ON a.id = l.utterance_id \
              WHERE m.voices > 1";
    SHARED_BY = "SELECT l.matter_id, a.said_on FROM utterance_matter l JOIN utterance a ON a.id = l.utterance_id WHERE l.matter_id = $1";
    OF_UTTERANCE = "SELECT matter_id FROM utterance_matter WHERE utterance_id = $1";
    OF_COUNCIL = "SELECT id AS matter_id FROM matter WHERE council_id = $1";
    SAID = said!("");
    SAID_ON = said!("WHERE council_id = $1 AND said_on = $2");
    SAID_TO = said!("WHERE council_id = $1");
    DAY_OF_UTTERANCE = "SELECT council_id, said_on FROM utterance WHERE id = $1";
    DAYS_OF_MATTER = "SELECT DISTINCT a.council_id, a.said_on FROM utterance_matter l JOIN utterance a ON a.id = l.utterance_id WHERE l.matter_id = $1";
    SINCE = "SELECT council_id, act, subject_kind, subject_id FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq";
    UNIT = "SELECT name, path FROM unit WHERE id = $1";
    INSTITUTION = "SELECT i.name, u.path FROM institution i JOIN unit u ON u.id = i.unit_id WHERE i.id = $1";
    COUNCIL = "SELECT 'HĐND ' || u.name AS name, c.path FROM council c JOIN unit u ON u.id = c.unit_id WHERE c.id = $1";
    BODY = "SELECT name, '' AS path FROM body WHERE id = $1";
}

/// What has to be read anew.
#[derive(Debug, Default)]
struct Stale {
    names: bool,
    matters: BTreeSet<MatterId>,
    sorted: BTreeSet<MatterId>,
    utterances: BTreeSet<UtteranceId>,
    councils: BTreeSet<CouncilId>,
}

impl Stale {
    /// Notes what a line of the chain makes stale. What is not known to touch one record alone makes its council stale.
    fn note(&mut self, line: &Line) {
        let part = line.act.split('.').next().unwrap_or_default();
        match (part, line.subject_kind.as_str()) {
            // A matter may stand in a line of any part: the table of days off moves the days of answers.
            (_, "matter") => {
                let id = MatterId::from_uuid(line.subject_id);
                self.matters.insert(id);
                if line.act == Act::SortUtterance.code() {
                    self.sorted.insert(id);
                }
            }
            (_, "utterance") => {
                let id = UtteranceId::from_uuid(line.subject_id);
                self.utterances.insert(id);
            }
            ("bodies", _) => self.names = true,
            ("petitions", _) if line.act != Act::AnonymiseUtterance.code() => {
                self.councils.extend(line.council_id);
            }
            _ => {}
        }
    }
}

/// What was read anew, to be put in place at once.
#[derive(Debug, Default)]
struct News {
    matters: HashMap<MatterId, Row>,
    /// When the voices of those that have several were raised.
    voices: HashMap<MatterId, Vec<Date>>,
    /// What was said on these days; `None` of a day on which nothing is left.
    days: Vec<(Day, Option<Said>)>,
}

impl Ledger {
    /// The ledger of these records; nothing is read before the first question.
    pub fn of(db: &Db) -> Self {
        Self {
            db: db.clone(),
            held: RwLock::default(),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    /// The records it follows.
    pub(super) fn db(&self) -> &Db {
        &self.db
    }

    /// Brings the ledger up to the records. Whoever asks waits for this; a look beforehand makes the first question quick.
    pub fn follow(&self) -> Work<'_, ()> {
        Box::pin(async move {
            if self.seq() >= Some(self.db.seq().await?) {
                return Ok(());
            }
            let _turn = self.turn.lock().await;
            let head = self.db.seq().await?;
            match self.seq() {
                known if known >= Some(head) => Ok(()),
                Some(since) if head - since <= MANY_LINES => self.change(since, head).await,
                _ => self.load(head).await,
            }
        })
    }

    /// The answer of the facts as they are now.
    async fn ask<T>(&self, ask: impl FnOnce(&Facts) -> T) -> Result<T> {
        self.follow().await?;
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        Ok(ask(&held.facts))
    }

    fn seq(&self) -> Option<i64> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.seq
    }

    async fn load(&self, head: i64) -> Result<()> {
        let mut facts = Facts::default();
        let mut last = MatterId::from_uuid(Uuid::nil());
        loop {
            let rows: Vec<Row> = self.db.all(AFTER, args![last, BATCH]).await?;
            let Some(end) = rows.last() else { break };
            last = end.id;
            for row in &rows {
                facts.add(row);
            }
        }
        facts.arrange();
        let shared: Vec<Voice> = self.db.all(SHARED, args![]).await?;
        for voice in shared {
            facts.share(voice.matter_id, voice.said_on);
        }
        let days: Vec<SaidRow> = self.db.all(SAID, args![]).await?;
        for row in days {
            facts.say(row.day(), Some(row.said()));
        }
        let names = self.names(facts.unnamed()).await?;
        facts.learn(names);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Held {
            seq: Some(head),
            facts,
        };
        Ok(())
    }

    async fn change(&self, since: i64, head: i64) -> Result<()> {
        let lines: Vec<Line> = self.db.all(SINCE, args![since, head]).await?;
        let mut stale = Stale::default();
        lines.iter().for_each(|line| stale.note(line));
        let news = self.news(&stale).await?;
        let unnamed = self.put(news, stale.names);
        let names = self.names(unnamed).await?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.facts.learn(names);
        held.seq = Some(head);
        Ok(())
    }

    /// Puts what is new in place; gives whose names are not known.
    fn put(&self, news: News, forget_names: bool) -> Vec<Named> {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if !news.matters.is_empty() {
            held.facts.lists.forget();
        }
        for row in news.matters.values() {
            held.facts.put(row);
            let voices = news.voices.get(&row.id).map_or(&[][..], Vec::as_slice);
            held.facts.shared(row.id, voices);
        }
        for (day, said) in news.days {
            held.facts.say(day, said);
        }
        if forget_names {
            held.facts.forget_names();
        }
        held.facts.unnamed()
    }

    async fn news(&self, stale: &Stale) -> Result<News> {
        let mut news = News::default();
        let mut waiting: Vec<MatterId> = stale.matters.iter().copied().collect();
        let mut days: HashSet<Day> = HashSet::new();
        for council in &stale.councils {
            let links: Vec<Link> = self.db.all(OF_COUNCIL, args![*council]).await?;
            waiting.extend(links.iter().map(|link| link.matter_id));
            let said: Vec<SaidRow> = self.db.all(SAID_TO, args![*council]).await?;
            news.days
                .extend(said.iter().map(|row| (row.day(), Some(row.said()))));
        }
        for id in &stale.utterances {
            let links: Vec<Link> = self.db.all(OF_UTTERANCE, args![*id]).await?;
            waiting.extend(links.iter().map(|link| link.matter_id));
            days.extend(self.db.all::<Day>(DAY_OF_UTTERANCE, args![*id]).await?);
        }
        for id in &stale.sorted {
            days.extend(self.db.all::<Day>(DAYS_OF_MATTER, args![*id]).await?);
        }
        for day in days {
            let said: Option<SaidRow> = self
                .db
                .one(SAID_ON, args![day.council_id, day.said_on])
                .await?;
            news.days.push((day, said.map(|row| row.said())));
        }
        while let Some(id) = waiting.pop() {
            if news.matters.contains_key(&id) {
                continue;
            }
            let row: Option<Row> = self.db.one(ONE, args![id]).await?;
            let Some(row) = row else { continue };
            // The voices of what was merged belong to the other now.
            waiting.extend(row.merged_into);
            if row.voices > 1 {
                let voices: Vec<Voice> = self.db.all(SHARED_BY, args![id]).await?;
                let days = voices.into_iter().map(|voice| voice.said_on);
                news.voices.insert(id, days.collect());
            }
            news.matters.insert(id, row);
        }
        Ok(news)
    }

    async fn names(&self, unnamed: Vec<Named>) -> Result<Vec<(Named, Name)>> {
        let mut names = Vec::with_capacity(unnamed.len());
        for named in unnamed {
            let statement = match named {
                Named::Unit(_) => UNIT,
                Named::Institution(_) => INSTITUTION,
                Named::Council(_) => COUNCIL,
                Named::Body(_) => BODY,
            };
            let name: Option<Name> = self.db.one(statement, args![named.uuid()]).await?;
            names.extend(name.map(|name| (named, name)));
        }
        Ok(names)
    }
}

impl SaidRow {
    fn day(&self) -> Day {
        Day {
            council_id: self.council_id,
            said_on: self.said_on,
        }
    }

    fn said(&self) -> Said {
        Said {
            all: self.n,
            unsorted: self.unsorted,
            closed: self.closed,
        }
    }
}
