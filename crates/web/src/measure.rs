//! What the running service counts: requests by route and status, their seconds, letters; read at `/metrics`.
//!
//! Routes are counted by pattern, never by the address asked for, so that no name or number of a person gets in.

use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

const SECONDS: &str = "http_request_seconds";
const REQUESTS: &str = "http_requests_total";
const LETTERS: &str = "letters_total";
const LETTERS_NOW: &str = "letters";

/// The text that a collector reads.
pub async fn metrics() -> Response {
    match recorder() {
        Some(handle) => (
            [("content-type", "text/plain; version=0.0.4")],
            handle.render(),
        )
            .into_response(),
        None => axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Counts a request and writes its line in the log, without its query.
pub async fn count(request: Request, next: Next) -> Response {
    recorder();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().as_str().to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    let seconds = start.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    histogram!(SECONDS, "route" => route.clone()).record(seconds);
    counter!(REQUESTS, "route" => route.clone(), "method" => method.clone(), "status" => status.to_string()).increment(1);
    tracing::info!(
        http.method = method,
        http.route = route,
        http.status = status,
        duration_ms = seconds * 1e3,
        "request"
    );
    response
}

/// Counts a letter that left the outbox or was put off.
pub fn letter_counted(outcome: &'static str) {
    recorder();
    counter!(LETTERS, "outcome" => outcome).increment(1);
}

/// Notes how many letters wait and how many were given up.
pub fn letters_stand(waiting: i64, failed: i64) {
    recorder();
    for (state, count) in [("waiting", waiting), ("failed", failed)] {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        gauge!(LETTERS_NOW, "state" => state).set(f64::from(count));
    }
}

fn recorder() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let buckets = [
                0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
            ];
            let built = PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Full(SECONDS.into()), &buckets);
            built.and_then(PrometheusBuilder::install_recorder).ok()
        })
        .as_ref()
}
