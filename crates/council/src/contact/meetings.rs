//! Cuộc tiếp xúc: what is known of a meeting on a day, and lists of meetings.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{ContactId, CouncilId, FileId, PersonId, SittingId, UnitId};
use store::{Reader, args, record, sql};

use super::{ContactState, Setting, Side, Way};
use crate::access::{Actor, FieldGroup, Shown};
use crate::bodies::council_title;
use crate::paging::{Page, Paged, containing};
use crate::{Refusal, Result};

record! {
    /// A meeting as it stands on a day.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::Contact)]
    pub struct Contact {
        /// The meeting.
        pub id: ContactId,
        /// The council that holds it.
        pub council_id: CouncilId,
        /// The path of that council.
        pub path: String,
        /// The name of its unit.
        pub council_unit: String,
        /// Khóa.
        pub council_number: String,
        /// The sitting before or after which it is held.
        pub sitting_id: Option<SittingId>,
        /// The number of that sitting.
        pub sitting_number: Option<u32>,
        /// Before, after or between.
        pub side: Side,
        /// In person, online or both.
        pub way: Way,
        /// Where and whom.
        pub setting: Setting,
        /// Chuyên đề; empty where there is none.
        pub theme: String,
        /// The commune.
        pub unit_id: UnitId,
        /// Its name.
        pub unit_name: String,
        /// Ấp, khu vực.
        pub hamlet: String,
        /// The place.
        pub place: String,
        /// The day.
        pub held_on: Date,
        /// The hour, such as "07:30".
        pub starts_at: String,
        /// The state on the day of view.
        pub state: ContactState,
        /// Since when.
        pub since: Date,
        /// The reason of the last step.
        pub reason: String,
        /// How many steps it has taken.
        pub steps: u32,
        /// When the press was told.
        pub press_told_on: Option<Date>,
        /// Whether it is still as the plan proposed it.
        pub proposed: bool,
        /// How many delegates are to come, or came.
        pub delegates: u32,
        /// How many of them came; nothing until the minutes say.
        pub came: Option<u32>,
        /// Voters present.
        pub voters_present: Option<u32>,
        /// Voters who spoke.
        pub speakers: Option<u32>,
        /// The day of the minutes.
        pub minutes_on: Option<Date>,
    }

    struct DelegateRow {
        contact_id: ContactId,
        person_id: PersonId,
        full_name: String,
        council_id: CouncilId,
        unit_name: String,
        number: String,
        path: String,
        present: Option<bool>,
        reason: String,
    }

    /// A step of a meeting.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::StepLine)]
    pub struct StepLine {
        /// The state it led to.
        pub state: ContactState,
        /// The day.
        pub day: Date,
        /// The reason or what was changed.
        pub reason: String,
    }

    /// Trả lời tại chỗ.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::AnswerLine)]
    pub struct AnswerLine {
        /// Who answered.
        pub answered_by: String,
        /// What.
        pub matter: String,
    }

    struct Minutes { minutes: String, file_id: Option<FileId> }

    /// The file of the minutes.
    pub struct MinutesFile {
        /// Where the council is, for the permission.
        pub path: String,
        /// Its name.
        pub name: String,
        /// Its kind.
        pub media_type: String,
        /// Its content.
        pub bytes: Vec<u8>,
    }

    /// A council that has meetings, for a choice.
    #[derive(Debug, Clone)]
    pub struct Holder {
        /// The council.
        pub id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// Khóa.
        pub number: String,
    }
}

/// A delegate at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::DelegateLine)]
pub struct DelegateLine {
    /// The person.
    pub person_id: PersonId,
    /// The person's name.
    pub full_name: String,
    /// The council he or she belongs to.
    pub council_id: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa XI".
    pub council: String,
    /// Whether he or she came; nothing until the minutes say.
    pub present: Option<bool>,
    /// Why not.
    #[schema(value_type = Option<String>)]
    pub reason: Shown<Option<String>>,
}

/// Everything the page of a meeting shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::ContactPage)]
pub struct ContactPage {
    /// The meeting.
    #[serde(flatten)]
    pub contact: Contact,
    /// Who is to come, or came.
    pub people: Vec<DelegateLine>,
    /// Its steps until the day.
    pub history: Vec<StepLine>,
    /// What was answered at the meeting itself.
    pub answers: Vec<AnswerLine>,
    /// The minutes.
    #[schema(value_type = Option<String>)]
    pub minutes: Shown<Option<String>>,
    /// The file of the minutes.
    #[schema(value_type = Option<uuid::Uuid>)]
    pub file_id: Shown<Option<FileId>>,
}

/// Which meetings a list holds.
#[derive(Debug, Clone, Default)]
pub struct ContactFilter {
    /// Text found in the commune, the hamlet, the place or the theme.
    pub text: String,
    /// Meetings held by this council or with its delegates.
    pub council: Option<CouncilId>,
    /// Meetings in this commune.
    pub unit: Option<UnitId>,
    /// Meetings of councils at this place and below.
    pub path: String,
    /// Held on this day or later.
    pub from: Option<Date>,
    /// Held on this day or earlier.
    pub until: Option<Date>,
    /// In this state on the day of view.
    pub state: Option<ContactState>,
    /// Around this sitting.
    pub sitting: Option<SittingId>,
    /// Whether the latest come first.
    pub latest_first: bool,
}

/// The columns of [`Contact`]; the day is the first parameter.
macro_rules! contact_columns {
    () => {
        "k.id, k.council_id, m.path, mu.name AS council_unit, m.number AS council_number, k.sitting_id, g.number AS sitting_number, k.side, k.way, \
         k.setting, k.theme, k.unit_id, u.name AS unit_name, k.hamlet, k.place, k.held_on, k.starts_at, s.state, s.day AS since, s.reason, \
         (SELECT count(*) FROM contact_step y WHERE y.contact_id = k.id AND y.day <= $1) AS steps, \
         CASE WHEN k.press_told_on <= $1 THEN k.press_told_on END AS press_told_on, k.proposed, \
         (SELECT count(*) FROM contact_delegate d WHERE d.contact_id = k.id) AS delegates, \
         CASE WHEN s.state = 'held' THEN (SELECT count(*) FROM contact_delegate d WHERE d.contact_id = k.id AND d.present = 1) END AS came, \
         CASE WHEN s.state = 'held' THEN k.voters_present END AS voters_present, CASE WHEN s.state = 'held' THEN k.speakers END AS speakers, \
         CASE WHEN s.state = 'held' THEN k.minutes_on END AS minutes_on"
    };
}

macro_rules! contact_joins {
    () => {
        " FROM contact k JOIN council m ON m.id = k.council_id JOIN unit mu ON mu.id = m.unit_id JOIN unit u ON u.id = k.unit_id \
          LEFT JOIN sitting g ON g.id = k.sitting_id \
          JOIN contact_step s ON s.contact_id = k.id AND s.position = \
               (SELECT max(x.position) FROM contact_step x WHERE x.contact_id = k.id AND x.day <= $1)"
    };
}

/// $1 day of view, $2 text, $3 council, $4 unit, $5 path, $6 from, $7 until, $8 state, $9 sitting.
macro_rules! filtered {
    () => {
        " WHERE ($2 = '%' OR k.folded LIKE $2) \
            AND (CAST($3 AS UUID) IS NULL OR k.council_id = $3 OR EXISTS (SELECT 1 FROM contact_delegate d WHERE d.contact_id = k.id AND d.council_id = $3)) \
            AND (CAST($4 AS UUID) IS NULL OR k.unit_id = $4) AND ($5 = '' OR m.path = $5 OR m.path LIKE $5 || '/%') \
            AND ($6 = '' OR k.held_on >= $6) AND ($7 = '' OR k.held_on <= $7) AND ($8 = '' OR s.state = $8) \
            AND (CAST($9 AS UUID) IS NULL OR k.sitting_id = $9)"
    };
}

macro_rules! delegate_columns {
    () => {
        "SELECT d.contact_id, d.person_id, r.full_name, d.council_id, u.name AS unit_name, c.number, m.path, d.present, d.reason \
         FROM contact k JOIN contact_delegate d ON d.contact_id = k.id JOIN council c ON c.id = d.council_id JOIN unit u ON u.id = c.unit_id \
         JOIN council m ON m.id = k.council_id \
         JOIN person_record r ON r.person_id = d.person_id AND r.valid_from <= k.held_on AND (r.valid_to IS NULL OR r.valid_to > k.held_on)"
    };
}

sql! {
    ONE = concat!("SELECT ", contact_columns!(), contact_joins!(), " WHERE k.id = $2");
    FORWARD = concat!("SELECT ", contact_columns!(), contact_joins!(), filtered!(), " ORDER BY k.held_on, k.starts_at, k.id LIMIT $10 OFFSET $11");
    BACKWARD = concat!("SELECT ", contact_columns!(), contact_joins!(), filtered!(), " ORDER BY k.held_on DESC, k.starts_at DESC, k.id LIMIT $10 OFFSET $11");
    TOTAL = concat!("SELECT count(*)", contact_joins!(), filtered!());
    OF_PERSON = concat!("SELECT ", contact_columns!(), contact_joins!(), " JOIN contact_delegate w ON w.contact_id = k.id AND w.person_id = $2 \
                         WHERE s.state = 'held' AND w.present = 1 ORDER BY k.held_on DESC, k.starts_at DESC, k.id LIMIT $3");
    OF_PERSON_TOTAL = concat!("SELECT count(*)", contact_joins!(), " JOIN contact_delegate w ON w.contact_id = k.id AND w.person_id = $2 \
                               WHERE s.state = 'held' AND w.present = 1");
    PEOPLE = concat!(delegate_columns!(), " WHERE k.id = $1 ORDER BY c.level, c.path, r.sort_key, d.person_id");
    PEOPLE_OF_COUNCIL = concat!(delegate_columns!(), " WHERE k.council_id = $1 AND k.held_on >= $2 AND k.held_on <= $3 ORDER BY c.level, c.path, r.sort_key, d.person_id");
    STEPS = "SELECT state, day, reason FROM contact_step WHERE contact_id = $1 AND day <= $2 ORDER BY position";
    ANSWERS = "SELECT answered_by, matter FROM contact_answer WHERE contact_id = $1 ORDER BY position";
    MINUTES = "SELECT minutes, file_id FROM contact WHERE id = $1";
    FILE = "SELECT m.path, f.name, f.media_type, f.bytes FROM contact k JOIN council m ON m.id = k.council_id JOIN file f ON f.id = k.file_id WHERE k.id = $1";
    HOLDERS = "SELECT DISTINCT c.id, u.name AS unit_name, c.number, u.sort_key, c.path FROM contact k JOIN council c ON c.id = k.council_id \
               JOIN unit u ON u.id = c.unit_id WHERE c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1) ORDER BY c.path, c.id LIMIT $2";
}

impl Contact {
    /// "HĐND thành phố Cần Thơ khóa XI".
    pub fn council_title(&self) -> String {
        council_title(&self.council_unit, &self.council_number)
    }

    /// Whether its day has passed and no minutes say what became of it.
    pub fn awaits_minutes(&self, on: Date) -> bool {
        self.state.is_ahead() && self.held_on < on
    }
}

/// One meeting as it stood on a day.
pub async fn contact(db: &impl Reader, id: ContactId, on: Date) -> Result<Contact> {
    db.one(ONE, args![on, id])
        .await?
        .ok_or(Refusal::NotFound("contact"))
}

/// Whether a meeting that was not cancelled is of a council, or has delegates of it.
pub async fn takes_part(db: &impl Reader, id: ContactId, council: CouncilId) -> Result<bool> {
    let found: Option<i64> = db.scalar(TAKES_PART, args![id, council]).await?;
    Ok(found == Some(1))
}

sql! {
    TAKES_PART = "SELECT count(*) FROM contact k WHERE k.id = $1 AND k.state <> 'cancelled' AND (k.council_id = $2 \
                  OR EXISTS (SELECT 1 FROM contact_delegate d WHERE d.contact_id = k.id AND d.council_id = $2))";
}

/// A page of the list of meetings as they stood on a day.
pub async fn contacts(
    db: &impl Reader,
    filter: &ContactFilter,
    on: Date,
    page: Page,
) -> Result<Paged<Contact>> {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let mut values = args![
        on,
        containing(&filter.text),
        filter.council,
        filter.unit,
        &filter.path,
        day(filter.from),
        day(filter.until),
        filter.state.map_or("", ContactState::code),
        filter.sitting,
    ];
    let total = db.scalar(TOTAL, values.clone()).await?.unwrap_or(0);
    values.extend(args![page.size, page.offset()]);
    let sql = if filter.latest_first {
        BACKWARD
    } else {
        FORWARD
    };
    let rows = db.all(sql, values).await?;
    Ok(Paged { rows, total })
}

/// The meetings at which a delegate met voters until a day, the latest first, no more than so many; and how many there are.
pub async fn held_by(
    db: &impl Reader,
    person: PersonId,
    on: Date,
    most: u32,
) -> Result<Paged<Contact>> {
    let rows = db.all(OF_PERSON, args![on, person, most]).await?;
    let total = db.scalar(OF_PERSON_TOTAL, args![on, person]).await?;
    Ok(Paged {
        rows,
        total: total.unwrap_or(0),
    })
}

/// Everything the page of a meeting shows to a reader on a day.
pub async fn contact_page(
    db: &impl Reader,
    actor: &Actor,
    id: ContactId,
    on: Date,
) -> Result<ContactPage> {
    let contact = contact(db, id, on).await?;
    let held = contact.state == ContactState::Held;
    let reads = actor.reads(FieldGroup::ContactMinutes, &contact.path);
    let minutes: Option<Minutes> = db.one(MINUTES, args![id]).await?;
    let minutes = minutes.filter(|_| held);
    let rows: Vec<DelegateRow> = db.all(PEOPLE, args![id]).await?;
    let people = rows.into_iter().map(|row| line(row, actor, held)).collect();
    let answers = if held {
        db.all(ANSWERS, args![id]).await?
    } else {
        Vec::new()
    };
    Ok(ContactPage {
        people,
        history: db.all(STEPS, args![id, on]).await?,
        answers,
        minutes: Shown::when(
            reads,
            minutes
                .as_ref()
                .map(|of| of.minutes.clone())
                .filter(|text| !text.is_empty()),
        ),
        file_id: Shown::when(reads, minutes.and_then(|of| of.file_id)),
        contact,
    })
}

/// The names of those who are to come to the meetings of a council between two days, by meeting.
pub async fn names(
    db: &impl Reader,
    council: CouncilId,
    from: Date,
    until: Date,
) -> Result<HashMap<ContactId, Vec<String>>> {
    let rows: Vec<DelegateRow> = db
        .all(PEOPLE_OF_COUNCIL, args![council, from, until])
        .await?;
    let mut names: HashMap<ContactId, Vec<String>> = HashMap::new();
    for row in rows {
        names.entry(row.contact_id).or_default().push(row.full_name);
    }
    Ok(names)
}

/// The file of the minutes.
pub async fn minutes_file(db: &impl Reader, actor: &Actor, id: ContactId) -> Result<MinutesFile> {
    let file: MinutesFile = db
        .one(FILE, args![id])
        .await?
        .ok_or(Refusal::NotFound("file"))?;
    if actor.reads(FieldGroup::ContactMinutes, &file.path) {
        Ok(file)
    } else {
        Err(Refusal::NotReadable(FieldGroup::ContactMinutes))
    }
}

/// The councils of a day that have meetings, no more than so many.
pub async fn holders(db: &impl Reader, on: Date, most: u32) -> Result<Vec<Holder>> {
    Ok(db.all_kept(HOLDERS, args![on, most]).await?.to_vec())
}

fn line(row: DelegateRow, actor: &Actor, held: bool) -> DelegateLine {
    let absent = held && row.present == Some(false);
    let reason = Some(row.reason).filter(|reason| absent && !reason.is_empty());
    let reads = actor.reads_of(FieldGroup::ContactMinutes, row.person_id, &row.path);
    DelegateLine {
        person_id: row.person_id,
        full_name: row.full_name,
        council_id: row.council_id,
        council: council_title(&row.unit_name, &row.number),
        present: row.present.filter(|_| held),
        reason: Shown::when(reads, reason),
    }
}
