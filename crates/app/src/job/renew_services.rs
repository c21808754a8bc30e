//! Renews the certificates of the OCSP responders and of the time stamp authority, and destroys the keys whose time is over.

use jobs::{Job, Outcome};

use crate::{AppError, Ctx, clock, services};

pub(crate) const KIND: &str = "renew_services";

/// Renews what is due.
pub(crate) async fn run(ctx: Ctx, _job: Job) -> Result<Outcome, AppError> {
    let (tolerance, now) = (ctx.settings.clock_tolerance, ctx.now());
    ctx.store.read(move |tx| clock::require_sound(tx, tolerance, now)).await?;
    services::renew_due(&ctx).await?;
    services::destroy_spent(&ctx).await?;
    Ok(Outcome::Done)
}
