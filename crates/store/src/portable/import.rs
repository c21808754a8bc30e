//! Copying in.

use super::export::quoted;
use super::{Line, mend};
use crate::{Database, OpenError, StoreError, Value, migration};

/// Rows of one INSERT at most; the widest table stays far below the limit of parameters.
const CHUNK: usize = 64;

/// Takes rows into the tables of an empty database.
pub struct Importer {
    line: Line,
    tables: Vec<String>,
    head: String,
    width: usize,
    waiting: Vec<Vec<Value>>,
    rows: u64,
}

/// Fills an empty database: makes the schema of `version`, lets `feed` bring the rows, brings the schema up to date. All of it or nothing.
/// Returns how many rows came.
///
/// Refuses a database that holds anything, and versions that this program does not know. What belonged to running processes of the copied
/// house is not taken over: leases on jobs end, nodes are forgotten. Events that had no number yet get theirs.
pub fn import<E: From<OpenError>>(database: &Database, version: i64, feed: impl FnOnce(&mut Importer) -> Result<(), E>) -> Result<u64, E> {
    if version > migration::newest() {
        return Err(OpenError::Newer { database: version, program: migration::newest() }.into());
    }
    let mut line = Line::writing(database)?;
    // a migration over many rows takes longer than any statement of the running house may
    let begin = if line.is_postgres() { "BEGIN; SET LOCAL statement_timeout = '3600s'" } else { "BEGIN IMMEDIATE" };
    line.batch(begin).map_err(OpenError::Store)?;
    let mut importer = Importer { line, tables: Vec::new(), head: String::new(), width: 0, waiting: Vec::new(), rows: 0 };
    let outcome = importer.fill(version, feed);
    let end = if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = importer.line.batch(end);
    outcome?;
    ended.map_err(OpenError::Store)?;
    Ok(importer.rows)
}

impl Importer {
    /// The rows that follow are of this table.
    pub fn table(&mut self, name: &str, columns: &[String]) -> Result<(), OpenError> {
        self.flush()?;
        let known = if self.tables.iter().any(|table| table == name) { self.line.columns(name)? } else { Vec::new() };
        if let Some(unknown) = columns.iter().find(|column| !known.contains(column)) {
            return Err(OpenError::Store(StoreError::Corrupt(format!("there is no column {name}.{unknown}"))));
        }
        self.head = format!("INSERT INTO \"{name}\" ({}) VALUES ", quoted(columns));
        self.width = columns.len();
        Ok(())
    }

    /// A row of the table named last.
    pub fn row(&mut self, values: Vec<Value>) -> Result<(), OpenError> {
        if values.len() != self.width || self.head.is_empty() {
            return Err(OpenError::Store(StoreError::Corrupt(format!("a row of {} values for {} columns", values.len(), self.width))));
        }
        self.waiting.push(values);
        if self.waiting.len() == CHUNK { self.flush() } else { Ok(()) }
    }

    fn fill<E: From<OpenError>>(&mut self, version: i64, feed: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        if !self.line.tables().map_err(OpenError::Store)?.is_empty() || self.line.version().map_err(OpenError::Store)?.is_some() {
            return Err(OpenError::NotEmpty.into());
        }
        self.line.migrate(version)?;
        self.tables = self.line.tables().map_err(OpenError::Store)?;
        // migrations bring rows of their own, which are among the copied ones
        for table in self.tables.clone() {
            self.line.execute(&format!("DELETE FROM \"{table}\""), &[]).map_err(OpenError::Store)?;
        }
        feed(self)?;
        self.flush()?;
        mend::all(&mut self.line, &self.tables).map_err(OpenError::Store)?;
        self.line.migrate(migration::newest())?;
        Ok(())
    }

    fn flush(&mut self) -> Result<(), OpenError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mark = if self.line.is_postgres() { '$' } else { '?' };
        let mut number = 0;
        let mut text = self.head.clone();
        for row in 0..self.waiting.len() {
            let marks: Vec<String> = (0..self.width)
                .map(|_| {
                    number += 1;
                    format!("{mark}{number}")
                })
                .collect();
            text.push_str(if row == 0 { "(" } else { ", (" });
            text.push_str(&marks.join(", "));
            text.push(')');
        }
        let params: Vec<Value> = self.waiting.drain(..).flatten().collect();
        self.rows += self.line.execute(&text, &params)?;
        Ok(())
    }
}
