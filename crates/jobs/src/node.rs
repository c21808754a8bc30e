//! Leases: a node beats once a second, and frees what dead nodes held.
//!
//! Death is seen by a beat that does not change over three looks, never by comparing clocks of two machines. A database that was down is no
//! sign of anybody's death: nobody could look meanwhile.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use store::table::{self, node::Node};
use store::{Store, StoreError};

use crate::Identity;

/// Between two beats.
pub(crate) const BEAT: Duration = Duration::from_secs(1);
/// So many beats may be missed.
const MISSED: u32 = 3;

/// What was seen of other nodes.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    seen: Mutex<HashMap<String, Seen>>,
}

#[derive(Debug)]
struct Seen {
    node: Node,
    looked: Timestamp,
    unchanged: u32,
}

impl Watch {
    /// Notes what the table says now; returns the nodes that have missed three beats.
    fn look(&self, nodes: Vec<Node>, own: &str, now: Timestamp) -> Vec<Node> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|id, _| nodes.iter().any(|node| node.id == *id));
        let mut dead = Vec::new();
        for node in nodes.into_iter().filter(|node| node.id != own) {
            match seen.get_mut(&node.id) {
                Some(before) if before.node == node => {
                    // two looks in one second are one
                    if now.since(before.looked) >= BEAT {
                        before.looked = now;
                        before.unchanged += 1;
                    }
                    if before.unchanged >= MISSED {
                        dead.push(node);
                    }
                }
                _ => {
                    seen.insert(node.id.clone(), Seen { node, looked: now, unchanged: 0 });
                }
            }
        }
        dead
    }
}

/// Takes the node's row and frees what earlier boots of it held; returns how many jobs.
pub(crate) async fn begin(store: &Store, me: &Identity, now: Timestamp) -> Result<u64, StoreError> {
    let (node, boot) = (me.node.clone(), me.boot.to_string());
    store
        .write(move |tx| {
            table::node::begin(tx, &node, &boot, now)?;
            table::job::free_earlier_boots(tx, &node, &boot)
        })
        .await
}

/// Beats; false where another process has become this node. A node that was declared dead comes back to life, without its old leases.
pub(crate) async fn beat(store: &Store, me: &Identity, now: Timestamp) -> Result<bool, StoreError> {
    let (node, boot) = (me.node.clone(), me.boot.to_string());
    store
        .write(move |tx| {
            if table::node::beat(tx, &node, &boot, now)? {
                return Ok(true);
            }
            if table::node::all(tx)?.iter().any(|other| other.id == node) {
                return Ok(false);
            }
            table::node::begin(tx, &node, &boot, now)?;
            Ok(true)
        })
        .await
}

/// Looks at the other nodes and frees what the dead ones held; returns how many jobs.
pub(crate) async fn free_dead(store: &Store, watch: &Watch, me: &Identity, now: Timestamp) -> Result<u64, StoreError> {
    let nodes: Vec<Node> = store.read(table::node::all).await?;
    let dead = watch.look(nodes, &me.node, now);
    if dead.is_empty() {
        return Ok(0);
    }
    tracing::warn!(nodes = ?dead, "nodes have missed three beats; their jobs are freed");
    store
        .write(move |tx| {
            let mut freed = 0;
            for node in &dead {
                if table::node::bury(tx, node)? {
                    freed += table::job::free_boot(tx, &node.id, &node.boot)?;
                }
            }
            Ok(freed)
        })
        .await
}

/// Leaves; whatever is still held is free at once.
pub(crate) async fn end(store: &Store, me: &Identity) -> Result<(), StoreError> {
    let (node, boot) = (me.node.clone(), me.boot.to_string());
    store
        .write(move |tx| {
            table::job::free_boot(tx, &node, &boot)?;
            table::node::end(tx, &node, &boot)
        })
        .await
}
