//! What is known of training in a place: the facts from which coverage is counted.
//!
//! **Invariant.** These are facts with their days and no figures: whoever counts decides for which day, and can say of every one
//! counted or missing which record that rests on.

use std::collections::HashMap;

use kernel::ids::{ClassId, CouncilId, CourseId, DocumentId, MandateId, PersonId};
use kernel::{Date, Timestamp, time};
use store::{Reader, args, record, sql};

use super::completion::{Completed, PresenceRule, Taken};
use super::{Audience, ClassState, InvitationState};
use crate::Result;
use crate::bodies::{BodyKind, Level};
use crate::people::{EndReason, MandateOrigin};

record! {
    /// A mandate.
    #[derive(Debug, Clone)]
    pub struct MandateFact {
        /// The mandate.
        pub mandate_id: MandateId,
        /// Who holds it.
        pub person_id: PersonId,
        /// In which council.
        pub council_id: CouncilId,
        /// The path of the council.
        pub path: String,
        /// The level of the council.
        pub level: Level,
        /// How it began.
        pub origin: MandateOrigin,
        /// First day.
        pub valid_from: Date,
        /// First day on which it had ended.
        pub valid_to: Option<Date>,
        /// Why it ended.
        pub end_reason: Option<EndReason>,
        /// First day of the council.
        pub council_from: Date,
    }

    /// A suspension of a mandate.
    #[derive(Debug, Clone)]
    pub struct SuspensionFact {
        /// The mandate.
        pub mandate_id: MandateId,
        /// First day.
        pub valid_from: Date,
        /// First day on which it had ended.
        pub valid_to: Option<Date>,
    }

    /// An office employment.
    #[derive(Debug, Clone)]
    pub struct StaffFact {
        /// Who.
        pub person_id: PersonId,
        /// For which council.
        pub council_id: CouncilId,
        /// The path of the council.
        pub path: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it had ended.
        pub valid_to: Option<Date>,
    }

    /// A course that can be asked of the people of a place: set there, above, or below.
    #[derive(Debug, Clone)]
    pub struct CourseFact {
        /// The course.
        pub course_id: CourseId,
        /// The council whose programme it belongs to.
        pub council_id: CouncilId,
        /// The path of that council.
        pub path: String,
        /// Its name.
        pub name: String,
        /// Whom it is for.
        pub audience: Audience,
        /// The level it is for.
        pub level: Option<Level>,
        /// The kind of body whose members it is for.
        pub body_kind: Option<BodyKind>,
        /// Whether everyone it is for has to complete it.
        pub required: bool,
        /// First day.
        pub valid_from: Date,
        /// First day on which it is no longer offered.
        pub valid_to: Option<Date>,
    }

    /// A seat in a class that is still to be held.
    #[derive(Debug, Clone)]
    pub struct PlannedSeat {
        /// The class.
        pub class_id: ClassId,
        /// Its course.
        pub course_id: CourseId,
        /// Its first day.
        pub starts_on: Date,
        /// Its last day.
        pub ends_on: Date,
        /// Its state.
        pub state: ClassState,
        /// How many it has room for.
        pub capacity: i64,
        /// Who is invited; `None` in the one row of a class to which nobody is yet.
        pub person_id: Option<PersonId>,
        /// The state of the invitation.
        pub invitation: Option<InvitationState>,
    }

    struct LawRow {
        course_id: CourseId,
        document_id: DocumentId,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
    }

    struct PassRow {
        person_id: PersonId,
        document_id: DocumentId,
        submitted_at: Timestamp,
    }
}

/// A law studied: a course completed that taught it while it was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Studied {
    /// Who.
    pub person: PersonId,
    /// The law.
    pub document: DocumentId,
    /// When.
    pub on: Date,
}

/// A check of knowledge of a law passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// Who.
    pub person: PersonId,
    /// The law.
    pub document: DocumentId,
    /// When.
    pub on: Date,
}

/// Everything known of training in a place.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Mandates, also those that ended.
    pub mandates: Vec<MandateFact>,
    /// Their suspensions.
    pub suspensions: Vec<SuspensionFact>,
    /// Office staff.
    pub staff: Vec<StaffFact>,
    /// Courses that can be asked of these people.
    pub courses: Vec<CourseFact>,
    /// Courses they completed.
    pub completed: Vec<Completed>,
    /// Laws they studied.
    pub studied: Vec<Studied>,
    /// Checks they passed.
    pub passed: Vec<Passed>,
    /// Seats in classes still to be held.
    pub planned: Vec<PlannedSeat>,
}

macro_rules! below {
    ($path:literal) => {
        concat!(
            " ($1 = '' OR ",
            $path,
            " = $1 OR ",
            $path,
            " LIKE $1 || '/%') "
        )
    };
}

/// Persons with a mandate or an office post at or below the place.
macro_rules! people {
    ($person:literal) => {
        concat!(
            " ($1 = '' OR EXISTS (SELECT 1 FROM mandate m JOIN council pc ON pc.id = m.council_id WHERE m.person_id = ",
            $person,
            " AND (pc.path = $1 OR pc.path LIKE $1 || '/%')) OR EXISTS (SELECT 1 FROM employment e JOIN council ec ON ec.id = e.council_id \
               WHERE e.person_id = ",
            $person,
            " AND (ec.path = $1 OR ec.path LIKE $1 || '/%'))) "
        )
    };
}

sql! {
    MANDATES = concat!(
        "SELECT m.id AS mandate_id, m.person_id, m.council_id, co.path, co.level, m.origin, m.valid_from, m.valid_to, m.end_reason, \
                co.valid_from AS council_from FROM mandate m JOIN council co ON co.id = m.council_id WHERE", below!("co.path"),
        "ORDER BY m.person_id, m.valid_from");
    SUSPENSIONS = concat!(
        "SELECT s.mandate_id, s.valid_from, s.valid_to FROM suspension s JOIN mandate m ON m.id = s.mandate_id \
         JOIN council co ON co.id = m.council_id WHERE", below!("co.path"));
    STAFF = concat!(
        "SELECT e.person_id, e.council_id, co.path, e.valid_from, e.valid_to FROM employment e \
         JOIN council co ON co.id = e.council_id WHERE", below!("co.path"), "ORDER BY e.person_id, e.valid_from");
    COURSES = concat!(
        "SELECT k.id AS course_id, p.council_id, co.path, k.name, k.audience, k.level, k.body_kind, k.required, k.valid_from, k.valid_to \
           FROM course k JOIN programme p ON p.id = k.programme_id JOIN council co ON co.id = p.council_id WHERE",
        below!("co.path"), "OR $1 LIKE co.path || '/%' ORDER BY co.path, k.valid_from, k.id");
    TAKEN = concat!(
        "SELECT l.class_id, c.course_id, c.council_id, co.level, c.state, c.ends_on, a.person_id, \
                CAST(sum(CASE WHEN a.status = 'present' THEN 1 ELSE 0 END) AS BIGINT) AS present, \
                (SELECT count(*) FROM lesson x WHERE x.class_id = l.class_id) AS lessons \
           FROM class c JOIN council co ON co.id = c.council_id JOIN lesson l ON l.class_id = c.id \
           JOIN attendance a ON a.lesson_id = l.id WHERE c.state IN ('held', 'closed') AND", people!("a.person_id"),
        "GROUP BY l.class_id, c.course_id, c.council_id, co.level, c.state, c.ends_on, a.person_id");
    LAWS = "SELECT DISTINCT ct.course_id, td.document_id, d.in_force_on, d.ended_on FROM course_topic ct \
            JOIN topic_document td ON td.topic_id = ct.topic_id JOIN document d ON d.id = td.document_id";
    PASSED = concat!(
        "SELECT a.person_id, z.document_id, a.submitted_at FROM attempt a JOIN quiz z ON z.id = a.quiz_id \
          WHERE a.passed = 1 AND", people!("a.person_id"), "ORDER BY a.submitted_at");
    PLANNED = concat!(
        "SELECT c.id AS class_id, c.course_id, c.starts_on, c.ends_on, c.state, c.capacity, i.person_id, i.state AS invitation \
           FROM class c LEFT JOIN invitation i ON i.class_id = c.id \
          WHERE c.state IN ('planned', 'open') AND EXISTS (SELECT 1 FROM class_council cc JOIN council co ON co.id = cc.council_id \
                WHERE cc.class_id = c.id AND", below!("co.path"), ") ORDER BY c.starts_on, c.id");
}

/// The courses completed by the people of a place.
pub async fn completed(db: &impl Reader, path: &str) -> Result<Vec<Completed>> {
    let rule = PresenceRule::read(db).await?;
    let taken: Vec<Taken> = db.all(TAKEN, args![path]).await?;
    Ok(taken
        .iter()
        .filter_map(|taken| rule.completed(taken))
        .collect())
}

/// The laws that completing courses has taught: of their topics, those in force on the last day of the class.
pub async fn studied(db: &impl Reader, completed: &[Completed]) -> Result<Vec<Studied>> {
    let rows: Vec<LawRow> = db.all(LAWS, Vec::new()).await?;
    let mut laws: HashMap<CourseId, Vec<LawRow>> = HashMap::new();
    for row in rows {
        laws.entry(row.course_id).or_default().push(row);
    }
    Ok(completed
        .iter()
        .flat_map(|done| {
            laws.get(&done.course)
                .into_iter()
                .flatten()
                .filter(|law| {
                    law.in_force_on.is_some_and(|from| from <= done.on)
                        && law.ended_on.is_none_or(|end| done.on < end)
                })
                .map(|law| Studied {
                    person: done.person,
                    document: law.document_id,
                    on: done.on,
                })
        })
        .collect())
}

/// The checks passed by the people of a place.
pub async fn passed(db: &impl Reader, path: &str) -> Result<Vec<Passed>> {
    let rows: Vec<PassRow> = db.all(PASSED, args![path]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Passed {
            person: row.person_id,
            document: row.document_id,
            on: time::local(row.submitted_at).date(),
        })
        .collect())
}

/// The seats in classes still to be held for the councils of a place.
pub async fn planned(db: &impl Reader, path: &str) -> Result<Vec<PlannedSeat>> {
    Ok(db.all(PLANNED, args![path]).await?)
}

/// Everything known of training at and below a place; the empty path is the whole country.
pub async fn facts(db: &impl Reader, path: &str) -> Result<Facts> {
    let completed = completed(db, path).await?;
    Ok(Facts {
        mandates: db.all(MANDATES, args![path]).await?,
        suspensions: db.all(SUSPENSIONS, args![path]).await?,
        staff: db.all(STAFF, args![path]).await?,
        courses: db.all(COURSES, args![path]).await?,
        studied: studied(db, &completed).await?,
        completed,
        passed: passed(db, path).await?,
        planned: planned(db, path).await?,
    })
}
