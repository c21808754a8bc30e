//! Revocation lists as they were published.

use domain::id::AuthorityId;
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrlRow {
    /// Who signed.
    pub authority: AuthorityId,
    /// Grows by one.
    pub number: i64,
    /// When it was made.
    pub this_update: Timestamp,
    /// When the next one is there at the latest.
    pub next_update: Timestamp,
    /// DER.
    pub der: Vec<u8>,
}

/// Adds a list; false where the number is taken.
pub fn insert(tx: &mut Tx<'_>, row: &CrlRow) -> Result<bool, StoreError> {
    let sql = sql!("INSERT INTO crl (authority, number, this_update, next_update, der) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
    let params = [row.authority.into(), row.number.into(), row.this_update.into(), row.next_update.into(), row.der.clone().into()];
    Ok(tx.execute(sql, &params)? == 1)
}

/// The newest list of an authority.
pub fn latest(tx: &mut Tx<'_>, authority: AuthorityId) -> Result<Option<CrlRow>, StoreError> {
    let sql = sql!("SELECT authority, number, this_update, next_update, der FROM crl WHERE authority = ?1 ORDER BY number DESC LIMIT 1");
    tx.optional(sql, &[authority.into()], from_row)
}

/// Number, thisUpdate and nextUpdate of the newest list, without its bytes.
pub fn latest_facts(tx: &mut Tx<'_>, authority: AuthorityId) -> Result<Option<(i64, Timestamp, Timestamp)>, StoreError> {
    let sql = sql!("SELECT number, this_update, next_update FROM crl WHERE authority = ?1 ORDER BY number DESC LIMIT 1");
    tx.optional(sql, &[authority.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Drops lists that have ended; the newest of an authority stays. Returns how many went.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    let sql = sql!(
        "DELETE FROM crl WHERE next_update < ?1 \
         AND number < (SELECT max(newest.number) FROM crl newest WHERE newest.authority = crl.authority)"
    );
    tx.execute(sql, &[now.into()])
}

fn from_row(row: &Row<'_>) -> Result<CrlRow, StoreError> {
    Ok(CrlRow { authority: row.get(0)?, number: row.get(1)?, this_update: row.get(2)?, next_update: row.get(3)?, der: row.get(4)? })
}
