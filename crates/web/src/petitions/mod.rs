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
use council::bodies::queries::councils_below;
use council::petitions::MatterState;
use council::petitions::board::By;
use council::petitions::queries::{MatterFilter, matters, utterances};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

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
    let (db, actor) = (visit.app.db(), &visit.actor);
    let mut paths: Vec<String> = vec![visit.link("/petitions"), "/submit".into(), "/follow".into()];
    let scope = actor.grants.first().map(|grant| grant.scope.clone());
    let scope = scope.unwrap_or_default();
    let mut seen = Vec::new();
    for state in MatterState::ALL {
        let filter = MatterFilter {
            scope: scope.clone(),
            state: Some(*state),
            ..MatterFilter::default()
        };
        let found = matters(db, actor, &filter, visit.today, visit.today, Batch::FIRST).await?;
        let Some(line) = found.rows.first() else {
            continue;
        };
        let matter = &line.matter;
        let home = format!("/petitions/{}", matter.id);
        paths.push(visit.link(&home));
        for offer in tasks::OFFERS {
            if offer.is_open(visit, matter, line.timing) {
                paths.push(format!("{home}/{}", offer.end));
            }
        }
        if !seen.contains(&matter.council_id) {
            seen.push(matter.council_id);
        }
    }
    let below = councils_below(db, &scope, visit.today, 1).await?;
    seen.extend(below.iter().map(|council| council.id));
    seen.sort_unstable();
    seen.dedup();
    for id in seen.into_iter().take(2) {
        let council = council::bodies::queries::council(db, id).await?;
        let home = format!("/councils/{id}/petitions");
        for by in By::ALL {
            paths.push(visit.link(&format!("{home}?by={}", by.code())));
        }
        paths.push(visit.link(&format!("{home}/report")));
        paths.push(format!("{home}/poster"));
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
            paths.push(format!("/councils/{id}/petitions/anonymise"));
        }
        if actor.reads(FieldGroup::PetitionWork, &council.path) {
            paths.push(visit.link(&format!("/councils/{id}/utterances")));
            for sorted in [false, true] {
                let found = utterances(db, id, sorted, Batch::FIRST).await?;
                let Some(first) = found.rows.iter().find(|said| !said.guarded) else {
                    continue;
                };
                let own = format!("/utterances/{}", first.id);
                paths.push(own.clone());
                if !sorted && visit.can(Act::SortUtterance, &council.path) {
                    paths.extend(["sort", "join", "close"].map(|end| format!("{own}/{end}")));
                }
                if sorted && visit.can(Act::SortUtterance, &council.path) {
                    paths.push(format!("/follow/{}", first.code));
                }
            }
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}
