//! Nothing may be stuck: when the clients are done, the jobs run out and every event has come back, within a minute.

use std::time::{Duration, Instant};

use app::event::Numbered;
use app::{Call, Caller, KeyCaller, Scopes};
use domain::id::{ApiKeyId, LicenseeId};
use store::{StoreError, sql};

use super::{Court, Judged};
use crate::office::Outcome;

/// A package signed by all that is not complete by then is stuck (R2).
const PATIENCE: Duration = Duration::from_secs(60);
const PAGE: u32 = 200;

/// Waits until there is nothing to do, and returns the whole feed.
pub async fn settle(court: &Court<'_>, judged: &mut Judged) -> Outcome<Vec<Numbered>> {
    let began = Instant::now();
    loop {
        let open = open_jobs(court).await?;
        let unnumbered =
            court.ctx.store.read(|tx| tx.one(sql!("SELECT count(*) FROM event WHERE number IS NULL"), &[], |row| row.get::<i64>(0)));
        let unnumbered: i64 = unnumbered.await.map_err(|error: StoreError| error.to_string())?;
        if open.is_empty() && unnumbered == 0 {
            break;
        }
        if began.elapsed() > PATIENCE {
            court.world.tally.violation(format!("stuck after {PATIENCE:?}: {unnumbered} events without a number, jobs {open:?}"));
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    judged.figure("jobs ran out after", format!("{} ms", began.elapsed().as_millis()));
    feed(court).await
}

/// What is neither done nor due again and again: id, state, error.
async fn open_jobs(court: &Court<'_>) -> Outcome<Vec<(String, String, String)>> {
    let sql = sql!("SELECT id, state, error FROM job WHERE lane IS NULL OR lane NOT LIKE 'every:%' ORDER BY pos LIMIT 5");
    let rows = court
        .ctx
        .store
        .read(move |tx| tx.many(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get::<Option<String>>(2)?.unwrap_or_default()))));
    Ok(rows.await.map_err(|error: StoreError| error.to_string())?)
}

/// Every numbered event with the bytes that its callbacks have to have.
async fn feed(court: &Court<'_>) -> Outcome<Vec<Numbered>> {
    let shown = app::admin::licensees(court.ctx).await?.remove(0);
    let licensee = LicenseeId::parse(&shown.id).map_err(|error| format!("{}: {error}", shown.id))?;
    let caller = Caller::Key(KeyCaller { id: ApiKeyId::new(court.ctx.uuid()), licensee, scopes: Scopes::all() });
    let call = Call { caller, request_id: None, address: None, once: None };
    let (mut feed, mut after) = (Vec::new(), None);
    loop {
        let page = app::event::feed(court.ctx, &call, after, Vec::new(), PAGE).await?;
        feed.extend(page.events);
        after = page.next;
        if after.is_none() {
            return Ok(feed);
        }
    }
}
