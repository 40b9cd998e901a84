//! One account: who it is, what it may do, where it is signed in.

use axum::extract::{Path, State};
use council::access::Act;
use council::access::accounts::queries::{self, AccountRow, IdentityRow, PasskeyRow, SignInRow};
use kernel::ids::AccountId;
use store::Db;
use ui::{Actions, Button, Cell, Column, Page, SummaryList, Table, Tone};

use super::super::device::device;
use super::{list, place_name};
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<AccountId>) -> Outcome {
    let account = queries::visible_account(&db, &visit.actor, id).await?;
    let sessions = queries::sign_ins_of(&db, id, visit.app.clock().now()).await?;
    let passkeys = queries::passkeys_of(&db, id).await?;
    let identities = queries::identities_of(&db, id).await?;
    let manages = manages(&visit, &account);
    let (tone, word) = list::status(&visit, &account);
    let mut page = Page::new(&account.name)
        .tag(tone, word)
        .lead(visit.tv("account-lead", &[("login", &account.login)]));
    if manages {
        page = page.push(actions(&visit, &account));
    }
    let roles = roles(&visit, &db, &account, manages).await?;
    let sections = session_table(&visit, id, &sessions, manages);
    page = page
        .push(about(&visit, &account))
        .push(roles)
        .push(sections);
    if !passkeys.is_empty() {
        let table = passkey_table(&visit, id, &passkeys, manages);
        page = page.push(table);
    }
    if !identities.is_empty() {
        page = page.section(
            visit.t("identities"),
            identity_list(&visit, id, &identities, manages),
        );
    }
    let trail = format!("/audit?subject={id}");
    page = page.push(Actions::new().push(Button::new(visit.t("account-trail"), trail).secondary()));
    let view = visit.view(page).part(Part::Accounts).undated();
    Ok(view.crumb(visit.t("nav-accounts"), "/accounts").respond())
}

/// Whether the actor manages the account: every role it has or had lies within reach.
fn manages(visit: &Visit, account: &AccountRow) -> bool {
    let scopes: Vec<&str> = match account.grants.as_slice() {
        [] => vec![""],
        grants => grants.iter().map(|grant| grant.scope.as_str()).collect(),
    };
    let mut scopes = scopes.into_iter();
    scopes.all(|scope| visit.can(Act::GrantRole, scope))
}

fn actions(visit: &Visit, account: &AccountRow) -> Actions {
    let to = |key: &str, step: &str| {
        Button::new(visit.t(key), format!("/accounts/{}/{step}", account.id)).secondary()
    };
    let actions = Actions::new().push(to("step-grant", "grant"));
    if account.disabled_at.is_some() {
        return actions.push(to("step-enable", "enable"));
    }
    let mut actions = actions.push(to("step-reset", "reset"));
    if visit.app.desk().is_some() {
        actions = actions.push(to("step-identity", "identity"));
    }
    actions.push(to("step-disable", "disable").danger())
}

fn about(visit: &Visit, account: &AccountRow) -> SummaryList {
    let password = match (account.has_password, account.must_change) {
        (false, _) => "password-unset",
        (true, true) => "password-to-change",
        (true, false) => "password-set",
    };
    SummaryList::new()
        .row(visit.t("login"), &account.login)
        .row(visit.t("password"), visit.t(password))
        .row(visit.t("account-since"), visit.moment(account.created_at))
        .row_if(
            visit.t("account-closed-at"),
            account.disabled_at.map(|at| visit.moment(at)),
        )
        .row_if(
            visit.t("account-person"),
            account.person_id.map(|person| {
                ui::Html::link(
                    visit.t("account-person-link"),
                    visit.link(&format!("/delegates/{person}")),
                )
            }),
        )
}

async fn roles(visit: &Visit, db: &Db, account: &AccountRow, manages: bool) -> Outcome<Table> {
    let mut table = Table::new(visit.t("roles"), visit.words())
        .column(Column::text(visit.t("role")))
        .column(Column::text(visit.t("scope")))
        .column(Column::date(visit.t("role-from")))
        .column(Column::date(visit.t("role-to")))
        .column(Column::text(visit.t("session-act")))
        .empty(visit.t("roles-none"));
    for grant in &account.grants {
        let role = visit.label("role", grant.role.code());
        let place = place_name(visit, db, &grant.scope).await?;
        let ended = grant.valid_to.is_some_and(|to| to <= visit.today);
        let act = if manages && !ended {
            let step = format!("/accounts/{}/revoke/{}", account.id, grant.id);
            Cell::of(Button::new(visit.t("step-revoke"), step).secondary())
        } else if ended {
            Cell::status(Tone::Neutral, visit.t("role-ended"))
        } else {
            Cell::text("")
        };
        let until = grant.valid_to.map(|to| visit.day(to));
        table = table.row([
            Cell::text(role),
            Cell::text(place),
            Cell::date(visit.day(grant.valid_from)),
            until.map_or_else(|| Cell::missing(visit.t("role-no-end")), Cell::date),
            act,
        ]);
    }
    Ok(table)
}

fn session_table(visit: &Visit, id: AccountId, sessions: &[SignInRow], manages: bool) -> Table {
    let table = Table::new(visit.t("sessions"), visit.words())
        .column(Column::text(visit.t("session-device")))
        .column(Column::text(visit.t("session-method")))
        .column(Column::date(visit.t("session-began")))
        .column(Column::date(visit.t("session-seen")))
        .column(Column::text(visit.t("session-act")))
        .empty(visit.t("sessions-none"));
    sessions.iter().fold(table, |table, session| {
        let act = if manages {
            let step = format!("/accounts/{id}/session/{}", session.id);
            Cell::of(Button::new(visit.t("session-end"), step).secondary())
        } else {
            Cell::text("")
        };
        table.row([
            Cell::text(device(&session.agent)),
            Cell::text(visit.label("method", session.method.code())),
            Cell::date(visit.moment(session.created_at)),
            Cell::date(visit.moment(session.seen_at)),
            act,
        ])
    })
}

fn passkey_table(visit: &Visit, id: AccountId, passkeys: &[PasskeyRow], manages: bool) -> Table {
    let table = Table::new(visit.t("passkeys"), visit.words())
        .column(Column::text(visit.t("passkey-name")))
        .column(Column::date(visit.t("passkey-added")))
        .column(Column::text(visit.t("session-act")));
    passkeys.iter().fold(table, |table, passkey| {
        let act = if manages {
            let step = format!("/accounts/{id}/passkey/{}", passkey.id);
            Cell::of(Button::new(visit.t("passkey-remove"), step).secondary())
        } else {
            Cell::text("")
        };
        table.row([
            Cell::text(&passkey.name),
            Cell::date(visit.moment(passkey.created_at)),
            act,
        ])
    })
}

fn identity_list(
    visit: &Visit,
    id: AccountId,
    identities: &[IdentityRow],
    manages: bool,
) -> SummaryList {
    identities
        .iter()
        .fold(SummaryList::new(), |list, identity| {
            let list = list.row(&identity.issuer, &identity.subject);
            if !manages {
                return list;
            }
            let named = [("issuer", &identity.issuer), ("subject", &identity.subject)];
            let query = serde_urlencoded::to_string(named).unwrap_or_default();
            list.act(
                visit.t("identity-unlink"),
                format!("/accounts/{id}/unlink?{query}"),
            )
        })
}
