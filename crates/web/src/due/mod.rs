//! Việc đến hạn của một hội đồng: what is late and what is due within the next days, as a page, as iCalendar and as JSON.

mod calendar;
mod say;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use axum::routing::get;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::due::{Ahead, Item, List, When, due};
use council::{Problem, Result};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{
    Button, Cell, Choice, Column, Filters, Notice, Page, Section, Stat, Stats, Table, Tag, Tone,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::OnDay;
use crate::app::App;
use crate::bodies::words::council_title;
use crate::failure::{ApiError, Outcome};
use crate::view::Part;
use crate::visit::Visit;

/// How many days are looked ahead where the address names none: a month.
const DAYS: u32 = 31;
/// The days that the page offers.
const OFFERED: [u32; 4] = [7, 31, 92, 183];
/// No address asks for more.
const MOST: u32 = 366;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/councils/{id}/due", get(show))
        .route("/councils/{id}/due.ics", get(calendar::file))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(json))
}

/// One path of each kind of page.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let snapshot = visit.app.projection().now().await?;
    let mut councils = snapshot.facts.councils.iter();
    let on = visit.on.into();
    let there = councils.find(|council| council.span.has(on));
    let path = there.map(|council| visit.link(&format!("/councils/{}/due", council.id)));
    Ok(path.into_iter().collect())
}

/// The days that the address asks for.
fn ahead(visit: &Visit) -> Result<Ahead> {
    let days = match visit.picked("days").map(str::parse::<u32>) {
        None => DAYS,
        Some(Ok(days)) if (1..=MOST).contains(&days) => days,
        Some(_) => return Err(Problem::new("days", "number-unreadable").into()),
    };
    Ok(Ahead {
        on: visit.on,
        days,
        is_today: !visit.is_past(),
    })
}

async fn asked(visit: &Visit, db: &Db, id: CouncilId) -> Outcome<(CouncilRef, Ahead, List)> {
    let council = council(db, id).await?;
    let ahead = ahead(visit)?;
    let snapshot = visit.app.projection().now().await?;
    let list = due(db, &snapshot, &visit.actor, &council, ahead).await?;
    Ok((council, ahead, list))
}

/// What a council has to do within the next days and what is late, as far as whoever asks may know of it.
#[utoipa::path(get, path = "/api/v1/councils/{id}/due", tag = "scoreboard", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council"),
    ("days" = Option<u32>, Query, description = "How many days ahead; 31 if left out", minimum = 1, maximum = 366)),
    responses((status = 200, description = "What is due, the most pressing first", body = List),
        (status = 404, body = ApiError), (status = 422, body = ApiError)))]
async fn json(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let (_, _, list) = asked(&visit, &db, id).await?;
    Ok(axum::Json(list).into_response())
}

/// The page.
async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let (council, ahead, list) = asked(&visit, &db, id).await?;
    let days = ahead.days.to_string();
    let file = visit.at_with(&format!("/councils/{id}/due.ics"), &[]);
    let board = visit.link(&format!("/scoreboard/{id}"));
    let mut page = Page::new(visit.tv("due-title", &[("days", &days)]))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &list))
        .action(Button::new(visit.t("due-calendar"), file).secondary())
        .action(Button::new(visit.t("due-to-board"), board).secondary())
        .push(stats(&visit, &list))
        .push(filters(&visit, ahead));
    if list.items.is_empty() {
        page = page.push(Notice::success(visit.t("due-none")));
    }
    for when in When::ALL {
        let items: Vec<&Item> = list.items.iter().filter(|it| it.when == *when).collect();
        if !items.is_empty() {
            page = page.push(group(&visit, &list, *when, &items));
        }
    }
    if let Some(notice) = left_out(&visit, &list) {
        page = page.push(notice);
    }
    Ok(visit
        .view(page)
        .part(Part::Scoreboard)
        .crumb(council_title(&visit, &council), &format!("/councils/{id}"))
        .respond())
}

fn how_many(list: &List, when: When) -> u32 {
    let items = list.items.iter().filter(|item| item.when == when);
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn lead(visit: &Visit, list: &List) -> String {
    let n = |when: When| vi::number(how_many(list, when).into());
    visit.tv(
        "due-lead",
        &[
            ("day", &visit.day(list.on)),
            ("until", &visit.day(list.until)),
            ("late", &n(When::Late)),
            ("week", &n(When::Week)),
            ("later", &n(When::Later)),
        ],
    )
}

fn stats(visit: &Visit, list: &List) -> Stats {
    let tones = [
        (When::Late, Tone::Late),
        (When::Week, Tone::Due),
        (When::Later, Tone::Neutral),
        (When::Undated, Tone::Neutral),
    ];
    let shown = tones.into_iter().filter(|(when, _)| {
        let any = how_many(list, *when) > 0;
        any || *when != When::Undated
    });
    shown.fold(Stats::new(), |stats, (when, tone)| {
        let count = how_many(list, when);
        let tone = if count == 0 { Tone::Neutral } else { tone };
        let name = head(visit, list, when);
        let stat = Stat::new(name, vi::number(count.into())).tone(tone);
        stats.push(match count {
            0 => stat,
            _ => stat.href(format!("#{}", when.code())),
        })
    })
}

fn head(visit: &Visit, list: &List, when: When) -> String {
    let key = format!("due-head-{}", when.code());
    visit.tv(&key, &[("until", &visit.day(list.until))])
}

fn filters(visit: &Visit, ahead: Ahead) -> Filters {
    let mut days = OFFERED.to_vec();
    if !days.contains(&ahead.days) {
        days.push(ahead.days);
        days.sort_unstable();
    }
    let choices = days.into_iter().map(|days| {
        let days = days.to_string();
        Choice::new(&days, visit.tv("due-days-choice", &[("days", &days)]))
    });
    let mut filters = Filters::new(&visit.path, visit.words()).select(
        "days",
        &visit.t("due-days"),
        choices,
        &ahead.days.to_string(),
    );
    if visit.is_past() {
        filters = filters.hidden(crate::visit::ON, &visit.on.to_string());
    }
    filters
}

fn group(visit: &Visit, list: &List, when: When, items: &[&Item]) -> Section {
    let head = head(visit, list, when);
    let mut table = Table::new(&head, visit.words())
        .quiet()
        .id(format!("viec-{}", when.code()))
        .column(Column::text(visit.t("due-what")))
        .column(Column::text(visit.t("due-source")))
        .column(Column::text(visit.t("scoreboard-owner")))
        .column(Column::date(visit.t("scoreboard-by")))
        .column(Column::status(visit.t("scoreboard-standing")))
        .column(Column::text(visit.t("due-basis")));
    for item in items {
        let missing = || Cell::missing(visit.t("missing"));
        table = table.row([
            Cell::link(say::what(visit, item), visit.link(&say::path(item))),
            Cell::text(visit.label("due-source", item.source.code())),
            say::owner(visit, item).map_or_else(missing, Cell::text),
            item.due_on
                .map_or_else(missing, |day| Cell::date(visit.day(day))),
            Cell::of(Tag::new(say::tone(item), say::days(visit, item))),
            say::basis(visit, item).map_or_else(missing, Cell::text),
        ]);
    }
    let table = table.folded(4, visit.t("row-more"));
    Section::new(head).id(when.code()).push(table)
}

/// What the list does not hold: matters beyond those listed, kinds for others, and petitions of a day that has passed.
fn left_out(visit: &Visit, list: &List) -> Option<Notice> {
    let mut told = Vec::new();
    if list.more_matters > 0 {
        let count = vi::number(list.more_matters.into());
        told.push(visit.tv("due-more-matters", &[("count", &count)]));
    }
    if visit.is_past() {
        told.push(visit.t("due-matters-today"));
    }
    if !list.hidden.is_empty() {
        let names = list.hidden.iter();
        let names: Vec<String> = names
            .map(|source| visit.label("due-source", source.code()))
            .collect();
        let names = names.join(", ");
        told.push(visit.tv("due-hidden", &[("kinds", &names)]));
    }
    let notice = Notice::info(visit.t("due-left-out"));
    (!told.is_empty()).then(|| notice.body(told.join(" ")))
}
