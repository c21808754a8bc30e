//! A party is described, described anew, and taken out.

use domain::code;
use domain::id::PartyId;
use domain::party::{ClientId, Details, Party};
use store::{Tx, table};

use super::{kept, represent};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::form::OrgCall;
use crate::{AppError, Ctx};

/// What is said of a new party.
#[derive(Debug, Clone)]
pub struct NewParty {
    /// The client's own id.
    pub external_id: Option<ClientId>,
    /// Who it is.
    pub details: Details,
}

/// Keeps a new party.
pub async fn create(ctx: &Ctx, org: &OrgCall, new: NewParty) -> Result<Party, AppError> {
    let now = ctx.now();
    let party = Party {
        id: PartyId::new(ctx.uuid()),
        licensee: org.licensee(),
        company: org.company(),
        version: 1,
        external_id: new.external_id,
        details: new.details,
        created_at: now,
        updated_at: now,
    };
    let inner = ctx.clone();
    act::run(ctx, org.call(), Act::new("party.create", party.id), move |tx| match kept::insert(tx, &inner, &party)? {
        true => Ok(party.clone()),
        false => Err(code::EXTERNAL_ID_TAKEN.into()),
    })
    .await
}

/// Replaces what is known of a party; its sort and the client's id stay.
pub async fn replace(ctx: &Ctx, org: &OrgCall, id: PartyId, details: Details) -> Result<Party, AppError> {
    let (inner, asked, now) = (ctx.clone(), org.clone(), ctx.now());
    act::run(ctx, org.call(), Act::new("party.replace", id), move |tx| {
        let party = own_for_update(tx, &inner, &asked, id)?;
        kept::save(tx, &inner, party.replace(details.clone(), now)?)
    })
    .await
}

/// Takes a party out with every link in which it stands. Forms have copies of their own.
pub async fn delete(ctx: &Ctx, org: &OrgCall, id: PartyId) -> Result<(), AppError> {
    let (inner, asked, now) = (ctx.clone(), org.clone(), ctx.now());
    act::run(ctx, org.call(), Act::new("party.delete", id), move |tx| {
        own_for_update(tx, &inner, &asked, id)?;
        drop_party(tx, &inner, id, now)
    })
    .await
}

/// Takes out a party that was loaded for update.
pub(super) fn drop_party(tx: &mut Tx<'_>, ctx: &Ctx, id: PartyId, now: domain::time::Timestamp) -> Result<(), AppError> {
    for link in table::representative::of_party(tx, id)? {
        represent::drop_link(tx, ctx, link, now)?;
    }
    table::party::delete(tx, id)?;
    Ok(())
}

fn own_for_update(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: PartyId) -> Result<Party, AppError> {
    let party = kept::load_for_update(tx, ctx, id)?.or_missing()?;
    org.require_own(ctx.settings.forms.foreign, party.licensee, party.company)?;
    Ok(party)
}
