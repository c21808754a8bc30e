//! Gives events their numbers on PostgreSQL, without gaps and without a counter that every transaction would wait for.
//!
//! Transactions insert events without a number. A pass, of any node, takes the lease row, and numbers committed events in the order of
//! `pos`. Two events of which one knew of the other (they locked the same root) are in the right order: the later one has the greater
//! `pos`, and whoever sees it sees the earlier one too.

use std::time::Duration;

use crate::{Sql, Store, StoreError, sql};

/// Events numbered by one pass at most.
const BATCH: i64 = 1000;
/// How long an event of another process may wait.
const POLL: Duration = Duration::from_millis(250);

/// One statement: pick, count up, number. SQLite has no use for it.
const NUMBER: Sql = Sql::of(
    "SELECT 0 WHERE ?1 < 0",
    "WITH fresh AS MATERIALIZED (
         SELECT pos, licensee, row_number() OVER (PARTITION BY licensee ORDER BY pos) AS nth
         FROM (SELECT pos, licensee FROM event WHERE number IS NULL ORDER BY pos LIMIT $1) AS waiting
     ), counter AS (
         INSERT INTO event_counter (licensee, last) SELECT licensee, count(*) FROM fresh GROUP BY licensee
         ON CONFLICT (licensee) DO UPDATE SET last = event_counter.last + excluded.last
         RETURNING licensee, last
     ), total AS (
         SELECT licensee, count(*) AS many FROM fresh GROUP BY licensee
     )
     UPDATE event SET number = counter.last - total.many + fresh.nth
     FROM fresh JOIN counter ON counter.licensee = fresh.licensee JOIN total ON total.licensee = fresh.licensee
     WHERE event.pos = fresh.pos",
);

/// Numbers events; made by [`Store::sequencer`].
pub struct Sequencer {
    store: Store,
}

impl Sequencer {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Numbers what waits, up to a thousand events; returns how many it were.
    pub async fn pass(&self) -> Result<u64, StoreError> {
        if !self.store.is_postgres() || !self.is_needed().await? {
            return Ok(0);
        }
        let numbered = self
            .store
            .write(|tx| {
                // whoever waits here sees the numbers of the pass before it
                tx.one(sql!("SELECT name FROM lease WHERE name = 'sequencer' {for_update}"), &[], |row| row.get::<String>(0))?;
                tx.execute(NUMBER, &[BATCH.into()])
            })
            .await?;
        if numbered > 0 {
            self.store.bells().committed.ring();
        }
        Ok(numbered)
    }

    /// Looking costs nothing durable, taking the lease row does.
    async fn is_needed(&self) -> Result<bool, StoreError> {
        let waiting = sql!("SELECT pos FROM event WHERE number IS NULL ORDER BY pos LIMIT 1");
        Ok(self.store.read(move |tx| tx.optional(waiting, &[], |row| row.get::<i64>(0))).await?.is_some())
    }

    /// Passes until `shutdown` is done: after every commit of this process that left events, and every 250 ms for those of others.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        if !self.store.is_postgres() {
            return shutdown.await;
        }
        let mut bell = self.store.bells().unnumbered.listen();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            match self.pass().await {
                Ok(numbered) if numbered == BATCH as u64 => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!("events could not be numbered: {error}"),
            }
            tokio::select! {
                () = &mut shutdown => return,
                () = bell.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}
