//! Sittings through the public door: planned, convened, moved, cancelled by a clerk, read by voters as pages, files, calendars and JSON;
//! the table of days off as an administrator edits it.

use axum::http::StatusCode;
use council::access::Role;
use icalendar::parser::{read_calendar, unfold};

use crate::door::{Answer, Browser, cities, houses, refused, send};
use crate::scene::{PATH, Scene, with_rules};
use crate::training::led;

fn holds(answer: &Answer, said: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let words = answer.words();
    for said in said {
        assert!(words.contains(said), "{said}: {words}");
    }
}

/// Plans the year-end sitting of the council: the path of its page.
async fn plan(clerk: &mut Browser, scene: &Scene) -> String {
    let form = format!("/councils/{}/sittings/new", scene.council);
    let mut values = [
        ("number", "9"),
        ("kind", "regular"),
        ("opens_on", "15/13/2026"),
        ("closes_on", "17/12/2026"),
        ("title", "Kỳ họp cuối năm"),
        ("place", "Hội trường phường"),
    ];
    let answer = send(clerk, &form, &values).await;
    refused(&answer, "Ngày phải có dạng");
    // What was typed stays where it was.
    for kept in ["15/13/2026", "Hội trường phường", "Kỳ họp cuối năm"] {
        assert!(answer.text().contains(kept), "{kept}");
    }
    values[2].1 = "15/12/2026";
    led(&send(clerk, &form, &values).await)
}

#[tokio::test]
async fn a_clerk_plans_convenes_moves_and_cancels_and_the_page_says_what_moved() {
    for house in houses().await {
        let scene = with_rules(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let page = plan(&mut clerk, &scene).await;
        let form = format!("/councils/{}/sittings/new", scene.council);
        let again = [
            ("number", "9"),
            ("kind", "thematic"),
            ("opens_on", "16/12/2026"),
            ("closes_on", "16/12/2026"),
        ];
        refused(
            &send(&mut clerk, &form, &again).await,
            "Trùng ngày với kỳ họp thứ 9",
        );
        holds(
            &clerk.get(&page).await,
            &[
                "Kỳ họp thứ 9 – Kỳ họp cuối năm",
                "còn 21 ngày",
                "Quá hạn: Gửi kế hoạch tiếp xúc cử tri đến báo chí",
                "Việc tiếp theo: Triệu tập kỳ họp, hạn ngày 25/11/2026",
                "20 ngày trước ngày khai mạc",
                "753/2005/NQ-UBTVQH11",
            ],
        );
        let convene = [
            ("decision_number", "52/QĐ-HĐND"),
            ("decision_signed_on", "24/11/2026"),
        ];
        led(&send(&mut clerk, &format!("{page}/convene"), &convene).await);
        holds(
            &clerk.get(&page).await,
            &[
                "Đã triệu tập",
                "52/QĐ-HĐND ngày 24/11/2026",
                "Xong đúng hạn",
            ],
        );
        let mut days = [
            ("opens_on", "22/12/2026"),
            ("closes_on", "20/12/2026"),
            ("reason", "Trùng lịch"),
        ];
        let form = format!("{page}/move");
        refused(&send(&mut clerk, &form, &days).await, "Ngày kết thúc");
        days[1].1 = "24/12/2026";
        led(&send(&mut clerk, &form, &days).await);
        holds(
            &clerk.get(&page).await,
            &[
                "Đổi từ 15/12/2026 – 17/12/2026 sang 22/12/2026 – 24/12/2026",
                "Trùng lịch",
                "02/12/2026",
            ],
        );
        // Who looks at the day before sees the days that were set then.
        holds(
            &clerk.get(&format!("{page}?on=23/11/2026")).await,
            &["15/12/2026 – 17/12/2026"],
        );

        let form = format!("{page}/record");
        let mut values = [
            ("duty", "press_notice"),
            ("done_on", "25/11/2026"),
            ("evidence", "Công văn 9"),
        ];
        refused(&send(&mut clerk, &form, &values).await, "còn ở phía trước");
        values[1].1 = "23/11/2026";
        led(&send(&mut clerk, &form, &values).await);
        holds(
            &clerk.get(&page).await,
            &["23/11/2026: Công văn 9", "Xong muộn"],
        );

        led(&send(
            &mut clerk,
            &format!("{page}/cancel"),
            &[("reason", "Chưa đủ hồ sơ")],
        )
        .await);
        holds(
            &clerk.get(&page).await,
            &["Đã hủy ngày 24/11/2026: Chưa đủ hồ sơ"],
        );
        refused(&send(&mut clerk, &form, &values).await, "đã hủy");
    }
}

#[tokio::test]
async fn items_are_added_moved_handed_in_and_taken_off() {
    for house in houses().await {
        let scene = with_rules(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let page = plan(&mut clerk, &scene).await;
        let form = format!("{page}/add");
        refused(
            &send(&mut clerk, &form, &[("kind", "report")]).await,
            "Chưa nhập",
        );
        for title in ["Báo cáo ngân sách", "Báo cáo cử tri"] {
            let values = [
                ("kind", "report"),
                ("title", title),
                ("output", "Nghị quyết"),
            ];
            led(&send(&mut clerk, &form, &values).await);
        }
        let one = clerk.get(&format!("/api/v1{page}")).await.json();
        assert_eq!(one["state"], "planned");
        assert_eq!(one["items"][0]["standing"], "due");
        let ids: Vec<String> = one["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|item| item["id"].as_str().expect("an id").to_owned())
            .collect();
        let item = format!("/sitting-items/{}", ids[1]);
        led(&send(&mut clerk, &format!("{item}/up"), &[]).await);
        refused(
            &send(&mut clerk, &format!("{item}/up"), &[]).await,
            "đầu hoặc cuối",
        );
        let came = [("dossier_on", "24/11/2026"), ("delivered_on", "")];
        led(&send(&mut clerk, &format!("{item}/papers"), &came).await);
        holds(
            &clerk.get(&item).await,
            &["Báo cáo cử tri", "24/11/2026", "Tài liệu đến đại biểu"],
        );
        let values = [("kind", "other"), ("title", "Thông báo của Mặt trận")];
        led(&send(&mut clerk, &format!("{item}/change"), &values).await);
        holds(&clerk.get(&item).await, &["không phải gửi tài liệu trước"]);
        led(&send(&mut clerk, &format!("{item}/remove"), &[("reason", "Rút")]).await);
        holds(
            &clerk.get(&page).await,
            &["Nội dung đã đưa ra khỏi chương trình"],
        );
        holds(
            &clerk.get(&item).await,
            &["Đã đưa ra khỏi chương trình ngày 24/11/2026"],
        );
        // The dossier of a commune is due ten days before the opening.
        let home = format!("/councils/{}/programme", scene.council);
        let late = clerk.get(&format!("{home}?late=1&on=10/12/2026")).await;
        holds(&late, &["Báo cáo ngân sách"]);
        let none = clerk.get(&format!("{home}?late=1")).await;
        holds(&none, &["Không có nội dung nào phù hợp"]);
        for ending in ["csv", "xlsx"] {
            let file = clerk.get(&format!("{home}.{ending}")).await;
            assert_eq!(file.status, StatusCode::OK, "{ending}");
        }
        let file = clerk.get(&format!("{home}.csv")).await.text();
        assert!(file.contains("Báo cáo ngân sách"), "{file}");
    }
}

#[tokio::test]
async fn a_voter_reads_everything_and_may_change_nothing() {
    for house in houses().await {
        let scene = with_rules(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let page = plan(&mut clerk, &scene).await;
        let year = format!("/councils/{}/sittings", scene.council);
        let mut voter = house.browser();
        for path in [
            "/sittings",
            "/sittings?q=ninh+kieu&kind=regular&year=2026",
            year.as_str(),
            page.as_str(),
            "/days-off",
            "/days-off?year=2020",
        ] {
            assert_eq!(voter.get(path).await.status, StatusCode::OK, "{path}");
        }
        holds(
            &voter.get(&year).await,
            &["Năm 2026 mới có 1 kỳ họp thường lệ, phải có ít nhất 2"],
        );
        let list = voter
            .get("/api/v1/sittings?q=ninh+kieu&year=2026")
            .await
            .json();
        assert_eq!(
            (&list["total"], &list["items"][0]["number"]),
            (&1.into(), &9.into())
        );
        let none = voter.get("/api/v1/sittings?kind=thematic").await.json();
        assert_eq!(none["total"], 0);
        assert_eq!(
            voter.get("/api/v1/sittings?kind=nothing").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let file = voter.get("/sittings.csv").await.text();
        assert!(file.contains("Kỳ họp thứ 9"), "{file}");

        let mut stranger = house.account(Role::Clerk, "01", None).await;
        let mut executive = house.account(Role::Executive, PATH, None).await;
        for form in [
            format!("{year}/new"),
            format!("{page}/move"),
            format!("{page}/cancel"),
            format!("{page}/convene"),
            format!("{page}/record"),
            format!("{page}/add"),
            "/days-off/new".to_owned(),
        ] {
            assert_ne!(voter.get(&form).await.status, StatusCode::OK, "{form}");
            for other in [&mut stranger, &mut executive] {
                assert_eq!(
                    other.get(&form).await.status,
                    StatusCode::FORBIDDEN,
                    "{form}"
                );
            }
        }
    }
}

#[tokio::test]
async fn calendars_hold_what_concerns_voters_and_the_duties_of_each_side() {
    for house in houses().await {
        let scene = with_rules(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        plan(&mut clerk, &scene).await;
        let mut program = house.browser();
        let base = format!("/sittings.ics?council={}", scene.council);
        let cases = [
            (
                "",
                vec![
                    "Kỳ họp thứ 9 – Kỳ họp cuối năm",
                    "Công bố dự kiến chương trình",
                ],
                "Tài liệu",
            ),
            (
                "&role=office",
                vec!["Tài liệu gửi đại biểu", "Triệu tập"],
                "Hồ sơ gửi",
            ),
            (
                "&role=executive",
                vec!["Hồ sơ gửi Thường trực và Ban"],
                "Tài liệu gửi",
            ),
            (
                "&role=delegate",
                vec!["Xong tiếp xúc cử tri trước kỳ họp"],
                "Hồ sơ gửi",
            ),
        ];
        for (role, there, absent) in cases {
            let answer = program.get(&format!("{base}{role}")).await;
            assert_eq!(
                answer.kind,
                "text/calendar; charset=utf-8",
                "{}",
                answer.text()
            );
            let text = unfold(&answer.text());
            let calendar = read_calendar(&text).expect("a calendar");
            let summaries: Vec<String> = calendar
                .components
                .iter()
                .filter_map(|event| Some(event.find_prop("SUMMARY")?.val.to_string()))
                .collect();
            for said in there {
                assert!(
                    summaries.iter().any(|summary| summary.contains(said)),
                    "{said}: {summaries:?}"
                );
            }
            assert!(!summaries.iter().any(|summary| summary.contains(absent)));
            let first = &calendar.components[0];
            let value = |name: &str| first.find_prop(name).map(|prop| prop.val.to_string());
            assert_eq!(value("DTSTART").as_deref(), Some("20261215"));
            assert_eq!(value("DTEND").as_deref(), Some("20261218"));
        }
        assert_eq!(
            program.get("/sittings.ics").await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn an_administrator_edits_the_days_off_and_deadlines_follow() {
    for house in houses().await {
        with_rules(&house).await;
        let mut administrator = house.account(Role::Administrator, "", None).await;
        let form = "/days-off/new";
        let mut values = [
            ("day", "24/12/2026"),
            ("kind", "work"),
            ("name", "Nghỉ theo thông báo"),
            ("basis", "Thông báo 1"),
            ("certainty", "confirmed"),
            ("reason", "Thông báo mới"),
        ];
        refused(
            &send(&mut administrator, form, &values).await,
            "theo thứ trong tuần",
        );
        values[1].1 = "off";
        let page = led(&send(&mut administrator, form, &values).await);
        holds(
            &administrator.get(&page).await,
            &["24/12/2026", "Thứ Năm", "Xác nhận"],
        );
        let days = administrator.get("/api/v1/days-off").await.json();
        let days = days["items"].as_array().expect("days").clone();
        let day = days
            .iter()
            .find(|day| day["day"] == "2026-12-24")
            .expect("the day");
        let own = format!("/days-off/{}", day["id"].as_str().expect("an id"));
        let change = [
            ("kind", "off"),
            ("name", "Nghỉ bù"),
            ("basis", "Thông báo 2"),
            ("certainty", "confirmed"),
            ("reason", "Đính chính"),
        ];
        led(&send(&mut administrator, &format!("{own}/change"), &change).await);
        holds(&administrator.get(&page).await, &["Nghỉ bù", "Thông báo 2"]);
        led(&send(
            &mut administrator,
            &format!("{own}/remove"),
            &[("reason", "Nhầm")],
        )
        .await);
        assert!(
            !administrator
                .get(&page)
                .await
                .words()
                .contains("24/12/2026")
        );
        let trail = administrator.get("/audit").await;
        holds(&trail, &["Sửa bảng ngày nghỉ"]);
    }
}

#[tokio::test]
async fn every_page_of_the_sample_can_be_opened() {
    for house in cities().await {
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let list = clerk
            .get("/api/v1/sittings?q=can+tho&year=2026")
            .await
            .json();
        let items = list["items"].as_array().expect("sittings");
        let next = items
            .iter()
            .find(|item| item["state"] == "convened")
            .unwrap_or_else(|| panic!("none is convened in {list}"));
        let page = format!("/sittings/{}", next["id"].as_str().expect("an id"));
        holds(
            &clerk.get(&page).await,
            &[
                "Quá hạn: Hồ sơ gửi Thường trực và Ban",
                "nội dung chậm tài liệu",
                "Các lần đổi ngày",
            ],
        );
        let home = format!(
            "/councils/{}/programme",
            next["council_id"].as_str().expect("an id")
        );
        holds(&clerk.get(&home).await, &["22 kỳ họp trong nhiệm kỳ"]);
        let paths = clerk.get("/api/v1/pages").await.json();
        let ours = |path: &&str| {
            ["sitting", "/programme", "days-off"]
                .iter()
                .any(|part| path.contains(part))
        };
        let paths = paths.as_array().expect("paths").iter();
        let paths: Vec<&str> = paths
            .filter_map(|path| path.as_str())
            .filter(ours)
            .collect();
        for path in &paths {
            assert_eq!(clerk.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert!(paths.len() > 20, "{paths:?}");
    }
}
