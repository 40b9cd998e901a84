//! Sổ đăng ký văn bản đi: the papers of a council in a year, the next numbers, the gaps.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::papers::queries::{PaperFilter, PaperLine, register};
use council::papers::register::{SeriesLine, series};
use council::papers::{PaperKind, PaperState};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Cell, Column, Filters, Page, Section, Table};

use super::say;
use crate::api::{Batch, OnDay, PageNumber};
use crate::asked;
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The forms of the register itself: the act, and the end of the address.
pub const OFFERS: &[(Act, &str)] = &[
    (Act::RegisterPaper, "register"),
    (Act::ChoosePaperSeries, "series"),
];

/// The place of the state among the columns: on a telephone it stays beside the subject.
const STATE: usize = 4;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let filter = filter(&visit)?;
    let batch = page_asked(&visit);
    let place = (council.id, council.path.as_str());
    let found = register(&db, &visit.actor, place, &filter, visit.on, batch).await?;
    let numbers = series(&db, id, filter.year, visit.on).await?;
    let home = format!("/councils/{id}/papers");
    let mut page = Page::new(visit.t("papers"))
        .kicker(council.title())
        .lead(lead(&visit, &filter, found.total, &numbers));
    for button in acts(&visit, &council, &home) {
        page = page.action(button);
    }
    let year = filter.year.to_string();
    let title = visit.tv("papers-of-year", &[("year", &year)]);
    page = page
        .push(filters(&visit, &home, &filter))
        .push(
            say::listing(&visit, title, &found.rows)
                .exports(&visit, &home)
                .table(&visit)
                .folded(STATE, visit.t("row-more")),
        )
        .push(pager(&visit, batch, found.total));
    if !numbers.is_empty() {
        page = page.push(counted(&visit, &numbers));
    }
    Ok(visit
        .view(page)
        .part(Part::Papers)
        .crumb(council.title(), &format!("/councils/{id}"))
        .respond())
}

/// The register as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let filter = filter(&visit)?;
    let place = (council.id, council.path.as_str());
    let whole = council::Page::WHOLE;
    let found = register(&db, &visit.actor, place, &filter, visit.on, whole).await?;
    let year = filter.year.to_string();
    let title = visit.tv("papers-of-year", &[("year", &year)]);
    let listing = say::listing(&visit, title, &found.rows).note(council.title());
    Ok(listing.export(&visit, format, "so-van-ban-di"))
}

/// The papers of a council in a year, for those who may read them: drafts first, then what has a number, the latest first.
#[utoipa::path(get, path = "/api/v1/councils/{id}/papers", tag = "papers", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council"),
    ("year" = Option<u32>, Query, minimum = 1900, maximum = 2200, description = "The year of the register; that of the day if left out"),
    ("q" = Option<String>, Query, description = "Text found in the subject and the symbol, marks ignored"),
    ("kind" = inline(Option<PaperKind>), Query, description = "A kind"),
    ("state" = inline(Option<PaperState>), Query, description = "A state"),
    PageNumber),
    responses((status = 200, description = "A page of the register", body = Batch<PaperLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let batch = asked::page(&visit)?;
    let place = (council.id, council.path.as_str());
    let found = register(&db, &visit.actor, place, &filter(&visit)?, visit.on, batch).await?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: found.total,
        items: found.rows,
    })
    .into_response())
}

fn filter(visit: &Visit) -> council::Result<PaperFilter> {
    let year = |text: &str| {
        text.parse::<i16>()
            .ok()
            .filter(|year| (1900..=2200).contains(year))
    };
    Ok(PaperFilter {
        year: asked::choice(visit, "year", year)?.unwrap_or(visit.on.year()),
        text: visit.asked("q").unwrap_or_default().to_owned(),
        kind: asked::choice(visit, "kind", PaperKind::from_code)?,
        state: asked::choice(visit, "state", PaperState::from_code)?,
    })
}

fn lead(visit: &Visit, filter: &PaperFilter, total: i64, numbers: &[SeriesLine]) -> String {
    let gaps: usize = numbers.iter().map(|line| line.gaps.len()).sum();
    let (year, total) = (filter.year.to_string(), vi::number(total));
    let gaps = vi::count(gaps);
    let values = [("year", year.as_str()), ("n", &total), ("gaps", &gaps)];
    visit.tv("papers-lead", &values)
}

fn acts(visit: &Visit, council: &CouncilRef, home: &str) -> Vec<Button> {
    let may = |act: Act| visit.can(act, &council.path) && !visit.is_past();
    let mut buttons = Vec::new();
    if may(Act::DraftPaper) {
        buttons.push(Button::new(visit.t("paper-begin"), format!("{home}/new")));
    }
    for (act, end) in OFFERS {
        if may(*act) {
            let words = visit.t(&format!("task-paper-{end}"));
            buttons.push(Button::new(words, format!("{home}/{end}")).secondary());
        }
    }
    buttons
}

fn filters(visit: &Visit, home: &str, filter: &PaperFilter) -> Filters {
    let kinds = choices(visit, "paper-kind", PaperKind::ALL, PaperKind::code);
    let states = choices(visit, "paper-state", PaperState::ALL, PaperState::code);
    let this = visit.today.year();
    let mut years: Vec<i16> = (this - 5..=this).rev().collect();
    if !years.contains(&filter.year) {
        years.insert(0, filter.year);
    }
    let years = years
        .iter()
        .map(|year| (year.to_string(), year.to_string()));
    let year = filter.year.to_string();
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let mut filters = Filters::new(home, visit.words())
        .search("q", &visit.t("papers-search"), asked("q"))
        .select(
            "year",
            &visit.t("paper-year"),
            years.collect::<Vec<_>>(),
            &year,
        )
        .select(
            "kind",
            &visit.t("paper-kind"),
            or_all(visit, kinds),
            asked("kind"),
        )
        .select(
            "state",
            &visit.t("paper-state"),
            or_all(visit, states),
            asked("state"),
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

/// The next number of each series, and the numbers that no paper has.
fn counted(visit: &Visit, numbers: &[SeriesLine]) -> Section {
    let mut table = Table::new(visit.t("paper-series"), visit.words())
        .quiet()
        .column(Column::text(visit.t("paper-series")))
        .column(Column::number(visit.t("paper-last")))
        .column(Column::date(visit.t("paper-last-on")))
        .column(Column::number(visit.t("paper-next")))
        .column(Column::text(visit.t("paper-gaps")));
    for line in numbers {
        let name = match line.kind {
            Some(kind) => visit.label("paper-kind", kind.code()),
            None => visit.t("paper-series-shared"),
        };
        let gaps: Vec<String> = line.gaps.iter().map(|gap| format!("{gap:02}")).collect();
        let gaps = match gaps.is_empty() {
            true => Cell::missing(visit.t("paper-gaps-none")),
            false => Cell::text(gaps.join(", ")),
        };
        table = table.row([
            Cell::text(name),
            Cell::number(format!("{:02}", line.last)),
            Cell::date(visit.day(line.last_on)),
            Cell::number(format!("{:02}", line.next)),
            gaps,
        ]);
    }
    Section::new(visit.t("paper-series")).id("so").push(table)
}
