//! Small values that travel through a stranger's hands and come back unchanged.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::{Code, NoRandomness, fill, mac, same};

/// The server's signing key: 32 random bytes, zeroed when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

/// Why a signed value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The text does not have the shape of a signed value.
    #[error("not a signed value")]
    Malformed,
    /// The value was changed, or signed with another key or for another purpose.
    #[error("the signature does not hold")]
    Forged,
    /// The value was valid until a moment now past.
    #[error("the signed value has expired")]
    Expired,
}

impl Key {
    /// A new random key, to be stored with the server's own secrets.
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// Takes a stored key; anything but 32 bytes is none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// The bytes to store.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Signs a payload for one purpose until a moment, in seconds since 1970.
    ///
    /// The payload can be read by its bearer: it is signed, not hidden.
    pub fn sign(&self, purpose: &str, payload: &str, expires: i64) -> String {
        let mac = self.mac(purpose, payload, expires);
        format!(
            "{}.{expires}.{}",
            URL_SAFE_NO_PAD.encode(payload),
            URL_SAFE_NO_PAD.encode(mac)
        )
    }

    /// The payload of a value that [`Key::sign`] made for this purpose and that is
    /// still valid now. The signature is checked before anything else is believed.
    pub fn verify(&self, purpose: &str, text: &str, now: i64) -> Result<String, Refused> {
        let mut parts = text.splitn(3, '.');
        let (Some(payload), Some(expires), Some(mac)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(Refused::Malformed);
        };
        let payload = URL_SAFE_NO_PAD
            .decode(payload)
            .map_err(|_| Refused::Malformed)?;
        let payload = String::from_utf8(payload).map_err(|_| Refused::Malformed)?;
        let seconds: i64 = expires.parse().map_err(|_| Refused::Malformed)?;
        let mac = URL_SAFE_NO_PAD
            .decode(mac)
            .map_err(|_| Refused::Malformed)?;
        // A number can be written in several ways; only the one we wrote is ours.
        if seconds.to_string() != expires {
            return Err(Refused::Malformed);
        }
        if !same(&self.mac(purpose, &payload, seconds), &mac) {
            return Err(Refused::Forged);
        }
        if now >= seconds {
            return Err(Refused::Expired);
        }
        Ok(payload)
    }

    /// The code shown for a subject at a step of time, as on a screen that changes
    /// every half minute. The caller divides its clock into steps.
    pub fn rotating(&self, subject: &str, step: u64) -> Code {
        Code::derived(self.0.as_ref(), subject, step)
    }

    /// Whether a code is that of this step or the one before, since a person needs
    /// a moment to type it or to walk in with it.
    pub fn rotating_holds(&self, subject: &str, given: &Code, step: u64) -> bool {
        [step, step.saturating_sub(1)].iter().any(|at| {
            same(
                self.rotating(subject, *at).as_str().as_bytes(),
                given.as_str().as_bytes(),
            )
        })
    }

    fn mac(&self, purpose: &str, payload: &str, expires: i64) -> [u8; 32] {
        let parts = [
            b"signed",
            purpose.as_bytes(),
            payload.as_bytes(),
            &expires.to_be_bytes(),
        ];
        mac(self.0.as_ref(), &parts)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}
