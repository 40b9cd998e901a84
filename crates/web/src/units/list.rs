//! The list of units: provinces of the day, what lies in one, and a search through names of any time.

use axum::extract::{Path, State};
use council::Paged;
use council::bodies::Level;
use council::bodies::queries::{self, Existence, UnitFilter, UnitLine};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page};

use crate::api::{Batch, OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::list::batch;
use crate::bodies::words::{choices, or_all, period};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let batch = page_asked(&visit);
    let found = queries::units(&db, &filter, batch).await?;
    let provinces = queries::provinces(&db, visit.on).await?;
    let list = listing(&visit, &found).exports(&visit, "/units");
    let page = Page::new(visit.t("units-title"))
        .lead(lead(&visit, &filter, found.total))
        .push(filters(&visit, &filter, &provinces))
        .push(list.table(&visit))
        .push(pager(&visit, batch, found.total));
    Ok(visit
        .view(page)
        .part(Part::Councils)
        .crumb(visit.t("nav-councils"), "/councils")
        .respond())
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = queries::units(&db, &filter(&visit)?, council::Page::WHOLE).await?;
    Ok(listing(&visit, &found).export(&visit, format, "don-vi-hanh-chinh"))
}

/// Administrative units: those of the top level on a day, or those that are asked for.
#[utoipa::path(get, path = "/api/v1/units", tag = "structure", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in names of any time, marks ignored"),
    ("level" = inline(Option<Level>), Query, description = "A level"),
    ("inside" = Option<String>, Query, description = "The path of official codes of the unit in which they lie"),
    PageNumber),
    responses((status = 200, description = "A page of units", body = Batch<UnitLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = queries::units(&db, &filter(&visit)?, asked::page(&visit)?).await?;
    Ok(batch(&visit, found))
}

/// A name may be an old one, so a search looks through all times; a list without a search shows the day.
fn filter(visit: &Visit) -> council::Result<UnitFilter> {
    let text = visit.asked("q").unwrap_or_default().to_owned();
    let inside = visit.asked("inside").unwrap_or_default().to_owned();
    let level = choice(visit, "level", Level::from_code)?;
    let top = text.is_empty() && inside.is_empty();
    Ok(UnitFilter {
        level: level.or(top.then_some(Level::Province)),
        existence: if text.is_empty() {
            Existence::OnTheDay
        } else {
            Existence::Ever
        },
        text,
        inside,
        as_of: visit.on,
    })
}

fn lead(visit: &Visit, filter: &UnitFilter, total: i64) -> String {
    let day = visit.day(visit.on);
    let n = vi::number(total);
    if filter.text.is_empty() {
        visit.tv("units-lead", &[("n", &n), ("day", &day)])
    } else {
        visit.tv("units-lead-search", &[("n", &n), ("text", &filter.text)])
    }
}

fn filters(visit: &Visit, filter: &UnitFilter, provinces: &[UnitLine]) -> Filters {
    let places: Vec<Choice> = provinces
        .iter()
        .map(|unit| Choice::new(unit.path.as_str(), unit.name.as_str()))
        .collect();
    let levels = choices(visit, "level", Level::ALL, Level::code);
    let level = visit.asked("level").unwrap_or_default();
    let mut filters = Filters::new("/units", visit.words())
        .search("q", &visit.t("units-search"), &filter.text)
        .select(
            "inside",
            &visit.t("units-inside"),
            or_all(visit, places),
            &filter.inside,
        )
        .select("level", &visit.t("level"), or_all(visit, levels), level);
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

/// The table of units, here and on the page of the unit they lie in.
pub(super) fn listing(visit: &Visit, found: &Paged<UnitLine>) -> Listing {
    // Communes have nothing below them; a column of noughts would say nothing.
    let nested = found.rows.iter().any(|unit| unit.children > 0);
    let rows = found.rows.iter().map(|unit| row(visit, unit, nested));
    let list = Listing::new(visit.t("units-caption"))
        .column(Kind::Text, visit.t("name"))
        .column(Kind::Text, visit.t("unit-kind"))
        .column(Kind::Text, visit.t("unit-code"))
        .column(Kind::Number, visit.t("people"));
    let list = if nested {
        list.column(Kind::Number, visit.t("units-below"))
    } else {
        list
    };
    list.column(Kind::Text, visit.t("period"))
        .column(Kind::Text, visit.t("council"))
        .rows(rows)
        .empty(visit.t("units-none"))
}

fn row(visit: &Visit, unit: &UnitLine, nested: bool) -> Vec<Item> {
    let mut row = vec![
        Item::Link(
            unit.name.clone(),
            visit.link(&format!("/units/{}", unit.id)),
        ),
        Item::Text(visit.label("unit-kind", unit.kind.code())),
        Item::Text(unit.code.clone()),
        unit.people.map_or(Item::Missing, Item::Number),
    ];
    if nested {
        row.push(Item::Number(unit.children.into()));
    }
    row.push(Item::Text(period(visit, unit.valid_from, unit.valid_to)));
    row.push(unit.council_id.map_or(Item::Missing, |council| {
        Item::Link(
            visit.t("council-open"),
            visit.link(&format!("/councils/{council}")),
        )
    }));
    row
}
