//! The learner's side of training: what is mine to do, checks of knowledge, the question bank, evaluations, and the public check
//! of a certificate.
//!
//! **Invariant.** The right answers of a paper are in no page before it is handed in: [`paper`] is given questions without them.

mod bank;
mod certificates;
mod evaluate;
mod excuse;
mod mine;
mod next;
mod paper;
mod question_tasks;
mod quiz_list;
mod quiz_page;
mod quiz_tasks;
mod result;
mod summary;
mod words;

use axum::Router;
use axum::routing::{get, post};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::task::route;
use crate::visit::Visit;

pub(crate) use summary::training_summary;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/training/mine", get(mine::show))
        .route("/quizzes", get(quiz_list::show))
        .route("/quizzes.{ending}", get(quiz_list::export))
        .route("/quizzes/{id}", get(quiz_page::show).post(quiz_page::start))
        .route("/quizzes/{id}/results", get(quiz_page::results))
        .route("/quizzes/{id}/results.{ending}", get(quiz_page::export))
        .route("/attempts/{id}", get(paper::show).post(paper::send))
        .route("/attempts/{id}/answers", post(paper::keep))
        .route("/attempts/{id}/result", get(result::show))
        .route("/questions", get(bank::list))
        .route("/questions.{ending}", get(bank::export))
        .route("/questions/{id}", get(bank::show))
        .route(
            "/certificates",
            get(certificates::show).post(certificates::ask),
        );
    let pages = route::<excuse::AskExcuse>(pages, "/classes/{id}/excuse");
    let pages = route::<evaluate::Evaluate>(pages, "/classes/{id}/evaluate");
    let pages = route::<quiz_tasks::Set>(pages, "/quizzes/new");
    let pages = route::<question_tasks::Write>(pages, "/questions/new");
    let pages = route::<question_tasks::Replace>(pages, "/questions/{id}/replace");
    let pages = route::<question_tasks::Review>(pages, "/questions/{id}/review");
    route::<question_tasks::Retire>(pages, "/questions/{id}/retire")
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mine::api))
        .routes(routes!(certificates::api))
}

/// Paths of each of these pages that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = vec!["/certificates".to_owned()];
    paths.extend(mine::sample_paths(visit).await?);
    paths.extend(quiz_list::sample_paths(visit).await?);
    paths.extend(bank::sample_paths(visit).await?);
    Ok(paths)
}
