//! Certificate authorities of the installation.

use domain::id::{AuthorityId, LicenseeId, PrivateKeyId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// One authority as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityRow {
    /// Its id.
    pub id: AuthorityId,
    /// Whose it is; `None` for the installation's own.
    pub licensee: Option<LicenseeId>,
    /// The place it takes (`root-1`): unique, so that several nodes founding at once agree on one.
    pub slot: String,
    /// Who signed its certificate; `None` for a root.
    pub parent: Option<AuthorityId>,
    /// Common name.
    pub name: String,
    /// Name of the key's algorithm.
    pub algorithm: String,
    /// Its private key.
    pub key: PrivateKeyId,
    /// Serial number of its certificate, lower-case hex.
    pub serial: String,
    /// `preparing` until its certificate is there, then `active`.
    pub state: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid to.
    pub not_after: Timestamp,
    /// When it was planned.
    pub created_at: Timestamp,
    /// Its certificate in DER.
    pub certificate: Option<Vec<u8>>,
}

/// Takes the slot; false where it is taken already.
pub fn insert(tx: &mut Tx<'_>, row: &AuthorityRow) -> Result<bool, StoreError> {
    let inserted = tx.execute(
        sql!(
            "INSERT INTO authority (id, licensee, slot, parent, name, algorithm, private_key, serial, state, not_before, not_after, \
             created_at, certificate) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT DO NOTHING"
        ),
        &[
            row.id.into(),
            row.licensee.into(),
            (&row.slot).into(),
            row.parent.into(),
            (&row.name).into(),
            (&row.algorithm).into(),
            row.key.into(),
            (&row.serial).into(),
            (&row.state).into(),
            row.not_before.into(),
            row.not_after.into(),
            row.created_at.into(),
            row.certificate.clone().into(),
        ],
    )?;
    Ok(inserted == 1)
}

/// Gives a prepared authority its certificate; false where it has one already.
pub fn activate(tx: &mut Tx<'_>, id: AuthorityId, certificate: &[u8]) -> Result<bool, StoreError> {
    let sql = sql!("UPDATE authority SET state = 'active', certificate = ?2 WHERE id = ?1 AND state = 'preparing'");
    Ok(tx.execute(sql, &[id.into(), certificate.into()])? == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: AuthorityId) -> Result<Option<AuthorityRow>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, slot, parent, name, algorithm, private_key, serial, state, not_before, not_after, created_at, certificate \
         FROM authority WHERE id = ?1"
    );
    tx.optional(sql, &[id.into()], from_row)
}

/// Who holds this slot.
pub fn by_slot(tx: &mut Tx<'_>, slot: &str) -> Result<Option<AuthorityRow>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, slot, parent, name, algorithm, private_key, serial, state, not_before, not_after, created_at, certificate \
         FROM authority WHERE slot = ?1 {for_update}"
    );
    tx.optional(sql, &[slot.into()], from_row)
}

/// All that have their certificates, the oldest first.
pub fn active(tx: &mut Tx<'_>) -> Result<Vec<AuthorityRow>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, slot, parent, name, algorithm, private_key, serial, state, not_before, not_after, created_at, certificate \
         FROM authority WHERE state = 'active' ORDER BY created_at, CASE WHEN parent IS NULL THEN 0 ELSE 1 END, id"
    );
    tx.many(sql, &[], from_row)
}

fn from_row(row: &Row<'_>) -> Result<AuthorityRow, StoreError> {
    Ok(AuthorityRow {
        id: row.get(0)?,
        licensee: row.get(1)?,
        slot: row.get(2)?,
        parent: row.get(3)?,
        name: row.get(4)?,
        algorithm: row.get(5)?,
        key: row.get(6)?,
        serial: row.get(7)?,
        state: row.get(8)?,
        not_before: row.get(9)?,
        not_after: row.get(10)?,
        created_at: row.get(11)?,
        certificate: row.get(12)?,
    })
}
