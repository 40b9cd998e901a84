//! Bảng theo dõi: the front page, one council, laws, topics, the missing; and the same as JSON.

mod asked;
mod front;
mod json;
mod laws;
mod missing;
mod one;
mod say;

use axum::Router;
use axum::routing::get;
use council::scoreboard::board;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

pub(crate) use json::routes as api;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(front::page))
        .route("/scoreboard", get(front::page))
        .route("/scoreboard.csv", get(front::csv))
        .route("/scoreboard.xlsx", get(front::xlsx))
        .route("/scoreboard/laws", get(laws::laws))
        .route("/scoreboard/laws.csv", get(laws::laws_csv))
        .route("/scoreboard/laws.xlsx", get(laws::laws_xlsx))
        .route("/scoreboard/laws/{law}", get(laws::law))
        .route("/scoreboard/topics", get(laws::topics))
        .route("/scoreboard/missing", get(missing::page))
        .route("/scoreboard/missing.csv", get(missing::csv))
        .route("/scoreboard/missing.xlsx", get(missing::xlsx))
        .route("/scoreboard/{council}", get(one::page))
}

/// Paths of each of these pages.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let snapshot = visit.app.projection().now().await?;
    let mut paths: Vec<String> = [
        "/",
        "/scoreboard?behind=m1&sort=-missing",
        "/scoreboard?sort=m3",
        "/scoreboard/laws",
        "/scoreboard/topics",
        "/scoreboard/missing",
    ]
    .map(str::to_owned)
    .to_vec();
    let filter = board::BoardFilter::default();
    let all = board::board(
        &snapshot,
        visit.on,
        &filter,
        board::BoardSort::Missing,
        board::Direction::Down,
    );
    let rows = all.rows(0, 1);
    paths.extend(
        rows.iter()
            .map(|row| format!("/scoreboard/{}", row.council)),
    );
    let laws = board::laws(&snapshot, visit.on, &filter);
    paths.extend(
        laws.first()
            .map(|law| format!("/scoreboard/laws/{}", law.id)),
    );
    Ok(paths)
}
