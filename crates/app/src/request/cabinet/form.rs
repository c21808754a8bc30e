//! The subject reads what they sign.

use super::super::client;
use super::super::form::Form;
use super::require_open;
use crate::{AppError, Call, Ctx};

/// Prints the release statement of the subject's own request as PDF.
pub async fn print_statement(ctx: &Ctx, call: &Call) -> Result<Vec<u8>, AppError> {
    let subject = call.subject()?.clone();
    let (licensee, id) = (subject.licensee, subject.request);
    client::printed(ctx, licensee, id, Form::ReleaseStatement, move |ctx, request| require_open(ctx, &subject, request)).await
}
