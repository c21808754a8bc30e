//! Certificates of the house's own services: the OCSP responder and the time stamp authority.

use super::{Issuer, ProfileError, Term, of_issuer};
use crate::certificate::{Contents, to_be_signed};
use crate::extension::Extension;
use crate::{Malformed, Name, PublicKey};

/// TBSCertificate of a responder to whom `issuer` delegates its OCSP answers. It lives shortly and is not asked about (nocheck).
pub fn responder(issuer: Issuer<'_>, subject: &Name, key: &PublicKey, term: &Term) -> Result<Vec<u8>, ProfileError> {
    of_service(issuer, subject, key, term, vec![Extension::purpose_of_responder(), Extension::no_check()])
}

/// TBSCertificate of a time stamp authority: its one purpose is critical (RFC 3161 §2.3). `key_until` is the last moment of its private
/// key, not later than the certificate's, so that its last stamps can be verified for a while.
pub fn time_stamper(
    issuer: Issuer<'_>,
    subject: &Name,
    key: &PublicKey,
    term: &Term,
    key_until: crate::Time,
) -> Result<Vec<u8>, ProfileError> {
    if key_until < term.not_before || key_until > term.not_after {
        return Err(ProfileError::Inverted);
    }
    let own = vec![Extension::purpose_of_time_stamper(), Extension::private_key_period(term.not_before, key_until)];
    of_service(issuer, subject, key, term, own)
}

fn of_service(issuer: Issuer<'_>, subject: &Name, key: &PublicKey, term: &Term, own: Vec<Extension>) -> Result<Vec<u8>, ProfileError> {
    term.check(Some(issuer.certificate))?;
    let mut extensions = vec![Extension::usage_of_service(), Extension::subject_key(&key.identifier())];
    extensions.extend(own);
    extensions.extend(of_issuer(issuer)?);
    Ok(to_be_signed(&Contents {
        serial: &term.serial,
        algorithm: issuer.certificate.public_key().algorithm().ok_or(Malformed("issuer's key"))?,
        issuer: issuer.certificate.subject(),
        not_before: term.not_before,
        not_after: term.not_after,
        subject,
        spki: key.spki(),
        extensions: &extensions,
    }))
}
