//! The list of coordination regulations of all councils, and those of one.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Page as Batched;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::coordination::flags::Flag;
use council::coordination::queries::{Counts, Dossier, Filter, regulations};
use council::coordination::{Coordination, CoordinationState};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Filters, Page, Tone};

use super::say;
use crate::api::{Batch, OnDay, Only, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The column that says the state, which stays on a telephone.
const STATE: usize = 4;

/// A regulation in a list.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::Line)]
struct Line {
    /// The regulation.
    coordination: Coordination,
    /// The names of its parties.
    parties: Vec<String>,
    /// How the tasks of the year stand.
    counts: Counts,
    /// What does not fit any more.
    flags: Vec<Flag>,
}

/// The page of all councils.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let found = regulations(&db, &visit.actor, &filter, visit.on).await?;
    let batch = page_asked(&visit);
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let shown: Vec<&Dossier> = within(&found, batch).collect();
    let list = listing(&visit, &shown).exports(&visit, "/coordination");
    let page = Page::new(visit.t("nav-coordination"))
        .lead(lead(&visit, &found))
        .push(filters(&visit, "/coordination", &filter))
        .push(list.table(&visit).folded(STATE, visit.t("row-more")))
        .push(pager(&visit, batch, total));
    Ok(visit.view(page).part(Part::Coordination).respond())
}

/// The page of one council.
pub async fn of_council(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let filter = Filter {
        council: Some(id),
        ..Filter::default()
    };
    let found = regulations(&db, &visit.actor, &filter, visit.on).await?;
    let shown: Vec<&Dossier> = found.iter().collect();
    let mut page = Page::new(visit.t("coordination-of-council"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &found));
    if let Some(button) = draft_button(&visit, &council) {
        page = page.action(button);
    }
    let page = page.push(
        listing(&visit, &shown)
            .table(&visit)
            .quiet()
            .folded(STATE, visit.t("row-more")),
    );
    let title = council_title(&visit, &council);
    Ok(visit
        .view(page)
        .part(Part::Coordination)
        .crumb(visit.t("nav-coordination"), "/coordination")
        .crumb(title, &format!("/councils/{id}"))
        .respond())
}

fn draft_button(visit: &Visit, council: &CouncilRef) -> Option<Button> {
    let may = visit.can(Act::DraftCoordination, &council.path)
        && !visit.is_past()
        && council.period().contains(visit.today);
    may.then(|| {
        let new = format!("/councils/{}/coordination/new", council.id);
        Button::new(visit.t("task-coordination-draft"), new)
    })
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = regulations(&db, &visit.actor, &filter(&visit)?, visit.on).await?;
    let shown: Vec<&Dossier> = found.iter().collect();
    Ok(listing(&visit, &shown).export(&visit, format, "quy-che-phoi-hop"))
}

/// The coordination regulations that whoever asks may read, with the counts of the year of a day.
#[utoipa::path(get, path = "/api/v1/coordination", tag = "coordination", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the title, the number or the name of the unit, marks ignored"),
    ("council" = Option<uuid::Uuid>, Query, description = "Those of one council"),
    ("state" = inline(Option<CoordinationState>), Query, description = "The state on the day"),
    ("flagged" = inline(Option<Only>), Query, description = "Only those in which something does not fit any more"),
    ("behind" = inline(Option<Only>), Query, description = "Only those of which a task is unmet"),
    PageNumber),
    responses((status = 200, description = "A page of regulations by council", body = Batch<Line>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = regulations(&db, &visit.actor, &filter(&visit)?, visit.on).await?;
    let batch = asked::page(&visit)?;
    let lines = within(&found, batch).map(|dossier| Line {
        coordination: dossier.coordination.clone(),
        parties: names(dossier),
        counts: dossier.counts,
        flags: dossier.flags.clone(),
    });
    Ok(axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(found.len()).unwrap_or(i64::MAX),
        items: lines.collect::<Vec<Line>>(),
    })
    .into_response())
}

fn filter(visit: &Visit) -> council::Result<Filter> {
    Ok(Filter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        council: asked::id(visit, "council")?,
        state: choice(visit, "state", CoordinationState::from_code)?,
        flagged: choice(visit, "flagged", Only::from_code)?.is_some(),
        behind: choice(visit, "behind", Only::from_code)?.is_some(),
    })
}

fn within(found: &[Dossier], batch: Batched) -> impl Iterator<Item = &Dossier> {
    let size = batch.size as usize;
    let skipped = (batch.number as usize)
        .saturating_sub(1)
        .saturating_mul(size);
    found.iter().skip(skipped).take(size)
}

fn names(dossier: &Dossier) -> Vec<String> {
    let parties = dossier.parties.iter();
    parties.map(|party| party.name.clone()).collect()
}

/// How many are in force, and how their tasks stand together.
fn lead(visit: &Visit, found: &[Dossier]) -> String {
    let in_force = found
        .iter()
        .filter(|it| it.coordination.state == CoordinationState::InForce);
    let mut counts = Counts::default();
    for dossier in found {
        counts += dossier.counts;
    }
    let (n, all) = (in_force.count(), found.len());
    let (n, all) = (vi::number(n as i64), vi::number(all as i64));
    let day = visit.day(visit.on);
    let values = [("n", n.as_str()), ("all", &all), ("day", &day)];
    let first = visit.tv("coordination-list-lead", &values);
    let year = visit.on.year().to_string();
    let told = say::counts(visit, &counts);
    let values = [("year", year.as_str()), ("counts", &told)];
    let second = visit.tv("coordination-year-counts", &values);
    format!("{first} {second}")
}

fn filters(visit: &Visit, action: &str, filter: &Filter) -> Filters {
    let states = choices(
        visit,
        "coordination-state",
        CoordinationState::ALL,
        CoordinationState::code,
    );
    let mut filters = Filters::new(action, visit.words())
        .search("q", &visit.t("coordination-search"), &filter.text)
        .select(
            "state",
            &visit.t("coordination-state"),
            or_all(visit, states),
            filter.state.map_or("", CoordinationState::code),
        )
        .check("flagged", &visit.t("coordination-flagged"), filter.flagged)
        .check("behind", &visit.t("coordination-behind"), filter.behind);
    if let Some(council) = filter.council {
        filters = filters.hidden("council", &council.to_string());
    }
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

fn listing(visit: &Visit, found: &[&Dossier]) -> Listing {
    Listing::new(visit.t("nav-coordination"))
        .column(Kind::Text, visit.t("coordination"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("coordination-parties"))
        .column(Kind::Day, visit.t("coordination-last-day"))
        .column(Kind::Status, visit.t("coordination-state"))
        .column(Kind::Text, visit.t("coordination-share"))
        .column(Kind::Status, visit.t("coordination-flags"))
        .rows(found.iter().map(|dossier| row(visit, dossier)))
        .empty(visit.t("coordination-none"))
}

fn row(visit: &Visit, dossier: &Dossier) -> Vec<Item> {
    let of = &dossier.coordination;
    let (tone, word) = say::state(visit, of.state);
    let flags = dossier.flags.len() + usize::from(dossier.counts.unmet > 0);
    let flags = match (flags, dossier.counts.unmet) {
        (0, _) => Item::Missing,
        (1, unmet) if unmet > 0 => {
            let unmet = vi::number(unmet.into());
            Item::Status(
                Tone::Late,
                visit.tv("coordination-unmet-n", &[("n", &unmet)]),
            )
        }
        _ => {
            let flag = dossier.flags.first();
            let kind = flag.map_or("", |flag| flag.kind.code());
            let tone = flag.map_or(Tone::Due, say::urgency);
            Item::Status(tone, visit.label("coordination-flag-short", kind))
        }
    };
    let last = of.ends_on.and_then(|day| day.yesterday().ok());
    vec![
        Item::Link(
            say::title(visit, of),
            visit.link(&format!("/coordination/{}", of.id)),
        ),
        Item::Link(
            say::council(visit, of),
            visit.link(&format!("/councils/{}/coordination", of.council_id)),
        ),
        Item::Text(names(dossier).join("; ")),
        Item::day(last),
        Item::Status(tone, word),
        Item::Text(say::share(visit, &dossier.counts)),
        flags,
    ]
}
