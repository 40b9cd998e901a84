//! Trả lời: a paper that answers one matter or many, says what became of each, and promises what is still to come.
//!
//! **Invariant.** An answer that leaves a matter in hand says why; one that promises a road map names its day, and the day is the new
//! time of the answer that is still owed.

use kernel::Date;
use kernel::ids::{CouncilId, InstitutionId, MatterId, ReplyId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::clock::ClockKind;
use super::queries::{Matter, matter};
use super::routing::audit;
use super::steps::{Step, Tick, enter, tick};
use super::{Outcome, ResultKind, whole};
use crate::access::Act;
use crate::files::{self, GivenFile};
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// How many matters one paper may answer: a limit of the machine, not of the law.
pub const MOST_MATTERS: usize = 500;

/// Trả lời kiến nghị.
#[derive(Debug, Clone)]
pub struct ReplyMatters {
    /// The matters it answers.
    pub matters: Vec<MatterId>,
    /// What it says of them.
    pub result: ResultKind,
    /// How they were settled, or why they are still in hand.
    pub outcome: Option<Outcome>,
    /// By when what is promised will be done.
    pub promised_on: Option<Date>,
    /// Số, ký hiệu; empty when it has none.
    pub number: String,
    /// The day of the paper.
    pub signed_on: Date,
    /// Who signs, where no institution of the records does.
    pub author: String,
    /// What it says.
    pub text: String,
    /// The scanned paper.
    pub file: Option<GivenFile>,
}

record! {
    /// Văn bản trả lời as a matter's page shows it.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct ReplyLine {
        /// The reply.
        pub id: ReplyId,
        /// Số, ký hiệu.
        pub number: String,
        /// The day of the paper.
        pub signed_on: Date,
        /// Who answers.
        pub author: String,
        /// What it says.
        pub text: String,
        /// Whether there is a scanned paper.
        pub has_file: bool,
        /// How many matters it answers.
        pub matters: u32,
    }
}

sql! {
    INSERT = "INSERT INTO reply (id, council_id, institution_id, author, number, signed_on, text, file_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_MATTER = "SELECT r.id, r.number, r.signed_on, r.author, r.text, CAST(CASE WHEN r.file_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_file, \
                        (SELECT count(*) FROM matter_step o WHERE o.reply_id = r.id) AS matters \
                 FROM matter_step s JOIN reply r ON r.id = s.reply_id WHERE s.matter_id = $1 AND s.day <= $2 ORDER BY s.position DESC";
    PROMISED = "UPDATE matter SET due_on = $2 WHERE id = $1";
    INSTITUTION_NAME = "SELECT name FROM institution WHERE id = $1";
}

/// Trả lời: one paper for all the matters, each of which takes the step it states.
pub async fn reply_matters(acting: &Acting<'_>, command: ReplyMatters) -> Result<ReplyId> {
    let tx = &acting.tx;
    let mut problems = Problems::default();
    let mut ids = command.matters.clone();
    ids.sort_unstable();
    ids.dedup();
    problems.unless(!ids.is_empty(), "matters", "missing");
    problems.unless(ids.len() <= MOST_MATTERS, "matters", "too-many-parts");
    let mut matters = Vec::with_capacity(ids.len());
    for id in ids.into_iter().take(MOST_MATTERS) {
        let matter = matter(tx, id, acting.today).await?;
        matter.may_answer(acting, Act::ReplyMatter)?;
        if !matter.state.allows(command.result.step()) {
            let problem = Problem::new("matters", "matter-answered");
            problems.add(problem.with("number", matter.label()));
        }
        matters.push(matter);
    }
    let text = whole(&command.text);
    problems.unless(!text.is_empty(), "text", "missing");
    problems.unless(
        text.chars().count() <= super::intake::LONGEST,
        "text",
        "too-long",
    );
    problems.unless(command.signed_on <= acting.today, "signed_on", "day-ahead");
    let outcomes = command.result.outcomes();
    let named = match command.outcome {
        None => outcomes.is_empty(),
        Some(outcome) => outcomes.contains(&outcome),
    };
    problems.unless(named, "outcome", "reply-outcome");
    let promised = command.outcome != Some(Outcome::RoadMap) || command.promised_on.is_some();
    problems.unless(promised, "promised_on", "reply-road-map");
    let ahead = command.promised_on.is_none_or(|day| day > acting.today);
    problems.unless(ahead, "promised_on", "day-past");
    let held = one_institution(&matters);
    let mut author = kernel::vi::clean(&command.author);
    if author.is_empty()
        && let Some(institution) = held
    {
        author = tx
            .scalar(INSTITUTION_NAME, args![institution])
            .await?
            .unwrap_or_default();
    }
    problems.unless(!author.is_empty(), "author", "missing");
    let council = matters.first().map(|matter| matter.council_id);
    problems.refuse()?;
    let Some(council) = council else {
        return Err(Problem::new("matters", "missing").into());
    };
    let file = match &command.file {
        None => None,
        Some(given) => Some(files::take(acting, "file", given.clone()).await?),
    };
    let id = ReplyId::fresh();
    let number = kernel::vi::clean(&command.number);
    let values = args![
        id,
        council,
        held,
        &author,
        &number,
        command.signed_on,
        &text,
        file
    ];
    tx.execute(INSERT, values).await?;
    for matter in &matters {
        answered(acting, matter, &command, id).await?;
    }
    Ok(id)
}

/// The step of one of the matters that a paper answers.
async fn answered(
    acting: &Acting<'_>,
    matter: &Matter,
    command: &ReplyMatters,
    reply: ReplyId,
) -> Result<()> {
    let state = matter.state.after(command.result.step())?;
    let promised_on = command.promised_on.filter(|_| state.is_open());
    let step = Step {
        outcome: command.outcome,
        holder: matter.holder(),
        reply: Some(reply),
        promised_on,
        reason: "",
    };
    enter(acting, matter.id, state, step).await?;
    // The answer was given: its clock is over. What is promised is owed by its own day.
    tick(acting, matter.id, Tick::bare(ClockKind::Stop)).await?;
    acting
        .tx
        .execute(PROMISED, args![matter.id, promised_on])
        .await?;
    let detail = json!({
        "before": {"state": matter.state},
        "after": {
            "state": state, "outcome": command.outcome, "promised_on": promised_on,
            "reply": reply, "number": command.number, "signed_on": command.signed_on,
        },
    });
    audit(acting, matter, Act::ReplyMatter, "", detail).await
}

/// The institution that has all of them, if it is one.
fn one_institution(matters: &[Matter]) -> Option<InstitutionId> {
    let first = matters.first()?.holder_id?;
    matters
        .iter()
        .all(|matter| matter.holder_id == Some(first))
        .then_some(first)
}

/// The replies to a matter until a day, the latest first.
pub async fn replies(db: &impl Reader, id: MatterId, on: Date) -> Result<Vec<ReplyLine>> {
    Ok(db.all(OF_MATTER, args![id, on]).await?)
}

record! {
    /// The scanned paper of a reply.
    pub struct ReplyFile {
        /// The council.
        pub council_id: CouncilId,
        /// Its name.
        pub name: String,
        /// Its kind.
        pub media_type: String,
        /// Its content.
        pub bytes: Vec<u8>,
        /// How many of the matters it answers are guarded.
        pub guarded: u32,
    }
}

sql! {
    FILE = "SELECT r.council_id, f.name, f.media_type, f.bytes, \
                   (SELECT count(*) FROM matter_step s JOIN matter m ON m.id = s.matter_id WHERE s.reply_id = r.id AND m.guarded = 1) AS guarded \
            FROM reply r JOIN file f ON f.id = r.file_id WHERE r.id = $1";
}

/// The scanned paper of a reply.
pub async fn reply_file(db: &impl Reader, id: ReplyId) -> Result<ReplyFile> {
    db.one(FILE, args![id])
        .await?
        .ok_or(crate::Refusal::NotFound("file"))
}
