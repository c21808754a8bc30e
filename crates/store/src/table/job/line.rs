//! Lines of jobs: all of one kind, or of one kind and one target. A claim takes so many of each line, so that no line starves the others.
//!
//! What a look at the lines costs grows with their number, not with the number of jobs that wait in them.

use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// A line that somebody waits in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As [`line`] makes it.
    pub name: String,
    /// When the first that waits may be claimed, pauses included.
    pub due: Timestamp,
    /// How many of it run, on all nodes.
    pub running: i64,
}

impl Line {
    /// Which handler runs its jobs.
    pub fn kind(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(kind, _)| kind)
    }

    /// Whether its jobs call one and the same target.
    pub fn has_target(&self) -> bool {
        Self::is_of_a_target(&self.name)
    }

    /// Whether the line of this name is that of one target.
    pub fn is_of_a_target(name: &str) -> bool {
        name.contains(':')
    }
}

/// The name of a line.
pub fn line(kind: &str, target: Option<&str>) -> String {
    match target {
        Some(target) => format!("{kind}:{target}"),
        None => kind.to_owned(),
    }
}

/// All lines that somebody waits in, the longest due first. Steps from name to name in the index instead of walking all that wait.
pub fn lines(tx: &mut Tx<'_>) -> Result<Vec<Line>, StoreError> {
    let mut lines = tx.many(
        sql!(
            "WITH RECURSIVE walk (line) AS (
                 SELECT (SELECT job.line FROM job WHERE job.state = 'open' AND job.node IS NULL AND job.blocked = 0
                         ORDER BY job.line LIMIT 1)
                 UNION ALL
                 SELECT (SELECT job.line FROM job WHERE job.state = 'open' AND job.node IS NULL AND job.blocked = 0 AND job.line > walk.line
                         ORDER BY job.line LIMIT 1)
                 FROM walk WHERE walk.line IS NOT NULL)
             SELECT walk.line,
                 (SELECT job.run_at FROM job WHERE job.line = walk.line AND job.state = 'open' AND job.node IS NULL AND job.blocked = 0
                  ORDER BY job.run_at LIMIT 1),
                 (SELECT count(*) FROM job WHERE job.line = walk.line AND job.node IS NOT NULL),
                 (SELECT until FROM job_pause WHERE job_pause.line = walk.line)
             FROM walk WHERE walk.line IS NOT NULL"
        ),
        &[],
        from_row,
    )?;
    lines.sort_by_key(|line| line.due);
    Ok(lines)
}

fn from_row(row: &Row<'_>) -> Result<Line, StoreError> {
    let (due, until): (Timestamp, Option<Timestamp>) = (row.get(1)?, row.get(3)?);
    Ok(Line { name: row.get(0)?, due: until.map_or(due, |until| until.max(due)), running: row.get(2)? })
}

/// Nothing of the line is claimed before `until`, on any node; a longer pause stays.
pub fn pause(tx: &mut Tx<'_>, line: &str, until: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO job_pause (line, until) VALUES (?1, ?2) \
             ON CONFLICT (line) DO UPDATE SET until = excluded.until WHERE job_pause.until < excluded.until"
        ),
        &[line.into(), until.into()],
    )?;
    Ok(())
}

/// Ends a pause.
pub fn resume(tx: &mut Tx<'_>, line: &str) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM job_pause WHERE line = ?1"), &[line.into()])?;
    Ok(())
}

/// Whether more than `count` jobs of the line are ready to be claimed, now or later.
pub fn is_longer_than(tx: &mut Tx<'_>, line: &str, count: i64) -> Result<bool, StoreError> {
    let sql = sql!(
        "SELECT count(*) FROM (SELECT pos FROM job WHERE line = ?1 AND state = 'open' AND node IS NULL AND blocked = 0 LIMIT ?2) AS few"
    );
    Ok(tx.one(sql, &[line.into(), (count + 1).into()], |row| row.get::<i64>(0))? > count)
}

/// Drops all of the line that nobody runs; returns how many.
pub fn clear(tx: &mut Tx<'_>, line: &str) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM job WHERE line = ?1 AND state = 'open' AND node IS NULL"), &[line.into()])
}

/// All of the line that waits for a later time is due at `now`; returns how many.
pub fn hasten(tx: &mut Tx<'_>, line: &str, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(
        sql!("UPDATE job SET run_at = ?2, errors = 0, failures = 0 WHERE line = ?1 AND state = 'open' AND node IS NULL AND blocked = 0 AND run_at > ?2"),
        &[line.into(), now.into()],
    )
}
