//! A transaction: statements, and what is flushed just before its commit.

use crate::outbox::{Left, NewAudit, NewEvent, NewJob, NewResult, Outbox};
use crate::postgres::Session;
use crate::table::delivery::Delivery;
use crate::{Row, Sql, StoreError, insert_text, sqlite};

/// A transaction in progress. Statements see their own changes; nobody else does before COMMIT.
pub struct Tx<'a> {
    backend: Backend<'a>,
    writable: bool,
    outbox: Outbox,
    trouble: Option<Trouble>,
}

enum Backend<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(&'a mut Session),
}

/// A failed statement: what the closure is told, and what it means for the transaction.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: StoreError,
    pub(crate) trouble: Option<Trouble>,
}

/// What a failed statement means for the transaction around it; the worst is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// It must be rolled back.
    Statement,
    /// It may be run again from the start: the database could not serialize it.
    Rerun,
    /// It may be run again once prepared statements are forgotten: a migration changed their tables.
    Replan,
    /// It may be run again on another connection.
    Broken,
    /// SQLite: the group it is in has ended, because the disk is full.
    Full,
    /// SQLite: the group it is in has ended.
    Fatal,
}

/// Rows of up to this many go into one INSERT; bounds the number of distinct texts as well as of parameters.
const CHUNK: usize = 64;

impl<'a> Tx<'a> {
    pub(crate) fn sqlite(connection: &'a rusqlite::Connection, writable: bool) -> Self {
        Self { backend: Backend::Sqlite(connection), writable, outbox: Outbox::default(), trouble: None }
    }

    pub(crate) fn postgres(session: &'a mut Session, writable: bool) -> Self {
        Self { backend: Backend::Postgres(session), writable, outbox: Outbox::default(), trouble: None }
    }

    /// Runs a statement; returns how many rows it changed.
    pub fn execute(&mut self, sql: Sql, params: &[crate::Value]) -> Result<u64, StoreError> {
        let done = match &mut self.backend {
            Backend::Sqlite(connection) => sqlite::execute(connection, sql.sqlite, params),
            Backend::Postgres(session) => session.execute(sql.postgres, params),
        };
        self.note(done)
    }

    /// The first row; [`StoreError::Missing`] where there is none.
    pub fn one<T>(
        &mut self,
        sql: Sql,
        params: &[crate::Value],
        from_row: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.optional(sql, params, from_row)?.ok_or(StoreError::Missing)
    }

    /// The first row, if there is one.
    pub fn optional<T>(
        &mut self,
        sql: Sql,
        params: &[crate::Value],
        mut from_row: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.query(sql, params, &mut |row| {
            if found.is_none() {
                found = Some(from_row(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// All rows.
    pub fn many<T>(
        &mut self,
        sql: Sql,
        params: &[crate::Value],
        mut from_row: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.query(sql, params, &mut |row| {
            found.push(from_row(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Appends an event when the transaction commits.
    pub fn event(&mut self, event: NewEvent) {
        self.outbox.events.push(event);
    }

    /// Appends an audit record when the transaction commits.
    pub fn audit(&mut self, audit: NewAudit) {
        self.outbox.audits.push(audit);
    }

    /// Enqueues a job when the transaction commits; nothing happens where a job of this id stands already.
    pub fn job(&mut self, job: NewJob) {
        self.outbox.jobs.push(job);
    }

    /// Records how a delivery stands when the transaction commits; the last word about one event and one endpoint counts.
    pub fn delivery(&mut self, delivery: Delivery) {
        self.outbox.deliveries.push(delivery);
    }

    /// Keeps the result for an idempotency key when the transaction commits. Where the key is taken the whole transaction is rolled back
    /// and the caller gets [`StoreError::Conflict`].
    pub fn remember(&mut self, result: NewResult) {
        self.outbox.results.push(result);
    }

    /// Events and jobs that would be flushed by a commit now: what a test of a use case looks at.
    pub fn pending(&self) -> (&[NewEvent], &[NewJob]) {
        (&self.outbox.events, &self.outbox.jobs)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.backend, Backend::Postgres(_))
    }

    /// Flushes what waits; what was left behind for others is known afterwards.
    pub(crate) fn finish(&mut self) -> Result<(), StoreError> {
        if self.trouble.is_some() {
            return Err(StoreError::Other("the closure went on after a failed statement".into()));
        }
        let outbox = std::mem::take(&mut self.outbox);
        if !self.writable && !outbox.is_empty() {
            return Err(StoreError::Other("a reading transaction leaves nothing behind".into()));
        }
        let left = outbox.flush(self)?;
        self.outbox.left = left;
        Ok(())
    }

    pub(crate) fn left(&self) -> Left {
        self.outbox.left.clone()
    }

    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// Inserts rows of equal width with as few statements as the parameter limit allows; returns how many were inserted.
    pub(crate) fn insert<const N: usize>(
        &mut self,
        head: &'static str,
        mut rows: Vec<[crate::Value; N]>,
        tail: &'static str,
    ) -> Result<u64, StoreError> {
        let mark = if self.is_postgres() { '$' } else { '?' };
        let mut inserted = 0;
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(CHUNK));
            let text = insert_text::of(head, tail, mark, rows.len(), N);
            let params: Vec<crate::Value> = rows.into_iter().flatten().collect();
            rows = rest;
            let done = match &mut self.backend {
                Backend::Sqlite(connection) => sqlite::execute(connection, &text, &params),
                Backend::Postgres(session) => session.execute(&text, &params),
            };
            inserted += self.note(done)?;
        }
        Ok(inserted)
    }

    fn query(
        &mut self,
        sql: Sql,
        params: &[crate::Value],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let done = match &mut self.backend {
            Backend::Sqlite(connection) => sqlite::query(connection, sql.sqlite, params, each),
            Backend::Postgres(session) => session.query(sql.postgres, params, each),
        };
        self.note(done)
    }

    fn note<T>(&mut self, done: Result<T, Failure>) -> Result<T, StoreError> {
        done.map_err(|failure| {
            self.trouble = self.trouble.max(failure.trouble);
            failure.error
        })
    }
}
