//! The licensee takes an endpoint away; what waits for it is dropped when its turn comes, and the log of its deliveries is kept for a while.

use domain::id::EndpointId;
use store::table;
use store::table::endpoint::DELETED;

use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, endpoint};

/// Takes an endpoint away in the version that the caller has seen; again changes nothing.
pub async fn delete(ctx: &Ctx, call: &Call, id: EndpointId) -> Result<(), AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.delete").await?;
    let (now, conditions) = (ctx.now(), call.conditions.clone());
    act::run(ctx, call, Act::new("endpoint.delete", id), move |tx| {
        let mut row = table::endpoint::load_for_update(tx, id)?.filter(|row| row.licensee == licensee).or_missing()?;
        if row.state != DELETED {
            conditions.hold_seen(row.version)?;
            (row.state, row.reason, row.changed_at, row.previous) = (DELETED.to_owned(), None, Some(now), None);
            table::endpoint::update(tx, &row)?;
            // a pause would keep what waits for ever
            endpoint::let_go(tx, id, now)?;
        }
        Ok(())
    })
    .await
}
