//! May the signer of an answer speak for the issuer (RFC 6960 §4.2.2.2), and is the answer the one that was asked for (§3.2)?

use super::{Answer, SKEW, Single, Status};
use crate::extension::Extensions;
use crate::{Certificate, Serial, Time, oid};

/// Most certificates of the responder's name or key that are tried.
const MOST_CANDIDATES: usize = 8;

/// Who signed an answer, found to be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer<'a> {
    /// The issuer of the certificates asked about, itself.
    Issuer,
    /// Somebody whom the issuer certified for it.
    Delegate(&'a Certificate),
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Issuer of the certificate asked about.
    pub issuer: &'a Certificate,
    /// Its serial number.
    pub serial: &'a Serial,
    /// The nonce that was sent, where one was.
    pub nonce: Option<&'a [u8]>,
    /// Must the answer repeat it? Responders with answers signed beforehand do not (RFC 5019 §4).
    pub nonce_required: bool,
    /// Now.
    pub at: Time,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Neither the issuer nor a certificate issued by it for OCSP answers fits the responder's id.
    #[error("the responder may not speak for the issuer")]
    Responder,
    /// The responder's certificate was not valid when the answer was made.
    #[error("the responder's certificate was not valid")]
    ResponderExpired,
    /// The responder's key does not stand behind the signature.
    #[error("the answer's signature is wrong")]
    Signature,
    /// A critical extension that is not understood.
    #[error("the answer has an unknown critical extension")]
    CriticalExtension,
    /// Another nonce than the one sent, or none where one is required.
    #[error("the nonce is not the one that was sent")]
    Nonce,
    /// It speaks of other certificates.
    #[error("the answer is about another certificate")]
    OtherCertificate,
    /// Made in the future.
    #[error("the answer is not valid yet")]
    NotYet,
    /// Newer knowledge should be there by now.
    #[error("the answer is out of date")]
    Stale,
}

impl Answer {
    /// Finds who signed it among the issuer and the certificates that came along or are at hand, and checks that they may and did.
    ///
    /// A delegate is certified by the very key of the issuer, for OCSP answers, and was valid when the answer was made. Whether the
    /// delegate itself is revoked is not looked at: [`is_not_asked_about`] tells whether it must be.
    pub fn authorize<'a>(&'a self, issuer: &Certificate, at_hand: &'a [Certificate]) -> Result<Signer<'a>, Fault> {
        if self.has_unknown_critical() {
            return Err(Fault::CriticalExtension);
        }
        if self.responder().is(issuer) && self.is_signed_by(issuer.public_key()) {
            return Ok(Signer::Issuer);
        }
        let mut fault = if self.responder().is(issuer) { Fault::Signature } else { Fault::Responder };
        let candidates = self.certificates().iter().chain(at_hand).filter(|candidate| self.responder().is(candidate));
        for candidate in candidates.take(MOST_CANDIDATES) {
            match self.may_delegate(candidate, issuer) {
                Ok(()) => return Ok(Signer::Delegate(candidate)),
                Err(found) => fault = found,
            }
        }
        Err(fault)
    }

    fn may_delegate(&self, candidate: &Certificate, issuer: &Certificate) -> Result<(), Fault> {
        let purpose = candidate.purposes().ok().flatten().is_some_and(|purposes| purposes.contains(&oid::OCSP_SIGNING));
        let usage = candidate.usage().is_ok_and(|usage| usage.is_none_or(|usage| usage.digital_signature || usage.non_repudiation));
        let known = [oid::KEY_USAGE, oid::EXTENDED_KEY_USAGE, oid::BASIC_CONSTRAINTS, oid::OCSP_NO_CHECK, oid::CERTIFICATE_POLICIES];
        let understood = candidate.extensions().iter().all(|extension| !extension.critical || known.contains(&extension.oid));
        if !purpose || !usage || !understood || !candidate.issuer().matches(issuer.subject()) {
            return Err(Fault::Responder);
        }
        if !candidate.is_valid_at(self.produced_at()) {
            return Err(Fault::ResponderExpired);
        }
        if !self.is_signed_by(candidate.public_key()) {
            return Err(Fault::Signature);
        }
        if candidate.is_signed_by(issuer.public_key()) { Ok(()) } else { Err(Fault::Responder) }
    }

    /// What it says of a certificate of this issuer, if it does.
    pub fn about(&self, issuer: &Certificate, serial: &Serial) -> Option<&Single> {
        self.singles().iter().find(|single| single.id.serial() == serial && single.id.is_of(issuer) && !single.unknown_critical)
    }

    /// Is it the answer to what was asked just now? Answers the status.
    pub fn check(&self, expected: &Expected<'_>, at_hand: &[Certificate]) -> Result<Status, Fault> {
        self.authorize(expected.issuer, at_hand)?;
        match (expected.nonce, self.nonce()) {
            (Some(sent), Some(got)) if sent != got => return Err(Fault::Nonce),
            (Some(_), None) if expected.nonce_required => return Err(Fault::Nonce),
            (None, _) if expected.nonce_required => return Err(Fault::Nonce),
            _ => {}
        }
        let single = self.about(expected.issuer, expected.serial).ok_or(Fault::OtherCertificate)?;
        if single.this_update > expected.at.plus_seconds(SKEW) || self.produced_at() > expected.at.plus_seconds(SKEW) {
            return Err(Fault::NotYet);
        }
        if single.is_fresh_at(expected.at) { Ok(single.status) } else { Err(Fault::Stale) }
    }
}

impl Single {
    /// Is nothing newer to be expected at `at`, give or take [`SKEW`]?
    pub fn is_fresh_at(&self, at: Time) -> bool {
        at <= self.next_update.unwrap_or(self.this_update).plus_seconds(SKEW)
    }
}

/// Has the issuer said that nobody need ask about this responder (id-pkix-ocsp-nocheck)?
pub fn is_not_asked_about(responder: &Certificate) -> bool {
    responder.extension(oid::OCSP_NO_CHECK).is_some()
}
