//! The signature itself (EN 319 102-1 §5.2 and §5.3): form, certificate, content, signature value; the first that fails decides.

use std::borrow::Cow;

use const_oid::ObjectIdentifier;
use pki::algorithm::obsolete;
use pki::asn1::{Reader, tag, write};
use pki::{Algorithm, Certificate, Digest};

use crate::ContentDigest;
use crate::cms::attributes::SignedAttributes;
use crate::cms::read::SignerInfo;
use crate::facts::Facts;
use crate::report::{AttributeOrder, Cause, Part, Reason, Signer, Verdict};

/// What a signer signed.
#[derive(Clone, Copy)]
pub(super) enum Signed<'a> {
    /// The content of a message.
    Content {
        /// Its type.
        kind: ObjectIdentifier,
        /// Digest algorithms that the message announces.
        announced: &'a [Option<Digest>],
        /// The content, where it is inside.
        inside: Option<&'a [u8]>,
        /// Its digests, computed elsewhere.
        beside: &'a [ContentDigest],
    },
    /// The signature value of another signer: a countersignature (RFC 5652 §11.4).
    Value(&'a [u8]),
}

/// Verdict, part, cause.
pub(super) type Fault = (Verdict, Part, Cause);

const FORMAT: Verdict = Verdict::TotalFailed(Reason::FormatFailure);
const CONSTRAINTS: Verdict = Verdict::Indeterminate(Reason::SigConstraintsFailure);
const CRYPTOGRAPHY: Verdict = Verdict::Indeterminate(Reason::CryptoConstraintsFailure);
const UNKNOWN_SIGNER: Verdict = Verdict::Indeterminate(Reason::NoSigningCertificateFound);

/// One signature under judgement.
pub(super) struct Basic<'a> {
    pub(super) signer: &'a SignerInfo<'a>,
    pub(super) signed: Signed<'a>,
    pub(super) certificates: &'a [Certificate],
    /// Is a certificate named by SHA-1 alone good enough? Old time stamps have no better name (RFC 3161 before RFC 5816).
    pub(super) by_sha1: bool,
}

impl Basic<'_> {
    /// Checks everything but the certificate's path; fills `report` as far as it comes.
    pub(super) fn check(&self, report: &mut Signer) -> Result<Certificate, Fault> {
        // A signature without signed attributes could be one over attributes of another content: never accepted.
        let raw = self.signer.signed_attributes.ok_or((CONSTRAINTS, Part::SignedAttributes, Cause::NoSignedAttributes))?;
        let attributes = SignedAttributes::parse(raw).map_err(|error| (FORMAT, Part::SignedAttributes, Cause::Malformed(error.0)))?;
        report.signing_time = attributes.signing_time;

        let certificate = self.certificate(&attributes)?;
        report.facts = Some(Facts::of(certificate, self.signer.digest, attributes.message_digest, attributes.signing_time));
        self.names(&attributes, certificate)?;
        report.certificate = Some(certificate.clone());

        self.content(&attributes)?;
        report.order = Some(self.signature(raw, certificate)?);
        Ok(certificate.clone())
    }

    /// The one certificate that the signer identifier names. Where several bear that name and number, the signed attributes tell which one is
    /// meant; where they do not, nobody can.
    fn certificate(&self, attributes: &SignedAttributes<'_>) -> Result<&Certificate, Fault> {
        let found: Vec<&Certificate> = self.certificates.iter().filter(|certificate| self.signer.id.names(certificate)).collect();
        let by_sha1 = attributes.signing_certificate_v1.as_ref().filter(|_| self.by_sha1);
        let id = attributes.signing_certificate.as_ref().or(by_sha1);
        let named = found.iter().find(|certificate| id.is_some_and(|id| id.names(certificate) == Some(true)));
        match (named, &found[..]) {
            (Some(named), _) => Ok(*named),
            (None, []) => Err((UNKNOWN_SIGNER, Part::Certificate(1), Cause::CertificateMissing)),
            (None, [first, others @ ..]) if others.iter().all(|other| other == first) => Ok(*first),
            (None, _) => Err((UNKNOWN_SIGNER, Part::Certificate(1), Cause::CertificateAmbiguous)),
        }
    }

    /// signingCertificateV2 is there and names this very certificate.
    fn names(&self, attributes: &SignedAttributes<'_>, certificate: &Certificate) -> Result<(), Fault> {
        let by_sha1 = attributes.signing_certificate_v1.as_ref().filter(|_| self.by_sha1);
        let missing = if attributes.signing_certificate_v1.is_some() {
            (CRYPTOGRAPHY, Part::SignedAttributes, Cause::AlgorithmWeak("SHA-1"))
        } else {
            (CONSTRAINTS, Part::SignedAttributes, Cause::AttributeMissing("signingCertificateV2"))
        };
        match attributes.signing_certificate.as_ref().or(by_sha1).ok_or(missing)?.names(certificate) {
            Some(true) => Ok(()),
            Some(false) => Err((CONSTRAINTS, Part::Certificate(1), Cause::CertificateNotNamed)),
            None => Err((CRYPTOGRAPHY, Part::SignedAttributes, Cause::AlgorithmUnknown("signingCertificateV2".to_owned()))),
        }
    }

    /// contentType and messageDigest are there, the digest's algorithm is announced, and the content is this one.
    fn content(&self, attributes: &SignedAttributes<'_>) -> Result<(), Fault> {
        let digest = self.digest()?;
        if let Signed::Content { kind, announced, .. } = self.signed {
            if !announced.contains(&Some(digest)) {
                return Err((FORMAT, Part::Format, Cause::DigestNotAnnounced));
            }
            match attributes.content_type {
                Some(found) if found == kind => {}
                Some(_) => return Err((FORMAT, Part::SignedAttributes, Cause::ContentTypeDiffers)),
                None => return Err((CONSTRAINTS, Part::SignedAttributes, Cause::AttributeMissing("contentType"))),
            }
        } else if attributes.content_type.is_some() {
            return Err((FORMAT, Part::SignedAttributes, Cause::ContentTypeDiffers));
        }
        let signed = attributes.message_digest;
        let signed = signed.ok_or((CONSTRAINTS, Part::SignedAttributes, Cause::AttributeMissing("messageDigest")))?;
        // Where more than one is at hand, inside and beside, all have to be the signed one.
        let found: Vec<Cow<'_, [u8]>> = match self.signed {
            Signed::Content { inside, beside, .. } => {
                let beside = beside.iter().filter(|content| content.algorithm == digest).map(|content| Cow::Borrowed(&content.value[..]));
                beside.chain(inside.map(|content| Cow::Owned(digest.of(content)))).collect()
            }
            Signed::Value(value) => vec![Cow::Owned(digest.of(value))],
        };
        if found.is_empty() {
            Err((Verdict::Indeterminate(Reason::SignedDataNotFound), Part::Content, Cause::ContentMissing))
        } else if found.iter().all(|found| **found == *signed) {
            Ok(())
        } else {
            Err((Verdict::TotalFailed(Reason::HashFailure), Part::Content, Cause::ContentDiffers))
        }
    }

    fn digest(&self) -> Result<Digest, Fault> {
        let unknown = || {
            let raw = digest_identifier(self.signer).unwrap_or_default();
            (CRYPTOGRAPHY, Part::SignedAttributes, unknown_algorithm(raw))
        };
        self.signer.digest.ok_or_else(unknown)
    }

    /// The signature stands under the attributes as they came, with the tag of SET in place of `[0]`; or, since some writers sign one order
    /// and send another, in the order of DER. The same attributes are signed either way.
    fn signature(&self, attributes: &[u8], certificate: &Certificate) -> Result<AttributeOrder, Fault> {
        let algorithm = self.algorithm(certificate)?;
        let stands = |message: &[u8]| certificate.public_key().verify(algorithm, message, self.signer.signature);
        let sent = write::element(tag::SET, attributes);
        let sorted = sorted(attributes).unwrap_or_else(|| sent.clone());
        if stands(&sent) {
            Ok(if sent == sorted { AttributeOrder::Der } else { AttributeOrder::AsSent })
        } else if sent != sorted && stands(&sorted) {
            Ok(AttributeOrder::Sorted)
        } else {
            Err((Verdict::TotalFailed(Reason::SigCryptoFailure), Part::SignatureValue, Cause::SignatureWrong))
        }
    }

    fn algorithm(&self, certificate: &Certificate) -> Result<Algorithm, Fault> {
        const PART: Part = Part::SignatureValue;
        let raw = self.signer.algorithm;
        let algorithm = Algorithm::read_cms(raw, self.digest()?).map_err(|error| (FORMAT, PART, Cause::Malformed(error.0)))?;
        let algorithm = algorithm.ok_or_else(|| {
            let known = Algorithm::read(raw).ok().flatten().is_some();
            (CRYPTOGRAPHY, PART, if known { Cause::AlgorithmMismatch } else { unknown_algorithm(raw) })
        })?;
        let key = certificate.public_key();
        if key.kind().is_none() {
            return Err((CRYPTOGRAPHY, Part::Certificate(1), Cause::KeyUnknown));
        }
        if let Some(weakness) = key.weakness() {
            return Err((CRYPTOGRAPHY, Part::Certificate(1), Cause::KeyWeak(weakness)));
        }
        if key.takes(algorithm) {
            Ok(algorithm)
        } else {
            Err((Verdict::TotalFailed(Reason::SigCryptoFailure), PART, Cause::AlgorithmMismatch))
        }
    }
}

/// The same attributes as a SET in the order of DER.
fn sorted(attributes: &[u8]) -> Option<Vec<u8>> {
    let (mut reader, mut elements) = (Reader::new(attributes), Vec::new());
    while !reader.is_empty() {
        elements.push(reader.element().ok()?.raw.to_vec());
    }
    Some(write::set_of(elements))
}

/// digestAlgorithm of a signer as it stands: behind version and identifier.
fn digest_identifier<'a>(signer: &SignerInfo<'a>) -> Option<&'a [u8]> {
    let mut reader = Reader::new(signer.fields);
    reader.element().ok()?;
    reader.element().ok()?;
    Some(reader.element().ok()?.raw)
}

/// Of an AlgorithmIdentifier that is not ours.
pub(super) fn unknown_algorithm(raw: &[u8]) -> Cause {
    match obsolete(raw) {
        Some(name) => Cause::AlgorithmWeak(name),
        None => {
            let oid = Reader::whole_sequence(raw).and_then(|mut inner| inner.oid());
            Cause::AlgorithmUnknown(oid.map_or_else(|_| String::new(), |oid| oid.to_string()))
        }
    }
}
