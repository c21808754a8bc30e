//! Shows what is kept of a signer, filled up from certificate and organization.

use domain::signer::Signer;
use store::table::signer_details::Place;

use super::{certified, record};
use crate::diadoc;
use crate::{AppError, Call, Ctx};

/// What is kept for a certificate and a title. What is not kept and what nobody knows the certificate of are missing alike.
pub async fn get(ctx: &Ctx, call: &Call, place: Place) -> Result<Signer, AppError> {
    let (inner, caller) = (ctx.clone(), call.caller.clone());
    ctx.store
        .read(move |tx| {
            let access = diadoc::open(tx, &caller, place.company)?;
            if inner.settings.signers_read_by_subscription {
                record::require_subscription(tx, &access)?;
            }
            let certificate = certified::certificate(tx, &access, &place)?.ok_or_else(|| record::missing(&place))?;
            let details = record::load(tx, &inner, &place)?.ok_or_else(|| record::missing(&place))?;
            certified::signer(tx, &access.company, &certificate, details)
        })
        .await
}
