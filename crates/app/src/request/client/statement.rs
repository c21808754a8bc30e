//! The statement is signed by a code, which the client asks for and brings.

use domain::id::IssueId;

use super::super::Seen;
use super::super::statement::{self, unguarded};
use crate::act::{self, Done};
use crate::sms::CodeSent;
use crate::{AppError, Call, Ctx};

/// Sends the subject a code.
pub async fn send_statement_code(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Done<CodeSent>, AppError> {
    const ACTION: &str = "request.send_statement_code";
    let licensee = act::issues(ctx, call, ACTION).await?;
    statement::send_code(ctx, call, ACTION, licensee, id, unguarded).await
}

/// Signs with it.
pub async fn sign_statement(ctx: &Ctx, call: &Call, id: IssueId, code: &str) -> Result<Seen, AppError> {
    const ACTION: &str = "request.sign_statement";
    let licensee = act::issues(ctx, call, ACTION).await?;
    statement::sign(ctx, call, ACTION, licensee, id, code, unguarded).await
}
