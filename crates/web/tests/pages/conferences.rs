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
        let topic = choice_link(
            &clerk.get(&page).await,
            "Cử nơi thảo luận: Chuẩn bị câu hỏi chất vấn",
            "/conference-topics/",
        );
        let speaks = [("council", own.as_str()), ("name", "Chủ tịch HĐND")];
        led(&send(&mut clerk, &topic, &speaks).await);
        let topic = topic.trim_end_matches("/discussant");
        let (paper, file) = (format!("{topic}/paper"), format!("{topic}/file"));
        let written = [("author", "Nguyễn Văn An"), ("paper", "Hỏi đến cùng.")];
        let broken = ("tham-luan.pdf", b"none".as_slice());
        let odd = clerk.upload(&paper, &paper, &written, broken).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            odd.text().contains("Hỏi đến cùng."),
            "what was typed is kept"
        );
        let pdf = ("tham-luan.pdf", b"%PDF-1.7 one".as_slice());
        led(&clerk.upload(&paper, &paper, &written, pdf).await);
        assert_eq!(voter.get(&file).await.status, StatusCode::FORBIDDEN);

        let mut guest = house.account(Role::Clerk, "92/31120", None).await;
        assert_eq!(guest.get(&file).await.bytes, pdf.1);
        let register = format!("{page}/register");
        let mut people = [("council", own.as_str()), ("people", "0"), ("note", "")];
        refused(&send(&mut guest, &register, &people).await, "Chưa nhập");
        people[2].1 = "Trùng kỳ họp";
        led(&send(&mut guest, &register, &people).await);
        let words = guest.get(&page).await.words();
        for said in [
            "Phường Cái Khế (Chủ tịch HĐND)",
            "1/103 hội đồng đã trả lời; 0 hội đồng dự",
            "Không dự được",
            "Chưa trả lời: 102 hội đồng",
            "Hỏi đến cùng.",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        people[1].1 = "3";
        led(&send(&mut guest, &register, &people).await);
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
        let marks = [("content", "4"), ("benefit", "5"), ("organisation", "3")];
        let evaluate = format!("{page}/evaluate");
        let few = send(&mut guest, &evaluate, &marks[..2]).await;
        refused(&few, "Hãy chấm điểm từ 1 đến 5");
        led(&send(&mut guest, &evaluate, &marks).await);
        let words = guest.get(&page).await.words();
        assert!(words.contains("1 phiếu đánh giá; 2 người dự"), "{words}");
        assert_eq!(voter.get(&evaluate).await.status, StatusCode::FORBIDDEN);
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
        let one = voter.get(&format!("/api/v1{page}")).await.json();
        assert_eq!(one["state"], "closed");
        assert_eq!(one["conclusions"][0]["standing"], "done");
        assert_eq!(one["registrations"], serde_json::Value::Null);
        let one = guest.get(&format!("/api/v1{page}")).await.json();
        assert_eq!(one["registrations"][0]["attended"], 2);
        assert_eq!(one["evaluation"]["given"], 1);
        let file = voter.get("/conferences.csv").await;
        assert!(file.text().contains("Chất vấn đến cùng"), "{}", file.text());
    }
}

#[tokio::test]
async fn what_was_held_a_year_ago_shows_then_and_now_and_its_answers_are_found() {
    for house in cities().await {
        let mut voter = house.browser();
        let (ahead, held) = sampled(&mut voter).await;
        let words = voter.get(&held).await.words();
        for said in [
            "Một năm sau khi chọn (21/10/2026)",
            "Khi chọn: 12% đại biểu nắm vững",
            "Quá hạn",
            "Sắp đến hạn",
            "96 người dự",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        for secret in ["Mẫu kế hoạch giám sát dùng được ngay", "Phó Chủ tịch HĐND"]
        {
            assert!(!words.contains(secret), "{secret}: {words}");
        }
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let words = clerk.get(&held).await.words();
        for said in [
            "5 phiếu đánh giá",
            "4,20",
            "Mẫu kế hoạch giám sát dùng được ngay",
            "Phó Chủ tịch HĐND",
            "Trùng phiên họp thường kỳ",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let city = council(&house).await;
        let board = voter.get(&format!("/scoreboard/{city}")).await.words();
        assert!(
            board.contains("Năm 2026 hội đồng đã tổ chức 1 hội nghị"),
            "{board}"
        );
        let six = board.split("6. Hội nghị").nth(1).expect("M6");
        assert!(
            six.contains("100"),
            "one conclusion fell due and is done: {six}"
        );
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
        // What difficulties are called is for those who read them.
        let called = "Kiến nghị chuyển đi nhưng không có hồi báo";
        assert!(!voter.get(&ahead).await.words().contains(called));
        assert!(clerk.get(&ahead).await.words().contains(called));

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
        let words = guest.get("/difficulties").await.words();
        assert!(words.contains("Ông/bà đã nêu khó khăn này"), "{words}");
        let mut neighbour = house.account(Role::StandingCommittee, "92", None).await;
        let list = neighbour.get("/difficulties").await;
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
        led(&neighbour.submit("/difficulties", action, &[]).await);
        let words = neighbour.get("/difficulties").await.words();
        assert!(words.contains("2 người gặp khó khăn này"), "{words}");
        let mut voter = house.browser();
        assert_eq!(
            voter.get("/difficulties").await.status,
            StatusCode::FORBIDDEN
        );
    }
}
