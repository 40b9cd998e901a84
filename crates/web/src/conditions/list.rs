//! Councils side by side: what each has, what it lacks, the sums of all.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::bodies::{Level, running_name};
use council::conditions::Lack;
use council::conditions::overview::{Figures, Filter, Line, Order, comparison, total};
use council::{Page as Batched, Problem};
use kernel::vi;
use store::Db;
use ui::{Filters, Page, Stat, Stats, Tone};

use super::say;
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
    let lines = comparison(&db, &filter, order(&visit)?, visit.on).await?;
    let batch = page_asked(&visit);
    let shown: Vec<&Line> = within(&lines, batch).collect();
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let sums = total(&lines);
    let page = Page::new(visit.t("nav-conditions"))
        .lead(lead(&visit, &lines))
        .push(filters(&visit, &filter))
        .push(stats(&visit, &sums))
        .push(
            listing(&visit, &shown)
                .exports(&visit, "/conditions")
                .table(&visit),
        )
        .push(pager(&visit, batch, count));
    Ok(visit.view(page).part(Part::Conditions).respond())
}

/// The comparison as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let lines = comparison(&db, &filter(&visit)?, order(&visit)?, visit.on).await?;
    let all: Vec<&Line> = lines.iter().map(AsRef::as_ref).collect();
    Ok(listing(&visit, &all).note(lead(&visit, &lines)).export(
        &visit,
        format,
        "dieu-kien-hoat-dong",
    ))
}

/// The conditions of the councils of a day side by side; sums are in đồng.
#[utoipa::path(get, path = "/api/v1/conditions", tag = "conditions", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the name of the unit, marks ignored"),
    ("level" = inline(Option<Level>), Query, description = "A level"),
    ("lack" = inline(Option<Lack>), Query, description = "Only councils that lack this"),
    ("sort" = Option<String>, Query, description = "`name`, `vacant`, `trained`, `facilities`, `estimate`, `spent` or `requests`; with `-` before it the other way round"),
    PageNumber),
    responses((status = 200, description = "A page of councils", body = Batch<Line>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let lines = comparison(&db, &filter(&visit)?, order(&visit)?, visit.on).await?;
    let batch = asked::page(&visit)?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(lines.len()).unwrap_or(i64::MAX),
        items: within(&lines, batch).cloned().collect::<Vec<Line>>(),
    })
    .into_response())
}

fn filter(visit: &Visit) -> council::Result<Filter> {
    Ok(Filter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        level: choice(visit, "level", Level::from_code)?,
        lack: choice(visit, "lack", Lack::from_code)?,
    })
}

fn order(visit: &Visit) -> council::Result<(Order, bool)> {
    let Some(asked) = visit.picked("sort") else {
        return Ok((Order::Name, false));
    };
    let (name, down) = asked
        .strip_prefix('-')
        .map_or((asked, false), |name| (name, true));
    let order = match name {
        "name" => Order::Name,
        "vacant" => Order::Vacant,
        "trained" => Order::Trained,
        "facilities" => Order::Facilities,
        "estimate" => Order::Estimate,
        "spent" => Order::Spent,
        "requests" => Order::Requests,
        _ => return Err(Problem::new("sort", "choice-unknown").into()),
    };
    Ok((order, down))
}

fn within(lines: &[Arc<Line>], batch: Batched) -> impl Iterator<Item = &Line> {
    let size = batch.size as usize;
    let skipped = (batch.number as usize)
        .saturating_sub(1)
        .saturating_mul(size);
    let shown = lines.iter().skip(skipped).take(size);
    shown.map(AsRef::as_ref)
}

fn lead(visit: &Visit, lines: &[Arc<Line>]) -> String {
    let recorded = lines.iter().filter(|line| line.figures.recorded).count();
    let short = lines.iter().filter(|line| !line.lacks.is_empty()).count();
    say::with(
        visit,
        "conditions-lead",
        &[
            ("day", visit.day(visit.on)),
            ("councils", vi::count(lines.len())),
            ("recorded", vi::count(recorded)),
            ("short", vi::count(short - (lines.len() - recorded))),
        ],
    )
}

fn filters(visit: &Visit, filter: &Filter) -> Filters {
    let levels = choices(visit, "level", Level::ALL, Level::code);
    let lacks = choices(visit, "lack", Lack::ALL, Lack::code);
    let mut filters = Filters::new("/conditions", visit.words())
        .search("q", &visit.t("councils-search"), &filter.text)
        .select(
            "level",
            &visit.t("level"),
            or_all(visit, levels),
            filter.level.map_or("", Level::code),
        )
        .select(
            "lack",
            &visit.t("conditions-lack"),
            or_all(visit, lacks),
            filter.lack.map_or("", Lack::code),
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

/// The sums of all councils shown.
fn stats(visit: &Visit, of: &Figures) -> Stats {
    let n = |n: u32| vi::number(n.into());
    let parts =
        |key: &str, done: u32, all: u32| say::with(visit, key, &[("n", n(done)), ("of", n(all))]);
    let year = visit.on.year().to_string();
    let money = |part: i64, key: &str| say::with(visit, key, &[("sum", vi::dong(part))]);
    let tone = |done: bool, any: bool| match (any, done) {
        (false, _) => Tone::Unsure,
        (true, true) => Tone::Done,
        (true, false) => Tone::Due,
    };
    Stats::new()
        .push(
            Stat::new(
                visit.t("conditions-filled"),
                vi::percent(of.filled.into(), of.posts.into()),
            )
            .of(parts("conditions-of-posts", of.filled, of.posts))
            .tone(tone(of.filled == of.posts, of.posts > 0)),
        )
        .push(
            Stat::new(
                visit.t("conditions-trained"),
                vi::percent(of.trained.into(), of.filled.into()),
            )
            .of(parts("conditions-of-staff", of.trained, of.filled))
            .tone(tone(of.trained == of.filled, of.filled > 0)),
        )
        .push(
            Stat::new(
                visit.t("conditions-facilities-met"),
                vi::percent(of.facilities.done.into(), of.facilities.of.into()),
            )
            .of(parts(
                "conditions-of-items",
                of.facilities.done,
                of.facilities.of,
            ))
            .tone(tone(of.facilities.missing() == 0, of.recorded)),
        )
        .push(
            Stat::new(
                say::with(visit, "conditions-allotted-year", &[("year", year.clone())]),
                vi::percent(of.money.allotted, of.money.estimate),
            )
            .of(money(of.money.allotted, "conditions-allotted-sum"))
            .tone(tone(of.lines.missing() == 0, of.lines.of > 0)),
        )
        .push(
            Stat::new(
                say::with(visit, "conditions-spent-year", &[("year", year)]),
                vi::percent(of.money.spent, of.money.allotted),
            )
            .of(money(of.money.spent, "conditions-spent-sum")),
        )
        .push(
            Stat::new(visit.t("conditions-open-requests"), n(of.open))
                .of(say::with(
                    visit,
                    "conditions-overdue",
                    &[("n", n(of.overdue))],
                ))
                .tone(if of.overdue > 0 {
                    Tone::Late
                } else {
                    tone(of.open == 0, true)
                }),
        )
}

fn listing(visit: &Visit, lines: &[&Line]) -> Listing {
    let year = [("year", visit.on.year().to_string())];
    Listing::new(visit.t("conditions-comparison"))
        .sortable(visit, Kind::Text, visit.t("council"), "name")
        .column(Kind::Share, visit.t("conditions-column-staff"))
        .sortable(
            visit,
            Kind::Number,
            visit.t("conditions-column-vacant"),
            "vacant",
        )
        .sortable(
            visit,
            Kind::Share,
            visit.t("conditions-column-trained"),
            "trained",
        )
        .sortable(
            visit,
            Kind::Number,
            visit.t("conditions-column-facilities"),
            "facilities",
        )
        .sortable(
            visit,
            Kind::Number,
            say::with(visit, "conditions-column-estimate", &year),
            "estimate",
        )
        .column(Kind::Share, visit.t("conditions-column-allotted"))
        .sortable(
            visit,
            Kind::Share,
            visit.t("conditions-column-spent"),
            "spent",
        )
        .column(Kind::Status, visit.t("conditions-lack"))
        .rows(lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("conditions-none"))
}

fn row(visit: &Visit, line: &Line) -> Vec<Item> {
    let of = &line.figures;
    let council = visit.tv(
        "council-title",
        &[
            ("unit", &running_name(&line.unit)),
            ("number", &line.number),
        ],
    );
    let href = visit.link(&format!("/councils/{}/conditions", line.council));
    let share = |part: i64, whole: i64| match whole {
        0 => Item::Missing,
        _ => Item::Share(part, whole),
    };
    let mut row = vec![Item::Link(council, href)];
    if of.posts > 0 {
        row.push(share(of.filled.into(), of.norm.unwrap_or(of.posts).into()));
        row.push(Item::Number(of.vacant().into()));
    } else {
        row.extend([Item::Missing, Item::Missing]);
    }
    row.push(share(of.trained.into(), of.filled.into()));
    row.push(if of.recorded {
        Item::Number(of.facilities.missing().into())
    } else {
        Item::Missing
    });
    row.push(if of.lines.of > 0 {
        Item::Number(of.money.estimate)
    } else {
        Item::Missing
    });
    row.push(share(of.money.allotted, of.money.estimate));
    row.push(share(of.money.spent, of.money.allotted));
    let words: Vec<String> = line
        .lacks
        .iter()
        .map(|lack| visit.label("lack-short", lack.code()))
        .collect();
    let tone = match line.lacks.as_slice() {
        [] => Tone::Done,
        [Lack::Unrecorded] => Tone::Unsure,
        _ if of.overdue > 0 => Tone::Late,
        _ => Tone::Due,
    };
    let words = if words.is_empty() {
        visit.t("conditions-nothing-lacking")
    } else {
        words.join(", ")
    };
    row.push(Item::Status(tone, words));
    row
}
