//! Reads audit records, the newest first.

use store::table::audit::{self, Audit, Filter};

use uuid::Uuid;

use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// A page of what was done, or refused, in the licensee's data. For its information system alone: records tell of everybody.
pub async fn list(ctx: &Ctx, call: &Call, wanted: Filter, slice: Slice) -> Result<Page<Audit>, AppError> {
    let licensee = call.office_key()?;
    // a record has no id: its position says all
    let place = |one: &Audit| Place { key: one.pos, id: Uuid::nil() };
    ctx.store
        .read(move |tx| {
            Ok(Page::read(slice, place, |slice| {
                let before = slice.after.map(|place| place.key);
                audit::of_licensee(tx, licensee, &Filter { before, limit: slice.limit, ..wanted.clone() })
            })?)
        })
        .await
}

/// The same over all licensees and what belongs to none, for the administrator at the machine.
pub async fn newest(ctx: &Ctx, wanted: Filter) -> Result<Vec<Audit>, AppError> {
    ctx.store.read(move |tx| audit::of_everybody(tx, &wanted).map_err(AppError::from)).await
}
