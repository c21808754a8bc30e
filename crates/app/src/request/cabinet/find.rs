//! The request, as its subject sees it.

use super::super::seen::seen;
use super::super::{Seen, statement};
use super::require_open;
use crate::{AppError, Call, Ctx};

/// Looks at the one request of the cabinet, and goes on to see how it becomes a certificate.
pub async fn get(ctx: &Ctx, call: &Call) -> Result<Seen, AppError> {
    let subject = call.subject()?.clone();
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let request = statement::look(tx, &inner, subject.request, subject.licensee)?;
            require_open(&inner, &subject, &request)?;
            seen(tx, request)
        })
        .await
}
