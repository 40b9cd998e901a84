//! What the pages show of a subscription, and how many letters wait.

use auth::token::Token;
use kernel::Timestamp;
use kernel::ids::{SubscriberId, SubscriptionId};
use store::{Reader, args, record, sql};
use uuid::Uuid;

use super::links::{self, Purpose};
use super::outbox::{self, Notice};
use super::{SubscriptionState, Topic, TopicKind};
use crate::Result;
use crate::bodies::queries::{council, unit};
use crate::petitions::queries::{utterance, utterance_of};
use crate::petitions::tracking::typed_code;

/// A subscription of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionLine {
    /// The subscription.
    pub id: SubscriptionId,
    /// Of what.
    pub topic: Topic,
    /// How it stands.
    pub state: SubscriptionState,
    /// What the topic names: the title of the council, the name of the unit, the code of the utterance.
    pub name: String,
}

/// How the letters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Letters that wait to be sent.
    pub waiting: i64,
    /// Letters that were given up within the last weeks.
    pub failed: i64,
    /// When the oldest of those that wait was made.
    pub since: Option<Timestamp>,
}

record! {
    struct Row { id: SubscriptionId, topic: TopicKind, target_id: Uuid, state: SubscriptionState }
}

sql! {
    OF_SUBSCRIBER = "SELECT id, topic, target_id, state FROM subscription WHERE subscriber_id = $1 ORDER BY asked_at, id";
    COUNT = "SELECT count(*) FROM notice WHERE state = $1";
    OLDEST = "SELECT min(made_at) FROM notice WHERE state = 'waiting'";
}

/// Everything of which an address hears or was asked about, in the order in which a letter tells it.
pub(super) async fn of_subscriber(
    db: &impl Reader,
    id: SubscriberId,
) -> Result<Vec<SubscriptionLine>> {
    let rows: Vec<Row> = db.all(OF_SUBSCRIBER, args![id]).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let topic = Topic::of(row.topic, row.target_id);
        lines.push(SubscriptionLine {
            id: row.id,
            topic,
            state: row.state,
            name: name(db, topic).await?,
        });
    }
    lines.sort_by_key(|line| line.topic);
    Ok(lines)
}

/// What a topic names, for people.
pub async fn name(db: &impl Reader, topic: Topic) -> Result<String> {
    Ok(match topic {
        Topic::Utterance(id) => utterance(db, id).await?.code,
        Topic::Council(id) => council(db, id).await?.title(),
        Topic::Unit(id) | Topic::Meetings(id) => unit(db, id).await?.name,
    })
}

/// The topic of a code that was typed, if it opens anything.
pub async fn topic_of_code(db: &impl Reader, code: &str) -> Result<Topic> {
    let code = typed_code(code).map_err(|_| crate::Refusal::NotFound("utterance"))?;
    let said = utterance_of(db, &code).await?;
    said.map(|said| Topic::Utterance(said.id))
        .ok_or(crate::Refusal::NotFound("utterance"))
}

/// What a link asks to be confirmed.
pub async fn to_confirm(
    db: &impl Reader,
    token: &Token,
    now: Timestamp,
) -> Result<Vec<SubscriptionLine>> {
    let link = links::look(db, token, Purpose::Confirm, now).await?;
    let mut lines = of_subscriber(db, link.subscriber_id).await?;
    let notice = match link.notice_id {
        Some(id) => outbox::notice(db, id).await?,
        None => None,
    };
    let Some(Notice::Confirm { subscriptions }) = notice else {
        return Err(super::acts::unusable());
    };
    lines.retain(|line| subscriptions.contains(&line.id));
    if lines.is_empty() {
        return Err(super::acts::unusable());
    }
    Ok(lines)
}

/// Everything that a link can end.
pub async fn to_end(
    db: &impl Reader,
    token: &Token,
    now: Timestamp,
) -> Result<Vec<SubscriptionLine>> {
    let link = links::look(db, token, Purpose::End, now).await?;
    of_subscriber(db, link.subscriber_id).await
}

/// How many letters wait and how many were given up.
pub async fn standing(db: &impl Reader) -> Result<Standing> {
    let count = |state: &'static str| async move {
        let count: Option<i64> = db.scalar(COUNT, args![state]).await?;
        Ok::<_, crate::Refusal>(count.unwrap_or(0))
    };
    let since: Option<Option<Timestamp>> = db.scalar(OLDEST, args![]).await?;
    Ok(Standing {
        waiting: count("waiting").await?,
        failed: count("failed").await?,
        since: since.flatten(),
    })
}
