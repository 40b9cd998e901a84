//! Đăng nhập bằng tài khoản của cơ quan: through the organisation's OpenID provider.
//!
//! The provider says who somebody is, not whether he or she has an account here: an identity nobody joined to an account is told so
//! plainly, since it has been proved and there is nothing to hide from it.

use auth::oidc::{Identity, Provider};
use auth::token::{Token, TokenHash};
use kernel::ids::AccountId;
use serde_json::json;
use store::{Reader as _, args, sql};

use super::super::Act;
use super::gate::{Gate, SignedIn, Visitor, not_recognised};
use super::{Method, Purpose, acts, links, queries};
use crate::{Acting, Problem, Refusal, Result};

/// A sign-in on its way to the provider.
#[derive(Debug)]
pub struct Departed {
    /// The provider's page.
    pub url: String,
    /// What the browser keeps meanwhile, in a cookie of its own.
    pub ticket: Token,
}

/// What is kept while the browser is with the provider.
#[derive(serde::Serialize, serde::Deserialize)]
struct Underway {
    kept: String,
    invitation: Option<Vec<u8>>,
}

sql! {
    OWNER = "SELECT account_id FROM external_identity WHERE issuer = $1 AND subject = $2";
}

impl Gate {
    /// Begins a sign-in with the provider; with the token of an invitation, it will also join the account invited.
    pub async fn start_organisation_sign_in(
        &self,
        provider: &Provider,
        invitation: Option<&Token>,
        visitor: &Visitor,
    ) -> Result<Departed> {
        self.brakes.admit_address(visitor, self.clock.now())?;
        if let Some(token) = invitation {
            self.link(token)
                .await?
                .filter(|link| link.purpose == Purpose::Invite)
                .ok_or_else(links::unusable)?;
        }
        let departure = provider
            .start()
            .map_err(Refusal::failed("begin a sign-in with the provider"))?;
        let underway = Underway {
            kept: departure.state,
            invitation: invitation.map(|token| token.hash().as_bytes().to_vec()),
        };
        let state = serde_json::to_string(&underway)
            .map_err(Refusal::failed("keep a sign-in with the provider"))?;
        let ticket = (self.keep(Purpose::OrganisationSignIn, None, &state)).await?;
        Ok(Departed {
            url: departure.url,
            ticket,
        })
    }

    /// Finishes a sign-in with what the browser brings back from the provider.
    pub async fn finish_organisation_sign_in(
        &self,
        provider: &Provider,
        ticket: &Token,
        (code, state): (&str, &str),
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let kept = (self.take_ceremony(ticket, Purpose::OrganisationSignIn)).await?;
        let underway: Underway = serde_json::from_str(&kept.state)
            .map_err(Refusal::failed("read a sign-in with the provider"))?;
        let now = self.clock.now().as_second();
        let finished = provider.finish(code, state, &underway.kept, now).await;
        let identity = match finished {
            Ok(identity) => identity,
            Err(error) => {
                tracing::warn!(%error, "the provider's answer was refused");
                return Err(self.refuse(None, Method::Organisation).await?);
            }
        };
        let invitation = underway
            .invitation
            .as_deref()
            .and_then(TokenHash::from_bytes);
        self.sign_in_as(&identity, invitation, visitor).await
    }

    /// Signs in whom the provider vouches for.
    pub(super) async fn sign_in_as(
        &self,
        identity: &Identity,
        invitation: Option<TokenHash>,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let values = args![&identity.issuer, &identity.subject];
        let owner: Option<AccountId> = self.db.scalar(OWNER, values).await?;
        let invited = match (&owner, invitation) {
            (None, Some(hash)) => links::look(&self.db, &hash, self.clock.now())
                .await?
                .and_then(|kept| kept.account_id.map(|id| (id, hash))),
            _ => None,
        };
        let id = owner
            .or(invited.map(|(id, _)| id))
            .ok_or(Problem::new("", "identity-unknown"))?;
        let account = queries::account(&self.db, id)
            .await?
            .ok_or_else(not_recognised)?;
        if account.disabled_at.is_some() {
            return Err(self.refuse(Some(&account), Method::Organisation).await?);
        }
        let actor = self.actor_for(&account);
        let acting = Acting::begin(&self.db, &actor, &self.clock).await?;
        if let Some((_, hash)) = invited {
            links::take_by_hash(&acting.tx, &hash, &[Purpose::Invite], acting.now).await?;
            let (issuer, subject) = (&identity.issuer, &identity.subject);
            acts::insert_identity(&acting, id, issuer, subject).await?;
            acting
                .audit(
                    Act::LinkIdentity,
                    None,
                    "account",
                    id,
                    "",
                    json!({ "issuer": issuer, "subject": subject }),
                )
                .await?;
        }
        let signed_in = (self.open_session(&acting, id, Method::Organisation, visitor)).await?;
        acting.commit().await?;
        Ok(signed_in)
    }
}
