//! Parties that certificate forms name. A party is sealed before it comes here, for it holds personal data; what statements look for stands
//! beside it.

use domain::id::{CompanyId, LicenseeId, PartyId};
use domain::party::{ClientId, PartyKind};
use domain::time::Timestamp;

use super::body;
use crate::{Row, StoreError, Tx, sql};

/// A party as its row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRow {
    /// Its id.
    pub id: PartyId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company that it belongs to.
    pub company: CompanyId,
    /// Grows with every change.
    pub version: i64,
    /// What sort.
    pub kind: PartyKind,
    /// The client's own id.
    pub external_id: Option<ClientId>,
    /// The party, sealed under the master key.
    pub sealed: Vec<u8>,
    /// When it was changed or named last.
    pub used_at: Timestamp,
}

/// Adds a party; false where the client's id is taken.
pub fn insert(tx: &mut Tx<'_>, party: &PartyRow) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO party (id, licensee, company, version, kind, external_id, sealed, used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT DO NOTHING"
        ),
        &[
            party.id.into(),
            party.licensee.into(),
            party.company.into(),
            party.version.into(),
            party.kind.word().into(),
            party.external_id.as_ref().map(ClientId::as_str).into(),
            party.sealed.as_slice().into(),
            party.used_at.into(),
        ],
    )?;
    Ok(added == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: PartyId) -> Result<Option<PartyRow>, StoreError> {
    let sql = sql!("SELECT id, licensee, company, version, kind, external_id, sealed, used_at FROM party WHERE id = ?1");
    tx.optional(sql, &[id.into()], from_row)
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: PartyId) -> Result<Option<PartyRow>, StoreError> {
    let sql = sql!("SELECT id, licensee, company, version, kind, external_id, sealed, used_at FROM party WHERE id = ?1 {for_update}");
    tx.optional(sql, &[id.into()], from_row)
}

/// By the client's own id.
pub fn by_external_id(tx: &mut Tx<'_>, company: CompanyId, id: &ClientId) -> Result<Option<PartyId>, StoreError> {
    tx.optional(sql!("SELECT id FROM party WHERE company = ?1 AND external_id = ?2"), &[company.into(), id.as_str().into()], |row| {
        row.get(0)
    })
}

/// Saves the next version of a party, whose number it bears already; fails with [`StoreError::Stale`] if somebody saved the party since it
/// was loaded.
pub fn save(tx: &mut Tx<'_>, party: &PartyRow) -> Result<(), StoreError> {
    let sql = sql!("UPDATE party SET version = ?3, external_id = ?4, sealed = ?5, used_at = ?6 WHERE id = ?1 AND version = ?2");
    body::saved(tx.execute(
        sql,
        &[
            party.id.into(),
            (party.version - 1).into(),
            party.version.into(),
            party.external_id.as_ref().map(ClientId::as_str).into(),
            party.sealed.as_slice().into(),
            party.used_at.into(),
        ],
    )?)
}

/// Keeps that a party was named, so that it does not go away.
pub fn touch(tx: &mut Tx<'_>, id: PartyId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(sql!("UPDATE party SET used_at = ?2 WHERE id = ?1 AND used_at < ?2"), &[id.into(), now.into()]).map(drop)
}

/// Takes a party out; says whether there was one.
pub fn delete(tx: &mut Tx<'_>, id: PartyId) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM party WHERE id = ?1"), &[id.into()])? == 1)
}

/// Those that nobody has changed or named since `before`, up to `limit`.
pub fn unused(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> Result<Vec<PartyId>, StoreError> {
    tx.many(sql!("SELECT id FROM party WHERE used_at < ?1 ORDER BY used_at LIMIT ?2"), &[before.into(), limit.into()], |row| row.get(0))
}

fn from_row(row: &Row<'_>) -> Result<PartyRow, StoreError> {
    let word: String = row.get(4)?;
    let kind = PartyKind::ALL.into_iter().find(|kind| kind.word() == word);
    let external_id: Option<String> = row.get(5)?;
    let external_id = external_id.map(|text| ClientId::parse(&text).map_err(|code| StoreError::Corrupt(code.id.to_owned()))).transpose()?;
    Ok(PartyRow {
        id: row.get(0)?,
        licensee: row.get(1)?,
        company: row.get(2)?,
        version: row.get(3)?,
        kind: kind.ok_or_else(|| StoreError::Corrupt(format!("kind {word}")))?,
        external_id,
        sealed: row.get(6)?,
        used_at: row.get(7)?,
    })
}
