//! Verification of a CMS over its original bytes, at a given moment, by given trust.

use std::borrow::Cow;

use pki::asn1::{tag, write};
use pki::path::{self, PathError, Trust};
use pki::{Algorithm, Certificate, Crl, Time};

use crate::ContentDigest;
use crate::cms::attributes::SignedAttributes;
use crate::cms::ber;
use crate::cms::read::{SignedData, SignerId, SignerInfo};
use crate::facts::Facts;
use crate::report::{Reason, Report, Signer, Verdict};

/// Says what is known of every signer of `cms`.
///
/// `contents` are the digests of one content that are at hand; a CMS with its content inside needs none, and with some must hold the same
/// content. `at` is the moment for which the verdict is asked: a moment at which the
/// signature is known to exist. Certificates and lists inside the CMS help to build paths and are trusted in nothing.
pub fn verify(cms: &[u8], contents: &[ContentDigest], trust: &Trust<'_>, at: Time) -> Report {
    let Ok(der) = ber::to_der(cms) else { return Report { signers: Vec::new() } };
    let Ok(data) = SignedData::parse(&der) else { return Report { signers: Vec::new() } };
    // An odd certificate beside the ones needed spoils nothing: the needed ones have to parse.
    let embedded: Vec<Certificate> = data.certificates.iter().filter_map(|der| Certificate::parse(der).ok()).collect();
    let lists: Vec<Crl> = data.crls.iter().filter_map(|der| Crl::parse(der).ok()).collect();
    let intermediates = [&embedded, trust.intermediates].concat();
    // Lists of our own may be long: copied only where the CMS brings others.
    let crls = if lists.is_empty() { Cow::Borrowed(trust.crls) } else { Cow::Owned([&lists, trust.crls].concat()) };
    let trust = Trust { intermediates: &intermediates, crls: &crls, ..*trust };
    let signers = data.signers.iter().map(|signer| Check { data: &data, signer, contents, trust: &trust, at }.run()).collect();
    Report { signers }
}

struct Check<'a> {
    data: &'a SignedData<'a>,
    signer: &'a SignerInfo<'a>,
    contents: &'a [ContentDigest],
    trust: &'a Trust<'a>,
    at: Time,
}

impl Check<'_> {
    fn run(&self) -> Signer {
        let mut report = Signer {
            verdict: Verdict::TotalPassed,
            certificate: None,
            facts: None,
            signing_time: None,
            path: Vec::new(),
            standings: Vec::new(),
        };
        if let Err(verdict) = self.steps(&mut report) {
            report.verdict = verdict;
        }
        report
    }

    /// The order is that of EN 319 102-1: format, certificate, content, signature, path. The first that fails decides.
    fn steps(&self, report: &mut Signer) -> Result<(), Verdict> {
        const FORMAT: Verdict = Verdict::TotalFailed(Reason::FormatFailure);
        // A signature without signed attributes could be one over attributes of another content: never accepted.
        let raw = self.signer.signed_attributes.ok_or(Verdict::Indeterminate(Reason::SigConstraintsFailure))?;
        let attributes = SignedAttributes::parse(raw).map_err(|_| FORMAT)?;
        report.signing_time = attributes.signing_time;

        let certificate = self.certificate()?;
        report.facts = Some(Facts::of(certificate, self.signer.digest, attributes.message_digest, attributes.signing_time));
        self.names(&attributes, certificate)?;
        report.certificate = Some(certificate.clone());

        self.content(&attributes)?;
        self.signature(raw, certificate)?;
        let path = self.path(certificate, attributes.signing_time)?;
        (report.path, report.standings) = (path.certificates, path.standings);
        Ok(())
    }

    /// The one certificate that the signer identifier names.
    fn certificate(&self) -> Result<&Certificate, Verdict> {
        let wanted = |certificate: &&Certificate| match &self.signer.id {
            SignerId::IssuerAndSerial(issuer, serial) => certificate.issuer().der() == *issuer && certificate.serial() == serial,
            SignerId::KeyIdentifier(wanted) => certificate.subject_key_identifier().is_ok_and(|found| found.as_deref() == Some(*wanted)),
        };
        let mut found = self.trust.intermediates.iter().filter(wanted);
        let first = found.next().ok_or(Verdict::Indeterminate(Reason::NoSigningCertificateFound))?;
        // Two different certificates under one number: no telling which one is meant.
        if found.all(|other| other == first) { Ok(first) } else { Err(Verdict::Indeterminate(Reason::NoSigningCertificateFound)) }
    }

    /// signingCertificateV2 is there and names this very certificate.
    fn names(&self, attributes: &SignedAttributes<'_>, certificate: &Certificate) -> Result<(), Verdict> {
        let id = attributes.signing_certificate.as_ref().ok_or(Verdict::Indeterminate(Reason::SigConstraintsFailure))?;
        match id.names(certificate) {
            Some(true) => Ok(()),
            Some(false) => Err(Verdict::Indeterminate(Reason::SigConstraintsFailure)),
            None => Err(Verdict::Indeterminate(Reason::CryptoConstraintsFailure)),
        }
    }

    /// contentType and messageDigest are there, the digest's algorithm is announced, and the content is this one.
    fn content(&self, attributes: &SignedAttributes<'_>) -> Result<(), Verdict> {
        let digest = self.signer.digest.ok_or(Verdict::Indeterminate(Reason::CryptoConstraintsFailure))?;
        let announced = self.data.digests.contains(&Some(digest));
        if !announced || attributes.content_type.is_some_and(|found| found != self.data.content_type) {
            return Err(Verdict::TotalFailed(Reason::FormatFailure));
        }
        let (Some(_), Some(signed)) = (attributes.content_type, attributes.message_digest) else {
            return Err(Verdict::Indeterminate(Reason::SigConstraintsFailure));
        };
        let beside = self.contents.iter().find(|content| content.algorithm == digest).map(|content| Cow::Borrowed(&content.value[..]));
        let inside = self.data.content.map(|content| Cow::Owned(digest.of(content)));
        match (beside, inside) {
            (None, None) => Err(Verdict::Indeterminate(Reason::SignedDataNotFound)),
            (beside, inside) if beside.iter().chain(&inside).all(|found| **found == *signed) => Ok(()),
            _ => Err(Verdict::TotalFailed(Reason::HashFailure)),
        }
    }

    /// The signature stands under the attributes as they came, with the tag of SET in place of `[0]`.
    fn signature(&self, attributes: &[u8], certificate: &Certificate) -> Result<(), Verdict> {
        let digest = self.signer.digest.ok_or(Verdict::Indeterminate(Reason::CryptoConstraintsFailure))?;
        let algorithm = Algorithm::read_cms(self.signer.algorithm, digest).map_err(|_| Verdict::TotalFailed(Reason::FormatFailure))?;
        let algorithm = algorithm.ok_or(Verdict::Indeterminate(Reason::CryptoConstraintsFailure))?;
        let message = write::element(tag::SET, attributes);
        if certificate.public_key().verify(algorithm, &message, self.signer.signature) {
            Ok(())
        } else {
            Err(Verdict::TotalFailed(Reason::SigCryptoFailure))
        }
    }

    /// A path holds at the asked moment, and the key is for signatures.
    fn path(&self, certificate: &Certificate, signing_time: Option<Time>) -> Result<path::Path, Verdict> {
        match certificate.usage() {
            Ok(usage) if usage.is_none_or(|usage| usage.digital_signature || usage.non_repudiation) => {}
            _ => return Err(Verdict::Indeterminate(Reason::ChainConstraintsFailure)),
        }
        path::validate(certificate, self.trust, self.at).map_err(|error| match error {
            PathError::Revoked { at, own: true } if signing_time.is_some_and(|signed| signed >= at) => {
                Verdict::TotalFailed(Reason::Revoked)
            }
            error => Verdict::Indeterminate(reason(error)),
        })
    }
}

fn reason(error: PathError) -> Reason {
    match error {
        PathError::NoPath | PathError::TooComplex => Reason::NoCertificateChainFound,
        PathError::Signature
        | PathError::NotAnAuthority
        | PathError::CriticalExtension
        | PathError::NameConstraints
        | PathError::Policy => Reason::CertificateChainGeneralFailure,
        PathError::Cryptography => Reason::CryptoConstraintsFailure,
        PathError::NotYetValid => Reason::NotYetValid,
        PathError::Expired => Reason::OutOfBoundsNoPoe,
        PathError::Revoked { own: true, .. } => Reason::RevokedNoPoe,
        PathError::Revoked { own: false, .. } => Reason::RevokedCaNoPoe,
        PathError::RevocationUnknown => Reason::TryLater,
    }
}
