//! Thư chờ gửi: one outbox for every letter. A letter is claimed for a while, sent, marked.
//!
//! **Invariants.** A letter is never lost: whoever dies between sending and marking leaves it to be sent again, under the same number, from
//! which its Message-ID is made. No two processes have the same letter at once. What cannot be sent is tried again after pauses that grow,
//! and given up with the reason. An address that the mail server refuses for good hears nothing more until it is confirmed anew.

use std::collections::HashSet;
use std::time::Duration;

use auth::token::Token;
use kernel::ids::{MatterId, NoticeId, SubscriberId, SubscriptionId};
use kernel::{Clock, Timestamp};
use serde_json::json;
use store::{Db, Reader, Tx, args, record, sql};
use uuid::Uuid;

use super::links::{self, Purpose};
use super::news::{News, Stretch, late_news, news};
use super::queries::{SubscriptionLine, of_subscriber};
use super::{CONFIRM_WITHIN, SubscriptionState, Topic, after, before};
use crate::access::{Act, Actor, FieldGroup};
use crate::{Acting, Refusal, Result};

/// How long a letter is left to who claimed it: longer than any talk with a mail server.
const LEASE: Duration = Duration::from_secs(10 * 60);
/// The first pause after a letter could not be sent; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(30);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 3600);
/// How long it is tried.
const GIVE_UP: Duration = Duration::from_secs(4 * 24 * 3600);
/// How long it is known what became of a letter.
const REMEMBER: Duration = Duration::from_secs(30 * 24 * 3600);

/// What a letter is to say. Its words are found when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Whether news are wanted.
    Confirm {
        /// Of what.
        subscriptions: Vec<SubscriptionId>,
    },
    /// Everything that is new.
    News {
        /// For each subscription that has news, from where to where.
        parts: Vec<Part>,
    },
}

/// The news of one subscription in a letter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// The last line of the chain that was told before.
    pub after: i64,
    /// The last line that is told now.
    pub until: i64,
    /// Matters that have become late.
    pub late: Vec<MatterId>,
}

impl Notice {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Confirm { .. } => "confirm",
            Self::News { .. } => "news",
        }
    }
}

record! {
    /// A letter that was claimed to be sent.
    #[derive(Debug, Clone)]
    pub struct Claimed {
        /// The letter.
        pub id: NoticeId,
        /// Whom it is for.
        pub subscriber_id: SubscriberId,
        /// The address.
        pub email: String,
        /// The language.
        pub lang: String,
        /// When it was made.
        pub made_at: Timestamp,
        /// How often it was tried.
        pub tries: u32,
        content: serde_json::Value,
    }
    struct Content { content: serde_json::Value }
}

/// A letter ready for its words.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it says.
    pub says: Says,
    /// The secret of the link with which news are ended.
    pub end: Token,
}

/// What a letter says.
#[derive(Debug, Clone)]
pub enum Says {
    /// Whether these are wanted.
    Confirm {
        /// Of what news are wanted.
        topics: Vec<SubscriptionLine>,
        /// The secret of the link that says yes.
        token: Token,
    },
    /// What is new.
    News {
        /// Of each topic, in order.
        topics: Vec<TopicNews>,
    },
}

/// What is new of a topic.
#[derive(Debug, Clone)]
pub struct TopicNews {
    /// The topic.
    pub topic: SubscriptionLine,
    /// The news.
    pub news: Vec<News>,
}

sql! {
    PUT = "INSERT INTO notice (id, subscriber_id, kind, content, made_at, state, tries, due_at, reason) VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $5, '')";
    CONTENT = "SELECT content FROM notice WHERE id = $1";
    CLAIM = "UPDATE notice SET lease = $1, due_at = $3 WHERE state = 'waiting' AND due_at <= $2 \
             AND id = (SELECT n.id FROM notice n WHERE n.state = 'waiting' AND n.due_at <= $2 ORDER BY n.due_at, n.id LIMIT 1)";
    CLAIMED = "SELECT n.id, n.subscriber_id, s.email, s.lang, n.made_at, n.tries, n.content FROM notice n JOIN subscriber s ON s.id = n.subscriber_id \
               WHERE n.lease = $1 AND n.state = 'waiting'";
    SENT = "UPDATE notice SET state = 'sent', sent_at = $2, lease = NULL, reason = '' WHERE id = $1 AND state = 'waiting'";
    LATER = "UPDATE notice SET tries = tries + 1, due_at = $2, lease = NULL, reason = $3 WHERE id = $1 AND state = 'waiting'";
    END = "UPDATE notice SET state = $2, lease = NULL, reason = $3 WHERE id = $1 AND state = 'waiting'";
    FAIL_ALL = "UPDATE notice SET state = 'failed', lease = NULL, reason = $2 WHERE subscriber_id = $1 AND state = 'waiting'";
    // One that was never confirmed keeps waiting, and lapses with its address.
    SUSPEND = "UPDATE subscription SET state = CASE WHEN state = 'asked' THEN state ELSE 'suspended' END, reason = $2 WHERE id = $1";
    LAPSED = "SELECT DISTINCT subscriber_id FROM subscription WHERE state = 'asked' AND asked_at <= $1";
    DROP_LAPSED = "DELETE FROM subscription WHERE state = 'asked' AND asked_at <= $1";
    OLD_LINKS = "DELETE FROM notice_link WHERE expires_at <= $1";
    OLD = "DELETE FROM notice WHERE state <> 'waiting' AND made_at <= $1";
    LEFT = "SELECT count(*) FROM subscription WHERE subscriber_id = $1";
    FORGET_LINKS = "DELETE FROM notice_link WHERE subscriber_id = $1";
    FORGET_NOTICES = "DELETE FROM notice WHERE subscriber_id = $1";
    FORGET = "DELETE FROM subscriber WHERE id = $1";
}

/// Puts a letter into the outbox, in the transaction of what it tells.
pub(super) async fn put(
    tx: &Tx,
    id: NoticeId,
    subscriber: SubscriberId,
    notice: &Notice,
    now: Timestamp,
) -> Result<()> {
    let content = serde_json::to_string(notice).map_err(Refusal::failed("write a letter"))?;
    let values = args![id, subscriber, notice.kind(), content, now];
    tx.execute(PUT, values).await?;
    Ok(())
}

/// What a letter is to say, as long as it is known.
pub(super) async fn notice(db: &impl Reader, id: NoticeId) -> Result<Option<Notice>> {
    let row: Option<Content> = db.one(CONTENT, args![id]).await?;
    row.map(|row| read(row.content)).transpose()
}

fn read(content: serde_json::Value) -> Result<Notice> {
    serde_json::from_value(content).map_err(Refusal::failed("read a letter"))
}

/// Claims the letter that waits longest, for the one who sends it; nobody else gets it until the lease is over.
pub async fn claim(db: &Db, actor: &Actor, now: Timestamp) -> Result<Option<Claimed>> {
    if !actor.reads(FieldGroup::AlertAddress, "") {
        return Err(Refusal::NotReadable(FieldGroup::AlertAddress));
    }
    let lease = Uuid::now_v7();
    let tx = db.begin_housekeeping().await?;
    let taken = tx
        .execute(CLAIM, args![lease, now, after(now, LEASE)])
        .await?;
    let claimed = match taken {
        0 => None,
        _ => tx.one(CLAIMED, args![lease]).await?,
    };
    tx.commit().await?;
    Ok(claimed)
}

/// Makes a claimed letter ready; nothing when there is nothing left to say, because what it was about was ended meanwhile.
pub async fn prepare(db: &Db, claimed: &Claimed, clock: &Clock) -> Result<Option<Letter>> {
    let (now, today) = (clock.now(), clock.today());
    let mut lines = of_subscriber(db, claimed.subscriber_id).await?;
    let (mut asks, mut topics) = (Vec::new(), Vec::new());
    match read(claimed.content.clone())? {
        Notice::Confirm { subscriptions } => {
            lines.retain(|line| subscriptions.contains(&line.id));
            if after(claimed.made_at, CONFIRM_WITHIN) > now {
                asks = lines;
            }
        }
        Notice::News { parts } => {
            // What stands under two topics is told under the first.
            let mut told = HashSet::new();
            lines.retain(|line| line.state == SubscriptionState::Active);
            for topic in lines {
                let Some(part) = parts.iter().find(|part| part.subscription == topic.id) else {
                    continue;
                };
                let stretch = Stretch {
                    after: part.after,
                    until: part.until,
                };
                let mut fresh = news(db, topic.topic, stretch, today).await?;
                fresh.retain(|news| match news {
                    News::Matter(matter) => told.insert(matter.id),
                    _ => true,
                });
                if let Topic::Utterance(id) = topic.topic {
                    fresh.extend(late_news(db, id, &part.late, today).await?);
                }
                if !fresh.is_empty() {
                    topics.push(TopicNews { topic, news: fresh });
                }
            }
        }
    }
    let tx = db.begin_housekeeping().await?;
    if asks.is_empty() && topics.is_empty() {
        tx.execute(END, args![claimed.id, "dropped", ""]).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let of = claimed.subscriber_id;
    let says = if asks.is_empty() {
        Says::News { topics }
    } else {
        let notice = Some(claimed.id);
        let token = links::issue(&tx, Purpose::Confirm, of, notice, claimed.made_at).await?;
        Says::Confirm {
            topics: asks,
            token,
        }
    };
    let end = links::issue(&tx, Purpose::End, of, None, now).await?;
    tx.commit().await?;
    Ok(Some(Letter { says, end }))
}

/// Marks a letter as sent.
pub async fn sent(db: &Db, claimed: &Claimed, now: Timestamp) -> Result<()> {
    let tx = db.begin_housekeeping().await?;
    tx.execute(SENT, args![claimed.id, now]).await?;
    Ok(tx.commit().await?)
}

/// Puts a letter off that could not be sent, or gives it up when it was tried long enough; says whether it was given up.
pub async fn put_off(db: &Db, claimed: &Claimed, now: Timestamp, reason: &str) -> Result<bool> {
    let reason = without(reason, &claimed.email);
    let over = after(claimed.made_at, GIVE_UP) <= now;
    let tx = db.begin_housekeeping().await?;
    if over {
        tx.execute(END, args![claimed.id, "failed", &reason])
            .await?;
    } else {
        let due = after(now, pause(claimed.tries));
        tx.execute(LATER, args![claimed.id, due, &reason]).await?;
    }
    tx.commit().await?;
    Ok(over)
}

/// How long to wait after a letter was tried in vain, so many times before.
pub fn pause(tries: u32) -> Duration {
    let factor = 1u32.checked_shl(tries).unwrap_or(u32::MAX);
    FIRST_PAUSE
        .checked_mul(factor)
        .map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

/// Ngừng gửi: the mail server refuses the address for good. Whatever was asked for it rests, with the reason, until it is confirmed anew.
pub async fn suspend(
    db: &Db,
    actor: &Actor,
    clock: &Clock,
    claimed: &Claimed,
    reason: &str,
) -> Result<()> {
    let reason = without(reason, &claimed.email);
    let acting = Acting::begin(db, actor, clock).await?;
    acting.may(Act::SuspendAlerts, "")?;
    let tx = &acting.tx;
    for line in of_subscriber(tx, claimed.subscriber_id).await? {
        tx.execute(SUSPEND, args![line.id, &reason]).await?;
        let detail = json!({"topics": [line.topic.kind()]});
        acting
            .audit(
                Act::SuspendAlerts,
                None,
                "subscription",
                line.id,
                "",
                detail,
            )
            .await?;
    }
    let failed = args![claimed.subscriber_id, &reason];
    tx.execute(FAIL_ALL, failed).await?;
    acting.commit().await
}

/// A reason without the address, which servers like to repeat.
fn without(reason: &str, email: &str) -> String {
    let folded = reason.to_ascii_lowercase();
    let mut text = String::with_capacity(reason.len());
    let mut from = 0;
    for (at, found) in folded.match_indices(email) {
        text.push_str(&reason[from..at]);
        text.push('…');
        from = at + found.len();
    }
    text.push_str(&reason[from..]);
    text
}

/// Drops what has had its time: questions nobody answered, with the address, and what became of letters long ago.
pub async fn sweep(db: &Db, now: Timestamp) -> Result<()> {
    let tx = db.begin_housekeeping().await?;
    let lapsed = args![before(now, CONFIRM_WITHIN)];
    let rows = tx.fetch(LAPSED, lapsed.clone()).await?;
    tx.execute(DROP_LAPSED, lapsed).await?;
    for row in rows {
        let id: SubscriberId = row.first()?;
        let left: Option<i64> = tx.scalar(LEFT, args![id]).await?;
        if left == Some(0) {
            forget(&tx, id).await?;
        }
    }
    tx.execute(OLD_LINKS, args![now]).await?;
    tx.execute(OLD, args![before(now, REMEMBER)]).await?;
    Ok(tx.commit().await?)
}

/// Forgets an address that asks for nothing any more, and everything that was written to it.
pub(super) async fn forget(tx: &Tx, id: SubscriberId) -> Result<()> {
    for sql in [FORGET_LINKS, FORGET_NOTICES, FORGET] {
        tx.execute(sql, args![id]).await?;
    }
    Ok(())
}
