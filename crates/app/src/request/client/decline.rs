//! The client takes back what was approved, to mend it.

use domain::id::IssueId;
use domain::issue::Command;
use domain::subject::Reason;
use store::table;

use super::super::Seen;
use crate::{AppError, Call, Ctx};

/// Declines it: back to correction, and out of the cabinet.
pub async fn decline(ctx: &Ctx, call: &Call, id: IssueId, comment: Option<Reason>) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.decline", id, move |tx, _| {
        table::cabinet_session::close_all(tx, id)?;
        Ok(Command::Decline { comment: comment.clone() })
    })
    .await
}
