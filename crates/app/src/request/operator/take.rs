//! An operator takes a request to check it, or gives it back.

use domain::id::IssueId;
use domain::issue::Command;

use super::super::Seen;
use crate::{AppError, Call, Ctx};

/// Takes it; what another operator took stays theirs for a while.
pub async fn take(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.take", id, |operator, _| Ok(Command::Take { operator })).await
}

/// Gives it back, where it is the operator's.
pub async fn give_back(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.give_back", id, |operator, _| Ok(Command::GiveBack { operator })).await
}
