//! What came of a form: the certificate and the receipt for it.

use std::time::Duration;

use domain::code;
use domain::form::FormState;
use domain::id::IssueId;

use super::{FormSeen, OrgCall, get};
use crate::{AppError, Ctx};

/// How soon whoever was too early may come again.
const SOON: Duration = Duration::from_secs(1);

/// The form, once its certificate can be fetched.
pub async fn certificate(ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<FormSeen, AppError> {
    let seen = get(ctx, org, id).await?;
    match (seen.state, &seen.form.issued) {
        (FormState::Released, Some(_)) => Ok(seen),
        // what was made elsewhere is fetched there
        (FormState::Released, None) if seen.form.version == 0 => Err(code::NOT_FOUND.into()),
        (FormState::Released, None) => Err(AppError::from(code::ISSUE_BEING_ACTUALISED).retry_after(SOON)),
        (state, _) => Err(AppError::from(code::WRONG_ISSUE_STATUS).with("current_status", state.word())),
    }
}
