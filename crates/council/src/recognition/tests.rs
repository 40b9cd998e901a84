//! Cases of this capability, on both databases.

use jiff::civil::date;
use kernel::ids::PersonId;

use super::Recognition;
use super::acts::{Recognise, Whose, recognise, withdraw};
use super::queries::{of_council, subjects};
use crate::Acting;
use crate::access::{Actor, Granted, Role};
use crate::bodies::queries::council;
use crate::fixture::{self, codes, delegate};

fn user(role: Role) -> Actor {
    let grant = Granted {
        role,
        scope: "92".to_owned(),
    };
    let id = kernel::ids::AccountId::fresh();
    Actor::user(id, None, "Người dùng".to_owned(), None, vec![grant])
}

#[tokio::test]
async fn a_year_is_assessed_once_and_the_grade_of_a_delegate_is_not_public() {
    for fresh in store::testing::databases().await {
        let db: &store::Db = &fresh;
        let clerk = user(Role::Clerk);
        let program = fixture::program();
        let (acting, scene) = fixture::begin(db, &program).await;
        let (person, _) = delegate(&acting, &scene, "Trần Thị Ánh", 0).await;
        acting.commit().await.expect("commits");
        let acting = Acting::begin(db, &clerk, &fixture::clock()).await;
        let acting = acting.expect("begins");
        let today = acting.today;
        let year = u32::try_from(today.year()).expect("a year");
        let command = Recognise {
            council: scene.council,
            whose: Some(Whose::Delegate(person)),
            kind: Recognition::Good,
            year,
            decided_on: today,
            decision: "15/QĐ-HĐND".to_owned(),
            decided_by: "Thường trực HĐND".to_owned(),
            merit: String::new(),
        };
        let of = council(&acting.tx, scene.council).await.expect("a council");
        let known = subjects(&acting.tx, &of, year, today).await.expect("them");
        assert!(
            known.iter().any(|one| one.person_id == Some(person)),
            "{known:?}"
        );

        let graded = recognise(&acting, command.clone()).await.expect("recorded");
        let twice = recognise(&acting, command.clone()).await;
        assert_eq!(codes(twice), ["recognition-assessed-before"]);
        let stranger = Recognise {
            whose: Some(Whose::Delegate(PersonId::fresh())),
            year: year + 1,
            decision: String::new(),
            ..command.clone()
        };
        let refused = recognise(&acting, stranger).await;
        assert_eq!(
            codes(refused),
            [
                "missing",
                "recognition-year-far",
                "recognition-not-of-council"
            ]
        );
        // A commendation needs words on the merit, and may come twice.
        let praised = Recognise {
            kind: Recognition::Merit,
            ..command.clone()
        };
        assert_eq!(
            codes(recognise(&acting, praised.clone()).await),
            ["missing"]
        );
        for merit in ["Giải quyết kiến nghị của cử tri", "Hoạt động giám sát"] {
            let praised = Recognise {
                merit: merit.to_owned(),
                ..praised.clone()
            };
            recognise(&acting, praised).await.expect("recorded");
        }
        acting.commit().await.expect("commits");

        let seen = |actor: Actor| async move {
            let found = of_council(db, &actor, scene.council, today).await;
            found
                .expect("them")
                .into_iter()
                .map(|one| one.kind)
                .collect::<Vec<_>>()
        };
        let merits = [Recognition::Merit, Recognition::Merit];
        assert_eq!(seen(Actor::voter()).await, merits);
        let all = seen(user(Role::Auditor)).await;
        assert_eq!(all.len(), 3, "{all:?}");
        let before = of_council(db, &clerk, scene.council, date(2021, 6, 1)).await;
        assert_eq!(before.expect("them"), []);

        // Withdrawn with a reason, the year may be assessed anew.
        let acting = Acting::begin(db, &clerk, &fixture::clock())
            .await
            .expect("begins");
        assert_eq!(codes(withdraw(&acting, graded, " ").await), ["missing"]);
        withdraw(&acting, graded, "Ghi nhầm người")
            .await
            .expect("withdrawn");
        recognise(&acting, command).await.expect("recorded anew");
        acting.commit().await.expect("commits");
        assert_eq!(seen(user(Role::Auditor)).await.len(), 3);
    }
}
