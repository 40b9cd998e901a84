//! The office's desk: utterances that wait to be sorted, and one of them.

use axum::extract::{Path, State};
use council::access::{Act, FieldGroup};
use council::bodies::queries::council;
use council::petitions::queries::{Utterance, matters_of, utterance, utterances};
use council::petitions::tracking::printed_code;
use kernel::ids::{CouncilId, UtteranceId};
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Html, Notice, Page, Prose, Section, SummaryList, Tabs, Tone};

use super::below_board;
use super::say;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The list of a council: those that wait, or those that were sorted.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    visit.require(FieldGroup::PetitionWork, &council.path)?;
    let sorted = visit.asked("sorted").is_some_and(|asked| asked == "1");
    let batch = page_asked(&visit);
    let guarded = visit.actor.reads(FieldGroup::GuardedMatters, &council.path);
    let found = utterances(&db, id, sorted, batch).await?;
    let waiting = match sorted {
        false => found.total,
        true => utterances(&db, id, false, batch).await?.total,
    };
    let path = format!("/councils/{id}/utterances");
    let mut page = Page::new(visit.t("utterances-title"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv("utterances-lead", &[("n", &vi::number(waiting))]));
    if visit.can(Act::TakeUtterance, &council.path) {
        let href = format!("{path}/new");
        page = page
            .action(Button::new(visit.t("task-utterance-take"), href))
            .action(Button::new(visit.t("field-open"), super::field::path(id)).secondary());
    }
    if super::tables::may(&visit, &council.path) {
        let href = format!("/councils/{id}/petitions/import");
        page = page.action(Button::new(visit.t("table-import"), href).secondary());
    }
    let (wait, done) = (visit.t("utterances-waiting"), visit.t("utterances-sorted"));
    let tabs = Tabs::new(visit.t("utterances-title"));
    let tabs = match sorted {
        false => tabs
            .current(wait, &path)
            .tab(done, format!("{path}?sorted=1")),
        true => tabs
            .tab(wait, &path)
            .current(done, format!("{path}?sorted=1")),
    };
    let mut list = Listing::new(visit.t("utterances-title"))
        .column(Kind::Text, visit.t("utterance-text"))
        .column(Kind::Day, visit.t("utterance-said-on"))
        .column(Kind::Text, visit.t("utterance-channel"))
        .column(Kind::Text, visit.t("utterance-unit"))
        .column(Kind::Text, visit.t("utterance-hamlet"))
        .column(Kind::Status, visit.t("utterance-state"))
        .empty(visit.t("utterances-none"));
    for said in found.rows.iter().filter(|said| guarded || !said.guarded) {
        list = list.row(row(&visit, said));
    }
    let page = page
        .push(tabs)
        .push(list.table(&visit))
        .push(pager(&visit, batch, found.total));
    Ok(below_board(&visit, page, &council).undated().respond())
}

fn row(visit: &Visit, said: &Utterance) -> Vec<Item> {
    let (tone, word) = state(visit, said);
    vec![
        Item::Link(begun(&said.text), format!("/utterances/{}", said.id)),
        Item::Day(said.said_on),
        Item::Text(visit.label("utterance-channel", said.channel.code())),
        Item::maybe(said.unit_name.clone()),
        Item::maybe(Some(said.hamlet.clone()).filter(|it| !it.is_empty())),
        Item::Status(tone, word),
    ]
}

/// The first words of a text.
pub fn begun(text: &str) -> String {
    /// So many characters tell what it is about.
    const ENOUGH: usize = 120;
    let line = vi::clean(text);
    match line.char_indices().nth(ENOUGH) {
        None => line,
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}

fn state(visit: &Visit, said: &Utterance) -> (Tone, String) {
    if said.guarded {
        return (Tone::Unsure, visit.t("utterance-is-guarded"));
    }
    match (said.sorted, said.closed_on) {
        (false, _) => (Tone::Due, visit.t("utterance-waits")),
        (true, Some(_)) => (Tone::Neutral, visit.t("utterance-closed")),
        (true, None) => (Tone::Done, visit.t("utterance-sorted-word")),
    }
}

/// One utterance with what became of it.
pub async fn one(visit: Visit, State(db): State<Db>, Path(id): Path<UtteranceId>) -> Outcome {
    let said = utterance(&db, id).await?;
    visit.require(FieldGroup::PetitionWork, &said.path)?;
    if said.guarded {
        visit.require(FieldGroup::GuardedMatters, &said.path)?;
    }
    let matters = matters_of(&db, id).await?;
    let (tone, word) = state(&visit, &said);
    let day = visit.day(said.said_on);
    let mut page = Page::new(visit.tv("utterance-kicker", &[("day", &day)]))
        .kicker(
            said.unit_name
                .clone()
                .unwrap_or_else(|| said.council_unit.clone()),
        )
        .tag(tone, word);
    if !said.sorted && visit.can(Act::SortUtterance, &said.path) {
        let mut actions = Actions::new();
        for (at, end) in ["sort", "join", "close"].into_iter().enumerate() {
            let href = format!("/utterances/{id}/{end}");
            let button = Button::new(visit.t(&format!("task-utterance-{end}")), href);
            actions = actions.push(match at {
                0 => button,
                _ => button.secondary(),
            });
        }
        page = page.push(actions);
    }
    page = page.section(visit.t("utterance-words"), Prose::typed(&said.text));
    if !said.close_reason.is_empty() {
        page = page.push(Notice::info(visit.t("utterance-closed")).body(said.close_reason.clone()));
    }
    if !matters.is_empty() {
        let mut list = Listing::new(visit.t("utterance-matters"))
            .column(Kind::Text, visit.t("matter-title"))
            .column(Kind::Text, visit.t("matter-label"))
            .column(Kind::Status, visit.t("matter-state"));
        for matter in &matters {
            let (tone, word) = say::standing(&visit, matter);
            list = list.row(vec![
                Item::Link(
                    matter.title.clone(),
                    visit.link(&format!("/petitions/{}", matter.id)),
                ),
                Item::Text(matter.label()),
                Item::Status(tone, word),
            ]);
        }
        page = page.push(
            Section::new(visit.t("utterance-matters"))
                .id("noi-dung-da-lap")
                .push(list.table(&visit)),
        );
    }
    page = page.section(visit.t("matter-facts"), facts(&visit, &said));
    let home = format!("/councils/{}/utterances", said.council_id);
    Ok(visit
        .view(page)
        .part(Part::Petitions)
        .crumb(visit.t("nav-petitions"), "/petitions")
        .crumb(visit.t("utterances-title"), &home)
        .undated()
        .respond())
}

fn facts(visit: &Visit, said: &Utterance) -> SummaryList {
    let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut list = SummaryList::new()
        .row(
            visit.t("utterance-channel"),
            visit.label("utterance-channel", said.channel.code()),
        )
        .row(
            visit.t("utterance-kind"),
            visit.label("utterance-kind", said.kind.code()),
        )
        .row_if(visit.t("utterance-unit"), said.unit_name.clone())
        .row_if(visit.t("utterance-hamlet"), told(&said.hamlet))
        .row(
            visit.t("utterance-received"),
            visit.moment(said.received_at),
        );
    if said.written_at < said.received_at {
        list = list.row(visit.t("utterance-written"), visit.moment(said.written_at));
    }
    if let Some(contact) = said.contact_id {
        let href = visit.link(&format!("/contacts/{contact}"));
        list = list.row(
            visit.t("utterance-contact"),
            Html::link(visit.t("utterance-contact-open"), href),
        );
    }
    if visit.actor.reads(FieldGroup::VoterIdentity, &said.path) {
        list = match said.anonymous_since {
            Some(day) => list.row(
                visit.t("utterance-voter"),
                visit.tv("utterance-anonymous", &[("day", &visit.day(day))]),
            ),
            None => list
                .row_if(visit.t("utterance-voter"), told(&said.voter_name))
                .row_if(visit.t("utterance-phone"), told(&said.voter_phone))
                .row_if(visit.t("utterance-email"), told(&said.voter_email))
                .row_if(visit.t("utterance-address"), told(&said.voter_address)),
        };
        let code = printed_code(&said.code);
        list = list.row(
            visit.t("utterance-code"),
            Html::link(code, format!("/follow/{}", said.code)),
        );
    }
    list
}
