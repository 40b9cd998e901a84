//! The front page: what is to be done, and how the councils stand.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::review::board::{CouncilLine, councils};
use council::review::tasks::{ReviewTask, open_tasks};
use kernel::vi;
use store::Db;
use ui::{Page, Section};

use super::say;
use crate::api::OnDay;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The councils of a reader with their figures.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Councils)]
struct CouncilsAnswer {
    /// The day.
    on: kernel::Date,
    /// The councils that answer for own documents.
    items: Vec<CouncilLine>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    say::reader(&visit)?;
    let lines = councils(&db, &visit.actor, visit.on).await?;
    let open = open_tasks(&db, &visit.actor, visit.on).await?;
    let sum = |count: fn(&CouncilLine) -> u32| {
        let total: u32 = lines.iter().map(count).sum();
        vi::number(total.into())
    };
    let lead = visit.tv(
        "review-front-lead",
        &[
            ("own", &sum(|line| line.counts.own)),
            ("needed", &sum(|line| line.counts.needed)),
            ("overdue", &sum(|line| line.counts.overdue)),
            ("day", &visit.day(visit.on)),
        ],
    );
    let page = Page::new(visit.t("nav-review"))
        .lead(lead)
        .push(
            Section::new(visit.t("review-mine"))
                .id("viec")
                .push(tasks(&visit, &open).table(&visit)),
        )
        .push(
            Section::new(visit.t("review-by-council"))
                .id("hoi-dong")
                .push(
                    listing(&visit, &lines)
                        .exports(&visit, "/review")
                        .table(&visit),
                ),
        );
    Ok(visit.view(page).part(Part::Review).respond())
}

/// The list of councils as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    say::reader(&visit)?;
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let lines = councils(&db, &visit.actor, visit.on).await?;
    Ok(listing(&visit, &lines).export(&visit, format, "ra-soat"))
}

/// The councils of the reader that answer for own documents, with how many of them stand how.
#[utoipa::path(get, path = "/api/v1/review", tag = "review", params(OnDay),
    responses((status = 200, description = "The councils with their figures", body = CouncilsAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    say::reader(&visit)?;
    let items = councils(&db, &visit.actor, visit.on).await?;
    let on = visit.on;
    Ok(axum::Json(CouncilsAnswer { on, items }).into_response())
}

fn listing(visit: &Visit, lines: &[CouncilLine]) -> Listing {
    Listing::new(visit.t("review-by-council"))
        .column(Kind::Text, visit.t("regulation-council"))
        .column(Kind::Number, visit.t("review-own"))
        .column(Kind::Number, visit.t("review-standing-needed"))
        .column(Kind::Number, visit.t("review-standing-under-way"))
        .column(Kind::Number, visit.t("review-standing-overdue"))
        .column(Kind::Number, visit.t("review-standing-done"))
        .rows(lines.iter().map(|line| {
            let counts = line.counts;
            let href = visit.link(&format!("/councils/{}/review", line.council.id));
            let mut row = vec![Item::Link(council_title(visit, &line.council), href)];
            row.extend(
                [
                    counts.own,
                    counts.needed,
                    counts.under_way,
                    counts.overdue,
                    counts.done,
                ]
                .map(|count| Item::Number(count.into())),
            );
            row
        }))
        .empty(visit.t("review-councils-none"))
}

/// Open tasks, the most pressing first.
fn tasks(visit: &Visit, open: &[ReviewTask]) -> Listing {
    Listing::new(visit.t("review-mine"))
        .column(Kind::Text, visit.t("document"))
        .column(Kind::Text, visit.t("document-title"))
        .column(Kind::Text, visit.t("review-owner"))
        .column(Kind::Day, visit.t("review-due"))
        .column(Kind::Status, visit.t("review-state"))
        .rows(open.iter().map(|task| {
            let (tone, word) = say::state(visit, task);
            let href = visit.link(&format!("/review/tasks/{}", task.id));
            vec![
                Item::Link(task.number.clone(), href),
                Item::Text(task.title.clone()),
                Item::maybe(task.owner.clone()),
                Item::Day(task.due_on),
                Item::Status(tone, word),
            ]
        }))
        .empty(visit.t("review-mine-none"))
}
