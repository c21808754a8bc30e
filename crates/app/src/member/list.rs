//! The members of a company with their rights (row 1.5).

use domain::id::CompanyId;
use domain::office::Member;
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// All members.
pub async fn list(ctx: &Ctx, call: &Call, company: CompanyId) -> Result<Vec<Member>, AppError> {
    let licensee = call.office_key()?;
    ctx.store
        .read(move |tx| {
            table::company::load(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
            Ok(table::member::of_company(tx, company)?)
        })
        .await
}
