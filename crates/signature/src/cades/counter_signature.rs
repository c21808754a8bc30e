//! Counter-signatures (RFC 5652 §11.4): signatures over the signature value of a signer, made in two phases and kept beside it.

use pki::asn1::write;
use pki::{Algorithm, Certificate, Malformed, Time, oid};

use crate::cms::assemble::signer_info;
use crate::cms::attributes::{SignedAttributes, attribute, signing_certificate};
use crate::cms::ber;
use crate::cms::edit::{AddError, Parts};
use crate::cms::prepare::{PrepareError, ToSign};
use crate::cms::proof::{self, SignatureFault, Signed};
use crate::cms::read::{SignedData, SignerInfo};

/// Why no counter-signature is prepared or added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CounterError {
    /// The CMS cannot be read, there is no such signer, the signature does not stand, or the result would be too long.
    #[error(transparent)]
    Add(#[from] AddError),
    /// A part of the CMS cannot be read.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The certificate's key cannot sign it.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
    /// It was prepared for another signature.
    #[error("prepared for another signature")]
    OtherSignature,
}

/// Signed attributes of a counter-signature, waiting for the signature value. Kept between the phases as [`Self::bytes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCounterSign(ToSign);

/// Prepares a counter-signature by `certificate` of the signer of this number: messageDigest of the signature value, signingTime and
/// signingCertificateV2; never a contentType.
pub fn prepare(cms: &[u8], signer: usize, certificate: &Certificate, signing_time: Time) -> Result<ToCounterSign, CounterError> {
    let der = ber::to_der(cms)?;
    let data = SignedData::parse(&der)?;
    let signer = data.signers.get(signer).ok_or(AddError::NoSigner)?;
    let algorithm = certificate.public_key().algorithm().ok_or(PrepareError::Algorithm)?;
    let digest = algorithm.digest();
    let attributes = write::set_of(vec![
        attribute(oid::MESSAGE_DIGEST, write::octets(&digest.of(signer.signature))),
        attribute(oid::SIGNING_TIME, signing_time.to_der()),
        attribute(oid::SIGNING_CERTIFICATE_V2, signing_certificate(certificate, digest)),
    ]);
    Ok(ToCounterSign(ToSign::new(attributes, algorithm)))
}

impl ToCounterSign {
    /// Takes up bytes that were kept between the phases; they must be attributes that name `certificate`.
    pub fn restore(bytes: &[u8], certificate: &Certificate) -> Result<Self, PrepareError> {
        let (prepared, content_type) = ToSign::restore_any(bytes, certificate)?;
        if content_type.is_none() { Ok(Self(prepared)) } else { Err(Malformed("attributes of no counter-signature").into()) }
    }

    /// The message to sign: DER of `SET OF Attribute`.
    pub fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }

    /// Digest of the message, for key holders that sign digests.
    pub fn digest(&self) -> Vec<u8> {
        self.0.digest()
    }

    /// With what to sign.
    pub fn algorithm(&self) -> Algorithm {
        self.0.algorithm()
    }

    /// Adds it to the signer of this number, and `certificate` and `chain` without self-issued ones to the certificates. The signature must
    /// verify, and the signature value of the signer must be the one it was prepared for.
    pub fn add(
        &self,
        cms: &[u8],
        signer: usize,
        certificate: &Certificate,
        signature: &[u8],
        chain: &[Certificate],
    ) -> Result<Vec<u8>, CounterError> {
        let der = ber::to_der(cms)?;
        let data = SignedData::parse(&der)?;
        let of = data.signers.get(signer).ok_or(AddError::NoSigner)?;
        let info = signer_info(&self.0, certificate, signature).map_err(AddError::from)?;
        match check(&SignerInfo::parse(&info)?, of, certificate) {
            Ok(()) => {}
            Err(SignatureFault::Malformed(malformed)) => return Err(malformed.into()),
            Err(_) => return Err(CounterError::OtherSignature),
        }
        let mut parts = Parts::parse(&der)?;
        parts.add_unsigned(signer, &[(oid::COUNTER_SIGNATURE, info)])?;
        let chain = chain.iter().filter(|certificate| !certificate.is_self_issued());
        parts.add_certificates([certificate].into_iter().chain(chain));
        Ok(parts.write()?)
    }
}

/// Does a counter-signature stand under the signature value of `of`, by the key of `certificate`? Says nothing of the certificate's path.
pub fn check(counter: &SignerInfo<'_>, of: &SignerInfo<'_>, certificate: &Certificate) -> Result<(), SignatureFault> {
    proof::check(counter, certificate, &Signed { content_type: None, content: of.signature, by_sha1: false })
}

/// When the counter-signer claims to have signed.
pub fn signing_time(counter: &SignerInfo<'_>) -> Result<Option<Time>, Malformed> {
    counter.signed_attributes.map_or(Ok(None), |raw| Ok(SignedAttributes::parse(raw)?.signing_time))
}
