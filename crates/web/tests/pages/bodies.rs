//! Councils and units as pages, files and JSON, and the forms that change them.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::houses;
use crate::scene::{PATH, scene};

/// Names and values of a form.
type Answers<'a> = &'a [(&'a str, &'a str)];

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
        insta::assert_snapshot!("unit", unit.words());
    }
}

#[tokio::test]
async fn a_list_answers_the_same_as_page_file_and_json() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut browser = house.browser();
        for (query, found) in [
            ("", 1),
            ("?q=ninh%20kieu", 1),
            ("?state=ever", 2),
            ("?level=province", 0),
            ("?place=92", 1),
            ("?on=2025-06-30", 1),
        ] {
            let json = browser
                .get(&format!("/api/v1/councils{query}"))
                .await
                .json();
            assert_eq!(json["total"], found, "{query}");
            let csv = browser.get(&format!("/councils.csv{query}")).await;
            assert!(csv.kind.starts_with("text/csv"), "{}", csv.kind);
            assert_eq!(csv.text().matches("HĐND ").count(), found, "{query}");
        }
        let old = browser.get("/councils?on=2025-06-30").await.words();
        assert!(old.contains("HĐND quận Ninh Kiều khóa XII") && !old.contains("phường"));
        let seats = format!("/councils/{}/seats.xlsx", scene.council);
        assert_eq!(&browser.get(&seats).await.bytes[..2], b"PK");
        for (query, name) in [
            ("?q=quan%20ninh", "Quận Ninh Kiều"),
            ("", "Thành phố Cần Thơ"),
        ] {
            let json = browser.get(&format!("/api/v1/units{query}")).await.json();
            assert_eq!(json["items"][0]["name"], name, "{query}");
        }
    }
}

#[tokio::test]
async fn acts_are_offered_to_the_office_of_the_place_alone() {
    for house in houses().await {
        let scene = scene(&house).await;
        let form = format!("/councils/{}/decisions/new", scene.council);
        let page = format!("/councils/{}", scene.council);
        for (role, scope, offered) in [
            (Role::Clerk, PATH, true),
            (Role::Clerk, "92", true),
            (Role::Clerk, "92/31117", false),
            (Role::StandingCommittee, PATH, true),
            (Role::Delegate, PATH, false),
            (Role::Auditor, "", false),
        ] {
            let person = (role == Role::Delegate).then_some(scene.chair);
            let mut browser = house.account(role, scope, person).await;
            let shown = browser.get(&page).await.text().contains(&form);
            assert_eq!(shown, offered, "{role} at {scope}");
            let status = browser.get(&form).await.status;
            let expected = if offered {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(status, expected, "{role} at {scope}");
        }
        assert_eq!(
            house.browser().get(&form).await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_tells_every_problem_at_once() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let form = format!("/councils/{}/decisions/new", scene.council);
        let typed = [
            ("kind", "standing_decision"),
            ("number", "07/QĐ-TT"),
            ("signed_on", "31/02/2026"),
            ("effective_on", ""),
        ];
        let answer = clerk.submit(&form, &form, &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = answer.text();
        assert!(text.contains("<title>Lỗi: "), "{text}");
        assert!(text.contains("value=\"07/QĐ-TT\"") && text.contains("value=\"31/02/2026\""));
        let words = answer.words();
        assert!(words.contains("Ngày phải có dạng"), "{words}");
        // Issuer, subject and the second day: each is named in the summary and beside its field.
        assert_eq!(
            words.matches("Chưa nhập nội dung này").count(),
            6,
            "{words}"
        );
        let decisions = clerk
            .get(&format!("/api/v1/councils/{}", scene.council))
            .await
            .json();
        let decisions = decisions["council"]["decisions"].as_array().map(Vec::len);
        assert_eq!(decisions, Some(1), "nothing was recorded");
    }
}

#[tokio::test]
async fn a_clerk_sets_up_a_board_appoints_and_relieves() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let council = format!("/councils/{}", scene.council);
        let form = format!("{council}/bodies/new");
        let decision = scene.decision.to_string();
        let board = [
            ("kind", "legal_board"),
            ("name", "Ban Pháp chế"),
            ("valid_from", "01/08/2025"),
            ("decision", decision.as_str()),
        ];
        let answer = clerk.submit(&form, &form, &board).await;
        let page = clerk.follow(answer).await;
        assert!(
            page.words().contains("Ban Pháp chế (0 thành viên)"),
            "{}",
            page.words()
        );
        let json = clerk.get(&format!("/api/v1{council}")).await.json();
        let bodies = json["council"]["bodies"].as_array().expect("bodies");
        let body = bodies.iter().find(|body| body["kind"] == "legal_board");
        let body = body
            .and_then(|body| body["id"].as_str())
            .expect("the board");
        let form = format!("/bodies/{body}/members/new");
        let person = scene.unconfirmed.to_string();
        let member = [
            ("person", person.as_str()),
            ("post", "board_head"),
            ("full_time", "yes"),
            ("valid_from", "01/08/2025"),
        ];
        let answer = clerk.submit(&form, &form, &member).await;
        let words = clerk.follow(answer).await.words();
        assert!(words.contains("Ban Pháp chế (1 thành viên)") && words.contains("Trưởng ban"));
        let answer = clerk.submit(&form, &form, &member).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the post is taken"
        );

        let form = format!("/memberships/{}/end", scene.chair_post);
        let relief = [("relieved_on", "01/09/2026"), ("reason", "Chuyển công tác")];
        let answer = clerk.submit(&form, &form, &relief).await;
        let words = clerk.follow(answer).await.words();
        assert!(words.contains("Đã ghi nhận việc thôi giữ chức"), "{words}");
        assert!(words.contains("Thường trực HĐND (0 thành viên)"), "{words}");
        assert!(
            words.contains("Lý do: Chuyển công tác"),
            "the history tells why: {words}"
        );
        let before = clerk.get(&format!("{council}?on=2026-08-31")).await.words();
        assert!(
            before.contains("Thường trực HĐND (1 thành viên)"),
            "{before}"
        );
    }
}

#[tokio::test]
async fn what_is_left_of_the_acts_leads_back_to_what_it_changed() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let (council, unit) = (
            format!("/councils/{}", scene.council),
            format!("/units/{}", scene.unit),
        );
        let population = [
            ("counted_on", "01/07/2025"),
            ("people", "104.598"),
            ("source", "Đề án sắp xếp"),
            ("certainty", "confirmed"),
        ];
        let institution = [
            ("kind", "peoples_committee"),
            ("name", "UBND phường Ninh Kiều"),
            ("valid_from", "01/07/2025"),
        ];
        let constituency = [("number", "2"), ("name", "Đơn vị số 2"), ("seats", "3")];
        let group = format!("/bodies/{}/end", scene.standing);
        let end = [("ended_on", "01/10/2026"), ("reason", "Sắp xếp lại")];
        let end_council = [("ended_on", "01/11/2026"), ("reason", "Hết nhiệm kỳ")];
        let steps: [(&str, Answers<'_>, &str); 5] = [
            (&format!("{unit}/population/new"), &population, "104.598"),
            (
                &format!("{unit}/institutions/new"),
                &institution,
                "phường Ninh Kiều",
            ),
            (
                &format!("{council}/constituencies/new"),
                &constituency,
                "Vượt số đại biểu",
            ),
            (&group, &end, "Đã kết thúc hoạt động của cơ quan"),
            (
                &format!("{council}/end"),
                &end_council,
                "kết thúc hoạt động hết ngày 31/10/2026",
            ),
        ];
        for (form, values, expected) in steps {
            let answer = clerk.submit(form, form, values).await;
            let page = if answer.location.is_some() {
                clerk.follow(answer).await
            } else {
                answer
            };
            assert!(page.words().contains(expected), "{form}: {}", page.words());
        }
    }
}
