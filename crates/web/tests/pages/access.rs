//! Coming in, staying in, being put out: sign-in, links, sessions, accounts.

use axum::http::{Method, StatusCode, header};
use council::access::Role;
use council::access::accounts::first_administrator_link;

use crate::door::{Answer, Browser, House, PASSWORD, cities, houses};
use crate::scene::scene;

/// The first one-time link on a page, as a path.
fn link(answer: &Answer) -> String {
    let text = answer.text();
    let (_, rest) = text
        .split_once("http://127.0.0.1:8080/links/")
        .unwrap_or_else(|| panic!("no link: {}", answer.words()));
    let token = rest.split(['<', '"']).next().unwrap_or_default();
    format!("/links/{token}")
}

async fn try_in(browser: &mut Browser, login: &str, password: &str) -> Answer {
    let values = [("login", login), ("password", password)];
    browser.submit("/sign-in", "/sign-in", &values).await
}

/// Where the account page leads whoever is no longer signed in.
async fn is_out(browser: &mut Browser) -> bool {
    let answer = browser.get("/account").await;
    answer.location.as_deref() == Some("/sign-in?back=%2Faccount")
}

/// Opens an account's step, fills in the reason and sends it.
async fn step(browser: &mut Browser, path: &str) -> Answer {
    let reason = [("reason", "Quyết định số 12/QĐ-VP")];
    browser.submit(path, path, &reason).await
}

/// The page of an account, found through the list.
async fn account_page(administrator: &mut Browser, login: &str) -> String {
    let list = administrator.get(&format!("/accounts?q={login}")).await;
    let text = list.text();
    let (_, rest) = text
        .split_once("href=\"/accounts/0")
        .unwrap_or_else(|| panic!("no account {login}: {}", list.words()));
    format!("/accounts/0{}", rest.split('"').next().unwrap_or_default())
}

#[tokio::test]
async fn a_refused_sign_in_says_the_same_whatever_was_wrong_and_keeps_the_login() {
    for house in houses().await {
        let open = house.enrol(Role::Clerk, "92", None).await;
        let closed = house.enrol(Role::Clerk, "92", None).await;
        let mut administrator = house.account(Role::Administrator, "", None).await;
        let page = account_page(&mut administrator, &closed).await;
        step(&mut administrator, &format!("{page}/disable")).await;

        let mut said = Vec::new();
        for (login, password) in [
            (open.as_str(), "không phải mật khẩu"),
            ("khong.co.ai", PASSWORD),
            (closed.as_str(), PASSWORD),
        ] {
            let mut browser = house.browser();
            let answer = try_in(&mut browser, login, password).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let text = answer.text();
            assert!(text.contains("<title>Lỗi: Đăng nhập"), "{login}");
            assert!(text.contains(&format!("value=\"{login}\"")), "{login}");
            assert!(!text.contains(password), "the password came back");
            assert!(browser.cookie("dancu_session").is_none());
            said.push(answer.words());
        }
        assert!(said[0].contains("không đúng"), "{}", said[0]);
        assert!(said.iter().all(|words| *words == said[0]), "{said:#?}");

        let mut browser = house.browser();
        let answer = try_in(&mut browser, &open.to_uppercase(), PASSWORD).await;
        assert_eq!(answer.location.as_deref(), Some("/"));
        assert!(!is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_and_told_for_how_long() {
    for house in houses().await {
        let login = house.enrol(Role::Clerk, "92", None).await;
        let mut browser = house.browser();
        let mut last = try_in(&mut browser, &login, "sai").await;
        for _ in 0..8 {
            if last.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            last = try_in(&mut browser, &login, "sai").await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        let seconds = last.headers[header::RETRY_AFTER].to_str().expect("seconds");
        assert!(
            last.words().contains(&format!("sau {seconds} giây")),
            "{}",
            last.words()
        );
        let right = try_in(&mut browser, &login, PASSWORD).await;
        assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn until_a_password_is_changed_every_page_leads_to_the_change() {
    for house in houses().await {
        let login = house.enrol_to_change(Role::Clerk, "92").await;
        let mut browser = house.browser();
        let answer = try_in(&mut browser, &login, PASSWORD).await;
        assert_eq!(answer.location.as_deref(), Some("/account/password"));
        for path in ["/", "/account", "/accounts", "/audit", "/no-such-page"] {
            let answer = browser.get(path).await;
            assert_eq!(
                answer.location.as_deref(),
                Some("/account/password"),
                "{path}"
            );
        }
        let api = browser.get("/api/v1/pages").await;
        assert_eq!(api.status, StatusCode::FORBIDDEN);

        let change = "/account/password";
        for (old, new, again, message) in [
            (PASSWORD, "ngắn", "ngắn", "ít nhất 10 ký tự"),
            (
                PASSWORD,
                "một câu đủ dài",
                "một câu khác",
                "không giống nhau",
            ),
            (
                "không đúng",
                "một câu đủ dài",
                "một câu đủ dài",
                "không đúng",
            ),
            (PASSWORD, PASSWORD, PASSWORD, "trùng với"),
        ] {
            let values = [("old_password", old), ("password", new), ("again", again)];
            let answer = browser.submit(change, change, &values).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
            assert!(answer.words().contains(message), "{}", answer.words());
        }
        let new = "một câu đủ dài";
        let values = [
            ("old_password", PASSWORD),
            ("password", new),
            ("again", new),
        ];
        let answer = browser.submit(change, change, &values).await;
        assert_eq!(answer.location.as_deref(), Some("/"));
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_a_link_that_works_once() {
    for house in houses().await {
        let token = first_administrator_link(house.app.db(), house.app.clock())
            .await
            .expect("a link")
            .expect("there is no administrator yet");
        let path = format!("/links/{}", token.text().as_str());
        let mut browser = house.browser();
        let poor = [
            ("name", ""),
            ("login", "a b"),
            ("password", "1234567890"),
            ("again", "1234567890"),
        ];
        let answer = browser.submit(&path, &path, &poor).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for message in ["Chưa nhập", "Tên đăng nhập gồm", "dễ bị đoán"] {
            assert!(answer.words().contains(message), "{}", answer.words());
        }
        let values = [
            ("name", "Trần Thị Quản Trị"),
            ("login", "quan.tri"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let answer = browser.submit(&path, &path, &values).await;
        assert_eq!(answer.location.as_deref(), Some("/"), "{}", answer.words());
        let accounts = browser.get("/accounts").await;
        assert!(accounts.words().contains("Trần Thị Quản Trị"));

        let mut other = house.browser();
        let answer = other.get(&path).await;
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.words().contains("Liên kết không dùng được"));
        let nonsense = other.get("/links/khong-co").await;
        assert_eq!(nonsense.words(), answer.words(), "both say the same");
    }
}

#[tokio::test]
async fn an_invitation_and_a_reset_let_the_owner_alone_choose_the_password() {
    for house in houses().await {
        let mut administrator = house.account(Role::Administrator, "", None).await;
        let new = "/accounts/new";
        let missing = administrator.submit(new, new, &[("role", "clerk")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.words().contains("Hãy nhập tên hoặc mã đơn vị"));
        let values = [
            ("name", "Lê Văn Thư"),
            ("login", "van.thu"),
            ("role", "clerk"),
            ("scope", "whole"),
            ("reason", "Quyết định số 7/QĐ-VP"),
        ];
        let mut fields = administrator.hidden(new, new).await;
        fields.extend(values.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let created = administrator.post(new, &fields).await;
        assert_eq!(created.status, StatusCode::OK, "{}", created.words());
        let invitation = link(&created);
        // The same form sent again does nothing new and does not show the link again.
        let again = administrator.post(new, &fields).await;
        let page = again.location.clone().expect("the account's page");
        assert!(page.starts_with("/accounts/"));

        let mut owner = house.browser();
        let shown = owner.get(&invitation).await;
        assert!(shown.words().contains("Lê Văn Thư") && shown.text().contains("van.thu"));
        let values = [("password", PASSWORD), ("again", PASSWORD)];
        let set = owner.submit(&invitation, &invitation, &values).await;
        assert_eq!(set.location.as_deref(), Some("/"), "{}", set.words());
        assert_eq!(owner.get(&invitation).await.status, StatusCode::GONE);

        let reset = step(&mut administrator, &format!("{page}/reset")).await;
        let reset = link(&reset);
        assert!(!is_out(&mut owner).await, "a reset alone puts nobody out");
        let mut elsewhere = house.browser();
        let fresh = [
            ("password", "một câu hoàn toàn mới"),
            ("again", "một câu hoàn toàn mới"),
        ];
        let set = elsewhere.submit(&reset, &reset, &fresh).await;
        assert_eq!(set.location.as_deref(), Some("/"));
        assert!(is_out(&mut owner).await, "the old session ended");
        let old = try_in(&mut house.browser(), "van.thu", PASSWORD).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn an_ended_session_is_out_at_its_next_request() {
    for house in houses().await {
        let login = house.enrol(Role::Clerk, "92", None).await;
        let mut office = house.signed_in(&login).await;
        let mut phone = house.signed_in(&login).await;
        let own = office.get("/account").await;
        assert!(own.words().contains("Có 2 phiên"), "{}", own.words());
        let others = "/account/sessions/others/end";
        office.submit("/account", others, &[]).await;
        assert!(is_out(&mut phone).await);
        assert!(!is_out(&mut office).await);

        let mut administrator = house.account(Role::Administrator, "", None).await;
        let page = account_page(&mut administrator, &login).await;
        let nothing = administrator
            .submit(&format!("{page}/disable"), &format!("{page}/disable"), &[])
            .await;
        assert_eq!(
            nothing.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "no reason"
        );
        assert!(!is_out(&mut office).await);
        step(&mut administrator, &format!("{page}/disable")).await;
        assert!(is_out(&mut office).await);
        step(&mut administrator, &format!("{page}/enable")).await;
        let mut again = house.signed_in(&login).await;
        again.submit("/account", "/sign-out", &[]).await;
        assert!(is_out(&mut again).await);
    }
}

#[tokio::test]
async fn a_role_is_granted_within_a_place_found_by_name_and_taken_back() {
    for house in cities().await {
        let login = house.enrol(Role::Front, "92", None).await;
        let mut administrator = house.account(Role::Administrator, "", None).await;
        let page = account_page(&mut administrator, &login).await;
        let grant = format!("{page}/grant");
        for (place, status, words) in [
            (
                "không có nơi này",
                StatusCode::UNPROCESSABLE_ENTITY,
                "Không tìm thấy đơn vị",
            ),
            ("cái", StatusCode::UNPROCESSABLE_ENTITY, "Hãy chọn một"),
            ("phường cái khế", StatusCode::SEE_OTHER, ""),
        ] {
            let values = [
                ("role", "auditor"),
                ("place", place),
                ("reason", "Quyết định số 8/QĐ-VP"),
            ];
            let answer = administrator.submit(&grant, &grant, &values).await;
            assert_eq!(answer.status, status, "{place}: {}", answer.words());
            assert!(
                answer.words().contains(words),
                "{place}: {}",
                answer.words()
            );
        }
        let shown = administrator.get(&page).await;
        assert!(
            shown.words().contains("Phường Cái Khế, Thành phố Cần Thơ"),
            "{}",
            shown.words()
        );
        let text = shown.text();
        let (_, rest) = text.rsplit_once("/revoke/").expect("a way to take it back");
        let revoke = format!(
            "{page}/revoke/{}",
            rest.split('"').next().unwrap_or_default()
        );
        let answer = step(&mut administrator, &revoke).await;
        let shown = administrator.follow(answer).await;
        assert!(shown.words().contains("Đã kết thúc"), "{}", shown.words());
    }
}

#[tokio::test]
async fn forms_without_their_token_or_from_elsewhere_are_refused() {
    for house in houses().await {
        let login = house.enrol(Role::Clerk, "92", None).await;
        let credentials = |token: &str| {
            [
                ("login", login.as_str()),
                ("password", PASSWORD),
                ("csrf", token),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let mut browser = house.browser();
        let mine = browser.hidden("/sign-in", "/sign-in").await;
        let token = |fields: &[(String, String)]| {
            let found = fields.iter().find(|(name, _)| name == "csrf");
            found.expect("a token").1.clone()
        };
        let mine = token(&mine);
        let theirs = token(&house.browser().hidden("/sign-in", "/sign-in").await);
        for wrong in ["", "x", theirs.as_str()] {
            let answer = browser.post("/sign-in", &credentials(wrong)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(answer.words().contains("hết hạn"), "{}", answer.words());
        }
        for headers in [
            [
                ("origin", "https://example.org"),
                ("sec-fetch-site", "cross-site"),
            ],
            [
                ("origin", "http://127.0.0.1:9"),
                ("sec-fetch-site", "same-site"),
            ],
            [("origin", "null"), ("x-none", "")],
        ] {
            let fields = credentials(&mine);
            let answer = browser.post_from("/sign-in", &fields, &headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
            assert!(answer.words().contains("trang khác"), "{}", answer.words());
        }
        let own = [
            ("origin", "http://127.0.0.1:8080"),
            ("sec-fetch-site", "same-origin"),
        ];
        let answer = browser
            .post_from("/sign-in", &credentials(&mine), &own)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        // The token of the time before is worth nothing in the session.
        let old = [("csrf".to_owned(), mine)];
        let answer = browser.post("/sign-out", &old).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn a_planted_session_is_not_taken_over() {
    for house in houses().await {
        let login = house.enrol(Role::Clerk, "92", None).await;
        let planted = "A".repeat(43);
        let mut browser = house.browser();
        browser.plant("dancu_session", &planted);
        browser.get("/sign-in").await;
        let visitor = browser.cookie("dancu_visitor").map(str::to_owned);
        assert!(visitor.is_some());
        let answer = try_in(&mut browser, &login, PASSWORD).await;
        let cookies: Vec<&str> = answer
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok())
            .collect();
        let session = cookies
            .iter()
            .find(|cookie| cookie.starts_with("dancu_session="));
        let session = session.expect("a session");
        for mark in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(session.contains(mark), "{session}");
        }
        assert_ne!(browser.cookie("dancu_session"), Some(planted.as_str()));
        assert!(
            browser.cookie("dancu_visitor").is_none(),
            "the old secret is over"
        );
        // Signing in anew in the same browser ends the session before.
        let before = browser
            .cookie("dancu_session")
            .map(str::to_owned)
            .expect("a session");
        try_in(&mut browser, &login, PASSWORD).await;
        let mut left = house.browser();
        left.plant("dancu_session", &before);
        assert!(is_out(&mut left).await);
    }
}

#[tokio::test]
async fn the_way_back_after_sign_in_stays_on_this_site() {
    for house in houses().await {
        let login = house.enrol(Role::Clerk, "92", None).await;
        for (asked, led) in [
            ("/audit?page=2", "/audit?page=2"),
            ("https://example.org/", "/"),
            ("//example.org", "/"),
            ("/\\example.org", "/"),
            ("/\t/example.org", "/"),
            ("javascript:alert(1)", "/"),
            ("/sign-in", "/"),
        ] {
            let mut browser = house.browser();
            let query = serde_urlencoded::to_string([("back", asked)]).expect("a query");
            let values = [("login", login.as_str()), ("password", PASSWORD)];
            let page = format!("/sign-in?{query}");
            let answer = browser.submit(&page, "/sign-in", &values).await;
            assert_eq!(answer.location.as_deref(), Some(led), "{asked}");
            let mut browser = house.browser();
            let values = [values[0], values[1], ("back", asked)];
            let answer = browser.submit("/sign-in", "/sign-in", &values).await;
            assert_eq!(answer.location.as_deref(), Some(led), "{asked} in the form");
        }
    }
}

#[tokio::test]
async fn other_methods_are_answered_plainly() {
    for house in houses().await {
        let mut browser = house.browser();
        for (method, path, status, allow) in [
            (Method::HEAD, "/sign-in", StatusCode::OK, None),
            (
                Method::OPTIONS,
                "/sign-in",
                StatusCode::NO_CONTENT,
                Some("GET,HEAD,POST"),
            ),
            (
                Method::PUT,
                "/sign-in",
                StatusCode::METHOD_NOT_ALLOWED,
                Some("GET,HEAD,POST"),
            ),
            (
                Method::GET,
                "/sign-out",
                StatusCode::METHOD_NOT_ALLOWED,
                Some("POST"),
            ),
        ] {
            let answer = browser.request(method.clone(), path, &[]).await;
            assert_eq!(answer.status, status, "{method} {path}");
            let given = answer.headers.get(header::ALLOW);
            let given = given.and_then(|allow| allow.to_str().ok());
            assert_eq!(given, allow, "{method} {path}");
        }
    }
}

/// Every page that an administrator, an auditor or a clerk may open, asked for by every role.
#[tokio::test]
async fn every_role_gets_the_pages_that_the_table_gives_it() {
    const ROLES: &[Role] = &[
        Role::Delegate,
        Role::StandingCommittee,
        Role::Clerk,
        Role::Trainer,
        Role::Executive,
        Role::Front,
        Role::Administrator,
        Role::Auditor,
    ];
    for house in houses().await {
        let scene = scene(&house).await;
        let mut browsers = vec![("voter", house.browser())];
        for role in ROLES {
            let person = (*role == Role::Delegate).then_some(scene.chair);
            let browser = house.account(*role, "", person).await;
            browsers.push((role.code(), browser));
        }
        let mut paths: Vec<(String, String)> = Vec::new();
        for (_, browser) in &mut browsers {
            for path in browser
                .get("/api/v1/pages")
                .await
                .json()
                .as_array()
                .expect("a list")
            {
                let path = path.as_str().expect("a path");
                let shape = shape(path);
                if !paths.iter().any(|(known, _)| *known == shape) {
                    paths.push((shape, path.to_owned()));
                }
            }
        }
        paths.sort();
        let names: Vec<&str> = browsers.iter().map(|(name, _)| *name).collect();
        let mut table = format!("{}\n", names.join(" "));
        for (shape, path) in paths {
            table.push_str(&shape);
            for (_, browser) in &mut browsers {
                let status = browser.get(&path).await.status.as_u16();
                assert!(status < 500, "{path}");
                table.push_str(&format!(" {status}"));
            }
            table.push('\n');
        }
        insta::assert_snapshot!("every_page_against_every_role", table);
    }
}

/// A path with its identifiers and numbers left open.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| {
        let id = part.len() == 36 && part.matches('-').count() == 4;
        let number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if id || number { "{}" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A house whose front is a proxy counts the address the proxy adds, not what the caller wrote.
#[tokio::test]
async fn behind_a_proxy_one_caller_does_not_use_up_the_tries_of_another() {
    for house in houses().await {
        let house: House = house.behind_a_proxy();
        let mut statuses = Vec::new();
        for (forged, real) in [
            ("198.51.100.1", "203.0.113.7"),
            ("198.51.100.2", "203.0.113.8"),
        ] {
            let mut browser = house.browser();
            let fields = browser.hidden("/sign-in", "/sign-in").await;
            let mut last = StatusCode::OK;
            for number in 0..70 {
                let mut fields = fields.clone();
                fields.push(("login".into(), format!("khong.co.{real}.{number}")));
                fields.push(("password".into(), "sai".into()));
                let list = format!("{forged}{number}, {real}");
                let headers = [("x-forwarded-for", list.as_str())];
                let answer = browser.post_from("/sign-in", &fields, &headers).await;
                if number == 0 {
                    statuses.push(answer.status);
                }
                last = answer.status;
            }
            statuses.push(last);
        }
        let (refused, slowed) = (
            StatusCode::UNPROCESSABLE_ENTITY,
            StatusCode::TOO_MANY_REQUESTS,
        );
        assert_eq!(statuses, [refused, slowed, refused, slowed]);
    }
}
