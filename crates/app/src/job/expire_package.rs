//! Ends a package whose time is up.

use domain::code;
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
    match package::expire(&ctx, id).await {
        Ok(()) => Ok(Outcome::Done),
        Err(error) if [code::PACKAGE_COMPLETED, code::PACKAGE_REFUSED, code::PACKAGE_REVOKED].contains(&error.code) => Ok(Outcome::Done),
        Err(error) => Err(error),
    }
}
