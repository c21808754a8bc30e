//! A request is given up; nothing of it is kept but what its events say.

use domain::id::IssueId;
use domain::issue::{Command, KeyPlace};

use crate::{AppError, Call, Ctx};

/// Deletes it.
pub async fn delete(ctx: &Ctx, call: &Call, id: IssueId) -> Result<(), AppError> {
    let gone = super::change(ctx, call, "request.delete", id, |_, _| Ok(Command::Delete)).await?;
    if let KeyPlace::Server { key: Some(key), .. } = &gone.request.key {
        // no certificate names it; where this fails a key is left that nobody will use
        if let Err(error) = ctx.keys.delete(key.id).await {
            tracing::warn!(request = %id, "the key of a deleted request is still there: {error}");
        }
    }
    Ok(())
}
