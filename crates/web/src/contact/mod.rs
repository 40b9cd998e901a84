//! Pages of meetings with voters: the list, one meeting, a council's plan and coverage, the board, requests, reports.

mod board;
mod calendar;
mod council_page;
mod list;
mod page;
mod reports;
mod requests;
mod say;
mod sections;
mod tasks;
mod voters;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::access::Act;
use council::bodies::queries::council;
use council::contact::ContactState;
use council::contact::meetings::{Contact, ContactFilter, contacts};
use council::contact::outside::requests as requests_of;
use council::contact::territory::constituencies;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

pub use sections::{of_council, of_delegate};

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/contacts", get(list::show))
        .route("/contacts.{ending}", get(list::export))
        .route("/contacts/{id}", get(page::show))
        .route("/contacts/{id}/minutes", get(page::download))
        .route("/councils/{id}/contacts", get(council_page::show))
        .route(
            "/councils/{id}/contacts.{ending}",
            get(council_page::export),
        )
        .route("/contact-coverage", get(board::show))
        .route("/contact-coverage.{ending}", get(board::export))
        .route("/councils/{id}/contact-requests", get(requests::show))
        .route("/councils/{id}/voter-reports", get(reports::show))
        .route(
            "/councils/{id}/voter-reports.{ending}",
            get(reports::export),
        )
        .route("/units/{id}/delegates", get(voters::show));
    tasks::routes(pages)
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(page::api))
        .routes(routes!(council_page::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, on) = (visit.app.db(), visit.on);
    let mut paths = vec![visit.link("/contacts"), visit.link("/contact-coverage")];
    let mut one_of_each: Vec<Contact> = Vec::new();
    for state in ContactState::ALL {
        let filter = ContactFilter {
            state: Some(*state),
            latest_first: true,
            ..ContactFilter::default()
        };
        let page = Batch { number: 1, size: 1 };
        one_of_each.extend(contacts(db, &filter, on, page).await?.rows);
    }
    for contact in &one_of_each {
        let own = format!("/contacts/{}", contact.id);
        paths.push(visit.link(&own));
        paths.push(visit.link(&format!("/units/{}/delegates", contact.unit_id)));
        for (act, end) in tasks::offers(visit, contact) {
            if visit.can(*act, &contact.path) {
                paths.push(format!("{own}/{end}"));
            }
        }
    }
    let Some(of) = one_of_each.first() else {
        return Ok(paths);
    };
    let council = council(db, of.council_id).await?;
    let home = format!("/councils/{}", council.id);
    for end in ["contacts", "contact-requests", "voter-reports"] {
        paths.push(visit.link(&format!("{home}/{end}")));
    }
    for (act, end) in [
        (Act::PlanContacts, "contacts/new"),
        (Act::PlanContacts, "contacts/plan"),
        (Act::AskOutsideContact, "contact-requests/new"),
        (Act::ReportToVoters, "voter-reports/new"),
    ] {
        if visit.can(act, &council.path) {
            paths.push(format!("{home}/{end}"));
        }
    }
    if visit.can(Act::CoverUnits, &council.path) {
        let units = constituencies(db, council.id).await?;
        paths.extend(
            units
                .first()
                .map(|unit| format!("/constituencies/{}/units", unit.id)),
        );
    }
    if visit.can(Act::DecideOutsideContact, &council.path) {
        for line in requests_of(db, council.id, on).await? {
            let end = match line.request.granted {
                None => "decide",
                Some(true) => "tell",
                Some(false) => continue,
            };
            paths.push(format!("/contact-requests/{}/{end}", line.request.id));
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}
