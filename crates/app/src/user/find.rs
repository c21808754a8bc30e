//! Looks an account up.

use domain::code;
use domain::id::UserId;
use domain::office::Account;
use domain::subject::ExternalId;
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// One account; a person sees their own one.
pub async fn get(ctx: &Ctx, call: &Call, id: UserId) -> Result<Account, AppError> {
    let (licensee, person) = call.office()?;
    if person.is_some_and(|person| person != id) {
        return Err(code::NOT_FOUND.into());
    }
    let account = ctx.store.read(move |tx| table::account::load(tx, id).map_err(AppError::from)).await?;
    account.filter(|account| account.licensee == licensee).or_missing()
}

/// By the integrator's id.
pub async fn find(ctx: &Ctx, call: &Call, id: &ExternalId) -> Result<Account, AppError> {
    let (licensee, id) = (call.office_key()?, id.clone());
    ctx.store.read(move |tx| table::account::by_external_id(tx, licensee, &id).map_err(AppError::from)).await?.or_missing()
}

/// A page of the licensee's people, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<Account>, AppError> {
    let licensee = call.office_key()?;
    let place = |one: &Account| Place::by_id(one.id.uuid());
    ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::account::page(tx, licensee, slice))?)).await
}
