//! Pieces of the message that no verdict rests on and that are broken all the same: whoever sent it sent something else.

use std::collections::HashSet;

use pki::asn1::{Reader, tag};
use pki::{Algorithm, Certificate, Crl, Malformed};

use super::pool::Pool;
use crate::cms::read::SignedData;
use crate::report::{Cause, Finding, Part, Reason, Signer};

/// Most signatures looked at for this.
const MOST: usize = 64;

/// A certificate, a list or an answer whose issuer or responder is at hand and does not stand behind it is a finding; one that cannot be
/// read is a remark, since there are odd ones that harm nobody.
pub(super) fn find(data: &SignedData<'_>, pool: &Pool<'_>, signers: &[Signer]) -> Vec<Finding> {
    let used: HashSet<&[u8]> = signers.iter().flat_map(used).collect();
    let mut budget = MOST;
    let mut spend = move || {
        budget = budget.saturating_sub(1);
        budget > 0
    };
    let mut findings = Vec::new();
    for (place, der) in data.certificates.iter().enumerate().filter(|(_, der)| !used.contains(*der)) {
        let part = Part::EmbeddedCertificate(place + 1);
        match Certificate::parse(der) {
            Ok(certificate) => {
                if certificate.algorithm().is_some() && !stands(pool, &certificate, &mut spend) {
                    findings.push(damaged(part));
                }
            }
            Err(error) => findings.push(unreadable(part, error)),
        }
    }
    for (place, der) in data.crls.iter().enumerate() {
        let part = Part::EmbeddedList(place + 1);
        match Crl::parse(der) {
            Ok(list) => {
                if is_known(der) && !list_stands(pool, &list, &mut spend) {
                    findings.push(damaged(part));
                }
            }
            Err(error) => findings.push(unreadable(part, error)),
        }
    }
    for (place, der) in data.answers.iter().enumerate() {
        let part = Part::EmbeddedAnswer(place + 1);
        match pki::ocsp::Answer::parse(der) {
            Ok(answer) => {
                let mut signers =
                    answer.certificates().iter().chain(&pool.certificates).filter(|one| answer.responder().is(one)).peekable();
                if signers.peek().is_some() && spend() && !signers.any(|signer| answer.is_signed_by(signer.public_key())) {
                    findings.push(damaged(part));
                }
            }
            Err(_) => findings.push(unreadable(part, Malformed("OCSP answer"))),
        }
    }
    findings
}

fn damaged(part: Part) -> Finding {
    Finding::new(Reason::SigConstraintsFailure, part, Cause::Damaged)
}

fn unreadable(part: Part, error: Malformed) -> Finding {
    Finding::remark(part, Cause::Malformed(error.0))
}

/// Certificates that a verdict rests on.
fn used(signer: &Signer) -> Vec<&[u8]> {
    let links = signer.links.iter().chain(signer.stamps.iter().flat_map(|stamp| &stamp.path));
    let own = links.map(|link| link.certificate.der());
    own.chain(signer.countersignatures.iter().flat_map(used)).collect()
}

/// Nobody at hand is told by name and key identifier to be the issuer, or whoever is did sign it.
fn stands(pool: &Pool<'_>, certificate: &Certificate, spend: &mut impl FnMut() -> bool) -> bool {
    let Ok(Some(wanted)) = certificate.authority_key_identifier() else { return true };
    let is_issuer = |other: &&Certificate| {
        other.subject().matches(certificate.issuer()) && other.subject_key_identifier().is_ok_and(|found| found.as_ref() == Some(&wanted))
    };
    let mut issuers = pool.certificates.iter().filter(is_issuer).peekable();
    issuers.peek().is_none() || !spend() || issuers.any(|issuer| certificate.is_signed_by(issuer.public_key()))
}

fn list_stands(pool: &Pool<'_>, list: &Crl, spend: &mut impl FnMut() -> bool) -> bool {
    let Ok(Some(wanted)) = list.authority_key_identifier() else { return true };
    let is_issuer = |other: &&Certificate| {
        other.subject().matches(list.issuer()) && other.subject_key_identifier().is_ok_and(|found| found.as_ref() == Some(&wanted))
    };
    let mut issuers = pool.certificates.iter().filter(is_issuer).peekable();
    issuers.peek().is_none() || !spend() || issuers.any(|issuer| list.is_signed_by(issuer.public_key()))
}

/// Is the list signed by an algorithm of ours, so that a wrong signature means something?
fn is_known(list: &[u8]) -> bool {
    let algorithm = || {
        let mut outer = Reader::whole_sequence(list)?;
        outer.expect(tag::SEQUENCE)?;
        Algorithm::read(outer.expect(tag::SEQUENCE)?.raw)
    };
    algorithm().is_ok_and(|algorithm| algorithm.is_some())
}
