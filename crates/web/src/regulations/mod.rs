//! Pages of a council's own regulations: the lists, the page of one, the form of each act, the text as published.

mod list;
mod page;
mod parts;
mod say;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::access::Act;
use council::bodies::queries::councils_below;
use council::regulations::queries::{RegulationFilter, regulations};
use council::regulations::{RegulationState, Standing, drafting};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/regulations", get(list::show))
        .route("/regulations.{ending}", get(list::export))
        .route("/councils/{id}/regulations", get(list::of_council))
        .route(
            "/councils/{id}/regulations.{ending}",
            get(list::export_of_council),
        )
        .route("/regulations/{id}", get(page::show))
        .route("/regulations/{id}/text", get(page::text))
        .route("/regulation-articles/{id}", get(page::article))
        .route("/regulation-papers/{id}", get(parts::download));
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
    let mut paths = vec![visit.link("/regulations")];
    let filter = RegulationFilter {
        text: String::new(),
        council: None,
        kind: None,
        standing: None,
        as_of: visit.on,
    };
    let found = regulations(db, &visit.actor, &filter, Batch::WHOLE).await?;
    let mut seen: Vec<Standing> = Vec::new();
    for line in &found.rows {
        let standing = line.standing(visit.on);
        if seen.contains(&standing) {
            continue;
        }
        seen.push(standing);
        let own = format!("/regulations/{}", line.id);
        paths.push(visit.link(&own));
        if line.state == RegulationState::Published {
            paths.push(visit.link(&format!("/councils/{}/regulations", line.council_id)));
        }
        for (act, end, state) in tasks::OFFERS {
            if line.state == *state && visit.can(*act, &line.path) {
                paths.push(format!("{own}/{end}"));
            }
        }
        if line.state == RegulationState::Drafting && visit.can(Act::DraftRegulation, &line.path) {
            let articles = drafting::articles(db, line.id).await?;
            for end in ["", "/edit", "/move", "/remove"] {
                let first = articles.first();
                paths.extend(first.map(|it| format!("/regulation-articles/{}{end}", it.id)));
            }
        }
    }
    let scope = visit.actor.grants.first().map(|grant| grant.scope.clone());
    for council in councils_below(db, &scope.unwrap_or_default(), visit.today, 1).await? {
        for (act, end) in tasks::OF_COUNCIL {
            if visit.can(*act, &council.path) {
                paths.push(format!("/councils/{}/regulations/{end}", council.id));
            }
        }
    }
    Ok(paths)
}
