//! That the subject agreed to the processing of personal data is recorded (152-ФЗ): before the first scan.

use domain::code;
use domain::id::IssueId;
use domain::issue::{Command, Processing, ProcessingBy};
use domain::subject::Title;

use super::super::Seen;
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// Records that the licensee has the subject's consent to this version of its text.
pub async fn give_consent(ctx: &Ctx, call: &Call, id: IssueId, text_version: &str) -> Result<Seen, AppError> {
    let version = Title::parse(text_version).map_err(|_| AppError::invalid(vec![Problem::new("/text_version", code::VALUE_INVALID)]))?;
    let processing = Processing { text_version: version.into(), by: ProcessingBy::Licensee, address: call.address.clone(), at: ctx.now() };
    super::change(ctx, call, "request.give_consent", id, move |_, _| Ok(Command::AgreeToProcessing { processing: processing.clone() }))
        .await
}
