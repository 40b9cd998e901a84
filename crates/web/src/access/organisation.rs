//! Đăng nhập bằng tài khoản của cơ quan: to the organisation's OpenID provider and back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use auth::Secret;
use auth::oidc::Provider;
use auth::token::Token;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use council::access::accounts::Gate;
use council::{Problem, Refusal};
use tokio::sync::Mutex;

use super::caller::Caller;
use super::{session, sign_in};
use crate::app::App;
use crate::failure::Outcome;
use crate::visit::{Visit, cookie};

/// The organisation's provider, as the settings name it.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// The name on the button, such as `VNeID` or the office's own.
    pub name: String,
    /// The provider's address, as it stands in its tokens.
    pub issuer: String,
    /// The name under which this installation is known there.
    pub client_id: String,
    /// The secret that goes with it.
    pub client_secret: Secret,
}

/// Where the provider sends users back to.
pub const BACK: &str = "/sign-in/oidc/back";

/// What the browser keeps while it is with the provider.
const DEPARTED: &str = "dancu_departed";

/// For how long the provider is not asked again after it did not answer.
const PAUSE: Duration = Duration::from_secs(10);

/// The provider, found when it is first needed: a provider that is down must not keep the service from starting.
#[derive(Debug)]
pub struct Desk {
    settings: Organisation,
    back: String,
    found: Mutex<Found>,
}

#[derive(Debug)]
enum Found {
    Not,
    Provider(Arc<Provider>),
    Silent(Instant),
}

impl Desk {
    /// The desk of a provider that sends users back to this address.
    pub fn new(settings: Organisation, back: String) -> Self {
        Self {
            settings,
            back,
            found: Mutex::new(Found::Not),
        }
    }

    async fn provider(&self) -> Result<Arc<Provider>, Problem> {
        let silent = || Problem::new("", "organisation-silent").with("name", &self.settings.name);
        let mut found = self.found.lock().await;
        match &*found {
            Found::Provider(provider) => return Ok(provider.clone()),
            Found::Silent(since) if since.elapsed() < PAUSE => return Err(silent()),
            _ => {}
        }
        let Organisation {
            issuer,
            client_id,
            client_secret,
            ..
        } = &self.settings;
        match Provider::discover(issuer, client_id, client_secret.clone(), &self.back).await {
            Ok(provider) => {
                let provider = Arc::new(provider);
                *found = Found::Provider(provider.clone());
                Ok(provider)
            }
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::warn!(%error, cause, issuer, "the organisation's provider was not found");
                *found = Found::Silent(Instant::now());
                Err(silent())
            }
        }
    }
}

pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in/oidc", get(depart))
        .route(BACK, get(arrive))
}

/// The name of the provider, where there is one.
pub fn name(app: &App) -> Option<&str> {
    app.desk().map(|desk| desk.settings.name.as_str())
}

/// The provider's address, where there is one.
pub fn issuer(app: &App) -> Option<&str> {
    app.desk().map(|desk| desk.settings.issuer.as_str())
}

/// Where a sign-in with the provider begins.
pub fn start_path(back: &str, invitation: Option<&str>) -> String {
    let mut query = vec![("back", back)];
    query.extend(invitation.map(|token| ("invitation", token)));
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    format!("/sign-in/oidc?{query}")
}

/// A link and not a form: browsers hold the answer to a form to our own site and would not follow it to the provider.
async fn depart(visit: Visit, State(gate): State<Gate>, Caller(visitor): Caller) -> Outcome {
    let Some(desk) = visit.app.desk() else {
        return Err(crate::Failure::not_found("provider"));
    };
    let provider = match desk.provider().await {
        Ok(provider) => provider,
        Err(problem) => return Ok(sign_in::sorry(&visit, &[problem])),
    };
    let invitation = visit.asked("invitation").and_then(Token::parse);
    let started = gate.start_organisation_sign_in(&provider, invitation.as_ref(), &visitor);
    match started.await {
        Ok(departed) => {
            let back = session::way_back(visit.asked("back").unwrap_or("/"));
            let ticket = departed.ticket.text().to_string();
            Ok(keep(&visit, Redirect::to(&departed.url), &ticket, back))
        }
        Err(Refusal::Invalid(problems)) => Ok(sign_in::sorry(&visit, &problems)),
        Err(other) => Err(other.into()),
    }
}

async fn arrive(
    visit: Visit,
    State(gate): State<Gate>,
    Caller(visitor): Caller,
    headers: HeaderMap,
) -> Outcome {
    let Some(desk) = visit.app.desk() else {
        return Err(crate::Failure::not_found("provider"));
    };
    let kept = cookie(&headers, DEPARTED).unwrap_or_default();
    let kept: Vec<(String, String)> = serde_urlencoded::from_str(&kept).unwrap_or_default();
    let of = |name: &str| {
        let pair = kept.iter().find(|(key, _)| key == name);
        pair.map_or("", |(_, value)| value.as_str())
    };
    let (ticket, back) = (Token::parse(of("ticket")), session::way_back(of("back")));
    let (code, state) = (visit.asked("code"), visit.asked("state"));
    let refused = |problems: &[Problem]| Ok(forget(sign_in::sorry(&visit, problems)));
    let (Some(ticket), Some(code), Some(state)) = (ticket, code, state) else {
        return refused(&[Problem::new("", "organisation-refused")]);
    };
    let provider = match desk.provider().await {
        Ok(provider) => provider,
        Err(problem) => return refused(&[problem]),
    };
    let finished = gate.finish_organisation_sign_in(&provider, &ticket, (code, state), &visitor);
    match finished.await {
        Ok(signed_in) => Ok(forget(session::begin(&visit, &signed_in, back).await)),
        Err(Refusal::Invalid(problems)) => refused(&problems),
        Err(other) => Err(other.into()),
    }
}

fn keep(visit: &Visit, redirect: Redirect, ticket: &str, back: &str) -> Response {
    let mut response = redirect.into_response();
    let secure = if visit.app.is_https() { "; Secure" } else { "" };
    let kept =
        serde_urlencoded::to_string([("ticket", ticket), ("back", back)]).unwrap_or_default();
    let cookie =
        format!("{DEPARTED}={kept}; Path={BACK}; Max-Age=600; HttpOnly; SameSite=Lax{secure}");
    session::append(&mut response, &cookie);
    response
}

fn forget(mut response: Response) -> Response {
    let cookie = format!("{DEPARTED}=; Path={BACK}; Max-Age=0; HttpOnly; SameSite=Lax");
    session::append(&mut response, &cookie);
    response
}
