//! Phiên đăng nhập: from a token to an actor, and how long a session lasts.

use std::time::Duration;

use auth::token::Token;
use kernel::ids::{AccountId, PersonId, SignInId};
use kernel::{Timestamp, time};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{Act, Actor, Granted, Role};
use super::gate::{Gate, SignedIn, Visitor};
use super::{Method, after, links, queries};
use crate::{Acting, Refusal, Result};

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without being used.
    pub idle: Duration,
    /// At the very longest.
    pub longest: Duration,
}

/// How long sessions last, by what their accounts can do.
///
/// A clerk or an administrator changes others' records from a machine that may stand in a shared room: the session ends after a
/// working day without use, and after a week in any case. A delegate reads his or her own things on a telephone with a lock
/// of its own and signs in between sessions weeks apart: asking for the password each time would only teach weak ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRules {
    /// For accounts with any other role than delegate.
    pub office: Limits,
    /// For accounts that are delegates and nothing else.
    pub personal: Limits,
}

impl Default for SessionRules {
    fn default() -> Self {
        const HOUR: u64 = 3600;
        Self {
            office: Limits {
                idle: Duration::from_secs(12 * HOUR),
                longest: Duration::from_secs(7 * 24 * HOUR),
            },
            personal: Limits {
                idle: Duration::from_secs(30 * 24 * HOUR),
                longest: Duration::from_secs(30 * 24 * HOUR),
            },
        }
    }
}

impl SessionRules {
    fn of(&self, mut roles: impl Iterator<Item = Role>) -> Limits {
        // No role at all is an account in change: the shorter limits.
        let first = roles.next();
        if first == Some(Role::Delegate) && roles.all(|role| role == Role::Delegate) {
            self.personal
        } else {
            self.office
        }
    }
}

/// Whoever shows a session that holds.
#[derive(Debug, Clone)]
pub struct Present {
    /// The actor.
    pub actor: Actor,
    /// Whether nothing but changing the password is open to the actor.
    pub must_change: bool,
}

/// How long a use of a session may go unnoted, so that reading a page does not write each time.
const NOTED_EVERY: Duration = Duration::from_secs(300);
/// How much of a browser's description of itself is kept.
const AGENT_LONGEST: usize = 200;

record! {
    struct Shown {
        sign_in_id: SignInId,
        created_at: Timestamp,
        seen_at: Timestamp,
        account_id: AccountId,
        name: String,
        person_id: Option<PersonId>,
        must_change: bool,
        role: Option<Role>,
        scope: Option<String>,
    }
}

sql! {
    SHOWN = "SELECT s.id AS sign_in_id, s.created_at, s.seen_at, a.id AS account_id, a.name, a.person_id, a.must_change, g.role, g.scope \
             FROM sign_in s JOIN account a ON a.id = s.account_id \
             LEFT JOIN role_grant g ON g.account_id = a.id AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to > $3) \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.disabled_at IS NULL ORDER BY g.id";
    OPEN = "INSERT INTO sign_in (id, account_id, token_hash, method, agent, created_at, seen_at, expires_at) \
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7)";
    SEEN = "UPDATE sign_in SET seen_at = $2 WHERE id = $1 AND seen_at < $2";
    SWEEP = "DELETE FROM sign_in WHERE expires_at <= $1";
}

impl Gate {
    /// Whoever shows this token, with the roles of the day; nobody if the session is over.
    ///
    /// One query; about every five minutes of use also one small write.
    pub async fn actor_of(&self, token: &Token) -> Result<Option<Present>> {
        let now = self.clock.now();
        let hash = token.hash();
        let values = args![hash.as_bytes().as_slice(), now, time::local(now).date()];
        let rows: Vec<Shown> = self.db.all(SHOWN, values).await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let limits = self.rules.of(rows.iter().filter_map(|row| row.role));
        if now >= after(first.created_at, limits.longest)
            || now >= after(first.seen_at, limits.idle)
        {
            return Ok(None);
        }
        if now >= after(first.seen_at, NOTED_EVERY) {
            let tx = self.db.begin_housekeeping().await?;
            tx.execute(SEEN, args![first.sign_in_id, now]).await?;
            tx.commit().await?;
        }
        let grants = rows
            .iter()
            .filter_map(|row| {
                Some(Granted {
                    role: row.role?,
                    scope: row.scope.clone()?,
                })
            })
            .collect();
        Ok(Some(Present {
            actor: Actor::user(
                first.account_id,
                Some(first.sign_in_id),
                first.name.clone(),
                first.person_id,
                grants,
            ),
            must_change: first.must_change,
        }))
    }

    /// Ends the actor's own session.
    pub async fn sign_out(&self, actor: &Actor) -> Result<()> {
        let Some(sign_in) = actor.sign_in else {
            return Ok(());
        };
        let acting = Acting::begin(&self.db, actor, &self.clock).await?;
        match super::acts::revoke_sign_in(&acting, sign_in, "").await {
            // Ended in the same moment from another device: nothing is left to do.
            Err(Refusal::NotFound(_)) => Ok(()),
            Err(other) => Err(other),
            Ok(()) => acting.commit().await,
        }
    }

    /// Drops sessions and links whose time is over; to be called now and then.
    pub async fn sweep(&self) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.begin_housekeeping().await?;
        tx.execute(SWEEP, args![now]).await?;
        links::sweep(&tx, now).await?;
        Ok(tx.commit().await?)
    }

    /// Opens a session within the transaction that proved the user.
    pub(super) async fn open_session(
        &self,
        acting: &Acting<'_>,
        account: AccountId,
        method: Method,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let kept = queries::account(&acting.tx, account)
            .await?
            .ok_or(Refusal::NotFound("account"))?;
        let grants = queries::grants_of(&acting.tx, account).await?;
        let held = grants.iter().filter(|grant| {
            grant.valid_from <= acting.today && grant.valid_to.is_none_or(|to| to > acting.today)
        });
        let limits = self.rules.of(held.map(|grant| grant.role));
        let token = Token::random().map_err(Refusal::failed("make a token"))?;
        let (sign_in, hash) = (SignInId::fresh(), token.hash());
        let expires_at = after(acting.now, limits.longest);
        let agent: String = visitor.agent.chars().take(AGENT_LONGEST).collect();
        let values = args![
            sign_in,
            account,
            hash.as_bytes().as_slice(),
            method,
            agent,
            acting.now,
            expires_at
        ];
        acting.tx.execute(OPEN, values).await?;
        acting
            .audit(
                Act::SignIn,
                None,
                "account",
                account,
                "",
                json!({ "method": method, "sign_in": sign_in }),
            )
            .await?;
        Ok(SignedIn {
            token,
            account,
            sign_in,
            must_change: kept.must_change,
            expires_at,
        })
    }
}
