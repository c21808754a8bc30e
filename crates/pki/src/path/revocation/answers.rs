//! OCSP answers as evidence: about this certificate, by whoever may speak for its issuer.

use super::{Revocation, Source, Standing, lists};
use crate::crl::Reason;
use crate::ocsp::{Answer, Signer, Single, Status, is_not_asked_about};
use crate::path::Rule;
use crate::path::search::Search;

pub(super) fn standing(search: &mut Search<'_>, path: &[usize], asked: &[usize]) -> Result<(Standing, Vec<Source>), Rule> {
    let at = search.question.at;
    let certificate = search.certificate(path[0]);
    let mut heard: Vec<(usize, &Single)> = Vec::new();
    for (place, answer) in search.question.answers.iter().enumerate() {
        let Some(single) = path.get(1).and_then(|issuer| answer.about(search.certificate(*issuer), certificate.serial())) else { continue };
        if is_believed(search, answer, path, asked) {
            heard.push((place, single));
        }
    }
    heard.sort_by_key(|(_, single)| std::cmp::Reverse(single.this_update));
    for (index, (_, single)) in heard.iter().enumerate() {
        match single.status {
            // A hold may have been lifted since; every other revocation is for good.
            Status::Revoked { at: since, reason } if since <= at && (reason != Reason::Hold || index == 0) => {
                return Err(Rule::Revoked { at: since, reason });
            }
            _ => {}
        }
    }
    let good = heard.iter().find(|(_, single)| {
        // Responders may forget certificates after their end, and a status for a later moment tells of earlier ones.
        let known = matches!(single.status, Status::Good | Status::Revoked { .. });
        known && single.is_fresh_at(at) && single.this_update <= certificate.not_after()
    });
    Ok(match good {
        Some((place, single)) => (Standing::Good { list_of: single.this_update }, vec![Source::Answer(*place)]),
        None => (Standing::Unknown, Vec::new()),
    })
}

fn is_believed(search: &mut Search<'_>, answer: &Answer, path: &[usize], asked: &[usize]) -> bool {
    let issuer = search.certificate(path[1]);
    // The answer's signature and the delegate's.
    if search.spend().and_then(|()| search.spend()).is_none() {
        return false;
    }
    let delegate = match answer.authorize(issuer, search.question.trust.intermediates) {
        Ok(Signer::Issuer) => return true,
        Ok(Signer::Delegate(delegate)) => delegate,
        Err(_) => return false,
    };
    if is_not_asked_about(delegate) {
        return true;
    }
    // Lists only: an answer about the one who answers would go round in a circle.
    let Some(place) = search.place(delegate) else { return false };
    let path: Vec<usize> = std::iter::once(place).chain(path[1..].iter().copied()).collect();
    match lists::standing(search, &path, asked) {
        Ok((Standing::Unknown, _)) => search.question.trust.revocation != Revocation::Required,
        Ok((Standing::Good { .. }, _)) => true,
        Err(_) => false,
    }
}
