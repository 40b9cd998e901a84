//! Results by law: of the delegates of a place, how many studied and passed each law. Counts without names.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::bodies::queries::{provinces, unit_at};
use council::training::results::{LawResult, results_by_law};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page};

use super::words::{change, law_path};
use crate::api::OnDay;
use crate::bodies::words::or_all;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The results of a place by law.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct LawResults {
    /// The day.
    on: kernel::Date,
    /// The path of official codes of the place; empty for the country.
    place: String,
    /// Law by law.
    items: Vec<LawResult>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let rows = results_by_law(&db, place(&visit), visit.on).await?;
    let page = Page::new(visit.t("law-results-title"))
        .lead(lead(&visit, &rows))
        .push(filters(&visit, &db).await?)
        .push(
            listing(&visit, &rows)
                .exports(&visit, "/laws/results")
                .table(&visit),
        );
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .respond())
}

/// The same as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let rows = results_by_law(&db, place(&visit), visit.on).await?;
    Ok(listing(&visit, &rows).export(&visit, format, "ket-qua-theo-luat"))
}

/// Of the delegates in office on a day at or below a place, how many studied and passed each law in force; counts without names.
#[utoipa::path(get, path = "/api/v1/laws/results", tag = "training", params(OnDay,
    ("place" = Option<String>, Query, description = "The path of official codes of a place; the whole country if left out")),
    responses((status = 200, description = "The laws with their figures", body = LawResults)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let place = place(&visit);
    let items = results_by_law(&db, place, visit.on).await?;
    let (on, place) = (visit.on, place.to_owned());
    Ok(axum::Json(LawResults { on, place, items }).into_response())
}

fn place(visit: &Visit) -> &str {
    visit.asked("place").unwrap_or_default()
}

fn lead(visit: &Visit, rows: &[LawResult]) -> String {
    let delegates = rows.first().map_or(0, |row| row.delegates);
    visit.tv(
        if rows.is_empty() {
            "law-results-none"
        } else {
            "law-results-lead"
        },
        &[
            ("laws", &vi::number(rows.len() as i64)),
            ("delegates", &vi::number(delegates as i64)),
            ("day", &visit.day(visit.on)),
        ],
    )
}

async fn filters(visit: &Visit, db: &Db) -> Outcome<Filters> {
    let place = place(visit);
    let provinces = provinces(db, visit.on).await?;
    let mut places: Vec<Choice> = provinces
        .iter()
        .map(|unit| Choice::new(unit.path.as_str(), unit.name.as_str()))
        .collect();
    if !place.is_empty() && !places.iter().any(|one| one.value == place) {
        let unit = unit_at(db, place, visit.on).await?;
        places.push(Choice::new(unit.path, unit.name));
    }
    let mut filters = Filters::new("/laws/results", visit.words()).select(
        "place",
        &visit.t("delegates-place"),
        or_all(visit, places),
        place,
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    Ok(filters)
}

fn listing(visit: &Visit, rows: &[LawResult]) -> Listing {
    let mut list = Listing::new(visit.t("law-results-caption"))
        .column(Kind::Text, visit.t("learning-law"))
        .column(Kind::Text, visit.t("law-title"))
        .column(Kind::Number, visit.t("law-delegates"))
        .column(Kind::Number, visit.t("law-studied"))
        .column(Kind::Share, visit.t("law-studied-share"))
        .column(Kind::Number, visit.t("law-passed"))
        .column(Kind::Share, visit.t("law-passed-share"))
        .column(Kind::Number, visit.t("law-outdated"))
        .column(Kind::Text, visit.t("law-last-change"))
        .note(visit.t("law-results-note"))
        .empty(visit.t("law-results-empty"));
    for row in rows {
        let [all, studied, passed, outdated] =
            [row.delegates, row.studied, row.passed, row.outdated].map(|count| count as i64);
        list = list.row([
            Item::Link(row.number.clone(), law_path(visit, row.document)),
            Item::Text(row.title.clone()),
            Item::Number(all),
            Item::Number(studied),
            Item::Share(studied, all),
            Item::Number(passed),
            Item::Share(passed, all),
            Item::Number(outdated),
            Item::maybe(row.changed.as_ref().map(|one| change(visit, one))),
        ]);
    }
    list
}
