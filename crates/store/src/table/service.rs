//! Certificates of the authorities' own services.

use domain::id::{AuthorityId, PrivateKeyId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// Serial number, lower-case hex.
    pub serial: String,
    /// Who issued it, and for whose certificates the service speaks.
    pub authority: AuthorityId,
    /// `ocsp` or `tsa`.
    pub kind: String,
    /// Its private key; `None` once that is destroyed.
    pub key: Option<PrivateKeyId>,
    /// Since when it may be used.
    pub not_before: Timestamp,
    /// Last moment in which the key signs.
    pub key_until: Timestamp,
    /// The certificate in DER.
    pub der: Vec<u8>,
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, row: &ServiceRow) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO service (serial, authority, kind, private_key, not_before, key_until, der) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        &[
            (&row.serial).into(),
            row.authority.into(),
            (&row.kind).into(),
            row.key.into(),
            row.not_before.into(),
            row.key_until.into(),
            row.der.as_slice().into(),
        ],
    )?;
    Ok(())
}

/// The one that signs longest of an authority's of this kind, among those whose key is there.
pub fn newest(tx: &mut Tx<'_>, authority: AuthorityId, kind: &str) -> Result<Option<ServiceRow>, StoreError> {
    let sql = sql!(
        "SELECT serial, authority, kind, private_key, not_before, key_until, der FROM service \
         WHERE authority = ?1 AND kind = ?2 AND private_key IS NOT NULL ORDER BY key_until DESC, serial LIMIT 1"
    );
    tx.optional(sql, &[authority.into(), kind.into()], from_row)
}

/// All there ever were.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<ServiceRow>, StoreError> {
    let sql = sql!("SELECT serial, authority, kind, private_key, not_before, key_until, der FROM service ORDER BY serial");
    tx.many(sql, &[], from_row)
}

/// Keys that sign no more since `before`.
pub fn spent(tx: &mut Tx<'_>, before: Timestamp) -> Result<Vec<(String, PrivateKeyId)>, StoreError> {
    let sql = sql!("SELECT serial, private_key FROM service WHERE private_key IS NOT NULL AND key_until < ?1 ORDER BY serial");
    tx.many(sql, &[before.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The key of this one is destroyed.
pub fn forget_key(tx: &mut Tx<'_>, serial: &str) -> Result<(), StoreError> {
    tx.execute(sql!("UPDATE service SET private_key = NULL WHERE serial = ?1"), &[serial.into()])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<ServiceRow, StoreError> {
    Ok(ServiceRow {
        serial: row.get(0)?,
        authority: row.get(1)?,
        kind: row.get(2)?,
        key: row.get(3)?,
        not_before: row.get(4)?,
        key_until: row.get(5)?,
        der: row.get(6)?,
    })
}
