//! Tin: what happened between two lines of the audit chain, as far as everybody may know it.
//!
//! Every step of a matter and of a meeting is taken together with exactly one line of the chain on it. So the steps that belong to the
//! lines after a number are the last so many, and what is asked twice of the same stretch is answered alike, whatever happened since.

use std::collections::BTreeMap;

use kernel::Date;
use kernel::ids::{ContactId, MatterId, UtteranceId};
use store::{Reader, args, record, sql};

use super::Topic;
use crate::Result;
use crate::contact::ContactState;
use crate::petitions::queries::{label, utterance};
use crate::petitions::tracking::{Tracked, tracked};
use crate::petitions::{MatterState, Outcome, Timing};

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A matter came up or took steps.
    Matter(MatterNews),
    /// The answer to a matter is late.
    Late(LateNews),
    /// What was said was taken note of and made into no matter.
    Closed,
    /// What was said was joined to a matter that is there already.
    Joined {
        /// What is asked there.
        title: String,
    },
    /// A meeting with voters.
    Meeting(MeetingNews),
}

/// A matter and its new steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterNews {
    /// The matter.
    pub id: MatterId,
    /// Its label, such as "KN-2026-0042".
    pub label: String,
    /// What is asked.
    pub title: String,
    /// Whether it was raised just now.
    pub fresh: bool,
    /// The new steps, in order.
    pub steps: Vec<StepNews>,
}

/// A step of a matter. Reasons are left out: they are typed by hand and may name people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepNews {
    /// The day.
    pub day: Date,
    /// The state it led to.
    pub state: MatterState,
    /// How it was settled, or why it is still in hand.
    pub outcome: Option<Outcome>,
    /// Who has it from then on.
    pub holder: Option<String>,
    /// The paper that answered: number, who signed, the day.
    pub reply: Option<(String, String, Date)>,
    /// By when what was promised will be done.
    pub promised_on: Option<Date>,
}

/// A matter whose answer is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateNews {
    /// The matter.
    pub id: MatterId,
    /// What is asked.
    pub title: String,
    /// Who has it.
    pub holder: Option<String>,
    /// When the answer was due.
    pub due_on: Date,
}

/// A meeting with voters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingNews {
    /// The meeting.
    pub id: ContactId,
    /// What became of it.
    pub change: MeetingChange,
    /// The council that holds it, as in "HĐND thành phố Cần Thơ khóa XI".
    pub council: String,
    /// The day.
    pub held_on: Date,
    /// The hour, such as "07:30".
    pub starts_at: String,
    /// The place, with the hamlet where there is one.
    pub place: String,
}

store::coded! {
    /// What became of a meeting.
    pub enum MeetingChange {
        /// Có lịch mới.
        Planned = "planned",
        /// Đổi lịch, nơi.
        Moved = "moved",
        /// Đã hủy.
        Cancelled = "cancelled",
    }
}

/// A stretch of the audit chain: the lines after one number up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The last line before it.
    pub after: i64,
    /// Its last line.
    pub until: i64,
}

record! {
    struct StepRow {
        id: MatterId, year: u32, number: u32, title: String, position: u32, day: Date, state: MatterState, outcome: Option<Outcome>,
        holder: Option<String>, promised_on: Option<Date>, reply_number: Option<String>, reply_author: Option<String>, signed_on: Option<Date>,
    }
    struct MeetingRow {
        id: ContactId, position: u32, reason: String, state: ContactState, held_on: Date, starts_at: String, place: String, hamlet: String,
        council_unit: String, council_number: String,
    }
}

// The lines of acts each of which takes one step of a matter.
macro_rules! matter_acts {
    () => {
        "('petitions.sort', 'petitions.route', 'petitions.take_matter', 'petitions.reply', 'petitions.reopen')"
    };
}

// The lines of acts each of which takes one step of a meeting.
macro_rules! contact_acts {
    () => {
        "('contact.plan', 'contact.run', 'contact.record')"
    };
}

// $2 is the last line before the stretch, $3 its last line.
macro_rules! touched {
    ($kind:literal, $acts:expr) => {
        concat!(
            "IN (SELECT a.subject_id FROM audit a WHERE a.seq > $2 AND a.seq <= $3 AND a.subject_kind = '",
            $kind, "' AND a.act IN ", $acts, ")"
        )
    };
}

// The steps that belong to the lines of the stretch: all but those of the lines until it and those of the lines after it.
macro_rules! taken {
    ($table:literal, $key:literal, $record:literal, $acts:expr) => {
        concat!(
            "s.position > (SELECT count(*) FROM ",
            $table,
            " x WHERE x.",
            $key,
            " = ",
            $record,
            ".id) \
                          - (SELECT count(*) FROM audit a WHERE a.subject_id = ",
            $record,
            ".id AND a.seq > $2 AND a.act IN ",
            $acts,
            ") \
             AND s.position <= (SELECT count(*) FROM ",
            $table,
            " x WHERE x.",
            $key,
            " = ",
            $record,
            ".id) \
                          - (SELECT count(*) FROM audit a WHERE a.subject_id = ",
            $record,
            ".id AND a.seq > $3 AND a.act IN ",
            $acts,
            ")"
        )
    };
}

macro_rules! steps_of {
    ($chosen:literal) => {
        concat!(
            "SELECT m.id, m.year, m.number, m.title, s.position, s.day, s.state, s.outcome, coalesce(i.name, 'HĐND ' || hu.name) AS holder, s.promised_on, \
                    r.number AS reply_number, r.author AS reply_author, r.signed_on \
             FROM matter m JOIN matter_step s ON s.matter_id = m.id LEFT JOIN reply r ON r.id = s.reply_id LEFT JOIN institution i ON i.id = s.holder_id \
             LEFT JOIN council hc ON hc.id = s.holder_council_id LEFT JOIN unit hu ON hu.id = hc.unit_id \
             WHERE m.guarded = 0 AND ", $chosen, " AND m.id ", touched!("matter", matter_acts!()),
            " AND ", taken!("matter_step", "matter_id", "m", matter_acts!()), " ORDER BY m.year, m.number, m.id, s.position"
        )
    };
}

sql! {
    OF_COUNCIL = steps_of!("m.council_id = $1");
    OF_UNIT = steps_of!("m.unit_id = $1");
    OF_UTTERANCE = steps_of!("m.id IN (SELECT l.matter_id FROM utterance_matter l JOIN utterance u ON u.id = l.utterance_id \
                                       WHERE l.utterance_id = $1 AND u.guarded = 0)");
    SORTED = "SELECT count(*) FROM audit WHERE subject_id = $1 AND seq > $2 AND seq <= $3 AND act = 'petitions.sort'";
    MEETINGS = concat!("SELECT k.id, s.position, s.reason, k.state, k.held_on, k.starts_at, k.place, k.hamlet, \
                               cu.name AS council_unit, c.number AS council_number \
                        FROM contact k JOIN contact_step s ON s.contact_id = k.id JOIN council c ON c.id = k.council_id \
                        JOIN unit cu ON cu.id = c.unit_id WHERE k.unit_id = $1 AND k.held_on >= $4 AND k.id ", touched!("contact", contact_acts!()),
                       " AND ", taken!("contact_step", "contact_id", "k", contact_acts!()), " ORDER BY k.held_on, k.starts_at, k.id, s.position");
}

/// The news of a topic in a stretch of the chain. Meetings that are over are none.
pub async fn news(
    db: &impl Reader,
    topic: Topic,
    stretch: Stretch,
    today: Date,
) -> Result<Vec<News>> {
    match topic {
        Topic::Utterance(id) => of_utterance(db, id, stretch, today).await,
        Topic::Council(_) => matters(db, OF_COUNCIL, topic, stretch).await,
        Topic::Unit(_) => matters(db, OF_UNIT, topic, stretch).await,
        Topic::Meetings(_) => meetings(db, topic, stretch, today).await,
    }
}

/// The matters of an utterance whose answer is late, with the day on which it was due.
pub(super) fn late(tracked: &Tracked) -> Vec<(MatterId, Date)> {
    let is_late = |timing| matches!(timing, Timing::Late | Timing::LongLate);
    let late = tracked.matters.iter().filter(|it| is_late(it.timing));
    late.filter_map(|it| Some((it.matter.id, it.matter.due_on?)))
        .filter(|_| !tracked.utterance.guarded)
        .collect()
}

/// What is to be said of matters that are late, as far as they still are.
pub async fn late_news(
    db: &impl Reader,
    id: UtteranceId,
    matters: &[MatterId],
    today: Date,
) -> Result<Vec<News>> {
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let code = utterance(db, id).await?.code;
    let tracked = tracked(db, &code, today).await?;
    let late = late(&tracked);
    let told = tracked.matters.into_iter().filter_map(|it| {
        let (_, due_on) = late.iter().find(|(late, _)| *late == it.matter.id)?;
        let asked = matters.contains(&it.matter.id) && !it.matter.guarded;
        asked.then_some(News::Late(LateNews {
            id: it.matter.id,
            title: it.matter.title,
            holder: it.matter.holder,
            due_on: *due_on,
        }))
    });
    Ok(told.collect())
}

async fn of_utterance(
    db: &impl Reader,
    id: UtteranceId,
    stretch: Stretch,
    today: Date,
) -> Result<Vec<News>> {
    let mut news = matters(db, OF_UTTERANCE, Topic::Utterance(id), stretch).await?;
    let sorted: Option<i64> = db
        .scalar(SORTED, args![id, stretch.after, stretch.until])
        .await?;
    if sorted.unwrap_or(0) == 0 {
        return Ok(news);
    }
    let code = utterance(db, id).await?.code;
    let tracked = tracked(db, &code, today).await?;
    if tracked.utterance.guarded {
        return Ok(news);
    }
    if tracked.utterance.closed_on.is_some() {
        news.push(News::Closed);
    }
    for it in tracked.matters.into_iter().filter(|it| !it.matter.guarded) {
        let told = |known: &News| matches!(known, News::Matter(known) if known.id == it.matter.id);
        if !news.iter().any(told) {
            news.push(News::Joined {
                title: it.matter.title,
            });
        }
    }
    Ok(news)
}

async fn matters(
    db: &impl Reader,
    sql: store::Sql,
    topic: Topic,
    stretch: Stretch,
) -> Result<Vec<News>> {
    let values = args![topic.target(), stretch.after, stretch.until];
    let rows: Vec<StepRow> = db.all(sql, values).await?;
    let mut matters: Vec<MatterNews> = Vec::new();
    for row in rows {
        if matters.last().is_none_or(|last| last.id != row.id) {
            matters.push(MatterNews {
                id: row.id,
                label: label(row.year, row.number),
                title: row.title,
                fresh: row.position == 1,
                steps: Vec::new(),
            });
        }
        let paper = (row.reply_number, row.reply_author, row.signed_on);
        let reply = match paper {
            (Some(number), Some(author), Some(signed_on)) => Some((number, author, signed_on)),
            _ => None,
        };
        if let Some(last) = matters.last_mut() {
            last.steps.push(StepNews {
                day: row.day,
                state: row.state,
                outcome: row.outcome,
                holder: row.holder,
                reply,
                promised_on: row.promised_on,
            });
        }
    }
    Ok(matters.into_iter().map(News::Matter).collect())
}

async fn meetings(
    db: &impl Reader,
    topic: Topic,
    stretch: Stretch,
    today: Date,
) -> Result<Vec<News>> {
    let values = args![topic.target(), stretch.after, stretch.until, today];
    let rows: Vec<MeetingRow> = db.all(MEETINGS, values).await?;
    let mut order = Vec::new();
    let mut found: BTreeMap<ContactId, Vec<MeetingRow>> = BTreeMap::new();
    for row in rows {
        if !order.contains(&row.id) {
            order.push(row.id);
        }
        found.entry(row.id).or_default().push(row);
    }
    let steps = order.iter().filter_map(|id| found.remove(id));
    Ok(steps.filter_map(meeting).map(News::Meeting).collect())
}

/// What the new steps of a meeting amount to: one that was planned and cancelled before anybody was told never was.
fn meeting(steps: Vec<MeetingRow>) -> Option<MeetingNews> {
    let fresh = steps.first()?.position == 1;
    let moved = steps.iter().any(|step| !step.reason.is_empty());
    let last = steps.into_iter().next_back()?;
    let change = match (last.state, fresh) {
        (ContactState::Cancelled, true) | (ContactState::Held, _) => return None,
        (ContactState::Cancelled, false) => MeetingChange::Cancelled,
        (_, true) => MeetingChange::Planned,
        (_, false) if moved => MeetingChange::Moved,
        // That the press was told is no news for voters who were told before.
        (_, false) => return None,
    };
    let council = crate::bodies::council_title(&last.council_unit, &last.council_number);
    let place = match last.hamlet.is_empty() {
        true => last.place,
        false => format!("{}, {}", last.place, last.hamlet),
    };
    Some(MeetingNews {
        id: last.id,
        change,
        council,
        held_on: last.held_on,
        starts_at: last.starts_at,
        place,
    })
}
