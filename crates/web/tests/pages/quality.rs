//! The checks of data quality through the public door: who may see them, and the way to mend what they find.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::houses;
use crate::scene::{PATH, scene};

#[tokio::test]
async fn checks_are_for_those_who_may_mend_and_lead_to_the_form() {
    for house in houses().await {
        let scene = scene(&house).await;
        let pages = [
            "/quality",
            "/quality/seat_vacant",
            "/quality.csv",
            "/quality/seat_vacant/findings.csv",
            "/api/v1/quality",
            "/api/v1/quality/seat_vacant",
        ];
        for page in pages {
            let status = house.browser().get(page).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{page}");
        }
        let mut trainer = house.account(Role::Trainer, PATH, None).await;
        assert_eq!(trainer.get("/quality").await.status, StatusCode::FORBIDDEN);

        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        for page in pages {
            let answer = clerk.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text());
        }
        for elsewhere in ["/quality?place=01", "/api/v1/quality?place=92"] {
            let status = clerk.get(elsewhere).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{elsewhere}");
        }
        let all = clerk.get("/api/v1/quality").await.json();
        let checks = all["items"].as_array().expect("checks");
        let count = |code: &str| {
            let check = checks.iter().find(|check| check["check"] == code);
            check.and_then(|check| check["count"].as_u64())
        };
        assert_eq!(checks.len(), council::quality::Check::ALL.len());
        assert_eq!(count("seat_vacant"), Some(1));
        assert_eq!(count("start_unconfirmed"), Some(1));
        assert_eq!(count("seat_held_twice"), Some(0));

        let problems: u64 = checks
            .iter()
            .filter_map(|check| check["count"].as_u64())
            .sum();
        let bad = checks.iter().filter(|check| check["count"] != 0).count();
        let sentence = format!(
            "Có {problems} vấn đề trong {bad} phép kiểm tra; {} phép không có vấn đề",
            checks.len() - bad
        );
        let overview = clerk.get("/quality").await.words();
        assert!(overview.contains(&sentence), "{sentence}: {overview}");

        let vacant = clerk.get("/quality/seat_vacant").await.text();
        let form = format!("/councils/{}/persons/new", scene.council);
        assert!(vacant.contains(&form), "{vacant}");
        let early = clerk
            .get("/quality/seat_vacant?on=2025-06-30")
            .await
            .words();
        assert!(early.contains("Không có bản ghi nào"), "{early}");
        let none = clerk.get("/quality/no_such_check").await.status;
        assert_eq!(none, StatusCode::NOT_FOUND);

        let mut auditor = house.account(Role::Auditor, PATH, None).await;
        let words = auditor.get("/quality/seat_vacant").await;
        assert_eq!(words.status, StatusCode::OK);
        assert!(!words.text().contains(&form), "an auditor mends nothing");
    }
}
