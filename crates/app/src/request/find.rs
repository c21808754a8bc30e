//! Looks requests up, with their documents (row 3.3).

use domain::code;
use domain::id::{IssueId, LicenseeId, UserId};
use domain::issue::IssueRequest;
use domain::subject::ExternalId;
use store::table::content::FileRow;
use store::{Tx, table};

use super::kept;
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// One request; a person sees their own ones.
pub async fn get(ctx: &Ctx, call: &Call, id: IssueId) -> Result<IssueRequest, AppError> {
    let (licensee, person) = call.office()?;
    let inner = ctx.clone();
    let request = ctx.store.read(move |tx| kept::load(tx, &inner, id)).await?.or_missing()?;
    visible(request, licensee, person)
}

/// By the integrator's id.
pub async fn find(ctx: &Ctx, call: &Call, id: &ExternalId) -> Result<IssueRequest, AppError> {
    let (inner, licensee, id) = (ctx.clone(), call.office_key()?, id.clone());
    ctx.store.read(move |tx| kept::by_external_id(tx, &inner, licensee, &id)).await?.or_missing()
}

/// A page of the licensee's requests, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<IssueRequest>, AppError> {
    let licensee = call.office_key()?;
    let place = |one: &IssueRequest| Place { key: one.created_at.micros(), id: one.id.uuid() };
    let inner = ctx.clone();
    let read = move |tx: &mut Tx<'_>, slice: Slice| -> Result<Vec<IssueRequest>, AppError> {
        table::issue::page(tx, licensee, slice)?.into_iter().map(|row| kept::read(&inner, row)).collect()
    };
    ctx.store.read(move |tx| Page::read(slice, place, |slice| read(tx, slice))).await
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
