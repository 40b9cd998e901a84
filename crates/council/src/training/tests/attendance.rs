//! The roll, the code at the door, certificates, evaluations.

use jiff::civil::date;
use kernel::ids::{ClassId, LessonId, PersonId};
use store::testing::databases;
use store::{Db, Reader, sql};

use super::fixtures::{City, codes, later, lesson_ids, noon, signed_in};
use crate::Acting;
use crate::access::{Actor, Role};
use crate::training::attendance::{RollLine, TakeRoll, take_roll};
use crate::training::certificates::*;
use crate::training::check_in::{Proof, check_in, door_code, lesson_at_the_door};
use crate::training::classes::{close_class, hold_class, open_class, reopen_class};
use crate::training::evaluations::{EvaluateClass, evaluate_class, evaluations};
use crate::training::invitations::invite_obliged;
use crate::training::{Audience, Presence, RollMethod};

sql! {
    LAST_DETAIL = "SELECT detail FROM audit ORDER BY seq DESC";
    EVALUATED = "SELECT detail FROM audit WHERE act = 'training.evaluate_class' ORDER BY seq";
}

/// A city with an open class on a day and its invited delegates.
async fn open(db: &Db, people: usize) -> (City, ClassId, Vec<LessonId>, Vec<PersonId>) {
    let city = City::found(db).await;
    let course = city.course(db, Audience::AllDelegates).await;
    let mut delegates = Vec::new();
    for at in 0..people {
        delegates.push(City::delegate(db, city.city, &format!("Đại biểu {at}")).await);
    }
    let class = city.class(db, course, date(2026, 5, 10), 40).await;
    let acting = Acting::begin(db, &city.program, &noon(date(2026, 5, 1)))
        .await
        .expect("an act");
    invite_obliged(&acting, class).await.expect("invited");
    open_class(&acting, class).await.expect("open");
    acting.commit().await.expect("the class");
    let lessons = lesson_ids(db, class).await;
    (city, class, lessons, delegates)
}

#[tokio::test]
async fn the_code_at_the_door_is_good_for_its_lesson_its_day_and_its_minutes() {
    for db in databases().await {
        let (city, class, lessons, people) = open(&db, 2).await;
        let day = date(2026, 5, 10);
        let lesson = lessons[0];
        let trainer = signed_in(PersonId::fresh(), Role::Trainer, "92");
        let delegate = signed_in(people[0], Role::Delegate, "92");
        let stranger = signed_in(City::person(&db, "Người lạ").await, Role::Delegate, "92");
        let at_noon = noon(day).now();
        assert_eq!(
            codes(door_code(&db, &delegate, lesson, at_noon).await),
            ["not permitted"]
        );
        let eve = noon(date(2026, 5, 9)).now();
        assert_eq!(
            codes(door_code(&db, &trainer, lesson, eve).await),
            ["check-in-not-today"]
        );
        let code = door_code(&db, &trainer, lesson, at_noon)
            .await
            .expect("a code");
        let scanned = Proof::Scanned(code.signed.clone());
        let typed = Proof::Typed(lesson, code.typed.clone());
        let cases = [
            (
                &delegate,
                Proof::Scanned("x".into()),
                10,
                "check-in-code-refused",
            ),
            (
                &delegate,
                Proof::Typed(lesson, "ABC".into()),
                10,
                "check-in-code-mistyped",
            ),
            (
                &delegate,
                Proof::Typed(lessons[1], code.typed.clone()),
                10,
                "check-in-code-expired",
            ),
            (&delegate, scanned.clone(), 151, "check-in-code-expired"),
            (&delegate, typed.clone(), 400, "check-in-code-expired"),
            (&stranger, scanned.clone(), 10, "check-in-not-invited"),
            (&trainer, scanned.clone(), 10, "check-in-not-invited"),
            (
                &city.program,
                scanned.clone(),
                10,
                "check-in-account-without-person",
            ),
        ];
        for (who, proof, after, expected) in cases {
            let acting = Acting::begin(&db, who, &later(day, after))
                .await
                .expect("an act");
            assert_eq!(
                codes(check_in(&acting, proof).await),
                [expected],
                "{}",
                who.name
            );
        }
        let acting = Acting::begin(&db, &delegate, &later(day, 149))
            .await
            .expect("an act");
        let first = check_in(&acting, scanned).await.expect("present");
        acting.commit().await.expect("the receipt");
        let acting = Acting::begin(&db, &delegate, &later(day, 60))
            .await
            .expect("an act");
        let again = check_in(&acting, typed).await.expect("present");
        acting.commit().await.expect("the same receipt");
        assert_eq!(first, again);
        assert_eq!(
            (first.status, first.method),
            (Presence::Present, RollMethod::Qr)
        );
        let now = lesson_at_the_door(&*db, class, later(day, -4 * 3600).now()).await;
        assert_eq!(now.expect("a lesson"), Some(lessons[0]));
    }
}

#[tokio::test]
async fn correcting_a_roll_keeps_what_stood_there() {
    for db in databases().await {
        let (city, class, lessons, people) = open(&db, 2).await;
        let clock = noon(date(2026, 5, 10));
        let roll = |presence| TakeRoll {
            lesson: lessons[0],
            lines: vec![RollLine {
                person: people[0],
                presence,
                reason: String::new(),
            }],
        };
        let acting = Acting::begin(&db, &city.program, &clock)
            .await
            .expect("an act");
        assert_eq!(
            take_roll(&acting, roll(Presence::Absent))
                .await
                .expect("a roll")
                .len(),
            1
        );
        assert_eq!(
            take_roll(&acting, roll(Presence::Absent))
                .await
                .expect("a roll")
                .len(),
            0
        );
        let changes = take_roll(&acting, roll(Presence::Present))
            .await
            .expect("a roll");
        assert_eq!(
            changes[0].before.as_ref().map(|mark| mark.status),
            Some(Presence::Absent)
        );
        let mut twice = roll(Presence::Present);
        twice.lines.push(twice.lines[0].clone());
        assert_eq!(
            codes(take_roll(&acting, twice).await),
            ["roll-person-twice"]
        );
        let mut stranger = roll(Presence::Present);
        stranger.lines[0].person = PersonId::fresh();
        assert_eq!(
            codes(take_roll(&acting, stranger).await),
            ["roll-person-not-invited"]
        );
        hold_class(&acting, class).await.expect("held");
        close_class(&acting, class).await.expect("closed");
        assert_eq!(
            codes(take_roll(&acting, roll(Presence::Absent)).await),
            ["class-roll-not-open"]
        );
        reopen_class(&acting, class, "Điểm danh sót")
            .await
            .expect("open again");
        take_roll(&acting, roll(Presence::Absent))
            .await
            .expect("a roll");
        acting.commit().await.expect("the roll");
        let detail: Option<serde_json::Value> =
            db.scalar(LAST_DETAIL, Vec::new()).await.expect("a line");
        let change = &detail.expect("a line")["changes"][0];
        assert_eq!(
            (&change["before"]["status"], &change["after"]["status"]),
            (&"present".into(), &"absent".into())
        );
    }
}

#[tokio::test]
async fn certificates_are_for_those_who_came_and_can_be_verified_and_revoked() {
    for db in databases().await {
        let (city, class, lessons, people) = open(&db, 2).await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 10)))
            .await
            .expect("an act");
        assert_eq!(
            codes(issue_certificates(&acting, class).await),
            ["certificate-class-not-held"]
        );
        // Two lessons of three are the share that the rule of these cases asks for.
        for lesson in &lessons[..2] {
            let lines = [
                (people[0], Presence::Present),
                (people[1], Presence::Excused),
            ]
            .map(|(person, presence)| RollLine {
                person,
                presence,
                reason: String::new(),
            });
            take_roll(
                &acting,
                TakeRoll {
                    lesson: *lesson,
                    lines: lines.to_vec(),
                },
            )
            .await
            .expect("a roll");
        }
        hold_class(&acting, class).await.expect("held");
        let issued = issue_certificates(&acting, class).await.expect("issued");
        assert_eq!(issued.len(), 1);
        assert_eq!(
            issue_certificates(&acting, class)
                .await
                .expect("issued")
                .len(),
            0
        );
        acting.commit().await.expect("the certificates");
        let list = certificates_of_class(&*db, &city.program, class)
            .await
            .expect("a list");
        assert_eq!(list[0].person_id, people[0]);
        assert_eq!(
            codes(certificates_of_class(&*db, &Actor::voter(), class).await),
            ["not readable"]
        );
        let code = list[0].code.to_lowercase();
        let typed = format!("{}-{} {}", &code[..4], &code[4..8], &code[8..]);
        let verified = verify_certificate(&*db, &typed).await.expect("known");
        assert_eq!(
            (verified.full_name.as_str(), verified.revoked),
            ("Đại biểu 0", false)
        );
        assert_eq!(
            codes(verify_certificate(&*db, "2222").await),
            ["certificate-code-mistyped"]
        );
        let other = auth::token::Code::random(auth::token::Length::Lasting).expect("a code");
        assert_eq!(
            codes(verify_certificate(&*db, other.as_str()).await),
            ["certificate-unknown"]
        );
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 11)))
            .await
            .expect("an act");
        assert_eq!(
            codes(revoke_certificate(&acting, issued[0], "").await),
            ["certificate-reason-missing"]
        );
        revoke_certificate(&acting, issued[0], "Cấp nhầm")
            .await
            .expect("revoked");
        assert_eq!(
            codes(revoke_certificate(&acting, issued[0], "Lại").await),
            ["certificate-already-revoked"]
        );
        acting.commit().await.expect("the end");
        assert!(
            verify_certificate(&*db, &typed)
                .await
                .expect("known")
                .revoked
        );
    }
}

#[tokio::test]
async fn an_evaluation_is_given_once_and_shown_from_five_on() {
    for db in databases().await {
        let (city, class, lessons, people) = open(&db, 6).await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 10)))
            .await
            .expect("an act");
        let lines = people[..5]
            .iter()
            .map(|person| RollLine {
                person: *person,
                presence: Presence::Present,
                reason: String::new(),
            })
            .collect();
        take_roll(
            &acting,
            TakeRoll {
                lesson: lessons[0],
                lines,
            },
        )
        .await
        .expect("a roll");
        hold_class(&acting, class).await.expect("held");
        acting.commit().await.expect("the class");
        let form = |teaching| EvaluateClass {
            class,
            content: 5,
            teaching,
            organisation: 4,
            comment: "Tốt".into(),
        };
        for (at, person) in people.iter().enumerate() {
            let actor = signed_in(*person, Role::Delegate, "92");
            let acting = Acting::begin(&db, &actor, &noon(date(2026, 5, 11)))
                .await
                .expect("an act");
            if at == 5 {
                assert_eq!(
                    codes(evaluate_class(&acting, form(5)).await),
                    ["evaluation-not-attended"]
                );
                continue;
            }
            let shown = evaluations(&*db, &city.program, class)
                .await
                .expect("a summary");
            assert!(shown.given == at && shown.shown.is_none());
            assert_eq!(
                codes(evaluate_class(&acting, form(6)).await),
                ["evaluation-mark-missing"]
            );
            evaluate_class(&acting, form(at as u32 + 1))
                .await
                .expect("given");
            assert_eq!(
                codes(evaluate_class(&acting, form(1)).await),
                ["evaluation-already-given"]
            );
            acting.commit().await.expect("the evaluation");
        }
        let figures = evaluations(&*db, &city.program, class)
            .await
            .expect("a summary")
            .shown
            .expect("enough");
        assert_eq!(figures.teaching.counts, [1; 5]);
        assert_eq!(figures.teaching.mean_hundredths(), Some(300));
        assert_eq!(figures.comments.len(), 5);
        assert_eq!(
            codes(evaluations(&*db, &Actor::voter(), class).await),
            ["not readable"]
        );
        let details: Option<String> = db.scalar(EVALUATED, Vec::new()).await.expect("lines");
        assert_eq!(details.as_deref(), Some("{}"));
    }
}
