//! Whose a public key is: one person's, for good.

use domain::id::UserId;

use crate::{StoreError, Tx, sql};

/// Makes the key this person's. False where it is another's; a race is decided by the row, not by a look before it.
///
/// `public_key` is the SHA-256 of its SubjectPublicKeyInfo, lower-case hex.
pub fn take(tx: &mut Tx<'_>, public_key: &str, user: UserId) -> Result<bool, StoreError> {
    let sql = sql!("INSERT INTO key_holder (public_key, account) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    if tx.execute(sql, &[public_key.into(), user.into()])? == 1 {
        return Ok(true);
    }
    Ok(!is_others(tx, public_key, user)?)
}

/// Whether the key is somebody else's.
pub fn is_others(tx: &mut Tx<'_>, public_key: &str, user: UserId) -> Result<bool, StoreError> {
    let sql = sql!("SELECT CASE WHEN EXISTS (SELECT 1 FROM key_holder WHERE public_key = ?1 AND account <> ?2) THEN 1 ELSE 0 END");
    Ok(tx.one(sql, &[public_key.into(), user.into()], |row| row.get::<i64>(0))? == 1)
}
