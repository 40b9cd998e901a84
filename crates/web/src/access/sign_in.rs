//! Đăng nhập, đăng xuất.

use auth::Secret;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use council::access::accounts::Gate;
use council::{Problem, Refusal};
use ui::{Button, Field, Notice, Page, PostButton, SummaryList};

use super::caller::Caller;
use super::passkey_button::PasskeyButton;
use super::{organisation, session};
use crate::app::App;
use crate::failure::{Outcome, mark_braked};
use crate::posted::{Posted, done};
use crate::visit::Visit;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(enter))
        .route("/sign-out", post(leave))
}

async fn show(visit: Visit) -> Response {
    let back = session::way_back(visit.asked("back").unwrap_or("/")).to_owned();
    page(&visit, &Posted::default(), &back)
}

async fn enter(
    visit: Visit,
    State(gate): State<Gate>,
    Caller(visitor): Caller,
    posted: Posted,
) -> Outcome {
    let back = session::way_back(posted.raw("back")).to_owned();
    let password = Secret::new(posted.raw("password"));
    let entered = gate.sign_in_with_password(posted.raw("login"), password, &visitor);
    match entered.await {
        Ok(signed_in) => Ok(session::begin(&visit, &signed_in, &back).await),
        Err(Refusal::Invalid(problems)) => Ok(refused(&visit, posted, &problems, &back)),
        Err(other) => Err(other.into()),
    }
}

fn refused(visit: &Visit, posted: Posted, problems: &[Problem], back: &str) -> Response {
    let posted = posted.refused(visit, problems);
    let mut response = page(visit, &posted, back);
    mark_braked(problems, &mut response);
    response
}

async fn leave(visit: Visit, State(gate): State<Gate>, _: Posted) -> Outcome {
    gate.sign_out(&visit.actor).await?;
    Ok(session::end(&visit, done("/", "flash-signed-out")))
}

/// The page that says no and offers another try, for ways in that have no form of their own.
pub fn sorry(visit: &Visit, problems: &[Problem]) -> Response {
    refused(visit, Posted::default(), problems, "/")
}

/// Leads to the sign-in page, and from there back.
pub fn ask(back: &str) -> Response {
    let query = serde_urlencoded::to_string([("back", back)]).unwrap_or_default();
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}

fn page(visit: &Visit, posted: &Posted, back: &str) -> Response {
    let form = super::form(visit.form("/sign-in"), posted).hidden("back", back);
    let login = Field::text("login", visit.t("login"))
        .autocomplete("username")
        .plain();
    let form = form
        .field(posted.fill("login", login))
        .field(Field::password("password", visit.t("password")).autocomplete("current-password"))
        .submit(visit.t("sign-in"));
    let mut page = Page::new(visit.t("sign-in")).lead(visit.t("sign-in-lead"));
    if visit.actor.is_signed_in() {
        let name = visit.tv("sign-in-already", &[("name", &visit.actor.name)]);
        page = page.push(Notice::info(name));
    }
    page = page.push(form);
    if visit.app.passkeys().is_some() {
        page = page.push(PasskeyButton::sign_in(visit, back));
    }
    if let Some(name) = organisation::name(&visit.app) {
        let text = visit.tv("sign-in-organisation", &[("name", name)]);
        page = page.push(Button::new(text, organisation::start_path(back, None)).secondary());
    }
    if !visit.app.samples().is_empty() {
        page = page.section(visit.t("sample-accounts"), samples(visit, back));
    }
    let view = visit.view(page).undated().script("passkey.js");
    super::respond(view, posted)
}

/// One button for each sample account, whose password is no secret.
fn samples(visit: &Visit, back: &str) -> SummaryList {
    let csrf = visit.csrf();
    let samples = visit.app.samples().iter();
    samples.fold(SummaryList::new(), |list, sample| {
        let role = visit.label("role", &sample.role);
        let role = format!("{role}, {}", sample.place);
        let button = PostButton::new(visit.t("sample-sign-in"), "/sign-in", &csrf)
            .secondary()
            .context(&role)
            .hidden("login", &sample.login)
            .hidden("password", &sample.password)
            .hidden("back", back);
        list.row_of(role, button)
    })
}
