//! Pages of the dated rules: what applies on a day and on which basis, how many delegates each council should have, and the
//! rules a council sets for itself.

mod key;
mod list;
mod local;
mod seats;
pub(crate) mod words;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use council::access::Act;
use council::rules::queries;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::task;
use crate::visit::Visit;

pub(crate) use local::council_at;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/rules", get(list::show))
        .route("/rules.{ending}", get(list::export))
        .route("/rules/seats", get(seats::show))
        .route("/rules/seats.csv", get(seats::csv))
        .route("/rules/seats.xlsx", get(seats::xlsx))
        .route("/rules/{key}", get(key::show))
        .route("/councils/{id}/rules", get(local::choose));
    task::route::<local::Set>(pages, "/councils/{id}/rules/new")
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(seats::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths: Vec<String> = ["/rules", "/rules/seats", "/rules/pass_resolution"]
        .map(|path| visit.link(path))
        .into();
    let scope = scope_of(visit, |role| Act::SetLocalRule.roles().contains(&role));
    let plans = match scope {
        Some(scope) => queries::seat_plans(visit.app.db(), &scope, visit.on).await?,
        None => Arc::default(),
    };
    if let Some(plan) = plans.first() {
        let own = format!("/councils/{}/rules", plan.council_id);
        paths.push(visit.link(&own));
        paths.push(format!("{own}/new?key=notice_regular"));
    }
    Ok(paths)
}

/// The first place where the visitor has a role that serves.
pub(crate) fn scope_of(
    visit: &Visit,
    serves: impl Fn(council::access::Role) -> bool,
) -> Option<String> {
    let mut grants = visit.actor.grants.iter();
    grants
        .find(|grant| serves(grant.role))
        .map(|grant| grant.scope.clone())
}
