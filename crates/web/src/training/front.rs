//! Where training stands: programmes, the next classes, the ways on.

use axum::extract::State;
use council::access::Act;
use council::training::classes::{ClassFilter, ClassListRow, classes_ahead, count};
use council::training::programmes::{ProgrammeRow, programmes};
use council::training::topics::topics;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Page, ScreenOnly, Section, Stat, Stats};

use super::classes::listing;
use crate::bodies::words::period;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// How many of the next classes the page shows.
const NEXT: u32 = 8;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let plans = programmes(&db, "").await?;
    let snapshot = visit.app.projection().now().await?;
    let next = classes_ahead(&db, &snapshot, visit.on, NEXT).await?;
    let so_far = ClassFilter {
        until: Some(visit.on),
        ..ClassFilter::default()
    };
    let held = count(&db, &so_far).await?;
    let topics = topics(&db).await?.len();
    let page = Page::new(visit.t("training-title"))
        .lead(lead(&visit, next.rows.first(), next.total))
        .push(ways(&visit))
        .push(
            Stats::new()
                .push(
                    Stat::new(
                        visit.t("training-programmes"),
                        vi::number(plans.len() as i64),
                    )
                    .href("#chuong-trinh"),
                )
                .push(
                    Stat::new(visit.t("training-classes-ahead"), vi::number(next.total))
                        .href(visit.link("/classes")),
                )
                .push(
                    Stat::new(visit.t("training-classes-so-far"), vi::number(held))
                        .href(visit.link("/classes")),
                )
                .push(
                    Stat::new(visit.t("training-topics"), vi::number(topics as i64))
                        .href(visit.link("/scoreboard/topics")),
                ),
        )
        .push(
            Section::new(visit.t("training-next-classes")).push(
                listing(&visit, &next.rows, "training-next-classes")
                    .empty(visit.t("training-no-class-ahead"))
                    .table(&visit),
            ),
        )
        .push(
            Section::new(visit.t("training-programmes"))
                .id("chuong-trinh")
                .push(plans_of(&visit, &plans)),
        );
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .respond())
}

fn lead(visit: &Visit, next: Option<&ClassListRow>, ahead: i64) -> String {
    match next {
        Some(row) => visit.tv(
            "training-lead-next",
            &[
                ("count", &ahead.to_string()),
                ("class", &row.name),
                ("days", &super::say::days(visit, row.starts_on, row.ends_on)),
                ("place", &row.place),
            ],
        ),
        None => visit.t("training-lead-none"),
    }
}

fn ways(visit: &Visit) -> ScreenOnly<Actions> {
    let mut actions = Actions::new();
    if visit.actor.can_anywhere(Act::PlanClass) {
        actions = actions.push(Button::new(visit.t("training-plan-class"), "/classes/new"));
    }
    for (key, path) in [
        ("training-all-classes", "/classes"),
        ("training-coverage", "/scoreboard"),
        ("training-missing", "/scoreboard/missing"),
    ] {
        actions = actions.push(Button::new(visit.t(key), visit.link(path)).secondary());
    }
    if visit.actor.person.is_some() {
        actions = actions
            .push(Button::new(visit.t("check-in-title"), "/check-in").secondary())
            .push(Button::new(visit.t("calendar-title"), "/calendar").secondary());
    }
    ScreenOnly(actions)
}

fn plans_of(visit: &Visit, plans: &[ProgrammeRow]) -> ui::Table {
    let rows = plans.iter().map(|plan| {
        vec![
            Item::Link(
                plan.name.clone(),
                visit.link(&format!("/programmes/{}", plan.id)),
            ),
            Item::Text(plan.unit_name.clone()),
            Item::Text(period(visit, plan.valid_from, plan.valid_to)),
            Item::Number(plan.courses),
            Item::Number(plan.required),
        ]
    });
    Listing::new(visit.t("training-programmes"))
        .column(Kind::Text, visit.t("training-programme"))
        .column(Kind::Text, visit.t("training-of-unit"))
        .column(Kind::Text, visit.t("training-period"))
        .column(Kind::Number, visit.t("training-courses"))
        .column(Kind::Number, visit.t("training-required-courses"))
        .rows(rows)
        .empty(visit.t("training-no-programme"))
        .table(visit)
}
