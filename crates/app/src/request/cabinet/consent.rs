//! The subject agrees to the processing of personal data (152-ФЗ).

use domain::code;
use domain::issue::{Command, Processing, ProcessingBy};
use domain::subject::Title;

use super::super::seen::{held, seen};
use super::super::{Seen, step};
use super::require_forwarded;
use crate::act::{self, Act};
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// Records the subject's own consent to this version of the text.
pub async fn give_consent(ctx: &Ctx, call: &Call, text_version: &str) -> Result<Seen, AppError> {
    let subject = act::subject(ctx, call, "request.give_consent").await?.clone();
    let version = Title::parse(text_version).map_err(|_| AppError::invalid(vec![Problem::new("/text_version", code::VALUE_INVALID)]))?;
    let (inner, now, actor) = (ctx.clone(), ctx.now(), call.caller.actor());
    let processing = Processing { text_version: version.into(), by: ProcessingBy::Subject, address: call.address.clone(), at: now };
    act::run(ctx, call, Act::new("request.give_consent", subject.request), move |tx| {
        let request = held(tx, &inner, subject.request, Some(subject.licensee))?;
        require_forwarded(&inner, &subject, &request)?;
        let command = Command::AgreeToProcessing { processing: processing.clone() };
        let request = step::change(tx, &inner, &actor, request, command, now)?;
        seen(tx, request)
    })
    .await
}
