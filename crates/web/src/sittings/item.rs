//! The page of one item of a programme: whose it is, and its papers with their days.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::queries::council;
use council::sittings::programme::{Item as Entry, ItemLine, item, items};
use council::sittings::queries::sitting_on;
use council::sittings::{Sitting, SittingState};
use kernel::ids::SittingItemId;
use store::Db;
use ui::{Actions, Button, Html, Page, SummaryList, Table};

use super::{item_tasks, say};
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<SittingItemId>) -> Outcome {
    let entry = item(&db, id).await?;
    let sitting = sitting_on(&db, entry.sitting_id, visit.on).await?;
    let council = council(&db, sitting.council_id).await?;
    let there = items(&db, &sitting, visit.on).await?;
    let line = there.iter().find(|line| line.item.id == id);
    let mut page = Page::new(entry.title.clone())
        .kicker(say::title(&visit, &sitting))
        .lead(lead(&visit, &sitting, &entry, line));
    if let Some(line) = line {
        let (tone, word) = say::item(&visit, line);
        page = page.tag(tone, word);
    }
    let arranges = !visit.is_past()
        && entry.removed_on.is_none()
        && sitting.state(visit.today) != SittingState::Cancelled
        && visit.can(Act::ArrangeSitting, &council.path);
    if arranges {
        page = page.push(acts(&visit, id));
    }
    page = page.section(visit.t("item-facts"), facts(&visit, &sitting, &entry));
    if let Some(line) = line {
        page = page.section(visit.t("item-papers"), papers(&visit, line));
    }
    let home = format!("/sittings/{}", sitting.id);
    Ok(visit
        .view(page)
        .part(Part::Sittings)
        .crumb(visit.t("nav-sittings"), "/sittings")
        .crumb(
            council_title(&visit, &council),
            &format!("/councils/{}/sittings", council.id),
        )
        .crumb(say::title(&visit, &sitting), &home)
        .respond())
}

/// A line of a programme.
pub fn row(visit: &Visit, line: &ItemLine) -> Vec<Item> {
    let (tone, word) = say::item(visit, line);
    let entry = &line.item;
    vec![
        Item::Link(
            entry.title.clone(),
            visit.link(&format!("/sitting-items/{}", entry.id)),
        ),
        Item::Text(visit.label("sitting-item-kind", entry.kind.code())),
        Item::maybe(entry.institution.clone()),
        Item::maybe(entry.verifier.clone()),
        Item::Status(tone, word),
    ]
}

fn lead(visit: &Visit, sitting: &Sitting, entry: &Entry, line: Option<&ItemLine>) -> String {
    let Some(line) = line else {
        let day = entry
            .removed_on
            .map_or_else(String::new, |day| visit.day(day));
        return visit.tv("item-lead-removed", &[("day", &day)]);
    };
    let (_, word) = say::item(visit, line);
    let opens = visit.day(sitting.opens_on);
    match line.pressing {
        Some(duty) => visit.tv(
            "item-lead",
            &[
                ("standing", &word),
                ("paper", &visit.label("item-paper", duty.code())),
                ("opens", &opens),
            ],
        ),
        None => visit.tv("item-lead-no-papers", &[("opens", &opens)]),
    }
}

fn acts(visit: &Visit, id: SittingItemId) -> Actions {
    let mut actions = Actions::new();
    for (at, end) in item_tasks::OFFERS.iter().enumerate() {
        let words = visit.t(&format!("task-sitting-item-{end}"));
        let button = Button::new(words, format!("/sitting-items/{id}/{end}"));
        actions = actions.push(if at == 0 { button } else { button.secondary() });
    }
    actions
}

fn facts(visit: &Visit, sitting: &Sitting, entry: &Entry) -> SummaryList {
    let output = Some(entry.output.clone()).filter(|output| !output.is_empty());
    let home = visit.link(&format!("/sittings/{}", sitting.id));
    SummaryList::new()
        .row(
            visit.t("sitting"),
            Html::link(say::title(visit, sitting), home),
        )
        .row(
            visit.t("sitting-item-kind"),
            visit.label("sitting-item-kind", entry.kind.code()),
        )
        .row_if(visit.t("item-output"), output)
        .row_if(visit.t("item-institution"), entry.institution.clone())
        .row_if(visit.t("item-verifier"), entry.verifier.clone())
}

fn papers(visit: &Visit, line: &ItemLine) -> Table {
    Listing::new(visit.t("item-papers"))
        .column(Kind::Text, visit.t("item-paper"))
        .column(Kind::Day, visit.t("item-paper-due"))
        .column(Kind::Day, visit.t("item-paper-came"))
        .column(Kind::Status, visit.t("duty-standing"))
        .rows(line.papers.iter().map(|paper| {
            let (tone, word) = say::judged(visit, paper.judged);
            vec![
                Item::Text(visit.label("item-paper", paper.duty.code())),
                Item::Day(paper.due_on),
                Item::day(paper.came_on),
                Item::Status(tone, word),
            ]
        }))
        .empty(visit.t("item-papers-none"))
        .table(visit)
}
