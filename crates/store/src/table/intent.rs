//! What an authority is about to sign, recorded beforehand; revocation hangs on these rows.

use domain::id::{AuthorityId, CertificateId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// One serial number and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentRow {
    /// Serial number, lower-case hex.
    pub serial: String,
    /// Who signs.
    pub authority: AuthorityId,
    /// `reserved`, `signed` or `abandoned`.
    pub state: String,
    /// When it was reserved.
    pub reserved_at: Timestamp,
    /// Last moment of the certificate.
    pub not_after: Timestamp,
    /// The certificate made of it; `None` for those of authorities.
    pub certificate: Option<CertificateId>,
    /// The lint certificate: the bytes to be signed, with an empty signature; before, under a throw-away key.
    pub lint: Option<Vec<u8>>,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
    /// CRLReason by number.
    pub reason: Option<i64>,
}

/// CRLReason certificateHold: the one that may be lifted.
const HOLD: i64 = 6;

/// A revoked serial number: number, since when, CRLReason.
pub type Revoked = (String, Timestamp, i64);

/// Reserves a serial number; false where it is taken.
pub fn insert(tx: &mut Tx<'_>, row: &IntentRow) -> Result<bool, StoreError> {
    let inserted = tx.execute(
        sql!(
            "INSERT INTO intent (serial, authority, state, reserved_at, not_after, certificate, lint, revoked_at, reason) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING"
        ),
        &[
            (&row.serial).into(),
            row.authority.into(),
            (&row.state).into(),
            row.reserved_at.into(),
            row.not_after.into(),
            row.certificate.into(),
            row.lint.clone().into(),
            row.revoked_at.into(),
            row.reason.into(),
        ],
    )?;
    Ok(inserted == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, serial: &str) -> Result<Option<IntentRow>, StoreError> {
    let sql = sql!(
        "SELECT serial, authority, state, reserved_at, not_after, certificate, lint, revoked_at, reason FROM intent \
         WHERE serial = ?1 {for_update}"
    );
    tx.optional(sql, &[serial.into()], from_row)
}

/// State of an intent, and since when and why it is revoked.
pub type Standing = (String, Option<(Timestamp, i64)>);

/// How a serial number of this authority stands; `None` where the authority never reserved it.
pub fn standing(tx: &mut Tx<'_>, authority: AuthorityId, serial: &str) -> Result<Option<Standing>, StoreError> {
    let sql = sql!("SELECT state, revoked_at, reason FROM intent WHERE serial = ?1 AND authority = ?2");
    tx.optional(sql, &[serial.into(), authority.into()], |row| {
        let at: Option<Timestamp> = row.get(1)?;
        let reason: Option<i64> = row.get(2)?;
        Ok((row.get(0)?, at.map(|at| (at, reason.unwrap_or(0)))))
    })
}

/// The certificate is there. False where the serial number is not reserved any more.
pub fn sign(tx: &mut Tx<'_>, serial: &str, certificate: Option<CertificateId>, lint: &[u8]) -> Result<bool, StoreError> {
    let sql = sql!("UPDATE intent SET state = 'signed', certificate = ?2, lint = ?3 WHERE serial = ?1 AND state = 'reserved'");
    Ok(tx.execute(sql, &[serial.into(), certificate.into(), lint.into()])? == 1)
}

/// Gives up what was reserved before `before` and never recorded: revoked as of `now`, since it may have been signed. How many.
pub fn abandon(tx: &mut Tx<'_>, before: Timestamp, reason: i64, now: Timestamp) -> Result<u64, StoreError> {
    let sql = sql!("UPDATE intent SET state = 'abandoned', revoked_at = ?2, reason = ?3 WHERE state = 'reserved' AND reserved_at < ?1");
    tx.execute(sql, &[before.into(), now.into(), reason.into()])
}

/// Revokes; false where it is revoked already or unknown. `hold` is the reason that may still become another one.
pub fn revoke(tx: &mut Tx<'_>, serial: &str, at: Timestamp, reason: i64, hold: i64) -> Result<bool, StoreError> {
    let sql =
        sql!("UPDATE intent SET revoked_at = ?2, reason = ?3 WHERE serial = ?1 AND (revoked_at IS NULL OR (reason = ?4 AND ?3 <> ?4))");
    Ok(tx.execute(sql, &[serial.into(), at.into(), reason.into(), hold.into()])? == 1)
}

/// Lifts a revocation for `hold`; false where there is none.
pub fn release(tx: &mut Tx<'_>, serial: &str, hold: i64) -> Result<bool, StoreError> {
    let sql = sql!("UPDATE intent SET revoked_at = NULL, reason = NULL WHERE serial = ?1 AND revoked_at IS NOT NULL AND reason = ?2");
    Ok(tx.execute(sql, &[serial.into(), hold.into()])? == 1)
}

/// When something of this authority was revoked last.
pub fn last_revocation(tx: &mut Tx<'_>, authority: AuthorityId) -> Result<Option<Timestamp>, StoreError> {
    tx.one(sql!("SELECT MAX(revoked_at) FROM intent WHERE authority = ?1"), &[authority.into()], |row| row.get(0))
}

/// Everything of this authority that is revoked and had not expired at `since`.
pub fn revoked(tx: &mut Tx<'_>, authority: AuthorityId, since: Timestamp) -> Result<Vec<Revoked>, StoreError> {
    let sql = sql!(
        "SELECT serial, revoked_at, reason FROM intent \
         WHERE authority = ?1 AND revoked_at IS NOT NULL AND not_after >= ?2 ORDER BY revoked_at, serial"
    );
    tx.many(sql, &[authority.into(), since.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// An intent, and the bytes of a person's certificate under its serial number.
pub type Recorded = (IntentRow, Option<Vec<u8>>);

/// `limit` rows after this serial number, each with the bytes of a person's certificate under it: what the self-check walks.
pub fn page(tx: &mut Tx<'_>, after: &str, limit: u32) -> Result<Vec<Recorded>, StoreError> {
    let sql = sql!(
        "SELECT i.serial, i.authority, i.state, i.reserved_at, i.not_after, i.certificate, i.lint, i.revoked_at, i.reason, \
         COALESCE(c.der, e.der) FROM intent i LEFT JOIN certificate c ON c.serial = i.serial \
         LEFT JOIN earlier_certificate e ON e.serial = i.serial WHERE i.serial > ?1 ORDER BY i.serial LIMIT ?2"
    );
    tx.many(sql, &[after.into(), limit.into()], |row| Ok((from_row(row)?, row.get(9)?)))
}

/// `limit` people's certificates of this authority after this serial number that are neither revoked nor over at `now`: number and id.
pub fn living(
    tx: &mut Tx<'_>,
    authority: AuthorityId,
    after: &str,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(String, CertificateId)>, StoreError> {
    let sql = sql!(
        "SELECT serial, certificate FROM intent WHERE serial > ?2 AND authority = ?1 AND state = 'signed' AND certificate IS NOT NULL \
         AND (revoked_at IS NULL OR reason = ?5) AND not_after > ?3 ORDER BY serial LIMIT ?4"
    );
    tx.many(sql, &[authority.into(), after.into(), now.into(), limit.into(), HOLD.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Certificates under whose serial number no intent stands.
pub fn unrecorded(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    let sql = sql!(
        "SELECT c.serial FROM certificate c WHERE NOT EXISTS (SELECT 1 FROM intent i WHERE i.serial = c.serial AND i.state = 'signed') \
         ORDER BY c.serial LIMIT 1000"
    );
    tx.many(sql, &[], |row| row.get(0))
}

fn from_row(row: &Row<'_>) -> Result<IntentRow, StoreError> {
    Ok(IntentRow {
        serial: row.get(0)?,
        authority: row.get(1)?,
        state: row.get(2)?,
        reserved_at: row.get(3)?,
        not_after: row.get(4)?,
        certificate: row.get(5)?,
        lint: row.get(6)?,
        revoked_at: row.get(7)?,
        reason: row.get(8)?,
    })
}

/// How many certificates of people end between two moments and are not revoked.
pub fn ending(tx: &mut Tx<'_>, from: Timestamp, until: Timestamp) -> Result<u64, StoreError> {
    let sql = sql!(
        "SELECT count(*) FROM intent \
         WHERE certificate IS NOT NULL AND revoked_at IS NULL AND state = 'signed' AND not_after >= ?1 AND not_after < ?2"
    );
    let count: i64 = tx.one(sql, &[from.into(), until.into()], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}
