//! One request, as its client sees it.

use domain::id::IssueId;

use super::super::seen::seen;
use super::super::{Identified, Seen, history, statement};
use crate::{AppError, Call, Ctx, Scope};

/// Looks at a request; also the way to see whether it is actualised.
pub async fn get(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, licensee)?;
            seen(tx, request)
        })
        .await
}

/// Who vouched for the identity, one after the other.
pub async fn identifications(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Vec<Identified>, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, licensee)?;
            history::of(tx, &inner, &request)
        })
        .await
}
