//! Parties that nobody has changed or named for long go away (settings: [`crate::Retention`]).

use domain::id::PartyId;
use domain::time::Timestamp;
use store::table;

use super::{change, egrul};
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// What the sweep is called in the audit log.
const ACTOR: &str = "sweep";
/// Parties looked at in one go.
const TOGETHER: i64 = 200;

pub(crate) async fn sweep(ctx: &Ctx) -> Result<(), AppError> {
    let now = ctx.now();
    let before = now.minus(ctx.settings.retention.parties);
    loop {
        let unused = ctx.store.read(move |tx| table::party::unused(tx, before, TOGETHER).map_err(AppError::from)).await?;
        for id in &unused {
            one(ctx, *id, before, now).await?;
        }
        if unused.len() < TOGETHER as usize {
            break;
        }
    }
    let fetched = now.minus(egrul::FRESH);
    ctx.store.write(move |tx| table::register_extract::sweep(tx, fetched).map(drop).map_err(AppError::from)).await
}

/// Takes one out, unless somebody came meanwhile.
async fn one(ctx: &Ctx, id: PartyId, before: Timestamp, now: Timestamp) -> Result<(), AppError> {
    let inner = ctx.clone();
    let call = Call::job(ACTOR);
    let dropped = act::run_if_wanted(ctx, &call, Act::new("party.delete", id), move |tx| {
        let unused = table::party::load_for_update(tx, id)?.is_some_and(|party| party.used_at < before);
        if unused { change::drop_party(tx, &inner, id, now).map(Some) } else { Ok(None) }
    });
    dropped.await.map(drop)
}
