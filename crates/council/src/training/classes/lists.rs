//! The list of classes.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{ClassId, CouncilId, CourseId};
use kernel::vi;
use store::{Reader, Value, args, record, sql};

use crate::Result;
use crate::training::ClassState;
use crate::training::completion::{PresenceRule, Taken};

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
        invited: i64,
        excused: i64,
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
        " ($1 = '' OR co.path = $1 OR co.path LIKE $1 || '/%' OR EXISTS (SELECT 1 FROM class_council cc \
             JOIN council x ON x.id = cc.council_id WHERE cc.class_id = c.id AND (x.path = $1 OR x.path LIKE $1 || '/%'))) \
          AND (CAST($2 AS UUID) IS NULL OR c.course_id = $2) AND (CAST($3 AS TEXT) IS NULL OR c.state = $3) \
          AND (CAST($4 AS TEXT) IS NULL OR c.ends_on >= $4) AND (CAST($5 AS TEXT) IS NULL OR c.starts_on <= $5) \
          AND ($6 = '' OR c.folded LIKE '%' || $6 || '%') "
    };
}

sql! {
    COUNT = concat!("SELECT count(*) FROM class c JOIN council co ON co.id = c.council_id WHERE", narrowed!());
    LIST = concat!(
        "SELECT c.id, c.course_id, k.name AS course, c.council_id, u.name AS unit_name, co.path, c.name, c.place, c.capacity, c.state, \
                c.makeup_of, c.starts_on, c.ends_on, \
                (SELECT count(*) FROM class_council cc WHERE cc.class_id = c.id) AS councils, \
                (SELECT count(*) FROM lesson l WHERE l.class_id = c.id) AS lessons, \
                (SELECT count(*) FROM invitation i WHERE i.class_id = c.id AND i.state = 'invited') AS invited, \
                (SELECT count(*) FROM invitation i WHERE i.class_id = c.id AND i.state = 'excused') AS excused \
           FROM class c JOIN course k ON k.id = c.course_id JOIN council co ON co.id = c.council_id \
           JOIN unit u ON u.id = co.unit_id WHERE", narrowed!(),
        "ORDER BY c.starts_on DESC, c.id LIMIT $7 OFFSET $8");
    TAKEN = concat!(
        "WITH shown AS (SELECT c.id, c.course_id, c.council_id, co.level, c.state, c.ends_on FROM class c \
                        JOIN council co ON co.id = c.council_id WHERE", narrowed!(),
        "ORDER BY c.starts_on DESC, c.id LIMIT $7 OFFSET $8) \
         SELECT s.id AS class_id, s.course_id, s.council_id, s.level, s.state, s.ends_on, a.person_id, \
                CAST(sum(CASE WHEN a.status = 'present' THEN 1 ELSE 0 END) AS BIGINT) AS present, \
                (SELECT count(*) FROM lesson x WHERE x.class_id = s.id) AS lessons \
           FROM shown s JOIN lesson l ON l.class_id = s.id JOIN attendance a ON a.lesson_id = l.id \
           JOIN invitation i ON i.class_id = s.id AND i.person_id = a.person_id AND i.state <> 'withdrawn' \
          GROUP BY s.id, s.course_id, s.council_id, s.level, s.state, s.ends_on, a.person_id");
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
pub async fn classes(db: &impl Reader, filter: &ClassFilter) -> Result<ClassList> {
    let size = if filter.size == 0 { 50 } else { filter.size };
    let mut page = filter.values();
    page.extend(args![size, i64::from(size) * i64::from(filter.page)]);
    let rule = PresenceRule::read(db).await?;
    let mut present: HashMap<ClassId, i64> = HashMap::new();
    let taken: Vec<Taken> = db.all(TAKEN, page.clone()).await?;
    for taken in taken.iter().filter(|taken| rule.enough(taken)) {
        *present.entry(taken.class_id).or_default() += 1;
    }
    let rows: Vec<Row> = db.all(LIST, page).await?;
    Ok(ClassList {
        total: db.scalar(COUNT, filter.values()).await?.unwrap_or(0),
        rows: rows
            .into_iter()
            .map(|row| {
                let present = present.get(&row.id).copied().unwrap_or(0);
                row.with(present)
            })
            .collect(),
    })
}

impl Row {
    fn with(self, present: i64) -> ClassListRow {
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
            invited: self.invited,
            excused: self.excused,
            present,
            missing: self.invited + self.excused - present,
        }
    }
}
