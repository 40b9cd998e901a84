//! Cases of this capability, on both databases.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use proptest::prelude::*;
use store::{Reader as _, args, sql};

use super::acts::{
    CorrectPerson, Correction, EndMandate, MergePersons, OpenMandate, correct_person, end_mandate,
    merge_persons, open_mandate,
};
use super::*;
use crate::Acting;
use crate::access::{Actor, Granted, Role};
use crate::fixture::{self, FOUNDED, codes};

sql! {
    CLASHES = "SELECT count(*) FROM mandate a JOIN mandate b ON b.id <> a.id AND (b.seat_id = a.seat_id OR b.person_id = a.person_id) \
               WHERE (b.valid_to IS NULL OR a.valid_from < b.valid_to) AND (a.valid_to IS NULL OR b.valid_from < a.valid_to)";
    SITTING = "SELECT count(*) FROM mandate WHERE council_id = $1";
}

#[tokio::test]
async fn a_mandate_needs_a_free_seat_and_a_person_without_one() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let (sitting, mandate) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 0).await;
        let other = fixture::person(&acting, &scene, "Lê Văn An").await;
        let reversed = Some(FOUNDED);
        let before = date(2020, 1, 1);
        let cases = [
            (
                fixture::mandate(&scene, other, 0, FOUNDED, None),
                vec!["seat-taken"],
            ),
            (
                fixture::mandate(&scene, sitting, 1, date(2022, 1, 1), None),
                vec!["person-sits-already"],
            ),
            (
                fixture::mandate(&scene, other, 1, FOUNDED, reversed),
                vec!["period-reversed"],
            ),
            (
                fixture::mandate(&scene, other, 1, before, None),
                vec!["outside-council"],
            ),
        ];
        for (command, expected) in cases {
            assert_eq!(codes(open_mandate(&acting, command).await), expected);
        }
        let end = EndMandate {
            mandate,
            ended_on: date(2023, 3, 1),
            why: EndReason::MovedAway,
            decision: None,
            reason: "Chuyển công tác".to_owned(),
        };
        end_mandate(&acting, end).await.expect("ends");
        let next = OpenMandate {
            origin: MandateOrigin::ByElection,
            ..fixture::mandate(&scene, other, 0, date(2023, 3, 1), None)
        };
        open_mandate(&acting, next).await.expect("the seat is free");
        acting.commit().await.expect("commits");

        let changes = queries::changes(&*db, scene.council, FOUNDED, date(2026, 1, 1)).await;
        let kinds: Vec<_> = changes
            .expect("changes")
            .iter()
            .map(|change| change.kind)
            .collect();
        assert_eq!(
            kinds,
            vec![
                queries::ChangeKind::MandateBegan,
                queries::ChangeKind::MandateEnded
            ]
        );
    }
}

#[tokio::test]
async fn a_correction_keeps_what_was_true_and_readers_see_only_their_groups() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let (person, _) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 0).await;
        let changed = PersonDetails {
            occupation: Some("Giám đốc Sở Nội vụ".to_owned()),
            phone: Some("0901 234 567".to_owned()),
            birth_date: Some(date(1980, 5, 1)),
            ethnicity: Some("Khmer".to_owned()),
            ..fixture::details("Trần Thị Bình")
        };
        let correct = |details, correction| CorrectPerson {
            person,
            council: scene.council,
            details,
            correction,
            reason: "Bổ nhiệm".to_owned(),
        };
        let wrong = PersonDetails {
            email: Some("không có".to_owned()),
            phone: Some("12".to_owned()),
            birth_date: Some(date(1800, 1, 1)),
            ..fixture::details("")
        };
        assert_eq!(
            codes(
                correct_person(
                    &acting,
                    correct(wrong, Correction::ChangedOn(date(2023, 1, 1)))
                )
                .await
            ),
            vec![
                "missing",
                "email-shape",
                "phone-shape",
                "birth-date-implausible"
            ]
        );
        let on = Correction::ChangedOn(date(2023, 1, 1));
        correct_person(&acting, correct(changed.clone(), on))
            .await
            .expect("a new version");
        let spelled = PersonDetails {
            full_name: "Trần Thị Bỉnh".to_owned(),
            ..changed
        };
        let written = Correction::WrittenWrongly(date(2024, 1, 1));
        correct_person(&acting, correct(spelled, written))
            .await
            .expect("in place");
        acting.commit().await.expect("commits");

        for (day, name) in [
            (date(2022, 12, 31), "Trần Thị Bình"),
            (date(2023, 1, 1), "Trần Thị Bỉnh"),
        ] {
            let page = queries::delegate_page(&*db, &actor, person, day)
                .await
                .expect("the page");
            assert_eq!(page.record.full_name, name, "{day}");
            assert_eq!(page.versions.len(), 2);
        }
        let grant = |role, scope: &str| {
            let grants = vec![Granted {
                role,
                scope: scope.to_owned(),
            }];
            Actor::user(kernel::Id::fresh(), None, "Ai đó".to_owned(), None, grants)
        };
        for (reader, identity, contact) in [
            (Actor::voter(), false, false),
            (grant(Role::Auditor, "92"), true, false),
            (grant(Role::Clerk, "92"), true, true),
            (grant(Role::Clerk, "93"), false, false),
        ] {
            let page = queries::delegate_page(&*db, &reader, person, date(2024, 1, 1))
                .await
                .expect("the page");
            assert_eq!(page.record.identity.as_ref().visible().is_some(), identity);
            assert_eq!(page.record.contact.as_ref().visible().is_some(), contact);
            assert!(page.record.career.as_ref().visible().is_some());
        }
        let composed = queries::statistics(&*db, scene.council, date(2024, 1, 1))
            .await
            .expect("statistics");
        let (statistics, _) = &*composed;
        assert_eq!(
            (
                statistics.total,
                statistics.women,
                statistics.ethnic_minority,
                statistics.under_40,
                statistics.age_known
            ),
            (1, 1, 1, 0, 1)
        );
    }
}

#[tokio::test]
async fn two_records_merge_unless_they_sat_side_by_side() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let (first, mandate) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 0).await;
        let (beside, _) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 1).await;
        let end = EndMandate {
            mandate,
            ended_on: date(2023, 3, 1),
            why: EndReason::Resigned,
            decision: None,
            reason: "Xin thôi".to_owned(),
        };
        end_mandate(&acting, end).await.expect("ends");
        let later = fixture::person(&acting, &scene, "Trần Thị Bình").await;
        let command = fixture::mandate(&scene, later, 0, date(2024, 1, 1), None);
        open_mandate(&acting, command)
            .await
            .expect("a later mandate");
        let merge = |merge| MergePersons {
            council: scene.council,
            keep: first,
            merge,
            reason: "Cùng một người".to_owned(),
        };
        assert_eq!(
            codes(merge_persons(&acting, merge(beside)).await),
            vec!["merge-mandates-overlap"]
        );
        merge_persons(&acting, merge(later)).await.expect("merges");
        acting.commit().await.expect("commits");
        let page = queries::delegate_page(&*db, &actor, later, date(2026, 1, 1))
            .await
            .expect("the page");
        assert_eq!((page.person_id, page.mandates.len()), (first, 2));
    }
}

/// Something a clerk might try: person, seat, first day, length; or end the nth mandate on a day.
#[derive(Debug, Clone)]
enum Attempt {
    Open(usize, usize, i32, Option<i32>),
    End(usize, i32),
}

fn attempt() -> impl Strategy<Value = Attempt> {
    prop_oneof![
        3 => (0..4usize, 0..3usize, -100..1600i32, proptest::option::of(-10..900i32)).prop_map(|(p, s, from, length)| Attempt::Open(p, s, from, length)),
        1 => (0..20usize, 0..1600i32).prop_map(|(nth, day)| Attempt::End(nth, day)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_seat_has_two_holders_and_nobody_two_seats_whatever_is_tried(attempts in proptest::collection::vec(attempt(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (clashes, opened, there) = runtime.block_on(try_all(attempts));
        prop_assert_eq!(clashes, 0);
        prop_assert_eq!(opened, there);
    }
}

async fn try_all(attempts: Vec<Attempt>) -> (i64, i64, i64) {
    let db = store::testing::sqlite().await;
    let scene = fixture::scene(&db).await;
    let actor = fixture::program();
    let acting = Acting::begin(&db, &actor, &fixture::clock())
        .await
        .expect("begins");
    let mut people = Vec::new();
    for name in ["A", "B", "C", "D"] {
        people.push(fixture::person(&acting, &scene, name).await);
    }
    let day = |offset: i32| -> Date { FOUNDED.saturating_add(offset.days()) };
    let mut mandates = Vec::new();
    for attempt in attempts {
        match attempt {
            Attempt::Open(person, seat, from, length) => {
                let to = length.map(|length| day(from + length));
                let command = fixture::mandate(&scene, people[person], seat, day(from), to);
                mandates.extend(open_mandate(&acting, command).await.ok());
            }
            Attempt::End(nth, on) => {
                if let Some(mandate) = mandates.get(nth) {
                    let command = EndMandate {
                        mandate: *mandate,
                        ended_on: day(on),
                        why: EndReason::Resigned,
                        decision: None,
                        reason: "Xin thôi".to_owned(),
                    };
                    let _refused_or_done = end_mandate(&acting, command).await;
                }
            }
        }
    }
    let clashes = acting
        .tx
        .scalar(CLASHES, args![])
        .await
        .expect("reads")
        .unwrap_or(-1);
    let there = acting
        .tx
        .scalar(SITTING, args![scene.council])
        .await
        .expect("reads")
        .unwrap_or(-1);
    (clashes, i64::try_from(mandates.len()).unwrap_or(-1), there)
}
