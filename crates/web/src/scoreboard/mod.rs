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
use council::bodies::queries::council;
use council::conditions::overview::measures;
use council::conferences;
use council::scoreboard::board::{self, BoardRow};
use kernel::Date;
use store::Db;

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

/// Puts M6, M7 and M8 of a council into its row: they come from its conferences and conditions, not from the facts in memory. The answer
/// is how many conferences it held in the year.
async fn with_records(db: &Db, row: &mut BoardRow, on: Date) -> Outcome<u32> {
    let council = council(db, row.council).await?;
    let conferences = conferences::measure(db, &council, on).await?;
    let conditions = measures(db, &council, on).await?;
    for cell in conditions.into_iter().chain([conferences.cell]) {
        let mut known = row.measures.iter_mut();
        if let Some(known) = known.find(|known| known.measure == cell.measure) {
            *known = cell;
        }
    }
    Ok(conferences.held)
}

/// Paths of each of these pages.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let snapshot = visit.app.projection().now().await?;
    let mut paths: Vec<String> = [
        "/",
        "/scoreboard?behind=1&sort=-missing",
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
