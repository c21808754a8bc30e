//! Stamps a signature whose time stamp could not be had when it was made, however long the authority stays away.

use domain::id::SignatureId;
use jobs::{Job, Outcome};

use super::id_of;
use crate::{AppError, Ctx, signature};

pub(crate) const KIND: &str = "stamp_signature";

/// Stamps; a signature that is stamped already needs nothing.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    match id_of(&job, "signature", SignatureId::parse) {
        Ok(id) => signature::complete(&ctx, id).await.map(|()| Outcome::Done),
        Err(outcome) => Ok(outcome),
    }
}
