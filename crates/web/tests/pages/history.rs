//! The audit trail: who may read it, what it shows, how it is walked through.

use axum::http::StatusCode;
use council::Acting;
use council::access::{Act, Actor, Role};
use kernel::ids::{CouncilId, PersonId};
use serde_json::json;
use store::{Reader as _, Sql, args};

use crate::door::{House, cities, houses};

const COUNCIL_AT: Sql = Sql("SELECT id FROM council WHERE path = $1 ORDER BY valid_from DESC");
const A_DELEGATE: Sql = Sql(
    "SELECT m.person_id FROM mandate m JOIN council c ON c.id = m.council_id \
     WHERE c.path = '92' AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = m.person_id) ORDER BY m.id",
);
const A_COMMUNE: Sql = Sql("SELECT path FROM council WHERE path LIKE '92/%' ORDER BY path DESC");

/// Writes a line about a person of a council.
async fn line(house: &House, council: CouncilId, reason: &str) {
    let clerk = Actor::program("Văn thư");
    let acting = Acting::begin(house.app.db(), &clerk, house.app.clock())
        .await
        .expect("a transaction");
    let detail = json!({
        "before": { "full_name": "Lê Thị Mẫu", "phone": "0900000001" },
        "after": { "full_name": "Lê Thị Mẫu Đơn", "phone": "0900000002" },
    });
    let (act, person) = (Act::CorrectPerson, PersonId::fresh());
    acting
        .audit(act, Some(council), "person", person, reason, detail)
        .await
        .expect("a line");
    acting.commit().await.expect("a line kept");
}

async fn council_at(house: &House, path: &str) -> CouncilId {
    let found = house.app.db().scalar(COUNCIL_AT, args![path]).await;
    found.expect("an answer").expect("a council of the sample")
}

#[tokio::test]
async fn a_line_shows_what_changed_to_those_who_may_know() {
    for house in cities().await {
        let city = council_at(&house, "92").await;
        line(&house, city, "Nghị quyết số 5/NQ-HĐND").await;
        let person = house.app.db().scalar(A_DELEGATE, args![]).await;
        let person: Option<PersonId> = person.expect("an answer");
        for (role, scope, status, phone) in [
            (Role::Clerk, "92", StatusCode::OK, true),
            (Role::StandingCommittee, "92", StatusCode::OK, true),
            (Role::Auditor, "", StatusCode::OK, false),
            (Role::Administrator, "92", StatusCode::OK, false),
            (Role::Delegate, "92", StatusCode::FORBIDDEN, false),
            (Role::Front, "92", StatusCode::FORBIDDEN, false),
        ] {
            let mut browser = house
                .account(role, scope, person.filter(|_| role == Role::Delegate))
                .await;
            let answer = browser.get("/audit?act=people.correct").await;
            assert_eq!(answer.status, status, "{role:?}");
            if status != StatusCode::OK {
                continue;
            }
            let words = answer.words();
            assert!(
                words.contains("Lê Thị Mẫu → Lê Thị Mẫu Đơn"),
                "{role:?}: {words}"
            );
            assert!(words.contains("Nghị quyết số 5/NQ-HĐND"), "{role:?}");
            let file = browser.get("/audit.csv?act=people.correct").await;
            assert!(file.kind.starts_with("text/csv"));
            for text in [words, file.text()] {
                assert_eq!(text.contains("0900000002"), phone, "{role:?}: {text}");
            }
        }
        let stranger = house.browser().get("/audit").await;
        assert_eq!(stranger.status, StatusCode::FORBIDDEN);
        assert!(stranger.text().contains("/sign-in?back=%2Faudit"));
    }
}

#[tokio::test]
async fn a_reader_sees_the_lines_of_the_places_within_reach() {
    for house in cities().await {
        let commune_path: String = (house.app.db())
            .scalar(A_COMMUNE, args![])
            .await
            .expect("an answer")
            .expect("a commune of the sample");
        let city = council_at(&house, "92").await;
        let commune = council_at(&house, &commune_path).await;
        line(&house, city, "Của thành phố").await;
        line(&house, commune, "Của phường").await;
        for (scope, of_city, of_commune) in [
            ("92", true, true),
            (commune_path.as_str(), false, true),
            ("01", false, false),
            ("", true, true),
        ] {
            let mut browser = house.account(Role::Auditor, scope, None).await;
            let words = browser.get("/audit?act=people").await.words();
            assert_eq!(words.contains("Của thành phố"), of_city, "{scope}");
            assert_eq!(words.contains("Của phường"), of_commune, "{scope}");
            // A sign-in concerns no council: it is for readers of the whole.
            let words = browser.get("/audit?act=access.sign_in").await.words();
            assert_eq!(
                words.contains("Người dùng"),
                scope.is_empty(),
                "{scope}: {words}"
            );
        }
        let mut browser = house.account(Role::Auditor, "", None).await;
        let words = browser
            .get(&format!("/audit?council={commune}"))
            .await
            .words();
        assert!(words.contains("Của phường") && !words.contains("Của thành phố"));
        let words = browser.get("/audit?to=31/12/2020").await.words();
        assert!(words.contains("Không có dòng nào như vậy"), "{words}");
        let words = browser.get("/audit?from=h%C3%B4m+qua").await.words();
        assert!(words.contains("Ngày phải có dạng"), "{words}");
    }
}

#[tokio::test]
async fn the_trail_is_walked_by_number_and_each_line_proves_itself() {
    for house in houses().await {
        let mut browser = house.account(Role::Auditor, "", None).await;
        for _ in 0..60 {
            house.enrol(Role::Front, "92", None).await;
        }
        let first = browser.get("/audit").await;
        let head: i64 = 62;
        assert!(
            first.words().contains(&format!("Đã có {head} dòng")),
            "{}",
            first.words()
        );
        assert!(
            first.words().contains("Dòng 62 đến 13"),
            "{}",
            first.words()
        );
        let second = browser.get("/audit?before=13").await;
        assert!(
            second.words().contains("Dòng 12 đến 1"),
            "{}",
            second.words()
        );
        assert!(
            !second.text().contains("?before="),
            "there is nothing older"
        );
        let back = browser.get("/audit?after=12").await;
        assert!(back.words().contains("Dòng 62 đến 13"), "{}", back.words());

        let one = browser.get(&format!("/audit/{head}")).await;
        assert!(
            one.words().contains("Dòng này còn nguyên"),
            "{}",
            one.words()
        );
        assert!(one.words().contains("Lập tài khoản"), "{}", one.words());
        let none = browser.get("/audit/1000").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let file = browser.get("/audit.xlsx").await;
        assert!(file.bytes.starts_with(b"PK"), "a workbook");
    }
}
