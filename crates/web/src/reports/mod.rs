//! Báo cáo: the reports of councils with their figures, and the check of reports that anyone hands in and of which nothing is kept.

mod blocks;
mod compared;
mod findings;
mod form_check;
mod given;
mod list;
mod marked;
mod one;
mod out;
mod result;
mod say;
mod tasks;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use council::access::Act;
use council::reports::ReportState;
use council::reports::queries::reports;
use council::{Problem, Refusal, Result};
use figures::report::{Line, lines};
use ui::{Field, Form, Page, Prose};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::given::{LARGEST_BODY, LARGEST_MEGABYTES, MOST, Read};
use crate::access::Caller;
use crate::app::App;
use crate::failure::{Outcome, mark_braked};
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// Where the page stands.
const HERE: &str = "/reports/check";

/// The pages and forms.
pub fn routes() -> Router<App> {
    let check = Router::new()
        .route(HERE, get(ask).post(check))
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    let pages = Router::new()
        .route("/reports", get(list::show))
        .route("/councils/{id}/reports", get(list::of_council))
        .route("/reports/compare", get(compared::show))
        .route("/reports/{id}", get(one::show))
        .route("/reports/{id}/findings", get(findings::show))
        .route("/reports/{id}/paper.pdf", get(out::pdf))
        .route("/reports/{id}/paper.docx", get(out::docx))
        .route("/reports/{id}/annex.xlsx", get(out::annex))
        .route("/reports/{id}/signed.json", get(out::signed));
    tasks::routes(pages)
        .merge(check)
        .merge(form_check::routes())
}

/// The same for programs.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(check_for_program))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .routes(routes!(list::api))
        .routes(routes!(one::api))
        .merge(form_check::api())
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = vec![HERE.into(), form_check::HERE.into(), visit.link("/reports")];
    let found = reports(visit.app.db(), &visit.actor, "", visit.on).await?;
    for state in ReportState::ALL {
        let Some(report) = found.iter().find(|report| report.state == *state) else {
            continue;
        };
        let home = format!("/reports/{}", report.id);
        paths.push(visit.link(&home));
        paths.push(visit.link(&format!("/councils/{}/reports", report.council_id)));
        paths.push(visit.link(&format!("{home}/findings")));
        for (act, end) in one::offers(report.state) {
            if visit.can(*act, &report.path) {
                paths.push(format!("{home}/{end}"));
            }
        }
        if visit.can(Act::DraftReport, &report.path) {
            paths.push(format!("/councils/{}/reports/new", report.council_id));
        }
    }
    if let [a, b, ..] = found.as_slice() {
        paths.push(visit.link(&format!("/reports/compare?a={}&b={}", a.id, b.id)));
    }
    Ok(paths)
}

async fn ask(visit: Visit) -> Response {
    let page = Page::new(visit.t("report-check"))
        .lead(visit.t("report-check-lead"))
        .push(form(&visit, &Posted::default()))
        .section(
            visit.t("report-check-what"),
            Prose::new()
                .list(
                    ["sums", "shares", "tables", "same"]
                        .map(|what| visit.label("report-check", what)),
                )
                .p(visit.t("report-check-careful")),
        );
    visit.view(page).part(Part::Reports).undated().respond()
}

async fn check(visit: Visit, caller: Caller, posted: Posted) -> Outcome {
    match checked(&visit, &caller, &posted).await {
        Ok(read) => {
            let page = result::page(&visit, &read)
                .section(visit.t("report-check-again"), form(&visit, &posted));
            let view = visit.view(page).part(Part::Reports).undated();
            Ok(unkept(view.respond()))
        }
        Err(Refusal::Invalid(problems)) => {
            let posted = posted.refused(&visit, &problems);
            let page = Page::new(visit.t("report-check"))
                .lead(visit.t("report-check-lead"))
                .push(form(&visit, &posted));
            Ok(again(&visit, page, Part::Reports, &problems))
        }
        Err(other) => Err(other.into()),
    }
}

/// Soát số liệu báo cáo: figures of reports that contradict one another; nothing is kept
#[utoipa::path(
    post, path = "/api/v1/reports/check", tag = "reports",
    request_body(
        content = String, content_type = "multipart/form-data",
        description = "Reports as parts named `file` (.docx, .pdf with text, .html, .txt; five at most, 10 MB each), or one as text in a \
                       part named `text`. Several reports are checked against one another, too."
    ),
    responses((status = 200, body = Vec<Line>, description = "What was found, as lines of `dancu report check --json`"))
)]
async fn check_for_program(visit: Visit, caller: Caller, request: Request) -> Outcome {
    let posted = Posted::read(request).await?;
    let read = checked(&visit, &caller, &posted).await?;
    let lines: Vec<Line> = lines(&read.reports, &read.findings);
    Ok(unkept(axum::Json(lines).into_response()))
}

/// Checks what a form or a program sent.
async fn checked(visit: &Visit, caller: &Caller, posted: &Posted) -> Result<Read> {
    let given = given::reports(visit, posted)?;
    let lang = visit.lang;
    in_turn(visit, caller, move || given::read(lang, given)).await?
}

/// Checks where it keeps nobody else waiting; whoever asks too often is told when to come again.
async fn in_turn<T: Send + 'static>(
    visit: &Visit,
    caller: &Caller,
    check: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    if let Err(wait) = visit.app.admit_check(&caller.0.address) {
        let problem = Problem::new("", "check-wait");
        return Err(problem.with("seconds", wait.0.as_secs() + 1).into());
    }
    let turn = visit.app.turn_to_check().await;
    let work = move || {
        let found = check();
        drop(turn);
        found
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a file could not be checked");
        Problem::new("file", "text-file-broken").into()
    })
}

/// The form of a check again, with what is wrong in it.
fn again(visit: &Visit, page: Page, part: Part, problems: &[Problem]) -> Response {
    let view = visit.view(page).part(part).undated().refused();
    let mut response = unkept(view.respond());
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    mark_braked(problems, &mut response);
    response
}

/// What was handed in is kept nowhere, so neither does the browser keep the answer.
fn unkept(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

fn form(visit: &Visit, posted: &Posted) -> Form {
    let (most, megabytes) = (MOST.to_string(), LARGEST_MEGABYTES.to_string());
    let limits = [("most", most.as_str()), ("megabytes", megabytes.as_str())];
    let file = Field::file("file", visit.t("report-check-file"))
        .accept(".docx,.pdf,.html,.htm,.txt")
        .multiple()
        .hint(visit.tv("report-check-file-hint", &limits))
        .optional();
    let text = Field::long("text", visit.t("report-check-text"))
        .hint(visit.t("report-check-text-hint"))
        .rows(8)
        .optional();
    let mut form = visit
        .form(HERE)
        .field(posted.fill("file", file))
        .field(posted.fill("text", text))
        .push(Prose::new().p(visit.t("report-check-unkept")));
    for problem in posted.general_problems() {
        form = form.error(problem);
    }
    form.submit(visit.t("report-check-submit"))
}
