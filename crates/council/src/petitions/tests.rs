//! Cases of this capability, on both databases.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::ids::{InstitutionId, MatterId, UtteranceId};
use kernel::{Clock, Date};
use store::testing::databases;
use store::{Db, Reader as _, args, sql};

use super::board::{By, Span, board};
use super::intake::{TakeUtterance, Voter, submit_utterance, take_utterance};
use super::ledger::Ledger;
use super::queries::{MatterFilter, matter, matter_page, matters, utterance};
use super::replies::{ReplyMatters, reply_matters};
use super::report::{flaws, report};
use super::routing::{
    accept_matter, extend_clock, pause_clock, resume_clock, route_matter, send_back_matter,
};
use super::similar::similar;
use super::sorting::{NewMatter, close_utterance, join_matter, make_matters, merge_matters};
use super::steps::{Holder, recount};
use super::tracking::{judge_matter, tracked, typed_code};
use super::watching::{anonymise, reopen_matter};
use super::*;
use crate::access::{Actor, Granted, Role};
use crate::bodies::InstitutionKind;
use crate::bodies::acts::{RecordInstitution, record_institution};
use crate::fixture::{Scene, codes, program, scene};
use crate::seed_data::Certainty;
use crate::seed_data::rules::Measure;
use crate::{Acting, Page};

sql! {
    RULE = "INSERT INTO rule (id, key, parameters, measure, basis_document, basis_provision, certainty, note_vi, note_en, valid_from) \
            VALUES ($1, $2, $3, $4, '', '', $5, '', '', '2016-01-01')";
    DAY_OFF = "INSERT INTO calendar_day (id, day, kind, name, basis, certainty) VALUES ($2, $1, 'off', 'Nghỉ', '', 'confirmed')";
    TOLD = "SELECT count(*) FROM audit WHERE detail LIKE $1 OR reason LIKE $1";
}

/// A clock in the time of the council of the scene.
pub(super) fn at(day: Date) -> Clock {
    Clock::fixed(kernel::time::instant(day.at(9, 0, 0, 0)))
}

pub(crate) const DAY: Date = date(2024, 3, 4);

/// The scene with the rules on time and a department.
pub(crate) async fn house(db: &Db) -> (Scene, InstitutionId) {
    let scene = scene(db).await;
    let actor = program();
    let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
    for (key, days, measure) in [
        ("petition_answer_local", 10, Measure::WorkingDays),
        ("petition_warning", 5, Measure::CalendarDays),
        ("petition_long_overdue", 30, Measure::CalendarDays),
        ("petition_anonymise_after", 365, Measure::CalendarDays),
    ] {
        let parameters = serde_json::json!({"days": days});
        let values = args![
            kernel::ids::RuleId::fresh(),
            key,
            parameters,
            measure,
            Certainty::Confirmed
        ];
        acting.tx.execute(RULE, values).await.expect("a rule");
    }
    let department = RecordInstitution {
        unit: scene.city,
        kind: InstitutionKind::Department,
        name: "Sở Xây dựng".to_owned(),
        valid_from: date(2021, 7, 1),
        valid_to: None,
    };
    let department = record_institution(&acting, department)
        .await
        .expect("a department");
    acting.commit().await.expect("commits");
    (scene, department)
}

pub(super) fn said(scene: &Scene, text: &str) -> TakeUtterance {
    TakeUtterance {
        id: UtteranceId::fresh(),
        council: scene.council,
        channel: Channel::Letter,
        kind: UtteranceKind::Petition,
        contact: None,
        unit: None,
        hamlet: "Khu vực 3".to_owned(),
        text: text.to_owned(),
        said_on: DAY,
        written_at: None,
        voter: Voter {
            name: "Lê Thị Bưởi".to_owned(),
            phone: "0909 000 111".to_owned(),
            address: "12 đường Thử".to_owned(),
            email: "buoi@example.vn".to_owned(),
        },
        guarded: false,
    }
}

pub(super) fn part(title: &str, field: Field) -> NewMatter {
    NewMatter {
        title: title.to_owned(),
        field,
        competence: Competence::Province,
        board: None,
    }
}

async fn raised(acting: &Acting<'_>, scene: &Scene, title: &str) -> MatterId {
    let taken = take_utterance(acting, said(scene, title))
        .await
        .expect("taken");
    let made = make_matters(acting, taken.id, vec![part(title, Field::Transport)]).await;
    made.expect("a matter")[0]
}

fn to(institution: InstitutionId) -> Holder {
    Holder {
        institution: Some(institution),
        council: None,
    }
}

fn answer(matters: &[MatterId], result: ResultKind, outcome: Option<Outcome>) -> ReplyMatters {
    ReplyMatters {
        matters: matters.to_vec(),
        result,
        outcome,
        promised_on: None,
        number: "12/SXD-VP".to_owned(),
        signed_on: DAY,
        author: String::new(),
        text: "Đã sửa xong đoạn đường.".to_owned(),
        file: None,
    }
}

pub(crate) fn clerk() -> Actor {
    let grant = Granted {
        role: Role::Clerk,
        scope: "92".to_owned(),
    };
    Actor::user(
        kernel::ids::AccountId::fresh(),
        None,
        "Văn thư".to_owned(),
        None,
        vec![grant],
    )
}

#[test]
fn a_matter_moves_only_along_its_states() {
    for state in MatterState::ALL.iter().copied() {
        for step in Move::ALL {
            let after = state.after(step);
            if state == MatterState::Merged {
                assert!(after.is_err(), "{state} {step:?}");
            }
            if step == Move::Accept {
                assert_eq!(after.is_ok(), state == MatterState::Routed, "{state}");
            }
            if step == Move::Reopen {
                let closed = !state.is_open() && state != MatterState::Merged;
                assert_eq!(after.is_ok(), closed, "{state}");
            }
        }
    }
    for kind in ResultKind::ALL {
        assert!(MatterState::InHand.allows(kind.step()), "{kind}");
    }
}

#[tokio::test]
async fn utterances_are_split_and_merged_and_no_voice_is_lost() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, _) = house(db).await;
        let actor = clerk();
        let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
        let first = take_utterance(&acting, said(&scene, "Đường hư, đèn tắt"))
            .await
            .expect("taken");
        let parts = vec![
            part("Sửa đường số 5 bị hư", Field::Transport),
            part("Sửa đèn chiếu sáng đường số 5", Field::Utilities),
        ];
        let made = make_matters(&acting, first.id, parts).await.expect("two");
        let again = make_matters(&acting, first.id, vec![part("x", Field::Other)]).await;
        assert_eq!(codes(again), ["utterance-sorted"]);
        let second = take_utterance(&acting, said(&scene, "Đường số 5 hư nặng"))
            .await
            .expect("taken");
        join_matter(&acting, second.id, made[0])
            .await
            .expect("joined");
        let other = raised(&acting, &scene, "Đường số 5 cần sửa chữa").await;
        merge_matters(&acting, other, made[0], "Cùng nội dung")
            .await
            .expect("merged");
        let greeting = take_utterance(&acting, said(&scene, "Cảm ơn các đại biểu"))
            .await
            .expect("taken");
        close_utterance(&acting, greeting.id, "Ghi nhận")
            .await
            .expect("closed");
        take_utterance(&acting, said(&scene, "Chưa phân loại"))
            .await
            .expect("taken");
        acting.commit().await.expect("commits");

        let road = matter(db, made[0], DAY).await.expect("the road");
        assert_eq!(road.voices, 3);
        let gone = matter(db, other, DAY).await.expect("the other");
        assert_eq!(
            (gone.state, gone.merged_into),
            (MatterState::Merged, Some(made[0]))
        );
        let span = Span {
            from: date(2024, 1, 1),
            to: DAY,
            on: DAY,
        };
        let report = report(&Ledger::of(db), scene.council, span, DAY, 100)
            .await
            .expect("a report");
        let voices = report.voices;
        assert_eq!((voices.utterances, voices.matters, voices.links), (3, 2, 4));
        assert_eq!((voices.closed, voices.waiting), (1, 1));
        assert_eq!(report.by_field.utterances, 5);
        assert_eq!(report.by_field.all.voices, 4);
        for board in [
            &report.by_field,
            &report.by_holder,
            &report.by_competence,
            &report.by_unit,
        ] {
            assert!(flaws(board).is_empty());
            assert_eq!(board.all.total, 2);
        }
    }
}

#[tokio::test]
async fn the_clock_runs_pauses_stretches_and_lateness_is_counted() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, department) = house(db).await;
        let actor = program();
        let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
        let id = raised(&acting, &scene, "Sửa đường số 5").await;
        route_matter(&acting, id, to(department), "")
            .await
            .expect("routed");
        assert_eq!(
            codes(route_matter(&acting, id, to(department), "").await),
            ["matter-there-already"]
        );
        acting.commit().await.expect("commits");
        // Ten working days from Monday 4 March.
        let due = date(2024, 3, 18);
        assert_eq!(matter(db, id, DAY).await.expect("it").due_on, Some(due));

        let acting = Acting::begin(db, &actor, &at(date(2024, 3, 6)))
            .await
            .expect("begins");
        accept_matter(&acting, id).await.expect("accepted");
        pause_clock(&acting, id, "khoản 2 Điều 5", "Chờ hồ sơ")
            .await
            .expect("paused");
        assert_eq!(
            codes(pause_clock(&acting, id, "x", "y").await),
            ["clock-not-running"]
        );
        acting.commit().await.expect("commits");
        let page = matter_page(db, &actor, id, date(2024, 3, 7))
            .await
            .expect("page");
        assert_eq!(
            (page.timing, page.paused),
            (Timing::Paused, Some((date(2024, 3, 6), 8)))
        );

        let acting = Acting::begin(db, &actor, &at(date(2024, 3, 18)))
            .await
            .expect("begins");
        resume_clock(&acting, id, "Đủ hồ sơ")
            .await
            .expect("resumed");
        extend_clock(&acting, id, 2, "khoản 3 Điều 5", "Vụ việc phức tạp")
            .await
            .expect("more");
        acting.commit().await.expect("commits");
        let due = date(2024, 4, 1);
        assert_eq!(
            matter(db, id, date(2024, 3, 18)).await.expect("it").due_on,
            Some(due)
        );
        for (day, timing) in [
            (date(2024, 3, 19), Timing::InTime),
            (date(2024, 3, 28), Timing::DueSoon),
            (due, Timing::DueSoon),
            (date(2024, 4, 2), Timing::Late),
            (date(2024, 5, 2), Timing::LongLate),
        ] {
            let page = matter_page(db, &actor, id, day).await.expect("page");
            assert_eq!(page.timing, timing, "{day}");
            let filter = MatterFilter {
                timing: Some(timing),
                ..MatterFilter::default()
            };
            let found = matters(&Ledger::of(db), &actor, &filter, day, day, Page::FIRST)
                .await
                .expect("list");
            assert_eq!(found.total, 1, "{day}");
            assert_eq!(found.rows[0].timing, timing, "{day}");
        }
        // As it was while it was paused.
        assert_eq!(
            matter(db, id, date(2024, 3, 5)).await.expect("it").due_on,
            Some(date(2024, 3, 18))
        );

        // A new day off moves the day of every answer that is owed.
        let acting = Acting::begin(db, &actor, &at(date(2024, 3, 19)))
            .await
            .expect("begins");
        acting
            .tx
            .execute(DAY_OFF, args![date(2024, 3, 20), UtteranceId::fresh()])
            .await
            .expect("a day off");
        assert_eq!(recount(&acting).await.expect("recounted"), 1);
        acting.commit().await.expect("commits");
        assert_eq!(
            matter(db, id, date(2024, 3, 19)).await.expect("it").due_on,
            Some(date(2024, 4, 2))
        );
        let span = Span {
            from: date(2024, 1, 1),
            to: date(2024, 5, 3),
            on: date(2024, 5, 3),
        };
        let board = board(
            &Ledger::of(db),
            scene.council,
            By::Holder,
            span,
            date(2024, 5, 3),
        )
        .await
        .expect("board");
        assert_eq!((board.all.late, board.all.long_late), (1, 1));
        assert_eq!(board.rows[0].name.as_deref(), Some("Sở Xây dựng"));
    }
}

#[tokio::test]
async fn one_paper_answers_many_and_a_broken_promise_opens_the_matter_again() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, department) = house(db).await;
        let actor = program();
        let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
        let taken = take_utterance(&acting, said(&scene, "Sửa cầu"))
            .await
            .expect("taken");
        let bridge = make_matters(
            &acting,
            taken.id,
            vec![part("Sửa cầu số 2", Field::Transport)],
        )
        .await
        .expect("one")[0];
        let road = raised(&acting, &scene, "Sửa đường số 7").await;
        for id in [bridge, road] {
            route_matter(&acting, id, to(department), "")
                .await
                .expect("routed");
        }
        send_back_matter(&acting, road, "Không thuộc thẩm quyền")
            .await
            .expect("sent back");
        assert_eq!(
            matter(&acting.tx, road, DAY).await.expect("it").due_on,
            None
        );
        route_matter(&acting, road, to(department), "Đúng thẩm quyền")
            .await
            .expect("routed again");
        let both = [bridge, road];
        for (command, problem) in [
            (answer(&both, ResultKind::Settled, None), "reply-outcome"),
            (
                answer(&both, ResultKind::Explained, Some(Outcome::Law)),
                "reply-outcome",
            ),
            (
                answer(&both, ResultKind::InHand, Some(Outcome::RoadMap)),
                "reply-road-map",
            ),
            (answer(&[], ResultKind::Explained, None), "missing"),
        ] {
            assert!(
                codes(reply_matters(&acting, command).await).contains(&problem),
                "{problem}"
            );
        }
        let promised = ReplyMatters {
            promised_on: Some(date(2024, 6, 28)),
            ..answer(&both, ResultKind::InHand, Some(Outcome::RoadMap))
        };
        reply_matters(&acting, promised).await.expect("answered");
        let it = matter(&acting.tx, bridge, DAY).await.expect("it");
        assert_eq!(
            (it.state, it.outcome, it.due_on),
            (
                MatterState::InHand,
                Some(Outcome::RoadMap),
                Some(date(2024, 6, 28))
            )
        );
        reply_matters(
            &acting,
            answer(&both, ResultKind::Settled, Some(Outcome::CarriedOut)),
        )
        .await
        .expect("settled");
        assert_eq!(
            codes(reply_matters(&acting, answer(&both, ResultKind::Explained, None)).await),
            ["matter-answered"; 2]
        );
        acting.commit().await.expect("commits");

        let voter = Actor::voter();
        let acting = Acting::begin(db, &voter, &at(date(2024, 3, 20)))
            .await
            .expect("begins");
        let unhappy = judge_matter(&acting, &taken.code, bridge, false, "").await;
        assert_eq!(codes(unhappy), ["verdict-needs-note"]);
        judge_matter(&acting, &taken.code, bridge, false, "Cầu vẫn hư")
            .await
            .expect("judged");
        assert!(
            judge_matter(&acting, &taken.code, road, true, "")
                .await
                .is_err()
        );
        assert!(
            judge_matter(&acting, "234", bridge, true, "")
                .await
                .is_err()
        );
        acting.commit().await.expect("commits");
        let seen = tracked(db, &taken.code, date(2024, 3, 20))
            .await
            .expect("tracked");
        assert_eq!(seen.matters[0].satisfied, Some(false));
        assert_eq!(seen.matters[0].replies.len(), 2);

        let acting = Acting::begin(db, &actor, &at(date(2024, 3, 21)))
            .await
            .expect("begins");
        reopen_matter(&acting, bridge, "Cử tri phản ánh cầu vẫn hư")
            .await
            .expect("reopened");
        acting.commit().await.expect("commits");
        let it = matter(db, bridge, date(2024, 3, 21)).await.expect("it");
        assert_eq!(
            (it.state, it.holder_id, it.due_on),
            (
                MatterState::Reopened,
                Some(department),
                Some(date(2024, 4, 4))
            )
        );
        // What stood before stands on its day.
        let before = matter(db, bridge, date(2024, 3, 20)).await.expect("it");
        assert_eq!(before.state, MatterState::Settled);
    }
}

#[tokio::test]
async fn who_a_voter_is_stays_with_who_must_know_and_goes_in_time() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, department) = house(db).await;
        let office = clerk();
        let acting = Acting::begin(db, &office, &at(DAY)).await.expect("begins");
        let taken = take_utterance(&acting, said(&scene, "Sửa chợ"))
            .await
            .expect("taken");
        let id = make_matters(
            &acting,
            taken.id,
            vec![part("Sửa chợ phường", Field::Economy)],
        )
        .await
        .expect("one")[0];
        let secret = TakeUtterance {
            guarded: true,
            ..said(&scene, "Tố cáo cán bộ")
        };
        let secret = take_utterance(&acting, secret).await.expect("taken");
        let guarded = make_matters(
            &acting,
            secret.id,
            vec![part("Tố cáo", Field::Administration)],
        )
        .await
        .expect("one")[0];
        route_matter(&acting, id, to(department), "")
            .await
            .expect("routed");
        acting.commit().await.expect("commits");

        for word in ["%Bưởi%", "%0909%", "%đường Thử%", "%buoi@%", "%Sửa chợ\"%"] {
            let told: Option<i64> = db.scalar(TOLD, args![word]).await.expect("counted");
            assert_eq!(told, Some(0), "{word}");
        }
        let role = |role| {
            let grant = Granted {
                role,
                scope: "92".to_owned(),
            };
            Actor::user(
                kernel::ids::AccountId::fresh(),
                None,
                "x".to_owned(),
                None,
                vec![grant],
            )
        };
        for (actor, text, name) in [
            (Actor::voter(), false, false),
            (role(Role::Executive), true, false),
            (role(Role::Delegate), true, false),
            (role(Role::Front), true, true),
            (clerk(), true, true),
        ] {
            let page = matter_page(db, &actor, id, DAY).await.expect("page");
            let voice = &page.voices[0];
            assert_eq!(
                voice.text.as_ref().visible().is_some(),
                text,
                "{:?}",
                actor.grants
            );
            assert_eq!(
                voice.voter.as_ref().visible().is_some(),
                name,
                "{:?}",
                actor.grants
            );
            assert_eq!(voice.phone.as_ref().visible().is_some(), name);
            let sees = matter_page(db, &actor, guarded, DAY).await.is_ok();
            let list = matters(
                &Ledger::of(db),
                &actor,
                &MatterFilter::default(),
                DAY,
                DAY,
                Page::FIRST,
            )
            .await
            .expect("list");
            let may = actor.grants.iter().any(|grant| grant.role == Role::Clerk);
            assert_eq!(
                (sees, list.total),
                (may, if may { 2 } else { 1 }),
                "{:?}",
                actor.grants
            );
        }
        assert!(
            tracked(db, &secret.code, DAY)
                .await
                .expect("tracked")
                .matters
                .is_empty()
        );

        // A year after it is settled nobody needs the name any more.
        let program = program();
        let acting = Acting::begin(db, &program, &at(DAY)).await.expect("begins");
        reply_matters(&acting, answer(&[id], ResultKind::Explained, None))
            .await
            .expect("answered");
        acting.commit().await.expect("commits");
        for (days, gone) in [(300, 0), (370, 1), (371, 0)] {
            let day = DAY.saturating_add(i64::from(days).days());
            let acting = Acting::begin(db, &office, &at(day)).await.expect("begins");
            assert_eq!(
                anonymise(&acting, scene.council).await.expect("done"),
                gone,
                "{days}"
            );
            acting.commit().await.expect("commits");
        }
        let it = utterance(db, taken.id).await.expect("it");
        assert_eq!(
            (
                it.voter_name.as_str(),
                it.voter_phone.as_str(),
                it.text.as_str()
            ),
            ("", "", "Sửa chợ")
        );
        let kept = utterance(db, secret.id).await.expect("it");
        assert_eq!(kept.voter_name, "Lê Thị Bưởi");
    }
}

#[tokio::test]
async fn what_is_sent_twice_is_there_once_and_bad_input_is_told() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, _) = house(db).await;
        let voter = Actor::voter();
        let acting = Acting::begin(db, &voter, &at(DAY)).await.expect("begins");
        let command = said(&scene, "Đường Lê Lợi ngập khi mưa lớn");
        let first = submit_utterance(&acting, command.clone())
            .await
            .expect("taken");
        let again = submit_utterance(&acting, command).await.expect("again");
        assert!(again.again && again.code == first.code);
        assert_eq!(
            typed_code(&super::tracking::printed_code(&first.code)).expect("a code"),
            first.code
        );
        let bad = TakeUtterance {
            text: " \n ".to_owned(),
            voter: Voter {
                phone: "12".to_owned(),
                email: "không có".to_owned(),
                ..Voter::default()
            },
            ..said(&scene, "")
        };
        assert_eq!(
            codes(submit_utterance(&acting, bad).await),
            ["missing", "email-unreadable", "phone-unreadable"]
        );
        let long = "a".repeat(super::intake::LONGEST + 1);
        assert_eq!(
            codes(submit_utterance(&acting, said(&scene, &long)).await),
            ["too-long"]
        );
        // A voter takes nothing down for others and sorts nothing.
        assert!(take_utterance(&acting, said(&scene, "x")).await.is_err());
        assert!(close_utterance(&acting, first.id, "x").await.is_err());
        acting.commit().await.expect("commits");
        let office = clerk();
        let acting = Acting::begin(db, &office, &at(DAY)).await.expect("begins");
        make_matters(
            &acting,
            first.id,
            vec![part("Chống ngập đường Lê Lợi khi mưa lớn", Field::Urban)],
        )
        .await
        .expect("one");
        let found = similar(
            &acting.tx,
            scene.council,
            None,
            "duong le loi bi ngap khi mua lon",
        )
        .await
        .expect("found");
        assert_eq!(found.len(), 1);
        let other = similar(
            &acting.tx,
            scene.council,
            None,
            "xin thêm giáo viên mầm non",
        )
        .await
        .expect("found");
        assert!(other.is_empty());
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn what_is_sent_again_is_one_and_what_differs_is_told() {
    for test in databases().await {
        let db = &test.db;
        let (scene, _) = house(db).await;
        let actor = program();
        let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
        let hour = 60 * 60;
        let written = acting.now - std::time::Duration::from_secs(hour);
        let first = TakeUtterance {
            written_at: Some(written),
            ..said(&scene, "Đường hư")
        };
        let taken = take_utterance(&acting, first.clone()).await.expect("taken");
        assert!(!taken.again && taken.same);
        let mut spaced = first.clone();
        spaced.text = " Đường hư \n".to_owned();
        spaced.hamlet = "Khu  vực 3".to_owned();
        let again = take_utterance(&acting, spaced).await.expect("again");
        assert!(again.again && again.same, "{again:?}");
        assert_eq!(again.code, taken.code);
        let changes: [fn(&mut TakeUtterance); 4] = [
            |it| it.text = "Đường hư, đèn tắt".to_owned(),
            |it| it.hamlet = "Khu vực 4".to_owned(),
            |it| it.voter.name = "Trần Văn Cam".to_owned(),
            |it| it.voter.phone = "0909 000 112".to_owned(),
        ];
        for change in changes {
            let mut other = first.clone();
            change(&mut other);
            let told = take_utterance(&acting, other.clone()).await.expect("told");
            assert!(told.again && !told.same, "{other:?}");
        }
        let kept = utterance(&acting.tx, first.id).await.expect("kept");
        assert_eq!((kept.text.as_str(), kept.written_at), ("Đường hư", written));
        // A device whose clock runs ahead writes nothing in the future.
        let ahead = TakeUtterance {
            written_at: Some(acting.now + std::time::Duration::from_secs(hour)),
            ..said(&scene, "Cầu hư")
        };
        let id = take_utterance(&acting, ahead).await.expect("taken").id;
        let kept = utterance(&acting.tx, id).await.expect("kept");
        assert_eq!(kept.written_at, acting.now);
        acting.commit().await.expect("commits");
    }
}
