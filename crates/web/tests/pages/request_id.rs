//! The code that every answer carries.

use axum::http::Method;

use crate::door::houses;

#[tokio::test]
async fn every_answer_has_a_code_of_its_own_that_its_error_page_shows() {
    let house = houses().await.into_iter().next().expect("a house");
    let mut voter = house.browser();
    let mut codes = Vec::new();
    let asked: &[(Method, &str, u16)] = &[
        (Method::GET, "/", 200),
        (Method::HEAD, "/", 200),
        (Method::GET, "/healthz", 200),
        (Method::GET, "/imports", 403),
        (Method::GET, "/nothing", 404),
        (Method::GET, "/assets/nothing", 404),
        (Method::DELETE, "/", 405),
        (Method::POST, "/sign-in", 422),
        (Method::GET, "/api/v1/units", 200),
        (Method::GET, "/api/v1/units?x=1", 422),
        (Method::GET, "/api/v1/nothing", 404),
    ];
    for (method, path, status) in asked {
        let sent = [("x-request-id", "MINE-MINE")];
        let answer = voter.request(method.clone(), path, &sent).await;
        assert_eq!(answer.status.as_u16(), *status, "{method} {path}");
        let code = answer.headers.get("x-request-id").expect("a code");
        let code = code.to_str().expect("text").to_owned();
        assert_ne!(code, "MINE-MINE", "{path}");
        if path.starts_with("/api/") && *status != 200 {
            assert_eq!(answer.json()["request_id"], code.as_str(), "{path}");
        } else if answer.kind.starts_with("text/html") && *status != 200 {
            assert!(answer.words().contains(&code), "{path}: {}", answer.words());
        }
        codes.push(code);
    }
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all, "a code was given twice");
}
