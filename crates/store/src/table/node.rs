//! Processes that run jobs: a row with a beat, which holds the leases of everything that the process has claimed.

use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A node as its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Stable over restarts.
    pub id: String,
    /// Another one at every start.
    pub boot: String,
    /// Last sign of life, by the node's own clock: only good for seeing that it changes.
    pub beat: Timestamp,
}

/// A process begins as this node; whoever was it before is no longer.
pub fn begin(tx: &mut Tx<'_>, id: &str, boot: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO node (id, boot, started, beat) VALUES (?1, ?2, ?3, ?3) \
             ON CONFLICT (id) DO UPDATE SET boot = excluded.boot, started = excluded.started, beat = excluded.beat"
        ),
        &[id.into(), boot.into(), now.into()],
    )?;
    Ok(())
}

/// A sign of life. False where another process has become this node, or the node was declared dead.
pub fn beat(tx: &mut Tx<'_>, id: &str, boot: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("UPDATE node SET beat = ?3 WHERE id = ?1 AND boot = ?2"), &[id.into(), boot.into(), now.into()])? == 1)
}

/// Whether this boot is the node, locked until the transaction ends: nobody can declare it dead meanwhile.
pub fn hold(tx: &mut Tx<'_>, id: &str, boot: &str) -> Result<bool, StoreError> {
    let found = tx.optional(sql!("SELECT boot FROM node WHERE id = ?1 {for_update}"), &[id.into()], |row| row.get::<String>(0))?;
    Ok(found.as_deref() == Some(boot))
}

/// All nodes.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Node>, StoreError> {
    tx.many(sql!("SELECT id, boot, beat FROM node ORDER BY id"), &[], |row| {
        Ok(Node { id: row.get(0)?, boot: row.get(1)?, beat: row.get(2)? })
    })
}

/// Removes a node that has not beaten since it was seen as `node`. False where it has.
pub fn bury(tx: &mut Tx<'_>, node: &Node) -> Result<bool, StoreError> {
    let removed = tx.execute(
        sql!("DELETE FROM node WHERE id = ?1 AND boot = ?2 AND beat = ?3"),
        &[node.id.as_str().into(), node.boot.as_str().into(), node.beat.into()],
    )?;
    Ok(removed == 1)
}

/// The node ends by itself.
pub fn end(tx: &mut Tx<'_>, id: &str, boot: &str) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM node WHERE id = ?1 AND boot = ?2"), &[id.into(), boot.into()])?;
    Ok(())
}
