//! Pages of data quality: what is wrong or missing in the records of a place, and the way to mend it.

mod check;
mod overview;
mod scope;

use axum::Router;
use axum::routing::get;
use council::access::FieldGroup;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/quality", get(overview::show))
        .route("/quality.{ending}", get(overview::export))
        .route("/quality/{check}", get(check::show))
        .route("/quality/{check}/findings.{ending}", get(check::export))
}

/// The data, for those who may read it.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(overview::api))
        .routes(routes!(check::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let may = visit.actor.reads_anywhere(FieldGroup::DataQuality);
    let paths = ["/quality", "/quality/seat_vacant"];
    Ok(paths
        .iter()
        .filter(|_| may)
        .map(|path| visit.link(path))
        .collect())
}
