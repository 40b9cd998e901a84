//! What administrators do with accounts, and users with their own sessions and keys.

use auth::token::Token;
use kernel::ids::{AccountId, GrantId, PasskeyId, PersonId, SignInId};
use kernel::{Date, Id, vi};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{Act, Role};
use super::queries::{self, Account, GrantRow};
use super::{Purpose, clean_login, is_login, links};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Lập tài khoản: an account with its first roles; its owner sets the password through the link given back.
#[derive(Debug, Clone, Default)]
pub struct CreateAccount {
    /// The login.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The person it belongs to.
    pub person: Option<PersonId>,
    /// Roles and the paths of the places they cover; at least one.
    pub roles: Vec<(Role, String)>,
    /// The paper or the reason.
    pub reason: String,
}

/// Giao vai trò.
#[derive(Debug, Clone)]
pub struct GrantRole {
    /// The account.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// The path of the place it covers.
    pub scope: String,
    /// Its first day.
    pub valid_from: Date,
    /// The first day without it, where known.
    pub valid_to: Option<Date>,
    /// The paper or the reason.
    pub reason: String,
}

/// Đường dẫn mời: a fresh account with the link that lets its owner in.
#[derive(Debug)]
pub struct Invited {
    /// The account.
    pub account: AccountId,
    /// The secret of the link, shown once.
    pub link: Token,
}

sql! {
    INSERT_ACCOUNT = "INSERT INTO account (id, login, name, person_id, password_hash, must_change, disabled_at, created_at) \
                      VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)";
    INSERT_GRANT = "INSERT INTO role_grant (id, account_id, role, scope, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)";
    GRANT = "SELECT id, account_id, role, scope, valid_from, valid_to FROM role_grant WHERE id = $1";
    END_GRANT = "UPDATE role_grant SET valid_to = $2 WHERE id = $1";
    DISABLE = "UPDATE account SET disabled_at = $2 WHERE id = $1";
    ENABLE = "UPDATE account SET disabled_at = NULL WHERE id = $1";
    SET_PASSWORD = "UPDATE account SET password_hash = $2, must_change = $3 WHERE id = $1";
    END_SIGN_INS = "DELETE FROM sign_in WHERE account_id = $1";
    SIGN_IN_OWNER = "SELECT account_id FROM sign_in WHERE id = $1";
    END_SIGN_IN = "DELETE FROM sign_in WHERE id = $1";
    PASSKEY_OWNER = "SELECT account_id, name FROM passkey WHERE id = $1";
    DROP_PASSKEY = "DELETE FROM passkey WHERE id = $1";
    UNLINK_IDENTITY = "DELETE FROM external_identity WHERE issuer = $1 AND subject = $2 AND account_id = $3";
    WAYS_IN = "SELECT (SELECT count(*) FROM account a WHERE a.id = $1 AND a.password_hash IS NOT NULL) \
               + (SELECT count(*) FROM passkey p WHERE p.account_id = $1) \
               + (SELECT count(*) FROM external_identity e WHERE e.account_id = $1)";
    LINK_IDENTITY = "INSERT INTO external_identity (issuer, subject, account_id) VALUES ($1, $2, $3)";
}

record! {
    struct OwnedPasskey {
        account_id: AccountId,
        name: String,
    }
}

/// Creates an account and the link with which its owner comes in.
pub async fn create_account(acting: &Acting<'_>, command: CreateAccount) -> Result<Invited> {
    let account = enrol(acting, &command, None, false).await?;
    let link = links::issue(&acting.tx, Purpose::Invite, Some(account), "", acting.now).await?;
    Ok(Invited { account, link })
}

/// Creates an account whose password hash is known already: sample data, and accounts that move in from elsewhere.
pub async fn create_account_with_hash(
    acting: &Acting<'_>,
    command: CreateAccount,
    password_hash: &str,
    must_change: bool,
) -> Result<AccountId> {
    acting.may(Act::CreateAccount, "")?;
    enrol(acting, &command, Some(password_hash), must_change).await
}

/// Gives a role within a scope.
pub async fn grant_role(acting: &Acting<'_>, command: GrantRole) -> Result<GrantId> {
    let (account, _) = managed(acting, Act::GrantRole, command.account).await?;
    acting.may(Act::GrantRole, &command.scope)?;
    let mut problems = Problems::default();
    check_role(
        &mut problems,
        command.role,
        &command.scope,
        account.person_id,
    );
    problems.unless(
        command.valid_to.is_none_or(|to| to > command.valid_from),
        "valid_to",
        "role-ends-before-it-begins",
    );
    problems.refuse()?;
    let period = (command.valid_from, command.valid_to);
    let grant = insert_grant(acting, account.id, command.role, &command.scope, period).await?;
    acting
        .audit(
            Act::GrantRole,
            None,
            "account",
            account.id,
            &command.reason,
            json!({ "grant": grant, "role": command.role, "scope": command.scope,
                    "valid_from": command.valid_from, "valid_to": command.valid_to }),
        )
        .await?;
    Ok(grant)
}

/// Takes a role away from today on.
pub async fn revoke_role(acting: &Acting<'_>, grant: GrantId, reason: &str) -> Result<()> {
    let row: GrantRow = acting
        .tx
        .one(GRANT, args![grant])
        .await?
        .ok_or(Refusal::NotFound("grant"))?;
    managed(acting, Act::RevokeRole, row.account_id).await?;
    if row.valid_to.is_some_and(|to| to <= acting.today) {
        return Err(Problem::new("", "role-ended-already").into());
    }
    // A role that was to begin later is left with an empty time.
    let end = acting.today.max(row.valid_from);
    acting.tx.execute(END_GRANT, args![grant, end]).await?;
    acting
        .audit(
            Act::RevokeRole,
            None,
            "account",
            row.account_id,
            reason,
            json!({ "grant": grant, "role": row.role, "scope": row.scope,
                    "before": row.valid_to, "after": end }),
        )
        .await?;
    still_administered(acting, &[row]).await
}

/// Closes an account and ends its sessions.
pub async fn disable_account(acting: &Acting<'_>, account: AccountId, reason: &str) -> Result<()> {
    let (kept, grants) = managed(acting, Act::DisableAccount, account).await?;
    if kept.disabled_at.is_some() {
        return Err(Problem::new("", "account-closed-already").into());
    }
    acting
        .tx
        .execute(DISABLE, args![account, acting.now])
        .await?;
    acting.tx.execute(END_SIGN_INS, args![account]).await?;
    links::withdraw(&acting.tx, account).await?;
    acting
        .audit(
            Act::DisableAccount,
            None,
            "account",
            account,
            reason,
            json!({ "before": "open", "after": "closed" }),
        )
        .await?;
    still_administered(acting, &grants).await
}

/// Opens a closed account again.
pub async fn enable_account(acting: &Acting<'_>, account: AccountId, reason: &str) -> Result<()> {
    let (kept, _) = managed(acting, Act::EnableAccount, account).await?;
    if kept.disabled_at.is_none() {
        return Err(Problem::new("", "account-open-already").into());
    }
    acting.tx.execute(ENABLE, args![account]).await?;
    acting
        .audit(
            Act::EnableAccount,
            None,
            "account",
            account,
            reason,
            json!({ "before": "closed", "after": "open" }),
        )
        .await
}

/// Gives a link with which the owner sets a new password. The old one holds until then, so that a reset asked for by a
/// stranger locks nobody out.
pub async fn reset_password(
    acting: &Acting<'_>,
    account: AccountId,
    reason: &str,
) -> Result<Token> {
    let (kept, _) = managed(acting, Act::ResetPassword, account).await?;
    if kept.disabled_at.is_some() {
        return Err(Problem::new("", "account-closed-already").into());
    }
    links::withdraw(&acting.tx, account).await?;
    let purpose = match kept.password_hash {
        Some(_) => Purpose::Reset,
        None => Purpose::Invite,
    };
    let link = links::issue(&acting.tx, purpose, Some(account), "", acting.now).await?;
    acting
        .audit(
            Act::ResetPassword,
            None,
            "account",
            account,
            reason,
            json!({ "link": purpose }),
        )
        .await?;
    Ok(link)
}

/// Ends a session: one's own, or as an administrator another's.
pub async fn revoke_sign_in(acting: &Acting<'_>, sign_in: SignInId, reason: &str) -> Result<()> {
    let owner: AccountId = acting
        .tx
        .scalar(SIGN_IN_OWNER, args![sign_in])
        .await?
        .ok_or(Refusal::NotFound("sign_in"))?;
    own_or_managed(acting, Act::RevokeSignIn, owner).await?;
    acting.tx.execute(END_SIGN_IN, args![sign_in]).await?;
    let act = if acting.actor.sign_in == Some(sign_in) {
        Act::SignOut
    } else {
        Act::RevokeSignIn
    };
    acting
        .audit(
            act,
            None,
            "account",
            owner,
            reason,
            json!({ "sign_in": sign_in }),
        )
        .await
}

/// Removes a passkey: one's own, or as an administrator a lost one of another.
pub async fn remove_passkey(acting: &Acting<'_>, passkey: PasskeyId, reason: &str) -> Result<()> {
    let kept: OwnedPasskey = acting
        .tx
        .one(PASSKEY_OWNER, args![passkey])
        .await?
        .ok_or(Refusal::NotFound("passkey"))?;
    own_or_managed(acting, Act::RemovePasskey, kept.account_id).await?;
    acting.tx.execute(DROP_PASSKEY, args![passkey]).await?;
    acting
        .audit(
            Act::RemovePasskey,
            None,
            "account",
            kept.account_id,
            reason,
            json!({ "passkey": passkey, "name": kept.name }),
        )
        .await
}

/// Joins an account to an identity of the organisation's provider, by the provider's own unchanging name for the person.
pub async fn link_identity(
    acting: &Acting<'_>,
    account: AccountId,
    issuer: &str,
    subject: &str,
    reason: &str,
) -> Result<()> {
    managed(acting, Act::LinkIdentity, account).await?;
    let (issuer, subject) = (issuer.trim(), subject.trim());
    let mut problems = Problems::default();
    problems.unless(!issuer.is_empty(), "issuer", "missing");
    problems.unless(!subject.is_empty(), "subject", "missing");
    problems.refuse()?;
    insert_identity(acting, account, issuer, subject).await?;
    acting
        .audit(
            Act::LinkIdentity,
            None,
            "account",
            account,
            reason,
            json!({ "issuer": issuer, "subject": subject }),
        )
        .await
}

/// Parts an account from an identity of the organisation's provider. Whoever knows no other way in keeps it; an administrator can
/// take it away all the same, because a reset opens another.
pub async fn unlink_identity(
    acting: &Acting<'_>,
    account: AccountId,
    issuer: &str,
    subject: &str,
    reason: &str,
) -> Result<()> {
    own_or_managed(acting, Act::UnlinkIdentity, account).await?;
    let dropped = acting
        .tx
        .execute(UNLINK_IDENTITY, args![issuer, subject, account])
        .await?;
    if dropped == 0 {
        return Err(Refusal::NotFound("identity"));
    }
    if acting.actor.account == Some(account) {
        let ways: Option<i64> = acting.tx.scalar(WAYS_IN, args![account]).await?;
        if ways.unwrap_or(0) == 0 {
            return Err(Problem::new("", "identity-only-way").into());
        }
    }
    acting
        .audit(
            Act::UnlinkIdentity,
            None,
            "account",
            account,
            reason,
            json!({ "issuer": issuer, "subject": subject }),
        )
        .await
}

pub(super) async fn insert_identity(
    acting: &Acting<'_>,
    account: AccountId,
    issuer: &str,
    subject: &str,
) -> Result<()> {
    match acting
        .tx
        .execute(LINK_IDENTITY, args![issuer, subject, account])
        .await
    {
        Err(error) if error.is_taken() => {
            Err(Problem::new("subject", "identity-linked-already").into())
        }
        other => Ok(other.map(drop)?),
    }
}

pub(super) async fn insert_account(
    acting: &Acting<'_>,
    id: AccountId,
    (login, name, person): (&str, &str, Option<PersonId>),
    password_hash: Option<&str>,
    must_change: bool,
) -> Result<()> {
    let values = args![
        id,
        login,
        name,
        person,
        password_hash,
        must_change,
        acting.now
    ];
    match acting.tx.execute(INSERT_ACCOUNT, values).await {
        Err(error) if error.is_taken() => Err(Problem::new("login", "login-taken").into()),
        other => Ok(other.map(drop)?),
    }
}

pub(super) async fn insert_grant(
    acting: &Acting<'_>,
    account: AccountId,
    role: Role,
    scope: &str,
    (from, to): (Date, Option<Date>),
) -> Result<GrantId> {
    let id = GrantId::fresh();
    let values = args![id, account, role, scope, from, to];
    acting.tx.execute(INSERT_GRANT, values).await?;
    Ok(id)
}

/// Sets a password and ends every session of the account.
pub(super) async fn set_password(
    acting: &Acting<'_>,
    account: AccountId,
    hash: &str,
) -> Result<()> {
    acting
        .tx
        .execute(SET_PASSWORD, args![account, hash, false])
        .await?;
    acting.tx.execute(END_SIGN_INS, args![account]).await?;
    links::withdraw(&acting.tx, account).await
}

pub(super) fn check_login_and_name(problems: &mut Problems, login: &str, name: &str) {
    problems.unless(is_login(login), "login", "login-malformed");
    problems.unless(!name.is_empty(), "name", "missing");
    problems.unless(name.chars().count() <= 200, "name", "name-too-long");
}

async fn enrol(
    acting: &Acting<'_>,
    command: &CreateAccount,
    password_hash: Option<&str>,
    must_change: bool,
) -> Result<AccountId> {
    if command.roles.is_empty() {
        acting.may(Act::CreateAccount, "")?;
    }
    for (_, scope) in &command.roles {
        acting.may(Act::CreateAccount, scope)?;
    }
    let (login, name) = (clean_login(&command.login), vi::clean(&command.name));
    check_new(acting, command, &login, &name).await?;
    let account = AccountId::fresh();
    let owner = (&*login, &*name, command.person);
    insert_account(acting, account, owner, password_hash, must_change).await?;
    for (role, scope) in &command.roles {
        insert_grant(acting, account, *role, scope, (acting.today, None)).await?;
    }
    acting
        .audit(
            Act::CreateAccount,
            None,
            "account",
            account,
            &command.reason,
            json!({ "login": login, "name": name, "person": command.person, "roles": command.roles }),
        )
        .await?;
    Ok(account)
}

async fn check_new(
    acting: &Acting<'_>,
    command: &CreateAccount,
    login: &str,
    name: &str,
) -> Result<()> {
    let mut problems = Problems::default();
    check_login_and_name(&mut problems, login, name);
    problems.unless(!command.roles.is_empty(), "role", "role-missing");
    for (role, scope) in &command.roles {
        check_role(&mut problems, *role, scope, command.person);
    }
    let taken = queries::account_by_login(&acting.tx, login)
        .await?
        .is_some();
    problems.unless(!taken, "login", "login-taken");
    if let Some(person) = command.person {
        let actor = acting.actor;
        let within =
            queries::is_person_within(&acting.tx, person, actor, Act::CreateAccount).await?;
        problems.unless(within, "person", "person-not-here");
        let there = queries::account_of_person(&acting.tx, person).await?;
        problems.unless(there.is_none(), "person", "person-has-account");
    }
    problems.refuse()
}

fn check_role(problems: &mut Problems, role: Role, scope: &str, person: Option<PersonId>) {
    problems.unless(role != Role::Voter, "role", "role-not-grantable");
    problems.unless(queries::is_scope(scope), "scope", "scope-malformed");
    problems.unless(
        role != Role::Delegate || person.is_some(),
        "person",
        "delegate-without-person",
    );
}

/// The account and its roles, if the actor may do this to it: every role it has or had must lie within the actor's reach.
async fn managed(
    acting: &Acting<'_>,
    act: Act,
    account: AccountId,
) -> Result<(Account, Vec<GrantRow>)> {
    let grants = queries::grants_of(&acting.tx, account).await?;
    if grants.is_empty() {
        acting.may(act, "")?;
    }
    for grant in &grants {
        acting.may(act, &grant.scope)?;
    }
    let kept = queries::account(&acting.tx, account)
        .await?
        .ok_or(Refusal::NotFound("account"))?;
    Ok((kept, grants))
}

async fn own_or_managed(acting: &Acting<'_>, act: Act, owner: AccountId) -> Result<()> {
    if acting.actor.is_signed_in() && acting.actor.account == Some(owner) {
        return Ok(());
    }
    managed(acting, act, owner).await.map(drop)
}

/// Refuses what would leave the installation without an administrator.
///
/// It is asked after the audit line was written: that line waits for its turn in the chain, so that two administrators who close
/// each other's accounts at the same moment cannot both see the other still there.
async fn still_administered(acting: &Acting<'_>, touched: &[GrantRow]) -> Result<()> {
    let of_the_whole = touched
        .iter()
        .any(|grant| grant.role == Role::Administrator && grant.scope.is_empty());
    if of_the_whole && queries::administrators(&acting.tx, acting.today).await? == 0 {
        return Err(Problem::new("", "last-administrator").into());
    }
    Ok(())
}

/// The account as an identifier of no particular kind, for lines about nobody.
pub(super) fn nobody() -> AccountId {
    Id::from_uuid(uuid::Uuid::nil())
}
