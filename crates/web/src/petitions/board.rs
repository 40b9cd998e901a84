//! The board of a council: how many matters each body, field, commune and level has, how far they are, how late.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::petitions::board::{Board, By, Row, Span, Tally, board};
use council::petitions::{ResultKind, Timing};
use jiff::civil::date;
use kernel::ids::CouncilId;
use kernel::{Date, vi};
use store::Db;
use ui::{Button, Filters, Html, Page, Prose, Stat, Stats, Tabs, Tone};

use super::say;
use crate::alerts;
use crate::api::OnDay;
use crate::asked::choice;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The board of a council on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::BoardAnswer)]
struct BoardAnswer {
    /// The day.
    on: Date,
    /// First day on which the matters were raised.
    from: Date,
    /// Last day.
    to: Date,
    /// By what the rows group.
    by: By,
    /// The figures.
    #[serde(flatten)]
    board: Board,
}

/// The time a page asks for: from the first day of the council until the day of view when none is asked for.
pub fn span_asked(visit: &Visit, council: &CouncilRef) -> council::Result<Span> {
    let day = |name: &'static str| choice(visit, name, |text| vi::parse_date(text).ok());
    let beginning = council.valid_from.max(date(2016, 1, 1));
    Ok(Span {
        from: day("from")?.unwrap_or(beginning),
        to: day("to")?.unwrap_or(visit.on).min(visit.on),
        on: visit.on,
    })
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let by = choice(&visit, "by", By::from_code)?.unwrap_or(By::Holder);
    let span = span_asked(&visit, &council)?;
    let board = board(visit.app.ledger(), id, by, span, visit.today).await?;
    let home = format!("/councils/{id}/petitions");
    let mut page = Page::new(visit.t("petitions-board"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &board.all, span));
    if council.period().contains(visit.today) {
        let submit = format!("/submit/{id}");
        page = page.action(Button::new(visit.t("submit-title"), submit));
    }
    if visit.actor.reads(FieldGroup::PetitionWork, &council.path) {
        let words = visit.tv(
            "petitions-to-sort",
            &[("n", &vi::number(board.unsorted.into()))],
        );
        let href = visit.link(&format!("/councils/{id}/utterances"));
        page = page.action(Button::new(words, href).secondary());
    }
    let report = visit.at_with(&format!("{home}/report"), &[("by", "")]);
    page = page.action(Button::new(visit.t("petitions-report"), report).secondary());
    page =
        page.action(Button::new(visit.t("petitions-poster"), format!("{home}/poster")).secondary());
    if visit.can(Act::AnonymiseUtterance, &council.path) {
        let href = format!("{home}/anonymise");
        page = page.action(Button::new(visit.t("task-petitions-anonymise"), href).secondary());
    }
    if visit.can(Act::AddHotline, &council.path) {
        let href = super::hotlines::home(id);
        page = page.action(Button::new(visit.t("hotlines-title"), href).secondary());
    }
    if visit.can(Act::ExchangeMatters, &council.path) {
        let href = super::exchange::home(id);
        page = page.action(Button::new(visit.t("exchange-title"), href).secondary());
    }
    let page = page
        .push(figures(&visit, &board, &council, span))
        .push(filters(&visit, &home, span, by))
        .push(tabs(&visit, &home, by))
        .push(
            listing(&visit, &board, &council, by, span)
                .exports(&visit, &home)
                .table(&visit),
        )
        .push(Prose::new().p(how(&visit, &board)).p(Html::link(
            visit.t("petitions-feed"),
            format!("/petitions.atom?council={id}"),
        )));
    let page = match alerts::offer(&visit, &format!("council={id}")) {
        Some(offer) => page.push(offer),
        None => page,
    };
    Ok(visit
        .view(page)
        .part(Part::Petitions)
        .crumb(visit.t("nav-petitions"), "/petitions")
        .respond())
}

/// The board as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let by = choice(&visit, "by", By::from_code)?.unwrap_or(By::Holder);
    let span = span_asked(&visit, &council)?;
    let board = board(visit.app.ledger(), id, by, span, visit.today).await?;
    Ok(listing(&visit, &board, &council, by, span)
        .note(council_title(&visit, &council))
        .export(&visit, format, "kien-nghi"))
}

/// How many matters each body, field, commune, level or Ban of a council has, how far they are and how late.
#[utoipa::path(get, path = "/api/v1/councils/{id}/petitions", tag = "petitions", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council"),
    ("by" = inline(Option<By>), Query, description = "By what to group")),
    responses((status = 200, description = "The board of the council", body = BoardAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let by = choice(&visit, "by", By::from_code)?.unwrap_or(By::Holder);
    let span = span_asked(&visit, &council)?;
    let board = board(visit.app.ledger(), id, by, span, visit.today).await?;
    Ok(axum::Json(BoardAnswer {
        on: visit.on,
        from: span.from,
        to: span.to,
        by,
        board,
    })
    .into_response())
}

fn lead(visit: &Visit, all: &Tally, span: Span) -> String {
    let number = |count: u32| vi::number(count.into());
    let done = all.settled + all.explained;
    visit.tv(
        "petitions-board-lead",
        &[
            ("total", &number(all.total)),
            ("done", &number(done)),
            ("share", &vi::percent(done.into(), all.total.into())),
            ("late", &number(all.late)),
            ("from", &visit.day(span.from)),
            ("to", &visit.day(span.to)),
        ],
    )
}

fn figures(visit: &Visit, board: &Board, council: &CouncilRef, span: Span) -> Stats {
    let all = board.all;
    let of = visit.tv("petitions-of-all", &[("n", &vi::number(all.total.into()))]);
    let stat = |words: String, count: u32, tone: Option<Tone>, query: &[(&str, &str)]| {
        let href = records(visit, council, span, query);
        let stat = Stat::new(words, vi::number(count.into()))
            .of(of.clone())
            .href(href);
        match tone.filter(|_| count > 0) {
            Some(tone) => stat.tone(tone),
            None => stat,
        }
    };
    let mut stats = Stats::new();
    if !visit.is_past() {
        let (late, soon) = (Timing::Late.code(), Timing::DueSoon.code());
        let word = |timing: Timing| visit.label("matter-timing", timing.code());
        let query = [("timing", late)];
        stats = stats
            .push(stat(word(Timing::Late), all.late, Some(Tone::Late), &query))
            .push(stat(
                word(Timing::DueSoon),
                all.due_soon,
                Some(Tone::Due),
                &[("timing", soon)],
            ));
    }
    for kind in [ResultKind::Settled, ResultKind::Explained] {
        let query = [("state", kind.code())];
        stats = stats.push(stat(say::result(visit, kind), all.of(kind), None, &query));
    }
    stats
}

/// The list of the records behind a figure.
fn records(visit: &Visit, council: &CouncilRef, span: Span, more: &[(&str, &str)]) -> String {
    let (id, from, to) = (
        council.id.to_string(),
        visit.day(span.from),
        visit.day(span.to),
    );
    let mut query = vec![
        ("council", id.as_str()),
        ("from", from.as_str()),
        ("to", to.as_str()),
    ];
    query.extend(more);
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    visit.link(&format!("/petitions?{query}"))
}

fn filters(visit: &Visit, home: &str, span: Span, by: By) -> Filters {
    let mut filters = Filters::new(home, visit.words())
        .date("from", &visit.t("petitions-from"), &visit.day(span.from))
        .date("to", &visit.t("petitions-to"), &visit.day(span.to))
        .hidden("by", by.code());
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

fn tabs(visit: &Visit, home: &str, by: By) -> Tabs {
    By::ALL
        .iter()
        .fold(Tabs::new(visit.t("petitions-by")), |tabs, way| {
            let href = visit.at_with(home, &[("by", way.code())]);
            let word = visit.label("petitions-by", way.code());
            match *way == by {
                true => tabs.current(word, href),
                false => tabs.tab(word, href),
            }
        })
}

fn listing(visit: &Visit, board: &Board, council: &CouncilRef, by: By, span: Span) -> Listing {
    let mut list = Listing::new(visit.label("petitions-by", by.code()))
        .column(Kind::Text, visit.label("petitions-by", by.code()))
        .column(Kind::Number, visit.t("petitions-total"));
    for kind in ResultKind::ALL {
        let word = visit.label("petitions-column", kind.code());
        list = list.column(Kind::Number, word);
    }
    if !visit.is_past() {
        list = list
            .column(Kind::Number, visit.t("petitions-column-due-soon"))
            .column(Kind::Number, visit.t("petitions-column-late"))
            .column(Kind::Number, visit.t("petitions-column-long-late"));
    }
    list = list.column(Kind::Number, visit.t("petitions-column-voices"));
    for row in &board.rows {
        let name = name(visit, row, by);
        let first = match query(row, by) {
            Some(pair) => Item::Link(name, records(visit, council, span, &[(pair.0, &pair.1)])),
            None => Item::Text(name),
        };
        list = list.row(figures_of(visit, first, &row.tally));
    }
    if board.rows.len() > 1 {
        let first = Item::Text(visit.t("petitions-sum"));
        list = list.row(figures_of(visit, first, &board.all));
    }
    list.empty(visit.t("petitions-none"))
}

fn figures_of(visit: &Visit, first: Item, tally: &Tally) -> Vec<Item> {
    let number = |count: u32| Item::Number(count.into());
    let mut row = vec![first, number(tally.total)];
    row.extend(ResultKind::ALL.iter().map(|kind| number(tally.of(*kind))));
    if !visit.is_past() {
        row.extend([
            number(tally.due_soon),
            number(tally.late),
            number(tally.long_late),
        ]);
    }
    row.push(number(tally.voices));
    row
}

/// What a row is about.
pub fn name(visit: &Visit, row: &Row, by: By) -> String {
    match by {
        By::Field => row.field().map_or_else(
            || visit.t("missing"),
            |field| visit.label("matter-field", field.code()),
        ),
        By::Competence => row.competence().map_or_else(
            || visit.t("missing"),
            |level| visit.label("matter-competence", level.code()),
        ),
        By::Holder => row
            .name
            .clone()
            .unwrap_or_else(|| visit.t("petitions-not-passed-on")),
        By::Unit => row
            .name
            .clone()
            .unwrap_or_else(|| visit.t("utterance-unit-none")),
        By::Board => row
            .name
            .clone()
            .unwrap_or_else(|| visit.t("matter-board-none")),
    }
}

/// The filter that shows the records of a row.
fn query(row: &Row, by: By) -> Option<(&'static str, String)> {
    if row.key.is_empty() {
        return None;
    }
    let name = match by {
        By::Holder => "holder",
        By::Field => "field",
        By::Unit => "unit",
        By::Competence => "competence",
        By::Board => return None,
    };
    Some((name, row.key.clone()))
}

/// What was received, and how many utterances became how many matters.
fn how(visit: &Visit, board: &Board) -> Html {
    Html::text(visit.tv(
        "petitions-how",
        &[
            ("utterances", &vi::number(board.utterances.into())),
            ("unsorted", &vi::number(board.unsorted.into())),
            ("matters", &vi::number(board.all.total.into())),
        ],
    ))
}
