//! Tables of petitions that offices keep: handed in, looked at, imported.

mod preview;
mod send;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use council::access::Act;
use council::files::LARGEST;
use council::petitions::tables::queries::{TableRow, content, petition_tables};
use council::petitions::tables::{Table, TableState};
use council::{Problem, Result};
use kernel::ids::CouncilId;

pub use self::preview::state as state_of;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// A file with the wrapping of its form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let send = get(send::form)
        .post(send::send)
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    router
        .route("/councils/{id}/petitions/import", send)
        .route("/petition-tables/{id}", get(preview::page))
        .route("/petition-tables/{id}/confirm", post(preview::confirm))
        .route("/petition-tables/{id}/discard", post(preview::discard))
}

/// Whether this visitor may import tables of a council at a path.
pub fn may(visit: &Visit, path: &str) -> bool {
    visit.can(Act::TakeUtterance, path) && visit.can(Act::SortUtterance, path)
}

/// The form of a council, and one table in each state.
pub async fn sample_paths(visit: &Visit, id: CouncilId) -> Outcome<Vec<String>> {
    let mut paths = vec![format!("/councils/{id}/petitions/import")];
    let all = petition_tables(visit.app.db(), id).await?;
    for state in TableState::ALL {
        let found = all.iter().find(|row| row.state == *state);
        paths.extend(found.map(|row| format!("/petition-tables/{}", row.id)));
    }
    Ok(paths)
}

/// Reads the file of a table where it keeps nobody waiting.
async fn read(visit: &Visit, row: &TableRow) -> Result<Table> {
    let bytes = content(visit.app.db(), row).await?;
    apart(move || Table::read(&bytes)).await
}

/// Runs what keeps a processor busy on a thread of its own.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::error!(%error, "a table could not be read");
            Err(Problem::new("file", "file-broken").into())
        }
    }
}
