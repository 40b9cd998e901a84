//! Reading: one matter, lists of matters, utterances that wait, everything a page of a matter shows.

use std::collections::HashMap;

use kernel::ids::{
    BodyId, ContactId, CouncilId, InstitutionId, MatterId, ReplyId, UnitId, UtteranceId,
};
use kernel::{Date, Timestamp, vi};
use store::{IntoValue as _, Reader, args, record, sql};

use super::clock::{Clock, ClockKind, DayMeasure};
use super::ledger::Ledger;
use super::replies::{ReplyLine, replies};
use super::steps::{Holder, clock_events};
use super::timing::{Bounds, TimeRules};
use super::watching::{CheckLine, UrgeLine, checks, urges};
use super::{Channel, Competence, Field, MatterState, Outcome, Timing, UtteranceKind};
use crate::access::{Actor, FieldGroup, Shown};
use crate::paging::containing;
use crate::sittings::workdays;
use crate::{Page, Paged, Refusal, Result};

record! {
    /// Nội dung kiến nghị as it stood on a day.
    #[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Matter {
        /// The matter.
        pub id: MatterId,
        /// The council that watches its settlement.
        pub council_id: CouncilId,
        /// That council's path of official codes.
        pub path: String,
        /// The unit of that council.
        pub council_unit: String,
        /// Khóa of that council.
        pub council_number: String,
        /// The year of its number.
        pub year: u32,
        /// Its number in the year.
        pub number: u32,
        /// What is asked.
        pub title: String,
        /// Lĩnh vực.
        pub field: Field,
        /// Thẩm quyền.
        pub competence: Competence,
        /// The commune it is about.
        pub unit_id: Option<UnitId>,
        /// Its name.
        pub unit_name: Option<String>,
        /// The Ban in whose field it lies.
        pub board_id: Option<BodyId>,
        /// Its name.
        pub board: Option<String>,
        /// When it was first raised.
        pub raised_on: Date,
        /// Tố cáo or secret.
        pub guarded: bool,
        /// How many utterances say it.
        pub voices: u32,
        /// The state on the day.
        pub state: MatterState,
        /// How it was settled, or why it is still in hand.
        pub outcome: Option<Outcome>,
        /// Since when.
        pub since: Date,
        /// The institution that has it.
        pub holder_id: Option<InstitutionId>,
        /// The other council that has it.
        pub holder_council_id: Option<CouncilId>,
        /// The name of either.
        pub holder: Option<String>,
        /// The path of either.
        pub holder_path: Option<String>,
        /// When the answer is due; of a day that has passed, as it was counted then.
        pub due_on: Option<Date>,
        /// By when what was promised will be done.
        pub promised_on: Option<Date>,
        /// The matter it was merged into.
        pub merged_into: Option<MatterId>,
    }

    /// Lượt ý kiến.
    pub struct Utterance {
        /// The utterance.
        pub id: UtteranceId,
        /// The council it was said to.
        pub council_id: CouncilId,
        /// Its path.
        pub path: String,
        /// The unit of that council.
        pub council_unit: String,
        /// Khóa.
        pub council_number: String,
        /// The code by which the voter follows it.
        pub code: String,
        /// How it came.
        pub channel: Channel,
        /// Ý kiến or kiến nghị.
        pub kind: UtteranceKind,
        /// The meeting.
        pub contact_id: Option<ContactId>,
        /// The commune.
        pub unit_id: Option<UnitId>,
        /// Its name.
        pub unit_name: Option<String>,
        /// Ấp, khu vực.
        pub hamlet: String,
        /// What was said.
        pub text: String,
        /// When.
        pub said_on: Date,
        /// When it was written down.
        pub written_at: Timestamp,
        /// When it arrived.
        pub received_at: Timestamp,
        /// Who said it.
        pub voter_name: String,
        /// Telephone.
        pub voter_phone: String,
        /// Address.
        pub voter_address: String,
        /// E-mail.
        pub voter_email: String,
        /// Since when nobody knows any more who said it.
        pub anonymous_since: Option<Date>,
        /// When it was closed without a matter.
        pub closed_on: Option<Date>,
        /// Why.
        pub close_reason: String,
        /// Tố cáo or secret.
        pub guarded: bool,
        /// Whether it was made into matters or closed.
        pub sorted: bool,
    }

    /// A step of a matter.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = petitions::StepLine)]
    pub struct StepLine {
        /// The state it led to.
        pub state: MatterState,
        /// How it was settled, or why it is still in hand.
        pub outcome: Option<Outcome>,
        /// The day.
        pub day: Date,
        /// Who has it from then on.
        pub holder: Option<String>,
        /// The reply that made the step.
        pub reply_id: Option<ReplyId>,
        /// What was promised.
        pub promised_on: Option<Date>,
        /// Why.
        pub reason: String,
    }

    /// What happened to the clock of a matter.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = petitions::ClockLine)]
    pub struct ClockLine {
        /// What.
        pub kind: ClockKind,
        /// When.
        pub day: Date,
        /// How many days.
        pub days: Option<u32>,
        /// What they count.
        pub measure: DayMeasure,
        /// On what ground.
        pub basis: String,
        /// Why.
        pub reason: String,
    }

    /// What a voter says of the settlement.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct VerdictLine {
        /// When.
        pub day: Date,
        /// Whether the voter holds it for settled.
        pub satisfied: bool,
        /// In the voter's words.
        pub note: String,
    }
}

/// A voice of a matter as this reader gets it.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Voice {
    /// The utterance.
    pub id: UtteranceId,
    /// When it was said.
    pub said_on: Date,
    /// How it came.
    pub channel: Channel,
    /// Ấp, khu vực.
    pub hamlet: String,
    /// What was said.
    #[schema(value_type = Option<String>)]
    pub text: Shown<String>,
    /// Who said it.
    #[schema(value_type = Option<String>)]
    pub voter: Shown<Option<String>>,
    /// Telephone.
    #[schema(value_type = Option<String>)]
    pub phone: Shown<Option<String>>,
    /// Address.
    #[schema(value_type = Option<String>)]
    pub address: Shown<Option<String>>,
    /// E-mail.
    #[schema(value_type = Option<String>)]
    pub email: Shown<Option<String>>,
}

/// Everything the page of a matter shows on a day to this reader.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MatterPage {
    /// The matter.
    pub matter: Matter,
    /// Its standing in time.
    pub timing: Timing,
    /// Since when its clock is paused, and what is left.
    pub paused: Option<(Date, u32)>,
    /// Its steps, in order.
    pub steps: Vec<StepLine>,
    /// What happened to its clock, in order.
    pub clock: Vec<ClockLine>,
    /// Who says it.
    pub voices: Vec<Voice>,
    /// The replies, the latest first.
    pub replies: Vec<ReplyLine>,
    /// The looks on the spot.
    pub checks: Vec<CheckLine>,
    /// The urgings.
    pub urges: Vec<UrgeLine>,
    /// What voters say of the settlement.
    pub verdicts: Vec<VerdictLine>,
    /// The matters that were merged into it.
    pub merged: Vec<String>,
}

/// Which matters a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatterFilter {
    /// Found in what is asked, or a label.
    pub text: String,
    /// Of the councils at this place and below.
    pub scope: String,
    /// Of one council.
    pub council: Option<CouncilId>,
    /// In a state.
    pub state: Option<MatterState>,
    /// Lĩnh vực.
    pub field: Option<Field>,
    /// Thẩm quyền.
    pub competence: Option<Competence>,
    /// Whose work it is.
    pub holder: Option<InstitutionId>,
    /// The commune.
    pub unit: Option<UnitId>,
    /// A standing in time; of today alone.
    pub timing: Option<Timing>,
    /// Raised from this day on.
    pub from: Option<Date>,
    /// Raised until this day.
    pub to: Option<Date>,
}

/// A matter in a list.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MatterLine {
    /// The matter.
    #[serde(flatten)]
    pub matter: Matter,
    /// Its label.
    pub label: String,
    /// Its standing in time.
    pub timing: Timing,
}

macro_rules! matter_columns {
    ($state:literal) => {
        concat!(
            "m.id, m.council_id, c.path, cu.name AS council_unit, c.number AS council_number, m.year, m.number, m.title, m.field, m.competence, \
             m.unit_id, u.name AS unit_name, m.board_id, b.name AS board, m.raised_on, m.guarded, m.voices, ",
            $state, ".state, ", $state, ".outcome, ", $state, ".holder_id, ", $state, ".holder_council_id, \
             coalesce(i.name, 'HĐND ' || hu.name) AS holder, coalesce(iu.path, hc.path) AS holder_path, ", $state, ".promised_on, m.merged_into"
        )
    };
}

macro_rules! matter_joins {
    ($state:literal) => {
        concat!(
            " JOIN council c ON c.id = m.council_id JOIN unit cu ON cu.id = c.unit_id LEFT JOIN unit u ON u.id = m.unit_id \
              LEFT JOIN body b ON b.id = m.board_id LEFT JOIN institution i ON i.id = ", $state, ".holder_id LEFT JOIN unit iu ON iu.id = i.unit_id \
              LEFT JOIN council hc ON hc.id = ", $state, ".holder_council_id LEFT JOIN unit hu ON hu.id = hc.unit_id"
        )
    };
}

// Of matters as they stood on a day: $13.
macro_rules! chosen {
    () => {
        " WHERE (m.folded LIKE $1 OR $2 = m.number) AND ($3 = '' OR c.path = $3 OR c.path LIKE $3 || '/%') \
          AND (CAST($4 AS UUID) IS NULL OR m.council_id = $4) AND ($5 = '' OR s.state = $5) AND ($6 = '' OR m.field = $6) \
          AND ($7 = '' OR m.competence = $7) AND (CAST($8 AS UUID) IS NULL OR s.holder_id = $8) AND (CAST($9 AS UUID) IS NULL OR m.unit_id = $9) \
          AND m.raised_on >= $10 AND m.raised_on <= $11 AND ($5 <> '' OR s.state <> 'merged') \
          AND (m.guarded = 0 OR $12 = '*' OR c.path = $12 OR ($12 <> '' AND c.path LIKE $12 || '/%'))"
    };
}

// The step of a matter that holds on a day.
macro_rules! step_then {
    ($day:literal) => {
        concat!(
            " JOIN matter_step s ON s.matter_id = m.id AND s.position = (SELECT max(x.position) FROM matter_step x WHERE x.matter_id = m.id AND x.day <= ",
            $day, ")"
        )
    };
}
pub(super) use step_then;

macro_rules! utterance_columns {
    () => {
        "a.id, a.council_id, c.path, cu.name AS council_unit, c.number AS council_number, a.code, a.channel, a.kind, a.contact_id, a.unit_id, \
         u.name AS unit_name, a.hamlet, a.text, a.said_on, a.written_at, a.received_at, a.voter_name, a.voter_phone, a.voter_address, a.voter_email, \
         a.anonymous_since, a.closed_on, a.close_reason, a.guarded, a.sorted"
    };
}

macro_rules! utterance_joins {
    () => {
        " JOIN council c ON c.id = a.council_id JOIN unit cu ON cu.id = c.unit_id LEFT JOIN unit u ON u.id = a.unit_id"
    };
}

sql! {
    ONE = concat!("SELECT ", matter_columns!("m"), ", m.since, m.due_on FROM matter m", matter_joins!("m"), " WHERE m.id = $1");
    ONE_THEN = concat!("SELECT ", matter_columns!("s"), ", s.day AS since, CAST(NULL AS TEXT) AS due_on FROM matter m", step_then!("$2"), matter_joins!("s"),
                       " WHERE m.id = $1");
    SOME = concat!("SELECT ", matter_columns!("m"), ", m.since, m.due_on FROM matter m", matter_joins!("m"), " WHERE m.id IN (\
                   $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, \
                   $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)");
    LIST_THEN = concat!("SELECT ", matter_columns!("s"), ", s.day AS since, CAST(NULL AS TEXT) AS due_on FROM matter m", step_then!("$13"), matter_joins!("s"),
                        chosen!(), " ORDER BY m.raised_on DESC, m.number DESC LIMIT $14 OFFSET $15");
    COUNT_THEN = concat!("SELECT count(*) FROM matter m JOIN council c ON c.id = m.council_id", step_then!("$13"), chosen!());
    STEPS = "SELECT s.state, s.outcome, s.day, coalesce(i.name, 'HĐND ' || u.name) AS holder, s.reply_id, s.promised_on, s.reason FROM matter_step s \
             LEFT JOIN institution i ON i.id = s.holder_id LEFT JOIN council c ON c.id = s.holder_council_id LEFT JOIN unit u ON u.id = c.unit_id \
             WHERE s.matter_id = $1 AND s.day <= $2 ORDER BY s.position";
    CLOCK = "SELECT kind, day, days, measure, basis, reason FROM matter_clock WHERE matter_id = $1 AND day <= $2 ORDER BY position";
    VERDICTS = "SELECT day, satisfied, note FROM matter_verdict WHERE matter_id = $1 AND day <= $2 ORDER BY day DESC";
    MERGED = "SELECT year, number FROM matter WHERE merged_into = $1 ORDER BY year, number";
    VOICES = concat!("SELECT ", utterance_columns!(), " FROM utterance_matter l JOIN utterance a ON a.id = l.utterance_id", utterance_joins!(),
                     " WHERE l.matter_id = $1 AND a.said_on <= $2 ORDER BY a.said_on, a.id LIMIT 200");
    UTTERANCE = concat!("SELECT ", utterance_columns!(), " FROM utterance a", utterance_joins!(), " WHERE a.id = $1");
    BY_CODE = concat!("SELECT ", utterance_columns!(), " FROM utterance a", utterance_joins!(), " WHERE a.code = $1");
    WAITING = concat!("SELECT ", utterance_columns!(), " FROM utterance a", utterance_joins!(),
                      " WHERE a.council_id = $1 AND a.sorted = $2 ORDER BY a.received_at DESC LIMIT $3 OFFSET $4");
    WAITING_COUNT = "SELECT count(*) FROM utterance WHERE council_id = $1 AND sorted = $2";
    OF_CONTACT = concat!("SELECT ", utterance_columns!(), " FROM utterance a", utterance_joins!(), " WHERE a.contact_id = $1 ORDER BY a.written_at, a.id");
    LATEST = concat!("SELECT ", matter_columns!("m"), ", m.since, m.due_on FROM matter m", matter_joins!("m"),
                     " WHERE m.guarded = 0 AND m.merged_into IS NULL AND (CAST($1 AS UUID) IS NULL OR m.council_id = $1) \
                       AND (CAST($2 AS UUID) IS NULL OR m.unit_id = $2) ORDER BY m.since DESC, m.id DESC LIMIT $3");
    AT_CONTACT = concat!("SELECT ", matter_columns!("m"), ", m.since, m.due_on FROM matter m", matter_joins!("m"),
                         " WHERE m.guarded = 0 AND m.merged_into IS NULL AND m.id IN (SELECT l.matter_id FROM utterance_matter l \
                           JOIN utterance a ON a.id = l.utterance_id WHERE a.contact_id = $1) ORDER BY m.year, m.number");
    OF_UTTERANCE = concat!("SELECT ", matter_columns!("m"), ", m.since, m.due_on FROM utterance_matter l JOIN matter m ON m.id = l.matter_id", matter_joins!("m"),
                           " WHERE l.utterance_id = $1 AND m.merged_into IS NULL ORDER BY m.year, m.number");
}

record! {
    struct Numbered { year: u32, number: u32 }
}

/// "KN-2026-0042".
pub fn label(year: u32, number: u32) -> String {
    format!("KN-{year}-{number:04}")
}

impl Matter {
    /// Its label, such as "KN-2026-0042".
    pub fn label(&self) -> String {
        label(self.year, self.number)
    }

    /// Who has it in hand.
    pub fn holder(&self) -> Holder {
        Holder {
            institution: self.holder_id,
            council: self.holder_council_id,
        }
    }

    /// Whether an actor may know of it.
    pub fn is_read_by(&self, actor: &Actor) -> bool {
        !self.guarded || actor.reads(FieldGroup::GuardedMatters, &self.path)
    }
}

impl Utterance {
    /// The utterance as this reader gets it.
    pub fn shown_to(self, actor: &Actor) -> Voice {
        let work = actor.reads(FieldGroup::PetitionWork, &self.path);
        let who = actor.reads(FieldGroup::VoterIdentity, &self.path);
        let told = |text: String| Some(text).filter(|text| !text.is_empty());
        Voice {
            id: self.id,
            said_on: self.said_on,
            channel: self.channel,
            hamlet: self.hamlet,
            text: Shown::when(work, self.text),
            voter: Shown::when(who, told(self.voter_name)),
            phone: Shown::when(who, told(self.voter_phone)),
            address: Shown::when(who, told(self.voter_address)),
            email: Shown::when(who, told(self.voter_email)),
        }
    }
}

/// One matter as it stood on a day, with the day its answer was due as it was counted then.
pub async fn matter(db: &impl Reader, id: MatterId, on: Date) -> Result<Matter> {
    let now: Matter = db
        .one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("matter"))?;
    if now.since <= on {
        return Ok(now);
    }
    let mut then: Matter = db
        .one(ONE_THEN, args![id, on])
        .await?
        .ok_or(Refusal::NotFound("matter"))?;
    let events = clock_events(db, id, on).await?;
    let due = Clock::after(&events, &workdays(db).await?).due();
    then.due_on = due.or(then.promised_on);
    Ok(then)
}

/// One utterance.
pub async fn utterance(db: &impl Reader, id: UtteranceId) -> Result<Utterance> {
    db.one(UTTERANCE, args![id])
        .await?
        .ok_or(Refusal::NotFound("utterance"))
}

/// The utterance of a code, if there is one.
pub async fn utterance_of(db: &impl Reader, code: &str) -> Result<Option<Utterance>> {
    Ok(db.one(BY_CODE, args![code]).await?)
}

/// The utterances of a council that wait to be sorted, or those that were, the latest first.
pub async fn utterances(
    db: &impl Reader,
    council: CouncilId,
    sorted: bool,
    page: Page,
) -> Result<Paged<Utterance>> {
    let values = args![council, sorted, i64::from(page.size), page.offset()];
    let rows = db.all(WAITING, values).await?;
    let total: Option<i64> = db.scalar(WAITING_COUNT, args![council, sorted]).await?;
    Ok(Paged {
        rows,
        total: total.unwrap_or_default(),
    })
}

/// The utterances taken down at a meeting, in the order they were written.
pub async fn utterances_at(db: &impl Reader, contact: ContactId) -> Result<Vec<Utterance>> {
    Ok(db.all(OF_CONTACT, args![contact]).await?)
}

/// The matters that moved last, of a council, of a commune, or of all.
pub async fn latest(
    db: &impl Reader,
    council: Option<CouncilId>,
    unit: Option<UnitId>,
    most: u32,
) -> Result<Vec<Matter>> {
    Ok(db
        .all_kept(LATEST, args![council, unit, most])
        .await?
        .to_vec())
}

/// The matters that were raised at a meeting, as they stand today; guarded ones are not among them.
pub async fn matters_at(db: &impl Reader, contact: ContactId) -> Result<Vec<Matter>> {
    Ok(db.all(AT_CONTACT, args![contact]).await?)
}

/// The matters that an utterance holds today.
pub async fn matters_of(db: &impl Reader, id: UtteranceId) -> Result<Vec<Matter>> {
    Ok(db.all(OF_UTTERANCE, args![id]).await?)
}

/// The place under which an actor reads guarded matters: everywhere, at one place, or nowhere.
fn guarded_scope(actor: &Actor) -> String {
    if actor.reads(FieldGroup::GuardedMatters, "") {
        return "*".to_owned();
    }
    let roles = FieldGroup::GuardedMatters.roles();
    let granted = actor
        .grants
        .iter()
        .find(|grant| roles.contains(&grant.role));
    granted.map(|grant| grant.scope.clone()).unwrap_or_default()
}

/// The matters of a filter on a day, the latest first. Lateness can be asked for today alone.
pub async fn matters(
    ledger: &Ledger,
    actor: &Actor,
    filter: &MatterFilter,
    on: Date,
    today: Date,
    page: Page,
) -> Result<Paged<MatterLine>> {
    let db = ledger.db();
    let found = if on < today {
        matters_then(db, actor, filter, on, page).await?
    } else {
        let bounds = bounds(db, filter.council, on).await?;
        let found = ledger.matters(actor, filter, bounds, page).await?;
        Paged {
            rows: in_order(db, &found.rows).await?,
            total: found.total,
        }
    };
    let mut lines = Vec::with_capacity(found.rows.len());
    let mut known: Option<(CouncilId, Bounds)> = None;
    for matter in found.rows {
        let bounds = match known {
            Some((council, bounds)) if council == matter.council_id => bounds,
            _ => bounds(db, Some(matter.council_id), on).await?,
        };
        known = Some((matter.council_id, bounds));
        lines.push(MatterLine {
            label: matter.label(),
            timing: timing(db, &matter, bounds).await?,
            matter,
        });
    }
    Ok(Paged {
        rows: lines,
        total: found.total,
    })
}

/// So many matters are read at once.
const AT_ONCE: usize = 50;

/// These matters as they stand now, in this order.
pub(super) async fn in_order(db: &impl Reader, ids: &[MatterId]) -> Result<Vec<Matter>> {
    let mut matters = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let wanted = ids.iter().chain(std::iter::repeat(&ids[0]));
        let values = wanted.take(AT_ONCE).map(|id| (*id).into_value()).collect();
        let rows: Vec<Matter> = db.all(SOME, values).await?;
        let mut rows: HashMap<MatterId, Matter> =
            rows.into_iter().map(|matter| (matter.id, matter)).collect();
        matters.extend(ids.iter().filter_map(|id| rows.remove(id)));
    }
    Ok(matters)
}

async fn matters_then(
    db: &impl Reader,
    actor: &Actor,
    filter: &MatterFilter,
    on: Date,
    page: Page,
) -> Result<Paged<Matter>> {
    let number = wanted_number(&filter.text);
    let text = match number {
        // A label finds its matter and nothing else.
        Some(_) => "\u{1}".to_owned(),
        None => containing(&filter.text),
    };
    let first = filter.from.unwrap_or(kernel::time::FROM_THE_BEGINNING);
    let last = filter.to.map_or(on, |to| to.min(on));
    let mut values = args![
        text,
        number.unwrap_or(-1),
        &filter.scope,
        filter.council,
        filter.state.map_or("", MatterState::code),
        filter.field.map_or("", Field::code),
        filter.competence.map_or("", Competence::code),
        filter.holder,
        filter.unit,
        first,
        last,
        guarded_scope(actor),
        on,
    ];
    let total = db.scalar_kept(COUNT_THEN, values.clone()).await?;
    values.extend(args![i64::from(page.size), page.offset()]);
    let mut rows: Vec<Matter> = db.all(LIST_THEN, values).await?;
    if page != Page::WHOLE {
        for row in &mut rows {
            *row = matter(db, row.id, on).await?;
        }
    }
    Ok(Paged {
        rows,
        total: total.unwrap_or_default(),
    })
}

/// The standing in time of a matter on the day of the bounds.
pub(super) async fn timing(db: &impl Reader, matter: &Matter, bounds: Bounds) -> Result<Timing> {
    if !matter.state.is_open() {
        return Ok(Timing::NotRunning);
    }
    let paused = matter.due_on.is_none() && is_paused(db, matter, bounds.on).await?;
    Ok(bounds.timing(matter.due_on, paused))
}

/// The steps of a matter until a day, in order.
pub(super) async fn steps(db: &impl Reader, id: MatterId, on: Date) -> Result<Vec<StepLine>> {
    Ok(db.all(STEPS, args![id, on]).await?)
}

async fn is_paused(db: &impl Reader, matter: &Matter, on: Date) -> Result<bool> {
    let may_be = matches!(
        matter.state,
        MatterState::Routed | MatterState::InHand | MatterState::Reopened
    );
    if !may_be {
        return Ok(false);
    }
    let events = clock_events(db, matter.id, on).await?;
    Ok(matches!(
        Clock::after(&events, &workdays(db).await?),
        Clock::Paused { .. }
    ))
}

/// The number in a label such as "KN-2026-0042"; a bare number is no label.
pub(super) fn wanted_number(text: &str) -> Option<i64> {
    let text = vi::clean(text).to_uppercase();
    let rest = text.strip_prefix("KN-")?;
    rest.rsplit('-').next()?.parse().ok()
}

/// The days at which standings change for a council, or by the general rules when none is named.
pub(super) async fn bounds(
    db: &impl Reader,
    council: Option<CouncilId>,
    on: Date,
) -> Result<Bounds> {
    match council {
        Some(council) => Ok(TimeRules::of(db, council, on).await?.bounds(on)),
        None => Ok(TimeRules::general(db, on).await?.bounds(on)),
    }
}

/// Everything the page of a matter shows on a day to this reader.
pub async fn matter_page(
    db: &impl Reader,
    actor: &Actor,
    id: MatterId,
    on: Date,
) -> Result<MatterPage> {
    let matter = matter(db, id, on).await?;
    if !matter.is_read_by(actor) {
        return Err(Refusal::NotReadable(FieldGroup::GuardedMatters));
    }
    let events = clock_events(db, id, on).await?;
    let clock = Clock::after(&events, &workdays(db).await?);
    let paused = match clock {
        Clock::Paused { since, left } => Some((since, left)),
        Clock::Idle | Clock::Running { .. } => None,
    };
    let bounds = bounds(db, Some(matter.council_id), on).await?;
    let timing = timing(db, &matter, bounds).await?;
    let said: Vec<Utterance> = db.all(VOICES, args![id, on]).await?;
    let merged: Vec<Numbered> = db.all(MERGED, args![id]).await?;
    Ok(MatterPage {
        timing,
        paused,
        steps: steps(db, id, on).await?,
        clock: db.all(CLOCK, args![id, on]).await?,
        voices: said
            .into_iter()
            .map(|voice| voice.shown_to(actor))
            .collect(),
        replies: replies(db, id, on).await?,
        checks: checks(db, id, on).await?,
        urges: urges(db, id, on).await?,
        verdicts: db.all(VERDICTS, args![id, on]).await?,
        merged: merged
            .into_iter()
            .map(|it| label(it.year, it.number))
            .collect(),
        matter,
    })
}
