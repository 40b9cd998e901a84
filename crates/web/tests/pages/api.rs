//! The open data through the public door: every address of the description answers, as the description says it does.

use axum::http::StatusCode;
use serde_json::Value as Json;

use crate::door::{Browser, House, cities, houses};
use crate::scene::{SECRETS, scene};

/// Where an address gets its record from: the path, a login of the sample city, the list that this reader opens, the way to
/// what names the record.
const SAMPLES: &[(&str, &str, &str, &str)] = &[
    (
        "/api/v1/audit/{seq}",
        "vanthu",
        "/api/v1/audit",
        "/items/0/seq",
    ),
    (
        "/api/v1/certificates/{code}",
        "daibieu",
        "/api/v1/training/mine",
        "/certificates/0/code",
    ),
    (
        "/api/v1/regulations/{id}",
        "vanthu",
        "/api/v1/regulations?standing=in_force",
        "/items/0/id",
    ),
    (
        "/api/v1/councils/{id}/review",
        "vanthu",
        "/api/v1/review",
        "/items/0/council/id",
    ),
    (
        "/api/v1/review/documents/{id}",
        "vanthu",
        "/api/v1/documents?q=06/2021",
        "/items/0/id",
    ),
    (
        "/api/v1/review/impact/{id}",
        "vanthu",
        "/api/v1/documents",
        "/items/0/id",
    ),
    (
        "/api/v1/councils/{id}/conditions",
        "vanthu",
        "/api/v1/conditions?q=can+tho",
        "/items/0/council",
    ),
    (
        "/api/v1/coordination/{id}",
        "vanthu",
        "/api/v1/coordination?state=in_force",
        "/items/0/coordination/id",
    ),
    (
        "/api/v1/councils/{id}/recognition",
        "",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    ("/api/v1/reports/{id}", "", "/api/v1/reports", "/items/0/id"),
    (
        "/api/v1/sittings/{id}",
        "vanthu",
        "/api/v1/sittings?q=can+tho&year=2026",
        "/items/0/id",
    ),
    (
        "/api/v1/conferences/{id}",
        "vanthu",
        "/api/v1/conferences",
        "/items/0/id",
    ),
    (
        "/api/v1/councils/{id}/conferences/evidence",
        "vanthu",
        "/api/v1/conferences",
        "/items/0/council_id",
    ),
    (
        "/api/v1/councils/{id}/papers",
        "vanthu",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    (
        "/api/v1/papers/{id}",
        "vanthu",
        "/api/v1/councils/{id}/papers",
        "/items/0/id",
    ),
    (
        "/api/v1/contacts/{id}",
        "vanthu",
        "/api/v1/contacts",
        "/items/0/id",
    ),
    (
        "/api/v1/councils/{id}/contacts/coverage",
        "vanthu",
        "/api/v1/sittings?q=can+tho&year=2026",
        "/items/0/council_id",
    ),
    (
        "/api/v1/petitions/{id}",
        "vanthu",
        "/api/v1/petitions?scope=92",
        "/items/0/id",
    ),
    (
        "/api/v1/councils/{id}/petitions",
        "vanthu",
        "/api/v1/petitions?scope=92",
        "/items/0/council_id",
    ),
    (
        "/api/v1/councils/{id}/petitions/report",
        "vanthu",
        "/api/v1/petitions?scope=92",
        "/items/0/council_id",
    ),
    (
        "/api/v1/classes/{id}",
        "vanthu",
        "/api/v1/classes",
        "/items/0/id",
    ),
    (
        "/api/v1/councils/{id}",
        "vanthu",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    (
        "/api/v1/courses/{id}",
        "vanthu",
        "/api/v1/courses",
        "/items/0/id",
    ),
    (
        "/api/v1/delegates/{id}",
        "vanthu",
        "/api/v1/delegates",
        "/items/0/person_id",
    ),
    (
        "/api/v1/documents/{id}",
        "vanthu",
        "/api/v1/documents",
        "/items/0/id",
    ),
    (
        "/api/v1/documents/{id}/relations",
        "vanthu",
        "/api/v1/documents",
        "/items/0/id",
    ),
    (
        "/api/v1/documents/{id}/text",
        "vanthu",
        "/api/v1/documents?q=27/2026/NQ-HĐND",
        "/items/0/id",
    ),
    (
        "/api/v1/documents/{id}/text/compare",
        "vanthu",
        "/api/v1/documents?q=27/2026/NQ-HĐND",
        "/items/0/id",
    ),
    ("/api/v1/imports/{id}", "vanthu", "/api/v1/imports", "/0/id"),
    (
        "/api/v1/quality/{check}",
        "vanthu",
        "/api/v1/quality",
        "/items/0/check",
    ),
    (
        "/api/v1/scoreboard/laws/{law}",
        "vanthu",
        "/api/v1/scoreboard/laws",
        "/0/id",
    ),
    (
        "/api/v1/scoreboard/{council}",
        "vanthu",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    (
        "/api/v1/scoreboard/{council}/trend",
        "vanthu",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    (
        "/api/v1/councils/{id}/due",
        "vanthu",
        "/api/v1/councils",
        "/items/0/council/id",
    ),
    (
        "/api/v1/units/{id}",
        "vanthu",
        "/api/v1/units",
        "/items/0/id",
    ),
];

/// The readers whose answers are checked; the first is nobody.
const READERS: &[&str] = &[
    "",
    "vanthu",
    "thuongtruc",
    "giangvien",
    "quantri",
    "kiemtra",
    "daibieu",
    "vanthu.xa",
];

/// What not everyone may read: some of the readers are refused, at least one is not.
const SHUT: &[&str] = &[
    "/api/v1/audit",
    "/api/v1/audit/{seq}",
    "/api/v1/imports",
    "/api/v1/imports/{id}",
    "/api/v1/quality",
    "/api/v1/quality/{check}",
    "/api/v1/councils/{id}/conferences/evidence",
    "/api/v1/difficulties",
    "/api/v1/councils/{id}/papers",
    "/api/v1/papers/{id}",
    "/api/v1/councils/{id}/review",
    "/api/v1/review",
    "/api/v1/review/documents/{id}",
    "/api/v1/review/impact/{id}",
    "/api/v1/training/mine",
];

#[tokio::test]
async fn every_answer_is_as_described_to_every_reader() {
    for house in cities().await {
        let mut readers = readers(&house).await;
        let description = json(&mut readers[0].1, "/api/v1/openapi.json").await;
        let paths = description["paths"].as_object().expect("paths");
        for (path, item) in paths.iter().filter(|(_, item)| item["get"].is_object()) {
            let address = sample(&mut readers, path).await;
            let mut answered = 0;
            for (who, reader) in &mut readers {
                let answer = reader.get(&address).await;
                let status = answer.status.as_u16();
                let shut = SHUT.contains(&path.as_str());
                let refused = shut && [403, 404].contains(&status);
                assert!(status == 200 || refused, "{who} {address}: {status}");
                answered += usize::from(status == 200);
                assert_eq!(answer.kind, "application/json", "{who} {address}");
                let answers = &item["get"]["responses"][status.to_string()];
                let schema = &answers["content"]["application/json"]["schema"];
                assert!(schema.is_object(), "{path} does not describe {status}");
                let mut faults = Vec::new();
                check(&description, schema, &answer.json(), path, &mut faults);
                assert_eq!(faults, Vec::<String>::new(), "{who} {address}");
            }
            assert!(answered > 0, "nobody reads {address}");
        }
    }
}

/// A browser for each reader of the sample city, and an import in it.
async fn readers(house: &House) -> Vec<(&'static str, Browser)> {
    let mut readers = Vec::new();
    for who in READERS {
        let reader = match *who {
            "" => house.browser(),
            login => house.signed_in(login).await,
        };
        readers.push((*who, reader));
    }
    let clerk = &mut readers[1].1;
    let councils = json(clerk, "/api/v1/councils?place=92&level=province").await;
    let council = councils
        .pointer("/items/0/council/id")
        .and_then(Json::as_str);
    let values = [
        ("council", council.expect("a council")),
        ("kind", "delegates"),
    ];
    let roster = "Họ và tên,Ngày sinh\nNguyễn Văn Thử,01/02/1980\n";
    let answer = clerk
        .upload(
            "/imports/new",
            "/imports/new",
            &values,
            ("dai-bieu.csv", roster.as_bytes()),
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    readers
}

#[tokio::test]
async fn nothing_personal_is_told_to_a_voter() {
    for house in houses().await {
        scene(&house).await;
        let mut voter = house.browser();
        let delegates = json(&mut voter, "/api/v1/delegates").await;
        let chair = delegates
            .pointer("/items/0/person_id")
            .and_then(Json::as_str);
        let one = format!("/api/v1/delegates/{}", chair.expect("a delegate"));
        for address in [
            "/api/v1/delegates",
            &one,
            "/api/v1/councils",
            "/api/v1/pages",
        ] {
            let text = voter.get(address).await.text();
            let told = SECRETS.iter().find(|secret| text.contains(**secret));
            assert_eq!(told, None, "{address}");
        }
    }
}

/// An address for a path of the description.
async fn sample(readers: &mut [(&str, Browser)], path: &str) -> String {
    let Some((before, rest)) = path.split_once('{') else {
        return path.to_owned();
    };
    let found = SAMPLES.iter().find(|(of, ..)| *of == path);
    let (_, login, list, way) = found.unwrap_or_else(|| panic!("{path} needs a sample"));
    // A list that stands below a record of its own needs a sample of that record first.
    let list = &Box::pin(sample(readers, list)).await;
    let reader = readers.iter_mut().find(|(who, _)| who == login);
    let list = json(&mut reader.expect("a reader").1, list).await;
    let id = list.pointer(way).map(|id| match id.as_str() {
        Some(text) => text.to_owned(),
        None => id.to_string(),
    });
    let (_, after) = rest.split_once('}').expect("a closed name");
    format!(
        "{before}{}{after}",
        id.unwrap_or_else(|| panic!("{path} has no record"))
    )
}

async fn json(reader: &mut Browser, address: &str) -> Json {
    let answer = reader.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    answer.json()
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
    let least = schema["minimum"].as_i64();
    if let (Some(least), Some(number)) = (least, value.as_i64())
        && number < least
    {
        faults.push(format!("{at}: {value} is less than {least}"));
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
