//! The front page: where we stand, and every council in one list.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use council::access::Act;
use council::bodies::Level;
use council::scoreboard::board::{self, Board, BoardFilter, BoardRow, Totals};
use council::scoreboard::{Measure, Projection, Snapshot, Standing, Tally};
use jiff::ToSpan;
use ui::{
    Cell, Column, Component, Filters, Grid, Html, Page, Section, Stat, Stats, Table, TaskList, Tone,
};

use super::{asked, say};
use crate::failure::Outcome;
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// How far the small chart looks back.
const MONTHS: u32 = 18;

/// The front page.
pub async fn page(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let snapshot = projection.now().await?;
    if snapshot.facts.councils.is_empty() {
        return Ok(first_steps(&visit));
    }
    let filter = asked::filter(&visit)?;
    let (sort, direction) = asked::sort(&visit)?;
    let at = asked::page(&visit)?;
    let board = board::board(&snapshot, visit.on, &filter, sort, direction);
    let until = visit.on.saturating_add(1.year());
    let outlook = board::outlook(&snapshot, visit.on, &filter, until);
    let trend = board::trend(&snapshot, visit.on, &filter, MONTHS);
    let place = place(&visit, &snapshot, &filter, &board);
    let rows = board.rows((at - 1) * asked::PAGE, asked::PAGE);
    let owner = one_owner(&rows);
    let owners = owner.as_ref().map_or(Owners::Several, |_| Owners::One);
    let page = Page::new(visit.tv("scoreboard-title", &[("place", &place)]))
        .lead(say::totals(&visit, &board.totals))
        .push(stats(
            &visit,
            &board.totals,
            &say::outlook(&visit, &outlook),
        ))
        .push(
            Grid::new()
                .push(measures(&visit, &board.totals))
                .push(say::trend(&visit, &trend)),
        )
        .push(say::tabs(&visit, "/scoreboard"))
        .push(filters(
            &visit,
            &snapshot,
            &filter,
            &board,
            owner.as_deref(),
        ))
        .push(councils(&visit, &board, &rows, owners))
        .push(asked::pager(
            &visit,
            at,
            board.lines.len(),
            "scoreboard-page",
        ))
        .push(sums(&visit, &board));
    Ok(visit.view(page).part(Part::Scoreboard).respond())
}

/// The list as CSV.
pub async fn csv(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    export(&visit, &projection, Format::Csv).await
}

/// The list as a spreadsheet.
pub async fn xlsx(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    export(&visit, &projection, Format::Xlsx).await
}

async fn export(visit: &Visit, projection: &Projection, format: Format) -> Outcome {
    let snapshot = projection.now().await?;
    let (sort, direction) = asked::sort(visit)?;
    let filter = asked::filter(visit)?;
    let board = board::board(&snapshot, visit.on, &filter, sort, direction);
    let mut list = Listing::new(visit.t("scoreboard-councils"))
        .column(Kind::Text, visit.t("scoreboard-council"))
        .column(Kind::Text, visit.t("scoreboard-level"))
        .column(Kind::Text, visit.t("scoreboard-province"))
        .column(Kind::Number, visit.t("scoreboard-delegates"))
        .column(Kind::Number, visit.t("scoreboard-counted"))
        .column(Kind::Number, visit.t("scoreboard-done"))
        .column(Kind::Number, visit.t("scoreboard-missing"));
    for measure in Measure::ALL {
        let name = visit.label("measure-short", measure.code());
        if matches!(measure, Measure::Training | Measure::Laws) {
            list = list.column(Kind::Share, format!("{name} (%)"));
        }
        list = list.column(Kind::Status, name);
    }
    list = list
        .column(Kind::Text, visit.t("scoreboard-owner"))
        .column(Kind::Day, visit.t("scoreboard-by"))
        .note(say::totals(visit, &board.totals));
    let rows = board.rows(0, usize::MAX);
    let list = list.rows(rows.iter().map(|row| exported(visit, row)));
    Ok(list.export(visit, format, "bang-theo-doi"))
}

fn exported(visit: &Visit, row: &BoardRow) -> Vec<Item> {
    let training = row.measures[0].tally;
    let mut items = vec![
        Item::Text(row.title.clone()),
        Item::Text(visit.label("scoreboard-level", row.level.code())),
        Item::Text(row.province.clone()),
        Item::Number(row.delegates.into()),
        Item::Number(training.of.into()),
        Item::Number(training.done.into()),
        Item::Number(training.missing().into()),
    ];
    for cell in &row.measures {
        if matches!(cell.measure, Measure::Training | Measure::Laws) {
            items.push(Item::Share(cell.tally.done.into(), cell.tally.of.into()));
        }
        let word = visit.label("standing", cell.standing.code());
        items.push(Item::Status(say::tone(cell.standing), word));
    }
    items.push(Item::maybe(row.measures[0].owner.clone()));
    items.push(Item::day(row.measures[0].by));
    items
}

/// The name of the place shown: the one province there is, or the country.
fn place(visit: &Visit, snapshot: &Snapshot, filter: &BoardFilter, board: &Board<'_>) -> String {
    let name = match (filter.path.as_str(), board.provinces.as_slice()) {
        ("", [one]) => one.name.as_str(),
        ("", _) => "",
        (path, _) => snapshot.facts.province(path, visit.on.into()),
    };
    if name.is_empty() {
        visit.t("scoreboard-everywhere")
    } else {
        council::bodies::running_name(name)
    }
}

fn stats(visit: &Visit, totals: &Totals, outlook: &str) -> Stats {
    let tone = |tally: Tally| match (tally.of, tally.is_proven()) {
        (0, _) => Tone::Unsure,
        (_, true) => Tone::Done,
        _ => Tone::Due,
    };
    let of = |key: &str, done: u32, of: u32| {
        visit.tv(
            key,
            &[("done", &say::number(done)), ("of", &say::number(of))],
        )
    };
    let (trained, mastered) = (totals.trained, totals.mastered);
    Stats::new()
        .push(
            Stat::new(visit.t("measure-short-m1"), say::share(trained))
                .of(of("scoreboard-of-delegates", trained.done, trained.of))
                .tone(tone(trained)),
        )
        .push(
            Stat::new(visit.t("scoreboard-proven"), say::number(totals.proven)).of(of(
                "scoreboard-of-councils",
                totals.proven,
                totals.obliged,
            )),
        )
        .push(
            Stat::new(
                visit.t("scoreboard-missing"),
                say::number(trained.missing()),
            )
            .of(outlook)
            .href(visit.at_with("/scoreboard/missing", &[("page", ""), ("sort", "")])),
        )
        .push(
            Stat::new(visit.t("measure-short-m2"), say::share(mastered))
                .of(of("scoreboard-of-pairs", mastered.done, mastered.of))
                .tone(tone(mastered))
                .href(visit.at_with("/scoreboard/laws", &[("page", ""), ("sort", "")])),
        )
}

/// The eight measures with their totals; those not built say so.
fn measures(visit: &Visit, totals: &Totals) -> Section {
    let mut list = TaskList::new();
    for (at, measure) in (1..).zip(Measure::ALL) {
        let (tally, href) = match measure {
            Measure::Training => (totals.trained, "/scoreboard/missing"),
            Measure::Laws => (totals.mastered, "/scoreboard/laws"),
            _ => (Tally::default(), ""),
        };
        let standing = match tally.of {
            _ if href.is_empty() => Standing::NotBuilt,
            0 => Standing::Nothing,
            _ if tally.is_proven() => Standing::Proven,
            _ => Standing::Behind,
        };
        let word = visit.label("standing", standing.code());
        let name = format!("{at}. {}", visit.label("measure", measure.code()));
        list = match standing {
            // Counted for each council from what it recorded, not for all of them at once.
            Standing::NotBuilt if matches!(measure, Measure::Staff | Measure::Means) => {
                let word = visit.t("scoreboard-measured-apart");
                list.task(name, visit.link("/conditions"), Tone::Neutral, word)
            }
            Standing::NotBuilt => list.waiting(name, word),
            Standing::Behind => {
                let word = format!("{} · {word}", say::share(tally));
                list.task(name, visit.link(href), say::tone(standing), word)
            }
            _ => list.task(name, visit.link(href), say::tone(standing), word),
        };
    }
    Section::new(visit.t("scoreboard-measures")).push(list)
}

fn filters(
    visit: &Visit,
    snapshot: &Snapshot,
    filter: &BoardFilter,
    board: &Board<'_>,
    owner: Option<&str>,
) -> Filters {
    let all = |key: &str| ui::Choice::new("", visit.t(key));
    let levels = Level::ALL.iter().map(|level| {
        let name = visit.label("scoreboard-level", level.code());
        ui::Choice::new(level.code(), name)
    });
    let provinces = board::provinces(snapshot, visit.on);
    let places = provinces
        .iter()
        .map(|(path, name)| ui::Choice::new(path, name));
    let mut filters = Filters::new(&visit.path, visit.words())
        .search("q", &visit.t("scoreboard-search"), &filter.text)
        .select(
            "level",
            &visit.t("scoreboard-level"),
            [all("scoreboard-every-level")].into_iter().chain(levels),
            visit.asked("level").unwrap_or_default(),
        );
    if provinces.len() > 1 {
        filters = filters.select(
            "place",
            &visit.t("scoreboard-province"),
            [all("scoreboard-every-place")].into_iter().chain(places),
            &filter.path,
        );
    }
    let terms = board::terms(snapshot, visit.on);
    if terms.len() > 1 {
        let terms = terms.iter().map(|term| ui::Choice::new(term, term));
        filters = filters.select(
            "term",
            &visit.t("scoreboard-term"),
            [all("scoreboard-every-term")].into_iter().chain(terms),
            filter.term.as_deref().unwrap_or_default(),
        );
    }
    filters = filters.check("behind", &visit.t("scoreboard-only-behind"), filter.behind);
    if visit.is_past() {
        filters = filters.hidden(crate::visit::ON, &visit.on.to_string());
    }
    if let Some(sort) = visit.asked("sort") {
        filters = filters.hidden("sort", sort);
    }
    let without = |name: &str| visit.here_with(&[(name, ""), ("page", "")]);
    if let Some(level) = filter.level {
        let name = visit.label("scoreboard-level", level.code());
        filters = filters.active(name, without("level"));
    }
    if !filter.path.is_empty() {
        filters = filters.active(place(visit, snapshot, filter, board), without("place"));
    }
    if let Some(term) = &filter.term {
        filters = filters.active(term, without("term"));
    }
    if !filter.text.is_empty() {
        filters = filters.active(format!("“{}”", filter.text), without("q"));
    }
    if filter.behind {
        filters = filters.active(visit.t("scoreboard-only-behind"), without("behind"));
    }
    let shown = say::number(board.totals.councils);
    filters.result(match owner {
        Some(owner) => visit.tv(
            "scoreboard-shown-owned",
            &[("councils", &shown), ("owner", owner)],
        ),
        None => visit.tv("scoreboard-shown", &[("councils", &shown)]),
    })
}

/// The owner of the measures of all these councils, if it is one: then it is named once and not in every row.
fn one_owner(rows: &[BoardRow]) -> Option<String> {
    let owner = |row: &BoardRow| row.measures[0].owner.clone();
    let first = rows.first().and_then(owner)?;
    rows.iter()
        .all(|row| owner(row).as_ref() == Some(&first))
        .then_some(first)
}

/// How the rows name their owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owners {
    /// One for all, named above the table.
    One,
    /// Each row names its own.
    Several,
}

fn councils(visit: &Visit, board: &Board<'_>, rows: &[BoardRow], owners: Owners) -> Table {
    let mut list = Listing::new(visit.t("scoreboard-caption"))
        .sortable(visit, Kind::Text, visit.t("scoreboard-council"), "name")
        .sortable(
            visit,
            Kind::Number,
            visit.t("scoreboard-delegates"),
            "delegates",
        )
        .sortable(visit, Kind::Status, visit.t("scoreboard-head-m1"), "m1")
        .sortable(
            visit,
            Kind::Number,
            visit.t("scoreboard-missing"),
            "missing",
        )
        .sortable(visit, Kind::Status, visit.t("scoreboard-head-m2"), "m2")
        .column(Kind::Text, visit.t("scoreboard-head-rest"))
        .column(Kind::Day, visit.t("scoreboard-by"));
    if owners == Owners::Several {
        list = list.column(Kind::Text, visit.t("scoreboard-owner"));
    }
    let list = list
        .rows(rows.iter().map(|row| listed(visit, row, owners)))
        .empty(visit.t("scoreboard-none"))
        .exports(visit, "/scoreboard");
    if rows.is_empty() {
        return list.table(visit);
    }
    let totals = &board.totals;
    let councils = say::number(totals.councils);
    let mut cells = vec![
        Cell::text(visit.tv("scoreboard-sum", &[("councils", &councils)])),
        Cell::number(say::number(totals.delegates)),
        Cell::text(say::share(totals.trained)),
        Cell::number(say::number(totals.trained.missing())),
        Cell::text(say::share(totals.mastered)),
        Cell::text(""),
        Cell::text(""),
    ];
    if owners == Owners::Several {
        cells.push(Cell::text(""));
    }
    list.table(visit)
        .footer(cells)
        .folded(2, visit.t("row-more"))
}

fn listed(visit: &Visit, row: &BoardRow, owners: Owners) -> Vec<Item> {
    let training = &row.measures[0];
    let status = |at: usize| {
        let cell = &row.measures[at];
        Item::Status(say::tone(cell.standing), say::measure(visit, cell))
    };
    let name = visit.tv(
        "scoreboard-council-name",
        &[("unit", &row.unit), ("number", &row.number)],
    );
    let mut items = vec![
        Item::Link(name, visit.link(&format!("/scoreboard/{}", row.council))),
        Item::Number(row.delegates.into()),
        status(0),
        Item::Number(training.tally.missing().into()),
        status(1),
        Item::Text(visit.label("standing", row.measures[2].standing.code())),
        match training.standing {
            Standing::Proven => Item::Text(visit.t("scoreboard-settled")),
            _ => Item::day(training.by),
        },
    ];
    if owners == Owners::Several {
        items.push(Item::maybe(training.owner.clone()));
    }
    items
}

/// The sums by level, and by province where there are several.
fn sums(visit: &Visit, board: &Board<'_>) -> Html {
    let table = |caption: &str, head: &str| {
        Table::new(visit.t(caption), visit.words())
            .column(Column::text(visit.t(head)))
            .column(Column::number(visit.t("scoreboard-councils-count")))
            .column(Column::number(visit.t("scoreboard-proven-count")))
            .column(Column::number(visit.t("scoreboard-counted")))
            .column(Column::number(visit.t("scoreboard-done")))
            .column(Column::number(visit.t("scoreboard-head-m1")))
            .column(Column::number(visit.t("scoreboard-head-m2")))
    };
    let cells = |name: Cell, totals: &Totals| {
        [
            name,
            Cell::number(say::number(totals.councils)),
            Cell::number(say::number(totals.proven)),
            Cell::number(say::number(totals.trained.of)),
            Cell::number(say::number(totals.trained.done)),
            Cell::number(say::share(totals.trained)),
            Cell::number(say::share(totals.mastered)),
        ]
    };
    let mut levels = table("scoreboard-by-level", "scoreboard-level");
    for sum in &board.levels {
        let name = visit.label("scoreboard-level", sum.level.code());
        let href = visit.here_with(&[("level", sum.level.code()), ("page", "")]);
        levels = levels.row(cells(Cell::link(name, href), &sum.totals));
    }
    levels = levels.footer(cells(
        Cell::text(visit.t("scoreboard-total")),
        &board.totals,
    ));
    let mut all = levels.html();
    if board.provinces.len() > 1 {
        let mut provinces = table("scoreboard-by-province", "scoreboard-province");
        for sum in &board.provinces {
            let href = visit.here_with(&[("place", &sum.path), ("page", "")]);
            provinces = provinces.row(cells(Cell::link(&sum.name, href), &sum.totals));
        }
        all.push(provinces);
    }
    all
}

/// An installation without councils: what to do first.
fn first_steps(visit: &Visit) -> Response {
    let task = |list: TaskList, key: &str, href: &str| {
        let hint = visit.t(&format!("{key}-hint"));
        list.task(
            visit.t(key),
            href,
            Tone::Neutral,
            visit.t("scoreboard-step-open"),
        )
        .hint(hint)
    };
    let list = if visit.actor.is_signed_in() {
        TaskList::new()
    } else {
        task(TaskList::new(), "scoreboard-step-sign-in", "/sign-in")
    };
    let list = task(list, "scoreboard-step-council", "/councils");
    let list = task(list, "scoreboard-step-roster", "/imports");
    let list = task(list, "scoreboard-step-programme", "/training");
    let mut page = Page::new(visit.t("scoreboard-empty-title"))
        .lead(visit.t("scoreboard-empty-lead"))
        .section(visit.t("scoreboard-steps"), list);
    if visit.actor.can_anywhere(Act::FoundCouncil) {
        page = page.action(ui::Button::new(
            visit.t("scoreboard-step-council"),
            "/councils/new",
        ));
    }
    visit.view(page).part(Part::Scoreboard).respond()
}
