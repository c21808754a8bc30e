//! Somebody of the client's vouches for the subject's identity.

use domain::code;
use domain::id::IssueId;
use domain::issue::{Command, Identification, SeenDocument, Verifier};

use super::super::Seen;
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// Records who vouches, in place of who did before; what was before is kept.
pub async fn identify(ctx: &Ctx, call: &Call, id: IssueId, by: Verifier) -> Result<Seen, AppError> {
    if let Verifier::Named { name, .. } = &by
        && (name.trim().is_empty() || name.chars().count() > Verifier::LONGEST_NAME || name.chars().any(char::is_control))
    {
        return Err(AppError::invalid(vec![Problem::new("/identified_by", code::VALUE_INVALID)]));
    }
    let now = ctx.now();
    super::change(ctx, call, "request.identify", id, move |_, request| {
        let document = SeenDocument::of(request);
        let identification = Identification { by: by.clone(), at: now, request_version: request.version, document };
        Ok(Command::Identify { identification })
    })
    .await
}

/// Takes that back.
pub async fn remove_identification(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.remove_identification", id, |_, _| Ok(Command::RemoveIdentification)).await
}
