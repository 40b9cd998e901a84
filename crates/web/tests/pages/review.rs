//! The review through the public door: the board, every act by its form, lists as files, for clerk, voter and stranger.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{Browser, House, cities, refused, send};
use crate::training::led;

/// The council of the sample city that answers for its documents, as its clerk sees it: the identifier and the path.
async fn answering(house: &House) -> (String, String) {
    let mut clerk = house.account(Role::Clerk, "92", None).await;
    let list = clerk.get("/api/v1/review").await.json();
    let council = &list["items"][0]["council"];
    let text = |name: &str| council[name].as_str().expect("a text").to_owned();
    (text("id"), text("path"))
}

/// The document of a number on the board of a council.
async fn document(browser: &mut Browser, council: &str, number: &str) -> String {
    let address = format!("/api/v1/councils/{council}/review");
    let board = browser.get(&address).await.json();
    let lines = board["lines"].as_array().expect("lines");
    let line = lines
        .iter()
        .find(|line| line["document"]["number"] == number);
    let id = line.and_then(|line| line["document"]["id"].as_str());
    id.unwrap_or_else(|| panic!("{number} in {board}"))
        .to_owned()
}

#[tokio::test]
async fn a_document_is_assigned_concluded_and_leads_to_a_proposal() {
    for house in cities().await {
        let (council, path) = answering(&house).await;
        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let number = "09/2022/NQ-HĐND";
        let id = document(&mut clerk, &council, number).await;
        let page = format!("/review/documents/{id}");
        let words = clerk.get(&page).await.words();
        for said in [
            "Cần rà soát",
            "77/2015/QH13",
            "72/2025/QH15",
            "01/03/2027",
            "không phải kết luận về hiệu lực",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let form = format!("/councils/{council}/review/open");
        let text = clerk.get(&form).await.text();
        let board = text.split("Ban Pháp chế").next().unwrap_or_default();
        let board = board.rsplit("value=\"").next().unwrap_or_default();
        let owner = board.split('"').next().unwrap_or_default().to_owned();
        let mut values = vec![
            ("documents", id.as_str()),
            ("cause", "new_law"),
            ("cause_document", ""),
            ("owner", owner.as_str()),
            ("due_on", "20/11/2026"),
        ];
        refused(&send(&mut clerk, &form, &values).await, "Ngày này đã qua");
        values[4].1 = "20/12/2026";
        refused(&send(&mut clerk, &form, &values).await, "Chưa nhập");
        values[1].1 = "periodic";
        let task = led(&send(&mut clerk, &form, &values).await);
        assert!(
            clerk
                .get(&task)
                .await
                .words()
                .contains("Ban Pháp chế chủ trì rà soát, hạn ngày 20/12/2026")
        );
        refused(&send(&mut clerk, &form, &values).await, "đang được rà soát");
        led(&send(
            &mut clerk,
            &format!("{task}/change"),
            &[("owner", &owner), ("due_on", "24/12/2026")],
        )
        .await);
        let values = [
            ("outcome", "amend"),
            ("conclusion", "Cập nhật căn cứ."),
            ("paper_number", "31/BC-BPC"),
            ("paper_signed_on", ""),
        ];
        let form = format!("{task}/conclude");
        refused(&send(&mut clerk, &form, &values).await, "Cần nhập cả số");
        led(&send(&mut clerk, &form, &values[..2]).await);
        let answer = clerk.get(&task).await;
        assert!(
            answer
                .words()
                .contains("Sửa đổi, bổ sung. Cập nhật căn cứ.")
        );
        assert!(answer.text().contains("/regulations/new?title="));
        assert!(clerk.get(&page).await.words().contains("Đã rà soát"));
        led(&send(
            &mut clerk,
            &format!("{task}/reopen"),
            &[("reason", "Có ý kiến khác")],
        )
        .await);
        led(&send(
            &mut clerk,
            &format!("{task}/cancel"),
            &[("reason", "Giao nhầm")],
        )
        .await);
        assert!(clerk.get(&page).await.words().contains("Cần rà soát"));

        let mut voter = house.browser();
        let mut stranger = house.account(Role::Clerk, "01", None).await;
        for address in [page.as_str(), task.as_str(), "/review"] {
            assert_ne!(voter.get(address).await.status, StatusCode::OK, "{address}");
        }
        for address in [page.as_str(), task.as_str()] {
            assert_eq!(
                stranger.get(address).await.status,
                StatusCode::FORBIDDEN,
                "{address}"
            );
        }
        let form = format!("/councils/{council}/review/open");
        assert_eq!(stranger.get(&form).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_new_law_shows_what_it_touches_and_all_of_it_is_assigned_at_once() {
    for house in cities().await {
        let (_, path) = answering(&house).await;
        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let laws = clerk.get("/api/v1/documents?q=121/2025").await.json();
        let law = laws["items"][0]["id"].as_str().expect("the law").to_owned();
        let impact = clerk
            .get(&format!("/api/v1/review/impact/{law}"))
            .await
            .json();
        let items = impact["items"].as_array().expect("items");
        let free: Vec<&str> = items
            .iter()
            .filter(|item| item["under_way"] == false)
            .filter_map(|item| item["document_id"].as_str())
            .collect();
        assert!(!free.is_empty(), "{impact}");
        let form = format!("/review/impact/{law}/open");
        let mut values: Vec<(&str, &str)> = free.iter().map(|id| ("documents", *id)).collect();
        values.extend([("owner", "legal_board"), ("due_on", "24/12/2026")]);
        let page = led(&send(&mut clerk, &form, &values).await);
        assert_eq!(page, format!("/review/impact?document={law}"));
        let impact = clerk
            .get(&format!("/api/v1/review/impact/{law}"))
            .await
            .json();
        let items = impact["items"].as_array().expect("items");
        assert!(
            items.iter().all(|item| item["under_way"] == true),
            "{impact}"
        );
    }
}

#[tokio::test]
async fn a_list_is_made_published_and_taken_away_as_a_file() {
    for house in cities().await {
        let (council, path) = answering(&house).await;
        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let home = format!("/councils/{council}/review-lists");
        for kind in [
            "in_force",
            "ended_partly",
            "ended_wholly",
            "to_process",
            "results",
        ] {
            let page = clerk.get(&format!("{home}/{kind}?from=01/01/2026")).await;
            assert_eq!(page.status, StatusCode::OK, "{kind}");
            for ending in ["xlsx", "docx"] {
                let file = clerk.get(&format!("{home}/{kind}/file.{ending}")).await;
                assert_eq!(file.status, StatusCode::OK, "{kind}.{ending}");
                assert!(file.bytes.starts_with(b"PK"), "{kind}.{ending}");
            }
        }
        let form = format!("{home}/publish");
        let mut values = vec![
            ("kind", "to_process"),
            ("begins_on", "01/01/2026"),
            ("ends_on", "30/11/2026"),
            ("number", "45/NQ-HĐND"),
            ("signed_on", "24/11/2026"),
        ];
        refused(&send(&mut clerk, &form, &values).await, "còn ở phía trước");
        values[2].1 = "24/11/2026";
        let list = led(&send(&mut clerk, &form, &values).await);
        refused(&send(&mut clerk, &form, &values).await, "đã được công bố");
        // What is published is for everyone.
        let mut voter = house.browser();
        let words = voter.get(&list).await.words();
        assert!(
            words.contains("Nội dung còn nguyên như khi công bố"),
            "{words}"
        );
        assert!(words.contains("03/2024/NQ-HĐND"), "{words}");
        assert_eq!(
            voter.get(&format!("{list}/file.docx")).await.status,
            StatusCode::OK
        );
        assert_ne!(voter.get(&form).await.status, StatusCode::OK);
    }
}
