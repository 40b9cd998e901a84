//! The description as a contract: what a request asks for is held against what its operation is described to take, before the
//! handler sees it.
//!
//! A program that misspells a parameter, gives it twice or sends bytes that are no text would otherwise get a list that looks
//! complete and is not. So every such request is refused with the parameter's name, and no handler has to think of it.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::Value as Json;

use super::shapes;
use crate::failure::{self, ApiProblem};
use crate::visit::Visit;

/// What each operation takes in its query.
pub struct Contract(HashMap<String, Vec<Taken>>);

/// One parameter of a query.
struct Taken {
    name: String,
    kind: Kind,
}

/// What its value must be.
enum Kind {
    Day,
    Identifier,
    Number {
        least: i64,
        most: i64,
    },
    OneOf(Vec<String>),
    Text {
        longest: usize,
        shape: Option<shapes::Shape>,
    },
}

/// What is wrong with one parameter: the code of the message.
type Wrong = &'static str;

impl Contract {
    /// Reads the contract out of a description.
    pub fn of(description: &Json) -> Arc<Self> {
        let paths = description["paths"].as_object().into_iter().flatten();
        let operations = paths.map(|(path, item)| {
            let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
            let taken = parameters
                .filter(|one| one["in"] == "query")
                .map(|one| Taken {
                    name: one["name"].as_str().unwrap_or_default().to_owned(),
                    kind: Kind::of(&one["schema"]),
                });
            (path.clone(), taken.collect())
        });
        Arc::new(Self(operations.collect()))
    }

    /// Lets through what keeps to the contract.
    pub async fn hold(contract: Arc<Self>, request: Request, next: Next) -> Response {
        let matched = request.extensions().get::<MatchedPath>();
        let taken = matched.and_then(|path| contract.0.get(path.as_str()));
        let visit = request.extensions().get::<Visit>();
        let is_read = [Method::GET, Method::HEAD].contains(request.method());
        let (Some(taken), Some(visit), true) = (taken, visit, is_read) else {
            return next.run(request).await;
        };
        if !takes_json(request.headers()) {
            return failure::show(visit, StatusCode::NOT_ACCEPTABLE, None);
        }
        let query = request.uri().query().unwrap_or_default();
        let problems = problems(taken, query, visit);
        if !problems.is_empty() {
            return failure::refuse_program(visit, StatusCode::UNPROCESSABLE_ENTITY, problems);
        }
        next.run(request).await
    }
}

impl Kind {
    fn of(schema: &Json) -> Self {
        let number = |name: &str, or: i64| schema[name].as_i64().unwrap_or(or);
        if let Some(codes) = schema["enum"].as_array() {
            let codes = codes.iter().filter_map(Json::as_str);
            return Self::OneOf(codes.map(str::to_owned).collect());
        }
        match (schema["type"].as_str(), schema["format"].as_str()) {
            (_, Some("date")) => Self::Day,
            (_, Some("uuid")) => Self::Identifier,
            (Some("integer"), _) => Self::Number {
                least: number("minimum", 0),
                most: number("maximum", i64::from(i32::MAX)),
            },
            _ => Self::Text {
                longest: usize::try_from(number("maxLength", shapes::LONGEST)).unwrap_or(0),
                shape: schema["pattern"].as_str().and_then(shapes::of_pattern),
            },
        }
    }

    fn check(&self, value: &str) -> Result<(), Wrong> {
        let (fits, wrong) = match self {
            Self::Day => (
                crate::visit::iso_day(value).is_some(),
                "date-unreadable-iso",
            ),
            Self::Identifier => (is_identifier(value), "identifier-unreadable"),
            Self::Number { least, most } => {
                let number = value.parse::<i64>().ok();
                let plain = value.bytes().all(|byte| byte.is_ascii_digit());
                let within = number.is_some_and(|number| (*least..=*most).contains(&number));
                (plain && within, "number-unreadable")
            }
            Self::OneOf(codes) => (codes.iter().any(|code| code == value), "choice-unknown"),
            Self::Text { longest, .. } if value.chars().count() > *longest => {
                (false, "parameter-too-long")
            }
            Self::Text { shape, .. } => (shape.is_none_or(|shape| shape(value)), "parameter-shape"),
        };
        if fits { Ok(()) } else { Err(wrong) }
    }
}

/// Everything that is wrong with a query.
fn problems(taken: &[Taken], query: &str, visit: &Visit) -> Vec<ApiProblem> {
    let mut seen: Vec<String> = Vec::new();
    let mut problems = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), decoded(value));
        let known = name
            .as_deref()
            .and_then(|name| taken.iter().find(|taken| taken.name == name));
        let wrong = match (known, value) {
            (None, _) => Some("parameter-unknown"),
            (Some(known), _) if seen.contains(&known.name) => Some("parameter-twice"),
            (Some(_), None) => Some("parameter-no-text"),
            (Some(known), Some(value)) => known.kind.check(&value).err(),
        };
        let field = name.unwrap_or_default();
        if let Some(code) = wrong {
            problems.push(ApiProblem {
                field: shortened(&field),
                code: code.to_owned(),
                message: visit.t(&format!("problem-{code}")),
            });
        }
        if known.is_some() {
            seen.push(field);
        }
        // A query of ten thousand faults is told about the first few.
        if problems.len() == MOST_PROBLEMS {
            break;
        }
    }
    problems
}

const MOST_PROBLEMS: usize = 20;

fn shortened(name: &str) -> String {
    name.chars()
        .filter(|one| !one.is_control())
        .take(60)
        .collect()
}

/// A piece of a query as text; nothing where it is none: half an escape, bytes that are no UTF-8, a null byte.
fn decoded(piece: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(piece.len());
    let mut rest = piece.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// An identifier as answers write it, and nothing else that could be read as one.
fn is_identifier(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

/// Whether a caller takes JSON. Nothing said means anything goes; a range that cannot be read says nothing.
fn takes_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter();
    let accepted = accepted.filter_map(|value| value.to_str().ok());
    let ranges = accepted
        .flat_map(|value| value.split(','))
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media = parts.next()?.to_ascii_lowercase();
            let refused = parts
                .filter_map(|part| part.strip_prefix("q="))
                .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
            media.contains('/').then_some((media, !refused))
        });
    let ranges: Vec<(String, bool)> = ranges.collect();
    // What names the type itself outweighs what names its family, and that outweighs "anything".
    ["application/json", "application/*", "*/*"]
        .iter()
        .find_map(|wanted| ranges.iter().find(|(media, _)| media == wanted))
        .map_or(ranges.is_empty(), |(_, takes)| *takes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_query_is_text_or_nothing() {
        let cases: &[(&str, Option<&str>)] = &[
            ("", Some("")),
            ("Ninh+Ki%E1%BB%81u", Some("Ninh Kiều")),
            ("%", None),
            ("%4", None),
            ("%zz", None),
            ("%+1", None),
            ("%FF", None),
            ("%ED%A0%80", None),
            ("%00", None),
        ];
        for (piece, text) in cases {
            assert_eq!(decoded(piece).as_deref(), *text, "{piece}");
        }
    }

    #[test]
    fn the_most_telling_range_decides() {
        let cases: &[(&[&str], bool)] = &[
            (&[], true),
            (&["application/json"], true),
            (&["Application/JSON; charset=utf-8"], true),
            (&["text/html, */*;q=0.1"], true),
            (&["text/html", "application/*"], true),
            (&["text/html,application/xhtml+xml"], false),
            (&["application/json;q=0, */*"], false),
            (&["*/*;q=0"], false),
            (&["gibberish"], true),
        ];
        for (given, takes) in cases {
            let mut headers = HeaderMap::new();
            for value in *given {
                headers.append(header::ACCEPT, value.parse().expect("a header"));
            }
            assert_eq!(takes_json(&headers), *takes, "{given:?}");
        }
    }
}
