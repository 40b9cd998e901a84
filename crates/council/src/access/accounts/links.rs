//! One-time links and the kept state of ceremonies: a random token whose hash leads to what it is for, once.

use auth::Secret;
use auth::token::{Token, TokenHash};
use kernel::ids::AccountId;
use kernel::{Clock, Timestamp, vi};
use serde_json::json;
use store::{Db, Reader, Tx, args, record, sql};

use super::super::{Act, Actor, Role};
use super::gate::{Gate, SignedIn, Visitor};
use super::queries::{self, Account};
use super::{Method, Purpose, acts, after, clean_login};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Who becomes the first administrator.
#[derive(Debug)]
pub struct FirstAdministrator {
    /// The login.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// What a link that was opened is for.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its purpose.
    pub purpose: Purpose,
    /// The login of the account, unless it is yet to be made.
    pub login: Option<String>,
    /// The name of the account, unless it is yet to be made.
    pub name: Option<String>,
    /// Until when it may be used.
    pub expires_at: Timestamp,
}

record! {
    /// What was kept under a token.
    #[derive(Debug)]
    pub(super) struct Kept {
        pub(super) purpose: Purpose,
        pub(super) account_id: Option<AccountId>,
        pub(super) state: String,
        pub(super) expires_at: Timestamp,
    }
}

sql! {
    KEEP = "INSERT INTO challenge (token_hash, purpose, account_id, state, expires_at) VALUES ($1, $2, $3, $4, $5)";
    LOOK = "SELECT purpose, account_id, state, expires_at FROM challenge WHERE token_hash = $1 AND expires_at > $2";
    TAKE = "DELETE FROM challenge WHERE token_hash = $1 AND expires_at > $2";
    WITHDRAW = "DELETE FROM challenge WHERE account_id = $1 AND purpose IN ('invite', 'reset')";
    WITHDRAW_FIRST = "DELETE FROM challenge WHERE purpose = 'first_administrator'";
    SWEEP = "DELETE FROM challenge WHERE expires_at <= $1";
}

/// A link with which whoever reads the console becomes the first administrator; none once there is an administrator of the
/// whole installation. Valid for a day, once; a new one replaces the old.
pub async fn first_administrator_link(db: &Db, clock: &Clock) -> Result<Option<Token>> {
    if queries::administrators(db, clock.today()).await? > 0 {
        return Ok(None);
    }
    let program = Actor::program("Dân Cử");
    let acting = Acting::begin(db, &program, clock).await?;
    acting.tx.execute(WITHDRAW_FIRST, args![]).await?;
    let token = issue(
        &acting.tx,
        Purpose::FirstAdministrator,
        None,
        "",
        acting.now,
    )
    .await?;
    acting
        .audit(
            Act::OfferFirstAdministrator,
            None,
            "account",
            acts::nobody(),
            "",
            json!({ "valid_hours": Purpose::FirstAdministrator.lifetime().as_secs() / 3600 }),
        )
        .await?;
    acting.commit().await?;
    Ok(Some(token))
}

impl Gate {
    /// What an opened link is for, if it may still be used.
    pub async fn link(&self, token: &Token) -> Result<Option<Link>> {
        let Some(kept) = look(&self.db, &token.hash(), self.clock.now()).await? else {
            return Ok(None);
        };
        let account = match (kept.purpose, kept.account_id) {
            (Purpose::FirstAdministrator, _) => None,
            (Purpose::Invite | Purpose::Reset, Some(id)) => {
                match queries::account(&self.db, id).await? {
                    Some(account) if account.disabled_at.is_none() => Some(account),
                    _ => return Ok(None),
                }
            }
            _ => return Ok(None),
        };
        let (login, name) = account.map(|a| (a.login, a.name)).unzip();
        Ok(Some(Link {
            purpose: kept.purpose,
            login,
            name,
            expires_at: kept.expires_at,
        }))
    }

    /// Makes the first administrator of the whole installation, who is signed in at once.
    pub async fn become_first_administrator(
        &self,
        token: &Token,
        command: FirstAdministrator,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        self.brakes.admit_address(visitor, self.clock.now())?;
        self.link(token)
            .await?
            .filter(|link| link.purpose == Purpose::FirstAdministrator)
            .ok_or_else(unusable)?;
        let (login, name) = (clean_login(&command.login), vi::clean(&command.name));
        let mut problems = Problems::default();
        acts::check_login_and_name(&mut problems, &login, &name);
        if let Err(problem) = self.judge(&command.password, &login, &name) {
            problems.add(problem);
        }
        problems.refuse()?;
        let hash = self.hash(command.password).await?;
        let id = AccountId::fresh();
        let actor = Actor::user(id, None, name.clone(), None, Vec::new());
        let acting = Acting::begin(&self.db, &actor, &self.clock).await?;
        take(
            &acting.tx,
            token,
            &[Purpose::FirstAdministrator],
            acting.now,
        )
        .await?;
        acts::insert_account(&acting, id, (&login, &name, None), Some(&hash), false).await?;
        let period = (acting.today, None);
        acts::insert_grant(&acting, id, Role::Administrator, "", period).await?;
        acting
            .audit(
                Act::BecomeFirstAdministrator,
                None,
                "account",
                id,
                "",
                json!({ "login": login, "name": name }),
            )
            .await?;
        // Asked once the line holds the chain: another link may have been used in the same moment.
        if queries::administrators(&acting.tx, acting.today).await? != 1 {
            return Err(unusable());
        }
        let signed_in = self
            .open_session(&acting, id, Method::Link, visitor)
            .await?;
        acting.commit().await?;
        Ok(signed_in)
    }

    /// Sets a password through an invitation or a reset; every other session of the account ends, and a new one begins.
    pub async fn set_password_by_link(
        &self,
        token: &Token,
        password: Secret,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        self.brakes.admit_address(visitor, self.clock.now())?;
        let account = self.account_of_link(token).await?;
        self.judge(&password, &account.login, &account.name)?;
        let hash = self.hash(password).await?;
        let actor = self.actor_for(&account);
        let acting = Acting::begin(&self.db, &actor, &self.clock).await?;
        let kept = take(
            &acting.tx,
            token,
            &[Purpose::Invite, Purpose::Reset],
            acting.now,
        )
        .await?;
        acts::set_password(&acting, account.id, &hash).await?;
        acting
            .audit(
                Act::UseLink,
                None,
                "account",
                account.id,
                "",
                json!({ "link": kept.purpose }),
            )
            .await?;
        let signed_in = (self.open_session(&acting, account.id, Method::Link, visitor)).await?;
        acting.commit().await?;
        self.brakes.succeeded(&account.login);
        Ok(signed_in)
    }

    async fn account_of_link(&self, token: &Token) -> Result<Account> {
        let kept = look(&self.db, &token.hash(), self.clock.now())
            .await?
            .filter(|kept| matches!(kept.purpose, Purpose::Invite | Purpose::Reset))
            .ok_or_else(unusable)?;
        match kept.account_id {
            Some(id) => queries::account(&self.db, id).await?,
            None => None,
        }
        .filter(|account| account.disabled_at.is_none())
        .ok_or_else(unusable)
    }

    /// Keeps the state of a ceremony, and drops those whose time is over.
    pub(super) async fn keep(
        &self,
        purpose: Purpose,
        account: Option<AccountId>,
        state: &str,
    ) -> Result<Token> {
        let now = self.clock.now();
        let tx = self.db.begin_housekeeping().await?;
        tx.execute(SWEEP, args![now]).await?;
        let token = issue(&tx, purpose, account, state, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Takes the state of a ceremony, for good whatever comes of it: a challenge is answered once.
    pub(super) async fn take_ceremony(&self, ticket: &Token, purpose: Purpose) -> Result<Kept> {
        let tx = self.db.begin_housekeeping().await?;
        let kept = take(&tx, ticket, &[purpose], self.clock.now()).await?;
        tx.commit().await?;
        Ok(kept)
    }
}

/// Makes a token for a purpose and keeps its hash.
pub(super) async fn issue(
    tx: &Tx,
    purpose: Purpose,
    account: Option<AccountId>,
    state: &str,
    now: Timestamp,
) -> Result<Token> {
    let token = Token::random().map_err(Refusal::failed("make a token"))?;
    let until = after(now, purpose.lifetime());
    let hash = token.hash();
    let values = args![hash.as_bytes().as_slice(), purpose, account, state, until];
    tx.execute(KEEP, values).await?;
    Ok(token)
}

/// What is kept under a token that may still be used.
pub(super) async fn look(
    db: &impl Reader,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<Kept>> {
    Ok(db.one(LOOK, args![hash.as_bytes().as_slice(), now]).await?)
}

/// Uses a token up. Of two who use it at the same moment the second finds nothing left to delete.
pub(super) async fn take(
    tx: &Tx,
    token: &Token,
    purposes: &[Purpose],
    now: Timestamp,
) -> Result<Kept> {
    take_by_hash(tx, &token.hash(), purposes, now).await
}

pub(super) async fn take_by_hash(
    tx: &Tx,
    hash: &TokenHash,
    purposes: &[Purpose],
    now: Timestamp,
) -> Result<Kept> {
    let kept = look(tx, hash, now)
        .await?
        .filter(|kept| purposes.contains(&kept.purpose))
        .ok_or_else(unusable)?;
    let taken = tx
        .execute(TAKE, args![hash.as_bytes().as_slice(), now])
        .await?;
    if taken == 1 {
        Ok(kept)
    } else {
        Err(unusable())
    }
}

/// Makes the links of an account useless.
pub(super) async fn withdraw(tx: &Tx, account: AccountId) -> Result<()> {
    tx.execute(WITHDRAW, args![account]).await?;
    Ok(())
}

/// Drops what was kept and has expired.
pub(super) async fn sweep(tx: &Tx, now: Timestamp) -> Result<()> {
    tx.execute(SWEEP, args![now]).await?;
    Ok(())
}

pub(super) fn unusable() -> Refusal {
    Problem::new("", "link-unusable").into()
}
