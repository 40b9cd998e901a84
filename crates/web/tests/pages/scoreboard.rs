//! The board through the public door: an empty installation, and the sample city as a voter and as a clerk see it.

use axum::http::StatusCode;
use council::access::Role;
use serde_json::Value;

use crate::door::{Browser, cities, houses};

async fn json(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    serde_json::from_slice(&answer.bytes).expect("JSON")
}

#[tokio::test]
async fn an_empty_installation_says_what_to_do_first() {
    for house in houses().await {
        let mut browser = house.browser();
        let front = browser.get("/").await;
        assert_eq!(front.status, StatusCode::OK);
        assert!(
            front.words().contains("Các bước đầu tiên"),
            "{}",
            front.words()
        );
        let board = json(&mut browser, "/api/v1/scoreboard").await;
        assert_eq!(board["totals"]["councils"], 0);
        for (path, status) in [
            ("/scoreboard/laws", StatusCode::OK),
            ("/scoreboard/topics", StatusCode::OK),
            ("/scoreboard/missing", StatusCode::OK),
            ("/scoreboard/none", StatusCode::NOT_FOUND),
            ("/scoreboard/laws/none", StatusCode::NOT_FOUND),
            (
                "/api/v1/scoreboard?level=moon",
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                "/api/v1/scoreboard?sort=moon",
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                "/api/v1/scoreboard?page=0",
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                "/api/v1/scoreboard/trend?months=999",
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
        ] {
            assert_eq!(browser.get(path).await.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn the_sample_city_shows_where_it_stands_and_names_the_missing_to_those_who_may_know() {
    for house in cities().await {
        let mut voter = house.browser();
        let board = json(&mut voter, "/api/v1/scoreboard?sort=-missing").await;
        let totals = &board["totals"];
        assert_eq!(totals["councils"], 104);
        let (done, of) = (&totals["trained"]["done"], &totals["trained"]["of"]);
        let dotted = |number: &Value| kernel::vi::number(number.as_i64().expect("a number"));
        let front = voter.get("/").await;
        let sentence = format!("{}/{} đại biểu", dotted(done), dotted(of));
        assert!(front.words().contains(&sentence), "{sentence}");
        assert!(front.words().contains("chưa xây dựng"));

        let listed = voter.get("/scoreboard.csv").await;
        let lines = String::from_utf8_lossy(&listed.bytes).lines().count();
        assert!(lines >= 105, "a line for each of 104 councils: {lines}");

        let before = json(&mut voter, "/api/v1/scoreboard?on=2024-10-01").await;
        let levels = before["levels"].as_array().expect("levels");
        assert_eq!(levels.len(), 3, "three levels until 30 June 2025");

        let council = board["councils"][0]["council"].as_str().expect("a council");
        let missing = format!("/api/v1/scoreboard/missing?council={council}");
        let hidden = json(&mut voter, &missing).await;
        assert_eq!(hidden["rows"].as_array().map(Vec::len), Some(0));
        let path = board["councils"][0]["path"].as_str().expect("a path");
        let mut clerk = house.account(Role::Clerk, path, None).await;
        let named = json(&mut clerk, &missing).await;
        assert_eq!(
            named["rows"]
                .as_array()
                .map(Vec::len)
                .map(|rows| rows as u64),
            hidden["hidden"].as_u64()
        );
        let name = named["rows"][0]["name"].as_str().expect("a name");
        let page = format!("/scoreboard/{council}");
        let (by_clerk, by_voter) = (clerk.get(&page).await, voter.get(&page).await);
        assert!(by_clerk.words().contains(name));
        assert!(by_clerk.words().contains("Mời những người còn thiếu"));
        assert!(!by_voter.words().contains(name));
        assert!(by_voter.words().contains("đại biểu đương nhiệm"));
    }
}
