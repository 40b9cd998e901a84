//! How many delegates each council should have by its population, beside how many were planned.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse as _;
use council::bodies::queries::provinces;
use council::bodies::{Level, running_name};
use council::library::queries::shelf;
use council::rules::queries::{SeatPlan, rules, seat_plans};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page, Tone};

use super::{key, words};
use crate::api::{Batch, OnDay};
use crate::asked::choice;
use crate::bodies::words::{choices, or_all};
use crate::failure::Outcome;
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let plans = of_place(&visit, &db).await?;
    let plans = chosen(&visit, &plans)?;
    let batch = page_asked(&visit);
    let skipped = (batch.number as usize - 1).saturating_mul(batch.size as usize);
    let shown: Vec<&SeatPlan> = plans
        .iter()
        .copied()
        .skip(skipped)
        .take(batch.size as usize)
        .collect();
    let total = i64::try_from(plans.len()).unwrap_or(i64::MAX);
    let list = listing(&visit, &shown).exports(&visit, "/rules/seats");
    let mut page = Page::new(words::title(&visit, "seats"))
        .lead(lead(&visit, &plans))
        .push(filters(&visit, &db).await?)
        .push(list.table(&visit))
        .push(pager(&visit, batch, total));
    let shelf = shelf(&db).await?;
    for group in rules(&db, "seats", visit.on).await? {
        for section in key::sections(&visit, &shelf, &group) {
            page = page.push(section);
        }
    }
    let page = page.push(words::legend(&visit));
    Ok(visit
        .view(page)
        .part(Part::Rules)
        .crumb(visit.t("nav-rules"), "/rules")
        .respond())
}

/// The list as text.
pub async fn csv(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Csv).await
}

/// The list as a spreadsheet.
pub async fn xlsx(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Xlsx).await
}

async fn export(visit: &Visit, db: &Db, format: Format) -> Outcome {
    let plans = of_place(visit, db).await?;
    let plans = chosen(visit, &plans)?;
    Ok(listing(visit, &plans).export(visit, format, "so-luong-dai-bieu"))
}

/// How many delegates each council should have by its population, beside how many were planned.
#[utoipa::path(get, path = "/api/v1/rules/seats", tag = "rules", params(OnDay,
    ("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it"),
    ("level" = inline(Option<Level>), Query, description = "A level"),
    ("differs" = inline(Option<crate::api::Only>), Query, description = "Only those whose plan is another than the rule gives")),
    responses((status = 200, description = "Every council", body = Batch<SeatPlan>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let plans = of_place(&visit, &db).await?;
    let plans = chosen(&visit, &plans)?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(plans.len()).unwrap_or(i64::MAX),
        items: plans.into_iter().cloned().collect(),
    })
    .into_response())
}

async fn of_place(visit: &Visit, db: &Db) -> Outcome<Arc<Vec<SeatPlan>>> {
    let place = visit.asked("place").unwrap_or_default();
    Ok(seat_plans(db, place, visit.on).await?)
}

fn chosen<'a>(visit: &Visit, plans: &'a [SeatPlan]) -> Outcome<Vec<&'a SeatPlan>> {
    let level = choice(visit, "level", Level::from_code)?;
    let differing = visit.asked("differs").is_some();
    let is_chosen = |plan: &&SeatPlan| {
        level.is_none_or(|level| plan.level == level) && (!differing || plan.differs())
    };
    Ok(plans.iter().filter(is_chosen).collect())
}

fn lead(visit: &Visit, plans: &[&SeatPlan]) -> String {
    let count = |is_meant: &dyn Fn(&SeatPlan) -> bool| {
        let count = plans.iter().filter(|plan| is_meant(plan)).count();
        vi::number(i64::try_from(count).unwrap_or(i64::MAX))
    };
    visit.tv(
        "seats-lead",
        &[
            ("day", &visit.day(visit.on)),
            ("n", &count(&|_| true)),
            ("known", &count(&|plan| plan.seats.expected.is_some())),
            ("differing", &count(&SeatPlan::differs)),
        ],
    )
}

async fn filters(visit: &Visit, db: &Db) -> Outcome<Filters> {
    let asked = |name| visit.asked(name).unwrap_or_default();
    let places: Vec<Choice> = provinces(db, visit.on)
        .await?
        .into_iter()
        .map(|unit| Choice::new(unit.path, unit.name))
        .collect();
    let levels = or_all(visit, choices(visit, "level", Level::ALL, Level::code));
    let mut filters = Filters::new("/rules/seats", visit.words())
        .select(
            "place",
            &visit.t("province"),
            or_all(visit, places),
            asked("place"),
        )
        .select("level", &visit.t("level"), levels, asked("level"))
        .check(
            "differs",
            &visit.t("seats-differs-only"),
            !asked("differs").is_empty(),
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    Ok(filters)
}

fn listing(visit: &Visit, plans: &[&SeatPlan]) -> Listing {
    Listing::new(visit.t("seats-caption"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Number, visit.t("people"))
        .column(Kind::Day, visit.t("counted-on"))
        .column(Kind::Number, visit.t("seats-expected"))
        .column(Kind::Number, visit.t("seats-planned"))
        .column(Kind::Status, visit.t("seats-outcome"))
        .column(Kind::Text, visit.t("rule-basis-head"))
        .rows(plans.iter().map(|plan| row(visit, plan)))
        .empty(visit.t("seats-none"))
}

fn row(visit: &Visit, plan: &SeatPlan) -> Vec<Item> {
    let number =
        |number: Option<u32>| number.map_or(Item::Missing, |number| Item::Number(number.into()));
    let seats = &plan.seats;
    let name = visit.tv(
        "council-title",
        &[
            ("unit", &running_name(&plan.name)),
            ("number", &plan.number),
        ],
    );
    let (tone, word) = match (seats.planned, seats.expected) {
        (_, None) if seats.population.is_none() => (Tone::Neutral, "seats-no-population"),
        (_, None) => (Tone::Neutral, "seats-no-rule"),
        (None, _) => (Tone::Neutral, "seats-no-plan"),
        _ if plan.differs() => (Tone::Unsure, "seats-differ"),
        _ => (Tone::Done, "seats-agree"),
    };
    vec![
        Item::Link(name, visit.link(&format!("/councils/{}", plan.council_id))),
        number(
            seats
                .population
                .as_ref()
                .map(|population| population.people),
        ),
        Item::day(
            seats
                .population
                .as_ref()
                .map(|population| population.counted_on),
        ),
        number(seats.expected),
        number(seats.planned),
        Item::Status(tone, visit.t(word)),
        Item::maybe(seats.rule.as_ref().map(|rule| words::basis(visit, rule))),
    ]
}
