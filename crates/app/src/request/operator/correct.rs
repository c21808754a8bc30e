//! An operator sends a request back.

use domain::code;
use domain::id::IssueId;
use domain::issue::Command;
use domain::issue::remark::Remark;
use domain::subject::Reason;

use super::super::Seen;
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// Returns it with what is to be mended: remarks, a comment or both.
pub async fn return_with_remarks(
    ctx: &Ctx,
    call: &Call,
    id: IssueId,
    comment: Option<Reason>,
    remarks: Vec<Remark>,
) -> Result<Seen, AppError> {
    if remarks.len() > Remark::MOST {
        return Err(AppError::invalid(vec![Problem::new("/remarks", code::VALUE_TOO_LONG)]));
    }
    super::change(ctx, call, "request.return", id, move |user, _| {
        Ok(Command::Correct { operator: Some(user), comment: comment.clone(), remarks: remarks.clone() })
    })
    .await
}
