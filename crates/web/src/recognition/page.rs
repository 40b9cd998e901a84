//! How the delegates and bodies of a council were assessed, and what they were commended with.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::{Act, FieldGroup};
use council::bodies::queries::council;
use council::recognition::Recognition;
use council::recognition::queries::{Recognised, of_council};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Cell, Column, Html, Page, Prose, Stat, Stats, Table};

use crate::api::{Batch, OnDay};
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// Where the page of a council stands.
pub fn home(council: CouncilId) -> String {
    format!("/councils/{council}/recognition")
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let found = of_council(&db, &visit.actor, id, visit.on).await?;
    let (assessed, commended): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.kind.is_grade());
    let may = visit.can(Act::Recognise, &council.path) && !visit.is_past();
    let mut page = Page::new(visit.t("recognition"))
        .kicker(council_title(&visit, &council))
        .lead(visit.t("recognition-lead"));
    if may {
        let home = home(id);
        page = page
            .action(Button::new(
                visit.t("task-recognition-assess"),
                format!("{home}/assess"),
            ))
            .action(
                Button::new(
                    visit.t("task-recognition-commend"),
                    format!("{home}/commend"),
                )
                .secondary(),
            );
    }
    let table = table(&visit, "recognition-commendations", &commended, may);
    if let Some(year) = assessed.iter().map(|one| one.year).max() {
        page = page.push(counts(&visit, year, &assessed));
    }
    page = page.push(table).push(self::table(
        &visit,
        "recognition-assessments",
        &assessed,
        may,
    ));
    if !visit.actor.reads(FieldGroup::Assessments, &council.path) {
        page = page.push(Prose::new().p(visit.t("recognition-guarded")));
    }
    Ok(visit
        .view(page)
        .part(Part::Councils)
        .crumb(visit.t("nav-councils"), "/councils")
        .crumb(council_title(&visit, &council), &format!("/councils/{id}"))
        .respond())
}

/// The commendations of a council, and its assessments as far as whoever asks may read them.
#[utoipa::path(get, path = "/api/v1/councils/{id}/recognition", tag = "councils",
    params(("id" = uuid::Uuid, Path, description = "The council"), OnDay),
    responses((status = 200, description = "The newest first", body = Batch<Recognised>)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let items = of_council(&db, &visit.actor, council.id, visit.on).await?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(items.len()).unwrap_or(i64::MAX),
        items,
    })
    .into_response())
}

/// How many have each grade in the last year that was assessed.
fn counts(visit: &Visit, year: u32, assessed: &[&Recognised]) -> Stats {
    let mut stats = Stats::new();
    let of_year = visit.tv("recognition-year-of", &[("year", &year.to_string())]);
    for grade in Recognition::GRADES {
        let of = assessed.iter();
        let n = of
            .filter(|one| one.year == year && one.kind == grade)
            .count();
        let words = visit.label("recognition", grade.code());
        stats = stats.push(Stat::new(words, vi::count(n)).of(of_year.as_str()));
    }
    stats
}

fn table(visit: &Visit, caption: &str, rows: &[&Recognised], may: bool) -> Table {
    let mut table = Table::new(visit.t(caption), visit.words())
        .column(Column::text(visit.t("recognition-whose")))
        .column(Column::text(visit.t("recognition-what")))
        .column(Column::number(visit.t("recognition-year")))
        .column(Column::text(visit.t("recognition-decision")));
    if may {
        table = table.column(Column::text(visit.t("recognition-act")));
    }
    for one in rows {
        let name = match one.person_id {
            Some(person) => Cell::link(
                one.name.as_str(),
                visit.link(&format!("/delegates/{person}")),
            ),
            None => Cell::text(one.name.as_str()),
        };
        let what = visit.label("recognition", one.kind.code());
        let what = match one.merit.as_str() {
            "" => what,
            merit => format!("{what}: {merit}"),
        };
        let day = visit.day(one.decided_on);
        let decision = visit.tv(
            "recognition-decision-of",
            &[
                ("number", one.decision.as_str()),
                ("day", &day),
                ("by", &one.decided_by),
            ],
        );
        let mut row = vec![
            name,
            Cell::text(what),
            Cell::number(one.year.to_string()),
            Cell::text(decision),
        ];
        if may {
            let href = format!("/recognitions/{}/withdraw", one.id);
            row.push(Cell::of(Html::link(visit.t("recognition-withdraw"), href)));
        }
        table = table.row(row);
    }
    table.empty(visit.t("recognition-none"))
}
