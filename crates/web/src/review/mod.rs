//! Pages of the review of a council's own documents: the board, the page of one document, tasks, the impact of a new document, lists.

mod board;
mod document;
mod front;
mod impact;
mod lists;
mod say;
mod task;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::access::{Act, FieldGroup};
use council::review::ReviewState;
use council::review::board::councils;
use council::review::lists::{ListKind, published};
use council::review::tasks::{open_tasks, tasks as tasks_of};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/review", get(front::show))
        .route("/review.{ending}", get(front::export))
        .route("/councils/{id}/review", get(board::show))
        .route("/councils/{id}/review.{ending}", get(board::export))
        .route("/review/documents/{id}", get(document::show))
        .route("/review/tasks/{id}", get(task::show))
        .route("/review/impact", get(impact::show))
        .route("/councils/{id}/review-lists", get(lists::index))
        .route("/councils/{id}/review-lists/{kind}", get(lists::show))
        .route(
            "/councils/{id}/review-lists/{kind}/file.{ending}",
            get(lists::export),
        )
        .route("/review-lists/{id}", get(lists::show_published))
        .route(
            "/review-lists/{id}/file.{ending}",
            get(lists::export_published),
        );
    tasks::routes(pages)
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(front::api))
        .routes(routes!(board::api))
        .routes(routes!(document::api))
        .routes(routes!(impact::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, on) = (visit.app.db(), visit.on);
    let mut paths = Vec::new();
    let reads = visit.actor.reads_anywhere(FieldGroup::ReviewWork);
    if reads {
        paths.push(visit.link("/review"));
    }
    for line in councils(db, &visit.actor, on).await?.into_iter().take(2) {
        let home = format!("/councils/{}/review", line.council.id);
        paths.push(visit.link(&home));
        paths.push(visit.link(&format!("{home}-lists")));
        for kind in ListKind::ALL {
            paths.push(visit.link(&format!("{home}-lists/{}", kind.code())));
        }
        for list in published(db, line.council.id, on).await?.iter().take(1) {
            paths.push(visit.link(&format!("/review-lists/{}", list.id)));
        }
        let mut seen: Vec<ReviewState> = Vec::new();
        for task in tasks_of(db, line.council.id, on).await? {
            if seen.contains(&task.state) {
                continue;
            }
            seen.push(task.state);
            paths.push(visit.link(&format!("/review/documents/{}", task.document_id)));
            paths.push(visit.link(&format!("/review/tasks/{}", task.id)));
            for (act, end, state) in tasks::OFFERS {
                if *state == task.state && visit.can(*act, &line.council.path) {
                    paths.push(format!("/review/tasks/{}/{end}", task.id));
                }
            }
            if let Some(cause) = task.cause_document_id {
                paths.push(format!("/review/impact?document={cause}"));
                if visit.can(Act::OpenReview, &line.council.path) {
                    paths.push(format!("/review/impact/{cause}/open"));
                }
            }
        }
        for (act, end) in [
            (Act::OpenReview, "review/open"),
            (Act::PublishReviewList, "review-lists/publish"),
        ] {
            if visit.can(act, &line.council.path) {
                paths.push(format!("/councils/{}/{end}", line.council.id));
            }
        }
    }
    if reads {
        let open = open_tasks(db, &visit.actor, on).await?;
        paths.extend(
            open.first()
                .map(|task| visit.link(&format!("/review/tasks/{}", task.id))),
        );
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}
