//! A deposited content as a page of a request: the same bytes, and the key to them sealed once more.

use domain::code;
use domain::id::{ContentId, IssueId};
use domain::issue::document::{Kind, LARGEST_PAGE, Page};
use domain::time::Timestamp;
use store::{Tx, table};

use super::{kept, open, uses};
use crate::error::OrMissing;
use crate::request::scan;
use crate::{AppError, Ctx};

/// Looks at a content as at a page of a request: what it is, whether it is whole, whether it has colour.
pub async fn inspect(ctx: &Ctx, id: ContentId) -> Result<::scan::Scan, AppError> {
    let inner = ctx.clone();
    let (deposit, key, place) = ctx.store.read(move |tx| open::located(tx, &inner, id)?.or_missing()).await?;
    if deposit.size > LARGEST_PAGE {
        return Err(AppError::from(code::CONTENT_TOO_LARGE));
    }
    scan::look(ctx, &key, &place, None).await
}

/// Makes the row of a page of the content, and has the page name it. The caller puts `page` into the request's document.
///
/// # Errors
///
/// [`code::CONTENT_UNKNOWN`] where there is no such content any more.
pub fn as_page(tx: &mut Tx<'_>, ctx: &Ctx, issue: IssueId, kind: Kind, page: &Page, now: Timestamp) -> Result<(), AppError> {
    let row = table::deposit::load(tx, page.content)?.ok_or(code::CONTENT_UNKNOWN)?;
    uses::attach(tx, page.content, &page.id.to_string())?;
    let key = ctx.keys.open_content_key(&kept::key_context(row.content), &row.sealed_key)?;
    let sealed_key = ctx.keys.seal_content_key(&scan::context(page.id), &key);
    let (kind, licensee, content) = (kind.word().to_owned(), row.licensee, row.content);
    Ok(table::issue_page::insert(
        tx,
        &table::issue_page::PageRow { id: page.id, issue, licensee, kind, content, sealed_key, created_at: now },
    )?)
}
