//! Tra cứu giấy chứng nhận: what a code says, to anybody, and not so often that one could be guessed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use council::training::certificates::{Verified, verify_certificate};
use council::{Problem, Refusal};
use kernel::Timestamp;
use std::time::Duration;
use store::Db;
use ui::{Field, Notice, Page, SummaryList};

use crate::access::caller::Caller;
use crate::failure::{Failure, Outcome, mark_braked};
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// The form, and under it what the code of the address says.
pub async fn show(visit: Visit, State(db): State<Db>, caller: Caller) -> Outcome {
    let Some(code) = visit.asked("code").map(str::to_owned) else {
        return Ok(page(&visit, "", Found::Nothing));
    };
    let refused: Failure = match check(&visit, &db, &caller, &code).await {
        Ok(verified) => return Ok(page(&visit, &code, Found::Certificate(verified))),
        Err(failure) => failure,
    };
    let Refusal::Invalid(problems) = refused.refusal() else {
        return Err(refused);
    };
    let message = problems.first().map(|problem| visit.problem(problem));
    let mut response = page(&visit, &code, Found::Problem(message.unwrap_or_default()));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    mark_braked(problems, &mut response);
    Ok(response)
}

/// Leads to the address that holds the code, so that the answer can be kept and sent on.
pub async fn ask(posted: Posted) -> Response {
    let code = posted.text("code");
    let query = serde_urlencoded::to_string([("code", &code)]).unwrap_or_default();
    Redirect::to(&format!("/certificates?{query}")).into_response()
}

/// What the code of a certificate says: name, class, its days, whether it was revoked.
#[utoipa::path(get, path = "/api/v1/certificates/{code}", tag = "training", params(("code" = String, Path, description = "The code as printed")),
    responses((status = 200, description = "What the certificate says", body = Verified),
        (status = 422, body = crate::failure::ApiError), (status = 429, body = crate::failure::ApiError)))]
pub async fn api(
    visit: Visit,
    State(db): State<Db>,
    caller: Caller,
    Path(code): Path<String>,
) -> Outcome {
    let refused = match check(&visit, &db, &caller, &code).await {
        Ok(verified) => return Ok(axum::Json(verified).into_response()),
        Err(refused) => refused,
    };
    let mut response = refused.into_response();
    if response.status() == StatusCode::UNPROCESSABLE_ENTITY {
        // The code is the address, and there is nothing at a mistyped one; the problem still says why.
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

/// What the page has to say.
enum Found {
    Nothing,
    Certificate(Verified),
    Problem(String),
}

async fn check(visit: &Visit, db: &Db, caller: &Caller, code: &str) -> Outcome<Verified> {
    let now = since_1970(visit.app.clock().now());
    let brake = visit.app.certificate_checks();
    if let Err(wait) = brake.admit(&caller.0.address, now) {
        let seconds = wait.0.as_secs() + 1;
        return Err(Problem::new("code", "certificate-wait")
            .with("seconds", seconds)
            .into());
    }
    Ok(verify_certificate(db, code).await?)
}

fn since_1970(now: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(now.as_millisecond()).unwrap_or(0))
}

fn page(visit: &Visit, code: &str, found: Found) -> Response {
    let mut field = Field::text("code", visit.t("mine-certificate-code"))
        .hint(visit.t("mine-certificate-code-hint"))
        .plain()
        .value(code);
    let mut page = Page::new(visit.t("footer-verify"));
    let refused = matches!(found, Found::Problem(_));
    match found {
        Found::Nothing => page = page.lead(visit.t("certificates-lead")),
        Found::Certificate(verified) => page = answer(visit, page, &verified),
        Found::Problem(message) => {
            page = page.lead(visit.t("certificates-lead"));
            field = field.error(message);
        }
    }
    let form = visit
        .form("/certificates")
        .field(field)
        .submit(visit.t("certificate-check"));
    let view = visit.view(page.push(form)).part(Part::Training).undated();
    if refused {
        view.refused().respond()
    } else {
        view.respond()
    }
}

fn answer(visit: &Visit, page: Page, of: &Verified) -> Page {
    let days = if of.starts_on == of.ends_on {
        visit.day(of.ends_on)
    } else {
        visit.tv(
            "learning-days",
            &[
                ("from", &visit.day(of.starts_on)),
                ("last", &visit.day(of.ends_on)),
            ],
        )
    };
    let notice = if of.revoked {
        Notice::error(visit.t("certificate-says-revoked"))
            .body(visit.t("certificate-says-revoked-why"))
    } else {
        Notice::success(visit.t("certificate-says-valid"))
    };
    let list = SummaryList::new()
        .row(visit.t("full-name"), of.full_name.clone())
        .row(visit.t("learning-class"), of.class.clone())
        .row(visit.t("learning-class-days"), days);
    page.push(notice.push(list))
}
