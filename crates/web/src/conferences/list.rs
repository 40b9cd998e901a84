//! The list of conferences, the latest first.

use axum::extract::{Path, State};
use council::access::{Act, FieldGroup};
use council::conferences::ConferenceState;
use council::conferences::queries::{ConferenceLine, conferences};
use kernel::vi;
use store::Db;
use ui::{Button, Page, Prose};

use super::{all, own_council, say};
use crate::api::{Batch, OnDay};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let place = visit.asked("scope").unwrap_or_default();
    let lines = conferences(&db, &visit.actor, place, visit.on).await?;
    let mut page = Page::new(visit.t("nav-conferences")).lead(lead(&visit, &lines));
    for button in acts(&visit).await? {
        page = page.action(button);
    }
    let page = page
        .push(
            listing(&visit, &lines)
                .exports(&visit, "/conferences")
                .table(&visit),
        )
        .push(Prose::new().p(visit.t("conferences-about")));
    Ok(visit.view(page).part(Part::Conferences).respond())
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let place = visit.asked("scope").unwrap_or_default();
    let lines = conferences(&db, &visit.actor, place, visit.on).await?;
    Ok(listing(&visit, &lines).export(&visit, format, "hoi-nghi"))
}

/// The conferences that the reader may know of, the latest first.
#[utoipa::path(get, path = "/api/v1/conferences", tag = "conferences", params(OnDay),
    responses((status = 200, description = "All of them", body = Batch<ConferenceLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let items = conferences(&db, &visit.actor, "", visit.on).await?;
    Ok(all(&visit, items))
}

fn lead(visit: &Visit, lines: &[ConferenceLine]) -> String {
    let coming = |line: &&ConferenceLine| {
        matches!(
            line.state,
            ConferenceState::Planned | ConferenceState::Announced
        )
    };
    let late: u32 = lines.iter().map(|line| line.late).sum();
    let counts = [
        ("n", vi::count(lines.len())),
        ("coming", vi::count(lines.iter().filter(coming).count())),
        ("late", vi::number(late.into())),
    ];
    let counts = counts.each_ref().map(|(name, text)| (*name, text.as_str()));
    visit.tv("conferences-lead", &counts)
}

/// Where to go on from the list.
async fn acts(visit: &Visit) -> Outcome<Vec<Button>> {
    let mut buttons = Vec::new();
    let own = own_council(visit).await?;
    if let Some(council) = own.filter(|_| !visit.is_past()) {
        if visit.can(Act::PlanConference, &council.path) {
            let href = format!("/councils/{}/conferences/new", council.id);
            buttons.push(Button::new(visit.t("task-conference-plan"), href));
        }
        if visit.actor.reads(FieldGroup::ConferenceWork, &council.path) {
            let href = format!("/councils/{}/conferences/evidence", council.id);
            buttons.push(Button::new(visit.t("conference-evidence"), href).secondary());
        }
    }
    if visit.actor.reads_anywhere(FieldGroup::ConferenceWork) {
        let href = visit.link("/difficulties");
        buttons.push(Button::new(visit.t("difficulties"), href).secondary());
    }
    let href = visit.link("/conferences/answers");
    buttons.push(Button::new(visit.t("conference-answers"), href).secondary());
    Ok(buttons)
}

fn listing(visit: &Visit, lines: &[ConferenceLine]) -> Listing {
    Listing::new(visit.t("nav-conferences"))
        .column(Kind::Text, visit.t("conference"))
        .column(Kind::Text, visit.t("conference-host"))
        .column(Kind::Day, visit.t("conference-day"))
        .column(Kind::Number, visit.t("conference-topics"))
        .column(Kind::Number, visit.t("conference-councils"))
        .column(Kind::Text, visit.t("conference-conclusions"))
        .column(Kind::Status, visit.t("conference-state"))
        .rows(lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("conferences-none"))
}

fn row(visit: &Visit, line: &ConferenceLine) -> Vec<Item> {
    let conference = &line.conference;
    let (tone, word) = say::state(visit, line.state);
    let (done, all, late) = (
        vi::number(line.settled.into()),
        vi::number(line.conclusions.into()),
        vi::number(line.late.into()),
    );
    let counts = [("done", done.as_str()), ("all", &all), ("late", &late)];
    let followed = (line.conclusions > 0).then(|| visit.tv("conference-followed", &counts));
    let href = visit.link(&format!("/conferences/{}", conference.id));
    vec![
        Item::Link(conference.title.clone(), href),
        Item::Text(say::host(visit, conference)),
        Item::Day(conference.held_on),
        Item::Number(line.topics.into()),
        Item::Number(line.councils.into()),
        Item::maybe(followed),
        Item::Status(tone, word),
    ]
}
