//! Keeps what somebody says of a signer for one title, in place of what was kept.

use domain::code;
use domain::signer::{Details, Given, Signer};
use store::table;
use store::table::signer_details::Place;

use super::{certified, record};
use crate::act::{self, Act};
use crate::diadoc;
use crate::{AppError, Call, Ctx};

/// Adds or replaces a record; returns it filled up. `given` is nothing where the body could not be read, which is told to whoever may write.
pub async fn put(ctx: &Ctx, call: &Call, place: Place, given: Option<Given>) -> Result<Signer, AppError> {
    let (inner, caller, now) = (ctx.clone(), call.caller.clone(), ctx.now());
    let subject = format!("{}/{}/{}", place.company, place.thumbprint, place.title.number());
    act::run(ctx, call, Act::new("signer_details.put", subject), move |tx| {
        let access = diadoc::open(tx, &caller, place.company)?;
        record::require_subscription(tx, &access)?;
        let given = given.as_ref().ok_or_else(|| AppError::from(code::BODY_MALFORMED).with("message", super::BODY))?;
        let details = Details::judge(place.title, given).map_err(record::refused)?;
        let certificate = certified::certificate(tx, &access, &place)?.ok_or_else(|| record::missing(&place))?;
        let sealed = record::sealed(&inner, &place, &details)?;
        table::signer_details::put(tx, &place, access.company.licensee, &caller.actor(), &sealed, now)?;
        certified::signer(tx, &access.company, &certificate, details)
    })
    .await
}
