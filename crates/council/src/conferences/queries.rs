//! What pages ask about conferences.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{
    ConferenceConclusionId, ConferenceId, ConferenceTopicId, CouncilId, InstitutionId,
};
use store::{Reader, args, record, sql};

use super::{ConferenceState, Source, Standing};
use crate::access::{Actor, FieldGroup, Granted, covers};
use crate::{Refusal, Result};

record! {
    /// Một hội nghị.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Conference {
        /// The conference.
        pub id: ConferenceId,
        /// The council whose standing committee holds it.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// The name of its unit.
        pub unit_name: String,
        /// The number of the council, such as "XI".
        pub council_number: String,
        /// What it is about.
        pub title: String,
        /// The day on which it is held.
        pub held_on: Date,
        /// Where.
        pub place: String,
        /// When it was planned.
        pub planned_on: Date,
        /// When it was announced.
        pub announced_on: Option<Date>,
        /// When its minutes were recorded.
        pub recorded_on: Option<Date>,
        /// When it was closed.
        pub closed_on: Option<Date>,
    }

    /// Một chuyên đề.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conferences::Topic)]
    pub struct Topic {
        /// The topic.
        pub id: ConferenceTopicId,
        /// Its conference.
        pub conference_id: ConferenceId,
        /// What it is about.
        pub title: String,
        /// By what evidence it was chosen.
        pub source: Source,
        /// The document, field or difficulty; empty where there is none.
        pub source_key: String,
        /// What the evidence counted on the day it was chosen.
        pub figure: Option<u32>,
        /// The day on which it was chosen.
        pub chosen_on: Date,
        /// The council that gives the lead paper.
        pub lead_id: CouncilId,
        /// Its path of official codes.
        pub lead_path: String,
        /// The name of its unit.
        pub lead_name: String,
        /// By when the paper is to be handed in.
        pub paper_due_on: Date,
        /// When it was.
        pub paper_on: Option<Date>,
    }

    /// Tham luận của một chuyên đề.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conferences::Paper)]
    pub struct Paper {
        /// The topic.
        pub topic_id: ConferenceTopicId,
        /// Who wrote it.
        pub author: String,
        /// The text.
        pub paper: String,
        /// The name of its file.
        pub file: Option<String>,
    }

    /// Một nơi thảo luận.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conferences::Discussant)]
    pub struct Discussant {
        /// The topic.
        pub topic_id: ConferenceTopicId,
        /// The council.
        pub council_id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// Who speaks.
        pub name: String,
    }

    /// Một hội đồng đã trả lời giấy mời.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conferences::Registration)]
    pub struct Registration {
        /// The council.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// The name of its unit.
        pub unit_name: String,
        /// How many people it sends; none when it cannot come.
        pub people: u32,
        /// When it answered.
        pub registered_on: Date,
        /// Why nobody comes, or a remark.
        pub note: String,
        /// How many came; nothing until the minutes are recorded.
        pub attended: Option<u32>,
    }

    /// Một kết luận.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conferences::Conclusion)]
    pub struct Conclusion {
        /// The conclusion.
        pub id: ConferenceConclusionId,
        /// Its conference.
        pub conference_id: ConferenceId,
        /// What is to be done.
        pub content: String,
        /// The council charged with it.
        pub owner_council_id: Option<CouncilId>,
        /// Its path of official codes.
        pub owner_path: Option<String>,
        /// The institution charged with it.
        pub owner_institution_id: Option<InstitutionId>,
        /// The name of either.
        pub owner: String,
        /// By when.
        pub due_on: Date,
        /// When it was drawn.
        pub drawn_on: Date,
        /// When it was done.
        pub done_on: Option<Date>,
        /// What proves it.
        pub evidence: String,
        /// When it was answered for without being done.
        pub explained_on: Option<Date>,
        /// Why it is not done.
        pub explanation: String,
    }

    struct Counts { topics: u32, councils: u32 }
    struct Due { conference_id: ConferenceId, due_on: Date, done_on: Option<Date>, explained_on: Option<Date> }
}

/// A conference in a list.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Line)]
pub struct ConferenceLine {
    /// The conference.
    #[serde(flatten)]
    pub conference: Conference,
    /// The state on the day.
    pub state: ConferenceState,
    /// How many topics it has.
    pub topics: u32,
    /// How many councils registered.
    pub councils: u32,
    /// How many conclusions were drawn.
    pub conclusions: u32,
    /// How many of them are done or answered for.
    pub settled: u32,
    /// How many of them are late.
    pub late: u32,
}

macro_rules! conference_columns {
    () => {
        "f.id, f.council_id, c.path, u.name AS unit_name, c.number AS council_number, f.title, f.held_on, f.place, f.planned_on, \
         f.announced_on, f.recorded_on, f.closed_on"
    };
}
macro_rules! conference_joins {
    () => {
        " FROM conference f JOIN council c ON c.id = f.council_id JOIN unit u ON u.id = c.unit_id"
    };
}
macro_rules! conclusion_columns {
    () => {
        "SELECT k.id, k.conference_id, k.content, k.owner_council_id, c.path AS owner_path, k.owner_institution_id, \
         coalesce('HĐND ' || u.name, i.name, '') AS owner, k.due_on, k.drawn_on, k.done_on, k.evidence, k.explained_on, k.explanation \
         FROM conference_conclusion k LEFT JOIN council c ON c.id = k.owner_council_id LEFT JOIN unit u ON u.id = c.unit_id \
         LEFT JOIN institution i ON i.id = k.owner_institution_id"
    };
}
macro_rules! topic_columns {
    () => {
        "SELECT t.id, t.conference_id, t.title, t.source, t.source_key, t.figure, t.chosen_on, t.lead_id, c.path AS lead_path, \
         u.name AS lead_name, t.paper_due_on, t.paper_on FROM conference_topic t \
         JOIN council c ON c.id = t.lead_id JOIN unit u ON u.id = c.unit_id"
    };
}

sql! {
    ONE = concat!("SELECT ", conference_columns!(), conference_joins!(), " WHERE f.id = $1");
    ALL = concat!(
        "SELECT ", conference_columns!(), ", \
         (SELECT count(*) FROM conference_topic t WHERE t.conference_id = f.id AND t.chosen_on <= $1) AS topics, \
         (SELECT count(*) FROM conference_registration r WHERE r.conference_id = f.id AND r.registered_on <= $1 AND r.people > 0) AS councils",
        conference_joins!(), " WHERE f.planned_on <= $1 AND ($2 = '' OR c.path = $2 OR $2 LIKE c.path || '/%') \
         ORDER BY f.held_on DESC, c.path, f.id"
    );
    DUE = "SELECT conference_id, due_on, done_on, explained_on FROM conference_conclusion WHERE drawn_on <= $1";
    TOPICS = concat!(topic_columns!(), " WHERE t.conference_id = $1 AND t.chosen_on <= $2 ORDER BY t.position");
    TOPIC = concat!(topic_columns!(), " WHERE t.id = $1");
    PAPERS = "SELECT t.id AS topic_id, t.paper_author AS author, t.paper, f.name AS file FROM conference_topic t \
              LEFT JOIN file f ON f.id = t.file_id WHERE t.conference_id = $1 AND t.paper_on <= $2";
    DISCUSSANTS = "SELECT d.topic_id, d.council_id, u.name AS unit_name, d.name FROM conference_discussant d \
                   JOIN conference_topic t ON t.id = d.topic_id JOIN council c ON c.id = d.council_id JOIN unit u ON u.id = c.unit_id \
                   WHERE t.conference_id = $1 AND d.named_on <= $2 ORDER BY c.path";
    MINUTES = "SELECT minutes FROM conference WHERE id = $1";
    REGISTRATIONS = "SELECT r.council_id, c.path, u.name AS unit_name, r.people, r.registered_on, r.note, r.attended FROM conference_registration r \
                     JOIN council c ON c.id = r.council_id JOIN unit u ON u.id = c.unit_id \
                     WHERE r.conference_id = $1 AND r.registered_on <= $2 ORDER BY c.path";
    CONCLUSIONS = concat!(conclusion_columns!(), " WHERE k.conference_id = $1 AND k.drawn_on <= $2 ORDER BY k.position");
    CONCLUSION = concat!(conclusion_columns!(), " WHERE k.id = $1");
}

/// One conference; one that is not yet announced is known to those who work on it alone.
pub async fn conference(
    db: &impl Reader,
    actor: &Actor,
    id: ConferenceId,
    on: Date,
) -> Result<Conference> {
    let found = conference_row(db, id).await?;
    if found.planned_on <= on && is_told(&found, actor, on) {
        Ok(found)
    } else {
        Err(Refusal::NotFound("conference"))
    }
}

/// One conference, for acts.
pub(super) async fn conference_row(db: &impl Reader, id: ConferenceId) -> Result<Conference> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("conference"))
}

/// Whether somebody may know of a conference on a day.
fn is_told(conference: &Conference, actor: &Actor, on: Date) -> bool {
    conference.state(on) != ConferenceState::Planned
        || actor.reads(FieldGroup::ConferenceWork, &conference.path)
}

/// The conferences of a day that a reader may know of, the latest first: all, or those that concern a council at a place.
pub async fn conferences(
    db: &impl Reader,
    actor: &Actor,
    place: &str,
    on: Date,
) -> Result<Vec<ConferenceLine>> {
    let rows: Vec<Counted> = db.all(ALL, args![on, place]).await?;
    let due: Vec<Due> = db.all(DUE, args![on]).await?;
    let lines = rows.into_iter().filter(|row| is_told(&row.0, actor, on));
    Ok(lines
        .map(|Counted(conference, counts)| {
            let of = |wanted: fn(Standing) -> bool| {
                let own = due.iter().filter(|due| due.conference_id == conference.id);
                let many = own.filter(|due| wanted(due.standing(on))).count();
                u32::try_from(many).unwrap_or(u32::MAX)
            };
            ConferenceLine {
                state: conference.state(on),
                topics: counts.topics,
                councils: counts.councils,
                conclusions: of(|_| true),
                settled: of(Standing::is_settled),
                late: of(|standing| standing == Standing::Late),
                conference,
            }
        })
        .collect())
}

/// The topics of a conference that were chosen until a day.
pub async fn topics(db: &impl Reader, id: ConferenceId, on: Date) -> Result<Vec<Topic>> {
    Ok(db.all(TOPICS, args![id, on]).await?)
}

/// One topic.
pub async fn topic(db: &impl Reader, id: ConferenceTopicId) -> Result<Topic> {
    db.one(TOPIC, args![id])
        .await?
        .ok_or(Refusal::NotFound("topic"))
}

/// Whether somebody works on a conference or takes part in it, and so reads its papers, its minutes and who comes.
pub fn works_on(actor: &Actor, conference: &Conference) -> bool {
    let group = FieldGroup::ConferenceWork;
    let below = |grant: &Granted| {
        group.roles().contains(&grant.role) && covers(&conference.path, &grant.scope)
    };
    actor.reads(group, &conference.path) || actor.grants.iter().any(below)
}

/// The papers that were handed in until a day, by their topics; none for those who take no part.
pub async fn papers(
    db: &impl Reader,
    actor: &Actor,
    conference: &Conference,
    on: Date,
) -> Result<HashMap<ConferenceTopicId, Paper>> {
    if !works_on(actor, conference) {
        return Ok(HashMap::new());
    }
    let rows: Vec<Paper> = db.all(PAPERS, args![conference.id, on]).await?;
    Ok(rows.into_iter().map(|row| (row.topic_id, row)).collect())
}

/// Who discusses the topics, for those who take part.
pub async fn discussants(
    db: &impl Reader,
    actor: &Actor,
    conference: &Conference,
    on: Date,
) -> Result<Vec<Discussant>> {
    match works_on(actor, conference) {
        true => discussants_of(db, conference.id, on).await,
        false => Ok(Vec::new()),
    }
}

/// The same, for acts.
pub(super) async fn discussants_of(
    db: &impl Reader,
    id: ConferenceId,
    on: Date,
) -> Result<Vec<Discussant>> {
    Ok(db.all(DISCUSSANTS, args![id, on]).await?)
}

/// The minutes, once they are recorded; nothing for those who take no part.
pub async fn minutes(
    db: &impl Reader,
    actor: &Actor,
    conference: &Conference,
    on: Date,
) -> Result<Option<String>> {
    let there = conference.recorded_on.is_some_and(|day| day <= on);
    if !there || !works_on(actor, conference) {
        return Ok(None);
    }
    Ok(db.scalar(MINUTES, args![conference.id]).await?)
}

/// The councils that answered until a day.
pub async fn registrations(
    db: &impl Reader,
    id: ConferenceId,
    on: Date,
) -> Result<Vec<Registration>> {
    Ok(db.all(REGISTRATIONS, args![id, on]).await?)
}

/// The conclusions drawn until a day.
pub async fn conclusions(db: &impl Reader, id: ConferenceId, on: Date) -> Result<Vec<Conclusion>> {
    Ok(db.all(CONCLUSIONS, args![id, on]).await?)
}

/// One conclusion.
pub async fn conclusion(db: &impl Reader, id: ConferenceConclusionId) -> Result<Conclusion> {
    db.one(CONCLUSION, args![id])
        .await?
        .ok_or(Refusal::NotFound("conclusion"))
}

/// A conference beside what was counted of it.
struct Counted(Conference, Counts);

impl store::FromRow for Counted {
    fn from_row(row: &store::Row) -> store::Result<Self> {
        Ok(Self(Conference::from_row(row)?, Counts::from_row(row)?))
    }
}

impl Due {
    fn standing(&self, on: Date) -> Standing {
        Standing::or_explained(on, self.due_on, self.done_on, self.explained_on)
    }
}
