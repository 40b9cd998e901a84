//! Đại biểu của cử tri một xã, phường: who represents the voters of a commune, and when they can be met.

use axum::extract::{Path, State};
use council::Page as Batch;
use council::bodies::queries::unit;
use council::contact::meetings::{ContactFilter, contacts};
use council::contact::territory::delegates_for;
use kernel::ids::UnitId;
use kernel::vi;
use store::Db;
use ui::{Button, Page, Section};

use super::say;
use crate::alerts;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<UnitId>) -> Outcome {
    let unit = unit(&db, id).await?;
    let found = delegates_for(&db, id, visit.on).await?;
    let ahead = ContactFilter {
        unit: Some(id),
        from: Some(visit.on),
        ..ContactFilter::default()
    };
    let meetings = contacts(&db, &ahead, visit.on, Batch::FIRST).await?.rows;
    let list = Listing::new(visit.t("voters-delegates"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("constituency"))
        .column(Kind::Text, visit.t("contact-group"))
        .rows(found.iter().map(|one| {
            vec![
                Item::Link(
                    one.full_name.clone(),
                    visit.link(&format!("/delegates/{}", one.person_id)),
                ),
                Item::Link(
                    one.council_title(),
                    visit.link(&format!("/councils/{}", one.council_id)),
                ),
                Item::maybe(one.constituency.clone()),
                Item::maybe(one.delegate_group.clone()),
            ]
        }))
        .empty(visit.t("voters-delegates-none"));
    let count = vi::number(found.len() as i64);
    let values = [("n", count.as_str()), ("unit", unit.name.as_str())];
    let calendar = format!("/contacts.ics?unit={id}");
    let page = Page::new(visit.tv("voters-delegates-of", &[("unit", &unit.name)]))
        .lead(visit.tv("voters-delegates-lead", &values))
        .action(Button::new(visit.t("contact-calendar"), calendar).secondary())
        .push(
            Section::new(visit.t("voters-delegates"))
                .id("dai-bieu")
                .push(list.table(&visit)),
        )
        .push(
            Section::new(visit.t("contact-meetings-ahead"))
                .id("tiep-xuc")
                .push(say::listing(&visit, "contact-meetings-ahead", &meetings).table(&visit)),
        );
    let page = match alerts::offer(&visit, &format!("unit={id}")) {
        Some(offer) => page.push(offer),
        None => page,
    };
    Ok(visit
        .view(page)
        .part(Part::Contacts)
        .crumb(visit.t("nav-contacts"), "/contacts")
        .crumb(unit.name, &format!("/units/{id}"))
        .respond())
}
