//! What keeps an authority from working, found at start and not at the first certificate.

use domain::id::AuthorityId;
use domain::time::Timestamp;
use keys::Keys;
use pki::lint::{self, Sort};

use crate::authority::Authority;
use crate::convert::{time, timestamp};
use crate::{CaError, Terms, at_work};

/// Checks every authority whose time is not over: its key is there and is the certificate's, the clock is within its validity, its
/// certificate keeps its profile and its parent stands, and the one that issues lasts long enough for what it issues.
pub async fn check_start(keys: &Keys, authorities: &[Authority], terms: Terms, now: Timestamp) -> Result<(), CaError> {
    let at_work: Vec<AuthorityId> = at_work(authorities).iter().map(|one| one.id).collect();
    for authority in authorities {
        let (certificate, issues) = (&authority.certificate, !authority.is_root() && at_work.contains(&authority.id));
        if time(now) < certificate.not_before() {
            return Err(CaError::Clock { now, known: timestamp(certificate.not_before()) });
        }
        if issues && time(now).plus_months(terms.key.min(terms.certificate)) > certificate.not_after() {
            return Err(CaError::EndsTooSoon(authority.id));
        }
        if time(now) > certificate.not_after() {
            continue;
        }
        if keys.public(authority.key).await? != certificate.public_key().spki() {
            return Err(unusable(authority.id, "its private key is not that of its certificate"));
        }
        if !authority.algorithm.can_sign() || certificate.public_key().algorithm() != Some(authority.algorithm) {
            return Err(unusable(authority.id, "no profile for its algorithm"));
        }
        check_certificate(authority, authorities)?;
    }
    Ok(())
}

/// Profile and signature of an authority's own certificate.
fn check_certificate(authority: &Authority, authorities: &[Authority]) -> Result<(), CaError> {
    let parent = authority.parent.unwrap_or(authority.id);
    let Some(parent) = authorities.iter().find(|other| other.id == parent) else {
        return Err(unusable(authority.id, "the authority above it is missing"));
    };
    let sort = if authority.is_root() { Sort::Root } else { Sort::Issuing };
    let findings = lint::check(&authority.certificate, sort, &parent.certificate);
    if lint::forbids(&findings) {
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        return Err(unusable(authority.id, &codes.join(", ")));
    }
    if !authority.certificate.is_signed_by(parent.certificate.public_key()) {
        return Err(unusable(authority.id, "its certificate is not signed by the authority above it"));
    }
    Ok(())
}

fn unusable(id: AuthorityId, problem: &str) -> CaError {
    CaError::Unusable { id, problem: problem.to_owned() }
}
