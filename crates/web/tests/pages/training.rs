//! Training from plan to certificate, through the forms, by a clerk, a delegate and a voter.

use axum::http::StatusCode;
use council::Acting;
use council::access::{Actor, Role};
use council::training::materials::{AddMaterial, add_material};
use icalendar::parser::{read_calendar, unfold};
use kernel::ids::TopicId;
use store::{args, sql};

use crate::door::{Answer, Browser, House, houses};
use crate::scene::{PATH, Scene, scene};

sql! {
    TOPIC = "INSERT INTO topic (id, key, name_vi, name_en) VALUES ($1, 'giam-sat', 'Kỹ năng giám sát', 'Oversight')";
}

pub async fn topic(house: &House) -> TopicId {
    let id = TopicId::fresh();
    let tx = house.app.db().begin_housekeeping().await.expect("begins");
    tx.execute(TOPIC, args![id]).await.expect("a topic");
    tx.commit().await.expect("commits");
    id
}

pub fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.location.clone().expect("leads somewhere")
}

/// What stands in a text after some words and before a sign.
pub fn after(text: &str, head: &str, end: char) -> String {
    let rest = text
        .split_once(head)
        .unwrap_or_else(|| panic!("no {head} in {text}"))
        .1;
    rest.split(end).next().unwrap_or_default().to_owned()
}

/// A course in a programme of the ward.
pub async fn course(clerk: &mut Browser, scene: &Scene, topic: TopicId) -> String {
    let page = format!("/councils/{}/programmes/new", scene.council);
    let values = [("name", "Bồi dưỡng khóa I"), ("valid_from", "01/7/2025")];
    let programme = led(&clerk.submit(&page, &page, &values).await);
    let page = format!("{programme}/courses/new");
    let topic = topic.to_string();
    let mut values = vec![
        ("name", "Kỹ năng của đại biểu"),
        ("hours", "nhiều"),
        ("audience", "all_delegates"),
        ("required", "yes"),
        ("topics", topic.as_str()),
        ("valid_from", "01/7/2025"),
    ];
    let refused = clerk.submit(&page, &page, &values).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("value=\"Kỹ năng của đại biểu\""),
        "{}",
        refused.text()
    );
    assert!(refused.text().contains("value=\"nhiều\""));
    values[1].1 = "8";
    led(&clerk.submit(&page, &page, &values).await)
}

/// A class of one lesson on the day of the tests.
pub async fn class(clerk: &mut Browser, scene: &Scene, course: &str) -> String {
    let page = format!("/classes/new?council={}", scene.council);
    let course = course.trim_start_matches("/courses/").to_owned();
    let mut values = vec![
        ("course", course.as_str()),
        ("name", "Lớp đầu khóa"),
        ("place", "Hội trường phường"),
        ("capacity", "20"),
        ("day_1", "24/11/2026"),
        ("from_1", "bảy giờ"),
        ("until_1", "11h"),
        ("title_1", "Kỹ năng giám sát"),
    ];
    let refused = clerk.submit(&page, &page, &values).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("Giờ phải có dạng"),
        "{}",
        refused.words()
    );
    assert!(refused.text().contains("value=\"Hội trường phường\""));
    values[5].1 = "7h30";
    led(&clerk.submit(&page, &page, &values).await)
}

pub async fn step(clerk: &mut Browser, class: &str, end: &str) -> Answer {
    let page = format!("{class}/{end}");
    let answer = clerk.submit(&page, &page, &[]).await;
    assert_eq!(led(&answer), class, "{end}");
    clerk.follow(answer).await
}

#[tokio::test]
async fn a_class_goes_from_plan_to_certificate() {
    for house in houses().await {
        let scene = scene(&house).await;
        let topic = topic(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let course = course(&mut clerk, &scene, topic).await;
        let class = class(&mut clerk, &scene, &course).await;
        let invited = step(&mut clerk, &class, "invite-all").await;
        assert!(
            invited.words().contains("4 người phải dự, đã mời 4 người"),
            "{}",
            invited.words()
        );
        assert!(invited.words().contains("Trần Văn Đức"));
        let open = step(&mut clerk, &class, "open").await;
        let lesson = after(&open.text(), "/lessons/", '/');

        let mut voter = house.browser();
        let public = voter.get(&class).await.words();
        assert!(
            public.contains("4 người phải dự, đã mời 4 người"),
            "{public}"
        );
        assert!(!public.contains("Trần Văn Đức"), "{public}");
        for closed in ["roll", "open", "invite", "people.csv"] {
            let answer = voter.get(&format!("{class}/{closed}")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{closed}");
        }

        let screen = clerk.get(&format!("/lessons/{lesson}/door")).await;
        assert!(
            screen.words().contains("Đã điểm danh 0 trên 4"),
            "{}",
            screen.words()
        );
        let code = after(&screen.text(), "/check-in?code=", '"');
        let typed = after(&screen.text(), "data-part=\"code\">", '<');
        let groups: Vec<usize> = typed.split('-').map(str::len).collect();
        assert_eq!(groups, [4, 4], "{typed}");
        check_in(&house, &scene, &class, &lesson, &code).await;
        let next = clerk
            .get(&format!("/lessons/{lesson}/door.json"))
            .await
            .json();
        assert_eq!(next["count"], "Đã điểm danh 1 trên 4 người");

        let page = format!("{class}/roll");
        let action = format!("{page}?lesson={lesson}");
        let absent = format!("p-{}", scene.unconfirmed);
        let reason = format!("r-{}", scene.unconfirmed);
        let values = [
            ("rest", "present"),
            (absent.as_str(), "excused"),
            (reason.as_str(), "Ốm"),
        ];
        assert_eq!(led(&clerk.submit(&page, &action, &values).await), action);
        let roll = clerk.get(&page).await.words();
        assert!(
            roll.contains("3 có mặt, 0 vắng, 1 vắng có lý do, 0 chưa ghi"),
            "{roll}"
        );

        let held = step(&mut clerk, &class, "hold").await.words();
        assert!(
            held.contains("4 người được mời, 3 người dự đủ, 1 người còn thiếu"),
            "{held}"
        );
        step(&mut clerk, &class, "close").await;
        step(&mut clerk, &class, "certificates/issue").await;
        assert_certificates(&mut clerk, &mut voter, &class).await;
    }
}

async fn assert_certificates(clerk: &mut Browser, voter: &mut Browser, class: &str) {
    let page = clerk.get(class).await.text();
    let papers: Vec<String> = page
        .split("href=\"/certificates/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|rest| rest.len() == 36)
        .map(|id| format!("/certificates/{id}"))
        .collect();
    assert_eq!(papers.len(), 3, "{page}");
    let paper = clerk.get(&papers[0]).await;
    assert!(
        paper.words().contains("đã hoàn thành lớp “Lớp đầu khóa”"),
        "{}",
        paper.words()
    );
    assert_eq!(voter.get(&papers[0]).await.status, StatusCode::FORBIDDEN);
}

async fn check_in(house: &House, scene: &Scene, class: &str, lesson: &str, code: &str) {
    let scanned = format!("/check-in?code={code}");
    let asked = house.browser().get(&scanned).await;
    assert!(led(&asked).starts_with("/sign-in?back="), "{asked:?}");

    let mut delegate = house.account(Role::Delegate, PATH, Some(scene.chair)).await;
    let forged = [("code", "bm9uZQ.1.bm9uZQ")];
    let refused = delegate.submit(&scanned, "/check-in", &forged).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("hãy quét lại mã"),
        "{}",
        refused.words()
    );
    let here = delegate.submit(&scanned, "/check-in", &[]).await;
    assert_eq!(led(&here), format!("/check-in/{lesson}"));
    let receipt = delegate.follow(here).await.words();
    assert!(
        receipt.contains("được ghi có mặt lúc 24/11/2026 10:00"),
        "{receipt}"
    );

    let paper = material(house, class).await;
    assert_eq!(delegate.get(&paper).await.kind, "application/pdf");
    assert_eq!(
        house.browser().get(&paper).await.status,
        StatusCode::FORBIDDEN
    );
    calendars(house, scene, &mut delegate, lesson).await;
}

async fn material(house: &House, class: &str) -> String {
    let program = Actor::program("Test");
    let acting = Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    let command = AddMaterial {
        class: class
            .trim_start_matches("/classes/")
            .parse()
            .expect("a class"),
        title: "Đề cương".into(),
        name: "de-cuong.pdf".into(),
        bytes: b"%PDF-1.7 x".to_vec(),
    };
    let id = add_material(&acting, command).await.expect("a paper");
    acting.commit().await.expect("commits");
    format!("/materials/{id}")
}

async fn calendars(house: &House, scene: &Scene, delegate: &mut Browser, lesson: &str) {
    let mut program = house.browser();
    let of_council = program
        .get(&format!("/classes.ics?council={}", scene.council))
        .await;
    let page = delegate.get("/calendar").await.text();
    let address = format!(
        "/calendar/{}",
        after(&page, "127.0.0.1:8080/calendar/", '<')
    );
    let own = program.get(address.trim()).await;
    for answer in [&of_council, &own] {
        assert_eq!(
            answer.kind,
            "text/calendar; charset=utf-8",
            "{}",
            answer.text()
        );
        let text = unfold(&answer.text());
        let calendar = read_calendar(&text).expect("a calendar");
        let event = &calendar.components[0];
        let value = |name: &str| event.find_prop(name).map(|prop| prop.val.to_string());
        assert_eq!(value("UID"), Some(format!("{lesson}@127.0.0.1:8080")));
        assert_eq!(value("DTSTART").as_deref(), Some("20261124T003000Z"));
        assert_eq!(value("DTEND").as_deref(), Some("20261124T040000Z"));
        assert_eq!(value("STATUS").as_deref(), Some("CONFIRMED"));
        assert_eq!(value("LOCATION").as_deref(), Some("Hội trường phường"));
    }
    led(&delegate.submit("/calendar", "/calendar", &[]).await);
    assert_eq!(
        program.get(address.trim()).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_training_holds_is_open_data_without_names() {
    for house in houses().await {
        let scene = scene(&house).await;
        let topic = topic(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let course = course(&mut clerk, &scene, topic).await;
        let class = class(&mut clerk, &scene, &course).await;
        step(&mut clerk, &class, "invite-all").await;
        let mut voter = house.browser();
        for path in ["/training", "/classes", course.as_str(), class.as_str()] {
            assert_eq!(voter.get(path).await.status, StatusCode::OK, "{path}");
        }
        let list = voter.get("/api/v1/classes?state=planned").await.json();
        assert_eq!(
            (&list["total"], &list["items"][0]["invited"]),
            (&1.into(), &4.into())
        );
        let one = voter.get(&format!("/api/v1{class}")).await;
        assert_eq!(one.json()["expected"]["obliged"], 4);
        assert!(!one.text().contains("Trần Văn Đức"), "{}", one.text());
        let known = clerk.get(&format!("/api/v1{class}")).await;
        assert!(known.text().contains("Trần Văn Đức"));
    }
}
