//! Cases of this capability, on both databases.

use std::collections::HashMap;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::{AccountId, ConferenceId, CouncilId};
use store::{Reader as _, args, sql};

use super::answers::{KeepAnswer, answers, keep_answer};
use super::difficulties::{
    Difficulty, RaiseDifficulty, difficulties, raise_difficulty, support_difficulty,
};
use super::evaluating::{Evaluation, evaluate, evaluations, my_evaluation};
use super::following::{
    DrawConclusion, Owner, close_conference, conclude, draw_conclusion, explain, record_minutes,
};
use super::joining::{
    AnswerInvitation, HandInPaper, answer_invitation, hand_in_paper, paper_file, participants,
};
use super::planning::{
    ChooseTopic, PlanConference, announce_conference, change_conference, choose_topic,
    name_discussant, plan_conference,
};
use super::queries::{
    conclusions, conference, conferences, discussants, minutes, papers, registrations, topics,
};
use super::*;
use crate::access::{Actor, Granted, Role};
use crate::files::GivenFile;
use crate::fixture::{self, Scene, codes};
use crate::measure::Tally;
use crate::{Refusal, reference};

sql! {
    ACCOUNT = "INSERT INTO account (id, login, name, person_id, password_hash, must_change, created_at) VALUES ($1, $2, $3, NULL, '', 0, 0)";
    SUBJECTS = "SELECT subject_kind || ': ' || detail FROM audit WHERE act = 'conferences.raise_difficulty' ORDER BY seq";
}

/// A day on which the council of the fixture still sits.
const TODAY: Date = date(2024, 3, 1);

/// What was done.
macro_rules! done {
    ($doing:expr) => {
        $doing.await.expect(stringify!($doing))
    };
}

/// Why something was refused.
macro_rules! refused {
    ($doing:expr, $($code:literal),+) => {
        assert_eq!(codes($doing.await), [$($code),+], stringify!($doing))
    };
}

/// Somebody with an account in the records.
async fn user(acting: &Acting<'_>, role: Role, scope: &str, name: &str) -> Actor {
    let id = AccountId::fresh();
    let login = id.to_string();
    done!(acting.tx.execute(ACCOUNT, args![id, login, name]));
    let grants = vec![Granted {
        role,
        scope: scope.to_owned(),
    }];
    Actor::user(id, None, name.to_owned(), None, grants)
}

fn plan(scene: &Scene, title: &str, held_on: Date) -> PlanConference {
    PlanConference {
        council: scene.council,
        title: title.into(),
        held_on,
        place: "Hội trường HĐND".into(),
    }
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

fn coming(conference: ConferenceId, council: CouncilId, people: u32) -> AnswerInvitation {
    AnswerInvitation {
        conference,
        council,
        people,
        note: String::new(),
    }
}

/// A conference that was announced and to which the council sends three people.
async fn announced(acting: &Acting<'_>, scene: &Scene) -> ConferenceId {
    let planned = plan(scene, "Giám sát của Thường trực", date(2024, 4, 10));
    let id = done!(plan_conference(acting, planned));
    done!(choose_topic(acting, topic(id, scene)));
    done!(announce_conference(acting, id));
    done!(answer_invitation(acting, coming(id, scene.council, 3)));
    id
}

#[tokio::test]
async fn a_conference_goes_from_plan_to_end_and_no_conclusion_is_forgotten() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (mut acting, scene) = fixture::begin(&db, &actor).await;
        acting.today = TODAY;
        let planned = plan(&scene, "Giám sát của Thường trực", date(2024, 4, 10));
        let id = done!(plan_conference(&acting, planned));
        refused!(
            announce_conference(&acting, id),
            "conference-without-topics"
        );
        let mut late = topic(id, &scene);
        late.paper_due_on = date(2024, 4, 11);
        refused!(choose_topic(&acting, late), "conference-paper-after");
        let chosen = done!(choose_topic(&acting, topic(id, &scene)));
        refused!(
            choose_topic(&acting, topic(id, &scene)),
            "conference-topic-chosen"
        );
        let early = coming(id, scene.council, 3);
        refused!(answer_invitation(&acting, early), "conference-not-open");

        acting.today = date(2024, 3, 5);
        done!(announce_conference(&acting, id));
        refused!(
            announce_conference(&acting, id),
            "conference-announced-already"
        );
        let nobody = coming(id, scene.council, 0);
        refused!(answer_invitation(&acting, nobody.clone()), "missing");
        let why = AnswerInvitation {
            note: "Trùng kỳ họp".into(),
            ..nobody
        };
        done!(answer_invitation(&acting, why));
        done!(answer_invitation(&acting, coming(id, scene.council, 4)));
        let paper = HandInPaper {
            topic: chosen,
            author: "Nguyễn Văn An".into(),
            paper: "Kinh nghiệm:\nghi từng việc.".into(),
            file: Some(GivenFile {
                name: "tham-luan.pdf".into(),
                bytes: b"%PDF-1.7".to_vec(),
            }),
        };
        done!(hand_in_paper(&acting, paper));
        let leads = name_discussant(&acting, chosen, scene.council, "Ông Bình");
        refused!(leads, "conference-discussant-leads");
        let nobody = HashMap::new();
        let minuted = record_minutes(&acting, id, "Biên bản", &nobody);
        refused!(minuted, "conference-ahead");
        let moved = plan(&scene, "Giám sát giữa hai kỳ họp", date(2024, 4, 12));
        refused!(change_conference(&acting, id, moved.clone(), ""), "missing");
        done!(change_conference(&acting, id, moved, "Trùng kỳ họp"));

        acting.today = date(2024, 4, 12);
        let came = HashMap::from([(scene.council, 2)]);
        done!(record_minutes(&acting, id, "Đã trao đổi.", &came));
        let conclusion = |content: &str, due_on| DrawConclusion {
            conference: id,
            content: content.into(),
            owner: Owner::Council(scene.council),
            due_on,
        };
        let before = conclusion("Rà soát", date(2024, 4, 1));
        refused!(draw_conclusion(&acting, before), "conclusion-due-before");
        let first = conclusion("Lập sổ theo dõi", date(2024, 6, 30));
        let first = done!(draw_conclusion(&acting, first));
        let second = conclusion("Báo cáo quý", date(2024, 7, 31));
        let second = done!(draw_conclusion(&acting, second));

        acting.today = date(2024, 7, 20);
        refused!(close_conference(&acting, id), "conference-conclusions-open");
        let early = conclude(&acting, first, date(2024, 4, 1), "Sổ");
        refused!(early, "conclusion-done-before");
        done!(conclude(
            &acting,
            first,
            date(2024, 7, 5),
            "Công văn 12/HĐND"
        ));
        let again = conclude(&acting, first, date(2024, 7, 5), "Sổ");
        refused!(again, "conclusion-done");
        let drawn = done!(conclusions(&acting.tx, id, acting.today));
        for (day, stood) in [
            (date(2024, 6, 1), [Standing::Open, Standing::Open]),
            (date(2024, 7, 1), [Standing::Late, Standing::Open]),
            (date(2024, 7, 20), [Standing::DoneLate, Standing::DueSoon]),
        ] {
            let standings: Vec<_> = drawn.iter().map(|one| one.standing(day)).collect();
            assert_eq!(standings, stood, "{day}");
        }

        // M6 of the council: late while one waits, then what was done in time or not.
        let facts = done!(Facts::read(&acting.tx));
        for (day, late, tally, held_in_year) in [
            (date(2024, 5, 1), false, (0, 0), 1),
            (date(2024, 7, 1), true, (0, 1), 1),
            (date(2024, 7, 20), false, (1, 1), 1),
            (date(2024, 8, 1), true, (1, 2), 1),
            (date(2025, 1, 2), true, (1, 2), 0),
        ] {
            let counted = facts.measure(day)[&scene.council];
            let (done, of) = tally;
            assert_eq!(counted.tally, Tally { done, of }, "{day}");
            assert_eq!(counted.late, late, "{day}");
            assert_eq!(done!(held(&acting.tx, scene.council, day)), held_in_year);
        }
        let next = facts.measure(date(2024, 7, 20))[&scene.council].by;
        assert_eq!(next, Some(date(2024, 7, 31)), "what is asked next");
        let before = facts.measure(date(2024, 3, 20));
        assert!(before.is_empty(), "nothing was concluded yet");

        done!(explain(&acting, second, "Sáp nhập đơn vị hành chính"));
        done!(close_conference(&acting, id));
        refused!(close_conference(&acting, id), "conference-over");

        let (voter, today) = (Actor::voter(), acting.today);
        let early = conference(&acting.tx, &voter, id, date(2024, 3, 4)).await;
        assert!(matches!(early, Err(Refusal::NotFound(_))));
        let of = done!(conference(&acting.tx, &voter, id, today));
        for (day, state) in [
            (date(2024, 3, 4), ConferenceState::Planned),
            (date(2024, 3, 5), ConferenceState::Announced),
            (date(2024, 4, 12), ConferenceState::Held),
            (date(2024, 7, 20), ConferenceState::Closed),
        ] {
            assert_eq!(of.state(day), state, "{day}");
        }
        // Whoever takes part reads papers and minutes; a voter reads what was concluded.
        let delegate = user(&acting, Role::Delegate, "92/31120", "Lê Thị Cúc").await;
        assert_eq!(done!(papers(&acting.tx, &voter, &of, today)).len(), 0);
        let read = done!(papers(&acting.tx, &delegate, &of, today));
        assert_eq!(read[&chosen].file.as_deref(), Some("tham-luan.pdf"));
        assert_eq!(done!(minutes(&acting.tx, &voter, &of, today)), None);
        assert!(done!(minutes(&acting.tx, &delegate, &of, today)).is_some());
        let shut = paper_file(&acting.tx, &voter, chosen).await;
        assert!(matches!(shut, Err(Refusal::NotReadable(_))));
        let file = done!(paper_file(&acting.tx, &delegate, chosen));
        assert_eq!(file.bytes, b"%PDF-1.7");
        let there = done!(registrations(&acting.tx, id, today));
        assert_eq!((there[0].people, there[0].attended), (4, Some(2)));
        assert_eq!(done!(topics(&acting.tx, id, date(2024, 2, 1))).len(), 0);
        let lines = done!(conferences(&acting.tx, &voter, "92", today));
        let line = &lines[0];
        let counted = (line.topics, line.conclusions, line.settled, line.late);
        assert_eq!(counted, (1, 2, 2, 0));
        done!(acting.commit());
    }
}

#[tokio::test]
async fn the_councils_below_are_invited_answer_and_discuss() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (mut acting, scene) = fixture::begin(&db, &actor).await;
        acting.today = TODAY;
        let id = announced(&acting, &scene).await;
        let chosen = done!(topics(&acting.tx, id, TODAY))[0].id;
        let of = done!(conference(&acting.tx, &actor, id, TODAY));
        // The fixture has the city alone; its later council is no part of a conference of this one.
        let there = done!(participants(&acting.tx, &of, TODAY));
        let ids: Vec<_> = there.iter().map(|one| one.id).collect();
        assert_eq!(ids, [scene.council]);
        let later = fixture::council_eleven(&acting, &scene, date(2026, 3, 26), 5).await;
        let outside = coming(id, later, 2);
        refused!(
            answer_invitation(&acting, outside),
            "conference-council-outside"
        );
        let outside = name_discussant(&acting, chosen, later, "Ông Bình");
        refused!(outside, "conference-council-outside");
        let many = coming(id, scene.council, 501);
        refused!(
            answer_invitation(&acting, many),
            "conference-people-unlikely"
        );
        assert_eq!(done!(discussants(&acting.tx, &actor, &of, TODAY)), []);
        // Whoever works in a council below takes part, a council elsewhere does not.
        let near = user(&acting, Role::Clerk, "92/31120", "Lê Thị Cúc").await;
        let far = user(&acting, Role::Clerk, "01/00004", "Đỗ Văn Dũng").await;
        assert!(super::queries::works_on(&near, &of));
        assert!(!super::queries::works_on(&far, &of));
        done!(acting.commit());
    }
}

#[tokio::test]
async fn those_who_came_evaluate_once_and_are_shown_all_together() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (mut acting, scene) = fixture::begin(&db, &actor).await;
        acting.today = TODAY;
        let id = announced(&acting, &scene).await;
        let mut people = Vec::new();
        for name in ["An", "Bình", "Cúc"] {
            people.push(user(&acting, Role::Delegate, "92", name).await);
        }
        let marks = |content, remark: &str| Evaluation {
            content,
            benefit: 4,
            organisation: 5,
            remark: remark.into(),
        };
        acting.actor = &people[0];
        let early = evaluate(&acting, id, marks(4, "")).await;
        assert!(
            matches!(early, Err(Refusal::NotPermitted(_))),
            "nobody came yet"
        );
        acting.actor = &actor;
        acting.today = date(2024, 4, 10);
        let came = HashMap::from([(scene.council, 3)]);
        done!(record_minutes(&acting, id, "Đã trao đổi.", &came));
        let of = done!(conference(&acting.tx, &actor, id, acting.today));
        for (person, content, remark) in [
            (&people[0], 1, "Ngắn quá."),
            (&people[0], 4, "Nên dài hơn."),
            (&people[1], 3, ""),
        ] {
            acting.actor = person;
            done!(evaluate(&acting, id, marks(content, remark)));
        }
        refused!(
            evaluate(&acting, id, marks(6, "")),
            "evaluation-mark-missing"
        );
        let few = done!(evaluations(&acting.tx, &people[0], &of, acting.today)).expect("taken");
        assert_eq!((few.given, few.came, few.needed), (2, 3, Some(3)));
        assert_eq!((few.means, few.remarks.len()), (None, 0));
        acting.actor = &people[2];
        done!(evaluate(&acting, id, marks(4, "Tốt.")));
        let all = done!(evaluations(&acting.tx, &people[0], &of, acting.today)).expect("taken");
        assert_eq!(all.means, Some([367, 400, 500]));
        assert_eq!(all.remarks, ["Nên dài hơn.", "Tốt."]);
        let mine = people[0].account.expect("an account");
        let mine = done!(my_evaluation(&acting.tx, id, mine)).expect("given");
        assert_eq!(mine, marks(4, "Nên dài hơn."));
        let voter = Actor::voter();
        assert_eq!(
            done!(evaluations(&acting.tx, &voter, &of, acting.today)),
            None
        );
        done!(acting.commit());
    }
}

#[tokio::test]
async fn a_difficulty_is_supported_once_and_who_raised_it_unnamed_is_told_to_nobody_else() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (mut acting, scene) = fixture::begin(&db, &program).await;
        let author = user(&acting, Role::Clerk, "92", "Trần Thị Bình").await;
        let other = user(&acting, Role::Auditor, "", "Kiểm tra").await;
        let delegate = user(&acting, Role::Delegate, "92", "Lê Thị Cúc").await;
        (acting.today, acting.actor) = (TODAY, &author);
        let raised = |named| RaiseDifficulty {
            council: scene.council,
            title: "Chưa rõ mẫu báo cáo giám sát".into(),
            content: "Mỗi nơi một mẫu.".into(),
            named,
        };
        let hidden = done!(raise_difficulty(&acting, raised(false)));
        let named = done!(raise_difficulty(&acting, raised(true)));
        refused!(support_difficulty(&acting, hidden), "difficulty-supported");
        acting.actor = &delegate;
        done!(support_difficulty(&acting, hidden));
        refused!(support_difficulty(&acting, hidden), "difficulty-supported");
        let seen = |all: Vec<Difficulty>| {
            let line = |one: Difficulty| (one.shown_name, one.supports, one.mine, one.own);
            all.into_iter().map(line).collect::<Vec<_>>()
        };
        let (none, name) = (String::new(), "Trần Thị Bình".to_owned());
        for (reader, mine, own) in [
            (&author, false, true),
            (&delegate, true, false),
            (&other, false, false),
        ] {
            let all = done!(difficulties(&acting.tx, reader, "92", TODAY));
            let expected = [(none.clone(), 1, mine, own), (name.clone(), 0, false, own)];
            assert_eq!(seen(all), expected);
        }
        let shut = difficulties(&acting.tx, &Actor::voter(), "92", TODAY).await;
        assert!(matches!(shut, Err(Refusal::NotReadable(_))));
        // Nor do the chain, or the moment in the identifier, say what was raised without a name.
        let rows = done!(acting.tx.fetch(SUBJECTS, args![]));
        let first: String = rows[0].first().expect("text");
        assert_eq!(first, "council: {}");
        let moment =
            |id: kernel::ids::DifficultyId| id.uuid().get_timestamp().map(|at| at.to_unix());
        assert_eq!(moment(hidden), moment(named), "midnight of the day");
        done!(acting.commit());
    }
}

#[tokio::test]
async fn an_answer_is_found_without_marks_and_flagged_when_its_law_has_moved() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (mut acting, scene) = fixture::begin(&db, &actor).await;
        reference::load(&acting).await.expect("the laws");
        acting.today = TODAY;
        let id = announced(&acting, &scene).await;
        let answer = |number: &str, provision: &str| KeepAnswer {
            conference: id,
            question: "Thường trực có được giám sát giữa hai kỳ họp không?".into(),
            answer: "Được, theo chương trình giám sát.".into(),
            number: number.into(),
            provision: provision.into(),
        };
        refused!(keep_answer(&acting, answer("", "")), "conference-not-held");
        acting.today = date(2024, 4, 10);
        done!(record_minutes(&acting, id, "Biên bản.", &HashMap::new()));
        let unknown = answer("1/1", "Điều 1");
        refused!(keep_answer(&acting, unknown), "answer-document-unknown");
        let without = answer("", "Điều 1");
        refused!(keep_answer(&acting, without), "answer-document-missing");
        done!(keep_answer(&acting, answer("77/2015/QH13", "Điều 113")));
        let in_may = date(2024, 5, 1);
        let found = done!(answers(&acting.tx, "giam sat giua", in_may));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].moved, None);
        let later = done!(answers(&acting.tx, "", date(2025, 3, 1)));
        let moved = later[0].moved.as_ref();
        assert!(moved.is_some_and(|moved| moved.ends), "{later:?}");
        assert_eq!(done!(answers(&acting.tx, "chất vấn", in_may)), []);
        done!(acting.commit());
    }
}

#[test]
fn a_figure_is_better_where_its_kind_should_grow_and_where_it_should_shrink() {
    for (source, then, now, trend) in [
        (Source::Law, 12, 41, Trend::Better),
        (Source::Contact, 90, 88, Trend::Worse),
        (Source::Petitions, 14, 9, Trend::Better),
        (Source::Review, 2, 5, Trend::Worse),
        (Source::Difficulty, 6, 6, Trend::Same),
    ] {
        assert_eq!(source.trend(then, now), trend, "{source}");
    }
}
