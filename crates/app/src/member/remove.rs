//! The licensee takes a person out of a company (row 1.6). What they signed keeps the authority that they had.

use domain::id::{CompanyId, UserId};
use store::table;

use super::put::{keep_a_head, told};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, event};

/// Takes a member out; the caller says which version of the place they have seen. The last head stays.
pub async fn remove(ctx: &Ctx, call: &Call, company: CompanyId, user: UserId) -> Result<(), AppError> {
    let licensee = act::office_key(ctx, call, "member.remove").await?;
    let (inner, now, conditions) = (ctx.clone(), ctx.now(), call.conditions.clone());
    act::run(ctx, call, Act::new("member.remove", format!("{company}/{user}")), move |tx| {
        table::company::load_for_update(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
        let known = table::member::load(tx, company, user)?.or_missing()?;
        conditions.hold_seen(known.version)?;
        keep_a_head(tx, &known, None)?;
        table::member::remove(tx, company, user)?;
        Ok(event::record(tx, &inner, licensee, vec![told("member.removed", &known)], now)?)
    })
    .await
}
