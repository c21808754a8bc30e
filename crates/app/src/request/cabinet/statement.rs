//! The subject signs the statement in the cabinet.

use super::super::{Seen, statement};
use super::require_forwarded;
use crate::act::{self, Done};
use crate::sms::CodeSent;
use crate::{AppError, Call, Ctx};

/// Sends a code for the statement.
pub async fn send_statement_code(ctx: &Ctx, call: &Call) -> Result<Done<CodeSent>, AppError> {
    const ACTION: &str = "request.send_statement_code";
    let subject = act::subject(ctx, call, ACTION).await?.clone();
    let (licensee, id) = (subject.licensee, subject.request);
    statement::send_code(ctx, call, ACTION, licensee, id, move |ctx, request| require_forwarded(ctx, &subject, request)).await
}

/// Signs with it.
pub async fn sign_statement(ctx: &Ctx, call: &Call, code: &str) -> Result<Seen, AppError> {
    const ACTION: &str = "request.sign_statement";
    let subject = act::subject(ctx, call, ACTION).await?.clone();
    let (licensee, id) = (subject.licensee, subject.request);
    statement::sign(ctx, call, ACTION, licensee, id, code, move |ctx, request| require_forwarded(ctx, &subject, request)).await
}
