//! Imports as JSON.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use council::imports::queries::import;
use council::imports::{Counts, ImportRow};
use kernel::ids::ImportId;
use serde::Serialize;
use store::Db;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::{ApiError, Outcome};
use crate::visit::Visit;

/// The routes, described.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
struct Import {
    /// The import.
    id: ImportId,
    /// The council.
    council_id: kernel::ids::CouncilId,
    /// The council by its title.
    council: String,
    /// What the roster lists: `delegates`, `staff` or `attendance`.
    kind: String,
    /// Where it stands: `previewed`, `confirmed`, `undone` or `discarded`.
    state: String,
    /// The name of the file.
    file: String,
    /// The day from which the roster holds.
    effective: kernel::Date,
    /// When it was uploaded.
    uploaded_at: kernel::Timestamp,
    /// When it was confirmed, undone or discarded.
    decided_at: Option<kernel::Timestamp>,
    /// What the confirmation did; while the import is open, what it would do.
    counts: Option<Counts>,
}

impl From<ImportRow> for Import {
    fn from(row: ImportRow) -> Self {
        Self {
            id: row.id,
            council_id: row.council_id,
            council: row.council_title,
            kind: row.kind.code().to_owned(),
            state: row.state.code().to_owned(),
            file: row.file_name,
            effective: row.settings.effective,
            uploaded_at: row.uploaded_at,
            decided_at: row.decided_at,
            counts: row.counts,
        }
    }
}

/// The imports that the reader may see, the newest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", responses(
    (status = 200, body = Vec<Import>),
    (status = 403, body = ApiError)
))]
async fn list(visit: Visit, State(db): State<Db>) -> Outcome {
    let rows = super::list::rows(&visit, &db).await?;
    Ok(Json(rows.into_iter().map(Import::from).collect::<Vec<_>>()).into_response())
}

/// One import.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = uuid::Uuid, Path, description = "The import")), responses(
    (status = 200, body = Import),
    (status = 403, body = ApiError),
    (status = 404, body = ApiError)
))]
async fn one(visit: Visit, State(db): State<Db>, Path(id): Path<ImportId>) -> Outcome {
    let row = import(&db, &visit.actor, id).await?;
    let counts = if row.state.is_open() {
        Some(super::previewed(&visit, id).await?.2.counts)
    } else {
        row.counts
    };
    Ok(Json(Import {
        counts,
        ..Import::from(row)
    })
    .into_response())
}
