//! Nothing may be stuck: when the clients are done, the jobs run out, however many there are.

use std::time::{Duration, Instant};

use app::event::Numbered;
use app::{Call, Caller, KeyCaller, Scopes};
use domain::id::{ApiKeyId, LicenseeId};
use store::{Sql, StoreError, sql};

use super::{Court, Judged};
use crate::office::Outcome;

/// What does not get less in such a time is stuck (R2).
const PATIENCE: Duration = Duration::from_secs(60);
const PAGE: u32 = 200;

/// Waits until there is nothing to do, and returns the whole feed.
pub async fn settle(court: &Court<'_>, judged: &mut Judged) -> Outcome<Vec<Numbered>> {
    let (began, mut least, mut since) = (Instant::now(), i64::MAX, Instant::now());
    let mut first = None;
    loop {
        let open = number(court, sql!("SELECT count(*) FROM job WHERE lane IS NULL OR lane NOT LIKE 'every:%'")).await?;
        let unnumbered = number(court, sql!("SELECT count(*) FROM event WHERE number IS NULL")).await?;
        first.get_or_insert(open);
        if open + unnumbered == 0 {
            break;
        }
        if open + unnumbered < least {
            (least, since) = (open + unnumbered, Instant::now());
        }
        if since.elapsed() > PATIENCE {
            let some = some_jobs(court).await?;
            court.world.tally.violation(format!("stuck: {unnumbered} events without a number, {open} jobs, the oldest {some:?}"));
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    judged.figure("jobs left at the end", format!("{}, out after {} ms", first.unwrap_or_default(), began.elapsed().as_millis()));
    feed(court).await
}

async fn number(court: &Court<'_>, sql: Sql) -> Outcome<i64> {
    let found = court.ctx.store.read(move |tx| tx.one(sql, &[], |row| row.get(0)));
    Ok(found.await.map_err(|error: StoreError| error.to_string())?)
}

/// What is neither done nor due again and again: id, state, error.
async fn some_jobs(court: &Court<'_>) -> Outcome<Vec<(String, String, String)>> {
    let sql = sql!("SELECT id, state, error FROM job WHERE lane IS NULL OR lane NOT LIKE 'every:%' ORDER BY pos LIMIT 5");
    let rows = court
        .ctx
        .store
        .read(move |tx| tx.many(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get::<Option<String>>(2)?.unwrap_or_default()))));
    Ok(rows.await.map_err(|error: StoreError| error.to_string())?)
}

/// Every numbered event with the bytes that its callbacks have to have.
pub async fn feed(court: &Court<'_>) -> Outcome<Vec<Numbered>> {
    let shown = app::admin::licensees(court.ctx).await?.remove(0);
    let licensee = LicenseeId::parse(&shown.id).map_err(|error| format!("{}: {error}", shown.id))?;
    let caller = Caller::Key(KeyCaller { id: ApiKeyId::new(court.ctx.uuid()), licensee, scopes: Scopes::all() });
    let call = Call::of(caller);
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
