//! Revocation by serial number, which an intent has from before the signature on.

use domain::id::AuthorityId;
use domain::time::Timestamp;
use pki::crl::Reason;
use store::Tx;
use store::table::{intent, standing};

use crate::CaError;

const HOLD: i64 = Reason::Hold.number() as i64;

/// What stands after a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    /// Whose list has to be renewed.
    pub authority: AuthorityId,
    /// Since when it is revoked.
    pub at: Timestamp,
    /// Did this call change anything? Revoking twice leaves the first moment and reason.
    pub changed: bool,
}

/// Revokes, or suspends with [`Reason::Hold`]. The list is renewed by the caller's job.
pub fn revoke(tx: &mut Tx<'_>, serial: &str, reason: Reason, now: Timestamp) -> Result<Revocation, CaError> {
    let now = now.whole_seconds();
    let changed = intent::revoke(tx, serial, now, i64::from(reason.number()), HOLD)?;
    let row = intent::load(tx, serial)?;
    match row.and_then(|row| Some((row.authority, row.revoked_at?))) {
        Some((authority, at)) => {
            if changed {
                standing::changed(tx, authority)?;
            }
            Ok(Revocation { authority, at, changed })
        }
        None => Err(CaError::NotRevocable(serial.to_owned())),
    }
}

/// Lifts a suspension.
pub fn release(tx: &mut Tx<'_>, serial: &str) -> Result<AuthorityId, CaError> {
    if !intent::release(tx, serial, HOLD)? {
        return Err(CaError::NotRevocable(serial.to_owned()));
    }
    let row = intent::load(tx, serial)?.ok_or_else(|| CaError::NotRevocable(serial.to_owned()))?;
    standing::changed(tx, row.authority)?;
    Ok(row.authority)
}
