//! Delegates as pages, files and JSON: what is masked stays masked, what is asked as of a day is answered as of it.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::houses;
use crate::scene::{PATH, SECRETS, scene};

#[tokio::test]
async fn a_voter_reads_who_it_is_but_no_personal_field_anywhere() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut browser = house.browser();
        let page = format!("/delegates/{}", scene.chair);
        insta::assert_snapshot!("delegate", browser.get(&page).await.words());
        for path in [
            page.clone(),
            format!("/api/v1{page}"),
            "/delegates".into(),
            "/delegates.csv".into(),
            "/api/v1/delegates".into(),
            format!("/councils/{}", scene.council),
            format!("/api/v1/councils/{}", scene.council),
        ] {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let text = answer.text();
            for secret in SECRETS {
                assert!(!text.contains(secret), "{path} tells {secret}");
            }
        }
        let party = browser.get("/delegates?party=member").await;
        assert_eq!(
            party.status,
            StatusCode::FORBIDDEN,
            "who is a member may not be found out by filtering"
        );
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let text = clerk.get(&page).await.text();
        assert!(text.contains("17/02/1975") && text.contains("0912 345 678"));
        let mut elsewhere = house.account(Role::Clerk, "92/31117", None).await;
        let text = elsewhere.get(&page).await.text();
        assert!(!text.contains("0912 345 678") && !text.contains("17/02/1975"));
        let csv = elsewhere.get("/delegates.csv").await.text();
        assert!(
            !csv.contains("0912 345 678") && csv.contains("Không hiển thị"),
            "{csv}"
        );
    }
}

#[tokio::test]
async fn the_list_is_in_vietnamese_order_and_its_filters_narrow_it() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut browser = house.browser();
        let names = |json: serde_json::Value| -> Vec<String> {
            let items = json["items"].as_array().cloned().unwrap_or_default();
            items
                .iter()
                .map(|item| item["full_name"].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        let council = format!("?council={}&sex=male", scene.council);
        for (query, expected) in [
            (
                "",
                &[
                    "Nguyễn Thị Ánh",
                    "Lê Hoàng Ân",
                    "Phạm Thị Dung",
                    "Trần Văn Đức",
                ][..],
            ),
            ("?sex=female", &["Nguyễn Thị Ánh", "Phạm Thị Dung"]),
            ("?q=duc", &["Trần Văn Đức"]),
            ("?full_time=yes", &["Nguyễn Thị Ánh"]),
            ("?term=2016-2021", &[]),
            ("?standing=suspended", &[]),
            ("?on=2025-06-30", &[]),
            (council.as_str(), &["Lê Hoàng Ân", "Trần Văn Đức"]),
        ] {
            let json = browser
                .get(&format!("/api/v1/delegates{query}"))
                .await
                .json();
            assert_eq!(names(json), expected, "{query}");
            assert_eq!(
                browser.get(&format!("/delegates{query}")).await.status,
                StatusCode::OK
            );
        }
    }
}

#[tokio::test]
async fn a_clerk_registers_confirms_suspends_and_ends() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let form = format!("/councils/{}/persons/new", scene.council);
        let wrong = [
            ("full_name", "Võ Minh Ý"),
            ("email", "không có"),
            ("birth_date", "30/02/1980"),
        ];
        let answer = clerk.submit(&form, &form, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("value=\"Võ Minh Ý\""));
        assert!(answer.text().contains("value=\"không có\""));
        let right = [
            ("full_name", "Võ Minh Ý"),
            ("sex", "female"),
            ("birth_year", "1980"),
        ];
        let answer = clerk.submit(&form, &form, &right).await;
        let person = answer.location.clone().expect("the person's page");
        let words = clerk.follow(answer).await.words();
        assert!(words.contains("Bà Võ Minh Ý") && words.contains("không phải là đại biểu"));
        let council = clerk
            .get(&format!("/councils/{}", scene.council))
            .await
            .words();
        assert!(council.contains("Đã lập hồ sơ, chưa gắn với hội đồng nào"));

        let choice = clerk.get(&format!("{person}/mandates")).await.text();
        let form = format!("{person}/mandates/new?council={}", scene.council);
        assert!(choice.contains(&form), "{choice}");
        let mandate = [("origin", "by_election"), ("valid_from", "01/10/2026")];
        let answer = clerk.submit(&form, &form, &mandate).await;
        let words = clerk.follow(answer).await.words();
        assert!(
            words.contains("là đại biểu") && words.contains("Chưa xác nhận"),
            "{words}"
        );

        let form = format!("/mandates/{}/suspend", scene.chair_mandate);
        let suspension = [
            ("valid_from", "01/11/2026"),
            ("reason", "Theo kết luận thanh tra"),
        ];
        let answer = clerk.submit(&form, &form, &suspension).await;
        let chair = answer.location.clone().expect("the chair's page");
        assert!(
            clerk
                .follow(answer)
                .await
                .words()
                .contains("Theo kết luận thanh tra")
        );
        let seen = house.browser().get(&chair).await.text();
        assert!(
            seen.contains("Tạm đình chỉ") && !seen.contains("thanh tra"),
            "{seen}"
        );

        let form = format!("/mandates/{}/end", scene.chair_mandate);
        let end = [
            ("why", "moved_away"),
            ("ended_on", "15/11/2026"),
            ("reason", "Điều động"),
        ];
        let answer = clerk.submit(&form, &form, &end).await;
        let words = clerk.follow(answer).await.words();
        assert!(words.contains("không còn làm nhiệm vụ đại biểu"), "{words}");
        let before = clerk.get(&format!("{chair}?on=2026-10-31")).await.words();
        assert!(
            before.contains("là đại biểu") && !before.contains("Tạm đình chỉ từ"),
            "{before}"
        );
    }
}

#[tokio::test]
async fn a_correction_keeps_what_was_true_before_it() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let page = format!("/delegates/{}", scene.chair);
        let form = format!("{page}/correct");
        let text = clerk.get(&form).await.text();
        assert!(
            text.contains("value=\"Giáo viên\""),
            "the form begins with what is known"
        );
        let mut record = vec![
            ("full_name", "Nguyễn Thị Ánh"),
            ("sex", "female"),
            ("occupation", "Hiệu trưởng"),
            ("correction", "changed"),
            ("reason", "Được bổ nhiệm"),
        ];
        let answer = clerk.submit(&form, &form, &record).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the day of the change is missing"
        );
        record.push(("changed_on", "01/09/2026"));
        let answer = clerk.submit(&form, &form, &record).await;
        let words = clerk.follow(answer).await.words();
        assert!(
            words.contains("Hiệu trưởng") && words.contains("Lý do: Được bổ nhiệm"),
            "{words}"
        );
        let before = clerk.get(&format!("{page}?on=2026-08-31")).await.words();
        assert!(before.contains("Giáo viên"), "{before}");
    }
}

#[tokio::test]
async fn two_records_of_one_person_are_merged_after_a_look_at_both() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let form = format!("/councils/{}/persons/new", scene.council);
        let again = [
            ("full_name", "Nguyễn Thị Ánh"),
            ("sex", "female"),
            ("hometown", "Ô Môn"),
        ];
        let answer = clerk.submit(&form, &form, &again).await;
        let double = answer.location.expect("the double's page");
        let keep = format!("/delegates/{}", scene.chair);
        let choice = clerk.get(&format!("{keep}/namesakes")).await.text();
        let id = double.trim_start_matches("/delegates/");
        let form = format!("{keep}/merge?with={id}");
        assert!(choice.contains(&form), "{choice}");
        let words = clerk.get(&form).await.words();
        assert!(
            words.contains("Ô Môn") && words.contains("Hồ sơ giữ lại"),
            "{words}"
        );
        let answer = clerk
            .submit(&form, &form, &[("reason", "Nhập trùng")])
            .await;
        assert!(
            clerk
                .follow(answer)
                .await
                .words()
                .contains("Đã gộp hai hồ sơ")
        );
        let moved = clerk.get(&double).await;
        assert_eq!(moved.location.as_deref(), Some(keep.as_str()));
        let form = format!("{keep}/merge?with={}", scene.unconfirmed);
        let answer = clerk.submit(&form, &form, &[("reason", "Thử")]).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "both sit at the same time"
        );
        assert!(
            answer.words().contains("không thể là một người")
                || answer.words().contains("Hai hồ sơ")
        );
    }
}
