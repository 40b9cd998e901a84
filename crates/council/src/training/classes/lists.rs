//! The list of classes. How many were asked and came is counted from the facts in memory.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{ClassId, CouncilId, CourseId};
use kernel::vi;
use store::{Reader, Value, args, record, sql};

use crate::Result;
use crate::scoreboard::Snapshot;
use crate::scoreboard::rosters::ClassFigures;
use crate::training::ClassState;

/// What a list of classes is narrowed to; it stands in the link of the page.
#[derive(Debug, Clone, Default)]
pub struct ClassFilter {
    /// The place at or below which the host lies, or one of the councils it is held for; empty for the whole country.
    pub path: String,
    /// One course.
    pub course: Option<CourseId>,
    /// One state.
    pub state: Option<ClassState>,
    /// Classes that end on this day or later.
    pub from: Option<Date>,
    /// Classes that begin on this day or earlier.
    pub until: Option<Date>,
    /// Words of the name or place.
    pub text: String,
    /// The page, from 0.
    pub page: u32,
    /// Rows on a page; 0 gives fifty.
    pub size: u32,
}

record! {
    #[derive(Clone)]
    struct Row {
        id: ClassId,
        course_id: CourseId,
        course: String,
        council_id: CouncilId,
        unit_name: String,
        path: String,
        name: String,
        place: String,
        capacity: i64,
        state: ClassState,
        makeup_of: Option<ClassId>,
        starts_on: Date,
        ends_on: Date,
        councils: i64,
        lessons: i64,
    }
}

record! {
    /// A council that hosts classes or for which some are held.
    #[derive(Debug, Clone)]
    pub struct ClassPlace {
        /// The council.
        pub id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// Khóa, such as "X".
        pub number: String,
        /// Its path.
        pub path: String,
    }
}

/// A class in the list.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ClassListRow {
    /// The class.
    pub id: ClassId,
    /// The course it holds.
    pub course_id: CourseId,
    /// The name of the course.
    pub course: String,
    /// The host.
    pub council_id: CouncilId,
    /// The name of the host's unit.
    pub unit_name: String,
    /// The path of the host.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Where.
    pub place: String,
    /// How many it has room for.
    pub capacity: i64,
    /// Its state.
    pub state: ClassState,
    /// The class whose missing it makes up for.
    pub makeup_of: Option<ClassId>,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// For how many councils.
    pub councils: i64,
    /// How many lessons.
    pub lessons: i64,
    /// How many are invited and neither excused nor withdrawn.
    pub invited: i64,
    /// How many are excused.
    pub excused: i64,
    /// How many were present at enough lessons.
    pub present: i64,
    /// How many of the invited or excused were not.
    pub missing: i64,
}

impl ClassListRow {
    /// How many were asked to come, those excused included: once the class counts, those present and those missing.
    pub fn asked(&self) -> i64 {
        self.invited + self.excused
    }
}

/// Longer pages of the list are not kept in memory.
const KEPT: u32 = 200;

/// A page of the list.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ClassList {
    /// The rows of the page.
    pub rows: Vec<ClassListRow>,
    /// How many there are on all pages.
    pub total: i64,
}

macro_rules! narrowed {
    () => {
        " ($1 = '' OR co.path = $1 OR co.path LIKE $1 || '/%' OR c.id IN (SELECT cc.class_id FROM council x \
             JOIN class_council cc ON cc.council_id = x.id WHERE x.path = $1 OR x.path LIKE $1 || '/%')) \
          AND (CAST($2 AS UUID) IS NULL OR c.course_id = $2) AND (CAST($3 AS TEXT) IS NULL OR c.state = $3) \
          AND (CAST($4 AS TEXT) IS NULL OR c.ends_on >= $4) AND (CAST($5 AS TEXT) IS NULL OR c.starts_on <= $5) \
          AND ($6 = '' OR c.folded LIKE '%' || $6 || '%') "
    };
}

macro_rules! listed {
    ($rest:expr) => {
        concat!(
            "SELECT c.id, c.course_id, k.name AS course, c.council_id, u.name AS unit_name, co.path, c.name, c.place, c.capacity, \
                    c.state, c.makeup_of, c.starts_on, c.ends_on, \
                    (SELECT count(*) FROM class_council cc WHERE cc.class_id = c.id) AS councils, \
                    (SELECT count(*) FROM lesson l WHERE l.class_id = c.id) AS lessons \
               FROM class c JOIN course k ON k.id = c.course_id JOIN council co ON co.id = c.council_id \
               JOIN unit u ON u.id = co.unit_id WHERE",
            $rest
        )
    };
}

sql! {
    COUNT = concat!("SELECT count(*) FROM class c JOIN council co ON co.id = c.council_id WHERE", narrowed!());
    LIST = listed!(concat!(narrowed!(), "ORDER BY c.starts_on DESC, c.id LIMIT $7 OFFSET $8"));
    AHEAD_COUNT = "SELECT count(*) FROM class WHERE state IN ('planned', 'open') AND ends_on >= $1";
    AHEAD = listed!(" c.state IN ('planned', 'open') AND c.ends_on >= $1 ORDER BY c.starts_on, c.id DESC LIMIT $2");
    PLACES = "SELECT co.id, u.name AS unit_name, co.number, co.path FROM council co JOIN unit u ON u.id = co.unit_id \
              WHERE ($1 = '' OR co.path = $1 OR co.path LIKE $1 || '/%') \
                AND co.valid_from <= $2 AND (co.valid_to IS NULL OR co.valid_to > $2) \
                AND (EXISTS (SELECT 1 FROM class c WHERE c.council_id = co.id) \
                  OR EXISTS (SELECT 1 FROM class_council cc WHERE cc.council_id = co.id)) \
              ORDER BY co.path LIMIT $3";
}

impl ClassFilter {
    fn values(&self) -> Vec<Value> {
        args![
            &self.path,
            self.course,
            self.state,
            self.from,
            self.until,
            vi::fold(&self.text)
        ]
    }
}

/// The classes of a place, the latest first, with how many came.
pub async fn classes(
    db: &impl Reader,
    snapshot: &Snapshot,
    filter: &ClassFilter,
) -> Result<ClassList> {
    let size = if filter.size == 0 { 50 } else { filter.size };
    let mut page = filter.values();
    page.extend(args![size, i64::from(size) * i64::from(filter.page)]);
    // Exports take the whole list at once; that is not kept.
    let rows = if size > KEPT {
        Arc::new(db.all(LIST, page).await?)
    } else {
        db.all_kept(LIST, page).await?
    };
    Ok(ClassList {
        total: count(db, filter).await?,
        rows: with_figures(snapshot, &rows),
    })
}

/// How many classes a list has on all its pages.
pub async fn count(db: &impl Reader, filter: &ClassFilter) -> Result<i64> {
    let total: Option<i64> = db.scalar_kept(COUNT, filter.values()).await?;
    Ok(total.unwrap_or(0))
}

/// The classes still to be held on a day, the next first: so many rows of them, and how many there are.
pub async fn classes_ahead(
    db: &impl Reader,
    snapshot: &Snapshot,
    day: Date,
    size: u32,
) -> Result<ClassList> {
    let total: Option<i64> = db.scalar_kept(AHEAD_COUNT, args![day]).await?;
    let rows = db.all_kept(AHEAD, args![day, size]).await?;
    Ok(ClassList {
        total: total.unwrap_or(0),
        rows: with_figures(snapshot, &rows),
    })
}

fn with_figures(snapshot: &Snapshot, rows: &[Row]) -> Vec<ClassListRow> {
    rows.iter()
        .map(|row| row.clone().with(snapshot.facts.class_figures(row.id)))
        .collect()
}

/// The councils of a day at or below a place that have classes, at most so many.
pub async fn class_places(
    db: &impl Reader,
    path: &str,
    day: Date,
    most: u32,
) -> Result<Vec<ClassPlace>> {
    let places = db.all_kept(PLACES, args![path, day, most]).await?;
    Ok(places.to_vec())
}

impl Row {
    fn with(self, figures: ClassFigures) -> ClassListRow {
        ClassListRow {
            id: self.id,
            course_id: self.course_id,
            course: self.course,
            council_id: self.council_id,
            unit_name: self.unit_name,
            path: self.path,
            name: self.name,
            place: self.place,
            capacity: self.capacity,
            state: self.state,
            makeup_of: self.makeup_of,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            councils: self.councils,
            lessons: self.lessons,
            invited: figures.invited,
            excused: figures.excused,
            present: figures.attended,
            missing: figures.missing(),
        }
    }
}
