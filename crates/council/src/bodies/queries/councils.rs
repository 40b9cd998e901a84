//! One council, the list of councils, and their figures on a day.

use kernel::Date;
use kernel::ids::{CouncilId, UnitId};
use store::{Reader, args, record, sql};

use super::super::{CouncilRef, Level, UnitKind};
use crate::paging::{Page, Paged, containing};
use crate::{Refusal, Result};

/// Which councils a list holds.
#[derive(Debug, Clone)]
pub struct CouncilFilter {
    /// Text typed by the reader, found in the name of the unit.
    pub text: String,
    /// The level.
    pub level: Option<Level>,
    /// The term by its name, such as "2021-2026".
    pub term: Option<String>,
    /// A place: it and everything below it; empty for the whole country.
    pub path: String,
    /// The day on which the figures are taken.
    pub as_of: Date,
    /// Whether only councils that exist on that day.
    pub existence: Existence,
}

/// Which councils in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// Those that exist on the day.
    OnTheDay,
    /// Those of any time.
    Ever,
}

record! {
    #[derive(Clone)]
    pub(crate) struct CouncilRow {
        id: CouncilId,
        unit_id: UnitId,
        unit_name: String,
        unit_kind: UnitKind,
        level: Level,
        path: String,
        number: String,
        term: String,
        valid_from: Date,
        valid_to: Option<Date>,
        sample: bool,
    }

    /// Số liệu của hội đồng: the figures of a council on a day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Figures {
        /// Seats decided for the election, where known.
        pub seats_planned: Option<u32>,
        /// Delegates in office, those suspended included.
        pub in_office: u32,
        /// Of them women.
        pub women: u32,
        /// Of them full-time.
        pub full_time: u32,
        /// Of them suspended.
        pub suspended: u32,
    }
}

/// A line of the list of councils.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct CouncilLine {
    /// The council.
    pub council: CouncilRef,
    /// Its figures on the day.
    pub figures: Figures,
}

impl store::FromRow for CouncilLine {
    fn from_row(row: &store::Row) -> store::Result<Self> {
        Ok(Self {
            council: CouncilRow::from_row(row)?.into(),
            figures: Figures::from_row(row)?,
        })
    }
}

impl Figures {
    /// Seats without a delegate, where the number of seats is known.
    pub fn vacancies(&self) -> Option<u32> {
        self.seats_planned
            .map(|planned| planned.saturating_sub(self.in_office))
    }
}

impl From<CouncilRow> for CouncilRef {
    fn from(row: CouncilRow) -> Self {
        Self {
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            unit_kind: row.unit_kind,
            level: row.level,
            path: row.path,
            number: row.number,
            term: row.term,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            sample: row.sample,
        }
    }
}

/// The columns of [`CouncilRow`], for every statement that reads councils.
macro_rules! council_columns {
    () => {
        "c.id, c.unit_id, u.name AS unit_name, u.kind AS unit_kind, c.level, c.path, c.number, t.name AS term, c.valid_from, c.valid_to, c.sample"
    };
}
pub(crate) use council_columns;

/// The figures of the council `c` on the day in the named parameter.
macro_rules! figure_columns {
    ($day:literal) => {
        concat!(
            "c.seats_planned, \
             (SELECT count(*) FROM mandate m WHERE m.council_id = c.id AND m.valid_from <= ", $day,
            " AND (m.valid_to IS NULL OR m.valid_to > ", $day, ")) AS in_office, \
             (SELECT count(*) FROM mandate m JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= ", $day,
            " AND (r.valid_to IS NULL OR r.valid_to > ", $day, ") \
              WHERE m.council_id = c.id AND r.sex = 'female' AND m.valid_from <= ", $day,
            " AND (m.valid_to IS NULL OR m.valid_to > ", $day, ")) AS women, \
             (SELECT count(DISTINCT p.person_id) FROM body b JOIN membership p ON p.body_id = b.id \
              WHERE b.council_id = c.id AND p.full_time = 1 AND p.valid_from <= ", $day,
            " AND (p.valid_to IS NULL OR p.valid_to > ", $day, ")) AS full_time, \
             (SELECT count(*) FROM mandate m JOIN suspension s ON s.mandate_id = m.id \
              WHERE m.council_id = c.id AND s.valid_from <= ", $day,
            " AND (s.valid_to IS NULL OR s.valid_to > ", $day, ")) AS suspended"
        )
    };
}

macro_rules! filtered {
    () => {
        "FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id \
         WHERE ($1 = '%' OR u.folded LIKE $1) AND ($2 = '' OR c.level = $2) AND ($3 = '' OR t.name = $3) \
           AND ($4 = '' OR c.path = $4 OR c.path LIKE $4 || '/%') \
           AND ($6 = 'ever' OR (c.valid_from <= $5 AND (c.valid_to IS NULL OR c.valid_to > $5)))"
    };
}

/// Levels from the top down, names in Vietnamese order, the newest council of a unit first.
macro_rules! in_order {
    () => {
        " ORDER BY CASE c.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END, u.sort_key, c.path, c.valid_from DESC"
    };
}

sql! {
    COUNCIL = concat!("SELECT ", council_columns!(), " FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id WHERE c.id = $1");
    FIGURES = concat!("SELECT ", figure_columns!("$2"), " FROM council c WHERE c.id = $1");
    PAGE = concat!(
        "WITH page AS (SELECT c.id ", filtered!(), in_order!(), " LIMIT $7 OFFSET $8) \
         SELECT ", council_columns!(), ", ", figure_columns!("$5"),
        " FROM page p JOIN council c ON c.id = p.id JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id", in_order!()
    );
    TOTAL = concat!("SELECT count(*) ", filtered!());
    BELOW = concat!(
        "SELECT ", council_columns!(), " FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id \
          WHERE ($1 = '' OR c.path = $1 OR c.path LIKE $1 || '/%') AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2)",
        in_order!(), " LIMIT $3");
}

/// One council.
pub async fn council(db: &impl Reader, id: CouncilId) -> Result<CouncilRef> {
    let row: Option<CouncilRow> = db.one(COUNCIL, args![id]).await?;
    row.map(CouncilRef::from)
        .ok_or(Refusal::NotFound("council"))
}

/// The councils at or below a place on a day, no more than so many, in the order of the list and without its figures.
pub async fn councils_below(
    db: &impl Reader,
    path: &str,
    as_of: Date,
    most: u32,
) -> Result<Vec<CouncilRef>> {
    let rows = db
        .all_kept::<CouncilRow>(BELOW, args![path, as_of, most])
        .await?;
    Ok(rows.iter().cloned().map(CouncilRef::from).collect())
}

/// The figures of one council on a day.
pub async fn figures(db: &impl Reader, council: CouncilId, as_of: Date) -> Result<Figures> {
    db.one(FIGURES, args![council, as_of])
        .await?
        .ok_or(Refusal::NotFound("council"))
}

/// A page of the list of councils with their figures on the day.
pub async fn councils(
    db: &impl Reader,
    filter: &CouncilFilter,
    page: Page,
) -> Result<Paged<CouncilLine>> {
    let existence = match filter.existence {
        Existence::OnTheDay => "on_the_day",
        Existence::Ever => "ever",
    };
    let mut values = args![
        containing(&filter.text),
        filter.level.map_or("", Level::code),
        filter.term.as_deref().unwrap_or_default(),
        &filter.path,
        filter.as_of,
        existence,
    ];
    let total = db.scalar_kept(TOTAL, values.clone()).await?.unwrap_or(0);
    values.extend(args![page.size, page.offset()]);
    let rows = if page == Page::WHOLE {
        db.all(PAGE, values).await?
    } else {
        db.all_kept(PAGE, values).await?.to_vec()
    };
    Ok(Paged { rows, total })
}
