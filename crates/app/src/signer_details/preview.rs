//! The element Подписант of a title, as it would stand there: an extension of ours, to look at before anything is sent.

use domain::code;
use domain::signer::{self, Confirmation, Format};
use store::table::signer_details::Place;

use super::{certified, record};
use crate::diadoc;
use crate::{AppError, Call, Ctx};

/// In which format, and with which confirmation of the powers from 970 on.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The format, which has to be one of the place's title.
    pub format: Format,
    /// The confirmation.
    pub confirmation: Confirmation,
}

/// The element as a document in windows-1251. Where nothing is kept the title could not be made either: a wrong request, as the vendor says.
pub async fn preview(ctx: &Ctx, call: &Call, place: Place, wanted: Wanted) -> Result<Vec<u8>, AppError> {
    let (inner, caller) = (ctx.clone(), call.caller.clone());
    let signer = ctx
        .store
        .read(move |tx| {
            let missing = || record::located(code::SIGNER_DETAILS_REQUIRED, &place);
            let access = diadoc::open(tx, &caller, place.company)?;
            record::require_subscription(tx, &access)?;
            let certificate = certified::certificate(tx, &access, &place)?.ok_or_else(missing)?;
            let details = record::load(tx, &inner, &place)?.ok_or_else(missing)?;
            certified::signer(tx, &access.company, &certificate, details)
        })
        .await?;
    signer::document(wanted.format, &signer, &wanted.confirmation).map_err(record::refused)
}
