//! A thread that reads.

use rusqlite::Connection;

use crate::queue::Queue;
use crate::sqlite::durable::Durable;
use crate::sqlite::failure;
use crate::unit::Task;
use crate::{StoreError, Tx};

/// Serves reading closures until the queue is closed.
pub(crate) fn run(connection: &Connection, queue: &Queue<Task>, durable: &Durable) {
    while let Some(mut task) = queue.pop() {
        let outcome = serve(connection, &mut task);
        durable.answer_reader(task.unit, outcome);
    }
}

fn serve(connection: &Connection, task: &mut Task) -> Result<(), StoreError> {
    connection.execute_batch("BEGIN").map_err(|error| failure(&error).error)?;
    task.unit.run(&mut Tx::sqlite(connection, false));
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK").map_err(|error| failure(&error).error)?;
    }
    Ok(())
}
