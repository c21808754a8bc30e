//! A scan is shown; whoever looks at one is recorded.

use domain::id::{IssueId, LicenseeId, PageId};
use domain::issue::document::Kind;
use store::table;

use super::super::scan::{self, OpenedPage};
use super::super::seen::held;
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// What every look at a scan is called in the audit log.
pub(in crate::request) const OPEN_PAGE: &str = "request.open_page";

/// Shows a scan to an operator.
pub async fn open_page(ctx: &Ctx, call: &Call, id: IssueId, kind: Kind, page: PageId) -> Result<OpenedPage, AppError> {
    act::operator(ctx, call, OPEN_PAGE).await?;
    show(ctx, call, None, id, kind, page).await
}

/// Shows a scan of a request, of this licensee's where one is named. The record comes before the bytes.
pub(in crate::request) async fn show(
    ctx: &Ctx,
    call: &Call,
    licensee: Option<LicenseeId>,
    id: IssueId,
    kind: Kind,
    page: PageId,
) -> Result<OpenedPage, AppError> {
    let inner = ctx.clone();
    let (row, place, known) = act::run(ctx, call, Act::new(OPEN_PAGE, format!("{id}/{page}")), move |tx| {
        let request = held(tx, &inner, id, licensee)?;
        let document = request.document(kind).or_missing()?;
        let known = document.pages.iter().find(|known| known.id == page).cloned().or_missing()?;
        let row = table::issue_page::load(tx, page)?.filter(|row| row.issue == id).or_missing()?;
        let place = table::content::place(tx, row.content)?.ok_or_else(|| AppError::internal("a scan without a content"))?;
        Ok((row, place, known))
    })
    .await?;
    let bytes = scan::open(ctx, &row, place).await?;
    Ok(OpenedPage { media_type: known.format.media_type().to_owned(), name: known.name, size: known.size, bytes })
}
