//! Pages of what voters say and ask: the public door, the list, one matter, the office's desk, boards and reports.

mod board;
mod desk;
mod feed;
mod field;
mod list;
mod page;
mod portal;
mod report;
mod say;
mod sections;
mod tables;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::access::{Act, FieldGroup};
use council::petitions::MatterState;
use council::petitions::board::By;
use council::petitions::queries::{MatterFilter, matters, utterances};
use kernel::ids::CouncilId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

pub use say::says;
pub use sections::of_contact;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/petitions", get(list::show))
        .route("/petitions.atom", get(feed::show))
        .route("/petitions.{ending}", get(list::export))
        .route("/petitions/{id}", get(page::show))
        .route("/replies/{id}/file", get(page::download))
        .route("/councils/{id}/petitions", get(board::show))
        .route("/councils/{id}/petitions.{ending}", get(board::export))
        .route("/councils/{id}/petitions/report", get(report::show))
        .route(
            "/councils/{id}/petitions/report/{part}",
            get(report::export),
        )
        .route("/councils/{id}/utterances", get(desk::show))
        .route("/utterances/{id}", get(desk::one))
        .route("/councils/{id}/petitions/poster", get(portal::poster));
    tasks::routes(tables::routes(portal::routes(pages)))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(page::api))
        .routes(routes!(board::api))
        .routes(routes!(report::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, actor, today) = (visit.app.db(), &visit.actor, visit.today);
    let mut paths: Vec<String> = vec![visit.link("/petitions"), "/submit".into(), "/follow".into()];
    let scope = actor.grants.first().map(|grant| grant.scope.clone());
    let scope = scope.unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    let mut watching = None;
    for state in MatterState::ALL {
        let filter = MatterFilter {
            scope: scope.clone(),
            state: Some(*state),
            ..MatterFilter::default()
        };
        let found = matters(db, actor, &filter, today, today, Batch::FIRST).await?;
        if let Some(line) = found.rows.first() {
            watching = watching.or(Some(line.matter.council_id));
            paths.push(visit.link(&format!("/petitions/{}", line.matter.id)));
        }
        for line in &found.rows {
            for offer in tasks::OFFERS {
                if !seen.contains(&offer.end) && offer.is_open(visit, &line.matter, line.timing) {
                    seen.push(offer.end);
                    paths.push(format!("/petitions/{}/{}", line.matter.id, offer.end));
                }
            }
        }
    }
    if let Some(council) = watching {
        paths.extend(of_council(visit, council).await?);
    }
    Ok(paths)
}

/// The pages of one council.
async fn of_council(visit: &Visit, id: CouncilId) -> Outcome<Vec<String>> {
    let db = visit.app.db();
    let council = council::bodies::queries::council(db, id).await?;
    let home = format!("/councils/{id}/petitions");
    let mut paths = vec![
        visit.link(&home),
        visit.link(&format!("{home}?by={}", By::Unit.code())),
        visit.link(&format!("{home}/report")),
        format!("{home}/poster"),
    ];
    if council.period().contains(visit.today) {
        paths.push(format!("/submit/{id}"));
        if visit.can(Act::TakeUtterance, &council.path) {
            paths.push(format!("/councils/{id}/utterances/new"));
            paths.push(field::path(id));
        }
        if tables::may(visit, &council.path) {
            paths.extend(tables::sample_paths(visit, id).await?);
        }
    }
    if visit.can(Act::AnonymiseUtterance, &council.path) {
        paths.push(format!("{home}/anonymise"));
    }
    if !visit.actor.reads(FieldGroup::PetitionWork, &council.path) {
        return Ok(paths);
    }
    paths.push(visit.link(&format!("/councils/{id}/utterances")));
    let sorts = visit.can(Act::SortUtterance, &council.path);
    for sorted in [false, true] {
        let found = utterances(db, id, sorted, Batch::FIRST).await?;
        let Some(first) = found.rows.iter().find(|said| !said.guarded) else {
            continue;
        };
        let own = format!("/utterances/{}", first.id);
        match (sorts, sorted) {
            (true, false) => {
                paths.extend(["sort", "join", "close"].map(|end| format!("{own}/{end}")));
            }
            (true, true) => paths.push(format!("/follow/{}", first.code)),
            (false, _) => {}
        }
        paths.push(own);
    }
    Ok(paths)
}
