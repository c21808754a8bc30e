//! Whether the house can take work.

use domain::code;
use store::table;

use crate::{AppError, Ctx};

/// Ready once the database answers and holds a licensee: the first start makes it last, after the authorities.
pub async fn ready(ctx: &Ctx) -> Result<(), AppError> {
    ctx.store.ping().await?;
    let licensees = ctx.store.read(|tx| table::licensee::all(tx).map_err(AppError::from)).await?;
    if licensees.is_empty() { Err(AppError::from(code::UNAVAILABLE).private("no licensee yet")) } else { Ok(()) }
}
