//! Copying out.

use std::collections::BTreeMap;

use super::Line;
use super::line::value;
use crate::{Database, OpenError, StoreError, Value, migration};

/// Private keys travel beside the rows, sealed and each by itself, wherever they lie.
const BESIDE: &str = "sealed_key";

/// Takes in a copy, piece by piece. An error of a sink ends the copying.
pub trait Sink {
    /// What may go wrong on its side.
    type Error: From<OpenError>;

    /// The rows that follow are of this table, each with a value for every column.
    fn table(&mut self, name: &str, columns: &[String]) -> Result<(), Self::Error>;

    /// A row of the table named last.
    fn row(&mut self, values: &[Value]) -> Result<(), Self::Error>;

    /// Bytes that the rows name; after all tables, in the order of their keys.
    fn blob(&mut self, blob: &Blob) -> Result<(), Self::Error>;
}

/// Bytes outside of the database that belong to this state of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Their key.
    pub key: String,
    /// How many there are.
    pub size: u64,
    /// Their SHA-256, lower-case hex.
    pub sha256: String,
}

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The version of the schema.
    pub version: i64,
    /// How many rows there were.
    pub rows: u64,
    /// The last event number of every licensee.
    pub events: BTreeMap<String, i64>,
}

/// Copies one state of the database into `sink`. Whoever writes meanwhile neither waits nor is seen.
///
/// Refuses a database without a schema, and one that a newer program has migrated.
pub fn export<S: Sink>(database: &Database, sink: &mut S) -> Result<Copied, S::Error> {
    let mut line = Line::existing(database)?.ok_or_else(nothing)?;
    let begin = if line.is_postgres() { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" };
    line.batch(begin).map_err(OpenError::Store)?;
    let copied = within(&mut line, sink);
    // nothing was changed, and the connection goes away
    let _ = line.batch("ROLLBACK");
    copied
}

fn within<S: Sink>(line: &mut Line, sink: &mut S) -> Result<Copied, S::Error> {
    let version = line.version().map_err(OpenError::Store)?.ok_or_else(nothing)?;
    if version > migration::newest() {
        return Err(OpenError::Newer { database: version, program: migration::newest() }.into());
    }
    let mut rows = 0;
    for table in line.tables().map_err(OpenError::Store)?.into_iter().filter(|table| table != BESIDE) {
        let columns = line.columns(&table).map_err(OpenError::Store)?;
        sink.table(&table, &columns)?;
        let text = format!("SELECT {} FROM \"{table}\"", quoted(&columns));
        each(line, &table, &text, columns.len(), &mut |values| {
            rows += 1;
            sink.row(values)
        })?;
    }
    let named = named_blobs(&line.columns("content").map_err(OpenError::Store)?);
    each(line, "named blobs", named, 3, &mut |values| match values {
        [Value::Text(key), Value::Int(size), Value::Text(sha256)] => {
            sink.blob(&Blob { key: key.clone(), size: size.unsigned_abs(), sha256: sha256.clone() })
        }
        other => Err(OpenError::Store(StoreError::Corrupt(format!("a content is described by {other:?}"))).into()),
    })?;
    let mut events = BTreeMap::new();
    line.query("SELECT licensee, last FROM event_counter", &[], &mut |row| {
        events.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })
    .map_err(OpenError::Store)?;
    Ok(Copied { version, rows, events })
}

/// Key, size and SHA-256 of every blob that a content names, as a schema with such columns of `content` describes them.
fn named_blobs(columns: &[String]) -> &'static str {
    let has = |name: &str| columns.iter().any(|column| column == name);
    match (has("sha256"), has("bytes")) {
        (true, _) => "SELECT blob, size, sha256 FROM content WHERE bytes IS NULL ORDER BY blob",
        // before schema 12 digests were rows
        (false, true) => {
            "SELECT content.blob, content.size, digest.value FROM content JOIN digest ON digest.content = content.id \
             WHERE digest.algorithm = 'sha256' AND content.bytes IS NULL ORDER BY content.blob"
        }
        // before schema 4 no content lay in its row
        (false, false) => {
            "SELECT content.blob, content.size, digest.value FROM content JOIN digest ON digest.content = content.id \
             WHERE digest.algorithm = 'sha256' ORDER BY content.blob"
        }
    }
}

/// Shows the values of every row. An error of `take` comes back as it is.
fn each<E: From<OpenError>>(
    line: &mut Line,
    name: &str,
    text: &str,
    columns: usize,
    take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
) -> Result<(), E> {
    let mut refused = None;
    let streamed = line.stream(name, text, &mut |row| {
        let values = (0..columns).map(|index| row.cell(index).map(value)).collect::<Result<Vec<Value>, StoreError>>()?;
        take(&values).map_err(|error| {
            refused = Some(error);
            StoreError::Other("the copy was broken off".to_owned())
        })
    });
    match (refused, streamed) {
        (Some(error), _) => Err(error),
        (None, streamed) => streamed.map_err(|error| OpenError::Store(error).into()),
    }
}

/// Column names as they stand in a statement.
pub(super) fn quoted(columns: &[String]) -> String {
    columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn nothing() -> OpenError {
    OpenError::Store(StoreError::Missing)
}
