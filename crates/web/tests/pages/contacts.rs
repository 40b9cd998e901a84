//! Meetings with voters through the public door: a clerk plans, announces and records, a delegate asks, a voter reads.

use axum::http::StatusCode;
use council::Acting;
use council::access::{Actor, Role};
use council::sittings::SittingKind;
use council::sittings::acts::{PlanSitting, plan_sitting};
use icalendar::parser::{read_calendar, unfold};
use jiff::civil::date;

use crate::door::{Answer, House, cities, houses, refused, send};
use crate::scene::{PATH, Scene, scene};
use crate::training::{after, led};

/// A regular sitting five weeks ahead, with the rules around it.
async fn sitting(house: &House, scene: &Scene) -> String {
    let program = Actor::program("Test");
    let acting = Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    council::reference::load(&acting).await.expect("the rules");
    let command = PlanSitting {
        council: scene.council,
        number: 4,
        kind: SittingKind::Regular,
        title: String::new(),
        opens_on: date(2026, 12, 28),
        closes_on: date(2026, 12, 29),
        place: String::new(),
    };
    let id = plan_sitting(&acting, command).await.expect("a sitting");
    acting.commit().await.expect("commits");
    id.to_string()
}

fn says(answer: &Answer, all: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let words = answer.words();
    for said in all {
        assert!(words.contains(said), "{said}: {words}");
    }
}

/// The value of the box that stands before some words.
fn value_before(text: &str, words: &str) -> String {
    let head = text.split(words).next().unwrap_or_default();
    let value = head.rsplit("value=\"").next().unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_clerk_plans_from_the_proposal_announces_and_records() {
    for house in houses().await {
        let scene = scene(&house).await;
        let sitting = sitting(&house, &scene).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let home = format!("/councils/{}/contacts", scene.council);
        says(
            &clerk.get(&home).await,
            &[
                "Trước kỳ họp thứ 4",
                "0/4 đại biểu đã gặp cử tri",
                "Chưa có cuộc tiếp xúc nào",
            ],
        );
        let form = format!("{home}/plan?sitting={sitting}");
        let page = clerk.get(&form).await;
        says(
            &page,
            &["Phường Ninh Kiều", "chưa có ai đến từ đầu nhiệm kỳ"],
        );
        let text = page.text();
        let box_at = after(&text, "name=\"meetings\"", '>');
        let meeting = after(&box_at, "value=\"", '"');
        refused(
            &send(&mut clerk, &form, &[("meetings", "")]).await,
            "Đề xuất đã thay đổi",
        );
        led(&send(&mut clerk, &form, &[("meetings", &meeting)]).await);
        let list = clerk.get("/api/v1/contacts").await.json();
        let id = list["items"][0]["id"]
            .as_str()
            .expect("a meeting")
            .to_owned();
        assert_eq!(list["items"][0]["state"], "planned");
        let contact = format!("/contacts/{id}");
        says(
            &clerk.get(&contact).await,
            &[
                "Dự kiến",
                "Hội trường UBND phường Ninh Kiều",
                "Nguyễn Thị Ánh",
            ],
        );

        // By hand: today, and with a mistake first.
        let form = format!("{home}/new?sitting={sitting}");
        let text = clerk.get(&form).await.text();
        let (unit, chair) = (
            scene.unit.to_string(),
            format!("{}~{}", scene.council, scene.chair),
        );
        assert!(text.contains(&chair), "{text}");
        let mut values = vec![
            ("side", "before"),
            ("sitting", sitting.as_str()),
            ("way", "in_person"),
            ("setting", "constituency"),
            ("unit", unit.as_str()),
            ("hamlet", "khu vực 2"),
            ("place", "Nhà văn hóa"),
            ("held_on", "24/11/2026"),
            ("starts_at", "sáng"),
            ("delegates", chair.as_str()),
        ];
        let answer = send(&mut clerk, &form, &values).await;
        refused(&answer, "Giờ phải có dạng");
        assert!(answer.text().contains("value=\"Nhà văn hóa\""));
        values[8].1 = "7h30";
        let today = led(&send(&mut clerk, &form, &values).await);
        let announce = format!("{today}/announce");
        says(
            &clerk.get(&announce).await,
            &["Đã quá hạn thông báo", "7 ngày làm việc"],
        );
        led(&send(&mut clerk, &announce, &[("press_told_on", "24/11/2026")]).await);
        says(
            &clerk.get(&today).await,
            &["Đã thông báo cho báo chí sau hạn"],
        );

        let mut voter = house.browser();
        says(
            &voter.get(&today).await,
            &["07:30 ngày 24/11/2026", "khu vực 2", "Đã thông báo"],
        );
        assert!(!voter.get(&today).await.words().contains("sau hạn"));
        says(
            &voter.get("/contacts").await,
            &["Phường Ninh Kiều", "2 cuộc tiếp xúc sắp tới"],
        );
        for ending in ["xlsx", "csv"] {
            let file = voter.get(&format!("/contacts.{ending}")).await;
            assert_eq!(file.status, StatusCode::OK, "{ending}");
        }
        for query in [format!("council={}", scene.council), format!("unit={unit}")] {
            let calendar = voter.get(&format!("/contacts.ics?{query}")).await;
            let text = unfold(&calendar.text());
            let calendar = read_calendar(&text).expect("a calendar");
            assert_eq!(calendar.components.len(), 1, "only what was announced");
        }
        assert_eq!(
            voter.get("/contacts.ics").await.status,
            StatusCode::NOT_FOUND
        );

        let record = format!("{today}/record");
        let person = scene.chair.to_string();
        let mut values = vec![
            ("minutes_on", "24/11/2026"),
            ("voters_present", "60"),
            ("speakers", "70"),
            ("present", person.as_str()),
            ("answered_by_0", "Chủ tịch UBND phường"),
            ("matter_0", "Thoát nước hẻm 12"),
            ("text", "Cử tri phản ánh hẻm ngập."),
        ];
        let answer = send(&mut clerk, &record, &values).await;
        refused(&answer, "Số người phát biểu");
        assert!(answer.text().contains("Thoát nước hẻm 12"));
        values[2].1 = "7";
        led(&send(&mut clerk, &record, &values).await);
        says(
            &clerk.get(&today).await,
            &[
                "Cử tri phản ánh hẻm ngập",
                "60 cử tri dự, 7 người phát biểu",
            ],
        );
        let seen = voter.get(&today).await;
        says(
            &seen,
            &["60 cử tri dự, 7 người phát biểu", "Thoát nước hẻm 12"],
        );
        assert!(!seen.words().contains("Cử tri phản ánh hẻm ngập"));
        let json = voter.get(&format!("/api/v1{today}")).await.json();
        assert_eq!(json["voters_present"], 60);
        assert!(json["minutes"].is_null());
        says(
            &voter.get(&home).await,
            &["1/4 đại biểu đã gặp cử tri, 3 chưa gặp", "1/1 xã, phường"],
        );
        let url = format!("/api/v1/councils/{}/contacts/coverage", scene.council);
        let json = voter.get(&url).await.json();
        assert_eq!(json["before"]["met"], 1);
        says(
            &voter.get(&format!("/delegates/{}", scene.chair)).await,
            &["Đã gặp cử tri 1 lần"],
        );
        // The day before nobody had met voters.
        says(
            &voter.get(&format!("{home}?on=2026-11-23")).await,
            &["0/4 đại biểu"],
        );
        says(
            &voter.get(&format!("/units/{unit}/delegates")).await,
            &["4 đại biểu", "Trần Văn Đức"],
        );
        says(
            &voter.get("/contact-coverage?place=92").await,
            &["1/4 đại biểu"],
        );

        for page in [form.as_str(), record.as_str(), &format!("{contact}/cancel")] {
            assert_ne!(voter.get(page).await.status, StatusCode::OK, "{page}");
        }
        let mut stranger = house.account(Role::Clerk, "01", None).await;
        let page = format!("{contact}/change");
        assert_eq!(stranger.get(&page).await.status, StatusCode::FORBIDDEN);
        let cancel = format!("{contact}/cancel");
        refused(
            &send(&mut clerk, &cancel, &[("reason", "")]).await,
            "Chưa nhập",
        );
        led(&send(&mut clerk, &cancel, &[("reason", "Trùng lịch")]).await);
        says(
            &voter.get(&contact).await,
            &["đã hủy ngày 24/11/2026: Trùng lịch"],
        );
    }
}

#[tokio::test]
async fn a_delegate_asks_to_meet_voters_elsewhere_and_reports() {
    for house in cities().await {
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let board = clerk.get("/contact-coverage?place=92").await.text();
        let council = after(&board, "/councils/", '/');
        let home = format!("/councils/{council}");
        let page = clerk.get(&format!("{home}/contact-requests")).await;
        says(
            &page,
            &[
                "2 đề nghị: 1 chờ quyết định, 1 quá hạn",
                "Quá hạn quyết định",
                "Điều 32",
            ],
        );
        let url = format!("/api/v1/councils/{council}/contacts/coverage");
        let json = clerk.get(&url).await.json();
        let delegate = &json["delegates"][5]["person_id"];
        let person = delegate.as_str().and_then(|id| id.parse().ok());
        let mut delegate = house.account(Role::Delegate, "92", person).await;
        let form = format!("{home}/contact-requests/new");
        let text = delegate.get(&form).await.text();
        let unit = value_before(&text, ">Phường Cái Khế");
        let person = person.map(|id| id.to_string()).unwrap_or_default();
        let mut values = vec![
            ("person", person.as_str()),
            ("unit", unit.as_str()),
            ("wanted_on", "01/11/2026"),
            ("purpose", "Gặp tiểu thương chợ nổi"),
        ];
        let answer = send(&mut delegate, &form, &values).await;
        refused(&answer, "Ngày này đã qua");
        assert!(answer.text().contains("Gặp tiểu thương chợ nổi"));
        values[2].1 = "15/12/2026";
        let list = led(&send(&mut delegate, &form, &values).await);
        says(
            &delegate.get(&list).await,
            &["3 đề nghị", "Gặp tiểu thương chợ nổi", "5 ngày làm việc"],
        );
        let text = clerk.get(&list).await.text();
        let rest = text
            .split("Gặp tiểu thương chợ nổi")
            .nth(1)
            .unwrap_or_default();
        let request = after(rest, "/contact-requests/", '/');
        let decide = format!("/contact-requests/{request}/decide");
        assert_eq!(delegate.get(&decide).await.status, StatusCode::FORBIDDEN);
        let values = [("granted", "no"), ("reason", "")];
        refused(&send(&mut clerk, &decide, &values).await, "Chưa nhập");
        led(&send(&mut clerk, &decide, &[("granted", "yes"), ("reason", "")]).await);
        let tell = format!("/contact-requests/{request}/tell");
        led(&send(&mut clerk, &tell, &[("host_told_on", "24/11/2026")]).await);

        let form = format!("{home}/voter-reports/new");
        let values = [
            ("person", person.as_str()),
            ("given_on", "20/11/2026"),
            ("contact", ""),
            ("summary", "Đã dự các kỳ họp"),
        ];
        let list = led(&send(&mut delegate, &form, &values).await);
        says(
            &delegate.get(&list).await,
            &["Đã dự các kỳ họp", "mỗi năm ít nhất một lần"],
        );
        let mut voter = house.browser();
        assert_ne!(voter.get(&form).await.status, StatusCode::OK);
        says(
            &voter.get(&home).await,
            &["28 đơn vị bầu cử", "Gồm các xã, phường"],
        );
    }
}
