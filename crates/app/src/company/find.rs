//! Looks a company up.

use domain::id::CompanyId;
use domain::office::Company;
use domain::subject::ExternalId;
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// One company.
pub async fn get(ctx: &Ctx, call: &Call, id: CompanyId) -> Result<Company, AppError> {
    let licensee = call.office_key()?;
    let company = ctx.store.read(move |tx| table::company::load(tx, id).map_err(AppError::from)).await?;
    company.filter(|company| company.licensee == licensee).or_missing()
}

/// By the integrator's id.
pub async fn find(ctx: &Ctx, call: &Call, id: &ExternalId) -> Result<Company, AppError> {
    let (licensee, id) = (call.office_key()?, id.clone());
    ctx.store.read(move |tx| table::company::by_external_id(tx, licensee, &id).map_err(AppError::from)).await?.or_missing()
}

/// A page of the licensee's companies, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<Company>, AppError> {
    let licensee = call.office_key()?;
    let place = |one: &Company| Place::by_id(one.id.uuid());
    ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::company::page(tx, licensee, slice))?)).await
}
