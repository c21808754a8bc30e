//! How often the standing of an authority's certificates has changed: by which kept answers about them are known to be old.

use domain::id::AuthorityId;

use crate::{StoreError, Tx, sql};

/// Something was revoked, suspended or released.
pub fn changed(tx: &mut Tx<'_>, authority: AuthorityId) -> Result<(), StoreError> {
    let sql = sql!(
        "INSERT INTO standing (authority, generation) VALUES (?1, 1) ON CONFLICT (authority) DO UPDATE SET generation = standing.generation + 1"
    );
    tx.execute(sql, &[authority.into()])?;
    Ok(())
}

/// The generation of every authority of which anything ever changed.
pub fn generations(tx: &mut Tx<'_>) -> Result<Vec<(AuthorityId, i64)>, StoreError> {
    tx.many(sql!("SELECT authority, generation FROM standing"), &[], |row| Ok((row.get(0)?, row.get(1)?)))
}
