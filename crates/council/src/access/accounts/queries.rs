//! Accounts as an administrator's pages show them, and what the acts need to know.

use std::collections::BTreeMap;

use kernel::ids::{AccountId, GrantId, PasskeyId, PersonId, SignInId};
use kernel::{Date, Timestamp, vi};
use store::{Reader, args, record, sql};

use super::super::{Actor, FieldGroup, Role, covers};
use super::Method;
use crate::{Refusal, Result};

record! {
    /// One account with what decides about its sign-in.
    #[derive(Debug, Clone)]
    pub struct Account {
        /// The account.
        pub id: AccountId,
        /// The login.
        pub login: String,
        /// The name shown.
        pub name: String,
        /// The person it belongs to.
        pub person_id: Option<PersonId>,
        /// The Argon2 string; never leaves this capability.
        pub(super) password_hash: Option<String>,
        /// Whether the password must be changed at the next sign-in.
        pub must_change: bool,
        /// Since when it is closed.
        pub disabled_at: Option<Timestamp>,
        /// Since when it exists.
        pub created_at: Timestamp,
    }

    /// A role of an account.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct GrantRow {
        /// The grant.
        pub id: GrantId,
        /// The account.
        pub account_id: AccountId,
        /// The role.
        pub role: Role,
        /// The path of the place it covers.
        pub scope: String,
        /// Its first day.
        pub valid_from: Date,
        /// The first day without it.
        pub valid_to: Option<Date>,
    }

    /// An open session, as its owner sees it.
    #[derive(Debug, Clone)]
    pub struct SignInRow {
        /// The session.
        pub id: SignInId,
        /// How it began.
        pub method: Method,
        /// The browser's own description of itself.
        pub agent: String,
        /// When it began.
        pub created_at: Timestamp,
        /// When it was last used, within five minutes.
        pub seen_at: Timestamp,
        /// When it ends at the latest.
        pub expires_at: Timestamp,
    }

    /// A registered passkey, as its owner sees it.
    #[derive(Debug, Clone)]
    pub struct PasskeyRow {
        /// The passkey.
        pub id: PasskeyId,
        /// The owner's name for it.
        pub name: String,
        /// When it was registered.
        pub created_at: Timestamp,
        /// When it was last used.
        pub used_at: Option<Timestamp>,
    }

    /// An identity of an outside provider.
    #[derive(Debug, Clone)]
    pub struct IdentityRow {
        /// The provider.
        pub issuer: String,
        /// Its unchanging name for the person.
        pub subject: String,
    }

    struct Listed {
        id: AccountId,
        login: String,
        name: String,
        person_id: Option<PersonId>,
        must_change: bool,
        disabled_at: Option<Timestamp>,
        created_at: Timestamp,
        has_password: bool,
        passkeys: i64,
        seen_at: Option<Timestamp>,
    }
}

/// An account as the administrator's list shows it.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// The account.
    pub id: AccountId,
    /// The login.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The person it belongs to.
    pub person_id: Option<PersonId>,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: bool,
    /// Since when it is closed.
    pub disabled_at: Option<Timestamp>,
    /// Since when it exists.
    pub created_at: Timestamp,
    /// Whether a password is set.
    pub has_password: bool,
    /// How many passkeys are registered.
    pub passkeys: i64,
    /// When an open session was last used.
    pub seen_at: Option<Timestamp>,
    /// Its roles, ended ones too.
    pub grants: Vec<GrantRow>,
}

sql! {
    BY_ID = "SELECT id, login, name, person_id, password_hash, must_change, disabled_at, created_at FROM account WHERE id = $1";
    BY_LOGIN = "SELECT id, login, name, person_id, password_hash, must_change, disabled_at, created_at FROM account WHERE login = $1";
    GRANTS = "SELECT id, account_id, role, scope, valid_from, valid_to FROM role_grant WHERE account_id = $1 ORDER BY valid_from, id";
    ALL_GRANTS = "SELECT id, account_id, role, scope, valid_from, valid_to FROM role_grant ORDER BY account_id, valid_from, id";
    LISTED = "SELECT a.id, a.login, a.name, a.person_id, a.must_change, a.disabled_at, a.created_at, \
              CASE WHEN a.password_hash IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS has_password, \
              (SELECT count(*) FROM passkey p WHERE p.account_id = a.id) AS passkeys, \
              (SELECT max(s.seen_at) FROM sign_in s WHERE s.account_id = a.id) AS seen_at \
              FROM account a ORDER BY a.login";
    LISTED_ONE = "SELECT a.id, a.login, a.name, a.person_id, a.must_change, a.disabled_at, a.created_at, \
                  CASE WHEN a.password_hash IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS has_password, \
                  (SELECT count(*) FROM passkey p WHERE p.account_id = a.id) AS passkeys, \
                  (SELECT max(s.seen_at) FROM sign_in s WHERE s.account_id = a.id) AS seen_at \
                  FROM account a WHERE a.id = $1";
    IDENTITIES = "SELECT issuer, subject FROM external_identity WHERE account_id = $1 ORDER BY issuer, subject";
    SIGN_INS = "SELECT id, method, agent, created_at, seen_at, expires_at FROM sign_in \
                WHERE account_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, id";
    PASSKEYS = "SELECT id, name, created_at, used_at FROM passkey WHERE account_id = $1 ORDER BY created_at, id";
    PERSON_PLACES = "SELECT c.path FROM mandate m JOIN council c ON c.id = m.council_id WHERE m.person_id = $1 \
                     UNION SELECT c.path FROM membership b JOIN body o ON o.id = b.body_id JOIN council c ON c.id = o.council_id WHERE b.person_id = $1 \
                     UNION SELECT c.path FROM employment e JOIN council c ON c.id = e.council_id WHERE e.person_id = $1";
    PERSON_ACCOUNT = "SELECT id FROM account WHERE person_id = $1";
    ADMINISTRATORS = "SELECT count(DISTINCT a.id) FROM account a JOIN role_grant g ON g.account_id = a.id \
                      WHERE a.disabled_at IS NULL AND g.role = 'administrator' AND g.scope = '' \
                      AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1)";
}

/// The account, if there is one.
pub async fn account(db: &impl Reader, id: AccountId) -> Result<Option<Account>> {
    Ok(db.one(BY_ID, args![id]).await?)
}

/// The account with this login, if there is one.
pub async fn account_by_login(db: &impl Reader, login: &str) -> Result<Option<Account>> {
    Ok(db.one(BY_LOGIN, args![super::clean_login(login)]).await?)
}

/// The roles of an account, ended ones too.
pub async fn grants_of(db: &impl Reader, account: AccountId) -> Result<Vec<GrantRow>> {
    Ok(db.all(GRANTS, args![account]).await?)
}

/// The accounts the actor may see, by name.
pub async fn accounts(db: &impl Reader, actor: &Actor) -> Result<Vec<AccountRow>> {
    let may_look = actor.reads(FieldGroup::Accounts, "")
        || (actor.grants.iter()).any(|held| actor.reads(FieldGroup::Accounts, &held.scope));
    if !may_look {
        return Err(Refusal::NotReadable(FieldGroup::Accounts));
    }
    let mut grants: BTreeMap<AccountId, Vec<GrantRow>> = BTreeMap::new();
    for grant in db.all::<GrantRow>(ALL_GRANTS, args![]).await? {
        grants.entry(grant.account_id).or_default().push(grant);
    }
    let mut rows = Vec::new();
    for listed in db.all::<Listed>(LISTED, args![]).await? {
        let grants = grants.remove(&listed.id).unwrap_or_default();
        if is_visible(actor, &grants) {
            rows.push(row(listed, grants));
        }
    }
    rows.sort_by_cached_key(|row| (vi::name_sort_key(&row.name), row.login.clone()));
    Ok(rows)
}

/// One account as the list shows it, if the actor may see it.
pub async fn visible_account(db: &impl Reader, actor: &Actor, id: AccountId) -> Result<AccountRow> {
    let listed: Option<Listed> = db.one(LISTED_ONE, args![id]).await?;
    let listed = listed.ok_or(Refusal::NotFound("account"))?;
    let grants = grants_of(db, id).await?;
    if is_visible(actor, &grants) {
        Ok(row(listed, grants))
    } else {
        Err(Refusal::NotReadable(FieldGroup::Accounts))
    }
}

/// The identities of outside providers that an account is joined to: issuer and subject.
pub async fn identities_of(db: &impl Reader, account: AccountId) -> Result<Vec<IdentityRow>> {
    Ok(db.all(IDENTITIES, args![account]).await?)
}

/// The open sessions of an account, the last used first.
pub async fn sign_ins_of(
    db: &impl Reader,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<SignInRow>> {
    Ok(db.all(SIGN_INS, args![account, now]).await?)
}

/// The passkeys of an account.
pub async fn passkeys_of(db: &impl Reader, account: AccountId) -> Result<Vec<PasskeyRow>> {
    Ok(db.all(PASSKEYS, args![account]).await?)
}

/// How many open accounts administer the whole installation on a day.
pub async fn administrators(db: &impl Reader, day: Date) -> Result<i64> {
    Ok(db
        .scalar(ADMINISTRATORS, args![day])
        .await?
        .unwrap_or_default())
}

/// The account of a person, if there is one.
pub(super) async fn account_of_person(
    db: &impl Reader,
    person: PersonId,
) -> Result<Option<AccountId>> {
    Ok(db.scalar(PERSON_ACCOUNT, args![person]).await?)
}

/// Whether a person has anything to do with a council within a scope.
pub(super) async fn is_person_within(
    db: &impl Reader,
    person: PersonId,
    actor: &Actor,
    act: super::super::Act,
) -> Result<bool> {
    if actor.can(act, "") {
        return Ok(true);
    }
    let rows = db.fetch(PERSON_PLACES, args![person]).await?;
    for row in &rows {
        if actor.can(act, &row.first::<String>()?) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_visible(actor: &Actor, grants: &[GrantRow]) -> bool {
    actor.reads(FieldGroup::Accounts, "")
        || grants
            .iter()
            .any(|grant| actor.reads(FieldGroup::Accounts, &grant.scope))
}

fn row(listed: Listed, grants: Vec<GrantRow>) -> AccountRow {
    AccountRow {
        id: listed.id,
        login: listed.login,
        name: listed.name,
        person_id: listed.person_id,
        must_change: listed.must_change,
        disabled_at: listed.disabled_at,
        created_at: listed.created_at,
        has_password: listed.has_password,
        passkeys: listed.passkeys,
        seen_at: listed.seen_at,
        grants,
    }
}

/// Whether a scope is written as one: empty, or official codes joined by strokes.
pub(super) fn is_scope(scope: &str) -> bool {
    scope.is_empty()
        || (covers(scope, scope)
            && scope.split('/').all(|code| {
                !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            }))
}
