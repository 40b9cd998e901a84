//! What is due in a council through the public door: as page, calendar and JSON, to each what he or she may read.

use axum::http::StatusCode;
use council::access::{Actor, Role};
use council::sittings::SittingKind;
use council::sittings::acts::{PlanSitting, plan_sitting};
use icalendar::parser::{read_calendar, unfold};
use jiff::civil::date;
use serde_json::Value;

use crate::door::{House, cities, houses};
use crate::scene::{PATH, Scene, scene};

/// The small council with the rules, and its year-end sitting.
async fn council(house: &House) -> Scene {
    let scene = scene(house).await;
    let program = Actor::program("Test");
    let acting = council::Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    council::reference::load(&acting).await.expect("the rules");
    let sitting = PlanSitting {
        council: scene.council,
        number: 9,
        kind: SittingKind::Regular,
        title: String::new(),
        opens_on: date(2026, 12, 15),
        closes_on: date(2026, 12, 17),
        place: String::new(),
    };
    plan_sitting(&acting, sitting).await.expect("a sitting");
    acting.commit().await.expect("commits");
    scene
}

#[tokio::test]
async fn a_council_sees_what_is_late_and_what_comes() {
    for house in houses().await {
        let scene = council(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let home = format!("/councils/{}/due", scene.council);
        let page = clerk.get(&home).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        insta::assert_snapshot!("due", page.words());
        let json = clerk.get(&format!("/api/v1{home}")).await.json();
        let items = json["items"].as_array().expect("items");
        let on_page = page
            .text()
            .matches("<tr role=\"row\"><th role=\"rowheader\"")
            .count();
        assert_eq!(on_page, items.len());
        let calendar = clerk.get(&format!("{home}.ics")).await;
        let text = calendar.text();
        let unfolded = unfold(&text);
        let read = read_calendar(&unfolded).expect("a calendar");
        let dated = items.iter().filter(|item| item["due_on"].is_string());
        assert_eq!(read.components.len(), dated.count());
        let mut names: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("UID:"))
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "each entry has a name of its own");

        let week = clerk.get(&format!("/api/v1{home}?days=7")).await.json();
        let week = week["items"].as_array().expect("items");
        assert!(week.len() < items.len() && week.iter().all(|item| item["when"] != "later"));
        for days in ["0", "367", "x"] {
            let answer = clerk.get(&format!("/api/v1{home}?days={days}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}");
        }
        let nobody = clerk
            .get("/councils/00000000-0000-7000-8000-000000000000/due")
            .await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_city_owes_work_of_many_kinds_and_a_voter_reads_less_of_it() {
    for house in cities().await {
        let mut voter = house.browser();
        let board = voter.get("/api/v1/scoreboard?level=province").await.json();
        let council = board["councils"][0]["council"].as_str().expect("a council");
        let address = format!("/api/v1/councils/{council}/due?days=92");
        let sources = |json: &Value| {
            let items = json["items"].as_array().expect("items").iter();
            let sources = items.map(|item| item["source"].as_str().expect("a source").to_owned());
            sources.collect::<std::collections::BTreeSet<_>>()
        };
        let open = voter.get(&address).await.json();
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let whole = clerk.get(&address).await.json();
        assert!(sources(&whole).len() >= 6, "{:?}", sources(&whole));
        assert!(whole["hidden"].as_array().is_some_and(Vec::is_empty));
        for hidden in ["review", "regulations", "coordination"] {
            assert!(!sources(&open).contains(hidden), "{hidden}");
            assert!(
                open["hidden"]
                    .as_array()
                    .expect("a list")
                    .contains(&hidden.into())
            );
        }
        let page = format!("/councils/{council}/due?days=92");
        let (by_clerk, by_voter) = (clerk.get(&page).await, voter.get(&page).await);
        assert!(
            by_clerk.words().contains("Đã quá hạn"),
            "{}",
            by_clerk.words()
        );
        assert!(by_voter.words().contains("Dành cho người có trách nhiệm"));
        let from_board = voter.get(&format!("/scoreboard/{council}")).await;
        assert!(
            from_board
                .text()
                .contains(&format!("/councils/{council}/due"))
        );
    }
}
