//! The open data asked wrongly: refused as JSON that names the field, never answered as if it had been understood.

use axum::http::{Method, StatusCode};
use serde_json::Value as Json;

use crate::door::houses;
use crate::scene::scene;

const NONE: &str = "00000000-0000-7000-8000-000000000000";

/// Address, status, the field that the first problem names, its code.
const REFUSED: &[(&str, u16, &str, &str)] = &[
    ("councils?level=galaxy", 422, "level", "choice-unknown"),
    ("councils?level=", 422, "level", "choice-unknown"),
    ("councils?on=30/06/2025", 422, "on", "date-unreadable-iso"),
    ("councils?on=", 422, "on", "date-unreadable-iso"),
    ("councils?on=2025-02-30", 422, "on", "date-unreadable-iso"),
    ("councils?page=0", 422, "page", "number-unreadable"),
    ("councils?page=%2B1", 422, "page", "number-unreadable"),
    ("councils?page=1&page=2", 422, "page", "parameter-twice"),
    ("councils?pgae=2", 422, "pgae", "parameter-unknown"),
    ("councils?=", 422, "", "parameter-unknown"),
    ("councils?%FF=1", 422, "", "parameter-unknown"),
    ("councils?q=%FF", 422, "q", "parameter-no-text"),
    ("councils?q=%00", 422, "q", "parameter-no-text"),
    ("councils?q=%4", 422, "q", "parameter-no-text"),
    (
        "councils?place=%ED%A0%80",
        422,
        "place",
        "parameter-no-text",
    ),
    (
        "councils?place=Hu%E1%BA%BF",
        422,
        "place",
        "parameter-shape",
    ),
    ("councils?term=now", 422, "term", "parameter-shape"),
    ("councils?lang=fr", 422, "lang", "choice-unknown"),
    (
        "units?page=99999999999999999999",
        422,
        "page",
        "number-unreadable",
    ),
    ("delegates?sex=x", 422, "sex", "choice-unknown"),
    (
        "delegates?council=x",
        422,
        "council",
        "identifier-unreadable",
    ),
    (
        "delegates?council=%7B00000000-0000-7000-8000-000000000000%7D",
        422,
        "council",
        "identifier-unreadable",
    ),
    ("classes?state=x", 422, "state", "choice-unknown"),
    ("classes?from=1/1/2026", 422, "from", "date-unreadable-iso"),
    (
        "classes?council=00000000-0000-7000-8000-000000000000",
        404,
        "",
        "",
    ),
    (
        "courses?programme=",
        422,
        "programme",
        "identifier-unreadable",
    ),
    ("rules/seats?differs=yes", 422, "differs", "choice-unknown"),
    ("scoreboard?sort=", 422, "sort", "parameter-shape"),
    ("scoreboard?behind=maybe", 422, "behind", "choice-unknown"),
    (
        "scoreboard/trend?months=121",
        422,
        "months",
        "number-unreadable",
    ),
    (
        "scoreboard/missing?law=x",
        422,
        "law",
        "identifier-unreadable",
    ),
    ("documents?kind=x", 422, "kind", "choice-unknown"),
    ("rules?level=x", 422, "level", "choice-unknown"),
    ("imports?on=2026-01-01", 422, "on", "parameter-unknown"),
    ("audit?before=-1", 422, "before", "number-unreadable"),
    ("audit?subject=x", 422, "subject", "identifier-unreadable"),
    ("audit?from=1/1/2026", 422, "from", "date-unreadable-iso"),
    ("certificates/0", 404, "code", "certificate-code-mistyped"),
    ("certificates/%00", 404, "code", "certificate-code-mistyped"),
    ("quality/nothing", 404, "", ""),
    ("councils/x", 404, "", ""),
    ("units/%00", 404, "", ""),
    ("units/%FF", 404, "", ""),
    ("documents/%2e%2e%2f", 404, "", ""),
    ("nothing", 404, "", ""),
];

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_with_its_field() {
    for house in houses().await {
        scene(&house).await;
        let mut voter = house.browser();
        for (address, status, field, code) in REFUSED {
            let answer = voter.get(&format!("/api/v1/{address}")).await;
            assert_eq!(
                answer.status.as_u16(),
                *status,
                "{address}: {}",
                answer.text()
            );
            let body = answer.json();
            let first = &body["problems"][0];
            let said = |name: &str| first[name].as_str().unwrap_or_default();
            assert_eq!((said("field"), said("code")), (*field, *code), "{address}");
            assert!(!said("message").contains("problem-"), "{address}: {body}");
        }
        let long = format!("/api/v1/units?q={}", "a".repeat(10_000));
        let answer = voter.get(&long).await.json();
        assert_eq!(answer["problems"][0]["code"], "parameter-too-long");
        for kind in [
            "councils",
            "units",
            "delegates",
            "documents",
            "classes",
            "courses",
        ] {
            let answer = voter.get(&format!("/api/v1/{kind}/{NONE}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{kind}");
            for odd in [
                "",
                "&",
                "q=",
                "page=1000000",
                "on=0001-01-01",
                "on=9999-12-31",
                "lang=en",
            ] {
                if kind == "courses" && odd != "lang=en" {
                    continue;
                }
                let answer = voter.get(&format!("/api/v1/{kind}?{odd}")).await;
                assert_eq!(
                    answer.status,
                    StatusCode::OK,
                    "{kind} {odd}: {}",
                    answer.text()
                );
            }
        }
    }
}

#[tokio::test]
async fn every_address_keeps_to_http() {
    let house = houses().await.into_iter().next_back().expect("a house");
    scene(&house).await;
    let mut voter = house.browser();
    let description = voter.get("/api/v1/openapi.json").await.json();
    let paths = description["paths"].as_object().expect("paths");
    let read = paths.iter().filter(|(_, item)| item["get"].is_object());
    for (path, _) in read {
        let address = path
            .replace("{id}", NONE)
            .replace("{council}", NONE)
            .replace("{law}", NONE);
        let got = voter.get(&address).await;
        let head = voter.request(Method::HEAD, &address, &[]).await;
        let (length, kind) = (head.headers.get("content-length"), &head.kind);
        assert_eq!(
            (head.status, kind),
            (got.status, &got.kind),
            "HEAD {address}"
        );
        assert!(head.bytes.is_empty(), "HEAD {address}");
        let told = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        assert!(
            told.is_none_or(|told| told == got.bytes.len()),
            "HEAD {address}: {length:?}"
        );
        for method in [
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::TRACE,
        ] {
            let answer = voter.request(method.clone(), &address, &[]).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {address}"
            );
            let allow = answer
                .headers
                .get("allow")
                .and_then(|allow| allow.to_str().ok());
            assert_eq!(allow, Some("GET,HEAD"), "{method} {address}");
            assert_eq!(answer.json()["code"], "method", "{method} {address}");
        }
        let options = voter.request(Method::OPTIONS, &address, &[]).await;
        assert_eq!(options.status, StatusCode::NO_CONTENT, "{address}");
        for (accept, takes) in [
            ("application/json", true),
            ("*/*", true),
            ("text/html, application/*;q=0.1", true),
            ("text/html", false),
            ("application/json;q=0", false),
        ] {
            let answer = voter
                .request(Method::GET, &address, &[("accept", accept)])
                .await;
            let refused = answer.status == StatusCode::NOT_ACCEPTABLE;
            assert_eq!(refused, !takes, "{address} {accept}: {}", answer.status);
            assert!(
                answer.json().is_array() || answer.json().is_object(),
                "{address} {accept}"
            );
        }
    }
}

#[tokio::test]
async fn the_description_says_what_is_held() {
    let house = houses().await.into_iter().next().expect("a house");
    let mut voter = house.browser();
    let description = voter.get("/api/v1/openapi.json").await.json();
    for (path, item) in description["paths"].as_object().expect("paths") {
        // Every address is read, but for the few that are handed something.
        let asked = item.get("get").unwrap_or(&item["post"]);
        let answers = asked["responses"].as_object().expect("answers");
        for (status, answer) in answers {
            let schema = &answer["content"]["application/json"]["schema"];
            assert!(schema.is_object(), "{path} {status} has no schema");
        }
        let parameters = asked["parameters"].as_array().into_iter().flatten();
        for parameter in parameters {
            let schema = &parameter["schema"];
            let bound = ["enum", "format", "pattern"]
                .iter()
                .any(|word| !schema[*word].is_null());
            assert!(bound, "{path}: anything goes for {}", parameter["name"]);
            let reference = &schema["$ref"];
            assert_eq!(*reference, Json::Null, "{path}: {}", parameter["name"]);
        }
    }
}
