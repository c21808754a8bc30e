//! The path of a certificate at a moment, by everything at hand (EN 319 102-1 §5.2.6), and what it rests on.

use pki::path::{self, Path, Policies, Refusal, Rule, Source, Standing, Trust};
use pki::{Certificate, Time, digest, oid};

use super::Question;
use super::basic::Fault;
use super::pool::Pool;
use crate::report::{Cause, Evidence, EvidenceKind, Link, Part, Reason, Verdict};

/// What a key is to be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Signatures under documents.
    Documents,
    /// Time stamps.
    Stamps,
}

/// Is the certificate for this?
pub(super) fn is_for(certificate: &Certificate, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Stamps => pki::tsp::may_stamp(certificate),
        Purpose::Documents => {
            let usage = certificate.usage().is_ok_and(|usage| usage.is_none_or(|usage| usage.digital_signature || usage.non_repudiation));
            // Purposes of services alone: a server's, a program's, a responder's, a time stamper's.
            let services = [oid::SERVER_AUTH, oid::CODE_SIGNING, oid::OCSP_SIGNING, oid::TIME_STAMPING];
            let of_services = |purposes: Vec<_>| purposes.iter().all(|purpose| services.contains(purpose));
            usage && certificate.purposes().is_ok_and(|purposes| !purposes.is_some_and(of_services))
        }
    }
}

/// Looks for a path at `at`.
pub(super) fn judge(certificate: &Certificate, pool: &Pool<'_>, question: &Question<'_>, at: Time) -> Result<Path, Refusal> {
    let trust = Trust { intermediates: &pool.certificates, crls: &pool.lists, ..question.trust };
    path::judge(certificate, &path::Question { trust, answers: &pool.answers, at, policies: Policies::default() })
}

/// The links of a path that holds.
pub(super) fn links(path: &Path, pool: &Pool<'_>) -> Vec<Link> {
    let last = path.certificates.len() - 1;
    let link = |(place, certificate): (usize, &Certificate)| Link {
        certificate: certificate.clone(),
        standing: path.standings.get(place).copied(),
        evidence: path.sources.get(place).map_or(Vec::new(), |sources| sources.iter().map(|source| evidence(*source, pool)).collect()),
        anchor: place == last,
    };
    path.certificates.iter().enumerate().map(link).collect()
}

/// The links of a path that does not hold, as far as it came.
pub(super) fn broken(refusal: &Refusal, anchors: &[Certificate]) -> Vec<Link> {
    let link = |certificate: &Certificate| Link {
        certificate: certificate.clone(),
        standing: None,
        evidence: Vec::new(),
        anchor: anchors.contains(certificate),
    };
    refusal.path.iter().map(link).collect()
}

fn evidence(source: Source, pool: &Pool<'_>) -> Evidence {
    match source {
        Source::List(place) => {
            let list = &pool.lists[place];
            Evidence {
                kind: EvidenceKind::Crl,
                embedded: place < pool.embedded_lists,
                this_update: list.this_update(),
                next_update: list.next_update(),
                sha256: digest::sha256(list.der()),
            }
        }
        Source::Answer(place) => {
            let answer = &pool.answers[place];
            let single = answer.singles().first();
            Evidence {
                kind: EvidenceKind::Ocsp,
                embedded: place < pool.embedded_answers,
                this_update: single.map_or(answer.produced_at(), |single| single.this_update),
                next_update: single.and_then(|single| single.next_update),
                sha256: digest::sha256(answer.basic_der()),
            }
        }
    }
}

/// Places in the path, counted from 1, whose revocation nothing at hand tells of.
pub(super) fn unknown(path: &Path) -> impl Iterator<Item = usize> {
    path.standings.iter().enumerate().filter(|(_, standing)| **standing == Standing::Unknown).map(|(place, _)| place + 1)
}

/// The fault of a refusal. `claimed` is when the signer claims to have signed, `proven` when the signature is proven to exist.
pub(super) fn fault(refusal: &Refusal, claimed: Option<Time>, proven: Option<Time>) -> Fault {
    let own = refusal.at == 0;
    let certificate = refusal.path.first();
    let verdict = match refusal.rule {
        // What signers say against themselves is believed.
        Rule::Revoked { at, .. } if own && claimed.is_some_and(|claimed| claimed >= at) => Verdict::TotalFailed(Reason::Revoked),
        Rule::Expired if own && certificate.is_some_and(|own| claimed.is_some_and(|claimed| claimed > own.not_after())) => {
            Verdict::TotalFailed(Reason::Expired)
        }
        Rule::NotYetValid if own && certificate.is_some_and(|own| proven.is_some_and(|proven| proven < own.not_before())) => {
            Verdict::TotalFailed(Reason::NotYetValid)
        }
        rule => Verdict::Indeterminate(reason(rule, own)),
    };
    (verdict, Part::Certificate(refusal.at + 1), Cause::Path(refusal.rule))
}

fn reason(rule: Rule, own: bool) -> Reason {
    match rule {
        Rule::NoIssuer | Rule::TooLong | Rule::TooComplex => Reason::NoCertificateChainFound,
        Rule::Signature
        | Rule::Malformed(_)
        | Rule::CriticalExtension(_)
        | Rule::NotAnAuthority
        | Rule::KeyUsage
        | Rule::PathLength
        | Rule::NameConstraints
        | Rule::Policy => Reason::CertificateChainGeneralFailure,
        Rule::Algorithm | Rule::Obsolete(_) | Rule::WeakKey(_) => Reason::CryptoConstraintsFailure,
        Rule::NotYetValid => Reason::NotYetValid,
        Rule::Expired => Reason::OutOfBoundsNoPoe,
        Rule::Revoked { .. } if own => Reason::RevokedNoPoe,
        Rule::Revoked { .. } => Reason::RevokedCaNoPoe,
        Rule::RevocationUnknown => Reason::TryLater,
    }
}
