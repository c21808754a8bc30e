//! An operator finds a request right.

use domain::id::IssueId;
use domain::issue::{Approver, Command};

use super::super::Seen;
use crate::{AppError, Call, Ctx};

/// Approves it: neither the subject nor who asked for it may.
pub async fn approve(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.approve", id, |user, _| Ok(Command::Approve { by: Approver::Operator { user } })).await
}
