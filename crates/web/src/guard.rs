//! What stands around every request: the visit, failures, security headers.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::app::App;
use crate::catalogue::{self, Lang};
use crate::failure::{self, Failure};
use crate::frame_pages::WORKER;
use crate::request_id::RequestId;
use crate::visit::{Visit, cookies};

/// Makes the visit, lets the handler answer, and turns refusals and bare error codes into pages.
pub async fn visit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if is_asset(request.uri().path()) {
        return next.run(request).await;
    }
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let id = request.extensions().get::<RequestId>();
    let id = id.cloned().unwrap_or_default();
    let visit = match Visit::of(&app, &headers, &uri, id.clone()).await {
        Ok(visit) => visit,
        Err(error) => {
            tracing::error!(%error, "no visit could be made");
            return without_visit(&id);
        }
    };
    request.extensions_mut().insert(visit.clone());
    if visit.must_change && !is_open_while_changing(&visit.path) {
        return if visit.path.starts_with("/api/") {
            failure::show(&visit, StatusCode::FORBIDDEN, None)
        } else {
            Redirect::to(CHANGE).into_response()
        };
    }
    let options = request.method() == Method::OPTIONS;
    let is_read = request.method().is_safe();
    let mut response = next.run(request).await;
    if options && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *response.status_mut() = StatusCode::NO_CONTENT;
        return response;
    }
    let failure = response.extensions_mut().remove::<Failure>();
    let bare = response.status().as_u16() >= 400
        && !response.headers().contains_key(header::CONTENT_DISPOSITION)
        && {
            let kind = response
                .headers()
                .get(header::CONTENT_TYPE)
                .and_then(|kind| kind.to_str().ok());
            kind.is_none_or(|kind| kind.starts_with("text/plain"))
        };
    if bare && is_read && response.status() == StatusCode::BAD_REQUEST {
        // What the router could not read of an address that is only read is an identifier: there is no such record.
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    if failure.is_some() || bare {
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = failure::show(&visit, response.status(), failure.as_ref());
        if let Some(allowed) = allowed {
            response.headers_mut().insert(header::ALLOW, allowed);
        }
    }
    after(&visit, &mut response);
    response
}

/// The answer when not even the session could be looked up: without a frame, in both languages.
fn without_visit(id: &RequestId) -> Response {
    let both = [Lang::Vi, Lang::En].map(|lang| {
        let code = catalogue::text_with(lang, "failure-request", &[("code", id.as_str())]);
        let (title, text) = ("failure-busy-title", "failure-busy-text");
        format!(
            "{}\n{}\n{code}\n",
            catalogue::text(lang, title),
            catalogue::text(lang, text)
        )
    });
    (StatusCode::SERVICE_UNAVAILABLE, both.join("\n")).into_response()
}

/// The answer of a handler that broke off: the page of a fault of ours. The cause is in the log, as the program's fault it is.
pub fn broken_off(cause: Box<dyn std::any::Any + Send>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(cause, "a handler broke off");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Hands out the visitor's secret where a form needs it, and takes back the message that was shown.
fn after(visit: &Visit, response: &mut Response) {
    let secure = if visit.app.is_https() { "; Secure" } else { "" };
    let mut set = |cookie: String| {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    };
    if let Some(secret) = visit.secret_to_hand_out() {
        set(format!(
            "{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}",
            cookies::VISITOR
        ));
    }
    if visit.flash.is_some() {
        set(format!(
            "{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
            cookies::FLASH
        ));
    }
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        // A page differs by reader, language and day: no shared cache may keep it.
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
    }
}

/// Security headers of every answer.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; \
             connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if app.is_https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// Refuses what another site's page sent. The token in each form is the lock; this is the fence before it.
pub fn same_origin(app: &App) -> CsrfLayer<fn(ProtectionError) -> Response> {
    let refuse: fn(ProtectionError) -> Response = |_| {
        let mut response = Failure::from(council::Problem::new("", "form-foreign")).into_response();
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    };
    let layer = CsrfLayer::new();
    // A proxy may pass another host name on than the one that users type.
    let layer = match layer.clone().add_trusted_origin(app.public_url()) {
        Ok(layer) => layer,
        Err(error) => {
            tracing::warn!(%error, "the public address is no origin");
            layer
        }
    };
    layer.with_rejection_response(refuse)
}

/// The form of whoever must change the password before anything else.
pub const CHANGE: &str = "/account/password";

fn is_open_while_changing(path: &str) -> bool {
    [CHANGE, "/sign-out", "/settings", "/licences"].contains(&path)
}

fn is_asset(path: &str) -> bool {
    path.starts_with(ui::ASSET_PREFIX) || ["/healthz", "/metrics", WORKER].contains(&path)
}
