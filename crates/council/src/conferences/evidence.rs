//! Căn cứ chọn chuyên đề: what shows, on a day, where delegates are still limited or meet difficulties.
//!
//! The kinds of evidence cannot be weighed against one another, so each is ranked by itself: laws that few of those who have to master
//! them do, fields with many matters of voters still open, difficulties that many meet, delegates who did not meet voters around the
//! sitting of the day, own documents that wait for review.

use std::cmp::Reverse;

use jiff::ToSpan as _;
use kernel::Date;
use store::{Db, Reader as _, args};

use super::difficulties::raised;
use super::{Source, Topic, Trend};
use crate::access::{Actor, FieldGroup};
use crate::bodies::CouncilRef;
use crate::contact;
use crate::petitions::board::{By, Row, Span, board};
use crate::petitions::ledger::Ledger;
use crate::review::board::waiting;
use crate::scoreboard::board::{BoardFilter, laws};
use crate::scoreboard::{LawCoverage, Projection};
use crate::{Refusal, Result};

/// How many of each kind are suggested.
const SUGGESTED: usize = 6;

/// From where evidence is counted, for which council.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The records.
    pub db: &'a Db,
    /// The matters of voters.
    pub ledger: &'a Ledger,
    /// The facts of training.
    pub projection: &'a Projection,
    /// The council.
    pub council: &'a CouncilRef,
    /// Today: what is late is known of today alone.
    pub today: Date,
}

/// One piece of evidence on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Suggestion)]
pub struct Suggestion {
    /// Its kind.
    pub source: Source,
    /// The document, field or difficulty; empty where there is only one of a kind.
    pub key: String,
    /// Its name; empty where the kind or the key has words of its own.
    pub name: String,
    /// What it counts, in the unit of its kind.
    pub figure: u32,
}

/// What became of the evidence of a topic, counted again a year after it was chosen, or on the day of view before that.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Later)]
pub struct Later {
    /// The name of the evidence; empty where the kind or the key has words of its own.
    pub name: String,
    /// The day of the count.
    pub on: Date,
    /// Whether the year is over.
    pub year_over: bool,
    /// What it counts.
    pub figure: u32,
    /// Better or worse.
    pub trend: Trend,
}

/// What speaks for topics on a day, each kind by itself, the most pressing first.
pub async fn suggestions(sources: Sources<'_>, actor: &Actor, on: Date) -> Result<Vec<Suggestion>> {
    let group = FieldGroup::ConferenceWork;
    if !actor.reads(group, &sources.council.path) {
        return Err(Refusal::NotReadable(group));
    }
    let mut all = Vec::new();
    for source in Source::ALL {
        let found = sources.counted(*source, on).await?.into_iter();
        let pressing = found.filter(|one| one.figure != source.settled());
        all.extend(pressing.take(SUGGESTED));
    }
    Ok(all)
}

/// The evidence of a topic counted again; nothing where it counts nothing or nothing is known. What a difficulty is called is told to
/// those alone who read difficulties.
pub async fn later(
    sources: Sources<'_>,
    actor: &Actor,
    topic: &Topic,
    on: Date,
) -> Result<Option<Later>> {
    let named =
        topic.source != Source::Difficulty || actor.reads_anywhere(FieldGroup::ConferenceWork);
    let year = topic.chosen_on.saturating_add(1.year());
    let day = on.min(year);
    let counted = sources.counted(topic.source, day).await?;
    let found = counted.into_iter().find(|one| one.key == topic.source_key);
    Ok(topic.figure.zip(found).map(|(then, now)| Later {
        name: if named { now.name } else { String::new() },
        on: day,
        year_over: year <= on,
        figure: now.figure,
        trend: topic.source.trend(then, now.figure),
    }))
}

impl Source {
    /// The figure at which nothing is left to talk over.
    const fn settled(self) -> u32 {
        if self.grows() { 100 } else { 0 }
    }
}

impl Sources<'_> {
    /// All evidence of a kind on a day, the most pressing first.
    async fn counted(self, source: Source, on: Date) -> Result<Vec<Suggestion>> {
        let suggestion = |key: String, name: String, figure: u32| Suggestion {
            source,
            key,
            name,
            figure,
        };
        let alone = |figure: u32| suggestion(String::new(), String::new(), figure);
        let path = &self.council.path;
        Ok(match source {
            Source::Own => Vec::new(),
            Source::Law => {
                let snapshot = self.projection.now().await?;
                let filter = BoardFilter {
                    path: path.clone(),
                    ..BoardFilter::default()
                };
                let mut known = laws(&snapshot, on, &filter);
                known.retain(|law| law.owed > 0);
                known.sort_by_key(|law| Reverse(law.owed - law.current));
                let line = |law: LawCoverage| {
                    let name = format!("{} – {}", law.number, law.title);
                    suggestion(law.id.to_string(), name, law.current * 100 / law.owed)
                };
                known.into_iter().map(line).collect()
            }
            Source::Petitions => {
                let span = Span {
                    from: self.council.valid_from,
                    to: on,
                    on,
                };
                let counted = board(self.ledger, self.council.id, By::Field, span, self.today);
                let mut rows = counted.await?.rows;
                let open = |row: &Row| row.tally.in_hand + row.tally.not_settled;
                rows.retain(|row| row.field().is_some());
                rows.sort_by_key(|row| Reverse((row.tally.late, open(row))));
                let line = |row: &Row| suggestion(row.key.clone(), String::new(), open(row));
                rows.iter().map(line).collect()
            }
            Source::Difficulty => {
                let all = raised(self.db, path, on).await?.into_iter();
                let named = all.map(|one| {
                    let name = format!("{} ({})", one.title, one.unit_name);
                    suggestion(one.id.to_string(), name, one.supports + 1)
                });
                named.collect()
            }
            Source::Contact => {
                let lines = contact::board::board(self.db, path, on).await?;
                let tallies = || lines.iter().filter_map(|line| line.tally);
                let delegates: u32 = tallies().map(|tally| tally.delegates).sum();
                let met: u32 = tallies().map(|tally| tally.met).sum();
                let share = (met * 100).checked_div(delegates);
                share.map(alone).into_iter().collect()
            }
            Source::Review => {
                let work = Box::pin(waiting(self.db, path, on));
                let kept = self
                    .db
                    .kept("review_waiting", args![path, on], work)
                    .await?;
                vec![alone(*kept)]
            }
        })
    }
}
