//! Sign-in, sessions, accounts.
//!
//! **Invariants.** Every session has its own random token, made at sign-in; nothing a browser brought along before it is used
//! further, so that a session planted by somebody else is worth nothing. Answers to a refused sign-in do not tell whether
//! the login exists. A way back after sign-in stays on this site.

mod accounts;
pub mod caller;
mod device;
mod links;
pub mod organisation;
mod own;
mod passkey_button;
pub mod passkeys;
mod password;
mod session;
mod sign_in;

pub(crate) use caller::Caller;
pub use caller::{Front, Network};
pub use organisation::Organisation;
pub(crate) use sign_in::ask as ask_to_sign_in;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// The routes of this part.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(sign_in::routes())
        .merge(organisation::routes())
        .merge(passkeys::routes())
        .merge(links::routes())
        .merge(own::routes())
        .merge(password::routes())
        .merge(accounts::routes())
}

/// The pages of this part that whoever asks may open.
pub(crate) async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = vec!["/sign-in".to_owned()];
    if visit.actor.is_signed_in() {
        paths.extend(["/account".into(), "/account/password".into()]);
    }
    paths.extend(accounts::sample_paths(visit).await?);
    Ok(paths)
}

/// A form with the messages that belong to no single field.
fn form(form: ui::Form, posted: &Posted) -> ui::Form {
    posted.general_problems().fold(form, ui::Form::error)
}

/// The answer with a form, which says so where the form was refused.
fn respond(view: View<'_>, posted: &Posted) -> Response {
    if !posted.has_problems() {
        return view.respond();
    }
    let mut response = view.refused().respond();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// A page of a table at hand: the rows, and the links around them.
fn paged<T>(visit: &Visit, rows: Vec<T>) -> (Vec<T>, ui::Pager) {
    const SIZE: usize = 50;
    let (total, pages) = (rows.len(), rows.len().div_ceil(SIZE).max(1));
    let asked = visit.asked("page").and_then(|page| page.parse().ok());
    let page: usize = asked.unwrap_or(1).clamp(1, pages);
    let to = |page: usize| visit.here_with(&[("page", &page.to_string())]);
    let (first, last) = ((page - 1) * SIZE, (page * SIZE).min(total));
    let count = |number: usize| kernel::vi::number(i64::try_from(number).unwrap_or(i64::MAX));
    let pager = ui::Pager::new(visit.words())
        .previous((page > 1).then(|| to(page - 1)))
        .next((page < pages).then(|| to(page + 1)))
        .summary(visit.tv(
            "pager-summary",
            &[
                ("from", &count(first + usize::from(total > 0))),
                ("to", &count(last)),
                ("total", &count(total)),
            ],
        ));
    let rows = rows.into_iter().skip(first).take(SIZE).collect();
    (rows, pager)
}
