//! From a certificate to a trust anchor (RFC 5280 §6, without policies and name constraints), at a given moment, by given evidence.

mod revocation;
mod rules;

pub use revocation::{Revocation, Standing};

use crate::{Certificate, Crl, Time};

/// Longest path, the anchor included.
const LONGEST: usize = 8;
/// Most signatures checked while searching: hostile sets of certificates with equal names end here.
const BUDGET: usize = 40;

/// What the verifier goes by.
#[derive(Debug, Clone, Copy)]
pub struct Trust<'a> {
    /// Roots. Nothing else is trusted.
    pub anchors: &'a [Certificate],
    /// Further certificates to build the path with, trusted in nothing.
    pub intermediates: &'a [Certificate],
    /// Lists at hand.
    pub crls: &'a [Crl],
    /// What to do about revocation.
    pub revocation: Revocation,
}

/// A path that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// From the certificate asked about to the anchor, both included.
    pub certificates: Vec<Certificate>,
    /// Standing of each certificate but the anchor, in the same order.
    pub standings: Vec<Standing>,
}

/// Why there is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nobody at hand has the issuer's name and key, or the path ends outside the anchors.
    #[error("no path to a trust anchor")]
    NoPath,
    /// The issuer is at hand, but its key does not stand behind the signature.
    #[error("signature of a certificate is wrong")]
    Signature,
    /// A certificate is not valid yet.
    #[error("a certificate is not valid yet")]
    NotYetValid,
    /// A certificate has expired.
    #[error("a certificate has expired")]
    Expired,
    /// An issuer is no authority, or may not sign certificates, or not so deep.
    #[error("an issuer may not issue")]
    NotAnAuthority,
    /// A critical extension that is not processed here.
    #[error("unknown critical extension")]
    CriticalExtension,
    /// A certificate is revoked: since when.
    #[error("a certificate is revoked since {at}")]
    Revoked {
        /// Since when.
        at: Time,
        /// Is it the very certificate asked about?
        own: bool,
    },
    /// Revocation has to be known and is not.
    #[error("revocation is not known")]
    RevocationUnknown,
    /// Too many certificates of equal names.
    #[error("search gave up")]
    TooComplex,
}

/// Finds a path from `certificate` that holds at `at`.
///
/// Where several certificates could be the issuer, each is tried; the error is that of the most promising one.
pub fn validate(certificate: &Certificate, trust: &Trust<'_>, at: Time) -> Result<Path, PathError> {
    rules::no_unknown_critical(certificate)?;
    rules::valid_at(certificate, at)?;
    let mut search = Search { trust, at, budget: BUDGET };
    let certificates = search.extend(vec![certificate])?;
    let standings = revocation::standings(&certificates, trust, at)?;
    Ok(Path { certificates: certificates.into_iter().cloned().collect(), standings })
}

struct Search<'a, 't> {
    trust: &'t Trust<'a>,
    at: Time,
    budget: usize,
}

impl<'a> Search<'a, '_> {
    fn extend<'p>(&mut self, path: Vec<&'p Certificate>) -> Result<Vec<&'p Certificate>, PathError>
    where
        'a: 'p,
    {
        let last = *path.last().expect("a path begins with a certificate");
        if self.trust.anchors.contains(last) {
            return Ok(path);
        }
        if path.len() == LONGEST {
            return Err(PathError::NoPath);
        }
        let mut best = PathError::NoPath;
        let candidates = self.trust.anchors.iter().chain(self.trust.intermediates).filter(|issuer| rules::could_issue(issuer, last));
        for issuer in candidates {
            if path.contains(&issuer) {
                continue;
            }
            match self.step(&path, last, issuer) {
                Ok(path) => return Ok(path),
                Err(PathError::TooComplex) => return Err(PathError::TooComplex),
                Err(error) if best == PathError::NoPath || best == PathError::Signature => best = error,
                Err(_) => {}
            }
        }
        Err(best)
    }

    fn step<'p>(&mut self, path: &[&'p Certificate], last: &Certificate, issuer: &'a Certificate) -> Result<Vec<&'p Certificate>, PathError>
    where
        'a: 'p,
    {
        self.budget = self.budget.checked_sub(1).ok_or(PathError::TooComplex)?;
        if !last.is_signed_by(issuer.public_key()) {
            return Err(PathError::Signature);
        }
        rules::may_issue(issuer, path)?;
        rules::valid_at(issuer, self.at)?;
        self.extend([path, &[issuer]].concat())
    }
}

#[cfg(test)]
mod tests;
