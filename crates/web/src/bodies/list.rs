//! The list of councils.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use council::Paged;
use council::bodies::queries::{self, CouncilFilter, CouncilLine, Existence, TermLine, UnitLine};
use council::bodies::{CouncilRef, Level};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page, Tone};

use super::words::{choices, council_title, or_all};
use crate::api::{Batch, OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

store::coded! {
    /// The councils of any time beside those of the day.
    enum Ever {
        /// Of any time.
        Ever = "ever",
    }
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let batch = page_asked(&visit);
    let found = queries::councils(&db, &filter, batch).await?;
    let all = queries::councils(&db, &everything(&visit), ONE)
        .await?
        .total;
    let terms = queries::terms(&db).await?;
    let provinces = queries::provinces(&db, visit.on).await?;
    let page = Page::new(visit.t("councils-title"))
        .lead(lead(&visit, found.total, all))
        .push(filters(&visit, &filter, &terms, &provinces))
        .push(
            listing(&visit, &found)
                .exports(&visit, "/councils")
                .table(&visit),
        )
        .push(pager(&visit, batch, found.total));
    Ok(visit.view(page).part(Part::Councils).respond())
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = queries::councils(&db, &filter(&visit)?, council::Page::WHOLE).await?;
    Ok(listing(&visit, &found).export(&visit, format, "hoi-dong"))
}

/// Councils as of a day, with their figures.
#[utoipa::path(get, path = "/api/v1/councils", tag = "structure", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the name of the unit, marks ignored"),
    ("level" = inline(Option<Level>), Query, description = "A level"),
    ("term" = Option<String>, Query, description = "A term by its name, such as 2021-2026"),
    ("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it"),
    ("state" = inline(Option<Ever>), Query, description = "`ever` for councils of any time; those that exist on the day if left out"),
    PageNumber),
    responses((status = 200, description = "A page of councils", body = Batch<CouncilLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = queries::councils(&db, &filter(&visit)?, asked::page(&visit)?).await?;
    Ok(batch(&visit, found))
}

/// A page of a list as JSON.
pub(crate) fn batch<T: serde::Serialize + utoipa::ToSchema>(
    visit: &Visit,
    found: Paged<T>,
) -> Response {
    axum::Json(Batch {
        on: visit.on,
        total: found.total,
        items: found.rows,
    })
    .into_response()
}

const ONE: council::Page = council::Page { number: 1, size: 1 };

fn filter(visit: &Visit) -> council::Result<CouncilFilter> {
    let text = |name: &str| visit.asked(name).map(str::to_owned);
    Ok(CouncilFilter {
        text: text("q").unwrap_or_default(),
        level: choice(visit, "level", Level::from_code)?,
        term: text("term"),
        path: text("place").unwrap_or_default(),
        as_of: visit.on,
        existence: match choice(visit, "state", Ever::from_code)? {
            Some(Ever::Ever) => Existence::Ever,
            None => Existence::OnTheDay,
        },
    })
}

fn everything(visit: &Visit) -> CouncilFilter {
    CouncilFilter {
        text: String::new(),
        level: None,
        term: None,
        path: String::new(),
        as_of: visit.on,
        existence: Existence::OnTheDay,
    }
}

fn lead(visit: &Visit, found: i64, all: i64) -> String {
    let filtered = visit
        .query
        .iter()
        .any(|(name, value)| name != "page" && name != "on" && !value.is_empty());
    visit.tv(
        if filtered {
            "councils-lead-filtered"
        } else {
            "councils-lead"
        },
        &[
            ("found", &vi::number(found)),
            ("all", &vi::number(all)),
            ("day", &visit.day(visit.on)),
        ],
    )
}

fn filters(
    visit: &Visit,
    filter: &CouncilFilter,
    terms: &[TermLine],
    provinces: &[UnitLine],
) -> Filters {
    let level = filter.level.map_or("", Level::code);
    let term = filter.term.as_deref().unwrap_or_default();
    let terms = terms
        .iter()
        .map(|term| Choice::new(term.name.as_str(), term.name.as_str()))
        .collect();
    let places = provinces
        .iter()
        .map(|unit| Choice::new(unit.path.as_str(), unit.name.as_str()))
        .collect();
    let state = visit.asked("state").unwrap_or_default();
    let states = [
        Choice::new("", visit.t("councils-state-day")),
        Choice::new("ever", visit.t("councils-state-ever")),
    ];
    let mut filters = Filters::new("/councils", visit.words())
        .search("q", &visit.t("councils-search"), &filter.text)
        .select(
            "level",
            &visit.t("level"),
            or_all(visit, choices(visit, "level", Level::ALL, Level::code)),
            level,
        )
        .select("term", &visit.t("term"), or_all(visit, terms), term)
        .select(
            "place",
            &visit.t("province"),
            or_all(visit, places),
            &filter.path,
        )
        .select("state", &visit.t("state"), states, state);
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

fn listing(visit: &Visit, found: &Paged<CouncilLine>) -> Listing {
    // Those of the day are all at work; the word is news only beside councils of other times.
    let ever = visit.asked("state") == Some("ever");
    let rows = found.rows.iter().map(|line| {
        let mut row = row(visit, line);
        if ever {
            let (tone, key) = state_of(visit, &line.council);
            row.push(Item::Status(tone, visit.t(key)));
        }
        row
    });
    let list = Listing::new(visit.t("councils-title"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("level"))
        .column(Kind::Text, visit.t("term"))
        .column(Kind::Number, visit.t("delegates-in-office"))
        .column(Kind::Number, visit.t("seats-planned"))
        .column(Kind::Number, visit.t("vacancies"))
        .column(Kind::Share, visit.t("share-women"))
        .column(Kind::Number, visit.t("full-time"));
    let list = if ever {
        list.column(Kind::Status, visit.t("state"))
    } else {
        list
    };
    list.rows(rows).empty(visit.t("councils-none"))
}

fn row(visit: &Visit, line: &CouncilLine) -> Vec<Item> {
    let (council, figures) = (&line.council, &line.figures);
    let number =
        |number: Option<u32>| number.map_or(Item::Missing, |number| Item::Number(number.into()));
    vec![
        Item::Link(
            council_title(visit, council),
            visit.link(&format!("/councils/{}", council.id)),
        ),
        Item::Text(visit.label("level", council.level.code())),
        Item::Text(council.term.clone()),
        Item::Number(figures.in_office.into()),
        number(figures.seats_planned),
        number(figures.vacancies()),
        if figures.in_office == 0 {
            Item::Missing
        } else {
            Item::Share(figures.women.into(), figures.in_office.into())
        },
        Item::Number(figures.full_time.into()),
    ]
}

/// Where a council stands on the day of view.
pub(super) fn state_of(visit: &Visit, council: &CouncilRef) -> (Tone, &'static str) {
    if visit.on < council.valid_from {
        (Tone::Neutral, "council-state-ahead")
    } else if council.valid_to.is_some_and(|to| to <= visit.on) {
        (Tone::Neutral, "council-state-ended")
    } else {
        (Tone::Done, "council-state-running")
    }
}
