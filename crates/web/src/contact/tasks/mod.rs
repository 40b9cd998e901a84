//! The forms of the acts on meetings with voters.

mod accept;
mod cover;
mod meeting;
mod minutes;
mod outside;
mod report;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use council::access::Act;
use council::bodies::CouncilRef;
use council::contact::ContactState;
use council::contact::meetings::Contact;
use council::files::LARGEST;

use super::say;
use crate::app::App;
use crate::bodies::words::council_title;
use crate::task::{Place, route};
use crate::view::Part;
use crate::visit::Visit;

/// Room for the largest file in the wrapping of a form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The forms of a meeting that is ahead: the act and the end of the address.
const AHEAD: &[(Act, &str)] = &[
    (Act::RunContact, "announce"),
    (Act::RecordContact, "record"),
    (Act::RunContact, "change"),
    (Act::RunContact, "cancel"),
];

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<cover::Cover>(router, "/constituencies/{id}/units");
    let router = route::<meeting::Plan>(router, "/councils/{id}/contacts/new");
    let router = route::<accept::Accept>(router, "/councils/{id}/contacts/plan");
    let router = route::<meeting::Change>(router, "/contacts/{id}/change");
    let router = route::<meeting::Announce>(router, "/contacts/{id}/announce");
    let router = route::<meeting::Cancel>(router, "/contacts/{id}/cancel");
    let router = route::<outside::Ask>(router, "/councils/{id}/contact-requests/new");
    let router = route::<outside::Decide>(router, "/contact-requests/{id}/decide");
    let router = route::<outside::Tell>(router, "/contact-requests/{id}/tell");
    let router = route::<report::Report>(router, "/councils/{id}/voter-reports/new");
    let large = route::<minutes::Record>(Router::new(), "/contacts/{id}/record")
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    router.merge(large)
}

/// The forms that are open for a meeting today.
pub fn offers(visit: &Visit, contact: &Contact) -> Vec<&'static (Act, &'static str)> {
    let begun = contact.held_on <= visit.today;
    AHEAD
        .iter()
        .filter(|(_, end)| match (*end, contact.state) {
            ("announce", state) => state == ContactState::Planned,
            ("record", ContactState::Held) => true,
            ("record", state) => begun && state.is_ahead(),
            (_, state) => state.is_ahead(),
        })
        .collect()
}

/// Where a form about one meeting stands.
fn of_contact(visit: &Visit, contact: &Contact) -> Place {
    Place {
        scope: contact.path.clone(),
        back: format!("/contacts/{}", contact.id),
        subject: format!("{}, {}", contact.unit_name, say::moment(visit, contact)),
        part: Part::Contacts,
    }
}

/// Where a form about a council stands.
fn of_council(visit: &Visit, council: &CouncilRef, end: &str) -> Place {
    Place {
        scope: council.path.clone(),
        back: format!("/councils/{}/{end}", council.id),
        subject: council_title(visit, council),
        part: Part::Contacts,
    }
}
