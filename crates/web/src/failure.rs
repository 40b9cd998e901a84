//! What happens when something was refused: the one place that knows pages and codes for refusals.
//!
//! A handler gives back a [`Failure`]; the outermost layer, which still has the visit, turns it into a page in the reader's
//! language, or into JSON under `/api`. The user reads one text, the log keeps another.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use council::Refusal;
use serde::Serialize;
use ui::{Button, Page, Prose};

use crate::petitions;
use crate::visit::Visit;

/// A refused request.
#[derive(Debug, Clone)]
pub struct Failure(std::sync::Arc<Refusal>);

/// A handler's outcome.
pub type Outcome<T = Response> = std::result::Result<T, Failure>;

impl<E: Into<Refusal>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(std::sync::Arc::new(error.into()))
    }
}

impl Failure {
    /// There is no such page or record.
    pub fn not_found(what: &'static str) -> Self {
        Refusal::NotFound(what).into()
    }

    /// What was refused.
    pub fn refusal(&self) -> &Refusal {
        &self.0
    }

    fn status(&self) -> StatusCode {
        match &*self.0 {
            Refusal::NotPermitted(_) | Refusal::NotReadable(_) => StatusCode::FORBIDDEN,
            Refusal::NotFound(_) => StatusCode::NOT_FOUND,
            Refusal::Invalid(problems)
                if problems.iter().any(|one| one.code == "form-too-large") =>
            {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Refusal::Invalid(problems) => {
                braked(problems).map_or(StatusCode::UNPROCESSABLE_ENTITY, |(status, _)| status)
            }
            Refusal::Store(_) | Refusal::Failed { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The status of problems that only time mends, such as too many tries at a password, and the seconds to wait.
pub fn braked(problems: &[council::Problem]) -> Option<(StatusCode, u64)> {
    problems.iter().find_map(|problem| match problem.code {
        "sign-in-wait" | "certificate-wait" | "check-wait" => {
            let seconds = problem.args.iter().find(|(name, _)| *name == "seconds");
            let seconds = seconds.and_then(|(_, text)| text.parse().ok());
            Some((StatusCode::TOO_MANY_REQUESTS, seconds.unwrap_or(1)))
        }
        "sign-in-busy" => Some((StatusCode::SERVICE_UNAVAILABLE, 5)),
        _ => None,
    })
}

/// Gives an answer the status of problems that only time mends, and says when to come again.
pub fn mark_braked(problems: &[council::Problem], response: &mut Response) {
    if let Some((status, seconds)) = braked(problems) {
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The answer of the API to a refused request.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiError {
    /// A stable code.
    pub code: String,
    /// The message in the language asked for.
    pub message: String,
    /// The problems of what was given, by field.
    pub problems: Vec<ApiProblem>,
    /// The code of the request, for asking an administrator; `x-request-id` carries it too.
    pub request_id: String,
}

/// One problem of what was given.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiProblem {
    /// The field, or empty.
    pub field: String,
    /// A stable code.
    pub code: String,
    /// The message in the language asked for.
    pub message: String,
}

/// Refuses what a program asked.
pub fn refuse_program(visit: &Visit, status: StatusCode, problems: Vec<ApiProblem>) -> Response {
    json(visit, status, key(visit, status, None), problems)
}

fn json(visit: &Visit, status: StatusCode, key: &str, problems: Vec<ApiProblem>) -> Response {
    let body = ApiError {
        code: key.trim_start_matches("failure-").replace('-', "_"),
        message: visit.t(&format!("{key}-title")),
        problems,
        request_id: visit.request_id.to_string(),
    };
    (status, axum::Json(body)).into_response()
}

/// Under which key the catalogue has the texts of a refusal.
fn key(visit: &Visit, status: StatusCode, failure: Option<&Failure>) -> &'static str {
    let refused = failure.map(Failure::refusal);
    match status.as_u16() {
        403 if matches!(refused, Some(Refusal::Invalid(_))) => "failure-invalid",
        400 => "failure-bad-request",
        403 if !visit.actor.is_signed_in() => "failure-sign-in",
        403 => "failure-forbidden",
        404 => "failure-not-found",
        405 => "failure-method",
        406 => "failure-not-acceptable",
        413 => "failure-too-large",
        415 | 422 => "failure-invalid",
        429 => "failure-too-many",
        503 => "failure-busy",
        _ => "failure-internal",
    }
}

/// Renders the page or the JSON of a failure.
pub fn show(visit: &Visit, status: StatusCode, failure: Option<&Failure>) -> Response {
    if let Some(error @ (Refusal::Store(_) | Refusal::Failed { .. })) =
        failure.map(Failure::refusal)
    {
        let cause = std::error::Error::source(error)
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(%error, cause, path = visit.path, "request failed");
    }
    let key = key(visit, status, failure);
    if visit.path.starts_with(petitions::OPEN311) {
        let text = visit.t(&format!("{key}-title"));
        return petitions::open311_failed(visit, status, text);
    }
    let problems = match failure.map(Failure::refusal) {
        Some(Refusal::Invalid(problems)) => problems.as_slice(),
        _ => &[],
    };
    let mut response = if visit.path.starts_with("/api/") {
        let problems = problems.iter().map(|problem| ApiProblem {
            field: problem.field.into(),
            code: problem.code.into(),
            message: visit.problem(problem),
        });
        json(visit, status, key, problems.collect())
    } else {
        let mut page =
            Page::new(visit.t(&format!("{key}-title"))).lead(visit.t(&format!("{key}-text")));
        for problem in problems {
            page = page.push(ui::Notice::error(visit.problem(problem)));
        }
        page = page.push(if key == "failure-sign-in" {
            let back =
                serde_urlencoded::to_string([("back", visit.here_with(&[]))]).unwrap_or_default();
            Button::new(visit.t("sign-in"), format!("/sign-in?{back}"))
        } else {
            Button::new(visit.t("failure-home"), "/").secondary()
        });
        let code = [("code", visit.request_id.as_str())];
        page = page.push(Prose::new().p(visit.tv("failure-request", &code)));
        visit.view(page).undated().respond()
    };
    *response.status_mut() = status;
    mark_braked(problems, &mut response);
    response
}
