//! What recurs: when it is due next. Whoever moves the row on enqueues the job, so it happens once over all nodes.

use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// When `name` is due; the first caller sets it to `first`.
pub fn due(tx: &mut Tx<'_>, name: &str, first: Timestamp) -> Result<Timestamp, StoreError> {
    tx.execute(sql!("INSERT INTO schedule (name, due) VALUES (?1, ?2) ON CONFLICT DO NOTHING"), &[name.into(), first.into()])?;
    tx.one(sql!("SELECT due FROM schedule WHERE name = ?1 {for_update}"), &[name.into()], |row| row.get(0))
}

/// Moves `name` on from `due` to `next`. False where somebody else has.
pub fn advance(tx: &mut Tx<'_>, name: &str, due: Timestamp, next: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("UPDATE schedule SET due = ?3 WHERE name = ?1 AND due = ?2"), &[name.into(), due.into(), next.into()])? == 1)
}

/// Everything that recurs and when it is due.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<(String, Timestamp)>, StoreError> {
    tx.many(sql!("SELECT name, due FROM schedule ORDER BY name"), &[], |row| Ok((row.get(0)?, row.get(1)?)))
}
