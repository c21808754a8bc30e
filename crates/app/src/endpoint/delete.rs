//! The licensee takes an endpoint out of use; what waits for it is dropped when its turn comes.

use domain::id::EndpointId;
use store::table;

use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Takes an endpoint out of use; again changes nothing.
pub async fn delete(ctx: &Ctx, call: &Call, id: EndpointId) -> Result<(), AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.delete").await?;
    act::run(ctx, call, Act::new("endpoint.delete", id), move |tx| {
        table::endpoint::load(tx, id)?.filter(|row| row.licensee == licensee).or_missing()?;
        table::endpoint::disable(tx, id)?;
        Ok(())
    })
    .await
}
