//! The open data through the public door: every address of the description answers, as the description says it does.

use axum::http::StatusCode;
use council::access::Role;
use serde_json::Value as Json;

use crate::door::{Browser, houses};
use crate::scene::{PATH, SECRETS, scene};

/// Where the answers of one address name what another address is about: its path, the list, the way to the identifier.
const SAMPLES: &[(&str, &str, &str)] = &[
    (
        "/api/v1/councils/{id}",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    ("/api/v1/units/{id}", "/api/v1/units", "/items/0/id"),
    (
        "/api/v1/delegates/{id}",
        "/api/v1/delegates",
        "/items/0/person_id",
    ),
    (
        "/api/v1/scoreboard/{council}",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    (
        "/api/v1/quality/{check}",
        "/api/v1/quality",
        "/items/0/check",
    ),
];

/// Addresses of records that the small scene has none of, and of a person's own.
const WITHOUT_SAMPLE: &[&str] = &[
    "/api/v1/certificates/{code}",
    "/api/v1/classes/{id}",
    "/api/v1/courses/{id}",
    "/api/v1/documents/{id}",
    "/api/v1/imports/{id}",
    "/api/v1/programmes/{id}",
    "/api/v1/scoreboard/laws/{law}",
    "/api/v1/training/mine",
];

#[tokio::test]
async fn every_answer_is_as_described() {
    for house in houses().await {
        scene(&house).await;
        let mut voter = house.browser();
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let description = json(&mut voter, "/api/v1/openapi.json").await;
        for (path, item) in description["paths"].as_object().expect("paths") {
            let Some(address) = sample(&mut clerk, path).await else {
                assert!(
                    WITHOUT_SAMPLE.contains(&path.as_str()),
                    "{path} needs a sample"
                );
                continue;
            };
            for (who, reader) in [("voter", &mut voter), ("clerk", &mut clerk)] {
                let answer = reader.get(&address).await;
                let status = answer.status.as_u16().to_string();
                assert!(
                    ["200", "403"].contains(&&*status),
                    "{who} {address}: {status}"
                );
                let media = &item["get"]["responses"][&status]["content"]["application/json"];
                let body: Json = serde_json::from_slice(&answer.bytes).expect("JSON");
                let mut faults = Vec::new();
                check(&description, &media["schema"], &body, path, &mut faults);
                assert_eq!(faults, Vec::<String>::new(), "{who} {address}");
                let text = answer.text();
                let told = SECRETS.iter().find(|secret| text.contains(**secret));
                assert!(who != "voter" || told.is_none(), "{address} tells {told:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_as_json_with_its_field() {
    const NONE: &str = "00000000-0000-7000-8000-000000000000";
    let refused: &[(&str, u16, &str)] = &[
        ("/api/v1/councils?level=galaxy", 422, "level"),
        ("/api/v1/councils?level=", 422, "level"),
        ("/api/v1/councils?on=30/06/2025", 422, "on"),
        ("/api/v1/councils?on=", 422, "on"),
        ("/api/v1/councils?page=0", 422, "page"),
        ("/api/v1/units?page=99999999999999999999", 422, "page"),
        ("/api/v1/delegates?sex=x", 422, "sex"),
        ("/api/v1/delegates?council=x", 422, "council"),
        ("/api/v1/scoreboard/missing?law=x", 422, "law"),
        ("/api/v1/documents?kind=x", 422, "kind"),
        ("/api/v1/rules?level=x", 422, "level"),
        ("/api/v1/certificates/0", 404, "code"),
        ("/api/v1/councils/x", 404, ""),
        ("/api/v1/units/%00", 404, ""),
        ("/api/v1/nothing", 404, ""),
    ];
    let house = houses().await.into_iter().next_back().expect("a house");
    scene(&house).await;
    let mut voter = house.browser();
    for (address, status, field) in refused {
        let answer = voter.get(address).await;
        assert_eq!(answer.status.as_u16(), *status, "{address}");
        let body: Json = serde_json::from_slice(&answer.bytes).expect("JSON");
        let named = body["problems"][0]["field"].as_str().unwrap_or_default();
        assert_eq!(named, *field, "{address}: {body}");
    }
    for kind in ["councils", "units", "delegates", "documents"] {
        let answer = voter.get(&format!("/api/v1/{kind}/{NONE}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{kind}");
    }
    for odd in [
        "q=%00",
        "q=%FF",
        "place=%ED%A0%80",
        "page=1000000",
        "q=a&q=b",
        "on=0001-01-01",
        "on=9999-12-31",
    ] {
        for kind in ["councils", "units", "delegates", "documents"] {
            let answer = voter.get(&format!("/api/v1/{kind}?{odd}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{kind} {odd}");
        }
    }
}

/// An address for a path of the description; `None` if the scene has nothing for it.
async fn sample(reader: &mut Browser, path: &str) -> Option<String> {
    if WITHOUT_SAMPLE.contains(&path) {
        return None;
    }
    if !path.contains('{') {
        return Some(path.to_owned());
    }
    let (_, list, way) = SAMPLES.iter().find(|(of, _, _)| *of == path)?;
    let list = json(reader, list).await;
    let id = list
        .pointer(way)
        .and_then(Json::as_str)
        .expect("an identifier");
    let (before, rest) = path.split_once('{')?;
    let (_, after) = rest.split_once('}')?;
    Some(format!("{before}{id}{after}"))
}

async fn json(reader: &mut Browser, address: &str) -> Json {
    let answer = reader.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    serde_json::from_slice(&answer.bytes).expect("JSON")
}

/// Collects where a value is another than its schema says. It knows the words of JSON Schema that our description uses.
fn check(description: &Json, schema: &Json, value: &Json, at: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let way = name.trim_start_matches('#');
        return match description.pointer(way) {
            Some(schema) => check(description, schema, value, at, faults),
            None => faults.push(format!("{at}: nothing is described at {name}")),
        };
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |schema: &&Json| {
            let mut faults = Vec::new();
            check(description, schema, value, at, &mut faults);
            faults.is_empty()
        };
        if choices.iter().filter(fits).count() != 1 {
            faults.push(format!("{at}: {value} fits not exactly one of {schema}"));
        }
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        check(description, part, value, at, faults);
    }
    if let Some(codes) = schema["enum"]
        .as_array()
        .filter(|codes| !codes.contains(value))
    {
        faults.push(format!("{at}: {value} is none of {codes:?}"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Json::Array(types) => types.iter().filter_map(Json::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    if !types.is_empty() && !types.iter().any(|name| is_of(name, value)) {
        faults.push(format!("{at}: {value} is not {types:?}"));
    }
    let format = schema["format"].as_str().unwrap_or_default();
    if value.as_str().is_some_and(|text| !has_format(format, text)) {
        faults.push(format!("{at}: {value} is no {format}"));
    }
    check_inside(description, schema, value, at, faults);
}

fn check_inside(
    description: &Json,
    schema: &Json,
    value: &Json,
    at: &str,
    faults: &mut Vec<String>,
) {
    if let Some(object) = value.as_object() {
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Json::as_str) {
            if !object.contains_key(name) {
                faults.push(format!("{at}: lacks {name}"));
            }
        }
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(value) = object.get(name) {
                check(description, schema, value, &format!("{at}/{name}"), faults);
            }
        }
    }
    for (place, value) in value.as_array().into_iter().flatten().enumerate() {
        let fixed = schema["prefixItems"].get(place);
        let schema = fixed.unwrap_or(&schema["items"]);
        check(description, schema, value, &format!("{at}/{place}"), faults);
    }
}

fn is_of(name: &str, value: &Json) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn has_format(format: &str, text: &str) -> bool {
    match format {
        "date" => text.len() == 10 && text.parse::<kernel::Date>().is_ok(),
        "date-time" => text.parse::<kernel::Timestamp>().is_ok(),
        "uuid" => text.len() == 36 && text.parse::<kernel::ids::UnitId>().is_ok(),
        _ => true,
    }
}
