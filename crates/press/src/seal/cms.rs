//! The signature itself: CMS SignedData over bytes that lie elsewhere, with the attributes that CAdES asks for (RFC 5652, RFC 5035).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{GeneralizedTime, ObjectIdentifier, OctetString, SetOfVec, UtcTime};
use der::oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2 as SIGNING_CERTIFICATE, ID_CONTENT_TYPE, ID_DATA,
    ID_MESSAGE_DIGEST, ID_SIGNED_DATA, ID_SIGNING_TIME,
};
use der::oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_RSASSA_PSS, ID_SHA_256, ID_SHA_384, ID_SHA_512,
    RSA_ENCRYPTION, SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION,
    SHA_512_WITH_RSA_ENCRYPTION,
};
use der::{Any, DateTime, Decode, Encode, EncodeValue, Sequence, Tagged};
use jiff::Timestamp;
use ring::digest::{Algorithm, Context, SHA256, SHA384, SHA512, digest};
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use webpki::{EndEntityCert, ring as known};
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Time;

use super::Signature;
use super::signer::{MOST_CERTIFICATES, Signer, holder};

/// `SigningCertificateV2` (RFC 5035, section 3).
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateHash>,
    policies: Option<Any>,
}

/// `ESSCertIDv2`; an algorithm that is not named is SHA-256.
#[derive(Sequence)]
struct CertificateHash {
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    issuer: Option<Any>,
}

/// Signs bytes of which the digest (SHA-256) is given. The time is said in the signature unless it is said elsewhere.
pub(super) fn write(signer: &Signer, digest: &[u8], at: Option<Timestamp>) -> Option<Vec<u8>> {
    signed(signer, digest, at).ok()?
}

fn signed(signer: &Signer, digest: &[u8], at: Option<Timestamp>) -> der::Result<Option<Vec<u8>>> {
    let certificate = SigningCertificate {
        certificates: vec![CertificateHash {
            algorithm: None,
            hash: OctetString::new(sha256(&signer.certificate))?,
            issuer: None,
        }],
        policies: None,
    };
    let mut attributes = vec![
        attribute(ID_CONTENT_TYPE, &ID_DATA)?,
        attribute(ID_MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        attribute(SIGNING_CERTIFICATE, &certificate)?,
    ];
    if let Some(at) = at {
        let since = std::time::Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0));
        let at = DateTime::from_unix_duration(since)?;
        // Two digits for the year as long as they tell it (until 2049).
        let time = UtcTime::from_date_time(at).map(Time::UtcTime);
        let time = time.unwrap_or(Time::GeneralTime(GeneralizedTime::from_date_time(at)));
        attributes.push(attribute(ID_SIGNING_TIME, &time)?);
    }
    let attributes = SetOfVec::try_from(attributes)?;
    let Some((signature, algorithm)) = signer.sign(&attributes.to_der()?) else {
        return Ok(None);
    };
    let Some(own) = signer.chain.first() else {
        return Ok(None);
    };
    let own = own.tbs_certificate();
    let sha256 = AlgorithmIdentifierOwned {
        oid: ID_SHA_256,
        parameters: None,
    };
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: own.issuer().clone(),
            serial_number: own.serial_number().clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm,
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let chain = signer.chain.iter().cloned();
    let chain: Vec<_> = chain.map(CertificateChoices::Certificate).collect();
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet::try_from(chain)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    let whole = ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::encode_from(&data)?,
    };
    whole.to_der().map(Some)
}

/// Reads a signature over the parts of a message and checks it; nothing if it is none that is understood.
pub(super) fn read(bytes: &[u8], message: &[&[u8]]) -> Option<Signature> {
    let whole = ContentInfo::from_der(bytes).ok()?;
    if whole.content_type != ID_SIGNED_DATA {
        return None;
    }
    let data: SignedData = whole.content.decode_as().ok()?;
    // One signer for each signature: PAdES asks it, and it leaves no doubt of whom one speaks.
    let [info] = data.signer_infos.0.as_slice() else {
        return None;
    };
    let certificates = certificates(&data)?;
    let own = (certificates.iter()).position(|certificate| names(&info.sid, certificate))?;
    let mut chain: Vec<Vec<u8>> = (certificates.iter())
        .map(|certificate| certificate.to_der())
        .collect::<Result<_, _>>()
        .ok()?;
    chain.swap(0, own);
    let attributes = info.signed_attrs.as_ref()?;
    let algorithm = digest_algorithm(&info.digest_alg.oid)?;
    let said: OctetString = only(attributes, ID_MESSAGE_DIGEST)?;
    let genuine = data.encap_content_info.econtent.is_none()
        && only(attributes, ID_CONTENT_TYPE) == Some(data.encap_content_info.econtent_type)
        && belongs(attributes, &chain[0])
        && signed_by(&chain[0], info, &attributes.to_der().ok()?);
    Some(Signature {
        holder: holder(&certificates[own])?,
        intact: said.as_bytes() == hash(algorithm, message),
        genuine,
        at: only::<Time>(attributes, ID_SIGNING_TIME).and_then(|time| {
            let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
            Timestamp::from_second(seconds).ok()
        }),
        chain,
    })
}

fn certificates(data: &SignedData) -> Option<Vec<&Certificate>> {
    let choices = data.certificates.as_ref()?.0.as_slice();
    if choices.len() > MOST_CERTIFICATES {
        return None;
    }
    let certificates = choices.iter().filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    });
    Some(certificates.collect())
}

fn names(signer: &SignerIdentifier, certificate: &Certificate) -> bool {
    let fields = certificate.tbs_certificate();
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(said) => {
            said.issuer == *fields.issuer() && said.serial_number == *fields.serial_number()
        }
        SignerIdentifier::SubjectKeyIdentifier(said) => {
            let own = fields.get_extension::<SubjectKeyIdentifier>();
            own.is_ok_and(|own| own.is_some_and(|(_, own)| own == *said))
        }
    }
}

/// Whether the certificate is the one that was signed with, where the signature says it.
fn belongs(attributes: &Attributes, certificate: &[u8]) -> bool {
    if !attributes.iter().any(|one| one.oid == SIGNING_CERTIFICATE) {
        return true;
    }
    let Some(said) = only::<SigningCertificate>(attributes, SIGNING_CERTIFICATE) else {
        return false;
    };
    let Some(first) = said.certificates.first() else {
        return false;
    };
    let algorithm = match &first.algorithm {
        Some(algorithm) => digest_algorithm(&algorithm.oid),
        None => Some(&SHA256),
    };
    algorithm.is_some_and(|algorithm| first.hash.as_bytes() == hash(algorithm, &[certificate]))
}

fn signed_by(certificate: &[u8], info: &SignerInfo, message: &[u8]) -> bool {
    let certificate = CertificateDer::from(certificate);
    let Ok(certificate) = EndEntityCert::try_from(&certificate) else {
        return false;
    };
    (algorithms(info).iter()).any(|algorithm| {
        certificate
            .verify_signature(*algorithm, message, info.signature.as_bytes())
            .is_ok()
    })
}

/// The algorithms that the words of a signature can mean; the key of the certificate decides between curves. SHA-1 is none.
fn algorithms(info: &SignerInfo) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    let digest = info.digest_alg.oid;
    match info.signature_algorithm.oid {
        RSA_ENCRYPTION if digest == ID_SHA_256 => vec![known::RSA_PKCS1_2048_8192_SHA256],
        RSA_ENCRYPTION if digest == ID_SHA_384 => vec![known::RSA_PKCS1_2048_8192_SHA384],
        RSA_ENCRYPTION if digest == ID_SHA_512 => vec![known::RSA_PKCS1_2048_8192_SHA512],
        SHA_256_WITH_RSA_ENCRYPTION => vec![known::RSA_PKCS1_2048_8192_SHA256],
        SHA_384_WITH_RSA_ENCRYPTION => vec![known::RSA_PKCS1_2048_8192_SHA384],
        SHA_512_WITH_RSA_ENCRYPTION => vec![known::RSA_PKCS1_2048_8192_SHA512],
        ID_RSASSA_PSS => vec![
            known::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
            known::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
            known::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
        ],
        ECDSA_WITH_SHA_256 => vec![known::ECDSA_P256_SHA256, known::ECDSA_P384_SHA256],
        ECDSA_WITH_SHA_384 => vec![known::ECDSA_P256_SHA384, known::ECDSA_P384_SHA384],
        _ => vec![],
    }
}

fn digest_algorithm(name: &ObjectIdentifier) -> Option<&'static Algorithm> {
    match *name {
        ID_SHA_256 => Some(&SHA256),
        ID_SHA_384 => Some(&SHA384),
        ID_SHA_512 => Some(&SHA512),
        _ => None,
    }
}

pub(super) fn hash(algorithm: &'static Algorithm, parts: &[&[u8]]) -> Vec<u8> {
    let mut context = Context::new(algorithm);
    parts.iter().for_each(|part| context.update(part));
    context.finish().as_ref().to_vec()
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

fn attribute(oid: ObjectIdentifier, value: &(impl Tagged + EncodeValue)) -> der::Result<Attribute> {
    let values = SetOfVec::try_from(vec![Any::encode_from(value)?])?;
    Ok(Attribute { oid, values })
}

/// The value of an attribute that stands there once with one value.
fn only<T>(attributes: &Attributes, oid: ObjectIdentifier) -> Option<T>
where
    T: for<'a> Decode<'a, Error = der::Error>,
{
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let (Some(attribute), None) = (found.next(), found.next()) else {
        return None;
    };
    let [value] = attribute.values.as_slice() else {
        return None;
    };
    T::from_der(&value.to_der().ok()?).ok()
}

/// How many bytes a certificate takes.
pub(super) fn length(certificate: &Certificate) -> usize {
    let length = certificate.encoded_len().ok();
    length
        .and_then(|length| usize::try_from(length).ok())
        .unwrap_or(0)
}
