//! Đổi mật khẩu của mình, by choice or because the account asks for it first.

use auth::Secret;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use council::access::accounts::Gate;
use council::{Problem, Refusal};
use ui::{Field, Notice, Page};

use super::links::new_password;
use super::sign_in;
use crate::app::App;
use crate::failure::{Outcome, mark_braked};
use crate::guard::CHANGE;
use crate::posted::{Posted, done};
use crate::visit::Visit;

pub fn routes() -> Router<App> {
    Router::new().route(CHANGE, get(show).post(change))
}

async fn show(visit: Visit) -> Response {
    if !visit.actor.is_signed_in() {
        return sign_in::ask(CHANGE);
    }
    page(&visit, &Posted::default())
}

async fn change(visit: Visit, State(gate): State<Gate>, posted: Posted) -> Outcome {
    let (old, new) = (posted.raw("old_password"), posted.raw("password"));
    let changed = if new == posted.raw("again") {
        (gate.change_password(&visit.actor, Secret::new(old), Secret::new(new))).await
    } else {
        Err(Problem::new("again", "password-again").into())
    };
    match changed {
        Ok(()) => {
            let next = if visit.must_change { "/" } else { "/account" };
            Ok(done(next, "flash-password-changed"))
        }
        Err(Refusal::Invalid(problems)) => {
            let posted = posted.refused(&visit, &problems);
            let mut response = page(&visit, &posted);
            mark_braked(&problems, &mut response);
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

fn page(visit: &Visit, posted: &Posted) -> Response {
    let old = Field::password("old_password", visit.t("old-password"))
        .autocomplete("current-password")
        .error_if(posted.problem_of("old_password"));
    let form = super::form(visit.form(CHANGE), posted).field(old);
    let form = new_password(visit, form, posted).submit(visit.t("change-password"));
    let mut page = Page::new(visit.t("change-password")).lead(visit.t("change-password-lead"));
    if visit.must_change {
        page = page.push(Notice::warning(visit.t("must-change")));
    }
    let mut view = visit.view(page.push(form)).undated();
    if !visit.must_change {
        view = view.back("/account");
    }
    super::respond(view, posted)
}
