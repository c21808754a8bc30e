//! Lists (RFC 5280 §6.3): by distribution points and reasons, complete with their deltas, direct and indirect.

use super::{Source, Standing};
use crate::crl::{Point, PointName, Reason, Reasons};
use crate::general_name::GeneralName;
use crate::path::Rule;
use crate::path::search::{Goal, Search};
use crate::{Certificate, Crl, Time};

/// What one point's lists say.
struct Seen<'q> {
    at: Time,
    place: usize,
    list: &'q Crl,
    delta: Option<(usize, &'q Crl)>,
    reasons: Reasons,
}

pub(super) fn standing(search: &mut Search<'_>, path: &[usize], asked: &[usize]) -> Result<(Standing, Vec<Source>), Rule> {
    let certificate = search.certificate(path[0]);
    let mut points = Point::all(certificate).map_err(Rule::Malformed)?;
    // Where no point speaks of it, a list of the issuer itself does (§6.3.3, last paragraph).
    points.push(Point { name: None, reasons: Reasons::ALL, issuers: Vec::new() });

    let mut seen: Vec<Seen<'_>> = Vec::new();
    for point in &points {
        for (place, list) in candidates(search, certificate, point) {
            if seen.iter().any(|known| known.place == place && !covered(list, point).adds_to(known.reasons)) {
                continue;
            }
            let own = !point.issuers.is_empty();
            if is_authentic(search, (place, list), path, asked, own) {
                let delta = delta_of(search, list, path, asked, own);
                let newest = delta.map_or(list, |(_, delta)| delta);
                seen.push(Seen { at: newest.this_update(), place, list, delta, reasons: covered(list, point) });
            }
        }
    }
    seen.sort_by_key(|seen| std::cmp::Reverse(seen.at));
    conclude(certificate, &seen, search.question.at)
}

/// A revocation counts whether or not the list that tells of it is the freshest one, except a hold, which newer lists may have lifted.
fn conclude(certificate: &Certificate, seen: &[Seen<'_>], at: Time) -> Result<(Standing, Vec<Source>), Rule> {
    let (mut known, mut sources, mut newest) = (Reasons::default(), Vec::new(), None);
    for (index, one) in seen.iter().enumerate() {
        match entry(certificate, one) {
            Some((since, reason)) if since <= at => {
                let lifted = reason == Reason::Hold && seen[..index].iter().any(|newer| newer.reasons.holds(Reason::Hold));
                if !lifted {
                    return Err(Rule::Revoked { at: since, reason });
                }
            }
            _ => {}
        }
        let until = one.delta.map_or(one.list, |(_, delta)| delta).next_update();
        // Lists made after a certificate's end may leave it out.
        let fresh = until.is_some_and(|until| at <= until) && one.at <= certificate.not_after();
        if fresh && one.reasons.adds_to(known) {
            known = known.or(one.reasons);
            newest = newest.or(Some(one.at));
            sources.push(Source::List(one.place));
            sources.extend(one.delta.map(|(place, _)| Source::List(place)));
        }
    }
    match newest {
        Some(list_of) if known.is_all() => Ok((Standing::Good { list_of }, sources)),
        _ => Ok((Standing::Unknown, Vec::new())),
    }
}

/// What list and delta say of it, the delta first.
fn entry(certificate: &Certificate, seen: &Seen<'_>) -> Option<(Time, Reason)> {
    let of = |list: &Crl| list.revoked_of(certificate.issuer(), certificate.serial());
    let found = seen.delta.and_then(|(_, delta)| of(delta)).or_else(|| of(seen.list));
    found.filter(|(_, reason)| *reason != Reason::RemoveFromCrl)
}

/// Complete lists that are for this certificate by this point: §6.3.3 (b), without signatures.
fn candidates<'q>(search: &Search<'q>, certificate: &Certificate, point: &Point) -> Vec<(usize, &'q Crl)> {
    let lists: &'q [Crl] = search.question.trust.crls;
    let complete = lists.iter().enumerate().filter(|(_, list)| list.delta_of().is_none() && list.is_usable());
    complete.filter(|(_, list)| is_for(list, certificate, point)).collect()
}

fn is_for(list: &Crl, certificate: &Certificate, point: &Point) -> bool {
    let issued_by =
        |names: &[GeneralName]| names.iter().any(|name| matches!(name, GeneralName::Directory(name) if name.matches(list.issuer())));
    let scope = list.scope();
    let right_issuer = if point.issuers.is_empty() {
        list.issuer().matches(certificate.issuer())
    } else {
        issued_by(&point.issuers) && scope.is_some_and(|scope| scope.indirect)
    };
    let Some(scope) = scope else { return right_issuer };
    let authority = certificate.constraints().ok().flatten().is_some_and(|constraints| constraints.authority);
    let other_kind = scope.only_attributes || (scope.only_users && authority) || (scope.only_authorities && !authority);
    right_issuer && !other_kind && scope.name.as_ref().is_none_or(|name| same_point(name, list, point, certificate))
}

/// Does a name of the list's point stand among those of the certificate's point, or, where that has none, of its issuers?
fn same_point(name: &PointName, list: &Crl, point: &Point, certificate: &Certificate) -> bool {
    let of_list = name.full(list.issuer());
    let below = point.issuers.iter().find_map(|issuer| if let GeneralName::Directory(issuer) = issuer { Some(issuer) } else { None });
    let of_certificate = match &point.name {
        Some(name) => name.full(below.unwrap_or(certificate.issuer())),
        None if point.issuers.is_empty() => vec![GeneralName::Directory(certificate.issuer().clone())],
        None => point.issuers.clone(),
    };
    of_list.iter().any(|one| of_certificate.iter().any(|other| one.matches(other)))
}

/// interim_reasons_mask.
fn covered(list: &Crl, point: &Point) -> Reasons {
    list.scope().map_or(point.reasons, |scope| scope.reasons.and(point.reasons))
}

/// The newest delta list that continues `list` (§5.2.4): same issuer, scope and key, and no gap between the two.
fn delta_of<'q>(search: &mut Search<'q>, list: &Crl, path: &[usize], asked: &[usize], own: bool) -> Option<(usize, &'q Crl)> {
    let number = list.number()?;
    let lists: &'q [Crl] = search.question.trust.crls;
    let mut deltas: Vec<(usize, &Crl)> = lists
        .iter()
        .enumerate()
        .filter(|(_, delta)| {
            delta.delta_of().is_some_and(|base| base <= number)
                && delta.number().is_some_and(|newer| newer > number)
                && delta.is_usable()
                && delta.issuer().matches(list.issuer())
                && delta.scope_der() == list.scope_der()
                && delta.authority_key_identifier() == list.authority_key_identifier()
        })
        .collect();
    deltas.sort_by_key(|(_, delta)| std::cmp::Reverse(delta.number()));
    deltas.into_iter().find(|delta| is_authentic(search, *delta, path, asked, own))
}

/// Is the list signed by its issuer, with a key that may sign lists and leads to the same anchor (§6.3.3 (f), (g))?
///
/// `own`: the certificate names the issuer of its lists, so that it may be that issuer itself and stand in a list of its own.
fn is_authentic(search: &mut Search<'_>, list: (usize, &Crl), path: &[usize], asked: &[usize], own: bool) -> bool {
    let mut signers = search.named(list.1.issuer().canonical());
    // The issuer of the certificate is known to be good: the rest of the path is its own.
    let known = path.get(1).copied();
    signers.sort_by_key(|signer| Some(*signer) != known);
    signers.into_iter().any(|signer| {
        may_sign(search.certificate(signer), list.1)
            && search.is_list_signed(list, signer) == Some(true)
            && (Some(signer) == known || (own && signer == path[0]) || leads_to_anchor(search, signer, path, asked))
    })
}

fn may_sign(signer: &Certificate, list: &Crl) -> bool {
    let usage = signer.usage().is_ok_and(|usage| usage.is_none_or(|usage| usage.crl_sign));
    let key = match (list.authority_key_identifier(), signer.subject_key_identifier()) {
        (Ok(Some(wanted)), Ok(Some(found))) => wanted == found,
        (Ok(_), Ok(_)) => true,
        _ => false,
    };
    usage && key
}

fn leads_to_anchor(search: &mut Search<'_>, signer: usize, path: &[usize], asked: &[usize]) -> bool {
    let Some(anchor) = path.last().copied() else { return false };
    let mut waiting = asked.to_vec();
    // Whoever waits for this very answer cannot be the one who gives it.
    if !waiting.contains(&path[0]) {
        waiting.push(path[0]);
    }
    search.run(signer, &mut Goal::of_signer(anchor, &waiting)).is_some()
}
