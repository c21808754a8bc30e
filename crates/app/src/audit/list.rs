//! Reads audit records, the newest first.

use store::table::audit::{self, Audit, Filter};

use crate::{AppError, Call, Ctx};

/// The most records a page has.
const PAGE: u32 = 200;

/// What was done, or refused, in the licensee's data. For its information system alone: records tell of everybody.
pub async fn list(ctx: &Ctx, call: &Call, wanted: Filter) -> Result<Vec<Audit>, AppError> {
    let licensee = call.office_key()?;
    let wanted = Filter { limit: wanted.limit.clamp(1, PAGE), ..wanted };
    ctx.store.read(move |tx| audit::of_licensee(tx, licensee, &wanted).map_err(AppError::from)).await
}

/// The same over all licensees and what belongs to none, for the administrator at the machine.
pub async fn newest(ctx: &Ctx, wanted: Filter) -> Result<Vec<Audit>, AppError> {
    ctx.store.read(move |tx| audit::of_everybody(tx, &wanted).map_err(AppError::from)).await
}
