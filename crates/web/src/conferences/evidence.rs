//! What speaks for topics on a day, each kind by itself.

use axum::extract::{Path, State};
use council::bodies::queries::council;
use council::conferences::Source;
use council::conferences::evidence::{Suggestion, suggestions};
use kernel::ids::CouncilId;
use store::Db;
use ui::{Page, Section};

use super::{all, say, sources};
use crate::api::{Batch, OnDay};
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let found = suggestions(sources(&visit, &council), &visit.actor, visit.on).await?;
    let day = visit.day(visit.on);
    let mut page = Page::new(visit.t("conference-evidence"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv("conference-evidence-lead", &[("day", &day)]));
    for source in Source::ALL.iter().filter(|source| **source != Source::Own) {
        let of_kind = found.iter().filter(|one| one.source == *source);
        page = page.push(section(&visit, id, *source, of_kind));
    }
    Ok(visit
        .view(page)
        .part(Part::Conferences)
        .crumb(visit.t("nav-conferences"), "/conferences")
        .respond())
}

/// What speaks for topics of conferences of a council: each kind of evidence with its figure, the most pressing first.
#[utoipa::path(get, path = "/api/v1/councils/{id}/conferences/evidence", tag = "conferences", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council")),
    responses((status = 200, description = "The evidence", body = Batch<Suggestion>)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let found = suggestions(sources(&visit, &council), &visit.actor, visit.on).await?;
    Ok(all(&visit, found))
}

fn section<'a>(
    visit: &Visit,
    council: CouncilId,
    source: Source,
    found: impl Iterator<Item = &'a Suggestion>,
) -> Section {
    let title = visit.label("conference-source", source.code());
    let row = |one: &Suggestion| {
        let name = say::evidence(visit, source, &one.key, &one.name);
        vec![
            match say::evidence_path(visit, council, source, &one.key) {
                Some(href) => Item::Link(name, href),
                None => Item::Text(name),
            },
            Item::Text(say::figure(visit, source, one.figure)),
        ]
    };
    let table = Listing::new(title.clone())
        .column(Kind::Text, visit.t("conference-evidence-what"))
        .column(Kind::Text, visit.t("conference-evidence-figure"))
        .rows(found.map(row))
        .empty(visit.t("conference-evidence-none"));
    Section::new(title)
        .intro(visit.label("conference-evidence", source.code()))
        .push(table.table(visit).quiet())
}
