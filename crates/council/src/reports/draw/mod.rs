//! Dự thảo số liệu: each chapter as sentences and tables, counted by set-based statements over all councils of the place.

mod assessment;
mod conditions;
mod conferences;
mod lessons;
mod measures;
mod organisation;
mod regulations;
mod sessions;
mod supervision;
mod training;
mod voters;

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Date;
use store::{Reader, args};

use super::model::{Block, Bound, ChapterText, Content, Piece, Room, SUM, Table, Unit, share};
use super::scope::Scope;
use super::{Chapter, Report};
use crate::bodies::Level;
use crate::bodies::queries::council;
use crate::scoreboard::Snapshot;
use crate::{Result, Work};

/// Narrows a statement to the councils at and below the place, its first two parameters.
macro_rules! at_or_below {
    () => {
        "(c.path = $1 OR c.path LIKE $2)"
    };
}
use at_or_below;

/// A paragraph of pieces.
macro_rules! said {
    ($($piece:expr),* $(,)?) => {
        $crate::reports::model::Block::Sentence {
            pieces: vec![$($crate::reports::model::Piece::from($piece)),*],
        }
    };
}
use said;

/// The content of a report from the records alone, as it is counted until a day; kept until a record changes.
pub(super) async fn drawn(
    db: &impl Reader,
    snapshot: &Snapshot,
    of: &Report,
    until: Date,
) -> Result<Arc<Content>> {
    let values = args![of.council_id, of.period_from, until];
    let work = draw(db, snapshot, of, until);
    db.kept("report_drawn", values, work).await
}

fn draw<'a>(
    db: &'a impl Reader,
    snapshot: &'a Snapshot,
    of: &'a Report,
    until: Date,
) -> Work<'a, Content> {
    Box::pin(async move {
        let council = council(db, of.council_id).await?;
        let scope = Scope::of(db, council, (of.period_from, until)).await?;
        let mut chapters = vec![
            (Chapter::Organisation, organisation::draw(db, &scope).await?),
            (Chapter::Sessions, sessions::draw(db, &scope).await?),
            (Chapter::Voters, voters::draw(db, &scope).await?),
            (
                Chapter::Training,
                training::draw(db, snapshot, &scope).await?,
            ),
            (Chapter::Regulations, cooperation(db, &scope).await?),
            (Chapter::Supervision, supervision::draw(db, &scope).await?),
            (Chapter::Conditions, conditions::draw(db, &scope).await?),
        ];
        let so_far = Content {
            chapters: chapters
                .iter()
                .map(|(chapter, blocks)| ChapterText {
                    chapter: *chapter,
                    blocks: blocks.clone(),
                })
                .collect(),
        };
        chapters.push((Chapter::Lessons, lessons::draw(&so_far, &scope)));
        let measures = measures::draw(snapshot, &scope);
        chapters.push((Chapter::Measures, measures));
        chapters.push((Chapter::Assessment, assessment::draw(db, &scope).await?));
        Ok(Content {
            chapters: chapters
                .into_iter()
                .map(|(chapter, blocks)| ChapterText { chapter, blocks })
                .collect(),
        })
    })
}

/// V: regulations and reviews, coordination, conferences.
async fn cooperation(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let mut blocks = regulations::draw(db, scope).await?;
    blocks.extend(conferences::draw(db, scope).await?);
    Ok(blocks)
}

/// A column of a table by levels.
struct Column {
    key: &'static str,
    heading: &'static str,
    room: Room,
    code: &'static str,
    unit: Unit,
}

/// A column of counted records.
const fn column(
    key: &'static str,
    heading: &'static str,
    room: Room,
    code: &'static str,
) -> Column {
    Column {
        key,
        heading,
        room,
        code,
        unit: Unit::Count,
    }
}

/// Of which days the records of a table are.
#[derive(Clone, Copy)]
enum When {
    /// They stood so on a day.
    On(Date),
    /// They are of the whole time.
    Within,
}

/// The values of each level, column by column.
type ByLevel = BTreeMap<Level, Vec<i64>>;

/// A table with a row for each level that has anything, and their sums.
fn by_level(
    scope: &Scope,
    (key, caption): (&str, String),
    columns: &[Column],
    values: &ByLevel,
    when: When,
) -> Table {
    let source = |column: &Column, level| match when {
        When::On(day) => scope.on(column.room, level, column.code, day),
        When::Within => scope.within(column.room, level, column.code),
    };
    let mut rows = Vec::new();
    for (level, values) in values {
        let name = scope.level_name(*level);
        let mut row = vec![Piece::from(name)];
        for (column, value) in columns.iter().zip(values) {
            row.push(Piece::from(Bound {
                key: format!("{key}.{}.{}", column.key, level.code()),
                label: format!("{} – {}", column.heading, name.to_lowercase()),
                value: *value,
                unit: column.unit,
                source: source(column, Some(*level)),
            }));
        }
        rows.push(row);
    }
    let mut row = vec![Piece::from(SUM)];
    for (at, column) in columns.iter().enumerate() {
        let of_level = values.values().filter_map(|values| values.get(at));
        row.push(Piece::from(Bound {
            key: format!("{key}.{}", column.key),
            label: column.heading.to_owned(),
            value: of_level.sum(),
            unit: column.unit,
            source: source(column, None),
        }));
    }
    rows.push(row);
    let mut head = vec!["Cấp".to_owned()];
    head.extend(columns.iter().map(|column| column.heading.to_owned()));
    Table {
        key: key.to_owned(),
        caption,
        head,
        rows,
    }
}

/// Adds a value to a column of a level.
fn add(values: &mut ByLevel, columns: &[Column], level: Level, at: usize, value: i64) {
    let row = values.entry(level);
    let row = row.or_insert_with(|| vec![0; columns.len()]);
    if let Some(known) = row.get_mut(at) {
        *known += value;
    }
}

impl Table {
    /// A figure of it by the end of its key: `women` or `women.commune`; one of nothing where there is none.
    fn figure(&self, end: &str) -> Bound {
        let key = format!("{}.{end}", self.key);
        let mut figures = self.rows.iter().flatten().filter_map(Piece::figure);
        let found = figures.find(|bound| bound.key == key).cloned();
        found.unwrap_or_else(|| nothing(&key))
    }

    fn value(&self, end: &str) -> i64 {
        self.figure(end).value
    }

    /// The share of one figure in another, with the records of the first.
    fn share(&self, part: &str, whole: &str) -> Option<Bound> {
        let part = self.figure(part);
        let value = share(part.value, self.value(whole))?;
        Some(Bound {
            key: format!("{}.share", part.key),
            label: format!("Tỷ lệ: {}", part.label),
            value,
            unit: Unit::Share,
            source: part.source,
        })
    }
}

fn nothing(key: &str) -> Bound {
    Bound::lost(key, 0)
}

/// " (23,64%)" behind a figure; nothing where there is no whole.
fn in_brackets(share: Option<Bound>) -> Vec<Piece> {
    let Some(share) = share else {
        return Vec::new();
    };
    vec![Piece::from(" ("), Piece::from(share), Piece::from(")")]
}

/// A paragraph of runs of pieces.
fn paragraph(runs: impl IntoIterator<Item = Vec<Piece>>) -> Block {
    Block::Sentence {
        pieces: runs.into_iter().flatten().collect(),
    }
}

/// A run of one piece.
fn run(piece: impl Into<Piece>) -> Vec<Piece> {
    vec![piece.into()]
}
