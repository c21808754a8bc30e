//! Looks requests up, with their documents (row 3.3).

use domain::code;
use domain::id::{IssueId, LicenseeId, UserId};
use domain::issue::IssueRequest;
use domain::subject::ExternalId;
use store::table;
use store::table::content::FileRow;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// One request; a person sees their own ones.
pub async fn get(ctx: &Ctx, call: &Call, id: IssueId) -> Result<IssueRequest, AppError> {
    let (licensee, person) = call.office()?;
    let request = ctx.store.read(move |tx| table::issue::load(tx, id).map_err(AppError::from)).await?.or_missing()?;
    visible(request, licensee, person)
}

/// By the integrator's id.
pub async fn find(ctx: &Ctx, call: &Call, id: &ExternalId) -> Result<IssueRequest, AppError> {
    let (licensee, id) = (call.office_key()?, id.clone());
    ctx.store.read(move |tx| table::issue::by_external_id(tx, licensee, &id).map_err(AppError::from)).await?.or_missing()
}

/// A page of the licensee's requests, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<IssueRequest>, AppError> {
    let licensee = call.office_key()?;
    let place = |one: &IssueRequest| Place { key: one.created_at.micros(), id: one.id.uuid() };
    ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::issue::page(tx, licensee, slice))?)).await
}

/// The documents of a request: offer and act, once they are printed.
pub async fn files(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Vec<FileRow>, AppError> {
    let request = get(ctx, call, id).await?;
    ctx.store.read(move |tx| table::content::files_of(tx, &request.id.to_string()).map_err(AppError::from)).await
}

/// The request, if the caller may see it.
pub(crate) fn visible(request: IssueRequest, licensee: LicenseeId, person: Option<UserId>) -> Result<IssueRequest, AppError> {
    let shown = request.licensee == licensee && person.is_none_or(|person| person == request.user);
    if shown { Ok(request) } else { Err(code::NOT_FOUND.into()) }
}
