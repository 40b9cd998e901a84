//! Hoàn thành khóa: who was present at enough lessons of a class that was held.
//!
//! **Invariant.** Completion is computed: lessons present against all lessons of the class, compared with the dated rule for the
//! council that hosted it. It dates from the last day of the class.

use kernel::Date;
use kernel::ids::{ClassId, CouncilId, CourseId, PersonId};
use store::{Reader, Value, args, record, sql};

use super::ClassState;
use super::thresholds::{PRESENCE, Thresholds};
use crate::Result;
use crate::bodies::Level;

record! {
    /// A person's presence in a class.
    #[derive(Debug, Clone)]
    pub struct Taken {
        /// The class.
        pub class_id: ClassId,
        /// Its course.
        pub course_id: CourseId,
        /// The council that hosted it.
        pub council_id: CouncilId,
        /// The level of that council.
        pub level: Level,
        /// The state of the class.
        pub state: ClassState,
        /// The last day of the class.
        pub ends_on: Date,
        /// The person.
        pub person_id: PersonId,
        /// Lessons at which the person was present.
        pub present: i64,
        /// Lessons of the class.
        pub lessons: i64,
    }
}

/// A course completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Completed {
    /// Who.
    pub person: PersonId,
    /// The course.
    pub course: CourseId,
    /// The class in which it was completed.
    pub class: ClassId,
    /// The last day of that class.
    pub on: Date,
}

macro_rules! taken {
    ($where:expr) => {
        concat!(
            "SELECT l.class_id, c.course_id, c.council_id, co.level, c.state, c.ends_on, a.person_id, \
                    CAST(sum(CASE WHEN a.status = 'present' THEN 1 ELSE 0 END) AS BIGINT) AS present, \
                    (SELECT count(*) FROM lesson x WHERE x.class_id = l.class_id) AS lessons \
               FROM class c JOIN council co ON co.id = c.council_id JOIN lesson l ON l.class_id = c.id \
               JOIN attendance a ON a.lesson_id = l.id WHERE ",
            $where,
            " GROUP BY l.class_id, c.course_id, c.council_id, co.level, c.state, c.ends_on, a.person_id"
        )
    };
}

sql! {
    OF_CLASS = taken!("c.id = $1");
    OF_COURSE = taken!("c.course_id = $1 AND c.state IN ('held', 'closed') AND c.ends_on <= $2");
    OF_PERSON = taken!("a.person_id = $1 AND c.state IN ('held', 'closed') AND c.ends_on <= $2");
}

/// The rule on presence, asked for many classes.
pub struct PresenceRule(Thresholds);

impl PresenceRule {
    /// Reads the rule.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        Ok(Self(Thresholds::read(db, PRESENCE).await?))
    }

    /// Whether so much presence is enough, whatever the state of the class.
    pub fn enough(&self, taken: &Taken) -> bool {
        self.0
            .share(taken.ends_on, taken.level, taken.council_id)
            .reached(taken.present, taken.lessons)
    }

    /// Whether so many lessons of a class that ends on a day are enough, for the council that holds it.
    pub(super) fn reached(
        &self,
        (ends_on, level, council): (Date, Level, CouncilId),
        present: i64,
        lessons: i64,
    ) -> bool {
        self.0
            .share(ends_on, level, council)
            .reached(present, lessons)
    }

    /// The completion that this presence amounts to, if it does.
    pub fn completed(&self, taken: &Taken) -> Option<Completed> {
        (taken.state.counts() && self.enough(taken)).then_some(Completed {
            person: taken.person_id,
            course: taken.course_id,
            class: taken.class_id,
            on: taken.ends_on,
        })
    }
}

/// What everyone on the roll of a class attended.
pub async fn of_class(db: &impl Reader, class: ClassId) -> Result<Vec<Taken>> {
    Ok(db.all(OF_CLASS, args![class]).await?)
}

/// Who completed a course up to a day.
pub async fn of_course(db: &impl Reader, course: CourseId, until: Date) -> Result<Vec<Completed>> {
    completed(db, OF_COURSE, args![course, until]).await
}

/// What a person completed up to a day.
pub async fn of_person(db: &impl Reader, person: PersonId, until: Date) -> Result<Vec<Completed>> {
    completed(db, OF_PERSON, args![person, until]).await
}

async fn completed(
    db: &impl Reader,
    sql: store::Sql,
    values: Vec<Value>,
) -> Result<Vec<Completed>> {
    let rule = PresenceRule::read(db).await?;
    let taken: Vec<Taken> = db.all(sql, values).await?;
    Ok(taken
        .iter()
        .filter_map(|taken| rule.completed(taken))
        .collect())
}
