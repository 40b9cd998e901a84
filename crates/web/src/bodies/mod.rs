//! Pages of councils: who they are, who leads them, who sits, and the acts that change them.

mod bodies_part;
mod composition;
pub(crate) mod history;
pub(crate) mod list;
mod offers;
mod page;
pub(crate) mod tasks;
pub(crate) mod words;

use axum::Router;
use axum::routing::get;
use council::bodies::queries::{self, CouncilFilter, Existence};
use council::{Page as Batch, access::Act};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/councils", get(list::show))
        .route("/councils.{ending}", get(list::export))
        .route("/councils/{id}", get(page::show))
        .route("/councils/{id}/seats.{ending}", get(page::export));
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
    let db = visit.app.db();
    let mut paths = vec![visit.link("/councils")];
    let filter = CouncilFilter {
        text: String::new(),
        level: None,
        term: None,
        path: String::new(),
        as_of: visit.on,
        existence: Existence::OnTheDay,
    };
    let found = queries::councils(db, &filter, Batch::FIRST).await?;
    let busiest = found.rows.iter().max_by_key(|line| line.figures.in_office);
    let Some(council) = busiest.map(|line| &line.council) else {
        return Ok(paths);
    };
    let own = format!("/councils/{}", council.id);
    paths.push(visit.link(&own));
    let unit = format!("/units/{}", council.unit_id);
    for (act, path) in [
        (Act::RecordDecision, format!("{own}/decisions/new")),
        (Act::DrawConstituency, format!("{own}/constituencies/new")),
        (Act::EndCouncil, format!("{own}/end")),
        (Act::SetUpBody, format!("{own}/bodies/new")),
        (Act::RecordEmployment, format!("{own}/staff/new")),
        (Act::RecordInstitution, format!("{unit}/institutions/new")),
        (Act::RecordPopulation, format!("{unit}/population/new")),
        (Act::FoundCouncil, format!("{unit}/councils/new")),
    ] {
        if visit.can(act, &council.path) {
            paths.push(path);
        }
    }
    let bodies = queries::bodies(db, council.id, visit.on).await?;
    if let Some(body) = bodies.first() {
        if visit.can(Act::AppointMember, &council.path) {
            paths.push(format!("/bodies/{}/members/new", body.id));
        }
        if visit.can(Act::EndBody, &council.path) {
            paths.push(format!("/bodies/{}/end", body.id));
        }
        let member = body.members.first();
        if let Some(member) = member.filter(|_| visit.can(Act::RelieveMember, &council.path)) {
            paths.push(format!("/memberships/{}/end", member.id));
        }
    }
    Ok(paths)
}
