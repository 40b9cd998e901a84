//! Requests to meet voters outside one's own electoral unit, with their deadlines.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::queries::council;
use council::contact::outside::{RequestLine, Standing, requests};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Page, Section, SummaryList};

use super::say;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let lines = requests(&db, id, visit.on).await?;
    let late = lines.iter().filter(|line| line.standing.is_late()).count();
    let waiting = lines
        .iter()
        .filter(|line| matches!(line.standing, Standing::Waiting | Standing::DecisionLate));
    let lead = visit.tv(
        "contact-requests-lead",
        &[
            ("n", &vi::number(lines.len() as i64)),
            ("waiting", &vi::number(waiting.count() as i64)),
            ("late", &vi::number(late as i64)),
        ],
    );
    let mut page = Page::new(visit.t("contact-requests"))
        .kicker(council_title(&visit, &council))
        .lead(lead);
    let for_others = visit.can(Act::AskOutsideContact, &council.path);
    if (for_others || visit.actor.person.is_some()) && !visit.is_past() {
        let href = format!("/councils/{id}/contact-requests/new");
        page = page.action(Button::new(visit.t("task-contact-ask-outside"), href));
    }
    page = page.push(listing(&visit, &lines).table(&visit));
    for line in lines.iter().filter(|line| is_open(line)) {
        page = page.push(open(&visit, line));
    }
    Ok(visit
        .view(page)
        .part(Part::Contacts)
        .crumb(visit.t("nav-contacts"), "/contacts")
        .crumb(
            council_title(&visit, &council),
            &format!("/councils/{id}/contacts"),
        )
        .respond())
}

fn is_open(line: &RequestLine) -> bool {
    !matches!(line.standing, Standing::Told | Standing::Refused)
}

fn listing(visit: &Visit, lines: &[RequestLine]) -> Listing {
    Listing::new(visit.t("contact-requests"))
        .column(Kind::Text, visit.t("contact-delegate"))
        .column(Kind::Text, visit.t("contact-commune"))
        .column(Kind::Day, visit.t("contact-wanted-on"))
        .column(Kind::Day, visit.t("contact-asked-on"))
        .column(Kind::Day, visit.t("contact-decide-by"))
        .column(Kind::Day, visit.t("contact-decided-on"))
        .column(Kind::Day, visit.t("contact-tell-by"))
        .column(Kind::Day, visit.t("contact-host-told-on"))
        .column(Kind::Status, visit.t("state"))
        .rows(lines.iter().map(|line| {
            let (tone, word) = say::standing(visit, line);
            let request = &line.request;
            vec![
                Item::Link(
                    request.full_name.clone(),
                    visit.link(&format!("/delegates/{}", request.person_id)),
                ),
                Item::Text(request.unit_name.clone()),
                Item::Day(request.wanted_on),
                Item::Day(request.asked_on),
                Item::day(line.decide_by.as_ref().map(|by| by.day)),
                Item::day(request.decided_on),
                Item::day(line.tell_by.as_ref().map(|by| by.day)),
                Item::day(request.host_told_on),
                Item::Status(tone, word),
            ]
        }))
        .empty(visit.t("contact-requests-none"))
}

/// One that is not finished: what for, by when with which rule, and what can be done.
fn open(visit: &Visit, line: &RequestLine) -> Section {
    let request = &line.request;
    let deadline = |by: &Option<_>| by.as_ref().map(|by| say::deadline(visit, by));
    let facts = SummaryList::new()
        .row(visit.t("contact-purpose"), request.purpose.clone())
        .row_if(visit.t("contact-decide-by"), deadline(&line.decide_by))
        .row_if(visit.t("contact-tell-by"), deadline(&line.tell_by));
    let title = visit.tv(
        "contact-request-of",
        &[("name", &request.full_name), ("unit", &request.unit_name)],
    );
    let mut section = Section::new(title).push(facts);
    if visit.can(Act::DecideOutsideContact, &request.path) && !visit.is_past() {
        let (key, end) = match request.granted {
            None => ("task-contact-decide-outside", "decide"),
            Some(_) => ("task-contact-tell-host", "tell"),
        };
        let href = format!("/contact-requests/{}/{end}", request.id);
        section = section.push(Actions::new().push(Button::new(visit.t(key), href)));
    }
    section
}
