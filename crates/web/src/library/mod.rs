//! Pages of the library of legal documents: what is in force on a day, what changed what, what rests on it.

mod document;
mod list;
mod record;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::access::Act;
use council::library::queries;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::task;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/library", get(list::show))
        .route("/library.{ending}", get(list::export))
        .route("/library/{id}", get(document::show));
    task::route::<record::Record>(pages, "/library/new")
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(document::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = vec![visit.link("/library")];
    let filter = list::filter(visit)?;
    let found = queries::documents(visit.app.db(), &filter, Batch::FIRST).await?;
    if let Some(document) = found.rows.first() {
        paths.push(visit.link(&format!("/library/{}", document.id)));
    }
    if visit.actor.can_anywhere(Act::RecordDocument) {
        paths.push("/library/new".to_owned());
    }
    Ok(paths)
}
