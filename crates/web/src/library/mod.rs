//! Pages of the library of legal documents: what is in force on a day, what changed what, what rests on it.

mod document;
mod folder;
mod list;
mod record;
mod relations;
mod search;
mod text;
mod texts;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::access::Act;
use council::library::queries;
use council::library::texts::at_day;
use council::library::texts::folder::imports;
use kernel::ids::CouncilId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::rules::{council_at, scope_of};
use crate::task;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/library", get(list::show))
        .route("/library.{ending}", get(list::export))
        .route("/library/{id}", get(document::show))
        .route("/library/{id}/relations", get(relations::show))
        .route("/library/{id}/text", get(text::show))
        .route("/library/{id}/text.{ending}", get(text::export))
        .route("/library/{id}/compare", get(text::compare));
    let pages = task::route::<record::Record>(pages, "/library/new");
    let pages = task::route::<texts::Bring>(pages, "/library/import");
    let pages = task::route::<texts::Bring>(pages, "/library/{id}/text/new");
    task::route::<texts::Withdraw>(pages, "/texts/{id}/withdraw").merge(folder::routes())
}

/// Where an act of the library is done: for the whole installation by whoever may, by anyone else for the council of his or her place.
async fn office(visit: &Visit, act: Act) -> Outcome<(String, Option<CouncilId>)> {
    let own = scope_of(visit, |role| act.roles().contains(&role));
    let scope = own.filter(|_| !visit.can(act, "")).unwrap_or_default();
    let council = council_at(visit, &scope).await?;
    Ok((scope, council))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(search::api))
        .routes(routes!(document::api))
        .routes(routes!(relations::api))
        .routes(routes!(text::api))
        .routes(routes!(text::api_compare))
}

/// The law whose diagram is walked: it was amended, and another took its place.
const RELATED: &str = "65/2025/QH15";

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = vec![visit.link("/library"), visit.link("/library?q=ke%20hoach")];
    let filter = list::filter(visit)?;
    let found = queries::documents(visit.app.db(), &filter, Batch::FIRST).await?;
    if let Some(document) = found.rows.first() {
        paths.push(visit.link(&format!("/library/{}", document.id)));
    }
    // A law with relations of two steps, large enough to be scrolled.
    if let Some(law) = queries::document_by_number(visit.app.db(), RELATED).await? {
        let path = visit.link(&format!("/library/{}/relations", law.id));
        paths.push(visit.link(&format!("/library/{}", law.id)));
        paths.push(path.clone());
        paths.push(format!(
            "{path}{}zoom=150",
            if path.contains('?') { '&' } else { '?' }
        ));
    }
    if visit.actor.can_anywhere(Act::RecordDocument) {
        paths.push("/library/new".to_owned());
    }
    let adds = visit.actor.can_anywhere(Act::AddText);
    if adds {
        paths.push("/library/import".to_owned());
        paths.push("/library/imports".to_owned());
        paths.push("/library/imports/new".to_owned());
        if let Some(import) = imports(visit.app.db(), &visit.actor).await?.first() {
            let of = format!("/library/imports/{}", import.id);
            paths.extend([
                of.clone(),
                format!("{of}/more"),
                format!("{of}/answer?file=0"),
            ]);
        }
    }
    if let Some((document, text)) = at_day::any_text(visit.app.db()).await? {
        let of = visit.link(&format!("/library/{document}"));
        paths.extend([of.clone(), visit.link(&format!("/library/{document}/text"))]);
        paths.push(visit.link(&format!("/library/{document}/compare")));
        let of = queries::document(visit.app.db(), document).await?;
        if visit.can(Act::WithdrawText, &texts::path_of(visit, &of).await?) {
            paths.push(format!("/texts/{text}/withdraw"));
        }
    }
    Ok(paths)
}
