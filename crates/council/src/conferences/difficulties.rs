//! Khó khăn, vướng mắc: raised by delegates and offices, with or without their names, and supported by others who meet them too.
//!
//! **Invariant.** Who raised one without a name is told to nobody but that account: not by pages, not by the audit chain, not by the
//! identifier.

use jiff::civil::time;
use kernel::Date;
use kernel::ids::{AccountId, CouncilId, DifficultyId};
use serde_json::json;
use sha2::{Digest as _, Sha256};
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
        /// Whether the reader raised it.
        pub own: bool,
    }
}

macro_rules! difficulties {
    () => {
        "SELECT d.id, d.council_id, u.name AS unit_name, d.title, d.content, d.shown_name, d.raised_on, \
         (SELECT count(*) FROM difficulty_support s WHERE s.difficulty_id = d.id AND s.day <= $1) AS supports, \
         (SELECT count(*) FROM difficulty_support s WHERE s.difficulty_id = d.id AND s.account_id = $2) AS mine, \
         CAST(CASE WHEN d.account_id = $2 THEN 1 ELSE 0 END AS BIGINT) AS own \
         FROM difficulty d JOIN council c ON c.id = d.council_id JOIN unit u ON u.id = c.unit_id WHERE d.raised_on <= $1"
    };
}

sql! {
    INSERT = "INSERT INTO difficulty (id, council_id, account_id, title, content, shown_name, raised_on) VALUES ($1, $2, $3, $4, $5, $6, $7)";
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
    let id = blind_id(acting);
    let (act, of) = (Act::RaiseDifficulty, Some(council.id));
    let account = acting.actor.account;
    let shown = match command.named {
        true => acting.actor.name.as_str(),
        false => "",
    };
    let values = args![
        id,
        council.id,
        account,
        &title,
        &content,
        shown,
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    // The chain says that an account raised something without a name, and not what.
    match command.named {
        true => {
            let detail = json!({"after": {"title": title}});
            acting.audit(act, of, "difficulty", id, "", detail).await?;
        }
        false => {
            acting
                .audit(act, of, "council", council.id, "", json!({}))
                .await?
        }
    }
    Ok(id)
}

/// An identifier that tells the day and not the moment, which stands in the audit chain beside the account.
fn blind_id(acting: &Acting<'_>) -> DifficultyId {
    let midnight = kernel::time::instant(acting.today.to_datetime(time(0, 0, 0, 0)));
    let digest = Sha256::digest(DifficultyId::fresh().uuid().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    let millis = u64::try_from(midnight.as_millisecond()).unwrap_or(0);
    DifficultyId::reproducible(millis, u128::from_be_bytes(bytes))
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
    if found.mine || found.own {
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

/// The same, whoever asks.
pub(super) async fn raised(db: &impl Reader, place: &str, on: Date) -> Result<Vec<Difficulty>> {
    Ok(db.all(ALL, args![on, nobody(), place]).await?)
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
