//! Open311 GeoReport v2 through the public door: what a hotline reads, what it hands in, and everything that is refused.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use council::access::Role;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value as Json;

use crate::door::{Answer, Browser, House, cities, refused, send};
use crate::petitions::{choice_link, council};
use crate::training::led;

/// An element of XML: its name, the elements in it, or its words.
#[derive(Debug)]
struct Element {
    name: String,
    inside: Vec<Element>,
    words: String,
}

/// Reads XML strictly: what is not well formed fails the test.
fn xml(text: &str) -> Element {
    assert!(
        text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        "{text}"
    );
    let mut reader = Reader::from_str(text);
    let element = |name: &str| Element {
        name: name.to_owned(),
        inside: Vec::new(),
        words: String::new(),
    };
    let mut open = vec![element("document")];
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {text}"));
        let last = open.last_mut().expect("the document");
        match event {
            Event::Start(tag) => open.push(element(tag.name().as_ref())),
            Event::Empty(tag) => last.inside.push(element(tag.name().as_ref())),
            Event::End(_) => {
                let done = open.pop().expect("an element");
                open.last_mut().expect("the document").inside.push(done);
            }
            Event::Text(words) => last.words.push_str(&words.xml10_content()),
            Event::GeneralRef(name) => match name.as_ref() {
                "amp" => last.words.push('&'),
                "lt" => last.words.push('<'),
                "gt" => last.words.push('>'),
                "quot" => last.words.push('"'),
                "apos" | "#39" => last.words.push('\''),
                other => panic!("the reference {other:?} in {text}"),
            },
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{other:?} in {text}"),
        }
    }
    assert_eq!(open.len(), 1, "{text}");
    open.remove(0).inside.remove(0)
}

/// Whether XML says what JSON says.
fn assert_same(xml: &Element, json: &Json) {
    match json {
        Json::Array(items) => {
            assert_eq!(xml.inside.len(), items.len(), "{}", xml.name);
            xml.inside
                .iter()
                .zip(items)
                .for_each(|(xml, json)| assert_same(xml, json));
        }
        Json::Object(fields) => {
            assert_eq!(xml.inside.len(), fields.len(), "{json}");
            xml.inside
                .iter()
                .for_each(|part| assert_same(part, &fields[&part.name]));
        }
        Json::Null => assert!(xml.inside.is_empty() && xml.words.is_empty(), "{xml:?}"),
        Json::String(text) => assert_eq!(xml.words, *text),
        other => assert_eq!(xml.words, other.to_string()),
    }
}

/// Asks as XML and as JSON, holds the one against the other, and gives the JSON.
async fn asked(browser: &mut Browser, path: &str, query: &str) -> Json {
    let of = |ending: &str| format!("/open311/v2/{path}.{ending}?{query}");
    let (as_xml, as_json) = (
        browser.get(&of("xml")).await,
        browser.get(&of("json")).await,
    );
    assert_eq!(as_xml.status, as_json.status, "{path}?{query}");
    assert_eq!(as_xml.kind, "text/xml; charset=utf-8", "{}", as_xml.text());
    assert_eq!(as_json.kind, "application/json; charset=utf-8");
    assert_same(&xml(&as_xml.text()), &as_json.json());
    as_json.json()
}

/// What is refused, as XML and as JSON: the status, in the body too, and the words.
async fn told(browser: &mut Browser, path: &str, query: &str, status: u16, words: &str) {
    let errors = asked(browser, path, query).await;
    assert_eq!(errors[0]["code"], status, "{path}?{query}: {errors}");
    let description = errors[0]["description"].as_str().expect("a description");
    assert!(description.contains(words), "{words}: {description}");
    let answer = browser
        .get(&format!("/open311/v2/{path}.xml?{query}"))
        .await;
    assert_eq!(answer.status.as_u16(), status);
    assert_eq!(xml(&answer.text()).name, "errors");
}

#[tokio::test]
async fn a_hotline_reads_what_is_public_as_xml_and_as_json() {
    for house in cities().await {
        let council = council(&house).await;
        let mut hotline = house.browser();
        let discovery = asked(&mut hotline, "discovery", "").await;
        let endpoint = &discovery["endpoints"][0];
        assert_eq!(
            endpoint["specification"],
            "http://wiki.open311.org/GeoReport_v2"
        );
        assert_eq!(endpoint["url"], "http://127.0.0.1:8080/open311/v2");
        assert_eq!(endpoint["formats"][1], "application/json");

        let services = asked(&mut hotline, "services", "jurisdiction_id=92").await;
        let first = &services[0];
        assert_eq!(
            (
                &first["service_code"],
                &first["service_name"],
                &first["type"],
                &first["metadata"]
            ),
            (
                &"transport".into(),
                &"Giao thông".into(),
                &"batch".into(),
                &true.into()
            )
        );
        let english = [("accept-language", "en-GB,en;q=0.9")];
        let path = format!("/open311/v2/services.json?jurisdiction_id={council}");
        let answer = hotline.request(Method::GET, &path, &english).await.json();
        assert_eq!(
            answer[0]["service_name"], "Transport",
            "named by the council's identifier"
        );

        let defined = asked(&mut hotline, "services/transport", "jurisdiction_id=92").await;
        let values = defined["attributes"][0]["values"]
            .as_array()
            .expect("communes");
        assert!(
            values.iter().any(|it| it["name"] == "Phường Cái Khế"),
            "{defined}"
        );
        let communes = asked(&mut hotline, "services/health", "jurisdiction_id=92/31120").await;
        assert_eq!(
            communes["attributes"],
            serde_json::json!([]),
            "a commune has none to choose"
        );

        let list = asked(&mut hotline, "requests", "jurisdiction_id=92").await;
        let list = list.as_array().expect("requests");
        assert!(list.len() > 5, "{}", list.len());
        for request in list {
            let day = request["requested_datetime"].as_str().expect("a moment");
            assert!(
                day > "2026-08-25" && day.ends_with("T00:00:00+07:00"),
                "{day}"
            );
            assert!(
                request.get("lat").is_none() && request["address"] != "",
                "{request}"
            );
        }
        let id = list[0]["service_request_id"]
            .as_str()
            .expect("an identifier");
        let one = asked(
            &mut hotline,
            &format!("requests/{id}"),
            "jurisdiction_id=92",
        )
        .await;
        assert_eq!(one[0], list[0]);
        let page = hotline.get(&format!("/petitions/{id}")).await.words();
        assert!(
            page.contains(one[0]["description"].as_str().expect("a title")),
            "{page}"
        );

        // What is asked for by name comes whatever else is asked.
        let other = list[1]["service_request_id"]
            .as_str()
            .expect("an identifier");
        let query =
            format!("jurisdiction_id=92&status=closed&service_request_id={id},{other},no-id");
        assert_eq!(
            asked(&mut hotline, "requests", &query)
                .await
                .as_array()
                .map(Vec::len),
            Some(2)
        );
        for status in ["open", "closed"] {
            let query = format!(
                "jurisdiction_id=92&start_date=2026-04-01&end_date=2026-06-30&status={status}"
            );
            let found = asked(&mut hotline, "requests", &query).await;
            let found = found.as_array().expect("requests");
            assert!(
                !found.is_empty() && found.iter().all(|it| it["status"] == status),
                "{status}"
            );
        }
        let query =
            "jurisdiction_id=92&service_code=transport,health&start_date=2026-06-01T00:00:00+07:00";
        let found = asked(&mut hotline, "requests", query).await;
        let found = found.as_array().expect("requests");
        let codes = ["transport", "health"];
        assert!(!found.is_empty());
        assert!(
            found
                .iter()
                .all(|it| codes.contains(&it["service_code"].as_str().unwrap_or_default()))
        );
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_told_as_errors() {
    for house in cities().await {
        let mut hotline = house.browser();
        let here = "jurisdiction_id=92";
        for (path, query, status, words) in [
            ("services", "", 400, "Thiếu jurisdiction_id"),
            ("services", "jurisdiction_id=", 400, "Thiếu jurisdiction_id"),
            ("services", "jurisdiction_id=99", 404, "“99”"),
            ("services", "jurisdiction_id=9%25", 404, "không phải"),
            (
                "services",
                "jurisdiction_id=01936a2e-0000-7000-8000-00000000abcd",
                404,
                "không phải",
            ),
            ("services/bridges", here, 404, "“bridges”"),
            ("requests", "", 400, "Thiếu jurisdiction_id"),
            ("requests", "jurisdiction_id=92&status=done", 400, "“done”"),
            (
                "requests",
                "jurisdiction_id=92&service_code=bridges",
                404,
                "“bridges”",
            ),
            (
                "requests",
                "jurisdiction_id=92&start_date=yesterday",
                400,
                "start_date",
            ),
            (
                "requests",
                "jurisdiction_id=92&end_date=2026-11-24T00:00:00",
                400,
                "end_date",
            ),
            (
                "requests",
                "jurisdiction_id=92&start_date=2026-01-01&end_date=2026-06-01",
                400,
                "90 ngày",
            ),
            (
                "requests",
                "jurisdiction_id=92&start_date=2026-06-01&end_date=2026-05-01",
                400,
                "90 ngày",
            ),
            ("requests/1", here, 404, "“1”"),
            (
                "requests/01936a2e-0000-7000-8000-00000000abcd",
                here,
                404,
                "service_request_id",
            ),
            ("tokens/7K3M-9QXT-2BFZ", here, 404, "token"),
            ("nothing", here, 404, "Không tìm thấy"),
        ] {
            told(&mut hotline, path, query, status, words).await;
        }
        let many = vec!["a"; 51].join(",");
        told(
            &mut hotline,
            "requests",
            &format!("{here}&service_request_id={many}"),
            400,
            "50",
        )
        .await;
        let answer = hotline
            .get("/open311/v2/services.yaml?jurisdiction_id=92")
            .await;
        assert_eq!(
            (answer.status, xml(&answer.text()).name),
            (StatusCode::NOT_FOUND, "errors".to_owned())
        );
        // A request of one place is none of another, and the language of errors is that of the caller.
        let list = asked(&mut hotline, "requests", here).await;
        let id = list[0]["service_request_id"]
            .as_str()
            .expect("an identifier");
        told(
            &mut hotline,
            &format!("requests/{id}"),
            "jurisdiction_id=92/31120&lang=en",
            404,
            "There is no",
        )
        .await;
    }
}

/// Gives a council's hotline a key through the page, and gives the key.
async fn key(clerk: &mut Browser, council: &str, name: &str) -> String {
    let page = format!("/councils/{council}/hotlines/new");
    let made = send(clerk, &page, &[("name", name), ("reason", "Quyết định 12")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.words());
    let words = made.words();
    let key = words
        .lines()
        .find(|line| line.len() == 43 && !line.contains(' '));
    key.unwrap_or_else(|| panic!("a key in {words}")).to_owned()
}

async fn hand_in(
    browser: &mut Browser,
    ending: &str,
    fields: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> Answer {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let fields: Vec<(String, String)> = fields.iter().map(own).collect();
    let path = format!("/open311/v2/requests.{ending}");
    browser.post_from(&path, &fields, headers).await
}

/// A request as a hotline hands it in, with some values other than usual; an empty one is left out.
fn call<'a>(key: &'a str, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("api_key", key),
        ("jurisdiction_id", "92"),
        ("service_code", "transport"),
        ("description", "Ổ gà trước chợ & trường học"),
        ("address_string", "Đường số 7, Phường Cái Khế"),
        ("last_name", "Lê Thị"),
        ("first_name", "Bưởi"),
        ("phone", "0909 000 111"),
        ("email", "buoi@example.vn"),
    ];
    let kept = usual
        .into_iter()
        .filter(|(name, _)| !other.iter().any(|(given, _)| given == name));
    let all = kept.chain(other.iter().copied());
    all.filter(|(_, value)| !value.is_empty()).collect()
}

#[tokio::test]
async fn a_call_is_handed_in_once_and_its_token_leads_to_what_a_clerk_made_of_it() {
    for house in cities().await {
        let council = council(&house).await;
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let key = key(&mut clerk, &council, "Tổng đài 1022 Cần Thơ").await;
        let mut hotline = house.browser();
        let taken = hand_in(
            &mut hotline,
            "xml",
            &call(&key, &[]),
            &[("idempotency-key", "cuoc-goi-1")],
        )
        .await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
        let answer = xml(&taken.text());
        assert_eq!(
            (answer.name.as_str(), answer.inside[0].name.as_str()),
            ("service_requests", "request")
        );
        let token = answer.inside[0].inside[0].words.clone();
        // The same once more, by the field instead of the header, as JSON.
        let again = call(&key, &[("idempotency_key", "cuoc-goi-1")]);
        let again = hand_in(&mut hotline, "json", &again, &[]).await;
        assert_eq!(again.json()[0]["token"], token.as_str(), "{}", again.text());
        assert!(again.json()[0].get("service_request_id").is_none());
        let other = call(&key, &[("description", "Một chuyện khác")]);
        let other = hand_in(
            &mut hotline,
            "json",
            &other,
            &[("idempotency-key", "cuoc-goi-1")],
        )
        .await;
        assert_eq!(other.status, StatusCode::BAD_REQUEST);
        assert!(
            other.json()[0]["description"]
                .as_str()
                .expect("words")
                .contains("idempotency_key")
        );

        let of_token = format!("tokens/{token}");
        let waits = asked(&mut hotline, &of_token, "jurisdiction_id=92").await;
        assert_eq!(
            waits[0],
            serde_json::json!({"service_request_id": null, "token": token})
        );
        let bare = hotline
            .get(&format!("/open311/v2/{of_token}?jurisdiction_id=92"))
            .await;
        assert_eq!(bare.kind, "text/xml; charset=utf-8");
        let follow = hotline.get(&format!("/follow/{token}")).await.words();
        assert!(follow.contains("Ổ gà trước chợ"), "{follow}");

        let desk = format!("/councils/{council}/utterances");
        let inbox = clerk.get(&desk).await;
        assert_eq!(inbox.text().matches("Ổ gà trước chợ").count(), 1);
        let said = choice_link(&inbox, "Ổ gà trước chợ", "/utterances/");
        let words = clerk.get(&said).await.words();
        for kept in [
            "Đường dây 1022",
            "Phường Cái Khế",
            "Địa điểm: Đường số 7",
            "Lê Thị Bưởi",
            "0909 000 111",
            "buoi@example.vn",
        ] {
            assert!(words.contains(kept), "{kept}: {words}");
        }
        let sort = format!("{said}/sort");
        let form = clerk.get(&sort).await;
        assert!(
            form.words()
                .contains("Tổng đài xếp vào lĩnh vực: Giao thông"),
            "{}",
            form.words()
        );
        let parts = [
            ("title", "Vá ổ gà trước chợ <gấp> & sơn vạch"),
            ("field", "transport"),
            ("competence", "province"),
            ("title_2", "Lắp đèn trước trường học"),
            ("field_2", "utilities"),
            ("competence_2", "province"),
        ];
        led(&send(&mut clerk, &sort, &parts).await);
        let made = asked(&mut hotline, &of_token, "jurisdiction_id=92").await;
        let ids: Vec<&str> = made
            .as_array()
            .expect("requests")
            .iter()
            .map(|it| it["service_request_id"].as_str().expect("an identifier"))
            .collect();
        assert_eq!(ids.len(), 2, "{made}");
        let query = format!("jurisdiction_id=92&service_request_id={}", ids.join(","));
        let requests = asked(&mut hotline, "requests", &query).await;
        let first = &requests[0];
        assert_eq!(first["description"], "Vá ổ gà trước chợ <gấp> & sơn vạch");
        assert_eq!(
            (&first["status"], &first["address"]),
            (&"open".into(), &"Phường Cái Khế".into())
        );
        assert!(
            first["status_notes"]
                .as_str()
                .expect("notes")
                .contains("đã tiếp nhận ngày 24/11/2026")
        );
        let public = requests.to_string();
        for hidden in [
            "Bưởi",
            "0909",
            "buoi@",
            "Đường số 7",
            "Ổ gà trước chợ & trường học",
        ] {
            assert!(!public.contains(hidden), "{hidden}: {public}");
        }

        // What was merged away points on, and the token leads to what it was merged into.
        let merge = format!("/petitions/{}/merge", ids[1]);
        led(&send(
            &mut clerk,
            &merge,
            &[("into", ids[0]), ("reason", "Cùng một nơi")],
        )
        .await);
        let merged = asked(
            &mut hotline,
            &format!("requests/{}", ids[1]),
            "jurisdiction_id=92",
        )
        .await;
        assert_eq!(merged[0]["status"], "closed");
        assert!(
            merged[0]["status_notes"]
                .as_str()
                .expect("notes")
                .contains(ids[0]),
            "{merged}"
        );
        let made = asked(&mut hotline, &of_token, "jurisdiction_id=92").await;
        assert_eq!(
            made,
            serde_json::json!([{"service_request_id": ids[0], "token": token}])
        );
        told(
            &mut hotline,
            &of_token,
            "jurisdiction_id=92/31120",
            404,
            "token",
        )
        .await;

        // It is known who handed it in, and that a key was given; not which key.
        let mut auditor = house.account(Role::Auditor, "92", None).await;
        let trail = auditor.get("/audit").await.words();
        assert!(
            trail.contains("Tổng đài 1022 Cần Thơ") && trail.contains("Cấp khóa cho tổng đài"),
            "{trail}"
        );
        assert!(!trail.contains(&key));
    }
}

#[tokio::test]
async fn what_a_hotline_hands_in_wrongly_is_told_and_nothing_is_kept() {
    for house in cities().await {
        let council = council(&house).await;
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let key = key(&mut clerk, &council, "1022").await;
        let mut hotline = house.browser();
        let long = "a".repeat(4_001);
        for (other, status, words) in [
            (("api_key", ""), 403, "Thiếu api_key"),
            (("api_key", "no-key"), 403, "api_key không đúng"),
            (
                ("api_key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                403,
                "api_key không đúng",
            ),
            (("jurisdiction_id", ""), 400, "Thiếu jurisdiction_id"),
            (("jurisdiction_id", "99"), 404, "“99”"),
            (("jurisdiction_id", "92/31120"), 403, "hội đồng khác"),
            (("service_code", ""), 400, "Thiếu service_code"),
            (("service_code", "bridges"), 404, "“bridges”"),
            (("description", ""), 400, "description: Chưa nhập"),
            (
                ("description", long.as_str()),
                400,
                "description: dài quá 4.000",
            ),
            (("address_string", ""), 400, "Thiếu địa điểm"),
            (("lat", "10.03"), 400, "lat và long"),
            (("address_id", "00000"), 400, "“00000”"),
            (("attribute[commune]", "00000"), 400, "“00000”"),
            (("phone", "12"), 400, "phone: Số điện thoại chưa đúng"),
            (("email", "buoi"), 400, "email: Thư điện tử chưa đúng"),
            (("media_url", "javascript:alert(1)"), 400, "media_url"),
        ] {
            for ending in ["json", "xml"] {
                let answer = hand_in(&mut hotline, ending, &call(&key, &[other]), &[]).await;
                let text = answer.text();
                assert_eq!(answer.status.as_u16(), status, "{other:?}: {text}");
                assert!(text.contains(words), "{words}: {text}");
                match ending {
                    "xml" => assert_eq!(xml(&text).inside[0].inside[0].words, status.to_string()),
                    _ => assert_eq!(answer.json()[0]["code"], status),
                }
            }
        }
        // Everything the domain finds is told at once.
        let both = hand_in(
            &mut hotline,
            "json",
            &call(&key, &[("phone", "1"), ("email", "b")]),
            &[],
        )
        .await;
        assert_eq!(
            both.json().as_array().map(Vec::len),
            Some(2),
            "{}",
            both.text()
        );
        let kind = [("content-type", "application/json")];
        let path = "/open311/v2/requests.json";
        let answer = hotline
            .send(Method::POST, path, Body::from("{}"), &kind)
            .await;
        assert_eq!(
            (answer.status, &answer.json()[0]["code"]),
            (StatusCode::BAD_REQUEST, &400.into())
        );
        let put = hotline.request(Method::PUT, path, &[]).await;
        assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(put.json()[0]["code"], 405);
        let inbox = clerk
            .get(&format!("/councils/{council}/utterances"))
            .await
            .text();
        assert!(!inbox.contains("Ổ gà trước chợ"));

        // A place may be named by its code or by a point; what is named is found again.
        let code = [
            ("address_string", ""),
            ("attribute[commune]", "31120"),
            ("description", "Cống tràn ở chợ"),
        ];
        let taken = hand_in(&mut hotline, "json", &call(&key, &code), &[]).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
        let point = [
            ("address_string", ""),
            ("lat", "10.03"),
            ("long", "105.78"),
            ("description", "Đèn tắt trên cầu"),
        ];
        led_to_token(&hand_in(&mut hotline, "json", &call(&key, &point), &[]).await);
        let inbox = clerk.get(&format!("/councils/{council}/utterances")).await;
        let page = choice_link(&inbox, "Cống tràn ở chợ", "/utterances/");
        assert!(clerk.get(&page).await.words().contains("Phường Cái Khế"));
        let page = choice_link(&inbox, "Đèn tắt trên cầu", "/utterances/");
        assert!(
            clerk
                .get(&page)
                .await
                .words()
                .contains("Tọa độ: 10.03, 105.78")
        );

        // The brake of the public form, for each key by itself.
        let mut slowed = None;
        for turn in 0..40 {
            let answer = hand_in(
                &mut hotline,
                "json",
                &call(&key, &[("description", "Gọi lại")]),
                &[],
            )
            .await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.headers.contains_key("retry-after"));
                assert_eq!(answer.json()[0]["code"], 429);
                slowed = Some(turn);
                break;
            }
        }
        assert!(slowed.is_some());
    }
}

fn led_to_token(answer: &Answer) {
    assert!(answer.json()[0]["token"].is_string(), "{}", answer.text());
}

#[tokio::test]
async fn keys_are_given_and_taken_back_by_those_who_may() {
    for house in cities().await {
        let council = council(&house).await;
        let home = format!("/councils/{council}/hotlines");
        for (role, scope, status) in [
            (Role::Clerk, "92", StatusCode::OK),
            (Role::Administrator, "", StatusCode::OK),
            (Role::StandingCommittee, "92", StatusCode::FORBIDDEN),
            (Role::Clerk, "92/31120", StatusCode::FORBIDDEN),
        ] {
            let mut browser = house.account(role, scope, None).await;
            for page in [home.clone(), format!("{home}/new")] {
                assert_eq!(
                    browser.get(&page).await.status,
                    status,
                    "{role} at {scope}: {page}"
                );
            }
        }
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let board = clerk.get(&format!("/councils/{council}/petitions")).await;
        assert!(board.text().contains(&home), "a link from the board");
        let new = format!("{home}/new");
        refused(
            &send(&mut clerk, &new, &[("name", ""), ("reason", "x")]).await,
            "Chưa nhập",
        );
        let key = key(&mut clerk, &council, "1022").await;
        let alike = [("name", "1022"), ("reason", "Cấp thêm")];
        refused(
            &send(&mut clerk, &new, &alike).await,
            "Đã có tổng đài mang tên này",
        );
        let mut hotline = house.browser();
        led_to_token(&hand_in(&mut hotline, "json", &call(&key, &[]), &[]).await);
        let page = clerk.get(&home).await;
        let words = page.words();
        for said in [
            "1022",
            "Còn dùng được",
            "jurisdiction_id) của hội đồng này là 92",
            "/open311/v2/discovery.xml",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(!page.text().contains(&key), "a key is shown once");
        let revoke = page
            .text()
            .split("/hotlines/")
            .find_map(|rest| rest.split_once("/revoke").map(|(id, _)| id.to_owned()));
        let revoke = format!(
            "/hotlines/{}/revoke",
            revoke.filter(|id| id.len() == 36).expect("a link")
        );
        let mut stranger = house.account(Role::Clerk, "01", None).await;
        assert_eq!(stranger.get(&revoke).await.status, StatusCode::FORBIDDEN);
        refused(
            &send(&mut clerk, &revoke, &[("reason", "")]).await,
            "Chưa nhập",
        );
        led(&send(&mut clerk, &revoke, &[("reason", "Hết hợp đồng")]).await);
        assert!(
            clerk
                .get(&home)
                .await
                .words()
                .contains("Thu hồi ngày 24/11/2026")
        );
        let answer = hand_in(&mut hotline, "json", &call(&key, &[]), &[]).await;
        assert_eq!(
            (answer.status, &answer.json()[0]["code"]),
            (StatusCode::FORBIDDEN, &403.into())
        );
        assert_ne!(
            clerk.get(&revoke).await.status,
            StatusCode::OK,
            "once is enough"
        );
    }
}

/// Takes down a guarded utterance as a clerk and makes a matter of it; gives the matter's identifier and the code.
async fn guarded(house: &House, council: &str) -> (String, String) {
    let mut clerk = house.account(Role::Clerk, "92", None).await;
    let form = format!("/councils/{council}/utterances/new");
    let text = "Tố cáo cán bộ nhận tiền";
    let values = [
        ("text", text),
        ("kind", "petition"),
        ("channel", "letter"),
        ("said_on", "24/11/2026"),
        ("guarded", "1"),
    ];
    let said = led(&send(&mut clerk, &form, &values).await);
    let parts = [
        ("title", "Xác minh đơn tố cáo"),
        ("field", "administration"),
        ("competence", "province"),
    ];
    let matter = led(&send(&mut clerk, &format!("{said}/sort"), &parts).await);
    let page = clerk.get(&said).await.text();
    let code = page
        .split("/follow/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a code");
    let id = matter.rsplit('/').next().expect("an identifier");
    (id.to_owned(), code.to_owned())
}

#[tokio::test]
async fn what_is_guarded_never_appears_whoever_asks() {
    for house in cities().await {
        let council = council(&house).await;
        let (id, code) = guarded(&house, &council).await;
        let clerk = house.account(Role::Clerk, "92", None).await;
        for mut browser in [house.browser(), clerk] {
            told(
                &mut browser,
                &format!("requests/{id}"),
                "jurisdiction_id=92",
                404,
                "service_request_id",
            )
            .await;
            let query = format!("jurisdiction_id=92&service_request_id={id}");
            assert_eq!(
                asked(&mut browser, "requests", &query).await,
                serde_json::json!([])
            );
            let list = asked(&mut browser, "requests", "jurisdiction_id=92")
                .await
                .to_string();
            assert!(!list.contains("Xác minh đơn tố cáo") && !list.contains(&id));
            let waits = asked(
                &mut browser,
                &format!("tokens/{code}"),
                "jurisdiction_id=92",
            )
            .await;
            assert_eq!(waits[0]["service_request_id"], Json::Null);
        }
    }
}
