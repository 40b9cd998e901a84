//! Đăng ký, xác nhận, thôi nhận: what a stranger does, with a line in the audit chain that knows no address.
//!
//! **Invariant.** Whoever asks learns nothing of the address: neither whether it is known, nor whether it hears of something already, nor
//! whether so many questions went to it that no more will.

use std::time::Duration;

use auth::token::Token;
use kernel::ids::{CouncilId, NoticeId, SubscriberId, SubscriptionId};
use kernel::vi;
use serde_json::json;
use store::{Reader as _, args, record, sql};
use uuid::Uuid;

use super::links::{self, Purpose};
use super::outbox::{self, Notice};
use super::queries::of_subscriber;
use super::{SubscriptionState, Topic, TopicKind, before};
use crate::access::Act;
use crate::bodies::queries::{council, unit};
use crate::petitions::queries::utterance;
use crate::petitions::tracking::tracked;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// How many questions go to one address in an hour, however many are asked: nobody is flooded through us.
const MOST_QUESTIONS: i64 = 3;
const HOUR: Duration = Duration::from_secs(3600);

/// Đăng ký nhận tin.
#[derive(Debug, Clone)]
pub struct AskForAlerts {
    /// The address, as it was typed.
    pub email: String,
    /// The language of the letters.
    pub lang: String,
    /// Of what to hear.
    pub topics: Vec<Topic>,
}

record! {
    struct Kept { id: SubscriptionId, state: SubscriptionState }
    struct Waiting { id: SubscriptionId, topic: TopicKind, target_id: Uuid, state: SubscriptionState }
}

sql! {
    QUESTIONS = "SELECT count(*) FROM notice n JOIN subscriber s ON s.id = n.subscriber_id WHERE s.email = $1 AND n.kind = 'confirm' AND n.made_at > $2";
    KNOW = "INSERT INTO subscriber (id, email, lang) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING";
    KNOWN = "SELECT id FROM subscriber WHERE email = $1";
    ASK = "INSERT INTO subscription (id, subscriber_id, topic, target_id, state, asked_at, seq, looked_on, reason) \
           VALUES ($1, $2, $3, $4, 'asked', $5, 0, '', '') ON CONFLICT (subscriber_id, topic, target_id) DO NOTHING";
    ASKED = "SELECT id, state FROM subscription WHERE subscriber_id = $1 AND topic = $2 AND target_id = $3";
    ASK_AGAIN = "UPDATE subscription SET asked_at = $2 WHERE id = $1";
    ONE = "SELECT id, topic, target_id, state FROM subscription WHERE id = $1 AND subscriber_id = $2";
    BEGIN = "UPDATE subscription SET state = 'active', reason = '', seq = $2, looked_on = $3 WHERE id = $1";
    NO_LATE = "DELETE FROM subscription_late WHERE subscription_id = $1";
    DROP = "DELETE FROM subscription WHERE id = $1";
}

/// Đăng ký nhận tin: a letter asks the address whether it is wanted. The answer is the same whatever is known of the address.
pub async fn ask_for_alerts(acting: &Acting<'_>, command: AskForAlerts) -> Result<()> {
    acting.may(Act::AskForAlerts, "")?;
    let mut problems = Problems::default();
    let email = address(&mut problems, &command.email);
    problems.unless(!command.topics.is_empty(), "topics", "missing");
    problems.refuse()?;
    let tx = &acting.tx;
    let mut concerned = None;
    for topic in &command.topics {
        concerned = concerned.or(stands(acting, *topic).await?);
    }
    let lately = args![&email, before(acting.now, HOUR)];
    let questions: Option<i64> = tx.scalar(QUESTIONS, lately).await?;
    if questions.unwrap_or(0) >= MOST_QUESTIONS {
        return Ok(());
    }
    let values = args![SubscriberId::fresh(), &email, &command.lang];
    tx.execute(KNOW, values).await?;
    let subscriber: Option<SubscriberId> = tx.scalar(KNOWN, args![&email]).await?;
    let subscriber = subscriber.ok_or(Refusal::NotFound("subscriber"))?;
    let mut asked = Vec::new();
    for topic in &command.topics {
        let (kind, target) = (topic.kind(), topic.target());
        let fresh = SubscriptionId::fresh();
        let values = args![fresh, subscriber, kind, target, acting.now];
        tx.execute(ASK, values).await?;
        let kept: Option<Kept> = tx.one(ASKED, args![subscriber, kind, target]).await?;
        let kept = kept.ok_or(Refusal::NotFound("subscription"))?;
        if kept.state != SubscriptionState::Active {
            tx.execute(ASK_AGAIN, args![kept.id, acting.now]).await?;
        }
        asked.push(kept.id);
    }
    let notice = NoticeId::fresh();
    let subject = asked.first().copied().unwrap_or_else(SubscriptionId::fresh);
    let question = Notice::Confirm {
        subscriptions: asked,
    };
    outbox::put(tx, notice, subscriber, &question, acting.now).await?;
    let kinds: Vec<TopicKind> = command.topics.iter().map(|topic| topic.kind()).collect();
    audit(acting, Act::AskForAlerts, concerned, subject, &kinds).await
}

/// Xác nhận địa chỉ: from now on news are told. Doing it twice is doing it once.
pub async fn confirm_alerts(acting: &Acting<'_>, token: &Token) -> Result<()> {
    acting.may(Act::ConfirmAlerts, "")?;
    let tx = &acting.tx;
    let link = links::look(tx, token, Purpose::Confirm, acting.now).await?;
    let Some(notice) = link.notice_id else {
        return Err(unusable());
    };
    let Some(Notice::Confirm { subscriptions }) = outbox::notice(tx, notice).await? else {
        return Err(unusable());
    };
    let seq = store::audit::head(tx).await?.seq;
    let mut there = 0;
    for id in subscriptions {
        let values = args![id, link.subscriber_id];
        let Some(waiting) = tx.one::<Waiting>(ONE, values).await? else {
            continue;
        };
        there += 1;
        if waiting.state == SubscriptionState::Active {
            continue;
        }
        tx.execute(BEGIN, args![id, seq, acting.today]).await?;
        let topic = Topic::of(waiting.topic, waiting.target_id);
        if let Topic::Utterance(said) = topic {
            // What is late already stands on the page from which was asked; only what becomes late is news.
            tx.execute(NO_LATE, args![id]).await?;
            let code = utterance(tx, said).await?.code;
            let tracked = tracked(tx, &code, acting.today).await?;
            for (matter, due_on) in super::news::late(&tracked) {
                super::gather::told_late(tx, id, matter, due_on).await?;
            }
        }
        let concerned = stands(acting, topic).await?;
        audit(acting, Act::ConfirmAlerts, concerned, id, &[waiting.topic]).await?;
    }
    match there {
        0 => Err(unusable()),
        _ => Ok(()),
    }
}

/// Thôi nhận tin: of one thing, or of all. The address goes with the last of them.
pub async fn end_alerts(
    acting: &Acting<'_>,
    token: &Token,
    which: Option<SubscriptionId>,
) -> Result<()> {
    acting.may(Act::EndAlerts, "")?;
    let tx = &acting.tx;
    let link = links::look(tx, token, Purpose::End, acting.now).await?;
    let mut left = of_subscriber(tx, link.subscriber_id).await?;
    let (ended, kept) = left
        .drain(..)
        .partition::<Vec<_>, _>(|line| which.is_none_or(|which| which == line.id));
    if ended.is_empty() {
        return Err(Refusal::NotFound("subscription"));
    }
    for line in ended {
        tx.execute(NO_LATE, args![line.id]).await?;
        tx.execute(DROP, args![line.id]).await?;
        let concerned = stands(acting, line.topic).await?;
        let kinds = [line.topic.kind()];
        audit(acting, Act::EndAlerts, concerned, line.id, &kinds).await?;
    }
    if kept.is_empty() {
        outbox::forget(tx, link.subscriber_id).await?;
    }
    Ok(())
}

/// Whether what a topic names is there; and the council it concerns.
async fn stands(acting: &Acting<'_>, topic: Topic) -> Result<Option<CouncilId>> {
    let tx = &acting.tx;
    Ok(match topic {
        Topic::Utterance(id) => Some(utterance(tx, id).await?.council_id),
        Topic::Council(id) => Some(council(tx, id).await?.id),
        Topic::Unit(id) | Topic::Meetings(id) => {
            unit(tx, id).await?;
            None
        }
    })
}

async fn audit(
    acting: &Acting<'_>,
    act: Act,
    council: Option<CouncilId>,
    id: SubscriptionId,
    kinds: &[TopicKind],
) -> Result<()> {
    let detail = json!({"topics": kinds});
    acting
        .audit(act, council, "subscription", id, "", detail)
        .await
}

/// An address as it is kept, in lower case: no provider of today tells two by their case.
fn address(problems: &mut Problems, typed: &str) -> String {
    /// RFC 5321 gives a path this many characters.
    const LONGEST: usize = 254;
    let email = vi::clean(typed).to_lowercase();
    problems.unless(!email.is_empty(), "email", "missing");
    let readable = email.split_once('@').is_some_and(|(user, host)| {
        let plain = |part: &str, more: &str| {
            let fine = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
            !part.is_empty()
                && part.chars().all(fine)
                && !part.starts_with('.')
                && !part.ends_with('.')
                && !part.contains("..")
        };
        plain(user, ".!#$%&'*+-/=?^_`{|}~") && plain(host, ".-") && host.contains('.')
    });
    problems.unless(
        email.is_empty() || (readable && email.len() <= LONGEST),
        "email",
        "email-unreadable",
    );
    email
}

/// The link is none of ours, was used up, or came too late.
pub(super) fn unusable() -> Refusal {
    Problem::new("", "alerts-link-unusable").into()
}
