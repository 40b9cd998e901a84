//! Pages of delegates: who they are, where and since when they sit, and the acts that change their records and mandates.

mod list;
mod page;
mod record;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::access::Act;
use council::people::queries::{DelegateFilter, delegates};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/delegates", get(list::show))
        .route("/delegates.{ending}", get(list::export))
        .route("/delegates/{id}", get(page::show))
        .route("/delegates/{id}/mandates", get(tasks::choose_council))
        .route("/delegates/{id}/namesakes", get(tasks::choose_namesake));
    tasks::routes(pages)
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(page::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = vec![visit.link("/delegates")];
    let filter = DelegateFilter::in_office("", visit.on);
    let found = delegates(visit.app.db(), &visit.actor, &filter, Batch::FIRST).await?;
    let Some(one) = found
        .rows
        .iter()
        .find(|line| visit.can(Act::CorrectPerson, &line.path))
        .or(found.rows.first())
    else {
        return Ok(paths);
    };
    let own = format!("/delegates/{}", one.person_id);
    paths.push(visit.link(&own));
    for (act, path) in [
        (
            Act::RegisterPerson,
            format!("/councils/{}/persons/new", one.council_id),
        ),
        (Act::CorrectPerson, format!("{own}/correct")),
        (Act::OpenMandate, format!("{own}/mandates")),
        (
            Act::OpenMandate,
            format!("{own}/mandates/new?council={}", one.council_id),
        ),
        (Act::EndMandate, format!("/mandates/{}/end", one.mandate_id)),
        (
            Act::SuspendMandate,
            format!("/mandates/{}/suspend", one.mandate_id),
        ),
        (Act::MergePersons, format!("{own}/namesakes")),
    ] {
        if visit.can(act, &one.path) {
            paths.push(path);
        }
    }
    Ok(paths)
}
