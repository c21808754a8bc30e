//! The members of a company with their rights (row 1.5).

use domain::id::{CompanyId, UserId};
use domain::office::Member;
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// One member.
pub async fn get(ctx: &Ctx, call: &Call, company: CompanyId, user: UserId) -> Result<Member, AppError> {
    let licensee = call.office_key()?;
    let member = ctx.store.read(move |tx| table::member::load(tx, company, user).map_err(AppError::from)).await?;
    member.filter(|member| member.licensee == licensee).or_missing()
}

/// A page of members, the newest account first.
pub async fn list(ctx: &Ctx, call: &Call, company: CompanyId, slice: Slice) -> Result<Page<Member>, AppError> {
    let licensee = call.office_key()?;
    ctx.store
        .read(move |tx| {
            table::company::load(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
            let place = |one: &Member| Place::by_id(one.user.uuid());
            Ok(Page::read(slice, place, |slice| table::member::page(tx, company, slice))?)
        })
        .await
}
