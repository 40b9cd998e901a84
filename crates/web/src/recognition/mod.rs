//! Pages of assessments and commendations of a council: the list, its forms, open data.

mod page;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::access::Act;
use council::bodies::queries::councils_below;
use council::recognition::queries::of_council;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    tasks::routes(Router::new().route("/councils/{id}/recognition", get(page::show)))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(page::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let db = visit.app.db();
    let Some(council) = councils_below(db, "", visit.on, 1).await?.pop() else {
        return Ok(Vec::new());
    };
    let home = page::home(council.id);
    let mut paths = vec![visit.link(&home)];
    if visit.can(Act::Recognise, &council.path) {
        paths.push(format!("{home}/assess"));
        paths.push(format!("{home}/commend"));
        let found = of_council(db, &visit.actor, council.id, visit.on).await?;
        let first = found
            .first()
            .map(|one| format!("/recognitions/{}/withdraw", one.id));
        paths.extend(first);
    }
    Ok(paths)
}
