//! Who must attend, who is invited, who is still missing.

use jiff::civil::date;
use kernel::ids::PersonId;
use store::testing::databases;

use super::fixtures::{City, codes, facts, facts_agree, lesson_ids, lessons_on, noon, signed_in};
use crate::access::Role;
use crate::training::attendance::{
    AttendanceRow, RollLine, TakeRoll, record_attendance_rows, take_roll,
};
use crate::training::classes::{class_page, hold_class, open_class, roll, roll_page};
use crate::training::invitations::*;
use crate::training::makeup::{MakeupFor, PlanMakeup, plan_makeup};
use crate::training::mine::{Knowledge, my_training};
use crate::training::obligations::{LeftOutReason, audience, must_attend};
use crate::training::{Audience, Ground, InvitationState, Presence};
use crate::{Acting, Page};

fn line(person: PersonId, presence: Presence) -> RollLine {
    RollLine {
        person,
        presence,
        reason: String::new(),
    }
}

#[tokio::test]
async fn must_attend_follows_the_records_on_the_first_day() {
    for db in databases().await {
        let city = City::found(&db).await;
        let day = date(2026, 5, 10);
        let elected = City::delegate(&db, city.city, "Nguyễn Thị Hoa").await;
        let both = City::delegate(&db, city.commune, "Trần Văn Bình").await;
        City::mandate(
            &db,
            both,
            city.city,
            "general_election",
            date(2026, 4, 1),
            None,
        )
        .await;
        let by_election = City::person(&db, "Lê Thị Cúc").await;
        City::mandate(
            &db,
            by_election,
            city.commune,
            "by_election",
            date(2026, 5, 1),
            None,
        )
        .await;
        let late = City::person(&db, "Phạm Văn Dũng").await;
        City::mandate(
            &db,
            late,
            city.commune,
            "by_election",
            date(2026, 5, 11),
            None,
        )
        .await;
        let gone = City::person(&db, "Võ Thị Én").await;
        City::mandate(
            &db,
            gone,
            city.city,
            "general_election",
            date(2026, 4, 1),
            Some(day),
        )
        .await;
        let suspended = City::person(&db, "Hồ Văn Phúc").await;
        let mandate = City::mandate(
            &db,
            suspended,
            city.city,
            "general_election",
            date(2026, 4, 1),
            None,
        )
        .await;
        City::suspend(&db, mandate, date(2026, 5, 2)).await;
        let clerk = city.clerk(&db, city.city, "Đỗ Thị Giang").await;
        City::post(&db, city.city, "legal_board", elected, "board_head", true).await;

        let cases = [
            (
                Audience::AllDelegates,
                vec![
                    (elected, Ground::Delegate),
                    (both, Ground::Delegate),
                    (by_election, Ground::Newcomer),
                ],
            ),
            (Audience::Newcomers, vec![(by_election, Ground::Newcomer)]),
            (Audience::FullTime, vec![(elected, Ground::Delegate)]),
            (Audience::Leaders, vec![(elected, Ground::Delegate)]),
            (Audience::BodyMembers, vec![(elected, Ground::Delegate)]),
            (Audience::Staff, vec![(clerk, Ground::Staff)]),
        ];
        for (kind, expected) in cases {
            let course = city.course(&db, kind).await;
            let class = city.class(&db, course, day, 40).await;
            let mut got: Vec<_> = must_attend(&*db, class)
                .await
                .expect("a roster")
                .iter()
                .map(|one| (one.person, one.ground))
                .collect();
            let mut expected = expected;
            got.sort();
            expected.sort();
            assert_eq!(got, expected, "{kind}");
            facts_agree(&db, class).await;
            let all = audience(&*db, class).await.expect("a roster");
            if kind == Audience::AllDelegates {
                let of = |person| all.obliged.iter().find(|one| one.person == person);
                assert_eq!(of(both).map(|one| one.council), Some(city.city));
                let left: Vec<_> = all
                    .left_out
                    .iter()
                    .map(|one| (one.person, one.reason))
                    .collect();
                assert_eq!(left, [(suspended, LeftOutReason::Suspended)]);
            }
        }
    }
}

#[tokio::test]
async fn inviting_is_all_or_nothing_and_twice_changes_nothing() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let mut people = Vec::new();
        for name in ["Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Cúc"] {
            people.push(City::delegate(&db, city.city, name).await);
        }
        let guest = City::person(&db, "Khách mời").await;
        let small = city.class(&db, course, date(2026, 5, 10), 2).await;
        let class = city.class(&db, course, date(2026, 5, 11), 3).await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 1)))
            .await
            .expect("an act");
        match invite_obliged(&acting, small).await {
            Err(crate::Refusal::Invalid(problems)) => {
                assert_eq!(problems[0].code, "class-full");
                let over = problems[0].args.iter().find(|(name, _)| *name == "over");
                assert_eq!(over.map(|(_, value)| value.as_str()), Some("1"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(invitations(&acting.tx, small).await.expect("none").len(), 0);
        let first = invite_obliged(&acting, class).await.expect("invited");
        assert_eq!((first.new, first.already), (3, 0));
        let again = invite_obliged(&acting, class).await.expect("invited");
        assert_eq!((again.new, again.already), (0, 3));
        let hand = InviteByHand {
            class,
            person: guest,
        };
        assert_eq!(codes(invite_by_hand(&acting, hand).await), ["class-full"]);
        acting.commit().await.expect("the invitations");

        let rows = invitations(&*db, class).await.expect("rows");
        let own = rows
            .iter()
            .find(|row| row.person_id == people[0])
            .expect("one");
        let delegate = signed_in(people[0], Role::Delegate, "92");
        let acting = Acting::begin(&db, &delegate, &noon(date(2026, 5, 2)))
            .await
            .expect("an act");
        let other = rows
            .iter()
            .find(|row| row.person_id == people[1])
            .expect("one");
        let ask = |row: &InvitationRow, reason: &str| Excuse {
            invitation: row.id,
            reason: reason.into(),
        };
        assert_eq!(
            codes(excuse(&acting, ask(other, "Ốm")).await),
            ["not permitted"]
        );
        assert_eq!(
            codes(excuse(&acting, ask(own, "")).await),
            ["excuse-reason-missing"]
        );
        excuse(&acting, ask(own, "Đi công tác"))
            .await
            .expect("excused");
        acting.commit().await.expect("the excuse");

        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 3)))
            .await
            .expect("an act");
        let room = invite_by_hand(&acting, hand).await.expect("room");
        assert_eq!(room.new, 1);
        acting.commit().await.expect("the guest");
        let seen = roll(&*db, &delegate, class).await.expect("a roll");
        let reason = |person| {
            seen.iter()
                .find(|entry| entry.person == person)
                .map(|entry| (entry.state, entry.reason.clone()))
        };
        assert_eq!(
            reason(people[0]),
            Some((InvitationState::Excused, Some("Đi công tác".into())))
        );
        assert_eq!(reason(people[1]), Some((InvitationState::Invited, None)));
        let voter = crate::access::Actor::voter();
        let page = class_page(&*db, &*facts(&db).await, class).await;
        assert_eq!(page.expect("a page").invited, 3);
        let class_ref = crate::training::classes::class(&*db, class).await;
        let seen = roll_page(&*db, &voter, &class_ref.expect("a class"), "", Page::FIRST).await;
        assert_eq!(seen.expect("a roll").total, 0);
        facts_agree(&db, class).await;
    }
}

#[tokio::test]
async fn a_makeup_class_invites_exactly_the_missing_and_then_nobody_is() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let came = City::delegate(&db, city.city, "Nguyễn Thị Hoa").await;
        let missed = City::delegate(&db, city.city, "Trần Văn Bình").await;
        let left = City::person(&db, "Lê Thị Cúc").await;
        City::mandate(
            &db,
            left,
            city.city,
            "general_election",
            date(2026, 4, 1),
            Some(date(2026, 6, 1)),
        )
        .await;
        let class = city.class(&db, course, date(2026, 5, 10), 10).await;
        let lessons = lesson_ids(&db, class).await;
        let plan = |gaps| PlanMakeup {
            gaps,
            name: "Lớp học bù".into(),
            place: "Trường Chính trị".into(),
            capacity: 10,
            councils: Vec::new(),
            lessons: lessons_on(date(2026, 6, 10), 1),
            trainers: Vec::new(),
            note: String::new(),
        };
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 10)))
            .await
            .expect("an act");
        invite_obliged(&acting, class).await.expect("invited");
        assert_eq!(
            codes(plan_makeup(&acting, plan(MakeupFor::Class(class))).await),
            ["makeup-class-not-held"]
        );
        open_class(&acting, class).await.expect("open");
        for (at, lesson) in lessons.iter().enumerate() {
            let absent = if at == 0 {
                Presence::Present
            } else {
                Presence::Absent
            };
            let lines = vec![
                line(came, Presence::Present),
                line(missed, absent),
                line(left, absent),
            ];
            take_roll(
                &acting,
                TakeRoll {
                    lesson: *lesson,
                    lines,
                },
            )
            .await
            .expect("a roll");
        }
        hold_class(&acting, class).await.expect("held");
        acting.commit().await.expect("the class");

        let newcomer = City::person(&db, "Phạm Văn Dũng").await;
        City::mandate(
            &db,
            newcomer,
            city.city,
            "by_election",
            date(2026, 5, 20),
            None,
        )
        .await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 25)))
            .await
            .expect("an act");
        let (makeup, invited) = plan_makeup(&acting, plan(MakeupFor::Class(class)))
            .await
            .expect("a class");
        assert_eq!(invited.new, 1);
        let rows = invitations(&acting.tx, makeup).await.expect("rows");
        assert_eq!(
            (rows[0].person_id, rows[0].ground),
            (missed, Ground::MakeUp)
        );
        let (of_course, invited) = plan_makeup(&acting, plan(MakeupFor::Course(course, city.city)))
            .await
            .expect("a class");
        assert_eq!(invited.new, 2);
        acting.commit().await.expect("the make-up");
        for class in [class, makeup, of_course] {
            facts_agree(&db, class).await;
        }

        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 6, 10)))
            .await
            .expect("an act");
        open_class(&acting, of_course).await.expect("open");
        let rows = [missed, newcomer].map(|person| AttendanceRow {
            lesson: None,
            line: line(person, Presence::Present),
        });
        let changes = record_attendance_rows(&acting, of_course, rows.to_vec())
            .await
            .expect("a list");
        assert_eq!(changes.len(), 2);
        let again = record_attendance_rows(&acting, of_course, rows.to_vec())
            .await
            .expect("a list");
        assert_eq!(again.len(), 0);
        hold_class(&acting, of_course).await.expect("held");
        let late = PlanMakeup {
            lessons: lessons_on(date(2026, 7, 1), 1),
            ..plan(MakeupFor::Course(course, city.city))
        };
        assert_eq!(
            codes(plan_makeup(&acting, late).await),
            ["makeup-nobody-missing"]
        );
        acting.commit().await.expect("the make-up held");
        // Of a class that follows, those who completed the course need not attend, and not even then when its law changed.
        let next = city.class(&db, course, date(2026, 9, 1), 10).await;
        facts_agree(&db, next).await;
        city.amend(&db, "99/2026/QH16", date(2026, 8, 1)).await;
        facts_agree(&db, next).await;
        let told = audience(&*db, next).await.expect("a roster");
        let reasons: Vec<_> = told.left_out.iter().map(|one| one.reason).collect();
        assert_eq!(reasons, [LeftOutReason::CompletedBeforeChange; 3]);
    }
}

#[tokio::test]
async fn facts_and_the_page_of_a_person_tell_the_same() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let came = City::delegate(&db, city.commune, "Nguyễn Thị Hoa").await;
        let missed = City::delegate(&db, city.commune, "Trần Văn Bình").await;
        let class = city.class(&db, course, date(2026, 5, 10), 10).await;
        let today = date(2026, 5, 12);
        let actor = signed_in(came, Role::Delegate, "92/31120");
        let mine = my_training(&*db, &actor, came, today)
            .await
            .expect("a page");
        assert_eq!(mine.must_do.len(), 1);
        assert_eq!(mine.laws[0].knowledge, Knowledge::Never);
        let acting = Acting::begin(&db, &city.program, &noon(today))
            .await
            .expect("an act");
        invite_obliged(&acting, class).await.expect("invited");
        open_class(&acting, class).await.expect("open");
        acting.commit().await.expect("the class");
        let mine = my_training(&*db, &actor, came, today)
            .await
            .expect("a page");
        assert_eq!(mine.must_do[0].invited_to, Some(class));
        let acting = Acting::begin(&db, &city.program, &noon(today))
            .await
            .expect("an act");
        let rows = vec![AttendanceRow {
            lesson: None,
            line: line(came, Presence::Present),
        }];
        record_attendance_rows(&acting, class, rows)
            .await
            .expect("a list");
        hold_class(&acting, class).await.expect("held");
        acting.commit().await.expect("the roll");

        let mine = my_training(&*db, &actor, came, today)
            .await
            .expect("a page");
        assert!(mine.must_do.is_empty() && mine.done.len() == 1);
        assert_eq!(
            mine.laws[0].knowledge,
            Knowledge::Studied {
                on: date(2026, 5, 10)
            }
        );
        city.amend(&db, "99/2026/QH16", date(2026, 8, 1)).await;
        let later = my_training(&*db, &actor, came, date(2026, 9, 1))
            .await
            .expect("a page");
        assert_eq!(
            later.must_do[0].completed_before_change,
            Some(date(2026, 5, 10))
        );
        assert_eq!(later.laws[0].knowledge.code(), "changed");
        let stranger = signed_in(missed, Role::Delegate, "01");
        assert_eq!(
            codes(my_training(&*db, &stranger, came, today).await),
            ["not readable"]
        );
    }
}
