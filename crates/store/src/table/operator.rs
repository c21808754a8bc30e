//! Operators and administrators of the installation.

use domain::id::UserId;
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// Adds one; false where the login is taken.
pub fn insert(tx: &mut Tx<'_>, id: UserId, login: &str, role: &str, password: &str, at: Timestamp) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!("INSERT INTO operator (login, id, role, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"),
        &[login.into(), id.into(), role.into(), password.into(), at.into()],
    )?;
    Ok(added == 1)
}
