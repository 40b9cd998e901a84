//! Councils and units as pages, files and JSON, and the forms that change them.

use axum::http::StatusCode;

use crate::door::houses;
use crate::scene::{PATH, scene};

#[tokio::test]
async fn a_voter_reads_who_leads_who_sits_and_what_came_before() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut browser = house.browser();
        let list = browser.get("/councils").await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.text());
        assert!(list.words().contains("HĐND phường Ninh Kiều khóa I"));
        let page = browser.get(&format!("/councils/{}", scene.council)).await;
        insta::assert_snapshot!("council", page.words());
        let unit = browser.get(&format!("/units/{}", scene.unit)).await;
        assert!(unit.words().contains("Quận Ninh Kiều"), "{}", unit.words());
    }
}
