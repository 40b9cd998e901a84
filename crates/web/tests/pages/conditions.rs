//! Conditions through the public door: recorded by a clerk, read by voters as figures without names, compared and exported.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{Answer, cities, houses, refused, send};
use crate::scene::{PATH, scene};
use crate::training::{after, led};

fn holds(answer: &Answer, said: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let words = answer.words();
    for said in said {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[tokio::test]
async fn a_clerk_records_posts_facilities_money_and_requests_and_the_page_says_what_is_lacking() {
    for house in houses().await {
        let scene = scene(&house).await;
        let program = council::access::Actor::program("Test");
        let acting = council::Acting::begin(house.app.db(), &program, house.app.clock()).await;
        let acting = acting.expect("begins");
        council::reference::load(&acting).await.expect("the rules");
        acting.commit().await.expect("commits");
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let page = format!("/councils/{}/conditions", scene.council);
        holds(
            &clerk.get(&page).await,
            &["Chưa ghi vị trí việc làm, cơ sở vật chất, kinh phí"],
        );

        let form = format!("{page}/posts/new");
        let mut values = [
            ("title", ""),
            ("kind", "adviser"),
            ("valid_from", "01/09/2026"),
        ];
        refused(
            &send(&mut clerk, &form, &values).await,
            "Chưa nhập nội dung này",
        );
        values[0].1 = "Công chức tham mưu HĐND";
        assert_eq!(led(&send(&mut clerk, &form, &values).await), page);
        let text = clerk.get(&page).await.text();
        let post = after(&text, "/office-posts/", '/');
        let fill = [
            ("full_name", "Thạch Sô Phia"),
            ("qualification", "university"),
            ("field", "Luật"),
            ("valid_from", "15/09/2026"),
        ];
        led(&send(&mut clerk, &format!("/office-posts/{post}/fill"), &fill).await);
        let text = clerk.get(&page).await.text();
        let holder = after(&text, "/post-holders/", '/');
        let train = [
            ("name", "Nghiệp vụ thẩm tra"),
            ("day", "20/10/2026"),
            ("hours", "24"),
        ];
        led(&send(&mut clerk, &format!("/post-holders/{holder}/train"), &train).await);

        let form = format!("{page}/facilities/new");
        let see = [
            ("item", "computers"),
            ("quantity", "2"),
            ("seen_on", "02/11/2026"),
        ];
        led(&send(&mut clerk, &form, &see).await);
        let form = format!("{page}/budget/new");
        let mut line = [
            ("year", "2026"),
            ("source", "local"),
            ("kind", "contact"),
            ("day", "20/11/2026"),
            ("norm", ""),
            ("estimate", "120.000.000"),
            ("allotted", "nhiều"),
            ("spent", "95.500.000"),
        ];
        let answer = send(&mut clerk, &form, &line).await;
        refused(&answer, "Phải là số nguyên");
        for kept in ["120.000.000", "nhiều", "95.500.000"] {
            assert!(answer.text().contains(kept), "{kept}");
        }
        line[6].1 = "90.000.000";
        led(&send(&mut clerk, &form, &line).await);
        let form = format!("{page}/requests/new");
        let ask = [
            ("recipient", "UBND thành phố"),
            ("text", "Bổ sung máy tính"),
            ("sent_on", "01/10/2026"),
            ("due_on", "01/11/2026"),
        ];
        led(&send(&mut clerk, &form, &ask).await);
        holds(
            &clerk.get(&page).await,
            &[
                "2 vị trí chưa có người",
                "6 trong 6 hạng mục cơ sở vật chất",
                "1 dòng kinh phí chưa giao đủ dự toán, còn 30.000.000 đồng",
                "1 kiến nghị chờ trả lời, 1 đã quá hạn",
                "Thạch Sô Phia",
                "Đại học, Luật",
                "Nghiệp vụ thẩm tra (20/10/2026, 24 giờ)",
                "Thực hiện nhiều hơn được giao",
                "Quá hạn trả lời 23 ngày",
                "Bổ sung máy tính",
            ],
        );
        let text = clerk.get(&page).await.text();
        let request = after(&text, "/condition-requests/", '/');
        let answer = [
            ("outcome", "accepted"),
            ("answer", "Cấp 3 máy"),
            ("answered_on", "24/11/2026"),
        ];
        led(&send(
            &mut clerk,
            &format!("/condition-requests/{request}/answer"),
            &answer,
        )
        .await);
        holds(
            &clerk.get(&page).await,
            &["24/11/2026: Cấp 3 máy", "Được chấp thuận"],
        );
        // The day before, the answer is not known yet.
        let before = clerk.get(&format!("{page}?on=23/11/2026")).await;
        holds(&before, &["Quá hạn trả lời 22 ngày"]);
        assert!(!before.words().contains("Cấp 3 máy"));

        let mut voter = house.browser();
        let answer = voter.get(&page).await;
        holds(
            &answer,
            &["Công chức tham mưu HĐND", "95.500.000", "Không hiển thị"],
        );
        for secret in ["Thạch Sô Phia", "Bổ sung máy tính", "Cấp 3 máy"] {
            assert!(!answer.text().contains(secret), "{secret}");
        }
        let json = voter.get(&format!("/api/v1{page}")).await.json();
        assert_eq!(json["figures"]["filled"], 1);
        assert_eq!(
            json["posts"][0]["holder"]["full_name"],
            serde_json::Value::Null
        );
        let list = voter.get("/conditions?lack=budget").await;
        holds(&list, &["phường Ninh Kiều", "120.000.000"]);
        let json = voter.get("/api/v1/conditions?sort=-spent").await.json();
        assert_eq!(json["items"][0]["money"]["spent"], 95_500_000);
        let file = voter.get("/conditions.csv").await;
        assert!(file.text().contains("phường Ninh Kiều"), "{}", file.text());
        let denied = voter.get(&format!("{page}/budget/new")).await;
        assert_ne!(denied.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_sample_city_shows_councils_side_by_side_and_their_two_measures() {
    for house in cities().await {
        let mut voter = house.browser();
        let list = voter.get("/conditions").await;
        holds(
            &list,
            &[
                "11 trong 104 hội đồng đã ghi",
                "Kiến nghị chờ trả lời",
                "1 quá hạn",
            ],
        );
        let json = voter.get("/api/v1/conditions?level=province").await.json();
        let city = &json["items"][0];
        assert_eq!(city["posts"], 8);
        assert_eq!(city["filled"], 6);
        let council = city["council"].as_str().expect("an id");
        holds(
            &voter.get(&format!("/councils/{council}/conditions")).await,
            &["Huỳnh Thanh Bạch", "Kinh phí năm 2027", "Chưa giao đủ"],
        );
        let board = voter.get(&format!("/scoreboard/{council}")).await;
        let words = board.words();
        let measures = words.split("7. Bộ máy giúp việc").nth(1).expect("M7");
        assert!(measures.trim_start().starts_with("chưa đạt"), "{measures}");
    }
}
