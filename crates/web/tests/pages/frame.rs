//! The frame of every page: refusals, languages, days, headers.

use axum::http::StatusCode;

use crate::door::houses;

#[tokio::test]
async fn an_unknown_address_is_a_page_in_the_readers_language() {
    for house in houses().await {
        let mut browser = house.browser();
        let page = browser.get("/no-such-page").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(
            page.text().contains("<h1>Không tìm thấy</h1>"),
            "{}",
            page.text()
        );
        let page = browser.get("/no-such-page?lang=en").await;
        assert!(page.text().contains("<h1>Not found</h1>"));
        let answer = browser.get("/api/v1/no-such").await;
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (StatusCode::NOT_FOUND, Some("not_found"))
        );
    }
}

#[tokio::test]
async fn a_day_that_is_no_day_is_told_and_kept() {
    for house in houses().await {
        let mut browser = house.browser();
        let page = browser.get("/licences?on=31/02/2026").await.text();
        assert!(page.contains("Không đọc được ngày “31/02/2026”"));
        let answer = browser.get("/api/v1/pages?on=31/02/2026").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.json()["problems"][0]["field"], "on");
    }
}

#[tokio::test]
async fn settings_are_kept_and_lead_back_to_this_site_alone() {
    for house in houses().await {
        let mut browser = house.browser();
        let answer = browser.get("/settings?lang=en&back=/licences").await;
        assert_eq!(answer.location.as_deref(), Some("/licences"));
        assert!(
            browser
                .get("/licences")
                .await
                .text()
                .contains("lang=\"en\"")
        );
        for elsewhere in ["//example.org", "https://example.org", "/\\example.org"] {
            let answer = browser
                .get(&format!("/settings?size=large&back={elsewhere}"))
                .await;
            assert_eq!(answer.location.as_deref(), Some("/"), "{elsewhere}");
        }
    }
}

#[tokio::test]
async fn health_and_metrics_answer() {
    for house in houses().await {
        let mut browser = house.browser();
        assert_eq!(browser.get("/healthz").await.text(), "ok\n");
        browser.get("/licences").await;
        assert!(
            browser
                .get("/metrics")
                .await
                .text()
                .contains("http_requests_total")
        );
    }
}
