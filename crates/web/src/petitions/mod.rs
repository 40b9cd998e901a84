//! Pages of what voters say and ask: the public door, the list, one matter, the office's desk, boards and reports.

mod alike;
mod board;
mod desk;
mod exchange;
mod feed;
mod field;
mod hotlines;
mod list;
mod open311;
mod page;
mod portal;
mod report;
mod say;
mod sections;
mod tables;
mod tasks;

use axum::Router;
use axum::routing::{get, post};
use council::Page as Batch;
use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::bodies::queries::councils_below;
use council::petitions::MatterState;
use council::petitions::board::By;
use council::petitions::queries::{MatterFilter, matters, utterances};
use kernel::ids::CouncilId;
use ui::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::view::{Part, View};
use crate::visit::Visit;

pub use open311::{BASE as OPEN311, failed as open311_failed};
pub use say::says;
pub use sections::{of_contact, of_delegate};

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
        .route("/councils/{id}/petitions/alike", post(alike::show))
        .route("/councils/{id}/petitions/report", get(report::show))
        .route(
            "/councils/{id}/petitions/report/{part}",
            get(report::export),
        )
        .route("/councils/{id}/utterances", get(desk::show))
        .route("/utterances/{id}", get(desk::one))
        .route("/councils/{id}/petitions/poster", get(portal::poster));
    let pages = open311::routes(hotlines::routes(exchange::routes(pages)));
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

/// A page that belongs to the board of a council.
fn below_board<'v>(visit: &'v Visit, page: Page, council: &CouncilRef) -> View<'v> {
    let board = format!("/councils/{}/petitions", council.id);
    visit
        .view(page)
        .part(Part::Petitions)
        .crumb(visit.t("nav-petitions"), "/petitions")
        .crumb(council_title(visit, council), &board)
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (actor, today) = (&visit.actor, visit.today);
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
        let found = matters(
            visit.app.ledger(),
            actor,
            &filter,
            today,
            today,
            Batch::FIRST,
        )
        .await?;
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
    if watching.is_none() {
        let below = councils_below(visit.app.db(), &scope, today, 1).await?;
        watching = below.first().map(|council| council.id);
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
        paths.extend(hotlines::sample_paths(visit, &council).await?);
        paths.extend(exchange::sample_paths(visit, &council).await?);
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
