//! Challenges to people who show a certificate: what they have to decrypt, once and soon.

use domain::id::LicenseeId;
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A challenge; only a hash of it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// SHA-256 of its bytes, lower-case hex.
    pub hash: String,
    /// The tenant whose key the caller showed.
    pub licensee: LicenseeId,
    /// SHA-1 of the certificate that it was encrypted to, upper-case hex.
    pub thumbprint: String,
    /// SHA-256 of the same, lower-case hex.
    pub certificate: String,
    /// Until when it may be answered.
    pub expires_at: Timestamp,
}

/// Keeps a challenge.
pub fn insert(tx: &mut Tx<'_>, challenge: &Challenge) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO certificate_challenge (hash, licensee, thumbprint, certificate, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        &[
            (&challenge.hash).into(),
            challenge.licensee.into(),
            (&challenge.thumbprint).into(),
            (&challenge.certificate).into(),
            challenge.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// Takes a challenge away, so that nobody answers it again.
pub fn take(tx: &mut Tx<'_>, hash: &str, licensee: LicenseeId, now: Timestamp) -> Result<Option<Challenge>, StoreError> {
    let sql = sql!(
        "DELETE FROM certificate_challenge WHERE hash = ?1 AND licensee = ?2 AND expires_at > ?3 \
         RETURNING hash, licensee, thumbprint, certificate, expires_at"
    );
    tx.optional(sql, &[hash.into(), licensee.into(), now.into()], |row| {
        Ok(Challenge {
            hash: row.get(0)?,
            licensee: row.get(1)?,
            thumbprint: row.get(2)?,
            certificate: row.get(3)?,
            expires_at: row.get(4)?,
        })
    })
}

/// Drops what expired.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM certificate_challenge WHERE expires_at <= ?1"), &[now.into()])
}
