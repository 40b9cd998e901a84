//! Petitions that go to another place as a file, are answered there, and come back as a file; each once.

use axum::http::StatusCode;
use council::access::Role;
use council::bodies::queries::councils_below;

use crate::door::{Answer, Browser, House, cities, refused, send};
use crate::petitions::{choice_link, council};
use crate::training::led;

/// The council of the first commune of the sample.
async fn commune(house: &House) -> String {
    let day = house.app.clock().today();
    let found = councils_below(house.app.db(), "92/31120", day, 1).await;
    found.expect("councils")[0].id.to_string()
}

/// Hands a file in and gives the page on which it is looked at.
async fn handed_in(clerk: &mut Browser, page: &str, file: &[u8]) -> String {
    led(&clerk.upload(page, page, &[], ("trao-doi.json", file)).await)
}

/// Writes the file of the first matter that can be passed on; gives it with the matter's address and number.
async fn written(clerk: &mut Browser, page: &str) -> (Answer, String, String) {
    let shown = clerk.get(page).await.text();
    let offered = shown
        .split("name=\"matter\"")
        .nth(1)
        .expect("a matter to choose");
    let id = offered
        .split("value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("its identifier");
    let action = format!("{page}/matters");
    let values = [
        ("matter", id),
        ("reason", "HĐND tỉnh Vĩnh Long, công văn 45/HĐND-VP"),
    ];
    let file = clerk.submit(page, &action, &values).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.words());
    let number = file.json()["content"]["matters"][0]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    (file, format!("/petitions/{id}"), number)
}

#[tokio::test]
async fn a_matter_goes_by_file_is_answered_there_and_the_answer_comes_back() {
    for house in cities().await {
        let (city, commune) = (council(&house).await, commune(&house).await);
        let (there, here) = (
            format!("/councils/{commune}/exchange"),
            format!("/councils/{city}/exchange"),
        );
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let mut other = house.account(Role::Clerk, "92/31120", None).await;
        let mut front = house.account(Role::Front, "92", None).await;
        assert_eq!(front.get(&here).await.status, StatusCode::FORBIDDEN);
        assert_eq!(other.get(&here).await.status, StatusCode::FORBIDDEN);
        let action = format!("{here}/matters");
        let none = clerk
            .submit(&here, &action, &[("reason", "Vĩnh Long")])
            .await;
        refused(&none, "Hãy chọn ít nhất một nội dung");
        let (file, asked, number) = written(&mut clerk, &here).await;
        assert!(
            !file.text().contains("voter") && !file.text().contains("phone"),
            "{}",
            file.text()
        );

        let page = handed_in(&mut other, &there, &file.bytes).await;
        let seen = other.get(&page).await.words();
        assert!(
            seen.contains("Tệp của HĐND thành phố Cần Thơ") && seen.contains(&number),
            "{seen}"
        );
        assert_eq!(front.get(&page).await.status, StatusCode::FORBIDDEN);
        led(&other.submit(&page, &format!("{page}/enter"), &[]).await);
        let entered = other.get(&page).await;
        let matter = choice_link(
            &entered,
            file.json()["content"]["matters"][0]["title"]
                .as_str()
                .expect("a title"),
            "/petitions/",
        );
        assert_ne!(matter, asked);
        let words = house.browser().get(&matter).await.words();
        assert!(
            words.contains(&format!("Từ HĐND thành phố Cần Thơ, {number}")),
            "{words}"
        );
        // The same file once more has nothing to enter; the one who sent it cannot enter it either.
        let again = handed_in(&mut other, &there, &file.bytes).await;
        assert!(
            other
                .get(&again)
                .await
                .words()
                .contains("không có gì để nhập")
        );
        let own = handed_in(&mut clerk, &here, &file.bytes).await;
        let words = clerk.get(&own).await.words();
        assert!(
            words.contains("do chính hội đồng mình chuyển đi"),
            "{words}"
        );
        led(&clerk.submit(&own, &format!("{own}/discard"), &[]).await);

        let answers = format!("{there}/answers");
        assert!(
            !other.get(&there).await.text().contains(&answers),
            "nothing to answer yet"
        );
        let reply = [
            ("result", "settled"),
            ("outcome", "carried_out"),
            ("text", "Đã làm xong.\nCảm ơn cử tri."),
            ("number", "45/UBND-VP"),
            ("signed_on", "24/11/2026"),
            ("author", "UBND phường Cái Khế"),
        ];
        led(&send(&mut other, &format!("{matter}/reply"), &reply).await);
        let back = other.submit(&there, &answers, &[]).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.words());

        let before = house.browser().get(&asked).await.words();
        let page = handed_in(&mut clerk, &here, &back.bytes).await;
        let seen = clerk.get(&page).await.words();
        for said in [
            "→ Đã giải quyết xong",
            "45/UBND-VP",
            "UBND phường Cái Khế",
            "Cảm ơn cử tri.",
        ] {
            assert!(seen.contains(said), "{said}: {seen}");
        }
        assert_eq!(
            house.browser().get(&asked).await.words(),
            before,
            "looking changes nothing"
        );
        led(&clerk.submit(&page, &format!("{page}/enter"), &[]).await);
        let words = house.browser().get(&asked).await.words();
        for said in ["Đã giải quyết xong", "45/UBND-VP", "Đã làm xong."] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let again = handed_in(&mut clerk, &here, &back.bytes).await;
        assert!(
            clerk
                .get(&again)
                .await
                .words()
                .contains("không có gì để nhập")
        );
        let trail = clerk.get("/audit").await.words();
        assert!(trail.contains("Trao đổi kiến nghị bằng tệp"), "{trail}");
    }
}

#[tokio::test]
async fn what_changed_after_it_was_seen_and_what_is_no_file_of_ours_is_told() {
    for house in cities().await {
        let city = council(&house).await;
        let here = format!("/councils/{city}/exchange");
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let (file, _, _) = written(&mut clerk, &here).await;
        refused(
            &clerk.upload_all(&here, &here, &[], "file", &[]).await,
            "Hãy chọn một tệp",
        );
        let changed = file.text().replace("KN-", "KB-");
        for (bytes, said) in [
            (b"{}".as_slice(), "không phải tệp trao đổi"),
            (changed.as_bytes(), "mã kiểm tra không khớp"),
        ] {
            let answer = clerk.upload(&here, &here, &[], ("x.json", bytes)).await;
            refused(&answer, said);
        }
        // Two clerks look at one file; the second to enter is told that what he or she saw has changed.
        let commune = commune(&house).await;
        let there = format!("/councils/{commune}/exchange");
        let mut other = house.account(Role::Clerk, "92/31120", None).await;
        let (first, second) = (
            handed_in(&mut other, &there, &file.bytes).await,
            handed_in(&mut other, &there, &file.bytes).await,
        );
        let seen = other.hidden(&second, &format!("{second}/enter")).await;
        led(&other.submit(&first, &format!("{first}/enter"), &[]).await);
        let late = other.post(&format!("{second}/enter"), &seen).await;
        refused(&late, "Dữ liệu đã thay đổi sau khi xem trước");
        led(&other
            .submit(&second, &format!("{second}/discard"), &[])
            .await);
    }
}
