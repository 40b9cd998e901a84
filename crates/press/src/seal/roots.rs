//! Whom one trusts: the roots of certificates, and why a chain does not lead there.

use std::time::Duration;

use der::Decode;
use jiff::Timestamp;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeIdIter};
use x509_cert::Certificate;

use super::signer::may_sign;

/// The most roots that are read.
const MOST_ROOTS: usize = 1_000;

/// Chứng thư gốc: the certificates of the authorities that one trusts, such as the national root and the one for official use.
pub struct Roots(Vec<TrustAnchor<'static>>);

/// The text holds no certificate that can be a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no root certificate that can be read (PEM)")]
pub struct NoRoots;

/// Why a certificate is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distrust {
    /// It, or one of its issuers, was not valid yet.
    NotYet,
    /// It, or one of its issuers, was no longer valid.
    Expired,
    /// It is not for signing papers.
    Usage,
    /// It leads to none of the roots.
    Unknown,
}

impl Roots {
    /// The roots of a text.
    pub fn from_pem(text: &[u8]) -> Result<Self, NoRoots> {
        let mut roots = Vec::new();
        for root in CertificateDer::pem_slice_iter(text).take(MOST_ROOTS) {
            let root = root.map_err(|_| NoRoots)?;
            let anchor = webpki::anchor_from_trusted_cert(&root).map_err(|_| NoRoots)?;
            roots.push(anchor.to_owned());
        }
        if roots.is_empty() {
            return Err(NoRoots);
        }
        Ok(Self(roots))
    }

    pub(super) fn trust(&self, chain: &[Vec<u8>], at: Timestamp) -> Result<(), Distrust> {
        let (own, others) = chain.split_first().ok_or(Distrust::Unknown)?;
        if !Certificate::from_der(own).is_ok_and(|own| may_sign(&own)) {
            return Err(Distrust::Usage);
        }
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        let at = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let own = CertificateDer::from(&own[..]);
        let others: Vec<CertificateDer<'_>> = (others.iter())
            .map(|other| CertificateDer::from(&other[..]))
            .collect();
        let own = EndEntityCert::try_from(&own).map_err(|_| Distrust::Unknown)?;
        let algorithms = webpki::ALL_VERIFICATION_ALGS;
        own.verify_for_usage(algorithms, &self.0, &others, at, Papers, None, None)
            .map(drop)
            .map_err(|error| match error {
                Error::CertNotValidYet { .. } => Distrust::NotYet,
                Error::CertExpired { .. } => Distrust::Expired,
                _ => Distrust::Unknown,
            })
    }
}

/// No purpose of a certificate is asked for: authorities name signing of mail, of documents or nothing at all.
struct Papers;

impl ExtendedKeyUsageValidator for Papers {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        Ok(())
    }
}
