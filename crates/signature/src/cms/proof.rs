//! Does the signature of a SignerInfo stand: the certificate is the one meant, the content the one signed, the key the one that signed?

use const_oid::ObjectIdentifier;
use pki::asn1::{tag, write};
use pki::{Algorithm, Certificate, Digest, Malformed};

use super::attributes::SignedAttributes;
use super::read::{SignerId, SignerInfo};

/// Why a signature does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// Its attributes cannot be read.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It has no signed attributes, or one that it needs is missing.
    #[error("a signed attribute is missing")]
    Attributes,
    /// The certificate is not the one that the signer identifier or the signed attributes name.
    #[error("it is of another certificate")]
    Certificate,
    /// The signed type of the content is another one.
    #[error("it is of another type of content")]
    ContentType,
    /// An algorithm that is not ours, or one of another kind of key.
    #[error("its algorithm is not known")]
    Algorithm,
    /// The digest of the content is not the signed one.
    #[error("it is over another content")]
    Digest,
    /// The key does not stand behind it.
    #[error("the signature value is wrong")]
    Signature,
}

/// What is signed.
pub(crate) struct Signed<'a> {
    /// Type of the content; `None` for a counter-signature, which has none (RFC 5652 §11.4).
    pub(crate) content_type: Option<ObjectIdentifier>,
    /// Its octets.
    pub(crate) content: &'a [u8],
    /// Is a certificate named by SHA-1 alone good enough?
    pub(crate) by_sha1: bool,
}

impl SignerId<'_> {
    /// Is this the certificate that is meant?
    pub fn names(&self, certificate: &Certificate) -> bool {
        match self {
            SignerId::IssuerAndSerial(issuer, serial) => certificate.issuer().der() == *issuer && certificate.serial() == serial,
            SignerId::KeyIdentifier(wanted) => certificate.subject_key_identifier().is_ok_and(|found| found.as_deref() == Some(*wanted)),
        }
    }
}

/// Checks the signature of `signer` by the key of `certificate`. Says nothing of the certificate's path, validity and purpose.
pub(crate) fn check(signer: &SignerInfo<'_>, certificate: &Certificate, signed: &Signed<'_>) -> Result<(), SignatureFault> {
    let raw = signer.signed_attributes.ok_or(SignatureFault::Attributes)?;
    let attributes = SignedAttributes::parse(raw)?;
    let by_sha1 = attributes.signing_certificate_v1.as_ref().filter(|_| signed.by_sha1);
    let id = attributes.signing_certificate.as_ref().or(by_sha1).ok_or(SignatureFault::Attributes)?;
    if !id.names(certificate).ok_or(SignatureFault::Algorithm)? || !signer.id.names(certificate) {
        return Err(SignatureFault::Certificate);
    }
    if attributes.content_type != signed.content_type {
        return Err(SignatureFault::ContentType);
    }
    let digest: Digest = signer.digest.ok_or(SignatureFault::Algorithm)?;
    if attributes.message_digest.ok_or(SignatureFault::Attributes)? != digest.of(signed.content) {
        return Err(SignatureFault::Digest);
    }
    let algorithm = Algorithm::read_cms(signer.algorithm, digest)?.ok_or(SignatureFault::Algorithm)?;
    if certificate.public_key().verify(algorithm, &write::element(tag::SET, raw), signer.signature) {
        Ok(())
    } else {
        Err(SignatureFault::Signature)
    }
}
