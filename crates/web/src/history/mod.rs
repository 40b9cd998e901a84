//! Nhật ký: the audit trail and the state of its chain.

mod detail;
mod json;
mod one;
mod trail;

use axum::Router;
use axum::routing::get;
use council::access::FieldGroup;

use crate::app::App;
use crate::failure::Outcome;
use crate::view::reads_anywhere;
use crate::visit::Visit;

pub use json::routes as api;

/// The routes of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/audit", get(trail::show))
        .route("/audit.csv", get(trail::csv))
        .route("/audit.xlsx", get(trail::xlsx))
        .route("/audit/{seq}", get(one::show))
}

/// The pages of this part that whoever asks may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    if !reads_anywhere(visit, FieldGroup::AuditTrail) {
        return Ok(Vec::new());
    }
    let mut paths = vec!["/audit".to_owned(), "/audit?act=access.sign_in".to_owned()];
    paths.extend(
        trail::newest(visit)
            .await?
            .map(|seq| format!("/audit/{seq}")),
    );
    Ok(paths)
}
