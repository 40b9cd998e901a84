//! Cases of this capability, on both databases.

use serde_json::json;

use super::*;
use crate::Acting;
use crate::access::{Granted, Role};
use crate::fixture;
use crate::people::PersonDetails;
use crate::people::acts::{CorrectPerson, Correction, correct_person};

#[test]
fn only_what_differs_is_a_change() {
    let detail =
        json!({ "before": { "a": 1, "b": 2, "c": null }, "after": { "a": 1, "b": 3, "d": 4 } });
    assert_eq!(
        changes(&detail),
        vec![
            ("b".to_owned(), json!(2), json!(3)),
            ("d".to_owned(), Json::Null, json!(4)),
        ]
    );
    assert_eq!(changes(&json!({})), vec![]);
}

#[tokio::test]
async fn the_trail_of_a_person_hides_what_the_reader_may_not_see() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let (person, _) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 0).await;
        let command = CorrectPerson {
            person,
            council: scene.council,
            details: PersonDetails {
                phone: Some("0901 234 567".to_owned()),
                occupation: Some("Giáo viên".to_owned()),
                ..fixture::details("Trần Thị Bình")
            },
            correction: Correction::WrittenWrongly(fixture::FOUNDED),
            reason: "Bổ sung".to_owned(),
        };
        correct_person(&acting, command).await.expect("corrects");
        acting.commit().await.expect("commits");

        let user = |role, scope: &str| {
            let grants = vec![Granted {
                role,
                scope: scope.to_owned(),
            }];
            Actor::user(kernel::Id::fresh(), None, "Ai đó".to_owned(), None, grants)
        };
        for (reader, lines, phone) in [
            (user(Role::Clerk, "92"), 2, true),
            (user(Role::Auditor, "92"), 2, false),
            (user(Role::Clerk, "93"), 0, false),
            (Actor::voter(), 0, false),
        ] {
            let trail = of_record(&*db, &reader, person.uuid(), Page::FIRST)
                .await
                .expect("the trail");
            assert_eq!((trail.rows.len(), trail.total), (lines, lines as i64));
            let shown = trail
                .rows
                .iter()
                .flat_map(|entry| &entry.changes)
                .any(|change| {
                    change.field == "phone" && change.after == Shown::Visible(json!("0901 234 567"))
                });
            assert_eq!(shown, phone);
        }
        let council = of_council(&*db, &program, scene.council, Page { number: 1, size: 2 })
            .await
            .expect("the trail");
        assert_eq!(council.rows.len(), 2);
        assert!(council.total > 5);
        let hidden = of_council(&*db, &Actor::voter(), scene.council, Page::FIRST)
            .await
            .expect("nothing");
        assert_eq!((hidden.rows.len(), hidden.total), (0, 0));
    }
}
