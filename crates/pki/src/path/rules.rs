//! RFC 5280 §6.1 over one candidate path whose signatures and names are known to chain.

use const_oid::ObjectIdentifier;

use super::policies::Graph;
use super::{Policies, Rule};
use crate::name_constraints::{Allowed, Breach};
use crate::{Certificate, Malformed, Time, oid};

/// Extensions whose meaning is processed here, or which restrict nothing that we do.
const PROCESSED: [ObjectIdentifier; 15] = [
    oid::KEY_USAGE,
    oid::BASIC_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::AUTHORITY_INFO_ACCESS,
    oid::PRIVATE_KEY_USAGE_PERIOD,
    oid::SUBJECT_ALT_NAME,
    oid::ISSUER_ALT_NAME,
    oid::CERTIFICATE_POLICIES,
    oid::POLICY_MAPPINGS,
    oid::POLICY_CONSTRAINTS,
    oid::INHIBIT_ANY_POLICY,
    oid::NAME_CONSTRAINTS,
];

/// Checks `path`, from the asked certificate to the anchor; answers the user-constrained-policy-set. An error says which place of the
/// path broke which rule.
///
/// The anchor is held to the constraints of its own certificate as well (RFC 5937), but to no policies.
pub(super) fn check(path: &[&Certificate], at: Time, policies: &Policies) -> Result<Vec<ObjectIdentifier>, (usize, Rule)> {
    let Some((anchor, below)) = path.split_last() else { return Err((0, Rule::NoIssuer)) };
    let place = below.len();
    let mut allowed = Allowed::default();
    let mut room: usize = usize::MAX;
    let mut graph = Graph::new(policies, below.len());
    alone(anchor, at).map_err(|rule| (place, rule))?;
    if !below.is_empty() {
        issues(anchor, &mut room, &mut allowed).map_err(|rule| (place, rule))?;
    }
    for (place, certificate) in below.iter().enumerate().rev() {
        let fails = |rule| (place, rule);
        let (last, self_issued) = (place == 0, is_self_issued(certificate));
        alone(certificate, at).map_err(fails)?;
        if last || !self_issued {
            allowed.check(certificate).map_err(|breach| fails(breach.into()))?;
        }
        graph.take(certificate, self_issued, last).map_err(fails)?;
        if !last {
            if !self_issued {
                room = room.checked_sub(1).ok_or(fails(Rule::PathLength))?;
            }
            issues(certificate, &mut room, &mut allowed).map_err(fails)?;
        }
    }
    graph.end().map_err(|rule| (0, rule))
}

/// What holds for every certificate: known critical extensions, validity.
fn alone(certificate: &Certificate, at: Time) -> Result<(), Rule> {
    let unknown = certificate.extensions().iter().find(|extension| extension.critical && !PROCESSED.contains(&extension.oid));
    if let Some(extension) = unknown {
        return Err(Rule::CriticalExtension(extension.oid));
    }
    let authority = certificate.constraints().map_err(Rule::Malformed)?.is_some_and(|constraints| constraints.authority);
    if !authority && certificate.extensions().iter().any(|extension| extension.oid == oid::NAME_CONSTRAINTS) {
        return Err(Rule::Malformed(Malformed("name constraints of no authority")));
    }
    if let Some(weakness) = certificate.public_key().weakness() {
        return Err(Rule::WeakKey(weakness));
    }
    if at < certificate.not_before() {
        Err(Rule::NotYetValid)
    } else if at > certificate.not_after() {
        Err(Rule::Expired)
    } else {
        Ok(())
    }
}

/// What holds for whoever issued something: authority, key usage; and what it demands of everything below.
fn issues(certificate: &Certificate, room: &mut usize, allowed: &mut Allowed) -> Result<(), Rule> {
    // A name that says nothing chains to anything (RFC 5280 §4.1.2.6).
    if certificate.subject().is_empty() {
        return Err(Rule::Malformed(Malformed("authority without a name")));
    }
    let constraints = certificate.constraints().map_err(Rule::Malformed)?;
    let constraints = constraints.filter(|constraints| constraints.authority).ok_or(Rule::NotAnAuthority)?;
    if certificate.usage().map_err(Rule::Malformed)?.is_some_and(|usage| !usage.certificate_sign) {
        return Err(Rule::KeyUsage);
    }
    if let Some(length) = constraints.path_length {
        *room = (*room).min(usize::from(length));
    }
    allowed.narrow(certificate).map_err(Rule::Malformed)
}

impl From<Breach> for Rule {
    fn from(breach: Breach) -> Self {
        match breach {
            Breach::Forbidden => Self::NameConstraints,
            Breach::Malformed(malformed) => Self::Malformed(malformed),
            Breach::TooMany => Self::TooComplex,
        }
    }
}

/// By the comparison of RFC 5280 §7.1, not byte by byte.
fn is_self_issued(certificate: &Certificate) -> bool {
    certificate.subject().matches(certificate.issuer())
}

/// Do name and key identifiers allow `issuer` to be the issuer of `certificate`?
pub(super) fn could_issue(issuer: &Certificate, certificate: &Certificate) -> bool {
    if !issuer.subject().matches(certificate.issuer()) {
        return false;
    }
    match (certificate.authority_key_identifier(), issuer.subject_key_identifier()) {
        (Ok(Some(wanted)), Ok(Some(found))) => wanted == found,
        (Ok(_), Ok(_)) => true,
        _ => false,
    }
}
