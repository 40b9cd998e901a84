//! The page of a unit: what it is, what it came from and became, who lives there, its councils by term.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Paged;
use council::access::Act;
use council::bodies::queries::{self, Became, PopulationLine, UnitLine, UnitPage};
use council::bodies::running_name;
use council::rules::queries::{ExpectedSeats, expected_seats};
use kernel::ids::UnitId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Html, Page, Prose, ScreenOnly, Section, SummaryList};

use super::list;
use crate::api::OnDay;
use crate::bodies::words::{council_title, period, since};
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// A unit on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct UnitAnswer {
    /// The day.
    on: kernel::Date,
    /// What it is, what it came from and became.
    unit: std::sync::Arc<UnitPage>,
    /// Who lives there.
    populations: Vec<PopulationLine>,
    /// The seats its council should have, if it has one.
    seats: Option<ExpectedSeats>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<UnitId>) -> Outcome {
    let of = queries::unit_page(&db, id, visit.on).await?;
    let populations = queries::populations(&db, id, visit.on).await?;
    let seats = match of.unit.council_id {
        Some(council) => Some(expected_seats(&db, council, visit.on).await?),
        None => None,
    };
    let mut page = Page::new(of.unit.name.clone())
        .kicker(visit.label("unit-kind", of.unit.kind.code()))
        .lead(lead(&visit, &of))
        .push(facts(&visit, &of, seats.as_ref()))
        .push(councils(&visit, &of))
        .push(made_from(&visit, &of))
        .push(population(&visit, &populations));
    if !of.children.is_empty() {
        page = page.push(children(&visit, &of));
    }
    if let Some(offers) = offers(&visit, &of.unit) {
        page = page.push(offers);
    }
    let mut view = visit
        .view(page)
        .part(Part::Councils)
        .crumb(visit.t("units-title"), "/units");
    for unit in &of.above {
        view = view.crumb(unit.name.clone(), &format!("/units/{}", unit.id));
    }
    Ok(view.respond())
}

/// One unit: validity, counts of people with their source, its councils, what it came from and became.
#[utoipa::path(get, path = "/api/v1/units/{id}", tag = "structure", params(OnDay, ("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The unit with everything its page shows", body = UnitAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<UnitId>) -> Outcome {
    let unit = queries::unit_page(&db, id, visit.on).await?;
    let populations = queries::populations(&db, id, visit.on).await?;
    let seats = match unit.unit.council_id {
        Some(council) => Some(expected_seats(&db, council, visit.on).await?),
        None => None,
    };
    Ok(axum::Json(UnitAnswer {
        on: visit.on,
        unit,
        populations,
        seats,
    })
    .into_response())
}

fn lead(visit: &Visit, of: &UnitPage) -> String {
    let unit = &of.unit;
    let kind = visit.label("level", unit.level.code()).to_lowercase();
    let above = of.above.last().map(|unit| running_name(&unit.name));
    let what = match &above {
        Some(above) => visit.tv(
            "unit-lead-inside",
            &[("name", &unit.name), ("level", &kind), ("above", above)],
        ),
        None => visit.tv("unit-lead", &[("name", &unit.name), ("level", &kind)]),
    };
    let time = match unit.valid_to.and_then(|to| to.yesterday().ok()) {
        Some(last) => visit.tv("unit-lead-ended", &[("last", &visit.day(last))]),
        None if unit.valid_from == kernel::time::FROM_THE_BEGINNING => String::new(),
        None => visit.tv("unit-lead-since", &[("from", &visit.day(unit.valid_from))]),
    };
    format!("{what} {time}").trim().to_owned()
}

fn facts(visit: &Visit, of: &UnitPage, seats: Option<&ExpectedSeats>) -> SummaryList {
    let unit = &of.unit;
    let mut list = SummaryList::new()
        .row(
            visit.t("unit-kind"),
            visit.label("unit-kind", unit.kind.code()),
        )
        .row(visit.t("unit-code"), unit.code.clone())
        .row(
            visit.t("period"),
            period(visit, unit.valid_from, unit.valid_to),
        );
    list = match (unit.people, unit.counted_on) {
        (Some(people), Some(day)) => list.row(
            visit.t("people"),
            visit.tv(
                "unit-people",
                &[("n", &vi::number(people)), ("day", &visit.day(day))],
            ),
        ),
        _ => list.row(visit.t("people"), visit.t("missing")),
    };
    if let Some(area) = unit.area_km2 {
        let area = format!("{area:.2}").replace('.', ",");
        list = list.row(visit.t("unit-area"), format!("{area} km²"));
    }
    match seats {
        Some(seats) => list.row(visit.t("unit-seats"), seats_words(visit, seats)),
        None => list,
    }
}

/// The number of delegates by the rule against the number planned.
fn seats_words(visit: &Visit, seats: &ExpectedSeats) -> String {
    let number = |number: Option<u32>| {
        number.map_or_else(
            || visit.t("missing").to_lowercase(),
            |n| vi::number(n.into()),
        )
    };
    let planned = visit.tv("seats-words-planned", &[("n", &number(seats.planned))]);
    let rule = match (&seats.rule, seats.expected) {
        (Some(rule), Some(expected)) => visit.tv(
            "seats-words-rule",
            &[
                ("n", &vi::number(expected.into())),
                ("provision", &rule.basis_provision),
                ("document", &rule.basis_document),
            ],
        ),
        (Some(_), None) => visit.t("seats-words-no-people"),
        (None, _) => visit.t("seats-words-no-rule"),
    };
    format!("{planned} {rule}")
}

fn councils(visit: &Visit, of: &UnitPage) -> Section {
    let mut list = Listing::new(visit.t("unit-councils-caption"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("term"))
        .column(Kind::Text, visit.t("period"))
        .empty(visit.t("unit-councils-none"));
    for council in &of.councils {
        list = list.row([
            Item::Link(
                council_title(visit, council),
                visit.link(&format!("/councils/{}", council.id)),
            ),
            Item::Text(council.term.clone()),
            Item::Text(period(visit, council.valid_from, council.valid_to)),
        ]);
    }
    Section::new(visit.t("unit-councils")).push(list.table(visit).quiet())
}

fn made_from(visit: &Visit, of: &UnitPage) -> Section {
    let mut prose = Prose::new();
    if of.predecessors.is_empty() && of.successors.is_empty() {
        prose = prose.p(visit.t("unit-unchanged"));
    }
    if !of.predecessors.is_empty() {
        let items = of.predecessors.iter().map(|unit| became(visit, unit));
        prose = prose.p(visit.t("unit-came-from")).list(items);
    }
    if !of.successors.is_empty() {
        let items = of.successors.iter().map(|unit| became(visit, unit));
        prose = prose.p(visit.t("unit-went-to")).list(items);
    }
    Section::new(visit.t("unit-changes")).push(prose)
}

/// "Phường Tân An – toàn bộ, từ 01/7/2025".
fn became(visit: &Visit, unit: &Became) -> Html {
    let words = visit.tv(
        "unit-became",
        &[
            (
                "share",
                &visit.label("share", unit.share.code()).to_lowercase(),
            ),
            ("from", &since(visit, unit.effective_on)),
        ],
    );
    Html::link(&unit.name, visit.link(&format!("/units/{}", unit.id))).and(format!(" – {words}"))
}

fn children(visit: &Visit, of: &UnitPage) -> Section {
    let count = of.children.len();
    let below = Paged {
        total: i64::try_from(count).unwrap_or(i64::MAX),
        rows: of.children.clone(),
    };
    let words = visit.tv("unit-children", &[("n", &count.to_string())]);
    Section::new(words).push(list::listing(visit, &below).table(visit).quiet())
}

fn population(visit: &Visit, lines: &[PopulationLine]) -> Section {
    let mut list = Listing::new(visit.t("population-caption"))
        .column(Kind::Day, visit.t("counted-on"))
        .column(Kind::Number, visit.t("people"))
        .column(Kind::Text, visit.t("source"))
        .column(Kind::Text, visit.t("certainty"))
        .empty(visit.t("population-none"));
    for line in lines {
        list = list.row([
            Item::Day(line.counted_on),
            Item::Number(line.people),
            Item::Text(line.source.clone()),
            Item::Text(visit.label("certainty", line.certainty.code())),
        ]);
    }
    Section::new(visit.t("population")).push(list.table(visit).quiet())
}

fn offers(visit: &Visit, unit: &UnitLine) -> Option<ScreenOnly<Section>> {
    let offers = [
        (Act::RecordPopulation, "offer-population", "population/new"),
        (
            Act::RecordInstitution,
            "offer-institution",
            "institutions/new",
        ),
        (Act::FoundCouncil, "offer-found", "councils/new"),
    ];
    let mut any = false;
    let mut actions = Actions::new();
    for (act, key, end) in offers {
        if visit.can(act, &unit.path) {
            any = true;
            let href = visit.link(&format!("/units/{}/{end}", unit.id));
            actions = actions.push(Button::new(visit.t(key), href).secondary());
        }
    }
    any.then(|| ScreenOnly(Section::new(visit.t("offers")).push(actions)))
}
