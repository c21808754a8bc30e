//! Who names a content, and what becomes of one that nobody names.

use domain::code;
use domain::id::ContentId;
use domain::time::Timestamp;
use store::{Tx, table};

use crate::{AppError, Ctx};

/// Contents taken out in one transaction: others want to write too.
const TOGETHER: i64 = 200;

/// Has `owner`, by its shown id, name a content: it stays as long as anybody does. Once more changes nothing.
///
/// # Errors
///
/// [`code::CONTENT_UNKNOWN`] where there is no such content.
pub fn attach(tx: &mut Tx<'_>, content: ContentId, owner: &str) -> Result<(), AppError> {
    if table::deposit::attach(tx, content, owner)? { Ok(()) } else { Err(code::CONTENT_UNKNOWN.into()) }
}

/// Has `owner` name a content no more; where nobody else does, it may be named again until the sweep comes for it. A content that was not
/// deposited goes at once: its one owner was its only name.
pub fn let_go(tx: &mut Tx<'_>, content: ContentId, owner: &str, now: Timestamp) -> Result<(), AppError> {
    match table::deposit::load(tx, content)? {
        Some(_) => table::deposit::detach(tx, content, owner, now)?,
        None => table::content::delete(tx, content)?,
    }
    Ok(())
}

/// The same for what nobody may keep any longer: where nobody else names the content, it goes at once, with the key to it.
pub fn destroy(tx: &mut Tx<'_>, content: ContentId, owner: &str, now: Timestamp) -> Result<(), AppError> {
    let_go(tx, content, owner, now)?;
    if !table::deposit::is_named(tx, content)? {
        table::deposit::delete(tx, content)?;
    }
    Ok(())
}

/// Takes out what nobody has named for as long as is set.
pub(crate) async fn sweep(ctx: &Ctx) -> Result<(), AppError> {
    let before = ctx.now().minus(ctx.settings.retention.deposits);
    while ctx.store.write(move |tx| table::deposit::sweep(tx, before, TOGETHER).map_err(AppError::from)).await? > 0 {}
    Ok(())
}
