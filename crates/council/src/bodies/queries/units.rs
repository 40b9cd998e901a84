//! Administrative units as a tree, and what became of each; terms.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{CouncilId, TermId, UnitId};
use store::{Reader, args, record, sql};

use super::super::{CouncilRef, Level, UnitKind};
use super::councils::{CouncilRow, Existence, council_columns};
use crate::paging::{Page, Paged, containing};
use crate::seed_data::units::Share;
use crate::{Refusal, Result};

record! {
    /// Đơn vị hành chính: a unit with its newest population and its council on the day.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct UnitLine {
        /// The unit.
        pub id: UnitId,
        /// Official code.
        pub code: String,
        /// Name with its designation.
        pub name: String,
        /// Its kind.
        pub kind: UnitKind,
        /// Its level.
        pub level: Level,
        /// Path of official codes.
        pub path: String,
        /// Area in square kilometres, where known.
        pub area_km2: Option<f64>,
        /// A point inside it.
        pub latitude: Option<f64>,
        /// A point inside it.
        pub longitude: Option<f64>,
        /// First day; [`kernel::time::FROM_THE_BEGINNING`] when it is not known.
        pub valid_from: Date,
        /// First day on which it no longer exists.
        pub valid_to: Option<Date>,
        /// Persons by the newest count until the day, where one is recorded.
        pub people: Option<i64>,
        /// The day of that count.
        pub counted_on: Option<Date>,
        /// Its council on the day, where one is recorded.
        pub council_id: Option<CouncilId>,
        /// How many units lie directly below it.
        pub children: u32,
    }

    /// A unit before or after another.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Became {
        /// The other unit.
        pub id: UnitId,
        /// Its name.
        pub name: String,
        /// Its path.
        pub path: String,
        /// How much of the old unit went to the new one.
        pub share: Share,
        /// When.
        pub effective_on: Date,
    }

    /// Nhiệm kỳ: a term.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct TermLine {
        /// The term.
        pub id: TermId,
        /// Its name, such as "2021-2026".
        pub name: String,
        /// Election day.
        pub election_day: Date,
        /// First day.
        pub valid_from: Date,
        /// First day of the next.
        pub valid_to: Option<Date>,
    }
}

/// Which units a list holds.
#[derive(Debug, Clone)]
pub struct UnitFilter {
    /// Text typed by the reader, found in the name.
    pub text: String,
    /// The level.
    pub level: Option<Level>,
    /// The path of the unit in which they lie; empty for the whole country.
    pub inside: String,
    /// Whether only units that exist on the day, or those of any time.
    pub existence: Existence,
    /// The day.
    pub as_of: Date,
}

/// Everything the page of a unit shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct UnitPage {
    /// The unit.
    pub unit: UnitLine,
    /// The units it lies in, from the top down.
    pub above: Vec<UnitLine>,
    /// The units directly below it.
    pub children: Vec<UnitLine>,
    /// The units it was made from.
    pub predecessors: Vec<Became>,
    /// The units it went into.
    pub successors: Vec<Became>,
    /// Its councils of every term, the newest first.
    pub councils: Vec<CouncilRef>,
}

/// The columns of [`UnitLine`] for the unit `u`; the day is the second parameter.
macro_rules! unit_columns {
    () => {
        "u.id, u.code, u.name, u.kind, u.level, u.path, u.area_km2, u.latitude, u.longitude, u.valid_from, u.valid_to, \
         (SELECT n.people FROM unit_population n WHERE n.unit_id = u.id AND n.counted_on <= $2 ORDER BY n.counted_on DESC LIMIT 1) AS people, \
         (SELECT max(n.counted_on) FROM unit_population n WHERE n.unit_id = u.id AND n.counted_on <= $2) AS counted_on, \
         (SELECT c.id FROM council c WHERE c.path = u.path AND c.unit_id = u.id AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) \
          ORDER BY c.valid_from DESC LIMIT 1) AS council_id, \
         (SELECT count(*) FROM unit k WHERE k.parent_id = u.id) AS children"
    };
}

macro_rules! filtered {
    () => {
        " FROM unit u WHERE ($1 = '%' OR u.folded LIKE $1) AND ($3 = '' OR u.path LIKE $3 || '/%') AND ($4 = '' OR u.level = $4) \
          AND ($5 = 'ever' OR (u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)))"
    };
}

sql! {
    LIST = concat!("SELECT ", unit_columns!(), filtered!(), " ORDER BY CASE u.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END, \
                    u.sort_key, u.path, u.valid_from DESC LIMIT $6 OFFSET $7");
    TOTAL = concat!("SELECT count(*)", filtered!());
    UNIT = concat!("SELECT ", unit_columns!(), " FROM unit u WHERE u.id = $1");
    UNIT_AT = concat!("SELECT ", unit_columns!(), " FROM unit u WHERE u.path = $1 AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)");
    PROVINCES = concat!("SELECT ", unit_columns!(), " FROM unit u WHERE u.level = $1 AND u.parent_id IS NULL AND u.valid_from <= $2 \
                         AND (u.valid_to IS NULL OR u.valid_to > $2) ORDER BY u.sort_key");
    CHILDREN = concat!("SELECT ", unit_columns!(), " FROM unit u WHERE u.parent_id = $1 ORDER BY u.sort_key");
    PARENT = "SELECT parent_id FROM unit WHERE id = $1";
    CAME_FROM = "SELECT u.id, u.name, u.path, s.share, s.effective_on FROM unit_successor s JOIN unit u ON u.id = s.old_id \
                 WHERE s.new_id = $1 ORDER BY u.sort_key";
    WENT_TO = "SELECT u.id, u.name, u.path, s.share, s.effective_on FROM unit_successor s JOIN unit u ON u.id = s.new_id \
               WHERE s.old_id = $1 ORDER BY u.sort_key";
    COUNCILS = concat!("SELECT ", council_columns!(), " FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id \
                        WHERE c.unit_id = $1 ORDER BY c.valid_from DESC");
    TERMS = "SELECT id, name, election_day, valid_from, valid_to FROM term ORDER BY valid_from DESC";
}

/// A page of the list of units, from the top level down, names in Vietnamese order.
pub async fn units(db: &impl Reader, filter: &UnitFilter, page: Page) -> Result<Paged<UnitLine>> {
    let existence = match filter.existence {
        Existence::OnTheDay => "on_the_day",
        Existence::Ever => "ever",
    };
    let mut values = args![
        containing(&filter.text),
        filter.as_of,
        &filter.inside,
        filter.level.map_or("", Level::code),
        existence,
    ];
    let total = db.scalar_kept(TOTAL, values.clone()).await?.unwrap_or(0);
    values.extend(args![page.size, page.offset()]);
    let rows = if page == Page::WHOLE {
        db.all(LIST, values).await?
    } else {
        db.all_kept(LIST, values).await?.to_vec()
    };
    Ok(Paged { rows, total })
}

/// The units of the top level on a day.
pub async fn provinces(db: &impl Reader, as_of: Date) -> Result<Vec<UnitLine>> {
    let values = args![Level::Province, as_of];
    Ok(db.all_kept(PROVINCES, values).await?.to_vec())
}

/// The units directly below one.
pub async fn children(db: &impl Reader, unit: UnitId, as_of: Date) -> Result<Vec<UnitLine>> {
    Ok(db.all_kept(CHILDREN, args![unit, as_of]).await?.to_vec())
}

/// The unit at a path on a day.
pub async fn unit_at(db: &impl Reader, path: &str, as_of: Date) -> Result<UnitLine> {
    db.one(UNIT_AT, args![path, as_of])
        .await?
        .ok_or(Refusal::NotFound("unit"))
}

/// Everything the page of a unit shows on a day.
pub async fn unit_page(db: &impl Reader, id: UnitId, as_of: Date) -> Result<Arc<UnitPage>> {
    let work = Box::pin(read_page(db, id, as_of));
    db.kept("unit_page", args![id, as_of], work).await
}

async fn read_page(db: &impl Reader, id: UnitId, as_of: Date) -> Result<UnitPage> {
    let unit: UnitLine = one(db, id, as_of).await?;
    let mut above = Vec::new();
    let mut below = id;
    while let Some(parent) = db
        .scalar::<Option<UnitId>>(PARENT, args![below])
        .await?
        .flatten()
    {
        above.insert(0, one(db, parent, as_of).await?);
        below = parent;
    }
    let councils: Vec<CouncilRow> = db.all(COUNCILS, args![id]).await?;
    Ok(UnitPage {
        unit,
        above,
        children: children(db, id, as_of).await?,
        predecessors: db.all(CAME_FROM, args![id]).await?,
        successors: db.all(WENT_TO, args![id]).await?,
        councils: councils.into_iter().map(CouncilRef::from).collect(),
    })
}

/// Every term, the newest first.
pub async fn terms(db: &impl Reader) -> Result<Vec<TermLine>> {
    Ok(db.all_kept(TERMS, args![]).await?.to_vec())
}

async fn one(db: &impl Reader, id: UnitId, as_of: Date) -> Result<UnitLine> {
    db.one(UNIT, args![id, as_of])
        .await?
        .ok_or(Refusal::NotFound("unit"))
}
