//! What waits for an operator.

use store::{Tx, table};

use super::super::seen::seen;
use super::super::{Seen, kept};
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// A page of the requests that wait for a check, the longest waiting first; those that an operator has taken are among them.
pub async fn queue(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<Seen>, AppError> {
    call.operator()?;
    let inner = ctx.clone();
    let read = move |tx: &mut Tx<'_>, slice: Slice| -> Result<Vec<(Seen, i64)>, AppError> {
        let rows = table::issue::queue(tx, slice)?;
        let request = |(row, since)| Ok((seen(tx, kept::read(&inner, row)?)?, since));
        rows.into_iter().map(request).collect()
    };
    let place = |(seen, since): &(Seen, i64)| Place { key: *since, id: seen.request.id.uuid() };
    let found: Page<(Seen, i64)> = ctx.store.read(move |tx| Page::read(slice, place, |slice| read(tx, slice))).await?;
    Ok(found.map(|(seen, _)| seen))
}
