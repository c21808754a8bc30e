//! One request, as an operator sees it.

use domain::id::IssueId;

use super::super::seen::seen;
use super::super::{Seen, kept};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Looks at a request of any licensee.
pub async fn get(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    call.operator()?;
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let request = kept::load(tx, &inner, id)?.or_missing()?;
            seen(tx, request)
        })
        .await
}
