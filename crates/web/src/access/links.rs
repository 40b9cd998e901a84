//! Liên kết dùng một lần: the first administrator, an invitation, a new password.

use auth::Secret;
use auth::token::Token;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use council::access::accounts::{FirstAdministrator, Gate, Link, Purpose};
use council::{Problem, Refusal};
use ui::{Button, Field, Page};

use super::caller::Caller;
use super::{organisation, session};
use crate::app::App;
use crate::failure::{Outcome, mark_braked};
use crate::posted::{Posted, flash};
use crate::visit::Visit;

pub fn routes() -> Router<App> {
    Router::new().route("/links/{token}", get(show).post(use_link))
}

async fn show(visit: Visit, State(gate): State<Gate>, Path(token): Path<String>) -> Outcome {
    match opened(&gate, &token).await? {
        Some((_, link)) => Ok(page(&visit, &token, &link, &Posted::default())),
        None => Ok(unusable(&visit)),
    }
}

async fn use_link(
    visit: Visit,
    State(gate): State<Gate>,
    Caller(visitor): Caller,
    Path(text): Path<String>,
    posted: Posted,
) -> Outcome {
    let Some((token, link)) = opened(&gate, &text).await? else {
        return Ok(unusable(&visit));
    };
    let password = Secret::new(posted.raw("password"));
    let entered = if posted.raw("password") != posted.raw("again") {
        Err(Problem::new("again", "password-again").into())
    } else if link.purpose == Purpose::FirstAdministrator {
        let command = FirstAdministrator {
            login: posted.text("login"),
            name: posted.text("name"),
            password,
        };
        (gate.become_first_administrator(&token, command, &visitor)).await
    } else {
        gate.set_password_by_link(&token, password, &visitor).await
    };
    match entered {
        Ok(signed_in) => {
            let response = session::begin(&visit, &signed_in, "/").await;
            Ok(flash(response, "flash-password-set"))
        }
        Err(Refusal::Invalid(problems)) => {
            let posted = posted.refused(&visit, &problems);
            let mut response = page(&visit, &text, &link, &posted);
            mark_braked(&problems, &mut response);
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

async fn opened(gate: &Gate, text: &str) -> Outcome<Option<(Token, Link)>> {
    let Some(token) = Token::parse(text) else {
        return Ok(None);
    };
    Ok(gate.link(&token).await?.map(|link| (token, link)))
}

/// Used, expired, withdrawn or never given: the page does not tell which.
fn unusable(visit: &Visit) -> Response {
    let page = Page::new(visit.t("link-unusable-title"))
        .lead(visit.t("link-unusable-text"))
        .push(Button::new(visit.t("sign-in"), "/sign-in"));
    let mut response = visit.view(page).undated().respond();
    *response.status_mut() = StatusCode::GONE;
    response
}

fn page(visit: &Visit, token: &str, link: &Link, posted: &Posted) -> Response {
    let purpose = link.purpose.code();
    let until = visit.moment(link.expires_at);
    let name = link.name.as_deref().unwrap_or_default();
    let lead = match link.purpose {
        Purpose::FirstAdministrator => visit.tv("link-first-lead", &[("until", &until)]),
        Purpose::Invite => visit.tv("link-invite-lead", &[("name", name), ("until", &until)]),
        _ => visit.tv("link-reset-lead", &[("name", name), ("until", &until)]),
    };
    let mut form = super::form(visit.form(&format!("/links/{token}")), posted);
    form = match &link.login {
        Some(login) => {
            form.field(Field::readonly("login", visit.t("login"), login).autocomplete("username"))
        }
        None => form
            .field(posted.fill(
                "name",
                Field::text("name", visit.t("account-name")).autocomplete("name"),
            ))
            .field(posted.fill("login", login_field(visit).autocomplete("username"))),
    };
    form = new_password(visit, form, posted).submit(visit.t("link-submit"));
    let mut page = Page::new(visit.label("link-title", purpose))
        .lead(lead)
        .push(form);
    if link.purpose == Purpose::Invite
        && let Some(name) = organisation::name(&visit.app)
    {
        let text = visit.tv("link-organisation", &[("name", name)]);
        let start = organisation::start_path("/", Some(token));
        page = page.push(Button::new(text, start).secondary());
    }
    super::respond(visit.view(page).undated(), posted)
}

/// The field of a login that is yet to be chosen.
pub fn login_field(visit: &Visit) -> Field {
    Field::text("login", visit.t("login"))
        .hint(visit.t("login-hint"))
        .plain()
}

/// The two fields of a new password.
pub fn new_password(visit: &Visit, form: ui::Form, posted: &Posted) -> ui::Form {
    let password = Field::password("password", visit.t("new-password"))
        .hint(visit.t("new-password-hint"))
        .autocomplete("new-password")
        .error_if(posted.problem_of("password"));
    let again = Field::password("again", visit.t("password-again"))
        .autocomplete("new-password")
        .error_if(posted.problem_of("again"));
    form.field(password).field(again)
}
