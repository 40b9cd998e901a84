//! Cases of this capability, on both databases.

use std::collections::HashMap;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::{AccountId, ConferenceId};
use store::{args, sql};

use super::answers::{KeepAnswer, answers, keep_answer};
use super::difficulties::{RaiseDifficulty, difficulties, raise_difficulty, support_difficulty};
use super::following::{
    DrawConclusion, Owner, close_conference, conclude, draw_conclusion, explain, record_minutes,
};
use super::planning::{
    ChooseTopic, PlanConference, announce_conference, change_conference, choose_topic,
    hand_in_paper, plan_conference, register,
};
use super::queries::{
    conclusions, conference, conferences, minutes, papers, registrations, topics,
};
use super::*;
use crate::access::{Actor, Granted, Role};
use crate::fixture::{self, Scene, codes};
use crate::{Acting, Refusal, reference};

sql! {
    ACCOUNT = "INSERT INTO account (id, login, name, person_id, password_hash, must_change, created_at) VALUES ($1, $2, $3, NULL, '', 0, 0)";
}

fn user(role: Role, scope: &str) -> Actor {
    let grants = vec![Granted {
        role,
        scope: scope.to_owned(),
    }];
    Actor::user(
        AccountId::fresh(),
        None,
        "Trần Thị Bình".into(),
        None,
        grants,
    )
}

/// A day on which the council of the fixture still sits.
const TODAY: Date = date(2024, 3, 1);

async fn planned(acting: &Acting<'_>, scene: &Scene) -> ConferenceId {
    let command = PlanConference {
        council: scene.council,
        title: "Giám sát của Thường trực giữa hai kỳ họp".into(),
        held_on: date(2024, 4, 10),
        place: "Hội trường HĐND".into(),
    };
    plan_conference(acting, command)
        .await
        .expect("a conference")
}

fn topic(id: ConferenceId, scene: &Scene) -> ChooseTopic {
    ChooseTopic {
        conference: id,
        title: "Theo dõi kiến nghị sau kỳ họp".into(),
        source: Source::Petitions,
        source_key: "transport".into(),
        figure: Some(12),
        lead: scene.council,
        paper_due_on: date(2024, 4, 1),
    }
}

#[tokio::test]
async fn a_conference_goes_from_plan_to_end_and_no_conclusion_is_forgotten() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let scene = fixture::scene(&db).await;
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        acting.today = TODAY;
        let id = planned(&acting, &scene).await;
        assert_eq!(
            codes(announce_conference(&acting, id).await),
            ["conference-without-topics"]
        );
        let mut late = topic(id, &scene);
        late.paper_due_on = date(2024, 4, 11);
        assert_eq!(
            codes(choose_topic(&acting, late).await),
            ["conference-paper-after"]
        );
        let chosen = choose_topic(&acting, topic(id, &scene))
            .await
            .expect("a topic");
        assert_eq!(
            codes(choose_topic(&acting, topic(id, &scene)).await),
            ["conference-topic-chosen"]
        );
        assert_eq!(
            codes(register(&acting, id, scene.council, 3).await),
            ["conference-not-open"]
        );

        acting.today = date(2024, 3, 5);
        announce_conference(&acting, id).await.expect("announced");
        register(&acting, id, scene.council, 3)
            .await
            .expect("registered");
        register(&acting, id, scene.council, 4)
            .await
            .expect("corrected");
        hand_in_paper(
            &acting,
            chosen,
            "Nguyễn Văn An",
            "Kinh nghiệm:\nghi từng việc.",
        )
        .await
        .expect("a paper");
        assert_eq!(
            codes(record_minutes(&acting, id, "Biên bản", &HashMap::new()).await),
            ["conference-ahead"]
        );
        let moved = PlanConference {
            council: scene.council,
            title: "Giám sát giữa hai kỳ họp".into(),
            held_on: date(2024, 4, 12),
            place: "Hội trường HĐND".into(),
        };
        assert_eq!(
            codes(change_conference(&acting, id, moved.clone(), "").await),
            ["missing"]
        );
        change_conference(&acting, id, moved, "Trùng kỳ họp")
            .await
            .expect("moved");

        acting.today = date(2024, 4, 12);
        let came = HashMap::from([(scene.council, 2)]);
        record_minutes(&acting, id, "Đã trao đổi.", &came)
            .await
            .expect("minutes");
        let conclusion = |content: &str, due_on| DrawConclusion {
            conference: id,
            content: content.into(),
            owner: Owner::Council(scene.council),
            due_on,
        };
        let before = conclusion("Rà soát", date(2024, 4, 1));
        assert_eq!(
            codes(draw_conclusion(&acting, before).await),
            ["conclusion-due-before"]
        );
        let first = draw_conclusion(&acting, conclusion("Lập sổ theo dõi", date(2024, 6, 30)))
            .await
            .expect("drawn");
        let second = draw_conclusion(&acting, conclusion("Báo cáo quý", date(2024, 7, 31)))
            .await
            .expect("drawn");

        acting.today = date(2024, 7, 20);
        assert_eq!(
            codes(close_conference(&acting, id).await),
            ["conference-conclusions-open"]
        );
        assert_eq!(
            codes(conclude(&acting, first, date(2024, 4, 1), "Sổ").await),
            ["conclusion-done-before"]
        );
        conclude(&acting, first, date(2024, 7, 5), "Công văn 12/HĐND")
            .await
            .expect("done");
        assert_eq!(
            codes(conclude(&acting, first, date(2024, 7, 5), "Sổ").await),
            ["conclusion-done"]
        );
        let drawn = conclusions(&acting.tx, id, acting.today)
            .await
            .expect("reads");
        let standings = |day| {
            drawn
                .iter()
                .map(|one| one.standing(day))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            standings(date(2024, 6, 1)),
            [Standing::Open, Standing::Open]
        );
        assert_eq!(
            standings(date(2024, 7, 1)),
            [Standing::Late, Standing::Open]
        );
        assert_eq!(
            standings(date(2024, 7, 20)),
            [Standing::DoneLate, Standing::DueSoon]
        );
        explain(&acting, second, "Sáp nhập đơn vị hành chính")
            .await
            .expect("explained");
        close_conference(&acting, id).await.expect("closed");
        assert_eq!(
            codes(close_conference(&acting, id).await),
            ["conference-over"]
        );

        let voter = Actor::voter();
        assert!(matches!(
            conference(&acting.tx, &voter, id, date(2024, 3, 4)).await,
            Err(Refusal::NotFound(_))
        ));
        let of = conference(&acting.tx, &voter, id, acting.today)
            .await
            .expect("known");
        for (day, state) in [
            (date(2024, 3, 4), ConferenceState::Planned),
            (date(2024, 3, 5), ConferenceState::Announced),
            (date(2024, 4, 12), ConferenceState::Held),
            (date(2024, 7, 20), ConferenceState::Closed),
        ] {
            assert_eq!(of.state(day), state, "{day}");
        }
        // Whoever takes part reads papers and minutes; a voter reads what was concluded.
        let delegate = user(Role::Delegate, "92/31120");
        let today = acting.today;
        assert_eq!(
            papers(&acting.tx, &voter, &of, today)
                .await
                .expect("reads")
                .len(),
            0
        );
        assert_eq!(
            papers(&acting.tx, &delegate, &of, today)
                .await
                .expect("reads")
                .len(),
            1
        );
        assert_eq!(
            minutes(&acting.tx, &voter, &of, today)
                .await
                .expect("reads"),
            None
        );
        assert!(
            minutes(&acting.tx, &delegate, &of, today)
                .await
                .expect("reads")
                .is_some()
        );
        let there = registrations(&acting.tx, id, today).await.expect("reads");
        assert_eq!((there[0].people, there[0].attended), (4, Some(2)));
        assert_eq!(
            topics(&acting.tx, id, date(2024, 2, 1))
                .await
                .expect("reads")
                .len(),
            0
        );
        let lines = conferences(&acting.tx, &voter, "92", today)
            .await
            .expect("reads");
        let line = &lines[0];
        assert_eq!(
            (line.topics, line.conclusions, line.settled, line.late),
            (1, 2, 2, 0)
        );
        acting.commit().await.expect("every act has its line");
    }
}

#[tokio::test]
async fn a_difficulty_is_supported_once_and_its_name_is_hidden_when_asked() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let clerk = user(Role::Clerk, "92");
        let mut acting = Acting::begin(&db, &clerk, &fixture::clock())
            .await
            .expect("begins");
        acting.today = TODAY;
        let account = clerk.account.expect("an account");
        acting
            .tx
            .execute(ACCOUNT, args![account, "vanthu", "Văn thư"])
            .await
            .expect("an account");
        let raised = |named| RaiseDifficulty {
            council: scene.council,
            title: "Chưa rõ mẫu báo cáo giám sát".into(),
            content: "Mỗi nơi một mẫu.".into(),
            named,
        };
        let hidden = raise_difficulty(&acting, raised(false))
            .await
            .expect("raised");
        raise_difficulty(&acting, raised(true))
            .await
            .expect("raised");
        support_difficulty(&acting, hidden)
            .await
            .expect("supported");
        assert_eq!(
            codes(support_difficulty(&acting, hidden).await),
            ["difficulty-supported"]
        );
        let all = difficulties(&acting.tx, &clerk, "92", acting.today)
            .await
            .expect("reads");
        let seen: Vec<_> = all
            .iter()
            .map(|one| (one.shown_name.as_str(), one.supports, one.mine))
            .collect();
        assert_eq!(seen, [("", 1, true), ("Trần Thị Bình", 0, false)]);
        let refused = difficulties(&acting.tx, &Actor::voter(), "92", acting.today).await;
        assert!(matches!(refused, Err(Refusal::NotReadable(_))));
    }
}

#[tokio::test]
async fn an_answer_is_found_without_marks_and_flagged_when_its_law_has_moved() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let scene = fixture::scene(&db).await;
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        reference::load(&acting).await.expect("the laws");
        acting.today = TODAY;
        let id = planned(&acting, &scene).await;
        let answer = |number: &str, provision: &str| KeepAnswer {
            conference: id,
            question: "Thường trực có được giám sát giữa hai kỳ họp không?".into(),
            answer: "Được, theo chương trình giám sát.".into(),
            number: number.into(),
            provision: provision.into(),
        };
        assert_eq!(
            codes(keep_answer(&acting, answer("", "")).await),
            ["conference-not-held"]
        );
        choose_topic(&acting, topic(id, &scene))
            .await
            .expect("a topic");
        announce_conference(&acting, id).await.expect("announced");
        acting.today = date(2024, 4, 10);
        record_minutes(&acting, id, "Biên bản.", &HashMap::new())
            .await
            .expect("minutes");
        assert_eq!(
            codes(keep_answer(&acting, answer("1/1", "Điều 1")).await),
            ["answer-document-unknown"]
        );
        assert_eq!(
            codes(keep_answer(&acting, answer("", "Điều 1")).await),
            ["answer-document-missing"]
        );
        keep_answer(&acting, answer("77/2015/QH13", "Điều 113"))
            .await
            .expect("kept");
        let found = answers(&acting.tx, "giam sat giua", date(2024, 5, 1))
            .await
            .expect("reads");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].moved, None);
        let later = answers(&acting.tx, "", date(2025, 3, 1))
            .await
            .expect("reads");
        assert!(
            later[0].moved.as_ref().is_some_and(|moved| moved.ends),
            "{later:?}"
        );
        assert!(
            answers(&acting.tx, "chất vấn", date(2024, 5, 1))
                .await
                .expect("reads")
                .is_empty()
        );
    }
}
