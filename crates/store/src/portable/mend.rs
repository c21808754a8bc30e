//! What a copy cannot bring along: numbers that were still to come, sequences, and the processes of the house that was copied.

use super::Line;
use crate::{StoreError, Value};

/// Events numbered by one round.
const BATCH: i64 = 1000;

/// Makes copied rows the rows of a house that has just been started.
pub(super) fn all(line: &mut Line, tables: &[String]) -> Result<(), StoreError> {
    line.batch("UPDATE job SET node = NULL, boot = NULL; DELETE FROM node")?;
    while number(line)? {}
    if line.is_postgres() { sequences(line, tables) } else { Ok(()) }
}

/// Numbers events in their order, as the sequencer would: a copy of PostgreSQL may hold some without a number, and SQLite has no sequencer.
fn number(line: &mut Line) -> Result<bool, StoreError> {
    let mut waiting: Vec<(i64, String)> = Vec::new();
    let mark = |number: u8| if line.is_postgres() { format!("${number}") } else { format!("?{number}") };
    let (find, count, give) = (
        format!("SELECT pos, licensee FROM event WHERE number IS NULL ORDER BY pos LIMIT {BATCH}"),
        format!(
            "INSERT INTO event_counter (licensee, last) VALUES ({}, 1) \
             ON CONFLICT (licensee) DO UPDATE SET last = event_counter.last + 1 RETURNING last",
            mark(1)
        ),
        format!("UPDATE event SET number = {} WHERE pos = {}", mark(1), mark(2)),
    );
    line.query(&find, &[], &mut |row| {
        waiting.push((row.get(0)?, row.get(1)?));
        Ok(())
    })?;
    for (pos, licensee) in &waiting {
        let mut last = 0;
        line.query(&count, &[licensee.into()], &mut |row| {
            last = row.get(0)?;
            Ok(())
        })?;
        line.execute(&give, &[Value::Int(last), Value::Int(*pos)])?;
    }
    Ok(!waiting.is_empty())
}

/// PostgreSQL's sequences know nothing of rows that came with their numbers.
fn sequences(line: &mut Line, tables: &[String]) -> Result<(), StoreError> {
    for table in tables {
        let counted = line.texts(
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = current_schema() \
             AND CAST(table_name AS TEXT) = $1 AND column_default LIKE 'nextval(%'",
            &[table.into()],
        )?;
        for column in counted {
            line.batch(&format!(
                "SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), \
                 (SELECT coalesce(max(\"{column}\"), 0) + 1 FROM \"{table}\"), false)"
            ))?;
        }
    }
    Ok(())
}
