//! Tài khoản: the administrator's pages. An auditor reads them.

mod list;
mod new;
mod one;
mod scope;
mod steps;

use axum::Router;
use axum::routing::get;
use council::access::accounts::queries;
use council::access::{Act, FieldGroup, Role, places};
use council::{Problem, Refusal};
use store::Db;

use crate::app::App;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::view::reads_anywhere;
use crate::visit::Visit;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/accounts", get(list::show))
        .route("/accounts.csv", get(list::csv))
        .route("/accounts.xlsx", get(list::xlsx))
        .route("/accounts/new", get(new::show).post(new::create))
        .route("/accounts/{id}", get(one::show))
        .route("/accounts/{id}/{step}", get(steps::show).post(steps::take))
        .route(
            "/accounts/{id}/{step}/{of}",
            get(steps::show_of).post(steps::take_of),
        )
}

/// The pages of accounts that whoever asks may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    if !reads_anywhere(visit, FieldGroup::Accounts) {
        return Ok(Vec::new());
    }
    let mut paths = vec!["/accounts".to_owned()];
    if visit.actor.can_anywhere(Act::CreateAccount) {
        paths.push("/accounts/new".into());
    }
    let accounts = queries::accounts(visit.app.db(), &visit.actor).await?;
    if let Some(account) = accounts.iter().find(|account| !account.grants.is_empty()) {
        let id = account.id;
        paths.push(format!("/accounts/{id}"));
        if visit.actor.can_anywhere(Act::GrantRole) {
            paths
                .extend(["disable", "reset", "grant"].map(|step| format!("/accounts/{id}/{step}")));
            let grant = account.grants[0].id;
            paths.push(format!("/accounts/{id}/revoke/{grant}"));
        }
    }
    Ok(paths)
}

/// The roles that an account can be given.
fn roles(visit: &Visit) -> Vec<(String, String)> {
    Role::ALL
        .iter()
        .filter(|role| **role != Role::Voter)
        .map(|role| (role.code().to_owned(), visit.label("role", role.code())))
        .collect()
}

/// The name of the place that a scope covers.
pub async fn place_name(visit: &Visit, db: &Db, scope: &str) -> Outcome<String> {
    if scope.is_empty() {
        return Ok(visit.t("scope-whole"));
    }
    let place = places::place(db, scope).await?;
    Ok(place.map_or_else(|| scope.to_owned(), |place| place.full_name()))
}

/// The reason, which every act on another's account must have.
fn reason(posted: &Posted) -> Result<String, Problem> {
    let reason = posted.maybe("reason");
    reason.ok_or(Problem::new("reason", "missing"))
}

fn reason_field(visit: &Visit, posted: &Posted) -> ui::Field {
    let field =
        ui::Field::text("reason", visit.t("account-reason")).hint(visit.t("account-reason-hint"));
    posted.fill("reason", field)
}

/// The problems of a refusal that a form can show; any other refusal goes on its way.
fn problems(refusal: Refusal) -> Result<Vec<Problem>, Refusal> {
    match refusal {
        Refusal::Invalid(problems) => Ok(problems),
        other => Err(other),
    }
}
