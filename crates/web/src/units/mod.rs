//! Pages of administrative units: which there are on a day, what each came from and became, who lives there.

mod list;
mod page;

use axum::Router;
use axum::routing::get;
use council::bodies::queries;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/units", get(list::show))
        .route("/units.{ending}", get(list::export))
        .route("/units/{id}", get(page::show))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(page::api))
}

/// One path of each kind of page.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let db = visit.app.db();
    let mut paths = vec!["/units".to_owned()];
    let provinces = queries::provinces(db, visit.on).await?;
    let with_council = provinces.iter().find(|unit| unit.council_id.is_some());
    if let Some(unit) = with_council.or(provinces.first()) {
        paths.push(visit.link(&format!("/units/{}", unit.id)));
    }
    Ok(paths)
}
