//! Khóa truy cập: what the script asks and brings back, as JSON. Everything here also needs the token of a form.

use auth::passkey::Passkeys;
use auth::token::Token;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use council::Problem;
use council::access::accounts::{Ceremony, Gate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::caller::Caller;
use super::session;
use crate::app::App;
use crate::catalogue::{self, Lang};
use crate::failure::{Failure, Outcome};
use crate::posted::flash;
use crate::visit::Visit;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/passkeys/sign-in/start", post(start_sign_in))
        .route("/api/passkeys/sign-in/finish", post(finish_sign_in))
        .route("/api/passkeys/register/start", post(start_registration))
        .route("/api/passkeys/register/finish", post(finish_registration))
}

/// The party that passkeys are made for.
#[derive(Debug)]
pub struct Party {
    passkeys: Passkeys,
    /// The origin of the pages on which browsers offer them.
    pub origin: String,
}

/// The party that passkeys are made for at a public address: none where browsers make none.
///
/// Browsers bind passkeys to a host name, never to a number; this machine itself they know as `localhost`.
pub fn party(public_url: &str) -> Option<Party> {
    let (scheme, rest) = public_url.split_once("://")?;
    let authority = rest.split('/').next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host = match host {
        "127.0.0.1" | "[::1]" => "localhost",
        other => other,
    };
    let is_number = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
    if is_number || (scheme != "https" && host != "localhost") {
        return None;
    }
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let origin = format!("{scheme}://{host}{port}");
    let passkeys = Passkeys::new(host, &origin, &catalogue::text(Lang::Vi, "product"))
        .inspect_err(|error| tracing::warn!(%error, "no passkeys at this address"))
        .ok()?;
    Some(Party { passkeys, origin })
}

/// What the browser is asked, and the ticket with which it answers.
#[derive(Serialize)]
struct Question {
    ticket: String,
    options: Value,
}

/// The device's answer.
#[derive(Deserialize)]
struct Answer {
    ticket: String,
    answer: Value,
    #[serde(default)]
    back: String,
    #[serde(default)]
    name: String,
}

/// Where the script leads the browser.
#[derive(Serialize)]
struct Leads<'a> {
    location: &'a str,
}

impl Answer {
    fn ticket(&self) -> Result<Token, Problem> {
        Token::parse(&self.ticket).ok_or(Problem::new("", "link-unusable"))
    }
}

/// The party, for a request that carries the token of a form in a header, which no other site's page can add.
fn admitted<'a>(visit: &'a Visit, headers: &HeaderMap) -> Result<&'a Passkeys, Failure> {
    let given = headers.get("x-csrf-token");
    let given = given.and_then(|value| value.to_str().ok());
    if !visit.csrf_holds(given.unwrap_or_default()) {
        return Err(Problem::new("", "form-expired").into());
    }
    let party = visit.app.passkeys().map(|party| &party.passkeys);
    party.ok_or_else(|| Failure::not_found("passkeys"))
}

fn question(ceremony: Ceremony) -> Response {
    let options = serde_json::from_str(&ceremony.for_browser).unwrap_or_default();
    let ticket = ceremony.ticket.text().to_string();
    Json(Question { ticket, options }).into_response()
}

async fn start_sign_in(
    visit: Visit,
    State(gate): State<Gate>,
    Caller(visitor): Caller,
    headers: HeaderMap,
) -> Outcome {
    let party = admitted(&visit, &headers)?;
    Ok(question(gate.start_passkey_sign_in(party, &visitor).await?))
}

async fn finish_sign_in(
    visit: Visit,
    State(gate): State<Gate>,
    Caller(visitor): Caller,
    headers: HeaderMap,
    Json(answer): Json<Answer>,
) -> Outcome {
    let party = admitted(&visit, &headers)?;
    let ticket = answer.ticket()?;
    let brought = answer.answer.to_string();
    let signed_in = gate
        .finish_passkey_sign_in(party, (&ticket, &brought), &visitor)
        .await?;
    let location = session::destination(&signed_in, session::way_back(&answer.back));
    let response = Json(Leads { location }).into_response();
    Ok(session::begin_with(&visit, &signed_in, response).await)
}

async fn start_registration(visit: Visit, State(gate): State<Gate>, headers: HeaderMap) -> Outcome {
    let party = admitted(&visit, &headers)?;
    let ceremony = gate.start_passkey_registration(party, &visit.actor).await?;
    Ok(question(ceremony))
}

async fn finish_registration(
    visit: Visit,
    State(gate): State<Gate>,
    headers: HeaderMap,
    Json(answer): Json<Answer>,
) -> Outcome {
    let party = admitted(&visit, &headers)?;
    let ticket = answer.ticket()?;
    let brought = answer.answer.to_string();
    gate.finish_passkey_registration(party, &visit.actor, (&ticket, &brought), &answer.name)
        .await?;
    let location = "/account";
    let response = Json(Leads { location }).into_response();
    Ok(flash(response, "flash-passkey-added"))
}

#[cfg(test)]
mod tests {
    use super::party;

    #[test]
    fn passkeys_are_made_for_names_over_an_encrypted_line_and_for_this_machine() {
        for (address, offered) in [
            ("https://hdnd.example.vn", true),
            ("https://hdnd.example.vn:8443", true),
            ("http://localhost:8080", true),
            ("http://127.0.0.1:8080", true),
            ("http://hdnd.example.vn", false),
            ("https://203.0.113.7", false),
            ("http://[2001:db8::1]:8080", false),
            ("no address", false),
        ] {
            assert_eq!(party(address).is_some(), offered, "{address}");
        }
    }
}
