//! The page of one meeting: when, where, who, and after it what the minutes say.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use council::access::Act;
use council::contact::ContactState;
use council::contact::conflicts::conflicts_of;
use council::contact::meetings::{ContactPage, DelegateLine, contact_page, minutes_file};
use council::contact::window::press_deadline;
use council::papers::SourceKind;
use kernel::ids::ContactId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Event, Html, Notice, Page, Prose, Section, SummaryList, Timeline};

use super::{say, tasks};
use crate::api::OnDay;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, file};
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<ContactId>) -> Outcome {
    let of = contact_page(&db, &visit.actor, id, visit.on).await?;
    let (tone, word) = say::state(&visit, &of.contact);
    let mut page = Page::new(visit.tv("contact-title", &[("unit", &of.contact.unit_name)]))
        .kicker(of.contact.council_title())
        .tag(tone, word)
        .lead(lead(&visit, &of));
    page = page.push(acts(&visit, &of));
    if visit.can(Act::RunContact, &of.contact.path) && of.contact.state.is_ahead() {
        for notice in notices(&visit, &db, &of).await? {
            page = page.push(notice);
        }
    }
    page = page
        .section(visit.t("contact-facts"), facts(&visit, &of))
        .push(
            Section::new(visit.t("contact-people"))
                .id("dai-bieu")
                .push(people(&visit, &of.people).table(&visit)),
        );
    if of.contact.state == ContactState::Held {
        page = page.push(minutes(&visit, &of));
    }
    if of.contact.state != ContactState::Cancelled {
        page = page.push(crate::petitions::of_contact(&visit, &db, &of.contact).await?);
    }
    let owner = (of.contact.council_id, of.contact.path.as_str());
    page = beside::onto(page, &visit, owner, SourceKind::Contact, id).await?;
    page = page.push(history(&visit, &of));
    Ok(visit
        .view(page)
        .part(Part::Contacts)
        .crumb(visit.t("nav-contacts"), "/contacts")
        .crumb(
            of.contact.council_title(),
            &format!("/councils/{}/contacts", of.contact.council_id),
        )
        .respond())
}

/// One meeting as it stood on a day; the text of the minutes and why somebody was absent only for those who may know.
#[utoipa::path(get, path = "/api/v1/contacts/{id}", tag = "contact", params(OnDay, ("id" = uuid::Uuid, Path, description = "The meeting")),
    responses((status = 200, description = "The meeting with everything its page shows", body = ContactPage)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<ContactId>) -> Outcome {
    let of = contact_page(&db, &visit.actor, id, visit.on).await?;
    Ok(axum::Json(of).into_response())
}

/// The file of the minutes, for those who may read them.
pub async fn download(visit: Visit, State(db): State<Db>, Path(id): Path<ContactId>) -> Outcome {
    let paper = minutes_file(&db, &visit.actor, id).await?;
    let mut response: Response = file(paper.bytes, "application/octet-stream", &paper.name);
    if let Ok(kind) = HeaderValue::from_str(&paper.media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}

fn lead(visit: &Visit, of: &ContactPage) -> String {
    let contact = &of.contact;
    let names: Vec<&str> = of
        .people
        .iter()
        .filter(|line| line.present != Some(false))
        .map(|line| line.full_name.as_str())
        .collect();
    let number = |count: Option<u32>| vi::number(count.unwrap_or(0).into());
    let key = match contact.state {
        ContactState::Planned => "contact-lead-planned",
        ContactState::Announced => "contact-lead-announced",
        ContactState::Held => "contact-lead-held",
        ContactState::Cancelled => "contact-lead-cancelled",
    };
    visit.tv(
        key,
        &[
            ("moment", &say::moment(visit, contact)),
            ("place", &say::place(contact)),
            ("names", &names.join(", ")),
            ("voters", &number(contact.voters_present)),
            ("speakers", &number(contact.speakers)),
            ("since", &visit.day(contact.since)),
            ("reason", &contact.reason),
        ],
    )
}

/// What those who run the meeting should look at: the press and what does not fit.
async fn notices(visit: &Visit, db: &Db, of: &ContactPage) -> Outcome<Vec<Notice>> {
    let contact = &of.contact;
    let mut notices = Vec::new();
    if let Some(deadline) = press_deadline(db, contact.council_id, contact.held_on).await? {
        let words = say::deadline(visit, &deadline);
        let told = contact.press_told_on;
        let late = told.unwrap_or(visit.on) > deadline.day;
        let notice = match (told, late) {
            (None, true) => Some(Notice::error(visit.t("contact-press-missed"))),
            (None, false) => Some(Notice::info(visit.t("contact-press-open"))),
            (Some(_), true) => Some(Notice::warning(visit.t("contact-press-late"))),
            (Some(_), false) => None,
        };
        notices.extend(notice.map(|notice| notice.body(words)));
    }
    let conflicts = conflicts_of(db, contact.id).await?;
    if !conflicts.is_empty() {
        let sentences = conflicts
            .iter()
            .map(|conflict| say::conflict(visit, conflict));
        let notice = Notice::warning(visit.t("contact-conflicts"));
        notices.push(notice.push(Prose::new().list(sentences)));
    }
    Ok(notices)
}

fn acts(visit: &Visit, of: &ContactPage) -> Actions {
    let mut actions = Actions::new();
    if visit.is_past() {
        return actions;
    }
    let mut first = true;
    for (act, end) in tasks::offers(visit, &of.contact) {
        if !visit.can(*act, &of.contact.path) {
            continue;
        }
        let href = format!("/contacts/{}/{end}", of.contact.id);
        let button = Button::new(visit.t(&format!("task-contact-{end}")), href);
        actions = actions.push(if first { button } else { button.secondary() });
        first = false;
    }
    actions
}

fn facts(visit: &Visit, of: &ContactPage) -> SummaryList {
    let contact = &of.contact;
    let unit = Html::link(
        &contact.unit_name,
        visit.link(&format!("/units/{}", contact.unit_id)),
    );
    let council = Html::link(
        contact.council_title(),
        visit.link(&format!("/councils/{}", contact.council_id)),
    );
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    SummaryList::new()
        .row(visit.t("contact-moment-of"), say::moment(visit, contact))
        .row(visit.t("contact-place"), contact.place.clone())
        .row_if(visit.t("contact-hamlet"), some(&contact.hamlet))
        .row(visit.t("contact-commune"), unit)
        .row(visit.t("contact-council"), council)
        .row(
            visit.t("contact-around"),
            say::around(visit, contact.side, contact.sitting_number),
        )
        .row(
            visit.t("contact-way"),
            visit.label("contact-way", contact.way.code()),
        )
        .row(
            visit.t("contact-setting"),
            visit.label("contact-setting", contact.setting.code()),
        )
        .row_if(visit.t("contact-theme"), some(&contact.theme))
        .row_if(
            visit.t("contact-press-told"),
            contact.press_told_on.map(|day| visit.day(day)),
        )
}

fn people(visit: &Visit, lines: &[DelegateLine]) -> Listing {
    Listing::new(visit.t("contact-people"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Status, visit.t("contact-presence"))
        .column(Kind::Text, visit.t("contact-absence-reason"))
        .rows(lines.iter().map(|line| {
            let presence = match line.present {
                None => Item::Missing,
                Some(true) => Item::Status(ui::Tone::Done, visit.t("contact-present")),
                Some(false) => Item::Status(ui::Tone::Late, visit.t("contact-absent")),
            };
            let reason = match line.present {
                Some(false) => Item::shown(line.reason.clone(), Item::Text),
                _ => Item::Missing,
            };
            vec![
                Item::Link(
                    line.full_name.clone(),
                    visit.link(&format!("/delegates/{}", line.person_id)),
                ),
                Item::Text(line.council.clone()),
                presence,
                reason,
            ]
        }))
        .empty(visit.t("contact-people-none"))
}

fn minutes(visit: &Visit, of: &ContactPage) -> Section {
    let contact = &of.contact;
    let number = |count: Option<u32>| count.map(|count| vi::number(count.into()));
    let figures = SummaryList::new()
        .row_if(visit.t("contact-voters"), number(contact.voters_present))
        .row_if(visit.t("contact-speakers"), number(contact.speakers))
        .row_if(
            visit.t("contact-minutes-on"),
            contact.minutes_on.map(|day| visit.day(day)),
        );
    let mut section = Section::new(visit.t("contact-minutes"))
        .id("bien-ban")
        .push(figures);
    if !of.answers.is_empty() {
        let answers = Listing::new(visit.t("contact-answers"))
            .column(Kind::Text, visit.t("contact-answered-by"))
            .column(Kind::Text, visit.t("contact-matter"))
            .rows(of.answers.iter().map(|answer| {
                vec![
                    Item::Text(answer.answered_by.clone()),
                    Item::Text(answer.matter.clone()),
                ]
            }));
        section = section.push(answers.table(visit).quiet());
    }
    if let Some(Some(text)) = of.minutes.as_ref().visible() {
        section = section.push(Prose::typed(text));
    }
    if let Some(Some(_)) = of.file_id.visible() {
        let href = format!("/contacts/{}/minutes", contact.id);
        let link = Html::link(visit.t("contact-minutes-file"), href);
        section = section.push(Prose::new().p(link));
    }
    section
}

fn history(visit: &Visit, of: &ContactPage) -> Section {
    let mut timeline = Timeline::new(visit.t("contact-history"));
    let mut before = None;
    let mut events = Vec::new();
    for step in &of.history {
        let word = if before == Some(step.state) {
            visit.t("contact-step-changed")
        } else {
            visit.label("contact-state", step.state.code())
        };
        before = Some(step.state);
        let mut event = Event::new(visit.day(step.day), word);
        if !step.reason.is_empty() {
            event = event.body(step.reason.clone());
        }
        events.push(event);
    }
    for event in events.into_iter().rev() {
        timeline = timeline.event(event);
    }
    Section::new(visit.t("contact-history"))
        .id("dien-bien")
        .push(timeline)
}
