//! PostgreSQL: a thread a connection, any number of nodes.

pub(crate) mod address;
mod session;
mod tls;
mod worker;

use std::sync::Arc;
use std::thread::JoinHandle;

pub(crate) use session::{Session, cell};

use crate::queue::Queue;
use crate::store::Bells;
use crate::unit::Task;
use crate::{OpenError, StoreError, migration, sqlite};

/// Migrates the database and starts the threads.
pub(crate) fn start(url: &str, connections: usize, queue: &Arc<Queue<Task>>, bells: &Arc<Bells>) -> Result<Vec<JoinHandle<()>>, OpenError> {
    let address = Arc::new(address::Address::parse(url)?);
    migrate(address.clone())?;
    (0..connections.max(1))
        .map(|_| {
            let (address, queue, bells) = (address.clone(), queue.clone(), bells.clone());
            sqlite::spawn("store-postgres", move || worker::run(&address, &queue, &bells))
        })
        .collect()
}

/// Does one thing on a connection of its own.
pub(crate) fn session<T: Send + 'static>(
    url: &str,
    work: impl FnOnce(&mut Session) -> Result<T, OpenError> + Send + 'static,
) -> Result<T, OpenError> {
    let address = address::Address::parse(url)?;
    let thread = sqlite::spawn("store-look", move || work(&mut address.connect().map_err(OpenError::Store)?))?;
    thread.join().unwrap_or_else(|_| Err(OpenError::Store(StoreError::Other("looking panicked".into()))))
}

/// On a thread of its own: the client may not be used where an async runtime runs.
fn migrate(address: Arc<address::Address>) -> Result<(), OpenError> {
    let thread = sqlite::spawn("store-migrate", move || migration::postgres(&mut address.connect().map_err(OpenError::Store)?))?;
    thread.join().unwrap_or_else(|_| Err(OpenError::Store(StoreError::Other("migrating panicked".into()))))
}
