//! What the lists at hand say of a path.

use super::{PathError, Trust};
use crate::crl::Reason;
use crate::{Certificate, Crl, Time};

/// What to do about revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing: lists are not looked at.
    Ignored,
    /// A list at hand counts; where there is none, the standing is unknown and the path holds.
    IfAtHand,
    /// Every certificate but the anchor must be covered by a list that is fresh.
    Required,
}

/// Standing of one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A list that is fresh for the moment does not name it, or names a later moment.
    Good {
        /// thisUpdate of that list.
        list_of: Time,
    },
    /// No usable list.
    Unknown,
}

/// Standing of every certificate but the anchor, or the revocation that breaks the path.
pub(super) fn standings(path: &[&Certificate], trust: &Trust<'_>, at: Time) -> Result<Vec<Standing>, PathError> {
    let mut standings = Vec::new();
    for (index, pair) in path.windows(2).enumerate() {
        let standing = match trust.revocation {
            Revocation::Ignored => Standing::Unknown,
            _ => standing(pair[0], pair[1], trust.crls, at, index == 0)?,
        };
        if standing == Standing::Unknown && trust.revocation == Revocation::Required {
            return Err(PathError::RevocationUnknown);
        }
        standings.push(standing);
    }
    Ok(standings)
}

fn standing(certificate: &Certificate, issuer: &Certificate, crls: &[Crl], at: Time, own: bool) -> Result<Standing, PathError> {
    let may_sign = issuer.usage().is_ok_and(|usage| usage.is_none_or(|usage| usage.crl_sign));
    let lists = crls.iter().filter(|crl| may_sign && is_usable(crl, issuer));
    let mut best = Standing::Unknown;
    for list in lists {
        // A revocation counts whether or not the list that tells of it is the freshest one.
        match list.revoked(certificate.serial()) {
            Some((since, reason)) if reason != Reason::RemoveFromCrl && since <= at => return Err(PathError::Revoked { at: since, own }),
            _ => {}
        }
        let fresh = list.next_update().is_some_and(|next| at <= next);
        let newer = !matches!(best, Standing::Good { list_of } if list_of >= list.this_update());
        if fresh && newer {
            best = Standing::Good { list_of: list.this_update() };
        }
    }
    Ok(best)
}

fn is_usable(crl: &Crl, issuer: &Certificate) -> bool {
    crl.issuer() == issuer.subject() && crl.is_understood() && crl.is_signed_by(issuer.public_key())
}
