//! Signing in through an organisation's OpenID Connect provider.
//!
//! Decisions, each with its reason:
//!
//! - **Authorization code with PKCE (S256), state and nonce**, all three: state ties the answer to
//!   this browser, PKCE the code to this server, the nonce the ID token to this sign-in.
//! - **The issuer is in the kept state**, so that with two providers an answer of one cannot end a
//!   sign-in begun with the other.
//! - **Asymmetric signatures only.** With HMAC the client secret would sign identities, and whoever
//!   learns it could be anyone; `none` is never accepted.
//! - **A subject identifies, an e-mail address does not.** Accounts are linked by `(issuer, subject)`;
//!   an address may change hands, and some providers let their users type it.
//!   [`Identity::email`] is only given when the provider says it has verified it.
//! - **TLS through rustls, no redirects, ten seconds.** A redirect from a provider's endpoint could
//!   lead the server into its own network; a slow provider must not hold sign-ins.
//! - **Plain HTTP only to loopback hosts**, for tests and for a provider on the same machine. With any
//!   other issuer the client refuses plain HTTP for every endpoint, even discovered ones.
//! - **Keys are fetched again once when a token names an unknown key**, since providers rotate them.
//!   It only happens after the provider's own token endpoint has answered.

use std::net::IpAddr;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use chrono::DateTime;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreGenderClaim, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::url::{Host, Url};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EmptyAdditionalClaims, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    SignatureVerificationError, TokenResponse, reqwest,
};
use serde::{Deserialize, Serialize};

use crate::token::same;
use crate::{Cause, Secret};

/// How long the provider may take to answer one request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whom the provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The provider's own unchanging name for the person.
    pub subject: String,
    /// The e-mail address, if the provider has verified it.
    pub email: Option<String>,
    /// The name to show, if the provider gives one.
    pub name: Option<String>,
}

/// What a sign-in begins with. It has no `Debug`, since both fields hold secrets.
#[derive(Clone)]
pub struct Departure {
    /// The provider's page, to which the browser is sent.
    pub url: String,
    /// Opaque JSON for the session table, needed once to finish. It holds secrets.
    pub state: String,
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The issuer or the redirect address is not a usable URL.
    #[error("the provider's settings are not usable")]
    Settings(#[source] Cause),
    /// Plain HTTP to a host that is not this machine.
    #[error("plain http is only allowed to this machine itself")]
    PlainHttp,
    /// The provider did not describe itself.
    #[error("the provider's description could not be fetched")]
    Discovery(#[source] Cause),
    /// The kept state cannot be read or is of another provider.
    #[error("the sign-in's state cannot be used")]
    State,
    /// The answer was not made for this browser's sign-in.
    #[error("the answer does not belong to this sign-in")]
    AnotherSignIn,
    /// The provider did not accept the code.
    #[error("the provider did not exchange the code")]
    Exchange(#[source] Cause),
    /// The provider sent no ID token.
    #[error("the provider sent no identity")]
    NoIdentity,
    /// The ID token's signature, issuer, audience, nonce or time does not hold.
    #[error("the provider's identity was refused")]
    Refused(#[source] Cause),
}

/// One provider, discovered and ready.
#[derive(Debug)]
pub struct Provider {
    http: reqwest::Client,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Secret,
    redirect: RedirectUrl,
    metadata: RwLock<CoreProviderMetadata>,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

type Claims = IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim>;

/// What is kept between departure and return.
#[derive(Serialize, Deserialize)]
struct Kept {
    issuer: String,
    csrf: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

impl Provider {
    /// Fetches the provider's description and keys.
    ///
    /// The provider may be down when the server starts: the caller retries later
    /// and offers its other ways of signing in meanwhile.
    pub async fn discover(
        issuer: &str,
        client_id: &str,
        client_secret: Secret,
        redirect_url: &str,
    ) -> Result<Self, Error> {
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|e| Error::Settings(e.into()))?;
        let redirect =
            RedirectUrl::new(redirect_url.to_owned()).map_err(|e| Error::Settings(e.into()))?;
        for url in [issuer.url(), redirect.url()] {
            if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(url)) {
                return Err(Error::PlainHttp);
            }
        }
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .https_only(issuer.url().scheme() == "https")
            .timeout(PATIENCE)
            .build()
            .map_err(|e| Error::Settings(e.into()))?;
        let metadata = fetch(&issuer, &http).await?;
        Ok(Self {
            http,
            issuer,
            client_id: ClientId::new(client_id.to_owned()),
            client_secret,
            redirect,
            metadata: RwLock::new(metadata),
        })
    }

    /// Begins a sign-in.
    pub fn start(&self) -> Result<Departure, Error> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, csrf, nonce) = self
            .client()
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let issuer = self.issuer.to_string();
        let kept = Kept {
            issuer,
            csrf: csrf.into_secret(),
            nonce,
            verifier,
        };
        let state = serde_json::to_string(&kept).map_err(|_| Error::State)?;
        Ok(Departure {
            url: url.into(),
            state,
        })
    }

    /// Finishes a sign-in with the `code` and `state` that the browser brings back
    /// and what was kept at its start. The caller deletes the kept state first, and
    /// passes the time in seconds since 1970.
    pub async fn finish(
        &self,
        code: &str,
        state: &str,
        kept: &str,
        now: i64,
    ) -> Result<Identity, Error> {
        let kept: Kept = serde_json::from_str(kept).map_err(|_| Error::State)?;
        if kept.issuer != self.issuer.as_str() {
            return Err(Error::State);
        }
        if !same(kept.csrf.as_bytes(), state.as_bytes()) {
            return Err(Error::AnotherSignIn);
        }
        let tokens = self
            .client()
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|e| Error::Exchange(e.into()))?
            .set_pkce_verifier(kept.verifier)
            .request_async(&self.http)
            .await
            .map_err(|e| Error::Exchange(e.into()))?;
        let claims = match verify(&self.client(), &tokens, &kept.nonce, now) {
            Err(Failure::UnknownKey) => {
                let fresh = fetch(&self.issuer, &self.http).await?;
                *self
                    .metadata
                    .write()
                    .unwrap_or_else(PoisonError::into_inner) = fresh;
                verify(&self.client(), &tokens, &kept.nonce, now)
            }
            other => other,
        }?;
        Ok(identity(&claims))
    }

    fn client(&self) -> Client {
        let metadata = self
            .metadata
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let secret = ClientSecret::new(self.client_secret.expose().to_owned());
        CoreClient::from_provider_metadata(metadata, self.client_id.clone(), Some(secret))
            .set_redirect_uri(self.redirect.clone())
    }
}

/// A failed verification, with the one cause that is worth another try set apart.
enum Failure {
    UnknownKey,
    Final(Error),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::UnknownKey => Error::Refused("the token names an unknown key".into()),
            Failure::Final(error) => error,
        }
    }
}

async fn fetch(issuer: &IssuerUrl, http: &reqwest::Client) -> Result<CoreProviderMetadata, Error> {
    CoreProviderMetadata::discover_async(issuer.clone(), http)
        .await
        .map_err(|e| Error::Discovery(e.into()))
}

fn verify(
    client: &Client,
    tokens: &CoreTokenResponse,
    nonce: &Nonce,
    now: i64,
) -> Result<Claims, Failure> {
    let token = tokens.id_token().ok_or(Failure::Final(Error::NoIdentity))?;
    let now = DateTime::from_timestamp(now, 0).ok_or_else(|| refuse("no such time"))?;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(asymmetric())
        .set_time_fn(move || now);
    let claims = token
        .claims(&verifier, nonce)
        .map_err(|cause| match cause {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ) => Failure::UnknownKey,
            other => refuse(other),
        })?;
    if let Some(expected) = claims.access_token_hash() {
        let actual = AccessTokenHash::from_token(
            tokens.access_token(),
            token.signing_alg().map_err(refuse)?,
            token.signing_key(&verifier).map_err(refuse)?,
        )
        .map_err(refuse)?;
        if actual != *expected {
            return Err(refuse(
                "the access token is not the one the identity was given with",
            ));
        }
    }
    Ok(claims.clone())
}

fn refuse(cause: impl Into<Cause>) -> Failure {
    Failure::Final(Error::Refused(cause.into()))
}

fn asymmetric() -> [CoreJwsSigningAlgorithm; 9] {
    use CoreJwsSigningAlgorithm as Alg;
    [
        Alg::RsaSsaPkcs1V15Sha256,
        Alg::RsaSsaPkcs1V15Sha384,
        Alg::RsaSsaPkcs1V15Sha512,
        Alg::RsaSsaPssSha256,
        Alg::RsaSsaPssSha384,
        Alg::RsaSsaPssSha512,
        Alg::EcdsaP256Sha256,
        Alg::EcdsaP384Sha384,
        Alg::EdDsa,
    ]
}

fn identity(claims: &Claims) -> Identity {
    let verified = claims.email_verified() == Some(true);
    Identity {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        email: claims
            .email()
            .filter(|_| verified)
            .map(|email| email.to_string()),
        name: claims
            .name()
            .and_then(|name| name.get(None))
            .map(|name| name.to_string()),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}
