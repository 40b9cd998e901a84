//! The list of accounts.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use council::access::accounts::queries::{self, AccountRow, GrantRow};
use council::access::{Act, FieldGroup};
use kernel::{Date, vi};
use store::Db;
use ui::{Button, Filters, Page, Tone};

use super::{place_name, roles};
use crate::failure::Outcome;
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::{Part, reads_anywhere};
use crate::visit::Visit;

/// The states of an account, as the filter names them.
const STATES: &[&str] = &["open", "waiting", "closed"];

pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let rows = wanted(&visit, &db).await?;
    let total = rows.len();
    let (rows, pager) = super::super::paged(&visit, rows);
    let listing = listing(&visit, &db, &rows).await?;
    let count = vi::number(i64::try_from(total).unwrap_or(i64::MAX));
    let mut page =
        Page::new(visit.t("nav-accounts")).lead(visit.tv("accounts-lead", &[("count", &count)]));
    if visit.actor.can_anywhere(Act::CreateAccount) {
        page = page.action(Button::new(visit.t("account-new"), "/accounts/new"));
    }
    let page = page
        .push(filters(&visit, &count))
        .push(listing.exports(&visit, "/accounts").table(&visit))
        .push(pager);
    Ok(visit.view(page).part(Part::Accounts).undated().respond())
}

pub async fn csv(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Csv).await
}

pub async fn xlsx(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Xlsx).await
}

async fn export(visit: &Visit, db: &Db, format: Format) -> Outcome<Response> {
    let rows = wanted(visit, db).await?;
    let listing = listing(visit, db, &rows).await?;
    Ok(listing.export(visit, format, "accounts"))
}

/// The accounts that the filters leave.
async fn wanted(visit: &Visit, db: &Db) -> Outcome<Vec<AccountRow>> {
    if !reads_anywhere(visit, FieldGroup::Accounts) {
        visit.require(FieldGroup::Accounts, "")?;
    }
    let mut rows = queries::accounts(db, &visit.actor).await?;
    if let Some(typed) = visit.asked("q") {
        let typed = vi::fold(typed);
        rows.retain(|row| vi::fold(&row.name).contains(&typed) || row.login.contains(&typed));
    }
    if let Some(role) = visit.asked("role") {
        rows.retain(|row| current(&row.grants, visit.today).any(|grant| grant.role.code() == role));
    }
    if let Some(state) = visit.asked("state") {
        rows.retain(|row| self::state(row) == state);
    }
    Ok(rows)
}

fn filters(visit: &Visit, count: &str) -> Filters {
    let all = || (String::new(), visit.t("filter-all"));
    let states = STATES.iter().map(|state| {
        let label = visit.label("account-state", state);
        ((*state).to_owned(), label)
    });
    let asked = |name: &str| visit.asked(name).unwrap_or_default().to_owned();
    Filters::new("/accounts", visit.words())
        .search("q", &visit.t("accounts-search"), &asked("q"))
        .select(
            "role",
            &visit.t("role"),
            std::iter::once(all()).chain(roles(visit)),
            &asked("role"),
        )
        .select(
            "state",
            &visit.t("account-state"),
            std::iter::once(all()).chain(states),
            &asked("state"),
        )
        .clear("/accounts")
        .result(visit.tv("accounts-result", &[("count", count)]))
}

async fn listing(visit: &Visit, db: &Db, rows: &[AccountRow]) -> Outcome<Listing> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut listing = Listing::new(visit.t("nav-accounts"))
        .column(Kind::Text, visit.t("account-name"))
        .column(Kind::Text, visit.t("login"))
        .column(Kind::Text, visit.t("roles"))
        .column(Kind::Status, visit.t("account-state"))
        .column(Kind::Text, visit.t("session-seen"))
        .empty(visit.t("accounts-none"));
    for row in rows {
        let mut roles = Vec::new();
        for grant in current(&row.grants, visit.today) {
            if !names.contains_key(&grant.scope) {
                let name = place_name(visit, db, &grant.scope).await?;
                names.insert(grant.scope.clone(), name);
            }
            let role = visit.label("role", grant.role.code());
            roles.push(format!("{role} ({})", names[&grant.scope]));
        }
        let (tone, word) = status(visit, row);
        listing = listing.row([
            Item::Link(row.name.clone(), format!("/accounts/{}", row.id)),
            Item::Text(row.login.clone()),
            Item::maybe(Some(roles.join("; ")).filter(|roles| !roles.is_empty())),
            Item::Status(tone, word),
            row.seen_at
                .map_or(Item::Missing, |at| Item::Text(visit.moment(at))),
        ]);
    }
    Ok(listing)
}

/// The roles of a day.
pub fn current(grants: &[GrantRow], day: Date) -> impl Iterator<Item = &GrantRow> {
    grants
        .iter()
        .filter(move |grant| grant.valid_from <= day && grant.valid_to.is_none_or(|to| to > day))
}

fn state(row: &AccountRow) -> &'static str {
    if row.disabled_at.is_some() {
        "closed"
    } else if !row.has_password && row.passkeys == 0 && row.seen_at.is_none() {
        "waiting"
    } else {
        "open"
    }
}

/// The state of an account, as a tone and a word.
pub fn status(visit: &Visit, row: &AccountRow) -> (Tone, String) {
    let state = state(row);
    let tone = match state {
        "closed" => Tone::Late,
        "waiting" => Tone::Due,
        _ => Tone::Done,
    };
    (tone, visit.label("account-state", state))
}
