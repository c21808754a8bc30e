//! Ends a key.

use domain::id::ApiKeyId;
use store::table;

use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Ends a key, here at once and on other nodes within a second; again changes nothing.
pub async fn revoke(ctx: &Ctx, call: &Call, id: ApiKeyId) -> Result<(), AppError> {
    let licensee = act::keys(ctx, call, "api_key.revoke").await?;
    let now = ctx.now();
    act::run(ctx, call, Act::new("api_key.revoke", id), move |tx| {
        table::api_key::load(tx, id)?.filter(|row| row.licensee == licensee).or_missing()?;
        table::api_key::revoke(tx, id, now)?;
        Ok(())
    })
    .await?;
    ctx.known.forget_key(id);
    Ok(())
}
