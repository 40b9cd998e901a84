//! Imports of the sample city from the upload to the undoing.

use axum::http::StatusCode;
use serde_json::Value as Json;
use store::audit;

use super::NEW;
use crate::door::{Answer, Browser, House, cities};

/// The sample city and its clerk.
async fn city(house: &House) -> (Browser, String) {
    let mut clerk = house.signed_in("vanthu").await;
    let councils = clerk
        .get("/api/v1/councils?place=92&level=province")
        .await
        .json();
    let council = text(&councils, "/items/0/council/id");
    (clerk, council)
}

fn text(json: &Json, way: &str) -> String {
    let found = json.pointer(way).and_then(Json::as_str);
    found.unwrap_or_else(|| panic!("{way}: {json}")).to_owned()
}

/// Uploads, keeps the columns as they were found with some values changed, confirms; gives the page of the import.
async fn imported(
    clerk: &mut Browser,
    council: &str,
    kind: &str,
    roster: &str,
    columns: &[(&str, &str)],
) -> String {
    let values = [("council", council), ("kind", kind)];
    let answer = clerk
        .upload(NEW, NEW, &values, ("danh-sach.csv", roster.as_bytes()))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let place = answer.location.expect("a place");
    let page = place.trim_end_matches("/columns").to_owned();
    moved(clerk.submit_whole(&place, &place, columns).await, &page);
    let confirm = format!("{page}/confirm");
    moved(clerk.submit_whole(&confirm, &confirm, &[]).await, &page);
    page
}

fn moved(answer: Answer, to: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert_eq!(answer.location.as_deref(), Some(to));
}

async fn undone(clerk: &mut Browser, page: &str) {
    let undo = format!("{page}/undo");
    let without = clerk.submit(&undo, &undo, &[("reason", "")]).await;
    assert_eq!(
        without.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "undone without a reason"
    );
    moved(
        clerk.submit(&undo, &undo, &[("reason", "Nhầm tệp")]).await,
        page,
    );
}

async fn state(clerk: &mut Browser, page: &str) -> String {
    text(&clerk.get(&format!("/api/v1{page}")).await.json(), "/state")
}

async fn holds(house: &House) {
    let verdict = audit::verify_now(house.app.db()).await.expect("a verdict");
    assert_eq!(verdict.faults, Vec::new());
}

#[tokio::test]
async fn a_roster_of_many_communes_is_confirmed_and_undone() {
    const COMMUNES: usize = 12;
    for house in cities().await {
        let (mut clerk, council) = city(&house).await;
        let list = clerk
            .get("/api/v1/councils?place=92&level=commune")
            .await
            .json();
        let communes = list["items"].as_array().expect("councils");
        let communes: Vec<(String, String)> = communes
            .iter()
            .take(COMMUNES)
            .map(|line| {
                (
                    text(line, "/council/unit_name"),
                    text(line, "/council/path"),
                )
            })
            .collect();
        assert_eq!(communes.len(), COMMUNES);
        let mut roster = "Họ và tên;Ngày sinh;Giới tính;HĐND xã, phường\n".to_owned();
        for (place, (unit, _)) in communes.iter().enumerate() {
            for (number, name) in ["Lò Vàng Thử", "Giàng Sùng Thử", "Thào Mùa Thử"]
                .iter()
                .enumerate()
            {
                let (day, month) = (1 + place, 1 + number);
                roster.push_str(&format!("{name};{day:02}/{month:02}/1981;Nam;{unit}\n"));
            }
        }
        let page = imported(&mut clerk, &council, "delegates", &roster, &[]).await;
        assert_eq!(state(&mut clerk, &page).await, "confirmed");
        for (unit, path) in &communes {
            assert_eq!(sitting(&mut clerk, path).await, 3, "{unit}");
        }
        undone(&mut clerk, &page).await;
        assert_eq!(state(&mut clerk, &page).await, "undone");
        for (unit, path) in &communes {
            assert_eq!(sitting(&mut clerk, path).await, 0, "{unit}");
        }
        holds(&house).await;
    }
}

/// How many of the roster sit in the council of a place.
async fn sitting(clerk: &mut Browser, path: &str) -> i64 {
    let found = clerk
        .get(&format!("/api/v1/delegates?place={path}&q=Th%E1%BB%AD"))
        .await
        .json();
    let items = found["items"].as_array().expect("delegates");
    let names = items.iter().map(Json::to_string);
    let ours = names.filter(|one| {
        ["Lò Vàng", "Giàng Sùng", "Thào Mùa"]
            .iter()
            .any(|name| one.contains(name))
    });
    i64::try_from(ours.count()).expect("few")
}

#[tokio::test]
async fn a_roll_on_paper_is_confirmed_and_undone() {
    for house in cities().await {
        let (mut clerk, council) = city(&house).await;
        let (class, before) = class_with_roll(&mut clerk, &council).await;
        let roll = before["class"]["roll"].as_array().expect("a roll");
        let mut names: Vec<String> = roll.iter().map(|entry| text(entry, "/name")).collect();
        let all = names.clone();
        names.retain(|name| all.iter().filter(|other| *other == name).count() == 1);
        names.truncate(8);
        assert!(names.len() >= 4, "{all:?}");
        let mut roster = "Họ và tên;Có mặt;Lý do\n".to_owned();
        for (place, name) in names.iter().enumerate() {
            let mark = if place % 2 == 0 {
                "x;"
            } else {
                ";Đi công tác"
            };
            roster.push_str(&format!("{name};{mark}\n"));
        }
        let page = imported(
            &mut clerk,
            &council,
            "attendance",
            &roster,
            &[("class", &class)],
        )
        .await;
        assert_eq!(state(&mut clerk, &page).await, "confirmed");
        let address = format!("/api/v1/classes/{class}");
        let after = clerk.get(&address).await.json();
        assert_ne!(
            after["class"]["roll"], before["class"]["roll"],
            "nothing was written"
        );
        for (place, name) in names.iter().enumerate() {
            let roll = after["class"]["roll"].as_array().expect("a roll");
            let entry = roll.iter().find(|entry| entry["name"] == name.as_str());
            let marks = entry.expect("a person")["marks"].as_array().expect("marks");
            assert!(!marks.is_empty(), "{name}");
            for mark in marks {
                let absent = mark["presence"] != "present";
                assert_eq!(absent, place % 2 == 1, "{name}: {mark}");
            }
        }
        undone(&mut clerk, &page).await;
        assert_eq!(state(&mut clerk, &page).await, "undone");
        let again = clerk.get(&address).await.json();
        assert_eq!(
            again["class"]["roll"], before["class"]["roll"],
            "not as before"
        );
        holds(&house).await;
    }
}

/// A class of the council that has people on its roll, and what the open data say of it.
async fn class_with_roll(clerk: &mut Browser, council: &str) -> (String, Json) {
    for state in ["held", "open"] {
        let list = clerk
            .get(&format!("/api/v1/classes?state={state}"))
            .await
            .json();
        for row in list["items"].as_array().expect("classes") {
            let id = text(row, "/id");
            let one = clerk.get(&format!("/api/v1/classes/{id}")).await.json();
            let roll = one["class"]["roll"].as_array().map_or(0, Vec::len);
            if row["council_id"] == council && roll >= 10 {
                return (id, one);
            }
        }
    }
    panic!("no class has a roll");
}
