//! Rules for one certificate of a path.

use const_oid::ObjectIdentifier;

use super::PathError;
use crate::{Certificate, Time, oid};

/// Extensions whose meaning is processed here, or which restrict nothing that we do.
const PROCESSED: [ObjectIdentifier; 9] = [
    oid::KEY_USAGE,
    oid::BASIC_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::AUTHORITY_INFO_ACCESS,
    oid::PRIVATE_KEY_USAGE_PERIOD,
    oid::SUBJECT_ALT_NAME,
];

pub(super) fn no_unknown_critical(certificate: &Certificate) -> Result<(), PathError> {
    // Any policy is acceptable, so a critical certificatePolicies asks for nothing; constraints on names and policies do.
    let processed = |oid: ObjectIdentifier| PROCESSED.contains(&oid) || oid == oid::CERTIFICATE_POLICIES;
    let unknown = certificate.extensions().iter().any(|extension| extension.critical && !processed(extension.oid));
    if unknown { Err(PathError::CriticalExtension) } else { Ok(()) }
}

pub(super) fn valid_at(certificate: &Certificate, at: Time) -> Result<(), PathError> {
    if at < certificate.not_before() {
        Err(PathError::NotYetValid)
    } else if at > certificate.not_after() {
        Err(PathError::Expired)
    } else {
        Ok(())
    }
}

/// Do name and key identifiers allow `issuer` to be the issuer of `certificate`?
pub(super) fn could_issue(issuer: &Certificate, certificate: &Certificate) -> bool {
    if issuer.subject() != certificate.issuer() {
        return false;
    }
    match (certificate.authority_key_identifier(), issuer.subject_key_identifier()) {
        (Ok(Some(wanted)), Ok(Some(found))) => wanted == found,
        (Ok(_), Ok(_)) => true,
        _ => false,
    }
}

/// May `issuer` stand above `path`?
pub(super) fn may_issue(issuer: &Certificate, path: &[&Certificate]) -> Result<(), PathError> {
    no_unknown_critical(issuer)?;
    let constraints = issuer.constraints().ok().flatten().filter(|constraints| constraints.authority).ok_or(PathError::NotAnAuthority)?;
    let usage = issuer.usage().map_err(|_| PathError::NotAnAuthority)?;
    if usage.is_some_and(|usage| !usage.certificate_sign) {
        return Err(PathError::NotAnAuthority);
    }
    // Authorities between the issuer and the end certificate; self-issued ones (roll-over) do not count.
    let between = path.iter().skip(1).filter(|certificate| !certificate.is_self_issued()).count();
    match constraints.path_length {
        Some(length) if between > usize::from(length) => Err(PathError::NotAnAuthority),
        _ => Ok(()),
    }
}
