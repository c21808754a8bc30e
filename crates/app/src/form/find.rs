//! One form, as its client sees it.

use domain::id::IssueId;

use super::seen::seen;
use super::{FormSeen, OrgCall, kept};
use crate::{AppError, Ctx};

/// Looks at a form of the organization.
pub async fn get(ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<FormSeen, AppError> {
    let (inner, org) = (ctx.clone(), org.clone());
    ctx.store
        .read(move |tx| {
            let (form, request) = kept::looked(tx, &inner, &org, id)?;
            seen(tx, &inner, form, &request)
        })
        .await
}
