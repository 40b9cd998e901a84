//! How an operation answers: in the format its address ends with, and what was wrong as the specification's `errors`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use council::{Problem, Refusal};

use super::document::{Document, Node};
use crate::failure::{Failure, braked};
use crate::visit::Visit;

/// Why an operation was not carried out.
#[derive(Debug)]
pub enum Wrong {
    /// What is to be told, as it is.
    Said(StatusCode, String),
    /// The domain refused.
    Refused(Failure),
}

/// What an operation answers.
pub type Answered<T = Document> = Result<T, Wrong>;

impl<E: Into<Refusal>> From<E> for Wrong {
    fn from(error: E) -> Self {
        Self::Refused(Failure::from(error))
    }
}

impl From<Failure> for Wrong {
    fn from(failure: Failure) -> Self {
        Self::Refused(failure)
    }
}

impl Wrong {
    /// Something that was asked for is not there.
    pub fn not_found(text: String) -> Self {
        Self::Said(StatusCode::NOT_FOUND, text)
    }

    /// What was asked is not understood.
    pub fn bad(text: String) -> Self {
        Self::Said(StatusCode::BAD_REQUEST, text)
    }

    /// The key is missing or does not hold.
    pub fn no_key(text: String) -> Self {
        Self::Said(StatusCode::FORBIDDEN, text)
    }

    /// The status, everything to be told, and the seconds to wait where only time mends it.
    fn told(self, visit: &Visit) -> (StatusCode, Vec<String>, Option<u64>) {
        let failure = match self {
            Self::Said(status, text) => return (status, vec![text], None),
            Self::Refused(failure) => failure,
        };
        let status = match failure.refusal() {
            Refusal::NotPermitted(_) | Refusal::NotReadable(_) => StatusCode::FORBIDDEN,
            Refusal::NotFound(_) => StatusCode::NOT_FOUND,
            Refusal::Invalid(problems) => {
                let said = problems
                    .iter()
                    .map(|problem| said(visit, problem))
                    .collect();
                return match braked(problems) {
                    Some((status, seconds)) => (status, said, Some(seconds)),
                    None => (StatusCode::BAD_REQUEST, said, None),
                };
            }
            error @ (Refusal::Store(_) | Refusal::Failed { .. }) => {
                let cause = std::error::Error::source(error);
                let cause = cause.map(ToString::to_string).unwrap_or_default();
                tracing::error!(%error, cause, path = visit.path, "request failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        let key = match status {
            StatusCode::FORBIDDEN => "failure-forbidden-title",
            StatusCode::NOT_FOUND => "failure-not-found-title",
            _ => "failure-internal-title",
        };
        (status, vec![visit.t(key)], None)
    }
}

/// A problem with the field of the specification that it concerns.
fn said(visit: &Visit, problem: &Problem) -> String {
    let field = match problem.field {
        "text" => "description",
        "unit" => "attribute[commune]",
        "voter_name" => "first_name, last_name",
        "voter_phone" => "phone",
        "voter_email" => "email",
        "once" => "idempotency_key",
        other => other,
    };
    let text = visit.problem(problem);
    match field {
        "" => text,
        field => format!("{field}: {text}"),
    }
}

/// The format that an address ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Xml,
    Json,
}

/// A name and the format behind its last dot: `transport.json`. A name of its own is XML, which the specification always has.
pub fn parted(file: &str) -> (&str, &str) {
    file.rsplit_once('.').unwrap_or((file, "xml"))
}

/// The answer of an operation in the format of its address.
pub fn answer(visit: &Visit, ending: &str, outcome: Answered) -> Response {
    let format = match ending {
        "json" => Some(Format::Json),
        "xml" => Some(Format::Xml),
        _ => None,
    };
    match (outcome, format) {
        (Ok(document), Some(format)) => shown(&document, format),
        (Ok(_), None) => {
            let wrong = Wrong::not_found(visit.t("open311-no-format"));
            refused(visit, Format::Xml, wrong)
        }
        (Err(wrong), format) => refused(visit, format.unwrap_or(Format::Xml), wrong),
    }
}

/// The answer to a request that no operation got to see: a method there is not, a page of another site.
pub fn failed(visit: &Visit, status: StatusCode, text: String) -> Response {
    let outcome = Err(Wrong::Said(status, text));
    answer(visit, parted(&visit.path).1, outcome)
}

fn shown(document: &Document, format: Format) -> Response {
    match format {
        Format::Xml => {
            let kind = [(header::CONTENT_TYPE, "text/xml; charset=utf-8")];
            (kind, document.xml()).into_response()
        }
        Format::Json => {
            let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
            (kind, document.json()).into_response()
        }
    }
}

fn refused(visit: &Visit, format: Format, wrong: Wrong) -> Response {
    let (status, texts, wait) = wrong.told(visit);
    let errors = texts.into_iter().map(|text| {
        Node::Parts(vec![
            ("code", Node::Number(status.as_u16().into())),
            ("description", Node::Text(text)),
        ])
    });
    let document = Document::new("errors", Node::Many("error", errors.collect()));
    let mut response = shown(&document, format);
    *response.status_mut() = status;
    if let Some(seconds) = wait {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}
