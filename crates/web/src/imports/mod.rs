//! Nhập dữ liệu: the list of imports, the steps of one, its result; and the same as JSON.

mod columns;
mod confirm;
mod json;
mod list;
mod new;
mod one;
mod say;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use council::access::Act;
use council::imports::queries::Wanted;
use council::imports::{ImportState, OpenImport, Preview, Roster};
use council::{Refusal, Result, imports};
use kernel::ids::ImportId;

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::visit::Visit;

pub(crate) use json::routes as api;

/// The largest body of an upload: a file of 20 MB in the wrapping of a form.
const LARGEST_BODY: usize = 25_000_000;

/// How much of a body that is too large is let run past, so that the browser listens to the answer.
const DRAINED: usize = 600_000_000;

/// The routes of this part.
pub(crate) fn routes() -> Router<App> {
    let upload = get(new::form)
        .post(new::upload)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn(gate));
    Router::new()
        .route("/imports", get(list::page))
        .route("/imports.csv", get(list::csv))
        .route("/imports.xlsx", get(list::xlsx))
        .route("/imports/new", upload)
        .route("/imports/template/{kind}", get(new::template))
        .route("/imports/{id}", get(one::page))
        .route("/imports/{id}/rows/{row}", post(one::choose))
        .route("/imports/{id}/preview.csv", get(one::csv))
        .route("/imports/{id}/preview.xlsx", get(one::xlsx))
        .route("/imports/{id}/file", get(one::file))
        .route(
            "/imports/{id}/columns",
            get(columns::form).post(columns::save),
        )
        .route(
            "/imports/{id}/confirm",
            get(confirm::form).post(confirm::save),
        )
        .route(
            "/imports/{id}/undo",
            get(confirm::undo_form).post(confirm::undo),
        )
        .route("/imports/{id}/discard", post(confirm::discard))
}

/// Lets in only who may upload and what may be uploaded, before a byte of it is kept.
async fn gate(visit: Option<Visit>, request: Request, next: Next) -> Response {
    let may = visit.is_some_and(|visit| visit.actor.can_anywhere(Act::UploadRoster));
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse::<usize>().ok());
    let too_large = announced.is_some_and(|length| length > LARGEST_BODY);
    if may && !too_large {
        return next.run(request).await;
    }
    if announced.is_some_and(|length| length <= DRAINED) {
        drain(request.into_body()).await;
    }
    // Whoever may upload nothing is not sent to split the file first.
    if may {
        StatusCode::PAYLOAD_TOO_LARGE.into_response()
    } else {
        Failure::from(Refusal::NotPermitted(Act::UploadRoster)).into_response()
    }
}

/// Lets a body run past without keeping it.
async fn drain(body: Body) {
    use futures_util::StreamExt as _;
    let mut chunks = body.into_data_stream();
    while let Some(Ok(_)) = chunks.next().await {}
}

/// Reads a roster on a thread of its own, because a large workbook takes a while.
async fn read(open: &OpenImport) -> Result<Roster> {
    let (bytes, kind, settings) = (open.bytes.clone(), open.row.kind, open.row.settings.clone());
    apart(move || Roster::read(&bytes, kind, &settings)).await
}

/// Runs what keeps a processor busy where it keeps nobody waiting.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::error!(%error, "a file could not be read");
            Err(council::Problem::new("file", "file-broken").into())
        }
    }
}

/// An import with its roster and preview.
async fn previewed(visit: &Visit, id: ImportId) -> Result<(OpenImport, Roster, Preview)> {
    let open = imports::open(visit.app.db(), &visit.actor, id).await?;
    let roster = read(&open).await?;
    let preview = imports::preview(
        visit.app.db(),
        &visit.actor,
        &open.row,
        &roster,
        visit.today,
    )
    .await?;
    Ok((open, roster, preview))
}

/// Paths of each of these pages that whoever asks may open.
pub(crate) async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    if !crate::view::reads_anywhere(visit, council::access::FieldGroup::Imports) {
        return Ok(Vec::new());
    }
    let mut paths = vec!["/imports".to_owned()];
    let may = visit.actor.can_anywhere(Act::UploadRoster);
    if may {
        paths.push("/imports/new".into());
    }
    let all = imports::list(visit.app.db(), &visit.actor, Wanted::default()).await?;
    for state in ImportState::ALL {
        let Some(row) = all.iter().find(|row| row.state == *state) else {
            continue;
        };
        paths.push(format!("/imports/{}", row.id));
        if may && state.is_open() {
            paths.push(format!("/imports/{}/columns", row.id));
            paths.push(format!("/imports/{}/confirm", row.id));
        }
        if may && state.is_undoable() {
            paths.push(format!("/imports/{}/undo", row.id));
        }
    }
    Ok(paths)
}
