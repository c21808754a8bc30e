//! Looks certificates up.

use domain::certificate::Certificate;
use domain::code;
use domain::id::{CertificateId, UserId};
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// One certificate; a person sees their own ones.
pub async fn get(ctx: &Ctx, call: &Call, id: CertificateId) -> Result<Certificate, AppError> {
    let (licensee, person) = call.office()?;
    let found = ctx.store.read(move |tx| table::certificate::load(tx, id).map_err(AppError::from)).await?;
    found.filter(|one| one.licensee == licensee && person.is_none_or(|person| person == one.user)).or_missing()
}

/// A person's certificates, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, user: UserId) -> Result<Vec<Certificate>, AppError> {
    let (licensee, person) = call.office()?;
    if person.is_some_and(|person| person != user) {
        return Err(code::NOT_FOUND.into());
    }
    ctx.store
        .read(move |tx| {
            table::account::load(tx, user)?.filter(|account| account.licensee == licensee).or_missing()?;
            Ok(table::certificate::of_account(tx, user)?)
        })
        .await
}

/// Its bytes.
pub async fn der(ctx: &Ctx, call: &Call, id: CertificateId) -> Result<Vec<u8>, AppError> {
    get(ctx, call, id).await?;
    ctx.store.read(move |tx| table::certificate::der(tx, id).map_err(AppError::from)).await?.or_missing()
}
