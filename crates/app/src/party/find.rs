//! Looks a party up.

use domain::id::PartyId;
use domain::party::Party;
use store::Tx;

use super::kept;
use crate::error::OrMissing;
use crate::form::OrgCall;
use crate::{AppError, Ctx};

/// One of the organization's.
pub async fn get(ctx: &Ctx, org: &OrgCall, id: PartyId) -> Result<Party, AppError> {
    let (inner, asked) = (ctx.clone(), org.clone());
    ctx.store.read(move |tx| own(tx, &inner, &asked, id)).await
}

/// The same inside of a transaction.
pub(super) fn own(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: PartyId) -> Result<Party, AppError> {
    let party = kept::load(tx, ctx, id)?.or_missing()?;
    org.require_own(ctx.settings.forms.foreign, party.licensee, party.company)?;
    Ok(party)
}
