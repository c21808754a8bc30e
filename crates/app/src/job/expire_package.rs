//! Ends a package whose time is up.

use domain::id::PackageId;
use jobs::{Job, Outcome};

use super::id_of;
use crate::{AppError, Ctx, package};

pub(crate) const KIND: &str = "expire_package";

/// A package that ended otherwise needs nothing.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "package", PackageId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    package::expire(&ctx, id).await?;
    Ok(Outcome::Done)
}
