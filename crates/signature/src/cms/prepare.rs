//! First phase: from a content's digest to the exact bytes that the key holder signs.

use const_oid::ObjectIdentifier;
use pki::asn1::{Reader, limits, tag, write};
use pki::{Algorithm, Certificate, Malformed, Time, oid};

use super::attributes::{SignedAttributes, attribute, signing_certificate};
use crate::ContentDigest;

/// Signed attributes of one signer over one content, waiting for the signature. Kept between the phases as [`Self::bytes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSign {
    attributes: Vec<u8>,
    algorithm: Algorithm,
}

/// Why nothing can be prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrepareError {
    /// The certificate's key is of an algorithm that is not ours.
    #[error("unknown algorithm of the signer's key")]
    Algorithm,
    /// The digest is not the one that the key's algorithm signs, or of a wrong length.
    #[error("digest does not fit the signer's key")]
    Digest,
    /// Kept bytes are no attributes of this certificate.
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

const OTHER: Malformed = Malformed("attributes of another certificate");

/// Prepares a CAdES-BES: contentType, messageDigest, signingTime and signingCertificateV2.
pub fn prepare(content: &ContentDigest, signer: &Certificate, signing_time: Time) -> Result<ToSign, PrepareError> {
    prepare_typed(oid::DATA, content, signer, signing_time)
}

/// The same over a content of another type.
pub(crate) fn prepare_typed(
    content_type: ObjectIdentifier,
    content: &ContentDigest,
    signer: &Certificate,
    signing_time: Time,
) -> Result<ToSign, PrepareError> {
    let algorithm = signer.public_key().algorithm().ok_or(PrepareError::Algorithm)?;
    if content.algorithm != algorithm.digest() || content.value.len() != content.algorithm.length() {
        return Err(PrepareError::Digest);
    }
    let attributes = write::set_of(vec![
        attribute(oid::CONTENT_TYPE, write::oid(content_type)),
        attribute(oid::MESSAGE_DIGEST, write::octets(&content.value)),
        attribute(oid::SIGNING_TIME, signing_time.to_der()),
        attribute(oid::SIGNING_CERTIFICATE_V2, signing_certificate(signer, content.algorithm)),
    ]);
    Ok(ToSign { attributes, algorithm })
}

impl ToSign {
    pub(crate) fn new(attributes: Vec<u8>, algorithm: Algorithm) -> Self {
        Self { attributes, algorithm }
    }

    /// Takes up bytes that were kept between the phases; they must be attributes that name `signer`.
    pub fn restore(bytes: &[u8], signer: &Certificate) -> Result<Self, PrepareError> {
        let (prepared, content_type) = Self::restore_any(bytes, signer)?;
        if content_type.is_some() { Ok(prepared) } else { Err(OTHER.into()) }
    }

    /// With the type of the content, which a counter-signature has not.
    pub(crate) fn restore_any(bytes: &[u8], signer: &Certificate) -> Result<(Self, Option<ObjectIdentifier>), PrepareError> {
        let algorithm = signer.public_key().algorithm().ok_or(PrepareError::Algorithm)?;
        limits::check(bytes, limits::CERTIFICATE)?;
        let mut reader = Reader::new(bytes);
        let attributes = SignedAttributes::parse(reader.expect(tag::SET)?.value)?;
        let named = attributes.signing_certificate.and_then(|id| id.names(signer));
        if named == Some(true) && attributes.message_digest.is_some() {
            Ok((Self { attributes: bytes.to_vec(), algorithm }, attributes.content_type))
        } else {
            Err(OTHER.into())
        }
    }

    /// The message to sign: DER of `SET OF Attribute`.
    pub fn bytes(&self) -> &[u8] {
        &self.attributes
    }

    /// Digest of the message, for key holders that sign digests.
    pub fn digest(&self) -> Vec<u8> {
        self.algorithm.digest().of(&self.attributes)
    }

    /// The digest of the content among them.
    pub(crate) fn message_digest(&self) -> Option<&[u8]> {
        let set = Reader::new(&self.attributes).expect(tag::SET).ok()?;
        SignedAttributes::parse(set.value).ok()?.message_digest
    }

    /// With what to sign.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
