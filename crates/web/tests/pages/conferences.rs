//! Conferences through the public door: from the evidence to the last conclusion, and what a voter sees of it.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{Browser, House, cities, refused, send};
use crate::petitions::{choice_link, council};
use crate::training::led;

/// The conference that the sample city has announced, and the one that was held a year ago.
async fn sampled(voter: &mut Browser) -> (String, String) {
    let list = voter.get("/conferences").await;
    let of = |title: &str| choice_link(&list, title, "/conferences/");
    (
        of("Theo dõi kiến nghị của cử tri đến kết quả cuối cùng"),
        of("Thường trực HĐND cấp xã trong mô hình hai cấp"),
    )
}

async fn commune(house: &House) -> String {
    let day = house.app.clock().today();
    let found = council::bodies::queries::councils_below(house.app.db(), "92/31120", day, 1).await;
    found.expect("councils")[0].id.to_string()
}

#[tokio::test]
async fn topics_come_from_evidence_and_conclusions_are_followed_to_their_end() {
    for house in cities().await {
        let city = council(&house).await;
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let evidence = clerk
            .get(&format!("/councils/{city}/conferences/evidence"))
            .await
            .words();
        assert!(
            evidence.contains("Kiến nghị chuyển đi nhưng không có hồi báo"),
            "{evidence}"
        );
        let mut voter = house.browser();
        let shut = voter
            .get(&format!("/councils/{city}/conferences/evidence"))
            .await;
        assert_eq!(shut.status, StatusCode::FORBIDDEN);

        let new = format!("/councils/{city}/conferences/new");
        let plan = [
            ("title", "Chất vấn đến cùng"),
            ("held_on", "24/11/2026"),
            ("place", "Hội trường"),
        ];
        let page = led(&send(&mut clerk, &new, &plan).await);
        assert_eq!(
            voter.get(&page).await.status,
            StatusCode::NOT_FOUND,
            "not announced yet"
        );
        let early = send(&mut clerk, &format!("{page}/announce"), &[]).await;
        refused(&early, "Hãy chọn ít nhất một chuyên đề");
        let topic = [
            ("evidence", "own"),
            ("title", "Chuẩn bị câu hỏi chất vấn"),
            ("lead", city.as_str()),
            ("paper_due_on", "25/11/2026"),
        ];
        let late = send(&mut clerk, &format!("{page}/topic"), &topic).await;
        refused(&late, "không được sau ngày họp");
        assert!(
            late.text().contains("Chuẩn bị câu hỏi chất vấn"),
            "what was typed is kept"
        );
        let mut topic = topic;
        topic[3].1 = "24/11/2026";
        led(&send(&mut clerk, &format!("{page}/topic"), &topic).await);
        led(&send(&mut clerk, &format!("{page}/announce"), &[]).await);
        assert_eq!(voter.get(&page).await.status, StatusCode::OK);

        let own = commune(&house).await;
        let mut guest = house.account(Role::Clerk, "92/31120", None).await;
        let people = [("council", own.as_str()), ("people", "3")];
        led(&send(&mut guest, &format!("{page}/register"), &people).await);
        let came = format!("came-{own}");
        let minutes = [
            ("minutes", "Đã trao đổi.\n\nNội dung riêng."),
            (came.as_str(), "2"),
        ];
        led(&send(&mut clerk, &format!("{page}/minutes"), &minutes).await);
        let task = [
            ("content", "Gửi câu hỏi trước bảy ngày"),
            ("owner", own.as_str()),
            ("due_on", "31/12/2026"),
        ];
        led(&send(&mut clerk, &format!("{page}/conclusion"), &task).await);
        let open = send(&mut clerk, &format!("{page}/close"), &[]).await;
        refused(&open, "Còn 1 kết luận chưa xong");
        // The council that is charged with it records what it did.
        let shown = guest.get(&page).await;
        let done = choice_link(
            &shown,
            "Ghi đã làm: Gửi câu hỏi trước bảy ngày",
            "/conclusions/",
        );
        let proof = [("done_on", "24/11/2026"), ("evidence", "Công văn 7/HĐND")];
        led(&send(&mut guest, &done, &proof).await);
        led(&send(&mut clerk, &format!("{page}/close"), &[]).await);
        let words = voter.get(&page).await.words();
        for said in [
            "Đã kết thúc",
            "Công văn 7/HĐND",
            "Gửi câu hỏi trước bảy ngày",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(
            !words.contains("Nội dung riêng"),
            "minutes are for those who take part"
        );
        assert!(guest.get(&page).await.words().contains("Nội dung riêng"));
    }
}

#[tokio::test]
async fn what_was_held_a_year_ago_shows_then_and_now_and_its_answers_are_found() {
    for house in cities().await {
        let mut voter = house.browser();
        let (ahead, held) = sampled(&mut voter).await;
        let words = voter.get(&held).await.words();
        for said in [
            "12% đại biểu nắm vững",
            "Quá hạn",
            "Sắp đến hạn",
            "96 người dự",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let then = voter.get(&format!("{held}?on=2025-11-10")).await.words();
        assert!(
            then.contains("Đã thông báo") && !then.contains("96 người dự"),
            "{then}"
        );
        assert!(
            voter
                .get(&ahead)
                .await
                .words()
                .contains("Tham luận quá hạn: 1")
        );

        let found = voter
            .get("/conferences/answers?q=giua+hai+ky+hop")
            .await
            .words();
        assert!(found.contains("1 câu hỏi đã được giải đáp"), "{found}");
        assert!(found.contains("Căn cứ đã thay đổi"), "{found}");
        let none = voter
            .get("/conferences/answers?q=khong+co+dau")
            .await
            .words();
        assert!(none.contains("Không có câu nào"), "{none}");
    }
}

#[tokio::test]
async fn a_difficulty_is_raised_without_a_name_and_each_supports_it_once() {
    for house in cities().await {
        let own = commune(&house).await;
        let mut guest = house.account(Role::Clerk, "92/31120", None).await;
        let new = format!("/councils/{own}/difficulties/new");
        refused(
            &send(&mut guest, &new, &[("title", "Thiếu người ghi biên bản")]).await,
            "Chưa nhập",
        );
        let raised = [
            ("title", "Thiếu người ghi biên bản"),
            ("content", "Một người làm ba việc."),
        ];
        led(&send(&mut guest, &new, &raised).await);
        let mut delegate = house.account(Role::Delegate, "92", None).await;
        let list = delegate.get("/difficulties").await;
        assert!(
            list.words().contains("Không nêu tên, Phường Cái Khế"),
            "{}",
            list.words()
        );
        let text = list.text();
        let card = text
            .split("Thiếu người ghi biên bản")
            .nth(1)
            .expect("the card");
        let action = card
            .split("action=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("its button");
        led(&delegate.submit("/difficulties", action, &[]).await);
        let words = delegate.get("/difficulties").await.words();
        assert!(words.contains("2 người gặp khó khăn này"), "{words}");
        let mut voter = house.browser();
        assert_eq!(
            voter.get("/difficulties").await.status,
            StatusCode::FORBIDDEN
        );
    }
}
