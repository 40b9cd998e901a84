//! Gom tin: who has news since the last letter, and the one letter that is to tell all of it.
//!
//! **Invariant.** The letter and the number up to which it tells are written together. Of two processes that gather at once the second
//! finds the number moved and writes nothing.

use std::time::Duration;

use kernel::ids::{MatterId, NoticeId, SubscriberId, SubscriptionId};
use kernel::{Clock, Date};
use store::{Db, Reader as _, Tx, args, record, sql};
use uuid::Uuid;

use super::news::{Stretch, late, news};
use super::outbox::{self, Notice, Part};
use super::{Topic, TopicKind, before};
use crate::Result;
use crate::petitions::queries::utterance;
use crate::petitions::tracking::tracked;

record! {
    struct Active { id: SubscriptionId, subscriber_id: SubscriberId, topic: TopicKind, target_id: Uuid, seq: i64, looked_on: Date }
}

sql! {
    ACTIVE = "SELECT t.id, t.subscriber_id, t.topic, t.target_id, t.seq, t.looked_on FROM subscription t JOIN subscriber s ON s.id = t.subscriber_id \
              WHERE t.state = 'active' AND (s.told_at IS NULL OR s.told_at <= $1) AND (t.seq < $2 OR (t.topic = 'utterance' AND t.looked_on < $3)) \
              ORDER BY t.subscriber_id, t.id";
    MOVE = "UPDATE subscription SET seq = $2, looked_on = $3 WHERE id = $1 AND seq = $4 AND looked_on = $5 AND state = 'active'";
    TOLD = "UPDATE subscriber SET told_at = $2 WHERE id = $1";
    LATE_TOLD = "SELECT count(*) FROM subscription_late WHERE subscription_id = $1 AND matter_id = $2 AND due_on = $3";
    TELL_LATE = "INSERT INTO subscription_late (subscription_id, matter_id, due_on) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

/// What one subscription has to tell.
struct Found {
    of: Active,
    late: Vec<(MatterId, Date)>,
    any: bool,
}

/// Writes a letter for everybody who has news and had no letter for so long; gives how many.
pub async fn gather(db: &Db, clock: &Clock, every: Duration) -> Result<u32> {
    let (now, today) = (clock.now(), clock.today());
    let head = store::audit::head(db).await?.seq;
    let values = args![before(now, every), head, today];
    let active: Vec<Active> = db.all(ACTIVE, values).await?;
    let mut by_address: Vec<Vec<Active>> = Vec::new();
    for of in active {
        match by_address.last_mut() {
            Some(same)
                if same
                    .first()
                    .is_some_and(|it| it.subscriber_id == of.subscriber_id) =>
            {
                same.push(of);
            }
            _ => by_address.push(vec![of]),
        }
    }
    let mut idle = Vec::new();
    let mut letters = 0;
    for of_one in by_address {
        let mut found = Vec::with_capacity(of_one.len());
        for of in of_one {
            found.push(look(db, of, head, today).await?);
        }
        if !found.iter().any(|found| found.any) {
            idle.extend(found);
            continue;
        }
        letters += u32::from(write(db, found, head, clock).await?);
    }
    if !idle.is_empty() {
        let tx = db.begin_housekeeping().await?;
        for found in &idle {
            pass(&tx, found, head, today).await?;
        }
        tx.commit().await?;
    }
    Ok(letters)
}

/// What a subscription has to tell since it was last looked at.
async fn look(db: &Db, of: Active, head: i64, today: Date) -> Result<Found> {
    let topic = Topic::of(of.topic, of.target_id);
    let stretch = Stretch {
        after: of.seq,
        until: head,
    };
    let told = news(db, topic, stretch, today).await?;
    let mut fresh = Vec::new();
    if let Topic::Utterance(id) = topic {
        let code = utterance(db, id).await?.code;
        for (matter, due_on) in late(&tracked(db, &code, today).await?) {
            let known = args![of.id, matter, due_on];
            let known: Option<i64> = db.scalar(LATE_TOLD, known).await?;
            if known == Some(0) {
                fresh.push((matter, due_on));
            }
        }
    }
    Ok(Found {
        any: !told.is_empty() || !fresh.is_empty(),
        late: fresh,
        of,
    })
}

/// Writes the letter of one address, unless another process did.
async fn write(db: &Db, found: Vec<Found>, head: i64, clock: &Clock) -> Result<bool> {
    let (now, today) = (clock.now(), clock.today());
    let Some(subscriber) = found.first().map(|found| found.of.subscriber_id) else {
        return Ok(false);
    };
    let tx = db.begin_housekeeping().await?;
    let mut parts = Vec::new();
    for found in &found {
        if !pass(&tx, found, head, today).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        for (matter, due_on) in &found.late {
            told_late(&tx, found.of.id, *matter, *due_on).await?;
        }
        if found.any {
            parts.push(Part {
                subscription: found.of.id,
                after: found.of.seq,
                until: head,
                late: found.late.iter().map(|(matter, _)| *matter).collect(),
            });
        }
    }
    let notice = Notice::News { parts };
    outbox::put(&tx, NoticeId::fresh(), subscriber, &notice, now).await?;
    tx.execute(TOLD, args![subscriber, now]).await?;
    tx.commit().await?;
    Ok(true)
}

/// Moves a subscription on to a line of the chain; not when it was moved meanwhile.
async fn pass(tx: &Tx, found: &Found, head: i64, today: Date) -> Result<bool> {
    let of = &found.of;
    let values = args![of.id, head, today, of.seq, of.looked_on];
    Ok(tx.execute(MOVE, values).await? == 1)
}

/// Remembers that a lateness is known.
pub(super) async fn told_late(
    tx: &Tx,
    id: SubscriptionId,
    matter: MatterId,
    due_on: Date,
) -> Result<()> {
    tx.execute(TELL_LATE, args![id, matter, due_on]).await?;
    Ok(())
}
