//! Classes: planning, moving, lists, materials, calendars.

use jiff::civil::{Time, date};
use store::testing::databases;
use store::{Reader, args, sql};

use super::fixtures::{City, codes, facts, lesson_ids, lessons_on, noon, signed_in};
use crate::Acting;
use crate::access::Role;
use crate::training::calendar::{events_of_council, events_of_person};
use crate::training::classes::*;
use crate::training::invitations::{InviteByHand, invite_by_hand};
use crate::training::materials::{AddMaterial, add_material, material_file};
use crate::training::programmes::{course_page, courses, programmes};
use crate::training::topics::{adopt_proposed_courses, topics};
use crate::training::{Audience, ClassState};

sql! {
    LINES = "SELECT count(*) FROM audit WHERE subject_id = $1";
}

#[tokio::test]
async fn a_plan_is_checked_all_at_once() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let good = city.plan(course, date(2026, 5, 10), 40);
        let mut overlapping = lessons_on(date(2026, 5, 10), 2);
        overlapping[1].starts_at = Time::constant(8, 30, 0, 0);
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 4, 2)))
            .await
            .expect("an act");
        let empty = PlanClass {
            name: " ".into(),
            place: String::new(),
            capacity: 0,
            lessons: Vec::new(),
            ..good.clone()
        };
        assert_eq!(
            codes(plan_class(&acting, empty).await),
            [
                "class-name-missing",
                "class-place-missing",
                "class-capacity-missing",
                "class-without-lesson"
            ]
        );
        let cases = [
            (
                PlanClass {
                    lessons: overlapping,
                    ..good.clone()
                },
                "lessons-overlap",
            ),
            (
                PlanClass {
                    lessons: lessons_on(date(2026, 3, 1), 1),
                    councils: vec![city.city],
                    ..good.clone()
                },
                "class-outside-course-period",
            ),
            (
                PlanClass {
                    council: city.commune,
                    ..good.clone()
                },
                "class-council-elsewhere",
            ),
        ];
        for (plan, code) in cases {
            assert!(
                codes(plan_class(&acting, plan).await).contains(&code),
                "{code}"
            );
        }
        let class = plan_class(&acting, good).await.expect("a class");
        acting.commit().await.expect("the class");
        let page = class_page(&*db, &*facts(&db).await, class)
            .await
            .expect("a page");
        assert_eq!(page.class.state, ClassState::Planned);
        assert_eq!((page.lessons.len(), page.councils.len()), (3, 2));
    }
}

#[tokio::test]
async fn a_moved_class_is_planned_anew_and_calendars_follow() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let delegate = City::delegate(&db, city.city, "Nguyễn Thị Hoa").await;
        let class = city.class(&db, course, date(2026, 5, 10), 40).await;
        let before = lesson_ids(&db, class).await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 1)))
            .await
            .expect("an act");
        let hand = InviteByHand {
            class,
            person: delegate,
        };
        invite_by_hand(&acting, hand).await.expect("an invitation");
        open_class(&acting, class).await.expect("open");
        assert_eq!(codes(hold_class(&acting, class).await), ["class-not-over"]);
        let unexplained = MoveClass {
            class,
            place: "Hội trường B".into(),
            lessons: lessons_on(date(2026, 6, 1), 2),
            reason: String::new(),
        };
        assert_eq!(
            codes(move_class(&acting, unexplained.clone()).await),
            ["class-reason-missing"]
        );
        let explained = MoveClass {
            reason: "Trùng kỳ họp".into(),
            ..unexplained
        };
        move_class(&acting, explained).await.expect("moved");
        acting.commit().await.expect("the move");
        let page = class_page(&*db, &*facts(&db).await, class)
            .await
            .expect("a page");
        assert_eq!(page.class.state, ClassState::Planned);
        assert_eq!(page.class.starts_on, date(2026, 6, 1));
        assert_eq!(lesson_ids(&db, class).await, before[..2]);
        let lines: Option<i64> = db.scalar(LINES, args![class]).await.expect("lines");
        assert_eq!(lines, Some(4));
        let events = events_of_person(&*db, delegate, date(2026, 1, 1))
            .await
            .expect("events");
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].uid, before[0].to_string());
        assert_eq!(events[0].start, date(2026, 6, 1).at(8, 0, 0, 0));
        assert!(!events[0].cancelled);
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 2)))
            .await
            .expect("an act");
        cancel_class(&acting, class, "Hoãn")
            .await
            .expect("cancelled");
        assert_eq!(
            codes(open_class(&acting, class).await),
            ["class-cannot-open"]
        );
        acting.commit().await.expect("the end");
        let after = events_of_council(&*db, city.commune, date(2026, 1, 1))
            .await
            .expect("events");
        assert!(after.len() == 2 && after.iter().all(|event| event.cancelled));
        assert!(after[0].updated > events[0].updated);
    }
}

#[tokio::test]
async fn the_list_is_narrowed_by_everything_at_once() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        for day in 1..=3 {
            city.class(&db, course, date(2026, 5, day * 5), 40).await;
        }
        let all = ClassFilter {
            path: "92".into(),
            ..ClassFilter::default()
        };
        let cases = [
            (ClassFilter::default(), 3),
            (all.clone(), 3),
            (
                ClassFilter {
                    path: "92/31120".into(),
                    ..all.clone()
                },
                3,
            ),
            (
                ClassFilter {
                    path: "9".into(),
                    ..all.clone()
                },
                0,
            ),
            (
                ClassFilter {
                    course: Some(course),
                    state: Some(ClassState::Planned),
                    text: "hoi truong".into(),
                    from: Some(date(2026, 5, 10)),
                    ..all.clone()
                },
                2,
            ),
            (
                ClassFilter {
                    state: Some(ClassState::Open),
                    ..all.clone()
                },
                0,
            ),
            (
                ClassFilter {
                    until: Some(date(2026, 5, 5)),
                    ..all.clone()
                },
                1,
            ),
        ];
        for (filter, expected) in cases {
            let list = classes(&*db, &*facts(&db).await, &filter)
                .await
                .expect("a list");
            assert_eq!(list.total, expected, "{filter:?}");
            assert_eq!(list.rows.len() as i64, expected);
        }
        let second = ClassFilter {
            size: 2,
            page: 1,
            ..all
        };
        let list = classes(&*db, &*facts(&db).await, &second)
            .await
            .expect("a list");
        assert_eq!((list.rows.len(), list.total), (1, 3));
        assert_eq!(list.rows[0].starts_on, date(2026, 5, 5));
    }
}

#[tokio::test]
async fn materials_are_kept_as_they_were_sent() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let class = city.class(&db, course, date(2026, 5, 10), 40).await;
        let send = |name: &str, bytes: &[u8]| AddMaterial {
            class,
            title: String::new(),
            name: name.into(),
            bytes: bytes.to_vec(),
        };
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 5, 1)))
            .await
            .expect("an act");
        assert_eq!(
            codes(add_material(&acting, send("luat.pdf", b"<html>")).await),
            ["material-unknown-kind"]
        );
        let id = add_material(&acting, send("Chuyên đề 1.bin", b"%PDF-1.7 ..."))
            .await
            .expect("a paper");
        acting.commit().await.expect("the paper");
        let file = material_file(&*db, id).await.expect("the file");
        assert_eq!(file.bytes, b"%PDF-1.7 ...");
        assert_eq!(file.media_type, "application/pdf");
        let page = class_page(&*db, &*facts(&db).await, class)
            .await
            .expect("a page");
        assert_eq!(page.materials[0].title, "Chuyên đề 1.bin");
    }
}

#[tokio::test]
async fn a_clerk_of_a_commune_does_not_run_the_citys_classes() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        let person = City::person(&db, "Lê Văn An").await;
        let clerk = signed_in(person, Role::Clerk, "92/31120");
        let acting = Acting::begin(&db, &clerk, &noon(date(2026, 4, 2)))
            .await
            .expect("an act");
        let plan = city.plan(course, date(2026, 5, 10), 40);
        assert_eq!(
            codes(plan_class(&acting, plan.clone()).await),
            ["not permitted"]
        );
        let own = PlanClass {
            council: city.commune,
            councils: Vec::new(),
            ..plan
        };
        assert!(plan_class(&acting, own).await.is_ok());
    }
}

#[tokio::test]
async fn courses_are_proposed_and_show_what_became_of_their_laws() {
    for db in databases().await {
        let city = City::found(&db).await;
        let course = city.course(&db, Audience::AllDelegates).await;
        City::proposed_topics(&db).await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 4, 2)))
            .await
            .expect("an act");
        let programme = programmes(&acting.tx, "92").await.expect("programmes")[0].id;
        let proposed = adopt_proposed_courses(&acting, programme, "XI")
            .await
            .expect("courses");
        acting.commit().await.expect("the courses");
        let all = courses(&*db, "92", Some(programme)).await.expect("courses");
        assert_eq!(all.len(), proposed.len() + 1);
        assert!(
            all.iter()
                .any(|course| course.audience == Audience::Newcomers)
        );
        assert!(topics(&*db).await.expect("topics").len() > 15);
        let page = course_page(&*db, course, date(2026, 5, 1))
            .await
            .expect("a page");
        assert!(page.laws.len() == 1 && page.laws[0].in_force && page.laws[0].changed.is_none());
        city.amend(&db, "99/2026/QH16", date(2026, 4, 20)).await;
        let page = course_page(&*db, course, date(2026, 5, 1))
            .await
            .expect("a page");
        let change = page.laws[0].changed.clone().expect("a change");
        assert_eq!((change.by.as_str(), change.ends), ("99/2026/QH16", false));
    }
}
