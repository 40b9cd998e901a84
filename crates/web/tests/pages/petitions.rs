//! What voters ask, through the public door: sent without an account, sorted, passed on, answered, judged, reopened; lists and reports.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{Answer, Browser, House, cities, refused, send};
use crate::training::led;

/// The city's council of today in the sample: its identifier.
pub(crate) async fn council(house: &House) -> String {
    let list = house
        .browser()
        .get("/api/v1/petitions?scope=92")
        .await
        .json();
    let items = list["items"].as_array().expect("matters");
    let first = items
        .iter()
        .find(|item| item["path"] == "92")
        .unwrap_or_else(|| panic!("a matter of the city in {list}"));
    first["council_id"].as_str().expect("a council").to_owned()
}

/// The value of the first choice that names something.
pub(crate) fn choice(page: &Answer, words: &str) -> String {
    let text = page.text();
    let before = text.split(words).next().unwrap_or_default();
    let value = before.rsplit("value=\"").next().unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_voter_sends_and_follows_until_it_is_settled_and_says_it_is_not() {
    for house in cities().await {
        let council = council(&house).await;
        let mut voter = house.browser();
        let found = voter.get("/submit?q=cai%20khe").await;
        assert!(
            found.words().contains("Phường Cái Khế"),
            "{}",
            found.words()
        );
        // A name from before the merger leads to the commune of today.
        let old = voter
            .get("/submit?q=x%C3%A3%20giai%20xu%C3%A2n")
            .await
            .words();
        assert!(old.contains("Tên trước đây: Xã Giai Xuân"), "{old}");

        let form = format!("/submit/{council}");
        let text = "Đường số 5 khu vực 3 hư hỏng nặng, xe máy thường bị ngã";
        let bad = [
            ("text", text),
            ("voter_phone", "12"),
            ("hamlet", "Khu vực 3"),
        ];
        let answer = send(&mut voter, &form, &bad).await;
        refused(&answer, "Số điện thoại chưa đúng");
        assert!(answer.words().contains(text), "what was typed is kept");
        let good = [
            ("text", text),
            ("voter_name", "Lê Thị Bưởi"),
            ("voter_phone", "0909 000 111"),
            ("hamlet", "Khu vực 3"),
        ];
        let sent = led(&send(&mut voter, &form, &good).await);
        assert!(sent.starts_with("/follow/"), "{sent}");
        let words = voter.get(&sent).await.words();
        for said in ["Đã nhận ý kiến của bạn", "sẽ phân loại", text] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let follow = sent.split('?').next().unwrap_or_default().to_owned();
        let code = follow.rsplit('/').next().unwrap_or_default().to_owned();
        let wrong = voter.get("/follow?code=7K3M-9QXT-2BFZ").await.words();
        assert!(
            wrong.contains("Mã theo dõi chưa đúng") || wrong.contains("Không tìm thấy"),
            "{wrong}"
        );
        let spaced = format!(
            "/follow?code={}%20{}",
            &code[..4].to_lowercase(),
            &code[4..]
        );
        assert_eq!(led(&voter.get(&spaced).await), follow);

        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let desk = format!("/councils/{council}/utterances");
        let inbox = clerk.get(&desk).await;
        let said = choice_link(&inbox, "Đường số 5 khu vực 3", "/utterances/");
        let page = clerk.get(&said).await.words();
        assert!(
            page.contains("Lê Thị Bưởi") && page.contains("0909 000 111"),
            "{page}"
        );
        let sort = format!("{said}/sort");
        let parts = [
            ("title", ""),
            ("field", "transport"),
            ("competence", "province"),
        ];
        refused(&send(&mut clerk, &sort, &parts).await, "Chưa nhập");
        let parts = [
            ("title", "Sửa đường số 5, khu vực 3"),
            ("field", "transport"),
            ("competence", "province"),
            ("title_2", "Lắp đèn chiếu sáng đường số 5"),
            ("field_2", "utilities"),
            ("competence_2", "province"),
        ];
        assert_eq!(led(&send(&mut clerk, &sort, &parts).await), said);
        let matter = choice_link(
            &clerk.get(&said).await,
            "Sửa đường số 5, khu vực 3",
            "/petitions/",
        );
        let route = format!("{matter}/route");
        refused(&send(&mut clerk, &route, &[("to", "")]).await, "Chưa nhập");
        let holder = choice(&clerk.get(&route).await, "Sở Xây dựng thành phố Cần Thơ");
        led(&send(&mut clerk, &route, &[("to", &holder)]).await);
        let words = voter.get(&matter).await.words();
        assert!(words.contains("Đã chuyển Sở Xây dựng"), "{words}");
        assert!(words.contains("Phải trả lời chậm nhất ngày"), "{words}");
        assert!(
            !words.contains("Lê Thị Bưởi") && !words.contains("0909"),
            "{words}"
        );

        let mut body = house.account(Role::Executive, "92", None).await;
        led(&send(&mut body, &format!("{matter}/accept"), &[]).await);
        let reply = format!("{matter}/reply");
        let mut values = vec![
            ("result", "settled"),
            ("outcome", ""),
            ("text", "Đã sửa xong."),
            ("number", "12/SXD-VP"),
            ("signed_on", "24/11/2026"),
            ("author", "Sở Xây dựng"),
        ];
        refused(&send(&mut body, &reply, &values).await, "kết quả cụ thể");
        values[1].1 = "carried_out";
        led(&send(&mut body, &reply, &values).await);
        let words = voter.get(&follow).await.words();
        for said in [
            "Đã giải quyết xong",
            "12/SXD-VP",
            "Đã sửa xong.",
            "đã được giải quyết chưa",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let id = matter.rsplit('/').next().unwrap_or_default();
        let judged = voter
            .submit(
                &follow,
                &follow,
                &[("matter", id), ("satisfied", "no"), ("note", "")],
            )
            .await;
        refused(&judged, "điều gì chưa được giải quyết");
        let values = [
            ("matter", id),
            ("satisfied", "no"),
            ("note", "Ổ gà vẫn còn"),
        ];
        led(&voter.submit(&follow, &follow, &values).await);
        let page = clerk.get(&matter).await.words();
        assert!(
            page.contains("Cử tri cho là chưa giải quyết") && page.contains("Ổ gà vẫn còn"),
            "{page}"
        );
        let public = voter.get(&matter).await.words();
        assert!(!public.contains("Ổ gà vẫn còn"), "{public}");
        led(&send(
            &mut clerk,
            &format!("{matter}/reopen"),
            &[("reason", "Cử tri phản ánh")],
        )
        .await);
        led(&send(
            &mut clerk,
            &format!("{matter}/urge"),
            &[("kind", "question"), ("note", "Đề nghị chất vấn")],
        )
        .await);
        let words = voter.get(&matter).await.words();
        assert!(
            words.contains("Mở lại") && words.contains("Đề nghị chất vấn tại kỳ họp"),
            "{words}"
        );

        for end in ["sort", "join", "close"] {
            let refused = voter.get(&format!("{said}/{end}")).await;
            assert_ne!(refused.status, StatusCode::OK, "{end}");
        }
        assert_ne!(voter.get(&desk).await.status, StatusCode::OK);
        assert_ne!(voter.get(&said).await.status, StatusCode::OK);
        let mut stranger = house.account(Role::Clerk, "01", None).await;
        for page in [&desk, &said, &route] {
            assert_eq!(
                stranger.get(page).await.status,
                StatusCode::FORBIDDEN,
                "{page}"
            );
        }
        let json = voter.get(&format!("/api/v1{matter}")).await.json();
        assert!(
            json["voices"][0]["phone"].is_null() && json["voices"][0]["text"].is_null(),
            "{json}"
        );
    }
}

/// The address of the link with these words that begins so.
pub(crate) fn choice_link(page: &Answer, words: &str, begins: &str) -> String {
    let text = page.text();
    for (at, _) in text.match_indices(words) {
        let before = &text[..at];
        let Some(open) = before.rfind("href=\"") else {
            continue;
        };
        let href = before[open + 6..].split('"').next().unwrap_or_default();
        if href.starts_with(begins) {
            return href.to_owned();
        }
    }
    panic!("no link {words} in {}", page.words())
}

#[tokio::test]
async fn boards_and_reports_add_up_and_are_taken_away() {
    for house in cities().await {
        let council = council(&house).await;
        let mut voter = house.browser();
        let home = format!("/councils/{council}/petitions");
        for by in ["holder", "field", "unit", "competence", "board"] {
            let board = voter.get(&format!("/api/v1{home}?by={by}")).await.json();
            let sum = |key: &str| -> u64 {
                let rows = board["rows"].as_array().expect("rows");
                rows.iter()
                    .map(|row| row["tally"][key].as_u64().expect(key))
                    .sum()
            };
            for key in [
                "total",
                "settled",
                "explained",
                "in_hand",
                "not_settled",
                "late",
                "voices",
            ] {
                assert_eq!(Some(sum(key)), board["all"][key].as_u64(), "{by} {key}");
            }
            assert!(board["all"]["late"].as_u64().expect("late") > 0, "{board}");
            let page = voter.get(&format!("{home}?by={by}")).await;
            assert_eq!(page.status, StatusCode::OK, "{by}");
        }
        let report = voter.get(&format!("{home}/report")).await;
        let words = report.words();
        assert!(
            words.contains("Các phép cộng trong báo cáo đều khớp"),
            "{words}"
        );
        for part in [
            "linh-vuc",
            "co-quan",
            "tham-quyen",
            "dia-phuong",
            "ban",
            "ton-dong",
            "dang-giai-quyet",
            "tra-loi",
        ] {
            for ending in ["xlsx", "docx"] {
                let file = voter.get(&format!("{home}/report/{part}.{ending}")).await;
                assert_eq!(file.status, StatusCode::OK, "{part}.{ending}");
                assert!(file.bytes.starts_with(b"PK"), "{part}.{ending}");
            }
        }
        let missing = voter.get(&format!("{home}/report/khac.xlsx")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        // A figure opens its records.
        let late = voter
            .get(&format!("/api/v1/petitions?council={council}&timing=late"))
            .await
            .json();
        let long = voter
            .get(&format!(
                "/api/v1/petitions?council={council}&timing=long_late"
            ))
            .await
            .json();
        let board = voter.get(&format!("/api/v1{home}")).await.json();
        let both = late["total"].as_u64().expect("late") + long["total"].as_u64().expect("long");
        assert_eq!(Some(both), board["all"]["late"].as_u64());
        for ending in ["xlsx", "csv"] {
            let file = voter
                .get(&format!("/petitions.{ending}?council={council}"))
                .await;
            assert_eq!(file.status, StatusCode::OK, "{ending}");
        }
        let feed = voter
            .get(&format!("/petitions.atom?council={council}"))
            .await;
        let text = feed.text();
        assert!(
            text.starts_with("<?xml") && text.matches("<entry>").count() == 50,
            "{text}"
        );
        // The real round: 154 utterances hold 161 matters.
        let old = voter
            .get("/api/v1/petitions?scope=92&on=2024-06-30&q=s%E1%BB%ADa")
            .await
            .json();
        let then = old["items"][0]["council_id"].as_str().expect("a council");
        let page = voter
            .get(&format!(
                "/councils/{then}/petitions/report?from=03/06/2024&to=20/06/2024"
            ))
            .await
            .words();
        assert!(page.contains("154 lượt ý kiến gồm 161 nội dung"), "{page}");
    }
}

#[tokio::test]
async fn floods_from_one_address_are_slowed_and_nothing_typed_is_lost() {
    for house in cities().await {
        let council = council(&house).await;
        let form = format!("/submit/{council}");
        let mut voter = house.browser();
        let mut slowed = None;
        for turn in 0..40 {
            let text = format!("Kiến nghị thứ {turn}");
            let answer = send(&mut voter, &form, &[("text", &text)]).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.words().contains(&text), "{}", answer.words());
                slowed = Some(turn);
                break;
            }
        }
        assert_eq!(slowed, Some(30));
    }
}

#[tokio::test]
async fn what_is_asked_already_is_suggested_whether_typed_with_marks_or_without() {
    for house in cities().await {
        let council = council(&house).await;
        let mut voter = house.browser();
        let list = voter
            .get(&format!("/api/v1/petitions?council={council}"))
            .await
            .json();
        let title = list["items"][0]["title"]
            .as_str()
            .expect("a title")
            .to_owned();
        let path = format!("/councils/{council}/petitions/alike");
        let typing = |text: &str| {
            [("text", text), ("unit", "")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        for typed in [title.clone(), kernel::vi::fold(&title)] {
            let answer = voter.post(&path, &typing(&typed)).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(
                answer.words().contains(&title),
                "{typed}: {}",
                answer.words()
            );
            // A piece of a page, not a page.
            assert!(!answer.text().contains("<html"), "{}", answer.text());
        }
        for nothing in ["", "zzz qqq www", "<script>alert(1)</script>"] {
            let answer = voter.post(&path, &typing(nothing)).await;
            assert_eq!(
                (answer.status, answer.text().as_str()),
                (StatusCode::OK, ""),
                "{nothing}"
            );
        }
        let mut slowed = false;
        for _ in 0..80 {
            let answer = voter.post(&path, &typing(&title)).await;
            slowed |= answer.status != StatusCode::OK;
        }
        assert!(slowed, "a flood of questions is slowed");
    }
}

/// What the outbox of the field book sends of one entry, but for the token.
fn entry(id: &str, text: &str, written_at: &str) -> Vec<(String, String)> {
    let pairs = [
        ("id", id),
        ("text", text),
        ("hamlet", "Khu vực 3"),
        ("unit", ""),
        ("contact", ""),
        ("voter_name", "Lê Thị Bưởi"),
        ("voter_phone", "0909 000 111"),
        ("written_at", written_at),
    ];
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    pairs.into_iter().map(own).collect()
}

async fn deliver(
    browser: &mut Browser,
    council: &str,
    mut fields: Vec<(String, String)>,
) -> Answer {
    let begun = browser.get("/api/outbox").await.json();
    let csrf = begun["csrf"].as_str().unwrap_or_default().to_owned();
    fields.push(("csrf".to_owned(), csrf));
    browser
        .post(&format!("/api/outbox/{council}"), &fields)
        .await
}

#[tokio::test]
async fn an_entry_of_the_field_book_is_taken_once_and_a_differing_one_is_told() {
    for house in cities().await {
        let council = council(&house).await;
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let id = "01936a2e-0000-7000-8000-00000000abcd";
        let written = "2026-11-23T18:30:00.123Z";
        let first = entry(id, "Cống tràn khi mưa", written);
        let taken = deliver(&mut clerk, &council, first.clone()).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        let link = taken.json()["link"].as_str().expect("a link").to_owned();
        let again = deliver(&mut clerk, &council, first.clone()).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text());
        assert_eq!(again.json()["link"], link.as_str());
        let other = entry(id, "Cống tràn và đèn tắt", written);
        let told = deliver(&mut clerk, &council, other).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text());
        let stored = &told.json()["stored"];
        assert_eq!(stored["text"], "Cống tràn khi mưa");
        assert_eq!(stored["voter"], "Lê Thị Bưởi 0909 000 111");

        let words = clerk.get(&link).await.words();
        // 18:30 in London is half past one of the next day here: the day it was said.
        for said in [
            "Cống tràn khi mưa",
            "24/11/2026 01:30",
            "24/11/2026 10:00",
            "Ý kiến ngày 24/11/2026",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let inbox = clerk
            .get(&format!("/councils/{council}/utterances"))
            .await
            .text();
        assert_eq!(inbox.matches("Cống tràn").count(), 1);

        // A clock that runs ahead is cut to now.
        let ahead = "01936a2e-0000-7000-8000-00000000abce";
        let fields = entry(ahead, "Đèn tắt", "2027-01-01T00:00:00Z");
        let taken = deliver(&mut clerk, &council, fields).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        let words = clerk.get(&format!("/utterances/{ahead}")).await.words();
        assert!(
            !words.contains("2027") && words.contains("Ý kiến ngày 24/11/2026"),
            "{words}"
        );

        for (fields, said) in [
            (
                entry("01936a2e-0000-7000-8000-00000000abcf", " ", written),
                "text",
            ),
            (entry("no-id", "Đường hư", written), "id"),
            (
                entry(
                    "01936a2e-0000-7000-8000-00000000abcf",
                    "Đường hư",
                    "yesterday",
                ),
                "written_at",
            ),
        ] {
            let refused = deliver(&mut clerk, &council, fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.json()["problems"][0]["field"], said);
        }

        // Nobody else, nothing without the token, and nothing of another council by its identifier.
        let mut voter = house.browser();
        let begun = voter.get("/api/outbox").await;
        assert_eq!(
            (begun.status, begun.json()["code"].as_str()),
            (StatusCode::FORBIDDEN, Some("sign_in"))
        );
        let page = format!("/councils/{council}/utterances/field");
        assert_eq!(voter.get(&page).await.status, StatusCode::FORBIDDEN);
        let bare = clerk.post(&format!("/api/outbox/{council}"), &first).await;
        assert_eq!(bare.json()["problems"][0]["code"], "form-expired");
        let mut stranger = house.account(Role::Clerk, "01", None).await;
        let refused = deliver(&mut stranger, &council, first).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
        assert!(!refused.text().contains("Cống tràn"));
    }
}

#[tokio::test]
async fn the_field_book_works_without_scripts_and_is_kept_for_its_reader() {
    for house in cities().await {
        let council = council(&house).await;
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let page = format!("/councils/{council}/utterances/field");
        let shown = clerk.get(&page).await;
        let account = shown.headers["x-kept-for"].to_str().expect("an account");
        assert!(
            shown
                .text()
                .contains(&format!("data-account=\"{account}\""))
        );
        assert!(
            !shown.text().contains("field-word-"),
            "every word is in the catalogue"
        );
        let other = clerk.get(&format!("{page}?lang=en")).await.text();
        assert!(!other.contains("field-word-") && other.contains("Waiting to be sent"));

        let mut fields = clerk.hidden(&page, &page).await;
        let text = |text: &str| ("text".to_owned(), text.to_owned());
        let hamlet = ("hamlet".to_owned(), "Khu vực 5".to_owned());
        let refused = clerk.post(&page, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        fields.extend([hamlet, text("Chợ ngập nước")]);
        let back = led(&clerk.post(&page, &fields).await);
        assert!(back.starts_with(&page), "{back}");
        let words = clerk.get(&back).await;
        assert!(
            words.words().contains("Đã lưu ý kiến") && words.text().contains("value=\"Khu vực 5\"")
        );
        // The same form once more, changed after going back in the browser: told, not lost.
        led(&clerk.post(&page, &fields).await);
        let last = fields.len() - 1;
        fields[last] = text("Chợ ngập nước, hôi");
        let told = clerk.post(&page, &fields).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = told.words();
        assert!(
            words.contains("nội dung khác") && words.contains("Chợ ngập nước, hôi"),
            "{words}"
        );
        let inbox = clerk
            .get(&format!("/councils/{council}/utterances"))
            .await
            .text();
        assert_eq!(inbox.matches("Chợ ngập nước").count(), 1);

        let worker = clerk.get("/sw.js").await;
        assert_eq!(worker.headers["cache-control"], "no-cache");
        assert!(worker.kind.starts_with("text/javascript"));
        let policy = worker.headers["content-security-policy"]
            .to_str()
            .expect("text");
        assert!(policy.contains("worker-src 'self'"), "{policy}");
    }
}
