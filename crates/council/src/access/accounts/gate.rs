//! The gate: whoever is not known yet comes through here.

use std::sync::Arc;
use std::time::Duration;

use auth::Secret;
use auth::password::{self, Hasher, Policy, Verdict};
use auth::throttle::{Backoff, Bucket, Pace, Rate, Wait};
use auth::token::Token;
use kernel::ids::{AccountId, SignInId};
use kernel::{Clock, Timestamp};
use serde_json::json;
use store::{Db, args, sql};

use super::super::{Act, Actor};
use super::queries::{self, Account};
use super::sessions::SessionRules;
use super::{Method, acts, clean_login, weakness};
use crate::{Acting, Problem, Refusal, Result};

/// What signing in needs. One per server: it owns the brakes, which only work if every try passes the same ones.
#[derive(Debug, Clone)]
pub struct Gate {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) rules: SessionRules,
    pub(super) brakes: Arc<Brakes>,
    hasher: Hasher,
    policy: Policy,
}

/// Where a request comes from.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// The network address; only brakes see it, it is not stored.
    pub address: String,
    /// The browser's description of itself.
    pub agent: String,
}

/// A session that has begun.
#[derive(Debug)]
pub struct SignedIn {
    /// What the browser shows from now on. Only its hash is stored.
    pub token: Token,
    /// The account.
    pub account: AccountId,
    /// The session.
    pub sign_in: SignInId,
    /// Whether the password must be changed first.
    pub must_change: bool,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// What slows guessing down: one brake per login, one per address.
#[derive(Debug)]
pub struct Brakes {
    logins: Backoff,
    addresses: Bucket,
}

impl Brakes {
    /// Brakes of this pace and rate.
    pub fn new(pace: Pace, rate: Rate) -> Self {
        // A table entry is some fifty bytes: ten megabytes at the most.
        const REMEMBERED: usize = 100_000;
        Self {
            logins: Backoff::new(pace, REMEMBERED),
            addresses: Bucket::new(rate, REMEMBERED),
        }
    }

    pub(super) fn admit_address(&self, visitor: &Visitor, now: Timestamp) -> Result<()> {
        let admitted = self.addresses.admit(&visitor.address, since_1970(now));
        admitted.map_err(wait)
    }

    fn admit_login(&self, login: &str, now: Timestamp) -> Result<()> {
        self.logins.admit(login, since_1970(now)).map_err(wait)
    }

    pub(super) fn succeeded(&self, login: &str) {
        self.logins.succeeded(login);
    }
}

impl Default for Brakes {
    fn default() -> Self {
        Self::new(Pace::default(), Rate::default())
    }
}

sql! {
    REHASH = "UPDATE account SET password_hash = $2 WHERE id = $1 AND password_hash = $3";
    CHANGE = "UPDATE account SET password_hash = $2, must_change = 0 WHERE id = $1 AND password_hash = $3 AND disabled_at IS NULL";
    END_OTHERS = "DELETE FROM sign_in WHERE account_id = $1 AND id <> $2";
    END_ALL = "DELETE FROM sign_in WHERE account_id = $1";
}

impl Gate {
    /// A gate with the usual brakes and the usual policy for passwords.
    pub fn new(db: Db, clock: Clock, hasher: Hasher, rules: SessionRules) -> Self {
        Self {
            db,
            clock,
            rules,
            hasher,
            brakes: Arc::default(),
            policy: Policy::default(),
        }
    }

    /// The same gate with other brakes.
    pub fn with_brakes(self, brakes: Brakes) -> Self {
        Self {
            brakes: Arc::new(brakes),
            ..self
        }
    }

    /// Signs in with login and password.
    pub async fn sign_in_with_password(
        &self,
        login: &str,
        password: Secret,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let (login, now) = (clean_login(login), self.clock.now());
        self.brakes.admit_address(visitor, now)?;
        self.brakes.admit_login(&login, now)?;
        let account = queries::account_by_login(&self.db, &login).await?;
        let stored = account
            .as_ref()
            .filter(|account| account.disabled_at.is_none())
            .and_then(|account| account.password_hash.clone());
        let verdict = self.verify(password.clone(), stored.as_deref()).await?;
        let (Some(account), Some(stored), true) = (&account, stored, verdict != Verdict::Wrong)
        else {
            return Err(self.refuse(account.as_ref(), Method::Password).await?);
        };
        let fresh = match verdict {
            Verdict::RightButOutdated => Some(self.hash(password).await?),
            _ => None,
        };
        let actor = self.actor_for(account);
        let acting = Acting::begin(&self.db, &actor, &self.clock).await?;
        // It was proved against what was read before: closed or changed since, it proves nothing.
        let still = queries::account(&acting.tx, account.id).await?;
        if !still.is_some_and(|now| {
            now.disabled_at.is_none() && now.password_hash.as_deref() == Some(&stored)
        }) {
            acting.tx.rollback().await?;
            return Err(self.refuse(Some(account), Method::Password).await?);
        }
        if let Some(fresh) = fresh {
            let values = args![account.id, fresh, stored];
            acting.tx.execute(REHASH, values).await?;
        }
        let signed_in = (self.open_session(&acting, account.id, Method::Password, visitor)).await?;
        acting.commit().await?;
        self.brakes.succeeded(&login);
        Ok(signed_in)
    }

    /// Changes one's own password. The old one is asked, since a session left open proves nobody; other sessions end.
    pub async fn change_password(&self, actor: &Actor, old: Secret, new: Secret) -> Result<()> {
        let account = self.own_account(actor).await?;
        let stored = account
            .password_hash
            .clone()
            .ok_or(Problem::new("old_password", "password-not-set"))?;
        self.brakes.admit_login(&account.login, self.clock.now())?;
        let same = auth::token::same(old.expose().as_bytes(), new.expose().as_bytes());
        if self.verify(old, Some(&stored)).await? == Verdict::Wrong {
            return Err(Problem::new("old_password", "password-wrong").into());
        }
        self.brakes.succeeded(&account.login);
        if same {
            return Err(Problem::new("password", "password-same").into());
        }
        self.judge(&new, &account.login, &account.name)?;
        let fresh = self.hash(new).await?;
        let acting = Acting::begin(&self.db, actor, &self.clock).await?;
        let changed = acting
            .tx
            .execute(CHANGE, args![account.id, fresh, stored])
            .await?;
        if changed != 1 {
            return Err(Problem::new("old_password", "password-wrong").into());
        }
        let ended = match actor.sign_in {
            Some(own) => {
                acting
                    .tx
                    .execute(END_OTHERS, args![account.id, own])
                    .await?
            }
            None => acting.tx.execute(END_ALL, args![account.id]).await?,
        };
        super::links::withdraw(&acting.tx, account.id).await?;
        acting
            .audit(
                Act::ChangePassword,
                None,
                "account",
                account.id,
                "",
                json!({ "sessions_ended": ended }),
            )
            .await?;
        acting.commit().await
    }

    /// The hash of a password that passes the policy, for accounts made with one.
    pub async fn hash_accepted(&self, password: Secret, login: &str, name: &str) -> Result<String> {
        self.judge(&password, login, name)?;
        self.hash(password).await
    }

    pub(super) fn judge(&self, password: &Secret, login: &str, name: &str) -> Result<(), Problem> {
        self.policy.judge(password, login, name).map_err(weakness)
    }

    pub(super) async fn hash(&self, password: Secret) -> Result<String> {
        self.hasher.hash(password).await.map_err(unhashed)
    }

    /// Hashes in any case, so that time does not tell whether there was anything to compare with.
    async fn verify(&self, password: Secret, stored: Option<&str>) -> Result<Verdict> {
        let verdict = match stored {
            Some(stored) => self.hasher.verify(password, stored).await,
            None => self.hasher.verify_absent(password).await,
        };
        match verdict {
            Err(password::Error::TooLong) => Ok(Verdict::Wrong),
            other => other.map_err(unhashed),
        }
    }

    /// Writes a refused try down, for known and unknown alike so that they take the same time, and gives the one answer.
    ///
    /// The login is not written: people type their password there by mistake. The brakes bound how many lines there can be.
    pub(super) async fn refuse(
        &self,
        account: Option<&Account>,
        method: Method,
    ) -> Result<Refusal> {
        let nobody = Actor::voter();
        let acting = Acting::begin(&self.db, &nobody, &self.clock).await?;
        let subject = account.map_or_else(acts::nobody, |account| account.id);
        acting
            .audit(
                Act::RefuseSignIn,
                None,
                "account",
                subject,
                "",
                json!({ "method": method }),
            )
            .await?;
        acting.commit().await?;
        Ok(not_recognised())
    }

    /// The account of a signed-in actor, read anew.
    pub(super) async fn own_account(&self, actor: &Actor) -> Result<Account> {
        let id = actor.account.ok_or(Refusal::NotFound("account"))?;
        queries::account(&self.db, id)
            .await?
            .filter(|account| account.disabled_at.is_none())
            .ok_or(Refusal::NotFound("account"))
    }

    /// The actor that an account is while it signs in: itself, without any role yet.
    pub(super) fn actor_for(&self, account: &Account) -> Actor {
        Actor::user(
            account.id,
            None,
            account.name.clone(),
            account.person_id,
            Vec::new(),
        )
    }
}

/// The one answer to a wrong password, an unknown login, a closed account and a refused key.
pub(super) fn not_recognised() -> Refusal {
    Problem::new("", "sign-in-not-recognised").into()
}

fn wait(Wait(time): Wait) -> Refusal {
    Problem::new("", "sign-in-wait")
        .with("seconds", time.as_secs() + 1)
        .into()
}

fn unhashed(error: password::Error) -> Refusal {
    match error {
        password::Error::Busy => Problem::new("", "sign-in-busy").into(),
        other => Refusal::failed("hash a password")(other),
    }
}

fn since_1970(now: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(now.as_millisecond()).unwrap_or_default())
}
