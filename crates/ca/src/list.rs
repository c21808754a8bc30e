//! Revocation lists: prepare in a transaction, sign outside, record the next number.

use std::time::Duration;

use domain::id::AuthorityId;
use domain::time::Timestamp;
use keys::Keys;
use pki::certificate::with_signature;
use pki::crl::{self, Contents, Entry, Reason};
use pki::{Crl, Serial};
use store::table::crl::{self as table, CrlRow};
use store::table::{authority, intent};
use store::{StoreError, Tx};

use crate::authority::{self as authorities, Authority};
use crate::convert::time;
use crate::{CaError, convert};

/// A list to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDraft {
    authority: Authority,
    number: i64,
    this_update: Timestamp,
    next_update: Timestamp,
    to_be_signed: Vec<u8>,
}

/// A signed list, not recorded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedList(CrlRow);

impl SignedList {
    /// The list in DER.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }
}

/// Builds the next list of an authority: everything revoked that has not expired, or expired since the last list (RFC 5280 §3.3).
///
/// `life` is how long it may be used; the next one is made well before. Refuses where the clock is behind the last list.
pub fn prepare_list(tx: &mut Tx<'_>, id: AuthorityId, life: Duration, now: Timestamp) -> Result<ListDraft, CaError> {
    let authority = authorities::load(tx, id)?;
    let last = table::latest_facts(tx, id)?;
    let this_update = now.whole_seconds();
    let known = last.map_or(convert::timestamp(authority.certificate.not_before()), |(_, this_update, _)| this_update);
    if this_update < known {
        return Err(CaError::Clock { now: this_update, known });
    }
    let next_update = this_update.plus(life).whole_seconds();
    let number = last.map_or(1, |(number, ..)| number + 1);
    let revoked = intent::revoked(tx, id, last.map_or(this_update, |(_, last, _)| last))?;
    let entries = revoked.into_iter().map(entry).collect::<Result<Vec<Entry>, CaError>>()?;
    let to_be_signed = crl::to_be_signed(&Contents {
        issuer: &authority.certificate,
        number: u64::try_from(number).map_err(|_| StoreError::Corrupt("number of a list".to_owned()))?,
        this_update: time(this_update),
        next_update: time(next_update),
        entries: &entries,
    })?;
    Ok(ListDraft { authority, number, this_update, next_update, to_be_signed })
}

fn entry((serial, at, reason): intent::Revoked) -> Result<Entry, CaError> {
    let known = u8::try_from(reason).ok().and_then(Reason::from_number);
    let reason = known.ok_or_else(|| StoreError::Corrupt(format!("reason {reason} of a revocation")))?;
    Ok(Entry { serial: Serial::parse(&serial)?, at: time(at), reason })
}

/// Signs by the authority's key, and compares.
pub async fn sign_list(keys: &Keys, draft: ListDraft) -> Result<SignedList, CaError> {
    let ListDraft { authority, number, this_update, next_update, to_be_signed } = draft;
    let signature = keys.sign(authority.key, authority.algorithm, &to_be_signed).await?;
    let der = with_signature(&to_be_signed, authority.algorithm, &signature);
    let list = Crl::parse(&der)?;
    if list.to_be_signed() != to_be_signed || !list.is_signed_by(authority.certificate.public_key()) {
        return Err(CaError::Differs);
    }
    Ok(SignedList(CrlRow { authority: authority.id, number, this_update, next_update, der }))
}

/// Publishes it. False where somebody else has published this number meanwhile: prepare again, for theirs may know less.
pub fn record_list(tx: &mut Tx<'_>, list: &SignedList) -> Result<bool, CaError> {
    Ok(table::insert(tx, &list.0)?)
}

/// The list to be served, in DER. `None` before the first one.
pub fn latest_list(tx: &mut Tx<'_>, id: AuthorityId) -> Result<Option<Vec<u8>>, CaError> {
    Ok(table::latest(tx, id)?.map(|row| row.der))
}

/// Authorities without a list, whose list ends within `ahead`, or that revoked something since. Whoever has come to an end signs no more
/// lists: what they issued has ended before.
pub fn due_lists(tx: &mut Tx<'_>, ahead: Duration, now: Timestamp) -> Result<Vec<AuthorityId>, CaError> {
    let mut due = Vec::new();
    for row in authority::active(tx)?.into_iter().filter(|row| now <= row.not_after) {
        let revoked = intent::last_revocation(tx, row.id)?;
        let last = table::latest_facts(tx, row.id)?;
        let knows_less = |this_update| revoked.is_some_and(|at| at >= this_update);
        if last.is_none_or(|(_, this_update, next_update)| next_update <= now.plus(ahead) || knows_less(this_update)) {
            due.push(row.id);
        }
    }
    Ok(due)
}
