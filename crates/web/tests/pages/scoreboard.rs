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
        assert!(front.words().contains("hội đồng đã ghi nhận"));

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

#[tokio::test]
async fn every_measure_stands_on_the_board_as_on_the_page_of_the_council() {
    for house in cities().await {
        let mut voter = house.browser();
        for on in ["2026-11-24", "2026-08-03", "2025-02-10"] {
            let mut sums = [(0, 0); 8];
            let mut councils = 0;
            let mut pages = 1;
            loop {
                let path = format!("/api/v1/scoreboard?on={on}&page={pages}");
                let board = json(&mut voter, &path).await;
                let rows = board["councils"].as_array().expect("rows");
                for (at, row) in rows.iter().enumerate() {
                    for (sum, cell) in sums.iter_mut().zip(row["measures"].as_array().expect("8")) {
                        sum.0 += cell["tally"]["done"].as_u64().expect("a number");
                        sum.1 += cell["tally"]["of"].as_u64().expect("a number");
                    }
                    if at % 17 == 0 {
                        let id = row["council"].as_str().expect("a council");
                        let one =
                            json(&mut voter, &format!("/api/v1/scoreboard/{id}?on={on}")).await;
                        assert_eq!(one["row"], *row, "{on}");
                    }
                }
                councils += rows.len();
                if rows.len() < 50 {
                    let totals = &board["totals"];
                    assert_eq!(totals["councils"], councils);
                    for (sum, total) in sums.iter().zip(totals["measures"].as_array().expect("8")) {
                        let tally = &total["tally"];
                        assert_eq!(
                            (&tally["done"], &tally["of"]),
                            (&sum.0.into(), &sum.1.into())
                        );
                    }
                    break;
                }
                pages += 1;
            }
        }
        let front = voter.get("/scoreboard?sort=-m3").await;
        for said in ["3. Tiếp xúc", "8. Kinh phí", "chưa ghi", "quá hạn"] {
            assert!(front.words().contains(said), "{said}: {}", front.words());
        }
        let behind = json(&mut voter, "/api/v1/scoreboard?behind=m5").await;
        let rows = behind["councils"].as_array().expect("rows");
        assert!(!rows.is_empty() && rows.len() < 20, "{}", rows.len());
        for row in rows {
            let standing = row["measures"][4]["standing"].as_str();
            assert!(matches!(standing, Some("behind" | "late")), "{standing:?}");
        }
        let listed = voter.get("/scoreboard.csv").await;
        let text = listed.text();
        let head = text.lines().find(|line| line.contains("Bồi dưỡng (%)"));
        let head = head.expect("the heads of the columns");
        for measure in [
            "Tiếp xúc cử tri",
            "Quy định",
            "Phối hợp",
            "Bộ máy giúp việc",
            "Kinh phí",
        ] {
            assert!(head.contains(&format!("{measure} (%)")), "{head}");
        }
        assert!(text.contains("chưa ghi nhận"));
        let id = rows[0]["council"].as_str().expect("a council");
        let term = json(&mut voter, &format!("/api/v1/scoreboard/{id}/trend")).await;
        let points = term.as_array().expect("points");
        assert!(points.len() >= 2 && points[0]["day"].as_str() < points[1]["day"].as_str());
        let last = points.last().expect("today");
        assert_eq!(last["day"], "2026-11-24");
        let now = json(&mut voter, &format!("/api/v1/scoreboard/{id}")).await;
        for (point, cell) in last["measures"]
            .as_array()
            .expect("8")
            .iter()
            .zip(now["row"]["measures"].as_array().expect("8"))
        {
            if !point.is_null() {
                assert_eq!(*point, cell["tally"]);
            }
        }
        let page = voter.get(&format!("/scoreboard/{id}")).await;
        assert!(page.words().contains("Diễn biến trong nhiệm kỳ"));
    }
}
