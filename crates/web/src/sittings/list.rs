//! The list of sittings of all councils, the next ones first.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::bodies::running_name;
use council::sittings::SittingKind;
use council::sittings::queries::{SittingFilter, SittingLine, sittings_everywhere};
use council::{Page as Batched, Problem};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page, Section};

use super::{calendar, say};
use crate::api::{Batch, OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let lines = sittings_everywhere(&db, &filter, visit.on).await?;
    let (coming, past) = split(&visit, lines);
    let batch = page_asked(&visit);
    let shown: Vec<&SittingLine> = within(&past, batch).collect();
    let total = i64::try_from(past.len()).unwrap_or(i64::MAX);
    let coming: Vec<&SittingLine> = coming.iter().collect();
    let next = listing(&visit, "sittings-coming", &coming).exports(&visit, "/sittings");
    let past = listing(&visit, "sittings-past", &shown);
    let page = Page::new(visit.t("nav-sittings"))
        .lead(lead(&visit, &coming, total))
        .push(filters(&visit, &filter))
        .push(
            Section::new(visit.t("sittings-coming"))
                .id("sap-toi")
                .push(next.table(&visit)),
        )
        .push(
            Section::new(visit.t("sittings-past"))
                .id("da-hop")
                .push(past.table(&visit))
                .push(pager(&visit, batch, total)),
        );
    Ok(visit.view(page).part(Part::Sittings).respond())
}

/// The list as a file; as a calendar for one council.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    if ending == "ics" {
        return calendar::of_council(&visit, &db).await;
    }
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let lines = sittings_everywhere(&db, &filter(&visit)?, visit.on).await?;
    let lines: Vec<&SittingLine> = lines.iter().collect();
    Ok(listing(&visit, "nav-sittings", &lines).export(&visit, format, "ky-hop"))
}

/// The sittings of all councils, with their state on a day.
#[utoipa::path(get, path = "/api/v1/sittings", tag = "sittings", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the name of the unit, marks ignored"),
    ("kind" = inline(Option<SittingKind>), Query, description = "A kind of sitting"),
    ("year" = Option<u16>, Query, description = "The year in which it opens"),
    PageNumber),
    responses((status = 200, description = "A page of sittings by their opening", body = Batch<SittingLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let lines = sittings_everywhere(&db, &filter(&visit)?, visit.on).await?;
    let batch = asked::page(&visit)?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(lines.len()).unwrap_or(i64::MAX),
        items: within(&lines, batch).cloned().collect::<Vec<SittingLine>>(),
    })
    .into_response())
}

fn filter(visit: &Visit) -> council::Result<SittingFilter> {
    let year = visit.asked("year").map(|text| {
        let year = text
            .parse()
            .ok()
            .filter(|year| (1900..=9999).contains(year));
        year.ok_or(Problem::new("year", "number-unreadable"))
    });
    Ok(SittingFilter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        kind: choice(visit, "kind", SittingKind::from_code)?,
        year: year.transpose()?,
    })
}

/// Those that are not over, the nearest first, and those that are, the last first.
fn split(visit: &Visit, lines: Vec<SittingLine>) -> (Vec<SittingLine>, Vec<SittingLine>) {
    let (coming, mut past): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.sitting.closes_on >= visit.on);
    past.reverse();
    (coming, past)
}

fn within(lines: &[SittingLine], batch: Batched) -> impl Iterator<Item = &SittingLine> {
    let size = batch.size as usize;
    let skipped = (batch.number as usize)
        .saturating_sub(1)
        .saturating_mul(size);
    lines.iter().skip(skipped).take(size)
}

fn lead(visit: &Visit, coming: &[&SittingLine], past: i64) -> String {
    let counts = [
        ("coming", vi::number(coming.len() as i64)),
        ("past", vi::number(past)),
        ("day", visit.day(visit.on)),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
    visit.tv("sittings-lead", &counts)
}

fn filters(visit: &Visit, filter: &SittingFilter) -> Filters {
    let kinds = choices(visit, "sitting-kind", SittingKind::ALL, SittingKind::code);
    let years: Vec<Choice> = (visit.on.year() - 6..=visit.on.year() + 5)
        .rev()
        .map(|year| Choice::new(year.to_string(), year.to_string()))
        .collect();
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    let mut filters = Filters::new("/sittings", visit.words())
        .search("q", &visit.t("councils-search"), &filter.text)
        .select(
            "kind",
            &visit.t("sitting-kind"),
            or_all(visit, kinds),
            filter.kind.map_or("", SittingKind::code),
        )
        .select(
            "year",
            &visit.t("sitting-year"),
            or_all(visit, years),
            &year,
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

fn listing(visit: &Visit, title: &str, lines: &[&SittingLine]) -> Listing {
    Listing::new(visit.t(title))
        .column(Kind::Text, visit.t("sitting"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("sitting-kind"))
        .column(Kind::Day, visit.t("sitting-opens"))
        .column(Kind::Day, visit.t("sitting-closes"))
        .column(Kind::Text, visit.t("sitting-place"))
        .column(Kind::Number, visit.t("sitting-items"))
        .column(Kind::Status, visit.t("sitting-state"))
        .rows(lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("sittings-none"))
}

fn row(visit: &Visit, line: &SittingLine) -> Vec<Item> {
    let sitting = &line.sitting;
    let council = visit.tv(
        "council-title",
        &[
            ("unit", &running_name(&line.unit_name)),
            ("number", &line.council_number),
        ],
    );
    let place = Some(sitting.place.clone()).filter(|place| !place.is_empty());
    let (tone, word) = say::state(visit, line.state);
    vec![
        Item::Link(
            say::title(visit, sitting),
            visit.link(&format!("/sittings/{}", sitting.id)),
        ),
        Item::Link(
            council,
            visit.link(&format!("/councils/{}/sittings", sitting.council_id)),
        ),
        Item::Text(visit.label("sitting-kind", sitting.kind.code())),
        Item::Day(sitting.opens_on),
        Item::Day(sitting.closes_on),
        Item::maybe(place),
        Item::Number(line.items.into()),
        Item::Status(tone, word),
    ]
}
