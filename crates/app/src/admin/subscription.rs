//! Which boxes have a subscription to the vendor's API.

use domain::id::CompanyId;
use store::table;

use super::record;
use crate::error::OrMissing;
use crate::{AppError, Ctx};

/// Gives a box its subscription or ends it; again changes nothing but the audit.
pub async fn set_subscription(ctx: &Ctx, company: CompanyId, subscribed: bool) -> Result<(), AppError> {
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            let company = table::company::load(tx, company)?.or_missing()?;
            if subscribed {
                table::signer_details::subscribe(tx, company.id)?;
            } else {
                table::signer_details::unsubscribe(tx, company.id, company.licensee, now)?;
            }
            let action = if subscribed { "box.subscribe" } else { "box.unsubscribe" };
            tx.audit(record::done(now, Some(company.licensee), action, company.id));
            Ok(())
        })
        .await
}

/// Whether a box has one.
pub async fn subscription(ctx: &Ctx, company: CompanyId) -> Result<bool, AppError> {
    ctx.store
        .read(move |tx| {
            let company = table::company::load(tx, company)?.or_missing()?;
            Ok(table::signer_details::is_subscribed(tx, company.id)?)
        })
        .await
}
