//! What belongs to no capability: assets, settings, health, licences, the web manifest.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use store::Reader as _;
use ui::{Page, Prose};

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::{Visit, cookie, cookies};

store::sql! {
    ALIVE = "SELECT CAST(1 AS BIGINT)";
}

/// The routes of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route(&format!("{}{{*path}}", ui::ASSET_PREFIX), get(asset))
        .route("/favicon.ico", get(favicon))
        .route("/settings", get(settings))
        .route("/healthz", get(health))
        .route("/metrics", get(crate::measure::metrics))
        .route("/licences", get(licences))
        .route("/manifest.webmanifest", get(manifest))
        .route(WORKER, get(worker))
        .fallback(|| async { StatusCode::NOT_FOUND })
}

/// The pages of this part.
pub fn sample_paths(_: &Visit) -> Vec<String> {
    vec!["/licences".into()]
}

async fn asset(Path(path): Path<String>, headers: axum::http::HeaderMap) -> Response {
    let Some(asset) =
        ui::asset(&format!("{}{path}", ui::ASSET_PREFIX)).or_else(|| ui::asset(&path))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{}\"", asset.etag.trim_matches('"'));
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = asset.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// Keeps a display setting in a cookie and leads back. It changes nothing but how this browser is answered.
async fn settings(visit: Visit, headers: axum::http::HeaderMap) -> Response {
    let back = visit
        .asked("back")
        .filter(|back| is_local(back))
        .unwrap_or("/");
    let mut response = Redirect::to(back).into_response();
    let mut keep = |name: &str, value: &str| {
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    };
    if let Some(code) = visit.asked("lang") {
        keep(cookies::LANG, crate::Lang::from_code(code).code());
    }
    let known = cookie(&headers, cookies::DISPLAY).unwrap_or_default();
    let mut words: Vec<&str> = known.split('.').collect();
    for (name, choices) in [
        ("size", &["large", "larger"][..]),
        ("contrast", &["high"][..]),
        ("motion", &["less"][..]),
    ] {
        if let Some(value) = visit.asked(name) {
            words.retain(|word| !choices.contains(word));
            words.extend(choices.iter().filter(|choice| **choice == value));
        }
    }
    words.retain(|word| ["large", "larger", "high", "less"].contains(word));
    keep(cookies::DISPLAY, &words.join("."));
    response
}

/// Whether a way back stays on this site.
pub fn is_local(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|c: char| c == '\\' || c.is_control())
}

async fn health(State(app): State<App>) -> Response {
    let alive = app.db().scalar::<i64>(ALIVE, store::args![]).await;
    match alive {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database\n").into_response()
        }
    }
}

async fn licences(visit: Visit) -> Outcome {
    let text = include_str!("../../../LICENSES.md");
    let prose = text.split("\n\n").fold(Prose::new(), |prose, paragraph| {
        prose.p(paragraph.trim().trim_start_matches('#').trim())
    });
    let page = Page::new(visit.t("licences-title"))
        .lead(visit.t("licences-lead"))
        .push(prose);
    Ok(visit.view(page).undated().respond())
}

/// Browsers ask for the icon under this name wherever they show something that is no page of ours, such as JSON.
async fn favicon() -> Outcome {
    let address = ui::asset_url("favicon.svg").ok_or_else(|| crate::Failure::not_found("asset"))?;
    Ok(Redirect::permanent(&address).into_response())
}

/// The address of the service worker: at the root, because a worker serves only what lies below its own address.
pub const WORKER: &str = "/sw.js";

/// Browsers ask for it again at every visit; a new version is known by its bytes.
async fn worker() -> Response {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    let asked_again = HeaderValue::from_static("no-cache");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, asked_again),
    ];
    (headers, ui::service_worker()).into_response()
}

async fn manifest(visit: Visit) -> Response {
    let text = ui::manifest(
        &visit.t("product-long"),
        &visit.t("product"),
        visit.lang.code(),
    );
    ([(header::CONTENT_TYPE, "application/manifest+json")], text).into_response()
}
