//! Who signs: a key with the certificate that says whose it is.

use der::{Decode, Encode};
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::rsa;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{KeyUsage, KeyUsages};
use x509_cert::name::Name;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::Holder;
use super::file::shown;

/// The most certificates that are looked at in one place.
pub(super) const MOST_CERTIFICATES: usize = 16;

/// Người ký: the private key of a certificate, RSA of 2048 bits or more or ECDSA on P-256, and the certificate with its issuers.
pub struct Signer {
    key: Key,
    /// The certificate of the key first.
    pub(super) chain: Vec<Certificate>,
    /// Its bytes, as they were given.
    pub(super) certificate: Vec<u8>,
    holder: Holder,
}

enum Key {
    Rsa(rsa::KeyPair),
    P256(EcdsaKeyPair),
}

/// Why nobody can sign with a certificate and a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The text holds no certificate, or one that cannot be read.
    #[error("no certificate that can be read (PEM)")]
    Certificate,
    /// The key is kept under a password.
    #[error("the key is encrypted; `openssl pkey -in KEY -out PLAIN` takes the password off")]
    Encrypted,
    /// The text holds no private key of the form that is read.
    #[error("no private key that can be read (PKCS#8 as PEM, BEGIN PRIVATE KEY)")]
    Key,
    /// The key is weaker than the law of the trade asks, or of another kind.
    #[error("the key is neither RSA of 2048 to 4096 bits nor ECDSA on P-256")]
    Kind,
    /// The first certificate belongs to another key.
    #[error("the first certificate is not the one of this key")]
    Mismatch,
    /// The certificate says that it is not for signing.
    #[error("the certificate is not for signing")]
    Usage,
}

impl Signer {
    /// A signer from a chain of certificates, the signer's own first, and its private key.
    pub fn from_pem(certificates: &[u8], key: &[u8]) -> Result<Self, Unfit> {
        let originals: Vec<CertificateDer<'_>> = CertificateDer::pem_slice_iter(certificates)
            .take(MOST_CERTIFICATES)
            .collect::<Result<_, _>>()
            .map_err(|_| Unfit::Certificate)?;
        let chain: Vec<Certificate> = (originals.iter())
            .map(|original| exact(original).ok_or(Unfit::Certificate))
            .collect::<Result<_, _>>()?;
        let (Some(original), Some(own)) = (originals.first(), chain.first()) else {
            return Err(Unfit::Certificate);
        };
        let key = Key::from_pem(key)?;
        let public = own.tbs_certificate().subject_public_key_info();
        if public.subject_public_key.raw_bytes() != key.public() {
            return Err(Unfit::Mismatch);
        }
        if !may_sign(own) {
            return Err(Unfit::Usage);
        }
        let holder = holder(own).ok_or(Unfit::Certificate)?;
        Ok(Self {
            key,
            certificate: original.to_vec(),
            holder,
            chain,
        })
    }

    /// Whose certificate it is.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The signature of a message and the name of its algorithm; nothing if the machine gave no chance.
    pub(super) fn sign(&self, message: &[u8]) -> Option<(Vec<u8>, AlgorithmIdentifierOwned)> {
        use der::oid::db::{rfc5912::ECDSA_WITH_SHA_256, rfc5912::SHA_256_WITH_RSA_ENCRYPTION};
        let chance = SystemRandom::new();
        match &self.key {
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &chance, message, &mut signature)
                    .ok()?;
                let algorithm = AlgorithmIdentifierOwned {
                    oid: SHA_256_WITH_RSA_ENCRYPTION,
                    parameters: Some(der::Any::null()),
                };
                Some((signature, algorithm))
            }
            Key::P256(key) => {
                let signature = key.sign(&chance, message).ok()?;
                let algorithm = AlgorithmIdentifierOwned {
                    oid: ECDSA_WITH_SHA_256,
                    parameters: None,
                };
                Some((signature.as_ref().to_vec(), algorithm))
            }
        }
    }
}

impl Key {
    fn from_pem(text: &[u8]) -> Result<Self, Unfit> {
        let Ok(PrivateKeyDer::Pkcs8(key)) = PrivateKeyDer::from_pem_slice(text) else {
            let encrypted = text.windows(9).any(|word| word == b"ENCRYPTED");
            return Err(if encrypted {
                Unfit::Encrypted
            } else {
                Unfit::Key
            });
        };
        let key = key.secret_pkcs8_der();
        if let Ok(key) = rsa::KeyPair::from_pkcs8(key) {
            return Ok(Self::Rsa(key));
        }
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key, &SystemRandom::new())
            .map(Self::P256)
            .map_err(|_| Unfit::Kind)
    }

    fn public(&self) -> &[u8] {
        match self {
            Self::Rsa(key) => KeyPair::public_key(key).as_ref(),
            Self::P256(key) => key.public_key().as_ref(),
        }
    }
}

/// A certificate that is written as it was read: what is put into a signature has the same bytes.
fn exact(original: &[u8]) -> Option<Certificate> {
    let certificate = Certificate::from_der(original).ok()?;
    let written = certificate.to_der().ok()?;
    (written == original).then_some(certificate)
}

/// Whether a certificate leaves its key the signing of papers (digitalSignature or contentCommitment).
pub(super) fn may_sign(certificate: &Certificate) -> bool {
    match certificate.tbs_certificate().get_extension::<KeyUsage>() {
        Ok(Some((_, KeyUsage(usages)))) => {
            usages.contains(KeyUsages::DigitalSignature)
                || usages.contains(KeyUsages::NonRepudiation)
        }
        Ok(None) => true,
        Err(_) => false,
    }
}

/// Whose a certificate is.
pub(super) fn holder(certificate: &Certificate) -> Option<Holder> {
    let fields = certificate.tbs_certificate();
    let moment = |time: x509_cert::time::Time| {
        let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
        Timestamp::from_second(seconds).ok()
    };
    let validity = fields.validity();
    Some(Holder {
        name: name(fields.subject()),
        issuer: name(fields.issuer()),
        serial: (fields.serial_number().as_bytes().iter())
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        from: moment(validity.not_before)?,
        until: moment(validity.not_after)?,
    })
}

fn name(name: &Name) -> String {
    shown(&match name.common_name() {
        Ok(Some(common)) => common.value().into_owned(),
        _ => name.to_string(),
    })
}
