//! News by e-mail through the public door: asked for, confirmed, told, ended; strangers learn nothing and flood nobody.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use council::access::{Actor, Role};
use council::alerts::gather::gather;
use council::alerts::outbox::{claim, prepare, sent};
use web::{Lang, Written, written};

use crate::door::{Answer, Browser, House, cities, refused, send};
use crate::petitions::{choice, choice_link, council};
use crate::training::{after, led};

const HOME: &str = "http://127.0.0.1:8080";

/// The next letter in words, with its address; it counts as sent.
async fn letter(house: &House) -> Option<(String, Written)> {
    let (db, clock) = (house.app.db(), house.app.clock());
    let program = Actor::program("Test");
    loop {
        let claimed = claim(db, &program, clock.now()).await.expect("asks")?;
        let Some(letter) = prepare(db, &claimed, clock).await.expect("is made ready") else {
            continue;
        };
        sent(db, &claimed, clock.now()).await.expect("is marked");
        let lang = Lang::from_code(&claimed.lang);
        return Some((
            claimed.email,
            written(&letter, lang, house.app.public_url()),
        ));
    }
}

async fn news(house: &House) -> u32 {
    gather(house.app.db(), house.app.clock(), Duration::ZERO)
        .await
        .expect("gathers")
}

/// The link of a letter that begins so, without the host.
fn link(letter: &Written, begins: &str) -> String {
    let head = format!("{HOME}{begins}");
    format!("{begins}{}", after(&letter.text, &head, '\n'))
}

/// Opens the link that a letter of confirmation holds, and presses the button.
async fn confirm(browser: &mut Browser, letter: &Written) {
    let link = link(letter, "/alerts/confirm/");
    assert_eq!(led(&send(browser, &link, &[]).await), "/alerts/confirmed");
}

/// Asks in a form and gives the letter that asks back.
async fn ask(house: &House, page: &str, email: &str) -> Written {
    let mut browser = house.browser();
    let values = [("email", email), ("topics", "unit"), ("topics", "meetings")];
    assert_eq!(
        led(&send(&mut browser, page, &values).await),
        "/alerts/sent"
    );
    let (to, letter) = letter(house).await.expect("a question");
    assert_eq!(to, email);
    letter
}

/// A letter with what differs from run to run left out.
fn shown(letter: &Written) -> String {
    let text = format!("{}\n\n{}", letter.subject, letter.text);
    let words = text.split_inclusive(['\n', ' ']).map(|word| {
        let Some((head, tail)) = word.rsplit_once('/') else {
            return word.to_owned();
        };
        let end = tail.trim_end();
        let is_name = end.len() >= 12
            && end
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        match is_name {
            true => format!("{head}/…{}", &tail[end.len()..]),
            false => word.to_owned(),
        }
    });
    words.collect()
}

/// Hands in what a voter says, makes a matter of it as the clerk, and gives the code and the matter.
async fn said(house: &House, clerk: &mut Browser, title: &str) -> (String, String) {
    let council = council(house).await;
    let mut voter = house.browser();
    let form = format!("/submit/{council}");
    let text = format!("{title}, xin các cơ quan xem xét");
    let values = [("text", text.as_str()), ("voter_name", "Lê Thị Bưởi")];
    let follow = led(&send(&mut voter, &form, &values).await);
    let code = follow.split(['?']).next().unwrap_or_default();
    let code = code.rsplit('/').next().unwrap_or_default().to_owned();
    let inbox = clerk.get(&format!("/councils/{council}/utterances")).await;
    let said = choice_link(&inbox, title, "/utterances/");
    let values = [
        ("title", title),
        ("field", "transport"),
        ("competence", "province"),
    ];
    led(&send(clerk, &format!("{said}/sort"), &values).await);
    let matter = choice_link(&clerk.get(&said).await, title, "/petitions/");
    (code, matter)
}

#[tokio::test]
async fn a_voter_hears_of_every_step_until_he_ends_it() {
    for house in cities().await {
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let (code, matter) = said(&house, &mut clerk, "Sửa đường số 5, khu vực 3").await;
        let mut voter = house.browser();
        let follow = format!("/follow/{code}");
        let form = format!("/alerts/new?code={code}");
        assert!(
            voter
                .get(&follow)
                .await
                .words()
                .contains("Nhận tin qua thư điện tử")
        );
        let wrong = voter
            .submit(&follow, &form, &[("email", "khong phai thu")])
            .await;
        refused(&wrong, "Thư điện tử chưa đúng");
        let asked = voter
            .submit(&follow, &form, &[("email", "Buoi@example.vn")])
            .await;
        assert_eq!(led(&asked), "/alerts/sent");
        let words = voter.get("/alerts/sent").await.words();
        assert!(
            words.contains("Hãy mở hộp thư") && !words.contains("buoi"),
            "{words}"
        );

        let (to, question) = letter(&house).await.expect("a question");
        assert_eq!(to, "buoi@example.vn");
        insta::assert_snapshot!(
            "alerts_question",
            shown(&question).replace(&printed(&code), "MÃ")
        );
        // Opening the link says nothing yet: programs that look for danger open links, too.
        let confirm_link = link(&question, "/alerts/confirm/");
        let page = voter.get(&confirm_link).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        let to = to_department(&mut clerk, &matter).await;
        let route = format!("{matter}/route");
        led(&send(&mut clerk, &route, &[("to", &to)]).await);
        assert_eq!(news(&house).await, 0);
        confirm(&mut voter, &question).await;
        assert!(
            voter
                .get("/alerts/confirmed")
                .await
                .words()
                .contains("Đã xác nhận")
        );
        confirm(&mut voter, &question).await;
        assert_eq!(news(&house).await, 0);

        let mut body = house.account(Role::Executive, "92", None).await;
        led(&send(&mut body, &format!("{matter}/accept"), &[]).await);
        let reply = [
            ("result", "in_hand"),
            ("outcome", "road_map"),
            ("promised_on", "31/03/2027"),
            ("text", "Kính gửi bà Lê Thị Bưởi"),
            ("number", "12/SXD-VP"),
            ("signed_on", "24/11/2026"),
            ("author", "Sở Xây dựng"),
        ];
        led(&send(&mut body, &format!("{matter}/reply"), &reply).await);
        assert_eq!((news(&house).await, news(&house).await), (1, 0));
        let (_, told) = letter(&house).await.expect("news");
        insta::assert_snapshot!(
            "alerts_news_of_a_code",
            shown(&told).replace(&printed(&code), "MÃ")
        );
        assert!(
            !told.text.contains("Bưởi") && !told.text.contains("buoi"),
            "{}",
            told.text
        );
        assert!(
            told.text.contains(&format!("{HOME}{follow}")),
            "{}",
            told.text
        );

        let end = link(&told, "/alerts/end/");
        assert_eq!(told.unsubscribe, format!("{HOME}{end}/now"));
        let mut anybody = house.browser();
        let page = anybody.get(&end).await.words();
        assert!(
            page.contains("Thôi nhận tin") && !page.contains("example.vn"),
            "{page}"
        );
        assert_eq!(led(&anybody.get(&format!("{end}/now")).await), end);
        assert_eq!(led(&send(&mut anybody, &end, &[]).await), "/alerts/ended");
        assert_eq!(anybody.get(&end).await.status, StatusCode::GONE);
        assert_eq!(voter.get(&confirm_link).await.status, StatusCode::GONE);
        led(&send(
            &mut clerk,
            &format!("{matter}/urge"),
            &[("kind", "reminder"), ("note", "Đôn đốc")],
        )
        .await);
        assert_eq!(news(&house).await, 0);
        // What was done is in the trail, the address is not.
        let trail = house
            .account(Role::Auditor, "", None)
            .await
            .get("/audit")
            .await;
        let words = trail.words();
        assert!(words.contains("Thôi nhận tin, xóa địa chỉ"), "{words}");
        assert!(!trail.text().contains("buoi@example.vn"));
    }
}

fn printed(code: &str) -> String {
    format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..])
}

async fn to_department(clerk: &mut Browser, matter: &str) -> String {
    let page = clerk.get(&format!("{matter}/route")).await;
    choice(&page, "Sở Xây dựng thành phố Cần Thơ")
}

#[tokio::test]
async fn a_commune_hears_of_its_matters_and_meetings_in_one_letter() {
    for house in cities().await {
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let ahead = clerk.get("/api/v1/contacts").await.json();
        let items = ahead["items"].as_array().expect("meetings");
        let open = |item: &&serde_json::Value| item["state"] != "cancelled" && item["path"] == "92";
        let meeting = items.iter().find(open).expect("a meeting ahead");
        let (contact, unit) = (&meeting["id"], &meeting["unit_id"]);
        let contact = contact.as_str().expect("an identifier").to_owned();
        let unit = unit.as_str().expect("a unit").to_owned();
        let page = format!("/alerts/new?unit={unit}");
        let list = clerk.get(&format!("/petitions?unit={unit}")).await.text();
        assert!(
            list.contains(&format!("href=\"{page}\"")),
            "the list offers the form"
        );
        let nothing = send(&mut house.browser(), &page, &[("email", "a@example.vn")]).await;
        refused(&nothing, "Chưa nhập");
        let question = ask(&house, &page, "phuong@example.vn").await;
        confirm(&mut house.browser(), &question).await;

        let cancel = format!("/contacts/{contact}/cancel");
        led(&send(&mut clerk, &cancel, &[("reason", "Ông Nguyễn Văn Ba bận")]).await);
        let council = council(&house).await;
        let mut voter = house.browser();
        let values = [("text", "Cống tràn khi mưa lớn"), ("unit", unit.as_str())];
        led(&send(&mut voter, &format!("/submit/{council}"), &values).await);
        let inbox = clerk.get(&format!("/councils/{council}/utterances")).await;
        let said = choice_link(&inbox, "Cống tràn khi mưa lớn", "/utterances/");
        let values = [
            ("title", "Nạo vét cống"),
            ("field", "urban"),
            ("competence", "province"),
        ];
        led(&send(&mut clerk, &format!("{said}/sort"), &values).await);

        assert_eq!(news(&house).await, 1);
        let (_, told) = letter(&house).await.expect("news");
        insta::assert_snapshot!("alerts_news_of_a_commune", shown(&told));
        assert!(!told.text.contains("Nguyễn Văn Ba"), "{}", told.text);
        assert!(
            told.text.contains(&format!("{HOME}/contacts/{contact}")),
            "{}",
            told.text
        );
        assert!(letter(&house).await.is_none());

        // One of the two is ended; the other goes on.
        let end = link(&told, "/alerts/end/");
        let mut browser = house.browser();
        let page = browser.get(&end).await.text();
        let one = after(&page, "name=\"subscription\" value=\"", '"');
        led(&send(&mut browser, &end, &[("subscription", &one)]).await);
        let left = browser.get(&end).await.words();
        assert!(
            left.contains("tiếp xúc cử tri") && !left.contains("Kiến nghị của cử tri tại"),
            "{left}"
        );

        // The one click of a mail program: no cookies, no token of a form, another site's machine.
        let now = format!("{end}/now");
        let wrong = one_click(&house, &now, "x=y").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = one_click(&house, &now, "List-Unsubscribe=One-Click").await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text());
        assert_eq!(browser.get(&end).await.status, StatusCode::GONE);
        let again = one_click(&house, &now, "List-Unsubscribe=One-Click").await;
        assert_eq!(again.status, StatusCode::GONE);
    }
}

async fn one_click(house: &House, path: &str, body: &str) -> Answer {
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let body = Body::from(body.to_owned());
    house.browser().send(Method::POST, path, body, &kind).await
}

#[tokio::test]
async fn strangers_learn_nothing_of_an_address_and_flood_nobody() {
    for house in cities().await {
        let council = council(&house).await;
        let page = format!("/alerts/new?council={council}");
        let question = ask(&house, &page, "quen@example.vn").await;
        confirm(&mut house.browser(), &question).await;

        // Known or not, asked often or not: the answer is the same to the byte.
        let mut answers = Vec::new();
        for email in [
            "quen@example.vn",
            "la@example.vn",
            "quen@example.vn",
            "quen@example.vn",
            "quen@example.vn",
        ] {
            let mut stranger = house.browser();
            let answer = send(&mut stranger, &page, &[("email", email)]).await;
            assert_eq!(led(&answer), "/alerts/sent");
            let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            answers.push((answer.status, names, answer.bytes.clone()));
            assert!(
                !stranger
                    .get("/alerts/sent")
                    .await
                    .text()
                    .contains("example.vn")
            );
        }
        assert!(
            answers.iter().all(|answer| *answer == answers[0]),
            "{answers:?}"
        );
        let mut letters = Vec::new();
        while let Some((to, _)) = letter(&house).await {
            letters.push(to);
        }
        // Three in an hour go to one address, whatever is asked.
        letters.sort();
        assert_eq!(
            letters,
            ["la@example.vn", "quen@example.vn", "quen@example.vn"]
        );

        let mut slowed = None;
        let mut stranger = house.browser();
        for turn in 0..20 {
            let email = format!("so{turn}@example.vn");
            let answer = send(&mut stranger, &page, &[("email", &email)]).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.text().contains(&email), "what was typed is kept");
                slowed = Some(turn);
                break;
            }
        }
        // Ten at once; six were used above.
        assert_eq!(slowed, Some(4));

        let mut browser = house.browser();
        for wrong in [
            "/alerts/new",
            "/alerts/new?code=AAAA-AAAA-AAAA",
            "/alerts/new?unit=01936a2e-0000-7000-8000-00000000abcd",
        ] {
            assert_eq!(
                browser.get(wrong).await.status,
                StatusCode::NOT_FOUND,
                "{wrong}"
            );
        }
        for wrong in ["confirm", "end"] {
            let page = browser.get(&format!("/alerts/{wrong}/nothing")).await;
            assert_eq!(page.status, StatusCode::GONE, "{}", page.words());
        }

        // Without a mail server there is the feed.
        let house = house.without_letters();
        let words = house.browser().get(&page).await;
        assert!(
            words.text().contains("/petitions.atom?council="),
            "{}",
            words.words()
        );
        assert!(!words.text().contains("name=\"email\""));
        let fields = [("email".to_owned(), "a@example.vn".to_owned())];
        let answer = house.browser().post(&page, &fields).await;
        assert_ne!(answer.status, StatusCode::SEE_OTHER);
    }
}
