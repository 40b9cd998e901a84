//! The reports of all councils, and those of one place in all its terms.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Page as Batched;
use council::access::Act;
use council::bodies::queries::council;
use council::reports::Report;
use council::reports::queries::reports;
use kernel::ids::CouncilId;
use kernel::vi::count;
use store::Db;
use ui::{Button, Page};

use super::say;
use crate::api::{Batch, OnDay, PageNumber};
use crate::asked;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The column that says the state, which stays on a telephone.
const STATE: usize = 5;

/// The page of all places.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = reports(&db, &visit.actor, "", visit.on).await?;
    let batch = page_asked(&visit);
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let shown: Vec<&Report> = within(&found, batch).collect();
    let n = count(found.len());
    let page = Page::new(visit.t("nav-reports"))
        .lead(visit.tv("reports-lead", &[("n", &n)]))
        .action(Button::new(visit.t("nav-report-check"), "/reports/check").secondary())
        .push(
            listing(&visit, &shown)
                .table(&visit)
                .folded(STATE, visit.t("row-more")),
        )
        .push(pager(&visit, batch, total));
    Ok(visit.view(page).part(Part::TermReports).respond())
}

/// The page of one council: its reports and those of the councils of the same place before and after it.
pub async fn of_council(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let found = reports(&db, &visit.actor, &council.path, visit.on).await?;
    let shown: Vec<&Report> = found.iter().collect();
    let n = count(found.len());
    let mut page = Page::new(visit.t("reports-of-council"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv("reports-of-council-lead", &[("n", &n)]));
    if visit.can(Act::DraftReport, &council.path) && !visit.is_past() {
        let new = format!("/councils/{id}/reports/new");
        page = page.action(Button::new(visit.t("task-report-draft"), new));
    }
    if let [first, second, ..] = found.as_slice() {
        let href = visit.link(&format!("/reports/compare?a={}&b={}", second.id, first.id));
        page = page.action(Button::new(visit.t("report-compare"), href).secondary());
    }
    let list = listing(&visit, &shown).table(&visit).quiet();
    let page = page.push(list.folded(STATE, visit.t("row-more")));
    let title = council_title(&visit, &council);
    Ok(visit
        .view(page)
        .part(Part::TermReports)
        .crumb(visit.t("nav-reports"), "/reports")
        .crumb(title, &format!("/councils/{id}"))
        .respond())
}

/// The reports that whoever asks may read, as they stood on a day.
#[utoipa::path(get, path = "/api/v1/reports", tag = "reports", params(OnDay,
    ("place" = Option<String>, Query, description = "The path of official codes of one place"),
    PageNumber),
    responses((status = 200, description = "A page of reports, the latest first", body = Batch<Report>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = asked::page(&visit)?;
    let place = visit.asked("place").unwrap_or_default();
    let found = reports(&db, &visit.actor, place, visit.on).await?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(found.len()).unwrap_or(i64::MAX),
        items: within(&found, batch).cloned().collect::<Vec<Report>>(),
    })
    .into_response())
}

fn within(found: &[Report], batch: Batched) -> impl Iterator<Item = &Report> {
    let size = batch.size as usize;
    let skipped = (batch.number as usize)
        .saturating_sub(1)
        .saturating_mul(size);
    found.iter().skip(skipped).take(size)
}

fn listing(visit: &Visit, reports: &[&Report]) -> Listing {
    let rows = reports.iter().map(|of| {
        let (tone, word) = say::state(visit, of.state);
        vec![
            Item::Link(of.title.clone(), visit.link(&format!("/reports/{}", of.id))),
            Item::Text(visit.label("report-kind", of.kind.code())),
            Item::Text(say::period(visit, of)),
            Item::Text(of.council_title()),
            Item::Number(of.version.into()),
            Item::Status(tone, word),
            Item::maybe(Some(of.number.clone()).filter(|number| !number.is_empty())),
            Item::day(of.signed_on),
        ]
    });
    Listing::new(visit.t("nav-reports"))
        .column(Kind::Text, visit.t("report"))
        .column(Kind::Text, visit.t("report-kind"))
        .column(Kind::Text, visit.t("report-of-time"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Number, visit.t("report-version"))
        .column(Kind::Status, visit.t("state"))
        .column(Kind::Text, visit.t("report-number"))
        .column(Kind::Day, visit.t("report-signed-on"))
        .rows(rows)
        .empty(visit.t("reports-none"))
}
