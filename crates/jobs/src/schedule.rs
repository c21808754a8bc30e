//! What recurs: one row a kind says when it is due; whoever moves the row on enqueues the job.

use std::time::Duration;

use domain::time::Timestamp;
use store::{NewJob, Store, StoreError, table};

use crate::registry::Periodic;

/// Enqueues what is due; returns how many jobs.
pub(crate) async fn enqueue(store: &Store, periodic: &[Periodic], now: Timestamp) -> Result<usize, StoreError> {
    let kinds: Vec<(&'static str, Duration)> = periodic.iter().map(|periodic| (periodic.kind, periodic.every)).collect();
    if kinds.is_empty() {
        return Ok(0);
    }
    let due: Vec<(&'static str, Duration)> = store
        .read({
            let kinds = kinds.clone();
            move |tx| -> Result<_, StoreError> {
                let rows = table::schedule::all(tx)?;
                let is_due = |kind: &str| rows.iter().find(|(name, _)| name == kind).is_none_or(|(_, due)| *due <= now);
                Ok(kinds.iter().copied().filter(|(kind, _)| is_due(kind)).collect())
            }
        })
        .await?;
    if due.is_empty() {
        return Ok(0);
    }
    store
        .write(move |tx| {
            let mut enqueued = 0;
            for (kind, every) in &due {
                let at = table::schedule::due(tx, kind, now)?;
                if at > now || !table::schedule::advance(tx, kind, at, next(at, *every, now))? {
                    continue;
                }
                let lane = format!("every:{kind}");
                if !table::job::lane_is_busy(tx, &lane)? {
                    enqueued += 1;
                    tx.job(NewJob {
                        id: format!("{kind}@{}", at.micros()),
                        kind,
                        licensee: None,
                        lane: Some(lane),
                        target: None,
                        body: serde_json::Value::Null,
                        run_at: at,
                    });
                }
            }
            Ok(enqueued)
        })
        .await
}

/// The first of `due`, `due + every`, … after `now`.
fn next(due: Timestamp, every: Duration, now: Timestamp) -> Timestamp {
    let every = every.max(Duration::from_millis(1));
    let missed = now.since(due).as_micros() / every.as_micros();
    due.plus(every.saturating_mul(u32::try_from(missed).unwrap_or(u32::MAX))).plus(every)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missed_times_are_not_made_up_for() {
        let at = Timestamp::from_seconds;
        let every = Duration::from_secs(10);
        assert_eq!(next(at(100), every, at(100)), at(110));
        assert_eq!(next(at(100), every, at(109)), at(110));
        assert_eq!(next(at(100), every, at(135)), at(140));
    }
}
