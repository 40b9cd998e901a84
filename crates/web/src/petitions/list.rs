//! The list of matters, for everybody.

use axum::extract::{Path, State};
use council::access::FieldGroup;
use council::petitions::queries::{MatterFilter, MatterLine, matters};
use council::petitions::{Competence, Field, MatterState, Timing};
use council::{Page as Batch, Paged};
use kernel::{Date, vi};
use store::Db;
use ui::{Button, Filters, Page};

use super::say;
use crate::alerts;
use crate::api::{OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::list::batch;
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let batch = page_asked(&visit);
    let found = found(&visit, &filter, batch).await?;
    let (count, day) = (vi::number(found.total), visit.day(visit.on));
    let mut page = Page::new(visit.t("petitions-title"))
        .lead(visit.tv("petitions-lead", &[("n", &count), ("day", &day)]))
        .action(Button::new(visit.t("submit-title"), visit.link("/submit")))
        .action(Button::new(visit.t("follow-title"), visit.link("/follow")).secondary());
    for council in own_councils(&visit, &db).await? {
        let href = visit.link(&format!("/councils/{}/petitions", council.0));
        page = page.action(Button::new(council.1, href).secondary());
    }
    let list = shown(&visit, &found).exports(&visit, "/petitions");
    let mut page = page
        .push(filters(&visit, &filter))
        .push(list.table(&visit))
        .push(pager(&visit, batch, found.total));
    let one = match (filter.council, filter.unit) {
        (Some(council), _) => Some(format!("council={council}")),
        (None, unit) => unit.map(|unit| format!("unit={unit}")),
    };
    if let Some(offer) = one.and_then(|one| alerts::offer(&visit, &one)) {
        page = page.push(offer);
    }
    Ok(visit.view(page).part(Part::Petitions).respond())
}

/// The matters of a filter on the day of view, as this visitor may read them.
async fn found(
    visit: &Visit,
    filter: &MatterFilter,
    page: Batch,
) -> council::Result<Paged<MatterLine>> {
    let (ledger, actor) = (visit.app.ledger(), &visit.actor);
    matters(ledger, actor, filter, visit.on, visit.today, page).await
}

/// The boards of the council a signed-in reader works for.
async fn own_councils(visit: &Visit, db: &Db) -> Outcome<Vec<(kernel::ids::CouncilId, String)>> {
    let works = |grant: &&council::access::Granted| {
        FieldGroup::PetitionWork.roles().contains(&grant.role) && !grant.scope.is_empty()
    };
    let Some(grant) = visit.actor.grants.iter().find(works) else {
        return Ok(Vec::new());
    };
    let below = council::bodies::queries::councils_below(db, &grant.scope, visit.today, 1).await?;
    let own = below
        .into_iter()
        .find(|council| council.path == grant.scope);
    Ok(own
        .map(|council| (council.id, visit.t("petitions-own-board")))
        .into_iter()
        .collect())
}

/// The list as a file.
pub async fn export(visit: Visit, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let filter = filter(&visit)?;
    let found = found(&visit, &filter, MOST).await?;
    Ok(whole(&visit, &found).export(&visit, format, "kien-nghi-cu-tri"))
}

/// The most rows of a file: what a spreadsheet program still opens on a weak machine.
const MOST: Batch = Batch {
    number: 1,
    size: 20_000,
};

/// The matters of councils as they stood on a day, the latest first; guarded ones only for who may read them.
#[utoipa::path(get, path = "/api/v1/petitions", tag = "petitions", params(OnDay,
    ("q" = Option<String>, Query, description = "Found in what is asked, or a label such as KN-2026-0042"),
    ("council" = Option<uuid::Uuid>, Query, description = "One council"),
    ("scope" = Option<String>, Query, description = "The councils at a path of official codes and below"),
    ("state" = inline(Option<MatterState>), Query, description = "State on the day"),
    ("field" = inline(Option<Field>), Query, description = "Field"),
    ("competence" = inline(Option<Competence>), Query, description = "Level of competence"),
    ("timing" = inline(Option<Timing>), Query, description = "Standing in time; of today alone"),
    ("holder" = Option<uuid::Uuid>, Query, description = "The institution that has it"),
    ("unit" = Option<uuid::Uuid>, Query, description = "The commune it is about"),
    PageNumber),
    responses((status = 200, description = "A page of matters", body = crate::api::Batch<MatterLine>)))]
pub async fn api(visit: Visit) -> Outcome {
    let page = asked::page(&visit)?;
    let filter = filter(&visit)?;
    let found = found(&visit, &filter, page).await?;
    Ok(batch(&visit, found))
}

fn filter(visit: &Visit) -> council::Result<MatterFilter> {
    let day = |name: &'static str| -> council::Result<Option<Date>> {
        choice(visit, name, |text| vi::parse_date(text).ok())
    };
    let timing = choice(visit, "timing", Timing::from_code)?;
    Ok(MatterFilter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        scope: visit.asked("scope").unwrap_or_default().to_owned(),
        council: asked::id(visit, "council")?,
        state: choice(visit, "state", MatterState::from_code)?,
        field: choice(visit, "field", Field::from_code)?,
        competence: choice(visit, "competence", Competence::from_code)?,
        holder: asked::id(visit, "holder")?,
        unit: asked::id(visit, "unit")?,
        timing: timing.filter(|_| !visit.is_past()),
        from: if visit.is_api() { None } else { day("from")? },
        to: if visit.is_api() { None } else { day("to")? },
    })
}

fn filters(visit: &Visit, filter: &MatterFilter) -> Filters {
    let states = choices(visit, "matter-state", MatterState::ALL, MatterState::code);
    let fields = choices(visit, "matter-field", Field::ALL, Field::code);
    let levels = choices(
        visit,
        "matter-competence",
        Competence::ALL,
        Competence::code,
    );
    let timings = choices(visit, "matter-timing", Timing::ALL, Timing::code);
    let chosen = |code: Option<&'static str>| code.unwrap_or_default();
    let mut filters = Filters::new("/petitions", visit.words())
        .search("q", &visit.t("petitions-search"), &filter.text)
        .select(
            "state",
            &visit.t("matter-state"),
            or_all(visit, states),
            chosen(filter.state.map(MatterState::code)),
        )
        .select(
            "field",
            &visit.t("matter-field"),
            or_all(visit, fields),
            chosen(filter.field.map(Field::code)),
        )
        .select(
            "competence",
            &visit.t("matter-competence"),
            or_all(visit, levels),
            chosen(filter.competence.map(Competence::code)),
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    } else {
        filters = filters.select(
            "timing",
            &visit.t("matter-timing"),
            or_all(visit, timings),
            chosen(filter.timing.map(Timing::code)),
        );
    }
    for name in ["council", "holder", "unit", "scope", "from", "to"] {
        if let Some(value) = visit.picked(name) {
            filters = filters.hidden(name, value);
        }
    }
    filters
}

/// What the page shows of each matter: few columns, so that the words have room.
fn shown(visit: &Visit, found: &Paged<MatterLine>) -> Listing {
    Listing::new(visit.t("petitions-title"))
        .column(Kind::Text, visit.t("matter-title"))
        .column(Kind::Text, visit.t("matter-unit"))
        .column(Kind::Text, visit.t("matter-holder"))
        .column(Kind::Status, visit.t("matter-state"))
        .column(Kind::Status, visit.t("matter-timing"))
        .rows(found.rows.iter().map(|line| {
            let matter = &line.matter;
            let (tone, word) = say::standing(visit, matter);
            vec![
                Item::Link(matter.title.clone(), href(visit, line)),
                Item::maybe(matter.unit_name.clone()),
                Item::maybe(matter.holder.clone()),
                Item::Status(tone, word),
                time(visit, line),
            ]
        }))
        .empty(visit.t("petitions-none"))
}

/// Everything a list says of each matter, for a file.
fn whole(visit: &Visit, found: &Paged<MatterLine>) -> Listing {
    Listing::new(visit.t("petitions-title"))
        .column(Kind::Text, visit.t("matter-label"))
        .column(Kind::Text, visit.t("matter-title"))
        .column(Kind::Text, visit.t("matter-field"))
        .column(Kind::Text, visit.t("matter-competence"))
        .column(Kind::Text, visit.t("matter-unit"))
        .column(Kind::Day, visit.t("matter-raised"))
        .column(Kind::Text, visit.t("matter-holder"))
        .column(Kind::Status, visit.t("matter-state"))
        .column(Kind::Day, visit.t("matter-due"))
        .column(Kind::Status, visit.t("matter-timing"))
        .column(Kind::Number, visit.t("matter-voices"))
        .rows(found.rows.iter().map(|line| row(visit, line)))
}

fn href(visit: &Visit, line: &MatterLine) -> String {
    visit.link(&format!("/petitions/{}", line.matter.id))
}

/// The standing in time with its day: "Quá hạn 12/10/2026".
fn time(visit: &Visit, line: &MatterLine) -> Item {
    let (tone, word) = say::timing(visit, line.timing);
    match (line.timing, line.matter.due_on) {
        (Timing::NotRunning, _) => Item::Missing,
        (_, Some(due)) => Item::Status(tone, format!("{word} {}", visit.day(due))),
        (_, None) => Item::Status(tone, word),
    }
}

fn row(visit: &Visit, line: &MatterLine) -> Vec<Item> {
    let matter = &line.matter;
    let (tone, word) = say::standing(visit, matter);
    let (late, timing) = say::timing(visit, line.timing);
    vec![
        Item::Text(line.label.clone()),
        Item::Link(matter.title.clone(), href(visit, line)),
        Item::Text(visit.label("matter-field", matter.field.code())),
        Item::Text(visit.label("matter-competence", matter.competence.code())),
        Item::maybe(matter.unit_name.clone()),
        Item::Day(matter.raised_on),
        Item::maybe(matter.holder.clone()),
        Item::Status(tone, word),
        Item::day(matter.due_on.filter(|_| matter.state.is_open())),
        match line.timing {
            Timing::NotRunning => Item::Missing,
            _ => Item::Status(late, timing),
        },
        Item::Number(i64::from(matter.voices)),
    ]
}
