//! Carries a request on to the release by the licensee's policy; the certificate is then made by a job of its own.

use domain::id::IssueId;
use jobs::{Job, Outcome};

use super::id_of;
use crate::{AppError, Ctx, request};

pub(crate) const KIND: &str = "issue_straight";

/// Carries it on; a request that does not go straight any more needs nothing.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    request::carry_on(&ctx, id).await?;
    Ok(Outcome::Done)
}
