//! Looks certificates up.

use domain::certificate::Certificate;
use domain::code;
use domain::id::{CertificateId, UserId};
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Slice};

/// One certificate; a person sees their own ones.
pub async fn get(ctx: &Ctx, call: &Call, id: CertificateId) -> Result<Certificate, AppError> {
    let (licensee, person) = call.office()?;
    let found = ctx.store.read(move |tx| table::certificate::load(tx, id).map_err(AppError::from)).await?;
    found.filter(|one| one.licensee == licensee && person.is_none_or(|person| person == one.user)).or_missing()
}

/// A page of the licensee's certificates, or of those of one of its people, the newest first; a person sees their own ones.
pub async fn list(ctx: &Ctx, call: &Call, user: Option<UserId>, slice: Slice) -> Result<Page<Certificate>, AppError> {
    let (licensee, person) = call.office()?;
    if person.is_some() && user.is_some_and(|user| person != Some(user)) {
        return Err(code::NOT_FOUND.into());
    }
    let user = user.or(person);
    let found: Result<_, AppError> = ctx
        .store
        .read(move |tx| {
            if let Some(user) = user {
                table::account::load(tx, user)?.filter(|account| account.licensee == licensee).or_missing()?;
            }
            Ok(Page::read(slice, |(_, place)| *place, |slice| table::certificate::page(tx, licensee, user, slice))?)
        })
        .await;
    Ok(found?.map(|(certificate, _)| certificate))
}

/// Its bytes.
pub async fn der(ctx: &Ctx, call: &Call, id: CertificateId) -> Result<Vec<u8>, AppError> {
    get(ctx, call, id).await?;
    ctx.store.read(move |tx| table::certificate::der(tx, id).map_err(AppError::from)).await?.or_missing()
}
