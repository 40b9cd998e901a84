//! Khó khăn, vướng mắc: raised by delegates and offices, with or without their names, and supported by others who meet them too.

use kernel::Date;
use kernel::ids::{AccountId, CouncilId, DifficultyId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::planning::long_text;
use crate::access::{Act, Actor, FieldGroup, NotPermitted};
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Nêu khó khăn.
#[derive(Debug, Clone)]
pub struct RaiseDifficulty {
    /// The council that meets it.
    pub council: CouncilId,
    /// In a line.
    pub title: String,
    /// What happens, and what was tried.
    pub content: String,
    /// Whether others see who raised it.
    pub named: bool,
}

record! {
    /// Một khó khăn.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conferences::Difficulty)]
    pub struct Difficulty {
        /// The difficulty.
        pub id: DifficultyId,
        /// The council that meets it.
        pub council_id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// In a line.
        pub title: String,
        /// What happens, and what was tried.
        pub content: String,
        /// Who raised it; empty when the name is hidden.
        pub shown_name: String,
        /// When.
        pub raised_on: Date,
        /// How many others meet it too.
        pub supports: u32,
        /// Whether the reader is among them.
        pub mine: bool,
    }
}

macro_rules! difficulties {
    () => {
        "SELECT d.id, d.council_id, u.name AS unit_name, d.title, d.content, d.shown_name, d.raised_on, \
         (SELECT count(*) FROM difficulty_support s WHERE s.difficulty_id = d.id AND s.day <= $1) AS supports, \
         (SELECT count(*) FROM difficulty_support s WHERE s.difficulty_id = d.id AND s.account_id = $2) AS mine \
         FROM difficulty d JOIN council c ON c.id = d.council_id JOIN unit u ON u.id = c.unit_id WHERE d.raised_on <= $1"
    };
}

sql! {
    INSERT = "INSERT INTO difficulty (id, council_id, title, content, shown_name, raised_on) VALUES ($1, $2, $3, $4, $5, $6)";
    SUPPORT = "INSERT INTO difficulty_support (difficulty_id, account_id, day) VALUES ($1, $2, $3)";
    ALL = concat!(difficulties!(), " AND ($3 = '' OR c.path = $3 OR c.path LIKE $3 || '/%') ORDER BY supports DESC, d.raised_on DESC, d.id");
    ONE = concat!(difficulties!(), " AND d.id = $3");
}

/// Nêu khó khăn.
pub async fn raise_difficulty(
    acting: &Acting<'_>,
    command: RaiseDifficulty,
) -> Result<DifficultyId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::RaiseDifficulty, &council.path)?;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    let content = long_text("content", &command.content, &mut problems);
    problems.refuse()?;
    let id = DifficultyId::fresh();
    let shown = if command.named {
        acting.actor.name.as_str()
    } else {
        ""
    };
    let values = args![id, council.id, &title, &content, shown, acting.today];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"title": title}});
    let act = Act::RaiseDifficulty;
    acting
        .audit(act, Some(council.id), "difficulty", id, "", detail)
        .await?;
    Ok(id)
}

/// Cùng gặp khó khăn này: once for each account.
pub async fn support_difficulty(acting: &Acting<'_>, id: DifficultyId) -> Result<()> {
    let Some(account) = acting
        .actor
        .account
        .filter(|_| acting.actor.can_anywhere(Act::RaiseDifficulty))
    else {
        return Err(NotPermitted(Act::RaiseDifficulty).into());
    };
    let found = difficulty(&acting.tx, acting.actor, id, acting.today).await?;
    if found.mine {
        return Err(Problem::new("", "difficulty-supported").into());
    }
    let values = args![id, account, acting.today];
    acting.tx.execute(SUPPORT, values).await?;
    let act = Act::RaiseDifficulty;
    let detail = json!({"after": {"supports": found.supports + 1}});
    acting
        .audit(act, Some(found.council_id), "difficulty", id, "", detail)
        .await
}

/// The difficulties at and below a place on a day, those that most meet first.
pub async fn difficulties(
    db: &impl Reader,
    actor: &Actor,
    place: &str,
    on: Date,
) -> Result<Vec<Difficulty>> {
    readable(actor)?;
    Ok(db.all(ALL, args![on, nobody_or(actor), place]).await?)
}

/// One difficulty.
pub async fn difficulty(
    db: &impl Reader,
    actor: &Actor,
    id: DifficultyId,
    on: Date,
) -> Result<Difficulty> {
    readable(actor)?;
    db.one(ONE, args![on, nobody_or(actor), id])
        .await?
        .ok_or(Refusal::NotFound("difficulty"))
}

/// How many meet a difficulty on a day, whoever asks: he or she who raised it, and those who said so too.
pub(super) async fn met_by(db: &impl Reader, id: DifficultyId, on: Date) -> Result<Option<u32>> {
    let found: Option<Difficulty> = db.one(ONE, args![on, nobody(), id]).await?;
    Ok(found.map(|one| one.supports + 1))
}

/// Councils of all levels learn from one another, so who reads of the work of conferences somewhere reads all difficulties.
fn readable(actor: &Actor) -> Result<()> {
    let group = FieldGroup::ConferenceWork;
    if actor.reads_anywhere(group) {
        Ok(())
    } else {
        Err(Refusal::NotReadable(group))
    }
}

fn nobody_or(actor: &Actor) -> AccountId {
    actor.account.unwrap_or_else(nobody)
}

fn nobody() -> AccountId {
    AccountId::from_uuid(uuid::Uuid::nil())
}
