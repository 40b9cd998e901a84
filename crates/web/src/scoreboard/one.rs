//! One council: each measure, its denominator, who is missing, what is planned.

use std::sync::Arc;

use axum::extract::{Path, State};
use council::Page as Batch;
use council::access::{Act, FieldGroup};
use council::conferences;
use council::scoreboard::board::{self, BoardRow, MeasureCell};
use council::scoreboard::missing::{MissingFilter, MissingList, missing};
use council::scoreboard::trend::council_trend;
use council::scoreboard::{Coverage, LawCoverage, Measure, Projection, Tally};
use jiff::ToSpan;
use kernel::ids::CouncilId;
use store::Db;
use ui::{
    Button, Cell, Column, Details, Grid, Html, Meter, Notice, Page, Section, StatusLine,
    SummaryList, Table, Tone,
};

use super::say;
use crate::failure::{Failure, Outcome};
use crate::view::Part;
use crate::visit::Visit;

/// How many quarters the charts of a council look back: more than a term has.
pub const QUARTERS: u32 = 24;
/// How many of the missing the page itself names.
const NAMED: Batch = Batch {
    number: 1,
    size: 20,
};

/// The page of one council.
pub async fn page(
    visit: Visit,
    Path(id): Path<String>,
    State(projection): State<Arc<Projection>>,
    State(db): State<Db>,
) -> Outcome {
    let id: CouncilId = id.parse().map_err(|_| Failure::not_found("council"))?;
    let snapshot = projection.now().await?;
    let until = visit.on.saturating_add(1.year());
    let (row, coverage) = board::one_council(&snapshot, id, visit.on, until)?;
    let filter = MissingFilter {
        council: Some(id),
        ..MissingFilter::default()
    };
    let list = missing(&db, &snapshot, &visit.actor, &filter, visit.on, NAMED).await?;
    let held = conferences::held(&db, id, visit.on).await?;
    let trend = council_trend(&snapshot, id, visit.on, QUARTERS);
    let training = &row.measures[0];
    let mut page = Page::new(&row.title)
        .kicker(visit.t("scoreboard-kicker"))
        .tag(
            say::tone(training.standing),
            visit.label("standing", training.standing.code()),
        )
        .lead(lead(&visit, &coverage));
    for button in buttons(&visit, &row, &coverage) {
        page = page.action(button);
    }
    let page = page
        .push(measures(&visit, &row, held))
        .push(figures(&visit, &row, &coverage))
        .push(Section::new(visit.t("scoreboard-courses")).push(courses(&visit, &row, &coverage)))
        .push(who(&visit, &row, &coverage, &list))
        .push(laws(&visit, &coverage))
        .push(parts(&visit, &coverage))
        .push(say::term(&visit, &trend));
    Ok(visit
        .view(page)
        .part(Part::Scoreboard)
        .crumb(row.unit.clone(), &format!("/scoreboard/{id}"))
        .respond())
}

fn lead(visit: &Visit, coverage: &Coverage) -> String {
    let trained = coverage.trained;
    let key = match (trained.of, trained.is_proven()) {
        (0, _) => "scoreboard-one-nothing",
        (_, true) => "scoreboard-one-proven",
        _ => "scoreboard-one-behind",
    };
    visit.tv(
        key,
        &[
            ("day", &visit.day(visit.on)),
            ("done", &say::number(trained.done)),
            ("of", &say::number(trained.of)),
            ("share", &say::share(trained)),
            ("missing", &say::number(trained.missing())),
        ],
    )
}

fn buttons(visit: &Visit, row: &BoardRow, coverage: &Coverage) -> Vec<Button> {
    let mut buttons = Vec::new();
    let behind = coverage
        .courses
        .iter()
        .max_by_key(|course| course.tally.missing())
        .filter(|course| course.tally.missing() > 0);
    if let Some(course) = behind.filter(|_| visit.can(Act::PlanClass, &row.path)) {
        let address = format!(
            "/classes/new?course={}&council={}&missing=1",
            course.id, row.council
        );
        buttons.push(Button::new(visit.t("scoreboard-invite-missing"), address));
    }
    let address = visit.link(&format!("/councils/{}/due", row.council));
    buttons.push(Button::new(visit.t("scoreboard-to-due"), address).secondary());
    let address = visit.link(&format!("/councils/{}", row.council));
    buttons.push(Button::new(visit.t("scoreboard-to-council"), address).secondary());
    let address = visit.link(&format!("/councils/{}/reports", row.council));
    buttons.push(Button::new(visit.t("reports-of-council"), address).secondary());
    buttons
}

/// The denominator, the owner and the forecast.
fn figures(visit: &Visit, row: &BoardRow, coverage: &Coverage) -> Html {
    let training = &row.measures[0];
    let mut out = Html::new();
    out.push(
        SummaryList::new()
            .row(
                visit.t("scoreboard-denominator-head"),
                say::denominator(visit, &coverage.denominator),
            )
            .row_if(visit.t("scoreboard-owner"), training.owner.clone())
            .row_if(
                visit.t("scoreboard-by"),
                training.by.map(|day| visit.day(day)),
            ),
    );
    if coverage.trained.missing() > 0 {
        out.push(forecast(visit, coverage));
    }
    out
}

fn forecast(visit: &Visit, coverage: &Coverage) -> StatusLine {
    let (classes, trained) = (&coverage.forecast.classes, coverage.forecast.trained);
    let Some(next) = classes.first() else {
        return StatusLine::new(
            Tone::Late,
            visit.t("scoreboard-forecast"),
            visit.t("scoreboard-outlook-none"),
        );
    };
    let outlook = board::Outlook {
        classes: u32::try_from(classes.len()).unwrap_or(u32::MAX),
        trained,
    };
    let href = visit.link(&format!("/classes/{}", next.id));
    let sentence = Html::text(format!("{} ", say::outlook(visit, &outlook)))
        .and(visit.tv("scoreboard-next-class", &[("day", &visit.day(next.on))]))
        .and(" ")
        .and(Html::link(&next.name, href));
    let tone = if trained.is_proven() {
        Tone::Done
    } else {
        Tone::Due
    };
    StatusLine::new(tone, visit.t("scoreboard-forecast"), sentence)
}

fn meter(visit: &Visit, name: &str, tally: Tally) -> Meter {
    let text = visit.tv(
        "scoreboard-meter",
        &[
            ("share", &say::share(tally)),
            ("done", &say::number(tally.done)),
            ("of", &say::number(tally.of)),
        ],
    );
    let tone = if tally.is_proven() {
        Tone::Done
    } else {
        Tone::Due
    };
    Meter::new(name, tally.done.into(), tally.of.into(), text).tone(tone)
}

fn courses(visit: &Visit, row: &BoardRow, coverage: &Coverage) -> Html {
    let mut out = Html::new();
    if coverage.courses.is_empty() {
        out.push(Notice::info(visit.t("scoreboard-no-course")));
        return out;
    }
    for course in &coverage.courses {
        out.push(meter(visit, &course.name, course.tally));
    }
    if visit.can(Act::PlanClass, &row.path) {
        let mut links = Html::new();
        let lacking = coverage
            .courses
            .iter()
            .filter(|course| course.tally.missing() > 0);
        for course in lacking {
            let count = say::number(course.tally.missing());
            let text = visit.tv(
                "scoreboard-invite-course",
                &[("count", &count), ("course", &course.name)],
            );
            let href = format!(
                "/classes/new?course={}&council={}&missing=1",
                course.id, row.council
            );
            links.push(Button::new(text, href).secondary());
        }
        if !links.is_empty() {
            out.push(Details::new(visit.t("scoreboard-invite-by-course")).push(links));
        }
    }
    out
}

/// Who is missing: by name for those who may read it, else how many.
fn who(visit: &Visit, row: &BoardRow, coverage: &Coverage, list: &MissingList) -> Section {
    let section = Section::new(visit.t("scoreboard-who")).id("missing");
    if coverage.trained.missing() == 0 {
        return section.intro(visit.t("scoreboard-nobody-missing"));
    }
    let mut section = section;
    if list.hidden > 0 {
        let count = say::number(list.hidden);
        let notice = Notice::info(visit.tv("scoreboard-hidden", &[("count", &count)]));
        section = section.push(notice.body(visit.t("scoreboard-hidden-why")));
    }
    if list.rows.is_empty() {
        return section;
    }
    let named = visit.actor.reads(FieldGroup::TrainingOfPerson, &row.path);
    let mut table = Table::new(visit.t("scoreboard-missing-caption"), visit.words())
        .column(Column::text(visit.t("scoreboard-name")))
        .column(Column::date(visit.t("scoreboard-since")))
        .column(Column::text(visit.t("scoreboard-lacks")));
    for one in &list.rows {
        let mut lacks = Html::new();
        for lack in &one.lacks {
            let text = say::lack(visit, lack);
            let class = lack.reason.class();
            let parts = class.and_then(|at| Some((at, text.rsplit_once(at.name.as_str())?)));
            lacks = match parts {
                Some((at, (before, after))) => {
                    let href = visit.link(&format!("/classes/{}", at.class));
                    lacks.and(before).and(Html::link(&at.name, href)).and(after)
                }
                None => lacks.and(text),
            };
            lacks = lacks.and(Html::raw("<br>"));
        }
        let href = visit.link(&format!("/delegates/{}", one.person));
        table = table.row([
            Cell::link(&one.name, href),
            Cell::date(visit.day(one.since)),
            Cell::of(lacks),
        ]);
    }
    section = section.push(table);
    if named || list.total > NAMED.size {
        let href = visit.link(&format!("/scoreboard/missing?council={}", row.council));
        let count = say::number(coverage.trained.missing());
        let text = visit.tv("scoreboard-all-missing", &[("count", &count)]);
        section = section.push(Html::link(text, href));
    }
    section
}

fn laws(visit: &Visit, coverage: &Coverage) -> Section {
    let section = Section::new(visit.t("measure-m2")).id("laws");
    if coverage.laws.is_empty() {
        return section.intro(visit.t("scoreboard-no-law"));
    }
    section
        .intro(visit.t("scoreboard-laws-intro"))
        .push(law_table(visit, &coverage.laws, |law| {
            Cell::link(
                &law.number,
                visit.link(&format!("/scoreboard/laws/{}", law.id)),
            )
        }))
}

/// The table of laws, on this page and on the page of all laws.
pub fn law_table(
    visit: &Visit,
    laws: &[LawCoverage],
    name: impl Fn(&LawCoverage) -> Cell,
) -> Table {
    let mut table = Table::new(visit.t("scoreboard-laws-caption"), visit.words())
        .column(Column::text(visit.t("scoreboard-law")))
        .column(Column::text(visit.t("scoreboard-law-title")))
        .column(Column::number(visit.t("scoreboard-owed")))
        .column(Column::number(visit.t("scoreboard-studied")))
        .column(Column::number(visit.t("scoreboard-passed")))
        .column(Column::status(visit.t("scoreboard-current")))
        .column(Column::date(visit.t("scoreboard-changed")));
    for law in laws {
        let share = |done: u32| {
            let of = law.owed;
            say::share(Tally { done, of })
        };
        let tally = Tally {
            done: law.current,
            of: law.owed,
        };
        let tone = if tally.is_proven() {
            Tone::Done
        } else {
            Tone::Due
        };
        table = table.row([
            name(law),
            Cell::text(&law.title),
            Cell::number(say::number(law.owed)),
            Cell::number(share(law.studied)),
            Cell::number(share(law.passed)),
            Cell::status(tone, share(law.current)),
            law.changed.map_or_else(
                || Cell::missing(visit.t("scoreboard-unchanged")),
                |day| Cell::date(visit.day(day)),
            ),
        ]);
    }
    table
}

/// By body and by topic, side by side.
fn parts(visit: &Visit, coverage: &Coverage) -> Grid {
    let mut bodies = Section::new(visit.t("scoreboard-bodies"));
    for body in coverage.bodies.iter().filter(|body| body.tally.of > 0) {
        bodies = bodies.push(meter(visit, &body.name, body.tally));
    }
    if coverage.bodies.iter().all(|body| body.tally.of == 0) {
        bodies = bodies.intro(visit.t("scoreboard-no-body"));
    }
    let mut topics = Section::new(visit.t("scoreboard-topics"));
    for topic in &coverage.topics {
        topics = topics.push(meter(
            visit,
            say_topic(visit, &topic.name_vi, &topic.name_en),
            topic.tally,
        ));
    }
    if coverage.topics.is_empty() {
        topics = topics.intro(visit.t("scoreboard-no-topic"));
    }
    Grid::new().push(bodies).push(topics)
}

/// The name of a topic in the reader's language.
pub fn say_topic<'a>(visit: &Visit, vi: &'a str, en: &'a str) -> &'a str {
    match visit.lang {
        crate::Lang::Vi => vi,
        crate::Lang::En => en,
    }
}

fn measures(visit: &Visit, row: &BoardRow, held: u32) -> Section {
    let mut table = Table::new(visit.t("scoreboard-measures"), visit.words())
        .quiet()
        .column(Column::text(visit.t("scoreboard-measure")))
        .column(Column::status(visit.t("scoreboard-standing")))
        .column(Column::number(visit.t("scoreboard-share")))
        .column(Column::text(visit.t("scoreboard-owner")))
        .column(Column::date(visit.t("scoreboard-by")));
    for (at, cell) in (1..).zip(&row.measures) {
        table = table.row(measure_row(visit, row, at, cell));
    }
    let year = visit.on.year().to_string();
    let held = [("year", year.as_str()), ("n", &say::number(held))];
    Section::new(visit.t("scoreboard-measures-head"))
        .intro(visit.tv("scoreboard-conferences-held", &held))
        .push(table)
}

fn measure_row(visit: &Visit, row: &BoardRow, at: u32, cell: &MeasureCell) -> [Cell; 5] {
    let missing = || Cell::missing(visit.t("missing"));
    let name = format!("{at}. {}", visit.label("measure", cell.measure.code()));
    let name = match page_of(row, cell.measure) {
        Some(path) if path.starts_with('#') => Cell::link(name, path),
        Some(path) => Cell::link(name, visit.link(&path)),
        None => Cell::text(name),
    };
    [
        name,
        Cell::status(
            say::tone(cell.standing),
            visit.label("standing", cell.standing.code()),
        ),
        if say::has_share(cell.standing) {
            Cell::number(visit.tv(
                "scoreboard-meter",
                &[
                    ("share", &say::share(cell.tally)),
                    ("done", &say::number(cell.tally.done)),
                    ("of", &say::number(cell.tally.of)),
                ],
            ))
        } else {
            missing()
        },
        cell.owner.as_ref().map_or_else(missing, Cell::text),
        cell.by
            .map_or_else(missing, |day| Cell::date(visit.day(day))),
    ]
}

/// Where the records behind a measure of a council are.
fn page_of(row: &BoardRow, measure: Measure) -> Option<String> {
    let of_council = |end: &str| Some(format!("/councils/{}/{end}", row.council));
    match measure {
        Measure::Training => Some("#missing".to_owned()),
        Measure::Laws => Some("#laws".to_owned()),
        Measure::Contact => of_council("contacts"),
        Measure::Regulations => of_council("regulations"),
        Measure::Coordination => of_council("coordination"),
        Measure::Conferences => Some(format!("/conferences?scope={}", row.path)),
        Measure::Staff | Measure::Means => of_council("conditions"),
    }
}
