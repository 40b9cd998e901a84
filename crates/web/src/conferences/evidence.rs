//! What speaks for topics on a day: laws not yet mastered, fields with open matters, difficulties that many meet.

use axum::extract::{Path, State};
use council::access::FieldGroup;
use council::bodies::queries::council;
use council::conferences::Source;
use council::conferences::evidence::evidence;
use kernel::ids::CouncilId;
use store::Db;
use ui::{Page, Section, Table};

use super::{say, sources};
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    visit.require(FieldGroup::ConferenceWork, &council.path)?;
    let found = evidence(
        sources(&visit),
        &visit.actor,
        &council,
        visit.on,
        visit.today,
    )
    .await?;
    let laws = listing(&visit, "evidence-laws", "evidence-law")
        .rows(found.laws.iter().map(|law| {
            let href = visit.link(&format!("/library/{}", law.id));
            vec![
                Item::Link(format!("{} – {}", law.number, law.title), href),
                Item::Text(say::figure(&visit, Source::Law, law.percent)),
            ]
        }))
        .table(&visit);
    let board = visit.link(&format!("/councils/{id}/petitions?by=field"));
    let fields = listing(&visit, "evidence-fields", "evidence-field")
        .rows(found.fields.iter().map(|field| {
            vec![
                Item::Link(
                    visit.label("matter-field", field.field.code()),
                    board.clone(),
                ),
                Item::Text(say::figure(&visit, Source::Petitions, field.open)),
            ]
        }))
        .table(&visit);
    let raised = listing(&visit, "evidence-difficulties", "evidence-difficulty")
        .rows(found.difficulties.iter().map(|one| {
            vec![
                Item::Text(format!("{} ({})", one.title, one.unit_name)),
                Item::Text(say::figure(&visit, Source::Difficulty, one.supports + 1)),
            ]
        }))
        .table(&visit);
    let page = Page::new(visit.t("conference-evidence"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv("conference-evidence-lead", &[("day", &visit.day(visit.on))]))
        .push(section(&visit, "evidence-laws", "luat", laws))
        .push(section(&visit, "evidence-fields", "linh-vuc", fields))
        .push(section(&visit, "evidence-difficulties", "kho-khan", raised));
    Ok(visit
        .view(page)
        .part(Part::Conferences)
        .crumb(visit.t("nav-conferences"), "/conferences")
        .respond())
}

fn listing(visit: &Visit, title: &str, what: &str) -> Listing {
    Listing::new(visit.t(title))
        .column(Kind::Text, visit.t(what))
        .column(Kind::Text, visit.t("evidence-figure"))
        .empty(visit.t("evidence-none"))
}

fn section(visit: &Visit, title: &str, id: &str, table: Table) -> Section {
    Section::new(visit.t(title))
        .id(id)
        .intro(visit.t(&format!("{title}-intro")))
        .push(table)
}
