//! Cases of this capability, on both databases.

use std::time::Duration;

use auth::token::Token;
use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::ids::{MatterId, SubscriptionId, UtteranceId};
use kernel::{Clock, Date};
use proptest::prelude::*;
use store::testing::databases;
use store::{Db, Reader as _, args, sql};

use super::acts::{AskForAlerts, ask_for_alerts, confirm_alerts, end_alerts};
use super::gather::gather;
use super::news::News;
use super::outbox::{Claimed, Letter, Says, claim, pause, prepare, put_off, sent, suspend, sweep};
use super::queries::{standing, to_confirm, to_end, topic_of_code};
use super::{SubscriptionState, Topic};
use crate::access::Actor;
use crate::fixture::{Scene, codes, program};
use crate::petitions::intake::{TakeUtterance, Voter, take_utterance};
use crate::petitions::replies::{ReplyMatters, reply_matters};
use crate::petitions::routing::{accept_matter, route_matter, send_back_matter};
use crate::petitions::sorting::{
    NewMatter, close_utterance, join_matter, make_matters, merge_matters,
};
use crate::petitions::steps::Holder;
use crate::petitions::tests::{DAY, clerk, house};
use crate::petitions::watching::reopen_matter;
use crate::petitions::{
    Channel, Competence, Field, MatterState, Outcome, ResultKind, UtteranceKind,
};
use crate::{Acting, Result};

const AT_ONCE: Duration = Duration::ZERO;

sql! {
    ADDRESSES = "SELECT count(*) FROM subscriber";
    LINKS = "SELECT count(*) FROM notice_link";
    NOTICES = "SELECT count(*) FROM notice";
    SUBSCRIPTIONS = "SELECT count(*) FROM subscription";
    IN_CHAIN = "SELECT count(*) FROM audit WHERE detail LIKE '%@%' OR reason LIKE '%@%' OR actor LIKE '%@%'";
    IN_OUTBOX = "SELECT count(*) FROM notice WHERE content LIKE '%@%' OR reason LIKE '%@%'";
    UNEVEN = "SELECT count(*) FROM matter m WHERE (SELECT count(*) FROM matter_step s WHERE s.matter_id = m.id) <> \
              (SELECT count(*) FROM audit a WHERE a.subject_id = m.id AND a.act IN \
               ('petitions.sort', 'petitions.route', 'petitions.take_matter', 'petitions.reply', 'petitions.reopen'))";
}

fn at(day: Date, hour: i8) -> Clock {
    Clock::fixed(kernel::time::instant(day.at(hour, 0, 0, 0)))
}

fn said(scene: &Scene, guarded: bool) -> TakeUtterance {
    TakeUtterance {
        id: UtteranceId::fresh(),
        council: scene.council,
        channel: Channel::Letter,
        kind: UtteranceKind::Petition,
        contact: None,
        unit: Some(scene.city),
        hamlet: String::new(),
        text: "Đường số 5 hư, đèn tắt".to_owned(),
        said_on: DAY,
        written_at: None,
        voter: Voter {
            name: "Lê Thị Bưởi".to_owned(),
            ..Voter::default()
        },
        guarded,
    }
}

fn part(title: &str) -> NewMatter {
    NewMatter {
        title: title.to_owned(),
        field: Field::Transport,
        competence: Competence::Province,
        board: None,
    }
}

fn answer(matter: MatterId, result: ResultKind, outcome: Option<Outcome>) -> ReplyMatters {
    ReplyMatters {
        matters: vec![matter],
        result,
        outcome,
        promised_on: None,
        number: "12/SXD-VP".to_owned(),
        signed_on: DAY,
        author: String::new(),
        text: "Cảm ơn bà Lê Thị Bưởi.".to_owned(),
        file: None,
    }
}

/// Carries out one thing as the clerk and keeps it.
macro_rules! done {
    ($db:expr, $clock:expr, |$acting:ident| $act:expr) => {{
        let actor = clerk();
        let $acting = Acting::begin($db, &actor, $clock).await.expect("begins");
        let made = $act.await.expect("is done");
        $acting.commit().await.expect("commits");
        made
    }};
}

async fn raised(
    db: &Db,
    clock: &Clock,
    scene: &Scene,
    title: &str,
    guarded: bool,
) -> (String, MatterId) {
    let taken = done!(db, clock, |acting| take_utterance(
        &acting,
        said(scene, guarded)
    ));
    let made = done!(db, clock, |acting| make_matters(
        &acting,
        taken.id,
        vec![part(title)]
    ));
    (taken.code, made[0])
}

async fn asked(db: &Db, clock: &Clock, email: &str, topics: &[Topic]) -> Result<()> {
    let voter = Actor::voter();
    let acting = Acting::begin(db, &voter, clock).await?;
    let command = AskForAlerts {
        email: email.to_owned(),
        lang: "vi".to_owned(),
        topics: topics.to_vec(),
    };
    ask_for_alerts(&acting, command).await?;
    acting.commit().await
}

async fn confirmed(db: &Db, clock: &Clock, token: &Token) -> Result<()> {
    let voter = Actor::voter();
    let acting = Acting::begin(db, &voter, clock).await?;
    confirm_alerts(&acting, token).await?;
    acting.commit().await
}

async fn ended(db: &Db, clock: &Clock, token: &Token, which: Option<SubscriptionId>) -> Result<()> {
    let voter = Actor::voter();
    let acting = Acting::begin(db, &voter, clock).await?;
    end_alerts(&acting, token, which).await?;
    acting.commit().await
}

async fn next(db: &Db, clock: &Clock) -> Option<Claimed> {
    claim(db, &program(), clock.now()).await.expect("asks")
}

/// The next letter, sent.
async fn letter(db: &Db, clock: &Clock) -> Option<Letter> {
    let claimed = next(db, clock).await?;
    let letter = prepare(db, &claimed, clock).await.expect("is made ready")?;
    sent(db, &claimed, clock.now()).await.expect("is marked");
    Some(letter)
}

/// Asks, takes the letter and says yes; the token ends it.
async fn subscribed(db: &Db, clock: &Clock, email: &str, topics: &[Topic]) -> Token {
    asked(db, clock, email, topics).await.expect("is asked");
    let question = letter(db, clock).await.expect("a question");
    let Says::Confirm { token, .. } = question.says else {
        panic!("no question: {:?}", question.says);
    };
    confirmed(db, clock, &token).await.expect("says yes");
    question.end
}

/// What a letter of news says, in short.
fn told(letter: &Letter) -> Vec<String> {
    let Says::News { topics } = &letter.says else {
        panic!("no news: {:?}", letter.says);
    };
    let news = topics.iter().flat_map(|topic| &topic.news);
    news.map(|news| match news {
        News::Matter(matter) => {
            let steps = matter.steps.iter().map(|step| step.state.code());
            let steps: Vec<&str> = steps.collect();
            let mark = if matter.fresh { "+" } else { "" };
            format!("{mark}{}: {}", matter.title, steps.join(" "))
        }
        News::Late(late) => format!("{} late since {}", late.title, late.due_on),
        News::Closed => "closed".to_owned(),
        News::Joined { title } => format!("joined {title}"),
        News::Meeting(meeting) => meeting.change.code().to_owned(),
    })
    .collect()
}

async fn count(db: &Db, sql: store::Sql) -> i64 {
    let count: Option<i64> = db.scalar(sql, args![]).await.expect("counts");
    count.unwrap_or(0)
}

#[tokio::test]
async fn nothing_but_a_question_goes_to_an_address_that_did_not_say_yes() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, _) = house(db).await;
        let (morning, noon) = (at(DAY, 8), at(DAY, 12));
        let topics = [Topic::Council(scene.council)];
        for email in [
            "",
            "kimlien",
            "a@b",
            "a b@c.vn",
            "a@b.vn\nBcc: x@y.vn",
            "ô@b.vn",
            "a..b@c.vn",
        ] {
            let refused = asked(db, &morning, email, &topics).await;
            let codes = codes(refused);
            assert!(
                codes.contains(&"missing") || codes.contains(&"email-unreadable"),
                "{email}: {codes:?}"
            );
        }
        assert_eq!(codes(asked(db, &morning, "a@b.vn", &[]).await), ["missing"]);

        asked(db, &morning, " Kim.Lien@Example.vn ", &topics)
            .await
            .expect("asked");
        asked(db, &morning, "kim.lien@example.vn", &topics)
            .await
            .expect("asked again");
        assert_eq!(
            (count(db, SUBSCRIPTIONS).await, count(db, NOTICES).await),
            (1, 2)
        );
        let (code, _) = raised(db, &morning, &scene, "Sửa đường", false).await;
        assert_eq!(gather(db, &morning, AT_ONCE).await.expect("gathers"), 0);

        // Of five questions in an hour three are asked, and nobody is told.
        for _ in 0..3 {
            asked(db, &morning, "kim.lien@example.vn", &topics)
                .await
                .expect("asked");
        }
        assert_eq!(count(db, NOTICES).await, 3);
        asked(db, &noon, "kim.lien@example.vn", &topics)
            .await
            .expect("asked");
        assert_eq!(count(db, NOTICES).await, 4);

        let question = letter(db, &noon).await.expect("a question");
        let Says::Confirm { topics: of, token } = question.says else {
            panic!("news to an address that did not say yes");
        };
        assert_eq!(of.len(), 1);
        let seen = to_confirm(db, &token, noon.now()).await.expect("a page");
        assert_eq!(seen[0].state, SubscriptionState::Asked);
        let foreign = Token::random().expect("a token");
        assert_eq!(
            codes(confirmed(db, &noon, &foreign).await),
            ["alerts-link-unusable"]
        );
        // A link that ends is none that says yes.
        assert_eq!(
            codes(confirmed(db, &noon, &question.end).await),
            ["alerts-link-unusable"]
        );
        confirmed(db, &noon, &token).await.expect("says yes");
        confirmed(db, &noon, &token).await.expect("says yes twice");
        // What was before is no news.
        assert_eq!(gather(db, &noon, AT_ONCE).await.expect("gathers"), 0);
        let code = topic_of_code(db, &code).await.expect("a topic");
        assert!(matches!(code, Topic::Utterance(_)));

        // A question that nobody answers lapses, and the address with it; the other stays.
        asked(db, &noon, "khac@example.vn", &topics)
            .await
            .expect("asked");
        while letter(db, &noon).await.is_some() {}
        assert_eq!(count(db, ADDRESSES).await, 2);
        let later = at(DAY.saturating_add(3.days()), 8);
        assert_eq!(
            codes(confirmed(db, &later, &token).await),
            ["alerts-link-unusable"]
        );
        sweep(db, later.now()).await.expect("sweeps");
        assert_eq!(
            (count(db, ADDRESSES).await, count(db, SUBSCRIPTIONS).await),
            (1, 1)
        );
        assert_eq!(
            (count(db, IN_CHAIN).await, count(db, IN_OUTBOX).await),
            (0, 0)
        );
    }
}

#[tokio::test]
async fn news_are_told_once_and_none_is_left_out() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, department) = house(db).await;
        let now = at(DAY, 9);
        let to = Holder {
            institution: Some(department),
            council: None,
        };
        let (code, road) = raised(db, &now, &scene, "Sửa đường", false).await;
        let code = topic_of_code(db, &code).await.expect("a topic");
        let council = Topic::Council(scene.council);
        let unit = Topic::Unit(scene.city);
        subscribed(db, &now, "ma@example.vn", &[code]).await;
        subscribed(db, &now, "tatca@example.vn", &[unit, council]).await;

        done!(db, &now, |acting| route_matter(
            &acting,
            road,
            to,
            "Bà Bưởi nêu"
        ));
        let (_, lamp) = raised(db, &now, &scene, "Sửa đèn", false).await;
        let (_, secret) = raised(db, &now, &scene, "Tố cáo ông A", true).await;
        done!(db, &now, |acting| route_matter(&acting, secret, to, ""));
        assert_eq!(gather(db, &now, AT_ONCE).await.expect("gathers"), 2);
        // Steps that come between gathering and sending belong to the next letter.
        done!(db, &now, |acting| accept_matter(&acting, road));
        assert_eq!(
            told(&letter(db, &now).await.expect("one")),
            ["Sửa đường: routed"]
        );
        assert_eq!(
            told(&letter(db, &now).await.expect("two")),
            ["Sửa đường: routed", "+Sửa đèn: received"]
        );
        assert!(letter(db, &now).await.is_none());

        // Not before the time between two letters is over.
        let hour = Duration::from_secs(3600);
        assert_eq!(gather(db, &now, hour).await.expect("gathers"), 0);
        let next_hour = at(DAY, 11);
        done!(db, &now, |acting| send_back_matter(
            &acting,
            road,
            "Không thuộc thẩm quyền"
        ));
        done!(db, &now, |acting| route_matter(&acting, road, to, ""));
        done!(db, &now, |acting| merge_matters(
            &acting,
            lamp,
            road,
            "Cùng nội dung"
        ));
        assert_eq!(gather(db, &next_hour, hour).await.expect("gathers"), 2);
        assert_eq!(gather(db, &next_hour, AT_ONCE).await.expect("gathers"), 0);
        let expected = "Sửa đường: in_hand returned routed";
        assert_eq!(
            told(&letter(db, &next_hour).await.expect("one")),
            [expected]
        );
        let both = told(&letter(db, &next_hour).await.expect("two"));
        assert_eq!(both, [expected, "Sửa đèn: merged"]);

        let mut replied = answer(road, ResultKind::InHand, Some(Outcome::RoadMap));
        replied.promised_on = Some(date(2024, 5, 6));
        done!(db, &next_hour, |acting| reply_matters(&acting, replied));
        let settled = answer(road, ResultKind::Settled, Some(Outcome::CarriedOut));
        done!(db, &next_hour, |acting| reply_matters(&acting, settled));
        done!(db, &next_hour, |acting| reopen_matter(
            &acting,
            road,
            "Bà Bưởi cho là chưa xong"
        ));
        assert_eq!(gather(db, &next_hour, AT_ONCE).await.expect("gathers"), 2);
        let news = letter(db, &next_hour).await.expect("a letter");
        assert_eq!(told(&news), ["Sửa đường: in_hand settled reopened"]);
        let Says::News { topics } = &news.says else {
            panic!("no news")
        };
        let News::Matter(matter) = &topics[0].news[0] else {
            panic!("no matter")
        };
        assert_eq!(matter.steps[0].promised_on, Some(date(2024, 5, 6)));
        let paper = ("12/SXD-VP".to_owned(), "Sở Xây dựng".to_owned(), DAY);
        assert_eq!(matter.steps[1].reply.as_ref(), Some(&paper));
        assert_eq!(matter.steps[2].state, MatterState::Reopened);
        // Neither who voters are nor what was typed by hand is in a letter.
        assert!(!format!("{news:?}").contains("Bưởi"), "{news:?}");

        // Each step of a matter has exactly one line of the chain: on this the telling rests.
        assert_eq!(count(db, UNEVEN).await, 0);
        assert_eq!(count(db, IN_CHAIN).await, 0);
    }
}

#[tokio::test]
async fn whoever_has_a_code_hears_of_lateness_once_and_of_what_became_of_the_words() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, department) = house(db).await;
        let now = at(DAY, 9);
        let to = Holder {
            institution: Some(department),
            council: None,
        };
        let (code, road) = raised(db, &now, &scene, "Sửa đường", false).await;
        let first = topic_of_code(db, &code).await.expect("a topic");
        let mut topics = vec![first];
        let mut others = Vec::new();
        for _ in 0..2 {
            let taken = done!(db, &now, |acting| take_utterance(
                &acting,
                said(&scene, false)
            ));
            topics.push(topic_of_code(db, &taken.code).await.expect("a topic"));
            others.push(taken.id);
        }
        let (secret, hidden) = raised(db, &now, &scene, "Tố cáo", true).await;
        topics.push(topic_of_code(db, &secret).await.expect("a topic"));
        subscribed(db, &now, "ma@example.vn", &topics).await;
        done!(db, &now, |acting| close_utterance(
            &acting,
            others[0],
            "Ghi nhận"
        ));
        done!(db, &now, |acting| join_matter(&acting, others[1], road));
        done!(db, &now, |acting| route_matter(&acting, road, to, ""));
        done!(db, &now, |acting| route_matter(&acting, hidden, to, ""));
        assert_eq!(gather(db, &now, AT_ONCE).await.expect("gathers"), 1);
        let mut news = told(&letter(db, &now).await.expect("a letter"));
        news.sort();
        // The road stands under two codes and is told under the first.
        assert_eq!(news, ["Sửa đường: routed", "closed"]);

        // Due on 18 March, ten working days after the fourth.
        let in_time = at(date(2024, 3, 18), 9);
        assert_eq!(gather(db, &in_time, AT_ONCE).await.expect("gathers"), 0);
        let late = at(date(2024, 3, 19), 9);
        assert_eq!(gather(db, &late, AT_ONCE).await.expect("gathers"), 1);
        let news = told(&letter(db, &late).await.expect("a letter"));
        assert_eq!(news[0], "Sửa đường late since 2024-03-18");
        let next_day = at(date(2024, 3, 20), 9);
        assert_eq!(gather(db, &next_day, AT_ONCE).await.expect("gathers"), 0);
        // Who asks when it is late already reads it on the page.
        subscribed(db, &next_day, "tre@example.vn", &[first]).await;
        assert_eq!(gather(db, &next_day, AT_ONCE).await.expect("gathers"), 0);
    }
}

#[tokio::test]
async fn a_letter_is_left_to_one_and_never_lost() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, _) = house(db).await;
        let now = at(DAY, 9);
        let topics = [Topic::Council(scene.council)];
        assert!(
            claim(db, &clerk(), now.now()).await.is_err(),
            "no user reads addresses"
        );
        asked(db, &now, "mot@example.vn", &topics)
            .await
            .expect("asked");
        let mine = next(db, &now).await.expect("a letter");
        assert!(next(db, &now).await.is_none(), "it is mine");
        // I died. When the lease is over, another has the same letter.
        let later = at(DAY, 10);
        let again = next(db, &later).await.expect("a letter");
        assert_eq!(again.id, mine.id);
        // The mail server wants it later.
        let off = put_off(db, &again, later.now(), "451 mot@example.vn: later").await;
        assert!(!off.expect("is put off"));
        assert!(next(db, &later).await.is_none());
        assert_eq!(count(db, IN_OUTBOX).await, 0, "no address in a reason");
        let soon = Clock::fixed(later.now() + jiff::SignedDuration::from_secs(31));
        let third = next(db, &soon).await.expect("a letter");
        assert_eq!((third.id, third.tries), (mine.id, 1));
        sent(db, &third, soon.now()).await.expect("is marked");
        assert!(next(db, &at(DAY, 23)).await.is_none());

        asked(db, &now, "hai@example.vn", &topics)
            .await
            .expect("asked");
        let days_later = at(DAY.saturating_add(5.days()), 9);
        let old = next(db, &days_later).await.expect("a letter");
        assert!(
            put_off(db, &old, days_later.now(), "451")
                .await
                .expect("is given up")
        );
        let now_stands = standing(db).await.expect("stands");
        assert_eq!((now_stands.waiting, now_stands.failed), (0, 1));
        // A question that came too late is not asked any more.
        asked(db, &now, "ba@example.vn", &topics)
            .await
            .expect("asked");
        let late = next(db, &days_later).await.expect("a letter");
        assert!(
            prepare(db, &late, &days_later)
                .await
                .expect("looks")
                .is_none()
        );
        assert!(next(db, &days_later).await.is_none());

        // Two who ask at once get two letters, or one gets none.
        for email in ["x@example.vn", "y@example.vn"] {
            asked(db, &now, email, &topics).await.expect("asked");
        }
        let (left, right) = tokio::join!(next(db, &now), next(db, &now));
        let ids = [&left, &right].map(|it| it.as_ref().map(|it| it.id));
        assert!(ids[0].is_some() || ids[1].is_some());
        assert_ne!(ids[0], ids[1]);
    }
}

#[tokio::test]
async fn an_ended_or_refused_subscription_hears_nothing_more() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, _) = house(db).await;
        let now = at(DAY, 9);
        let topics = [
            Topic::Council(scene.council),
            Topic::Unit(scene.city),
            Topic::Meetings(scene.city),
        ];
        let end = subscribed(db, &now, "mot@example.vn", &topics).await;
        subscribed(db, &now, "hai@example.vn", &topics[..1]).await;
        let lines = to_end(db, &end, now.now()).await.expect("a page");
        assert_eq!(lines.len(), 3);
        ended(db, &now, &end, Some(lines[0].id))
            .await
            .expect("ends one");
        assert_eq!(to_end(db, &end, now.now()).await.expect("a page").len(), 2);
        raised(db, &now, &scene, "Sửa đường", false).await;
        assert_eq!(gather(db, &now, AT_ONCE).await.expect("gathers"), 2);

        // What waits for an address that ended everything is not sent.
        ended(db, &now, &end, None).await.expect("ends all");
        assert_eq!(
            codes(ended(db, &now, &end, None).await),
            ["alerts-link-unusable"]
        );
        assert_eq!(count(db, ADDRESSES).await, 1);
        let claimed = next(db, &now).await.expect("the other's letter");
        assert_eq!(claimed.email, "hai@example.vn");
        let reason = "550 5.1.1 <HAI@example.vn>: no such user";
        suspend(db, &program(), &now, &claimed, reason)
            .await
            .expect("is suspended");
        raised(db, &now, &scene, "Sửa cầu", false).await;
        assert_eq!(gather(db, &now, AT_ONCE).await.expect("gathers"), 0);
        assert!(next(db, &now).await.is_none());
        assert_eq!(standing(db).await.expect("stands").failed, 1);
        assert_eq!(
            (count(db, IN_CHAIN).await, count(db, IN_OUTBOX).await),
            (0, 0)
        );

        // Confirmed anew, it hears again, from then on.
        let end = subscribed(db, &now, "hai@example.vn", &topics[..1]).await;
        raised(db, &now, &scene, "Sửa chợ", false).await;
        assert_eq!(gather(db, &now, AT_ONCE).await.expect("gathers"), 1);
        let news = told(&letter(db, &now).await.expect("a letter"));
        assert_eq!(news, ["+Sửa chợ: received"]);
        ended(db, &now, &end, None).await.expect("ends all");
        for sql in [ADDRESSES, LINKS, NOTICES, SUBSCRIPTIONS] {
            assert_eq!(count(db, sql).await, 0);
        }
    }
}

proptest! {
    #[test]
    fn pauses_grow_and_stay_within_a_day(tries in 0..10_000u32) {
        let (one, two) = (pause(tries), pause(tries + 1));
        prop_assert!(one <= two);
        prop_assert!(one >= Duration::from_secs(30) && two <= Duration::from_secs(6 * 3600));
    }
}
