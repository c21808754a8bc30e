//! From a certificate to a trust anchor (RFC 5280 §6) at a given moment, by given evidence.
//!
//! [`judge`] finds a path and says by which evidence it holds, or which certificate of the most promising path broke which rule.
//! [`validate`] is the same question with fewer words.

mod judge;
mod policies;
mod proven;
mod refusal;
mod revocation;
mod rules;
mod search;

use const_oid::ObjectIdentifier;

pub use judge::judge;
pub use proven::Proven;
pub use refusal::{PathError, Refusal, Rule};
pub use revocation::{Revocation, Source, Standing};

use crate::ocsp::Answer;
use crate::{Certificate, Crl, Time};

/// Longest path, the anchor included.
pub const LONGEST: usize = 8;
/// Most complete paths looked at in one judgement.
pub const MOST_CANDIDATES: u32 = 64;
/// Most signatures checked in one judgement: hostile sets of certificates with equal names end here.
pub const MOST_SIGNATURES: u32 = 160;

/// What the verifier goes by.
#[derive(Debug, Clone, Copy)]
pub struct Trust<'a> {
    /// Roots. Nothing else is trusted.
    pub anchors: &'a [Certificate],
    /// Further certificates to build the path with, trusted in nothing.
    pub intermediates: &'a [Certificate],
    /// Lists at hand. Each of an issuer of the path costs a signature of the budget: those of years do not belong here.
    pub crls: &'a [Crl],
    /// What to do about revocation.
    pub revocation: Revocation,
    /// Where signatures under certificates are remembered, for whoever judges many.
    pub proven: Option<&'a Proven>,
}

/// All that can be asked: [`Trust`], the moment, and the policies that the path must stand under.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// What the verifier goes by.
    pub trust: Trust<'a>,
    /// OCSP answers at hand.
    pub answers: &'a [Answer],
    /// The moment for which the path must hold.
    pub at: Time,
    /// Policies asked for.
    pub policies: Policies,
}

/// The inputs of RFC 5280 §6.1.1 (c) to (g). The default asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policies {
    /// user-initial-policy-set; `None` is anyPolicy.
    pub acceptable: Option<Vec<ObjectIdentifier>>,
    /// initial-explicit-policy: the path must be valid under one of them.
    pub require_explicit: bool,
    /// initial-policy-mapping-inhibit.
    pub inhibit_mapping: bool,
    /// initial-any-policy-inhibit.
    pub inhibit_any: bool,
}

/// A path that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// From the certificate asked about to the anchor, both included.
    pub certificates: Vec<Certificate>,
    /// Standing of each certificate but the anchor, in the same order.
    pub standings: Vec<Standing>,
    /// What each standing rests on, in the same order.
    pub sources: Vec<Vec<Source>>,
    /// user-constrained-policy-set: under which policies the path is valid. anyPolicy stands for all of them.
    pub policies: Vec<ObjectIdentifier>,
}

/// Finds a path from `certificate` that holds at `at`, under whatever policies.
///
/// Where several certificates could be the issuer, each is tried; the error is that of the most promising one.
pub fn validate(certificate: &Certificate, trust: &Trust<'_>, at: Time) -> Result<Path, PathError> {
    judge(certificate, &Question { trust: *trust, answers: &[], at, policies: Policies::default() }).map_err(|refusal| refusal.short())
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod limbo;
#[cfg(test)]
mod pkits;
#[cfg(test)]
mod tests;
