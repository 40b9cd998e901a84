//! The library through the public door: the status of a law depends on the day, what rests on it stands on its page.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::houses;
use crate::rules::{a_ward, city};

#[tokio::test]
async fn the_status_of_a_law_is_that_of_the_day() {
    for house in houses().await {
        city(&house).await;
        let mut voter = house.browser();
        let found = voter.get("/api/v1/documents?q=77/2015").await.json();
        let id = found["items"][0]["id"].as_str().expect("the law");
        let page = format!("/library/{id}");
        for (day, said) in [
            ("2015-07-01", "77/2015/QH13 chưa có hiệu lực"),
            ("2024-01-01", "77/2015/QH13 còn hiệu lực"),
            ("2025-02-28", "77/2015/QH13 còn hiệu lực"),
            (
                "2025-03-01",
                "77/2015/QH13 đã hết hiệu lực vào ngày 01/03/2025",
            ),
        ] {
            let answer = voter.get(&format!("{page}?on={day}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            let words = answer.words();
            assert!(words.contains(said), "{said}: {words}");
        }
        let words = voter.get(&page).await.words();
        for said in [
            "Theo trí nhớ",
            "Được thay thế bởi",
            "65/2025/QH15",
            "Số lượng đại biểu",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let then = voter
            .get("/library?status=in_force&q=to+chuc+chinh+quyen&on=2024-01-01")
            .await
            .words();
        assert!(then.contains("77/2015/QH13"), "{then}");
        assert!(!then.contains("72/2025/QH15"), "{then}");
        assert_eq!(voter.get("/library.csv").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_clerk_records_a_document_and_what_it_replaces() {
    for house in houses().await {
        city(&house).await;
        let (path, _) = a_ward(&house).await;
        let form = "/library/new";
        let refused = house.browser().get(form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let mut values = [
            ("number", "99/2026/NĐ-CP"),
            ("kind", "decree"),
            ("issuer", "Chính phủ"),
            ("title", "Nghị định về hoạt động của Hội đồng nhân dân"),
            ("signed_on", "01/11/2026"),
            ("in_force_on", "32/13/2026"),
            ("certainty", "read_in_text"),
            ("relation_replaces", "77/2015/QH13, 1/1990/X"),
        ];
        let bad = clerk.submit(form, form, &values).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text().contains("32/13/2026"), "{}", bad.text());
        values[5].1 = "01/01/2027";
        let done = clerk.submit(form, form, &values).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = clerk.follow(done).await.words();
        for said in ["chưa có hiệu lực", "1/1990/X", "77/2015/QH13 –"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}
