//! Passkeys: a device proves that it holds the key it registered (WebAuthn).
//!
//! Decisions, each with its reason:
//!
//! - **User verification is required** on registration and on sign-in, so that a passkey alone is
//!   two factors: the device and its PIN, finger or face.
//! - **Discoverable where the device can** (`residentKey: preferred`): a delegate signs in without
//!   typing a login. Security keys that hold no discoverable key still serve by login.
//! - **The ceremony's state stays on the server.** It is JSON for the caller's session table, and
//!   says which ceremony it belongs to, so that a state of one kind cannot end another.
//!   The caller must delete it on first use and after [`CHALLENGE_SECONDS`]; a state in
//!   the browser's hands could be replayed.
//! - **The owner is inside the stored passkey** and compared with the user handle which the device
//!   signs in with; the library beneath leaves that comparison to its caller.
//! - **A counter that does not advance is refused** ([`Error::Cloned`]): the key has a copy. Synced
//!   passkeys always count zero and are not affected.
//! - **No attestation is asked.** Knowing the make of a delegate's telephone helps nobody.
//! - **The relying-party id binds every passkey for good**: moving the service to another domain
//!   means registering anew.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude as rp;

use crate::Cause;

/// The time a person has to answer, after which the caller drops the state.
pub const CHALLENGE_SECONDS: u64 = 300;

/// What a ceremony begins with.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// JSON for `navigator.credentials.create` or `.get` (`{"publicKey": …}`); the page
    /// adds `mediation` if it wants the browser's autofill.
    pub for_browser: String,
    /// Opaque JSON for the session table, needed once to finish.
    pub state: String,
}

/// Whom an answer claims to come from, before it is verified: use it to look up the passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The credential, as in [`StoredPasskey::credential`].
    pub credential: String,
    /// The user, where the device names one.
    pub user: Option<Uuid>,
}

/// A verified sign-in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The user whose passkey it was.
    pub user: Uuid,
    /// The credential that was used.
    pub credential: String,
    /// The device's count of its uses; zero for passkeys that are synced.
    pub counter: u32,
    /// The passkey to store in place of the old one, when counter or backup state moved.
    pub updated: Option<StoredPasskey>,
}

/// A registered passkey, with the user it belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredPasskey {
    user: Uuid,
    key: rp::Passkey,
}

impl StoredPasskey {
    /// Reads what [`StoredPasskey::to_json`] wrote.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|e| Error::Stored(e.into()))
    }

    /// The form in which it is stored. It holds a public key and no secret.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|e| Error::Stored(e.into()))
    }

    /// The user it belongs to.
    pub fn user(&self) -> Uuid {
        self.user
    }

    /// The credential's id in base64url. The caller keeps it unique over all users.
    pub fn credential(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.cred_id())
    }
}

/// Why a ceremony did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The origin is no URL, or the relying-party id is not its domain or a parent of it.
    #[error("the passkey settings do not fit together")]
    Settings(#[source] Cause),
    /// The stored passkey cannot be read.
    #[error("the stored passkey cannot be read")]
    Stored(#[source] Cause),
    /// The state cannot be read or belongs to another kind of ceremony.
    #[error("the passkey ceremony's state cannot be used")]
    State(#[source] Cause),
    /// The browser's answer is not the JSON of a credential.
    #[error("the browser's answer cannot be read")]
    Answer(#[source] Cause),
    /// The user has no passkey to sign in with.
    #[error("no passkey is registered")]
    NoPasskey,
    /// The answer is by another passkey, or for another user, than the one looked up.
    #[error("the answer is not by this user's passkey")]
    AnotherUser,
    /// The device's counter did not advance: there may be a copy of the key.
    #[error("the passkey may have been cloned")]
    Cloned,
    /// The answer does not hold: challenge, origin, signature or user verification.
    #[error("the passkey's answer was refused")]
    Refused(#[source] Cause),
}

/// The relying party: begins and finishes ceremonies.
#[derive(Debug, Clone)]
pub struct Passkeys {
    party: rp::Webauthn,
}

impl Passkeys {
    /// The party `id` (a domain, for good) served at `origin` (`https://…`) under a
    /// name that devices may show.
    pub fn new(id: &str, origin: &str, name: &str) -> Result<Self, Error> {
        let origin = rp::Url::parse(origin).map_err(|e| Error::Settings(e.into()))?;
        let party = rp::WebauthnBuilder::new(id, &origin)
            .and_then(|builder| builder.rp_name(name).build())
            .map_err(|e| Error::Settings(e.into()))?;
        Ok(Self { party })
    }

    /// Begins to register a passkey for a user who has signed in already.
    ///
    /// The existing ones are named to the device, so that it is not registered twice.
    pub fn start_registration(
        &self,
        user: Uuid,
        login: &str,
        name: &str,
        existing: &[StoredPasskey],
    ) -> Result<Challenge, Error> {
        let known = existing
            .iter()
            .map(|stored| stored.key.cred_id().clone())
            .collect();
        let (challenge, state) = self
            .party
            .start_passkey_registration(user, login, name, Some(known))
            .map_err(refused)?;
        let mut json = serde_json::to_value(challenge).map_err(|e| Error::State(e.into()))?;
        // The library asks for no discoverable key; verification does not depend on it.
        json["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred".into();
        Challenge::new(&json, &State::Registration { user, state })
    }

    /// Finishes a registration: the passkey to store, unless its credential is known already.
    pub fn finish_registration(&self, state: &str, answer: &str) -> Result<StoredPasskey, Error> {
        let State::Registration { user, state } = State::read(state)? else {
            return Err(Error::State("the state is not of a registration".into()));
        };
        let answer = serde_json::from_str(answer).map_err(|e| Error::Answer(e.into()))?;
        let key = self
            .party
            .finish_passkey_registration(&answer, &state)
            .map_err(refused)?;
        Ok(StoredPasskey { user, key })
    }

    /// Begins a sign-in in which the device says who the user is.
    pub fn start_discoverable(&self) -> Result<Challenge, Error> {
        let (challenge, state) = self
            .party
            .start_discoverable_authentication()
            .map_err(refused)?;
        let mut json = serde_json::to_value(challenge).map_err(|e| Error::State(e.into()))?;
        // Autofill is one way to offer it and a button another: the page decides.
        if let Some(fields) = json.as_object_mut() {
            fields.remove("mediation");
        }
        Challenge::new(&json, &State::Discoverable { state })
    }

    /// Begins a sign-in for a login whose passkeys the caller has looked up.
    ///
    /// The challenge names the user's credentials, hence it tells whether a login has
    /// passkeys; prefer [`Passkeys::start_discoverable`] on the public page.
    pub fn start_for(&self, passkeys: &[StoredPasskey]) -> Result<Challenge, Error> {
        if passkeys.is_empty() {
            return Err(Error::NoPasskey);
        }
        let keys: Vec<_> = passkeys.iter().map(|stored| stored.key.clone()).collect();
        let (challenge, state) = self
            .party
            .start_passkey_authentication(&keys)
            .map_err(refused)?;
        let json = serde_json::to_value(challenge).map_err(|e| Error::State(e.into()))?;
        Challenge::new(&json, &State::ByLogin { state })
    }

    /// Whom an answer claims to come from. Nothing is verified yet.
    pub fn identify(&self, answer: &str) -> Result<Claimed, Error> {
        let answer = read_answer(answer)?;
        Ok(Claimed {
            credential: URL_SAFE_NO_PAD.encode(answer.get_credential_id()),
            user: answer
                .get_user_unique_id()
                .and_then(|bytes| Uuid::from_slice(bytes).ok()),
        })
    }

    /// Finishes a sign-in with the passkey that [`Passkeys::identify`] led to.
    pub fn finish_sign_in(
        &self,
        state: &str,
        answer: &str,
        passkey: &StoredPasskey,
    ) -> Result<SignedIn, Error> {
        let answer = read_answer(answer)?;
        if answer.get_credential_id() != passkey.key.cred_id().as_slice() {
            return Err(Error::AnotherUser);
        }
        let handle = answer.get_user_unique_id();
        let owner = passkey.user.as_bytes().as_slice();
        let result = match State::read(state)? {
            State::Discoverable { state } => {
                if handle != Some(owner) {
                    return Err(Error::AnotherUser);
                }
                let key = rp::DiscoverableKey::from(&passkey.key);
                self.party
                    .finish_discoverable_authentication_v2(&answer, state, &key)
            }
            State::ByLogin { state } => {
                // Some devices send an empty handle when they were told the credential.
                if handle.is_some_and(|given| !given.is_empty() && given != owner) {
                    return Err(Error::AnotherUser);
                }
                self.party.finish_passkey_authentication(&answer, &state)
            }
            State::Registration { .. } => {
                return Err(Error::State("the state is not of a sign-in".into()));
            }
        }
        .map_err(refused)?;
        let mut after = passkey.clone();
        let moved = after
            .key
            .update_credential(&result)
            .ok_or(Error::AnotherUser)?;
        Ok(SignedIn {
            user: passkey.user,
            credential: passkey.credential(),
            counter: result.counter(),
            updated: moved.then_some(after),
        })
    }
}

/// The kinds of ceremony, as they lie in the session table.
#[derive(Serialize, Deserialize)]
#[serde(tag = "ceremony", rename_all = "snake_case")]
enum State {
    Registration {
        user: Uuid,
        state: rp::PasskeyRegistration,
    },
    Discoverable {
        state: rp::DiscoverableAuthentication,
    },
    ByLogin {
        state: rp::PasskeyAuthentication,
    },
}

impl State {
    fn read(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|e| Error::State(e.into()))
    }
}

impl Challenge {
    fn new(json: &serde_json::Value, state: &State) -> Result<Self, Error> {
        let state = serde_json::to_string(state).map_err(|e| Error::State(e.into()))?;
        Ok(Self {
            for_browser: json.to_string(),
            state,
        })
    }
}

fn read_answer(answer: &str) -> Result<rp::PublicKeyCredential, Error> {
    serde_json::from_str(answer).map_err(|e| Error::Answer(e.into()))
}

fn refused(cause: rp::WebauthnError) -> Error {
    match cause {
        rp::WebauthnError::CredentialPossibleCompromise => Error::Cloned,
        other => Error::Refused(other.into()),
    }
}
