//! A new account, and the link that its owner is given once.

use axum::extract::State;
use axum::response::Response;
use council::access::accounts::acts::{self, CreateAccount, Invited};
use council::access::{Act, Role};
use council::{Acting, Refusal};
use kernel::Clock;
use store::Db;
use ui::{Button, CopyText, Field, Notice, Page};

use super::scope::Found;
use super::{problems, reason, reason_field, roles};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

pub async fn show(visit: Visit) -> Outcome {
    if !visit.actor.can_anywhere(Act::CreateAccount) {
        return Err(Refusal::NotPermitted(Act::CreateAccount).into());
    }
    Ok(page(&visit, &Posted::default(), &Found::default()))
}

pub async fn create(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let mut found = Found::default();
    let command = match command(&visit, &db, &posted, &mut found).await? {
        Ok(command) => command,
        Err(refused) => return Ok(page(&visit, &posted.refused(&visit, &refused), &found)),
    };
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    match acts::create_account(&acting, command).await {
        Ok(invited) => {
            let location = format!("/accounts/{}", invited.account);
            posted.receipt(&acting, &location).await?;
            acting.commit().await?;
            Ok(created(&visit, &invited, &posted.text("name")))
        }
        Err(refusal) => {
            let refused = problems(refusal)?;
            Ok(page(&visit, &posted.refused(&visit, &refused), &found))
        }
    }
}

async fn command(
    visit: &Visit,
    db: &Db,
    posted: &Posted,
    found: &mut Found,
) -> Outcome<Result<CreateAccount, Vec<council::Problem>>> {
    let mut refused = Vec::new();
    let scope = found.scope(visit, db, Act::CreateAccount, posted).await?;
    let person = found.person(visit, db, posted).await?;
    let role = Role::from_code(posted.raw("role"));
    let role = role.ok_or(council::Problem::new("role", "role-missing"));
    let mut take = |problem| refused.push(problem);
    let command = CreateAccount {
        login: posted.text("login"),
        name: posted.text("name"),
        person: person.map_err(&mut take).unwrap_or_default(),
        roles: match (role.map_err(&mut take), scope.map_err(&mut take)) {
            (Ok(role), Ok(scope)) => vec![(role, scope)],
            _ => Vec::new(),
        },
        reason: reason(posted).map_err(&mut take).unwrap_or_default(),
    };
    for (field, code) in [("name", "missing"), ("login", "missing")] {
        if posted.text(field).is_empty() {
            refused.push(council::Problem::new(field, code));
        }
    }
    Ok(if refused.is_empty() {
        Ok(command)
    } else {
        Err(refused)
    })
}

fn page(visit: &Visit, posted: &Posted, found: &Found) -> Response {
    let name = Field::text("name", visit.t("account-name")).autocomplete("off");
    let login = super::super::links::login_field(visit).autocomplete("off");
    let role = Field::select("role", visit.t("role"), roles(visit), "");
    let form = super::super::form(visit.form_once("/accounts/new"), posted)
        .field(posted.fill("name", name))
        .field(posted.fill("login", login))
        .field(posted.fill("role", role))
        .fieldset(found.scope_fields(visit, Act::CreateAccount, posted))
        .fieldset(found.person_fields(visit, posted))
        .field(reason_field(visit, posted))
        .submit(visit.t("account-create"))
        .cancel(visit.t("cancel"), "/accounts");
    let page = Page::new(visit.t("account-new"))
        .lead(visit.t("account-new-lead"))
        .push(form);
    let view = visit.view(page).part(Part::Accounts).undated();
    super::super::respond(view.back("/accounts"), posted)
}

fn created(visit: &Visit, invited: &Invited, name: &str) -> Response {
    let page = Page::new(visit.t("account-created"));
    let lead = visit.tv("account-created-lead", &[("name", name)]);
    link_page(visit, page.lead(lead), &invited.link, invited.account)
}

/// The page that shows a link, this once.
pub fn link_page(
    visit: &Visit,
    page: Page,
    link: &auth::token::Token,
    account: kernel::ids::AccountId,
) -> Response {
    let address = format!("{}/links/{}", visit.app.public_url(), link.text().as_str());
    let page = page
        .push(CopyText::new(address, visit.words()))
        .push(Notice::warning(visit.t("link-once")).body(visit.t("link-once-text")))
        .push(Button::new(
            visit.t("account-open"),
            format!("/accounts/{account}"),
        ));
    let view = visit.view(page).part(Part::Accounts).undated();
    view.back("/accounts").respond()
}
