//! Văn bản đi: the register of a council's papers, one paper as it will be printed, the forms of its acts, and what other pages show of
//! the papers made from their records.

mod begin;
pub mod beside;
mod edit;
mod list;
mod one;
mod out;
mod say;
mod tasks;

use axum::Router;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use council::Page;
use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::bodies::queries::councils_below;
use council::papers::PaperState;
use council::papers::queries::{PaperFilter, register};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/papers", get(own))
        .route("/councils/{id}/papers", get(list::show))
        .route("/councils/{id}/papers.{ending}", get(list::export))
        .route("/councils/{id}/papers/new", get(begin::choose))
        .route("/papers/{id}", get(one::show))
        .route("/papers/{id}/signed", get(out::signed))
        .route("/papers/{id}/paper.{ending}", get(out::printed));
    tasks::routes(edit::routes(begin::routes(pages)))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(one::api))
}

/// The councils for which this visitor works and whose papers he or she may read today.
async fn own_councils(visit: &Visit) -> Outcome<Vec<CouncilRef>> {
    let mut found: Vec<CouncilRef> = Vec::new();
    for grant in &visit.actor.grants {
        if FieldGroup::OfficialPapers.roles().contains(&grant.role) {
            let own = councils_below(visit.app.db(), &grant.scope, visit.on, 2).await?;
            found.extend(own);
        }
    }
    Ok(found)
}

/// The register of the council for which this visitor works.
async fn own(visit: Visit) -> Outcome<Response> {
    let own = own_councils(&visit).await?;
    let path = match own.first() {
        Some(council) => format!("/councils/{}/papers", council.id),
        None => "/councils".to_owned(),
    };
    Ok(Redirect::to(&visit.link(&path)).into_response())
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = Vec::new();
    let mut seen: Vec<PaperState> = Vec::new();
    for council in own_councils(visit).await? {
        let home = format!("/councils/{}/papers", council.id);
        let may = |act: Act| visit.can(act, &council.path) && !visit.is_past();
        if paths.is_empty() {
            paths.push(visit.link(&home));
            if may(Act::DraftPaper) {
                paths.push(format!("{home}/new"));
                paths.push(format!("{home}/begin?template=giay-moi-ky-hop"));
            }
            for (act, end) in list::OFFERS {
                if may(*act) {
                    paths.push(format!("{home}/{end}"));
                }
            }
        }
        let filter = PaperFilter {
            year: visit.on.year(),
            ..PaperFilter::default()
        };
        let place = (council.id, council.path.as_str());
        let (db, actor) = (visit.app.db(), &visit.actor);
        let found = register(db, actor, place, &filter, visit.on, Page::WHOLE).await?;
        for line in found.rows {
            if seen.contains(&line.state) {
                continue;
            }
            seen.push(line.state);
            let own = format!("/papers/{}", line.id);
            paths.push(visit.link(&own));
            for (act, end) in one::offers(line.state) {
                if may(*act) {
                    paths.push(format!("{own}/{end}"));
                }
            }
        }
    }
    Ok(paths)
}
