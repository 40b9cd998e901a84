//! The cookie of a session: begun with a fresh token, ended for good.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use council::access::accounts::SignedIn;

use crate::app::App;
use crate::frame_pages::is_local;
use crate::guard::CHANGE;
use crate::visit::{Visit, cookies};

/// Where a sign-in leads: the place on this site that was asked for, or the front page.
pub fn way_back(asked: &str) -> &str {
    if is_local(asked) && !asked.starts_with("/sign-in") {
        asked
    } else {
        "/"
    }
}

/// Where a begun session leads.
pub fn destination<'a>(signed_in: &SignedIn, back: &'a str) -> &'a str {
    if signed_in.must_change { CHANGE } else { back }
}

/// Hands out the token of a begun session and leads on.
pub async fn begin(visit: &Visit, signed_in: &SignedIn, back: &str) -> Response {
    let response = Redirect::to(destination(signed_in, back)).into_response();
    begin_with(visit, signed_in, response).await
}

/// Hands out the token of a begun session with this answer. What the browser had before is over: the earlier session, and the
/// secret of a visitor's forms.
pub async fn begin_with(visit: &Visit, signed_in: &SignedIn, mut response: Response) -> Response {
    if visit.actor.is_signed_in()
        && let Err(error) = visit.app.gate().sign_out(&visit.actor).await
    {
        tracing::warn!(%error, "the earlier session of a browser was not ended");
    }
    let now = visit.app.clock().now();
    let seconds = signed_in.expires_at.as_second() - now.as_second();
    let token = signed_in.token.text();
    set_session(&visit.app, &mut response, &token, seconds.max(0));
    drop_visitor(&mut response);
    response
}

/// Takes the session's cookie back.
pub fn end(visit: &Visit, mut response: Response) -> Response {
    set_session(&visit.app, &mut response, "", 0);
    drop_visitor(&mut response);
    response
}

fn set_session(app: &App, response: &mut Response, token: &str, seconds: i64) {
    let (name, secure) = (
        cookies::session(app.is_https()),
        if app.is_https() { "; Secure" } else { "" },
    );
    let cookie =
        format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    append(response, &cookie);
}

fn drop_visitor(response: &mut Response) {
    let cookie = format!(
        "{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
        cookies::VISITOR
    );
    append(response, &cookie);
}

/// Adds a cookie to an answer.
pub fn append(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
