//! Pages of sittings: the list, the year of a council, one sitting with its legal calendar and programme, the programme of a term, and
//! the table of days off.

pub(crate) mod calendar;
mod council_year;
mod days_off;
mod item;
mod item_tasks;
mod list;
mod one;
mod programme;
mod say;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::access::Act;
use council::sittings::SittingState;
use council::sittings::days_off::days_off as all_days_off;
use council::sittings::programme::items;
use council::sittings::queries::{SittingFilter, sittings_everywhere};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/sittings", get(list::show))
        .route("/sittings.{ending}", get(list::export))
        .route("/sittings/{id}", get(one::show))
        .route("/sitting-items/{id}", get(item::show))
        .route("/councils/{id}/sittings", get(council_year::show))
        .route("/councils/{id}/programme", get(programme::show))
        .route("/councils/{id}/programme.{ending}", get(programme::export))
        .route("/days-off", get(days_off::show))
        .route("/days-off.{ending}", get(days_off::export));
    days_off::tasks(item_tasks::routes(tasks::routes(pages)))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(one::api))
        .routes(routes!(days_off::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, on) = (visit.app.db(), visit.on);
    let mut paths: Vec<String> = ["/sittings", "/days-off"]
        .map(|path| visit.link(path))
        .into();
    if visit.can(Act::EditDaysOff, "") {
        paths.push("/days-off/new".to_owned());
        if let Some(day) = all_days_off(db).await?.last() {
            paths.extend(["change", "remove"].map(|end| format!("/days-off/{}/{end}", day.id)));
        }
    }
    let (mut seen, mut offered): (Vec<SittingState>, Vec<&str>) = (Vec::new(), Vec::new());
    // The newest first, so that the council of today is the one that is walked.
    let lines = sittings_everywhere(db, &SittingFilter::default(), on).await?;
    for line in lines.iter().rev() {
        if seen.contains(&line.state) {
            continue;
        }
        let first = seen.is_empty();
        seen.push(line.state);
        let (sitting, home) = (&line.sitting, format!("/sittings/{}", line.sitting.id));
        paths.push(visit.link(&home));
        if first {
            let council = format!("/councils/{}", sitting.council_id);
            paths.push(visit.link(&format!("{council}/sittings")));
            paths.push(visit.link(&format!("{council}/programme")));
            if visit.can(Act::PlanSitting, &sitting.path) {
                paths.push(format!("{council}/sittings/new"));
            }
        }
        for (act, end) in tasks::offers(line.state) {
            if visit.can(*act, &sitting.path) && !offered.contains(end) {
                offered.push(end);
                paths.push(format!("{home}/{end}"));
            }
        }
        let arranges =
            line.state != SittingState::Cancelled && visit.can(Act::ArrangeSitting, &sitting.path);
        if first || (arranges && !offered.contains(&"add")) {
            let Some(item) = items(db, sitting, on).await?.into_iter().next() else {
                continue;
            };
            let own = format!("/sitting-items/{}", item.item.id);
            if arranges {
                offered.push("add");
                paths.push(format!("{home}/add"));
                paths.extend(item_tasks::OFFERS.iter().map(|end| format!("{own}/{end}")));
            }
            paths.push(visit.link(&own));
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}
