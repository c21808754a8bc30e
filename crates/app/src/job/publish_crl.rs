//! Publishes revocation lists before the old ones end, and gives up what was reserved and never recorded.

use std::time::Duration;

use domain::id::AuthorityId;
use jobs::{Job, Outcome};

use crate::{AppError, Ctx};

pub(crate) const KIND: &str = "publish_crl";

/// How long a list may be used, and how long before its end the next one is made.
const LIFE: Duration = Duration::from_secs(7 * 24 * 3600);
const AHEAD: Duration = Duration::from_secs(3 * 24 * 3600);
/// After this long no issuance can still be under way.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Publishes what is due.
pub(crate) async fn run(ctx: Ctx, _job: Job) -> Result<Outcome, AppError> {
    let now = ctx.now();
    ctx.store.write(move |tx| ca::abandon_before(tx, now.minus(ABANDONED), now).map_err(AppError::from)).await?;
    publish_due(&ctx, AHEAD).await?;
    Ok(Outcome::Done)
}

/// Publishes a list of every authority whose last one ends within `ahead` or knows less than the rows.
pub(crate) async fn publish_due(ctx: &Ctx, ahead: Duration) -> Result<(), AppError> {
    let now = ctx.now();
    for id in ctx.store.read(move |tx| ca::due_lists(tx, ahead, now).map_err(AppError::from)).await? {
        publish(ctx, id).await?;
    }
    Ok(())
}

/// Publishes the next list of one authority.
async fn publish(ctx: &Ctx, id: AuthorityId) -> Result<(), AppError> {
    const TRIES: usize = 5;
    for _ in 0..TRIES {
        let now = ctx.now();
        let draft = ctx.store.write(move |tx| ca::prepare_list(tx, id, LIFE, now).map_err(AppError::from)).await?;
        let list = ca::sign_list(&ctx.keys, draft).await?;
        if ctx.store.write(move |tx| ca::record_list(tx, &list).map_err(AppError::from)).await? {
            return Ok(());
        }
    }
    Err(AppError::internal("another node publishes this list all the time"))
}
