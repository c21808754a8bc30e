//! Operators and administrators of the installation.

use domain::id::UserId;
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// Somebody who looks after the house, or checks requests in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Their id.
    pub id: UserId,
    /// The name they log in with.
    pub login: String,
    /// `administrator` or `operator`.
    pub role: String,
}

/// Adds one; false where the login is taken.
pub fn insert(tx: &mut Tx<'_>, id: UserId, login: &str, role: &str, password: &str, at: Timestamp) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!("INSERT INTO operator (login, id, role, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"),
        &[login.into(), id.into(), role.into(), password.into(), at.into()],
    )?;
    Ok(added == 1)
}

/// Whoever logs in with this name, with the hash of the password.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<(Operator, String)>, StoreError> {
    tx.optional(sql!("SELECT id, login, role, password FROM operator WHERE login = ?1"), &[login.into()], |row| {
        Ok((Operator { id: row.get(0)?, login: row.get(1)?, role: row.get(2)? }, row.get(3)?))
    })
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: UserId) -> Result<Option<Operator>, StoreError> {
    tx.optional(sql!("SELECT id, login, role FROM operator WHERE id = ?1"), &[id.into()], |row| {
        Ok(Operator { id: row.get(0)?, login: row.get(1)?, role: row.get(2)? })
    })
}
