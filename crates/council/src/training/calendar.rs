//! Lịch: the lessons a person or a council has, as events of a calendar.

use jiff::civil::{DateTime, Time};
use kernel::ids::{ClassId, CouncilId, LessonId, PersonId};
use kernel::{Date, Timestamp};
use store::{Reader, args, record, sql};

use super::{ClassState, InvitationState};
use crate::Result;

record! {
    struct Row {
        lesson_id: LessonId,
        class_id: ClassId,
        class: String,
        lesson: String,
        place: String,
        state: ClassState,
        invitation: Option<InvitationState>,
        day: Date,
        starts_at: String,
        ends_at: String,
        changed_at: Option<Timestamp>,
    }
}

/// An event of a calendar; hours are those of Vietnam.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Event {
    /// Stays the same when the lesson is moved.
    pub uid: String,
    /// The class.
    pub class: ClassId,
    /// What it is called.
    pub title: String,
    /// From.
    #[schema(value_type = String)]
    pub start: DateTime,
    /// Until.
    #[schema(value_type = String)]
    pub end: DateTime,
    /// Where.
    pub place: String,
    /// When the class was last changed.
    pub updated: Timestamp,
    /// Whether it does not take place, or not for this person.
    pub cancelled: bool,
}

sql! {
    OF_PERSON = "SELECT l.id AS lesson_id, c.id AS class_id, c.name AS class, l.title AS lesson, c.place, c.state, i.state AS invitation, \
                        l.day, l.starts_at, l.ends_at, (SELECT max(a.at) FROM audit a WHERE a.subject_id = c.id) AS changed_at \
                   FROM invitation i JOIN class c ON c.id = i.class_id JOIN lesson l ON l.class_id = c.id \
                  WHERE i.person_id = $1 AND l.day >= $2 ORDER BY l.day, l.starts_at, l.id";
    OF_COUNCIL = "SELECT l.id AS lesson_id, c.id AS class_id, c.name AS class, l.title AS lesson, c.place, c.state, \
                         CAST(NULL AS TEXT) AS invitation, l.day, l.starts_at, l.ends_at, \
                         (SELECT max(a.at) FROM audit a WHERE a.subject_id = c.id) AS changed_at \
                    FROM class c JOIN lesson l ON l.class_id = c.id \
                   WHERE (c.council_id = $1 OR EXISTS (SELECT 1 FROM class_council cc WHERE cc.class_id = c.id AND cc.council_id = $1)) \
                     AND l.day >= $2 ORDER BY l.day, l.starts_at, l.id";
}

/// The lessons a person is invited to, from a day on.
pub async fn events_of_person(
    db: &impl Reader,
    person: PersonId,
    from: Date,
) -> Result<Vec<Event>> {
    events(db.all(OF_PERSON, args![person, from]).await?)
}

/// The lessons a council hosts or its people are to attend, from a day on.
pub async fn events_of_council(
    db: &impl Reader,
    council: CouncilId,
    from: Date,
) -> Result<Vec<Event>> {
    events(db.all(OF_COUNCIL, args![council, from]).await?)
}

fn events(rows: Vec<Row>) -> Result<Vec<Event>> {
    rows.into_iter()
        .map(|row| {
            Ok(Event {
                uid: row.lesson_id.to_string(),
                class: row.class_id,
                title: format!("{}: {}", row.class, row.lesson),
                start: row.day.to_datetime(hour("starts_at", &row.starts_at)?),
                end: row.day.to_datetime(hour("ends_at", &row.ends_at)?),
                place: row.place,
                updated: row.changed_at.unwrap_or(Timestamp::UNIX_EPOCH),
                cancelled: row.state == ClassState::Cancelled
                    || row.invitation == Some(InvitationState::Withdrawn),
            })
        })
        .collect()
}

fn hour(column: &str, text: &str) -> Result<Time> {
    Time::strptime("%H:%M", text).map_err(|_| {
        store::Error::Column {
            column: column.to_owned(),
            what: text.to_owned(),
        }
        .into()
    })
}
