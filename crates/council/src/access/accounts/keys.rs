//! Khóa truy cập: passkeys, registered by their owners and used to sign in without a password.

use auth::passkey::{self, Challenge, Passkeys, StoredPasskey};
use auth::token::Token;
use kernel::ids::{AccountId, PasskeyId};
use kernel::vi;
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{Act, Actor};
use super::gate::{Gate, SignedIn, Visitor};
use super::{Method, Purpose, queries};
use crate::{Acting, Problem, Refusal, Result};

/// A ceremony that has begun.
#[derive(Debug)]
pub struct Ceremony {
    /// JSON for the browser's `navigator.credentials`.
    pub for_browser: String,
    /// What the browser brings back together with the device's answer.
    pub ticket: Token,
}

record! {
    struct Known {
        id: PasskeyId,
        account_id: AccountId,
        credential: String,
    }
}

sql! {
    OF_ACCOUNT = "SELECT id, account_id, credential FROM passkey WHERE account_id = $1";
    BY_CREDENTIAL = "SELECT id, account_id, credential FROM passkey WHERE credential_id = $1";
    INSERT = "INSERT INTO passkey (id, account_id, credential_id, credential, name, created_at, used_at) \
              VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    USED = "UPDATE passkey SET credential = $2, used_at = $3 WHERE id = $1";
}

impl Gate {
    /// Begins to register a passkey for a signed-in user.
    pub async fn start_passkey_registration(
        &self,
        party: &Passkeys,
        actor: &Actor,
    ) -> Result<Ceremony> {
        let account = self.own_account(actor).await?;
        let known: Vec<Known> = self.db.all(OF_ACCOUNT, args![account.id]).await?;
        let existing = known.iter().map(stored).collect::<Result<Vec<_>>>()?;
        let user = account.id.uuid();
        let challenge = party
            .start_registration(user, &account.login, &account.name, &existing)
            .map_err(refused)?;
        self.ceremony(Purpose::RegisterPasskey, Some(account.id), challenge)
            .await
    }

    /// Finishes to register a passkey.
    pub async fn finish_passkey_registration(
        &self,
        party: &Passkeys,
        actor: &Actor,
        (ticket, answer): (&Token, &str),
        name: &str,
    ) -> Result<PasskeyId> {
        let account = self.own_account(actor).await?;
        let kept = (self.take_ceremony(ticket, Purpose::RegisterPasskey)).await?;
        if kept.account_id != Some(account.id) {
            return Err(super::links::unusable());
        }
        let passkey = party
            .finish_registration(&kept.state, answer)
            .map_err(refused)?;
        let name = vi::clean(name);
        if name.is_empty() || name.chars().count() > 100 {
            return Err(Problem::new("name", "passkey-name").into());
        }
        self.keep_passkey(actor, &passkey, &name).await
    }

    /// Begins a sign-in in which the device says who the user is.
    pub async fn start_passkey_sign_in(
        &self,
        party: &Passkeys,
        visitor: &Visitor,
    ) -> Result<Ceremony> {
        self.brakes.admit_address(visitor, self.clock.now())?;
        let challenge = party.start_discoverable().map_err(refused)?;
        self.ceremony(Purpose::PasskeySignIn, None, challenge).await
    }

    /// Finishes a sign-in with a passkey.
    pub async fn finish_passkey_sign_in(
        &self,
        party: &Passkeys,
        (ticket, answer): (&Token, &str),
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let kept = (self.take_ceremony(ticket, Purpose::PasskeySignIn)).await?;
        let claimed = party.identify(answer).map_err(refused)?;
        let known: Option<Known> = (self.db)
            .one(BY_CREDENTIAL, args![claimed.credential])
            .await?;
        let account = match &known {
            Some(known) => queries::account(&self.db, known.account_id).await?,
            None => None,
        };
        let open = account
            .as_ref()
            .filter(|account| account.disabled_at.is_none());
        let (Some(known), Some(open)) = (&known, open) else {
            return Err(self.refuse(account.as_ref(), Method::Passkey).await?);
        };
        let proof = match party.finish_sign_in(&kept.state, answer, &stored(known)?) {
            Ok(proof) => proof,
            Err(error) => {
                tracing::warn!(%error, "a passkey was refused");
                return Err(self.refuse(Some(open), Method::Passkey).await?);
            }
        };
        let credential = match &proof.updated {
            Some(updated) => json(updated)?,
            None => known.credential.clone(),
        };
        let actor = self.actor_for(open);
        let acting = Acting::begin(&self.db, &actor, &self.clock).await?;
        let values = args![known.id, credential, acting.now];
        if acting.tx.execute(USED, values).await? != 1 {
            acting.tx.rollback().await?;
            return Err(self.refuse(Some(open), Method::Passkey).await?);
        }
        let signed_in = (self.open_session(&acting, open.id, Method::Passkey, visitor)).await?;
        acting.commit().await?;
        Ok(signed_in)
    }

    async fn ceremony(
        &self,
        purpose: Purpose,
        account: Option<AccountId>,
        challenge: Challenge,
    ) -> Result<Ceremony> {
        let ticket = self.keep(purpose, account, &challenge.state).await?;
        Ok(Ceremony {
            for_browser: challenge.for_browser,
            ticket,
        })
    }

    async fn keep_passkey(
        &self,
        actor: &Actor,
        passkey: &StoredPasskey,
        name: &str,
    ) -> Result<PasskeyId> {
        let (id, owner) = (PasskeyId::fresh(), AccountId::from_uuid(passkey.user()));
        let acting = Acting::begin(&self.db, actor, &self.clock).await?;
        let values = args![
            id,
            owner,
            passkey.credential(),
            json(passkey)?,
            name,
            acting.now
        ];
        match acting.tx.execute(INSERT, values).await {
            Err(error) if error.is_taken() => {
                return Err(Problem::new("", "passkey-registered-already").into());
            }
            other => other.map(drop)?,
        }
        acting
            .audit(
                Act::RegisterPasskey,
                None,
                "account",
                owner,
                "",
                json!({ "passkey": id, "name": name }),
            )
            .await?;
        acting.commit().await?;
        Ok(id)
    }
}

fn stored(known: &Known) -> Result<StoredPasskey> {
    StoredPasskey::from_json(&known.credential).map_err(Refusal::failed("read a passkey"))
}

fn json(passkey: &StoredPasskey) -> Result<String> {
    passkey
        .to_json()
        .map_err(Refusal::failed("write a passkey"))
}

fn refused(error: passkey::Error) -> Refusal {
    match error {
        passkey::Error::Settings(_) | passkey::Error::Stored(_) => {
            Refusal::failed("use a passkey")(error)
        }
        other => {
            tracing::info!(error = %other, "a passkey ceremony did not succeed");
            Problem::new("", "passkey-refused").into()
        }
    }
}
