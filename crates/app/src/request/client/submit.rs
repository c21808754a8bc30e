//! The request goes to the check.

use domain::id::IssueId;
use domain::issue::{Command, Demands};

use super::super::Seen;
use crate::{AppError, Call, Ctx};

/// Sends the request to the check, where it is whole and no register has said anything fatal.
pub async fn submit(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.submit", id, |_, _| Ok(Command::Submit { demands: Demands::Whole })).await
}
