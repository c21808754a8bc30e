//! Makes the signatures of an operation of cloud signing, however long a time stamp cannot be had.

use domain::id::CloudOperationId;
use jobs::{Job, Outcome};

use super::id_of;
use crate::{AppError, Ctx, cloud_signing};

pub(crate) const KIND: &str = "cloud_sign";

/// Makes them; an operation that is over needs nothing.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    match id_of(&job, "operation", CloudOperationId::parse) {
        Ok(id) => cloud_signing::finish(&ctx, id).await.map(|()| Outcome::Done),
        Err(outcome) => Ok(outcome),
    }
}
