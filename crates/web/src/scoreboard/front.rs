//! The front page: where we stand, and every council in one list.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use council::access::Act;
use council::bodies::Level;
use council::scoreboard::board::{self, Board, BoardFilter, BoardRow};
use council::scoreboard::totals::Totals;
use council::scoreboard::trend::trend;
use council::scoreboard::{Measure, Projection, Snapshot, Standing, Tally};
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
    let outlook = board::year_ahead(&snapshot, visit.on, &filter);
    let trend = trend(&snapshot, visit.on, &filter, MONTHS);
    let place = place(&visit, &snapshot, &filter, &board);
    let rows = board.rows((at - 1) * asked::PAGE, asked::PAGE);
    let owner = one_owner(&rows);
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
        .push(councils(&visit, &board, &rows))
        .push(say::legend(&visit))
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
        let due = format!("{name}: {}", visit.t("scoreboard-by"));
        list = list
            .column(Kind::Share, format!("{name} (%)"))
            .column(Kind::Status, name)
            .column(Kind::Day, due);
    }
    list = list
        .column(Kind::Text, visit.t("scoreboard-owner"))
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
        items.push(Item::Share(cell.tally.done.into(), cell.tally.of.into()));
        let word = visit.label("standing", cell.standing.code());
        items.push(Item::Status(say::tone(cell.standing), word));
        items.push(Item::day(cell.by));
    }
    items.push(Item::maybe(row.measures[0].owner.clone()));
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

/// The eight measures with their totals; one of which nothing is recorded says so.
fn measures(visit: &Visit, totals: &Totals) -> Section {
    let mut list = TaskList::new();
    for (at, sum) in (1..).zip(&totals.measures) {
        let name = format!("{at}. {}", visit.label("measure", sum.measure.code()));
        let standing = match sum.tally.of {
            0 if matches!(sum.measure, Measure::Training | Measure::Laws) => Standing::Nothing,
            0 => Standing::Unrecorded,
            _ if sum.tally.is_proven() => Standing::Proven,
            _ => Standing::Behind,
        };
        let word = visit.label("standing", standing.code());
        let said = match standing {
            Standing::Behind => format!("{} · {word}", say::share(sum.tally)),
            _ => word,
        };
        let path = page_of(sum.measure);
        list = list.task(name, visit.link(path), say::tone(standing), said);
        let counted_here = matches!(sum.measure, Measure::Training | Measure::Laws);
        if sum.tally.of > 0 && !counted_here {
            list = list.hint(visit.tv(
                "scoreboard-of-recorded",
                &[
                    ("done", &say::number(sum.tally.done)),
                    ("of", &say::number(sum.tally.of)),
                    ("councils", &say::number(sum.councils)),
                ],
            ));
        }
    }
    Section::new(visit.t("scoreboard-measures")).push(list)
}

/// Where a measure of all councils is told in full.
const fn page_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Training => "/scoreboard/missing",
        Measure::Laws => "/scoreboard/laws",
        Measure::Contact => "/contact-coverage",
        Measure::Regulations => "/regulations",
        Measure::Coordination => "/coordination",
        Measure::Conferences => "/conferences",
        Measure::Staff | Measure::Means => "/conditions",
    }
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
    let measures = Measure::ALL.iter();
    let measures = measures.map(|measure| ui::Choice::new(measure.code(), head(visit, *measure)));
    filters = filters.select(
        "behind",
        &visit.t("scoreboard-only-behind"),
        [all("scoreboard-every-measure")]
            .into_iter()
            .chain(measures),
        filter.behind.map_or("", Measure::code),
    );
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
    if let Some(measure) = filter.behind {
        let name = head(visit, measure);
        let words = visit.tv("scoreboard-behind-in", &[("measure", &name)]);
        filters = filters.active(words, without("behind"));
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

/// "3. Tiếp xúc".
fn head(visit: &Visit, measure: Measure) -> String {
    visit.label("scoreboard-head", measure.code())
}

fn councils(visit: &Visit, board: &Board<'_>, rows: &[BoardRow]) -> Table {
    let mut list = Listing::new(visit.t("scoreboard-caption"))
        .sortable(visit, Kind::Text, visit.t("scoreboard-council"), "name")
        .sortable(
            visit,
            Kind::Number,
            visit.t("scoreboard-delegates"),
            "delegates",
        );
    for measure in Measure::ALL {
        let head = head(visit, *measure);
        list = list.sortable(visit, Kind::Status, head, measure.code());
    }
    let list = list
        .rows(rows.iter().map(|row| listed(visit, row)))
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
    ];
    let sums = totals.measures.iter();
    cells.extend(sums.map(|sum| Cell::text(say::sum(visit, sum))));
    list.table(visit)
        .footer(cells)
        .dense()
        .folded(2, visit.t("row-more"))
}

fn listed(visit: &Visit, row: &BoardRow) -> Vec<Item> {
    let name = visit.tv(
        "scoreboard-council-name",
        &[("unit", &row.unit), ("number", &row.number)],
    );
    let mut items = vec![
        Item::Link(name, visit.link(&format!("/scoreboard/{}", row.council))),
        Item::Number(row.delegates.into()),
    ];
    items.extend(row.measures.iter().map(|cell| say::measure(visit, cell)));
    items
}

/// The sums by level, and by province where there are several.
fn sums(visit: &Visit, board: &Board<'_>) -> Html {
    let table = |caption: &str, first: &str| {
        let mut table = Table::new(visit.t(caption), visit.words())
            .dense()
            .column(Column::text(visit.t(first)))
            .column(Column::number(visit.t("scoreboard-councils-count")));
        for measure in Measure::ALL {
            table = table.column(Column::number(head(visit, *measure)));
        }
        table
    };
    let cells = |name: Cell, totals: &Totals| {
        let mut cells = vec![name, Cell::number(say::number(totals.councils))];
        let sums = totals.measures.iter();
        cells.extend(sums.map(|sum| match sum.tally.of {
            0 => Cell::missing(say::sum(visit, sum)),
            _ => Cell::number(say::sum(visit, sum)),
        }));
        cells
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
