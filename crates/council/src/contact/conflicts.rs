//! Vướng mắc: what does not fit in a plan of meetings. Shown, so that people decide; nothing is refused because of it.

use std::collections::HashMap;

use jiff::civil::Time;
use kernel::ids::{ConstituencyId, ContactId, CouncilId, PersonId, SittingId};
use kernel::{Date, Workdays};
use store::{Reader, args, record, sql};

use super::Side;
use super::window::{Window, around_in, limits, regular_sittings};
use crate::Result;
use crate::bodies::queries::council;

/// A meeting takes at least so many minutes: two that begin closer together are at once.
const APART: i64 = 60;

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = contact::Conflict)]
pub enum Conflict {
    /// A delegate is at another meeting at that hour.
    TwiceAtOnce {
        /// The person.
        person_id: PersonId,
        /// The person's name.
        name: String,
        /// The other meeting.
        with: ContactId,
    },
    /// The commune is not in the delegate's electoral unit, and no leave was given.
    OutsideConstituency {
        /// The person.
        person_id: PersonId,
        /// The person's name.
        name: String,
    },
    /// The delegate is not in office on the day.
    NotInOffice {
        /// The person.
        person_id: PersonId,
        /// The person's name.
        name: String,
    },
    /// The mandate is suspended on the day.
    Suspended {
        /// The person.
        person_id: PersonId,
        /// The person's name.
        name: String,
    },
    /// Nobody works on the day.
    DayOff,
    /// The day is not one of those before or after the sitting.
    OutsideWindow {
        /// The days.
        window: Window,
    },
    /// Another meeting is at the same place and hour.
    PlaceTaken {
        /// The other meeting.
        with: ContactId,
    },
}

record! {
    struct MeetingRow {
        id: ContactId,
        sitting_id: Option<SittingId>,
        side: Side,
        held_on: Date,
        starts_at: String,
    }

    struct PersonRow {
        contact_id: ContactId,
        person_id: PersonId,
        full_name: String,
        in_office: bool,
        suspended: bool,
        constituency_id: Option<ConstituencyId>,
        covers: bool,
        drawn: bool,
        leave_given: bool,
    }

    struct ElsewhereRow { contact_id: ContactId, person_id: PersonId, other_id: ContactId, starts_at: String }

    struct PlaceRow { contact_id: ContactId, other_id: ContactId, starts_at: String }

    struct DayOf { council_id: CouncilId, held_on: Date }
}

macro_rules! of_meetings {
    () => {
        " FROM contact k WHERE k.council_id = $1 AND k.held_on >= $2 AND k.held_on <= $3 AND k.state IN ('planned', 'announced')"
    };
}

sql! {
    MEETINGS = concat!("SELECT k.id, k.sitting_id, k.side, k.held_on, k.starts_at",
                       of_meetings!(), " ORDER BY k.held_on, k.starts_at, k.id");
    PEOPLE = concat!(
        "WITH own AS (SELECT k.id, k.held_on, k.unit_id", of_meetings!(), ") \
         SELECT o.id AS contact_id, d.person_id, r.full_name, \
           CASE WHEN m.id IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS in_office, \
           (SELECT count(*) FROM suspension x WHERE x.mandate_id = m.id AND x.valid_from <= o.held_on AND (x.valid_to IS NULL OR x.valid_to > o.held_on)) AS suspended, \
           s.constituency_id, \
           (SELECT count(*) FROM constituency_unit v WHERE v.constituency_id = s.constituency_id AND v.unit_id = o.unit_id) AS covers, \
           (SELECT count(*) FROM constituency_unit v WHERE v.constituency_id = s.constituency_id) AS drawn, \
           (SELECT count(*) FROM contact_request q WHERE q.person_id = d.person_id AND q.council_id = d.council_id AND q.unit_id = o.unit_id AND q.granted = 1) AS leave_given \
         FROM own o JOIN contact_delegate d ON d.contact_id = o.id \
         JOIN person_record r ON r.person_id = d.person_id AND r.valid_from <= o.held_on AND (r.valid_to IS NULL OR r.valid_to > o.held_on) \
         LEFT JOIN mandate m ON m.council_id = d.council_id AND m.person_id = d.person_id AND m.valid_from <= o.held_on \
              AND (m.valid_to IS NULL OR m.valid_to > o.held_on) \
         LEFT JOIN seat s ON s.id = m.seat_id ORDER BY o.id, r.sort_key, d.person_id"
    );
    ELSEWHERE = concat!(
        "WITH own AS (SELECT k.id, k.held_on", of_meetings!(), ") \
         SELECT o.id AS contact_id, d.person_id, e.id AS other_id, e.starts_at FROM own o JOIN contact_delegate d ON d.contact_id = o.id \
         JOIN contact_delegate f ON f.person_id = d.person_id AND f.contact_id <> o.id \
         JOIN contact e ON e.id = f.contact_id AND e.held_on = o.held_on AND e.state <> 'cancelled' ORDER BY o.id, d.person_id, e.starts_at, e.id"
    );
    SAME_PLACE = concat!(
        "WITH own AS (SELECT k.id, k.held_on, k.unit_id, k.place", of_meetings!(), ") \
         SELECT o.id AS contact_id, e.id AS other_id, e.starts_at FROM own o \
         JOIN contact e ON e.unit_id = o.unit_id AND e.held_on = o.held_on AND e.place = o.place AND e.id <> o.id AND e.state <> 'cancelled' \
         ORDER BY o.id, e.starts_at, e.id"
    );
    DAY_OF = "SELECT council_id, held_on FROM contact WHERE id = $1";
}

/// What does not fit with one meeting that is still to take place.
pub async fn conflicts_of(db: &impl Reader, id: ContactId) -> Result<Vec<Conflict>> {
    let Some(day): Option<DayOf> = db.one(DAY_OF, args![id]).await? else {
        return Ok(Vec::new());
    };
    let mut found = conflicts(db, day.council_id, day.held_on, day.held_on).await?;
    Ok(found.remove(&id).unwrap_or_default())
}

/// What does not fit in the meetings of a council between two days that are still to take place, by meeting.
pub async fn conflicts(
    db: &impl Reader,
    of: CouncilId,
    from: Date,
    until: Date,
) -> Result<HashMap<ContactId, Vec<Conflict>>> {
    let values = || args![of, from, until];
    let meetings: Vec<MeetingRow> = db.all(MEETINGS, values()).await?;
    if meetings.is_empty() {
        return Ok(HashMap::new());
    }
    let mut people: HashMap<ContactId, Vec<PersonRow>> = HashMap::new();
    for row in db.all::<PersonRow>(PEOPLE, values()).await? {
        people.entry(row.contact_id).or_default().push(row);
    }
    let mut elsewhere: HashMap<ContactId, Vec<ElsewhereRow>> = HashMap::new();
    for row in db.all::<ElsewhereRow>(ELSEWHERE, values()).await? {
        elsewhere.entry(row.contact_id).or_default().push(row);
    }
    let mut same_place: HashMap<ContactId, Vec<PlaceRow>> = HashMap::new();
    for row in db.all::<PlaceRow>(SAME_PLACE, values()).await? {
        same_place.entry(row.contact_id).or_default().push(row);
    }
    let limits = limits(db, of, from).await?;
    let council = council(db, of).await?;
    let sittings = regular_sittings(db, of, until).await?;
    let mut found = HashMap::new();
    for meeting in meetings {
        let around = meeting
            .sitting_id
            .and_then(|id| around_in(council.clone(), &sittings, id, &limits));
        let window = around.map(|around| around.window(meeting.side));
        let known = Known {
            people: people.remove(&meeting.id).unwrap_or_default(),
            elsewhere: elsewhere.remove(&meeting.id).unwrap_or_default(),
            same_place: same_place.remove(&meeting.id).unwrap_or_default(),
        };
        let conflicts = judge(&meeting, known, window, &limits.workdays);
        if !conflicts.is_empty() {
            found.insert(meeting.id, conflicts);
        }
    }
    Ok(found)
}

/// What is known around one meeting.
struct Known {
    people: Vec<PersonRow>,
    elsewhere: Vec<ElsewhereRow>,
    same_place: Vec<PlaceRow>,
}

fn judge(
    meeting: &MeetingRow,
    known: Known,
    window: Option<Window>,
    table: &Workdays,
) -> Vec<Conflict> {
    let mut found = Vec::new();
    if !table.is_worked(meeting.held_on) {
        found.push(Conflict::DayOff);
    }
    if let Some(window) = window.filter(|window| !window.contains(meeting.held_on)) {
        found.push(Conflict::OutsideWindow { window });
    }
    for row in &known.same_place {
        if at_once(&row.starts_at, &meeting.starts_at) {
            found.push(Conflict::PlaceTaken { with: row.other_id });
        }
    }
    for row in &known.people {
        let (person_id, name) = (row.person_id, row.full_name.clone());
        if !row.in_office {
            found.push(Conflict::NotInOffice { person_id, name });
            continue;
        }
        let other = known.elsewhere.iter().find(|other| {
            other.person_id == person_id && at_once(&other.starts_at, &meeting.starts_at)
        });
        if let Some(other) = other {
            found.push(Conflict::TwiceAtOnce {
                person_id,
                name: name.clone(),
                with: other.other_id,
            });
        }
        if row.suspended {
            let name = name.clone();
            found.push(Conflict::Suspended { person_id, name });
        }
        // An electoral unit whose communes are not recorded says nothing about where it lies.
        if row.constituency_id.is_some() && row.drawn && !row.covers && !row.leave_given {
            found.push(Conflict::OutsideConstituency { person_id, name });
        }
    }
    found
}

/// Whether two meetings that begin at these hours of one day are at once; an hour that cannot be read is at once with its like.
fn at_once(one: &str, other: &str) -> bool {
    let read = |text: &str| Time::strptime("%H:%M", text).ok();
    match (read(one), read(other)) {
        (Some(one), Some(other)) => {
            let minutes = |at: Time| i64::from(at.hour()) * 60 + i64::from(at.minute());
            (minutes(one) - minutes(other)).abs() < APART
        }
        _ => one == other,
    }
}
