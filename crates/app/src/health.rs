//! Whether the house can take work.

use domain::code;
use store::table;

use crate::{AppError, Ctx, clock};

/// Ready once the database answers and holds a licensee: the first start makes it last, after the authorities. Not ready while the clock is
/// behind what has happened already.
pub async fn ready(ctx: &Ctx) -> Result<(), AppError> {
    ctx.store.ping().await?;
    let (tolerance, now) = (ctx.settings.clock_tolerance, ctx.now());
    let licensees = ctx
        .store
        .read(move |tx| {
            clock::require_sound(tx, tolerance, now)?;
            table::licensee::all(tx).map_err(AppError::from)
        })
        .await?;
    if licensees.is_empty() { Err(AppError::from(code::UNAVAILABLE).private("no licensee yet")) } else { Ok(()) }
}
