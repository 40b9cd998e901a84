//! Sổ đăng ký văn bản đi: the numbers of a series in a year, the next one, the gaps.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Điều 15.

use kernel::Date;
use kernel::ids::{CouncilId, OfficialPaperId};
use store::{Reader, args, record, sql};

use super::{Numbering, PaperKind, SHARED, year_of};
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

record! {
    /// Một số đã lấy.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Taken {
        /// The paper that has it.
        pub id: OfficialPaperId,
        /// The number.
        pub number: u32,
        /// The day that stands on the paper.
        pub day: Date,
    }
}

/// A series in a year: what comes next, and which numbers nobody can account for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = papers::SeriesLine)]
pub struct SeriesLine {
    /// The kind of paper; none where all administrative kinds share the series.
    pub kind: Option<PaperKind>,
    /// The last number that was taken.
    pub last: u32,
    /// The number that the next paper takes.
    pub next: u32,
    /// The day of the last number.
    pub last_on: Date,
    /// Numbers below the last one that no paper has.
    pub gaps: Vec<u32>,
}

record! {
    struct Row {
        series: String,
        number: u32,
        day: Date,
    }
}

sql! {
    HOLD = "INSERT INTO paper_series (council_id, series, year, taken) VALUES ($1, $2, $3, 1) \
            ON CONFLICT (council_id, series, year) DO UPDATE SET taken = paper_series.taken + 1";
    TAKEN = "SELECT id, number, day FROM official_paper WHERE council_id = $1 AND series = $2 AND year = $3 ORDER BY number";
    OF_YEAR = "SELECT series, number, day FROM official_paper WHERE council_id = $1 AND year = $2 AND day <= $3 ORDER BY series, number";
    CHOICE = "SELECT numbering FROM paper_numbering WHERE council_id = $1 AND from_year <= $2 ORDER BY from_year DESC LIMIT 1";
    CHOOSE = "INSERT INTO paper_numbering (council_id, from_year, numbering) VALUES ($1, $2, $3) \
              ON CONFLICT (council_id, from_year) DO UPDATE SET numbering = $3";
    ANY = "SELECT count(*) FROM official_paper WHERE council_id = $1 AND year >= $2 AND number IS NOT NULL";
}

/// How a council numbers its papers in a year; each kind by itself while nothing was chosen.
pub async fn numbering(db: &impl Reader, council: CouncilId, year: i16) -> Result<Numbering> {
    let code: Option<String> = db.scalar(CHOICE, args![council, i64::from(year)]).await?;
    let chosen = code.as_deref().and_then(Numbering::from_code);
    Ok(chosen.unwrap_or(Numbering::PerKind))
}

/// The numbers of a series in a year, in order.
pub async fn taken(
    db: &impl Reader,
    council: CouncilId,
    series: &str,
    year: i16,
) -> Result<Vec<Taken>> {
    Ok(db
        .all(TAKEN, args![council, series, i64::from(year)])
        .await?)
}

/// The series of a year as they stand on a day.
pub async fn series(
    db: &impl Reader,
    council: CouncilId,
    year: i16,
    on: Date,
) -> Result<Vec<SeriesLine>> {
    let rows: Vec<Row> = db.all(OF_YEAR, args![council, i64::from(year), on]).await?;
    let mut lines: Vec<(String, SeriesLine)> = Vec::new();
    for row in rows {
        if lines.last().is_none_or(|(series, _)| *series != row.series) {
            let line = SeriesLine {
                kind: PaperKind::from_code(&row.series),
                last: 0,
                next: 1,
                last_on: row.day,
                gaps: Vec::new(),
            };
            lines.push((row.series, line));
        }
        if let Some((_, line)) = lines.last_mut() {
            line.gaps.extend(line.next..row.number);
            (line.last, line.next, line.last_on) = (row.number, row.number + 1, row.day);
        }
    }
    lines.sort_by_key(|(series, line)| (series != SHARED, line.kind));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// The next number of the series of a kind in the year of a day.
pub async fn next(db: &impl Reader, council: CouncilId, kind: PaperKind, day: Date) -> Result<u32> {
    let year = year_of(day);
    let series = kind.series(numbering(db, council, year).await?);
    Ok(after(&taken(db, council, series, year).await?))
}

fn after(taken: &[Taken]) -> u32 {
    taken.last().map_or(1, |last| last.number + 1)
}

/// What is taken for a paper: the series and the year with the number in it.
pub(super) struct Place {
    pub(super) series: &'static str,
    pub(super) year: i16,
    pub(super) number: u32,
}

/// Takes a number in the year of a day: the next one, or one that is used already elsewhere. Whoever takes one of a series waits for who
/// came before, so that no two get the same.
pub(super) async fn take(
    acting: &Acting<'_>,
    council: CouncilId,
    kind: PaperKind,
    day: Date,
    number: Option<u32>,
    problems: &mut Problems,
) -> Result<Place> {
    let year = year_of(day);
    let series = kind.series(numbering(&acting.tx, council, year).await?);
    acting
        .tx
        .execute(HOLD, args![council, series, i64::from(year)])
        .await?;
    let taken = taken(&acting.tx, council, series, year).await?;
    let number = number.unwrap_or_else(|| after(&taken));
    problems.unless(number > 0, "number", "number-unreadable");
    if taken.iter().any(|other| other.number == number) {
        problems.add(Problem::new("number", "paper-number-taken").with("number", number));
    }
    let before = taken.iter().rev().find(|other| other.number < number);
    if let Some(before) = before.filter(|before| day < before.day) {
        problems.add(told(Problem::new("day", "paper-day-before"), before));
    }
    let behind = taken.iter().find(|other| other.number > number);
    if let Some(behind) = behind.filter(|behind| behind.day < day) {
        problems.add(told(Problem::new("day", "paper-day-behind"), behind));
    }
    Ok(Place {
        series,
        year,
        number,
    })
}

fn told(problem: Problem, other: &Taken) -> Problem {
    problem
        .with("number", format!("{:02}", other.number))
        .with("day", kernel::vi::date_short(other.day))
}

/// Keeps how a council numbers its papers from a year on; not once numbers of that year are taken.
pub(super) async fn choose(
    acting: &Acting<'_>,
    council: CouncilId,
    from_year: i16,
    numbering: Numbering,
    mut problems: Problems,
) -> Result<()> {
    let taken: Option<i64> = acting
        .tx
        .scalar(ANY, args![council, i64::from(from_year)])
        .await?;
    problems.unless(taken == Some(0), "from_year", "paper-year-begun");
    problems.refuse()?;
    acting
        .tx
        .execute(CHOOSE, args![council, i64::from(from_year), numbering])
        .await?;
    Ok(())
}
