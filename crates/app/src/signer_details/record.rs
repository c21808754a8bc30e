//! A record in its row: sealed under the master key, bound to its place.

use domain::code;
use domain::office::box_id;
use domain::signer::{Details, Fault};
use store::table::signer_details::Place;
use store::{Tx, table};

use crate::diadoc::Access;
use crate::{AppError, Ctx, Problem};

/// What is kept at `place`.
pub(super) fn load(tx: &mut Tx<'_>, ctx: &Ctx, place: &Place) -> Result<Option<Details>, AppError> {
    let Some(sealed) = table::signer_details::load(tx, place)? else { return Ok(None) };
    let damaged = |error: serde_json::Error| AppError::internal("kept details of a signer").because(error);
    serde_json::from_slice(&ctx.keys.open(&context(place), &sealed)?).map(Some).map_err(damaged)
}

/// What shall be kept at `place`.
pub(super) fn sealed(ctx: &Ctx, place: &Place, details: &Details) -> Result<Vec<u8>, AppError> {
    let text = serde_json::to_vec(details).map_err(|error| AppError::internal("details of a signer").because(error))?;
    Ok(ctx.keys.seal(&context(place), &text))
}

fn context(place: &Place) -> String {
    format!("signer-details:{}:{}:{}", place.company, place.thumbprint, place.title.number())
}

/// A box that has to have a subscription.
pub(super) fn require_subscription(tx: &mut Tx<'_>, access: &Access) -> Result<(), AppError> {
    if table::signer_details::is_subscribed(tx, access.company.id)? { Ok(()) } else { Err(code::SUBSCRIPTION_REQUIRED.into()) }
}

/// Nothing is kept at `place`, or no such certificate is known.
pub(super) fn missing(place: &Place) -> AppError {
    located(code::SIGNER_DETAILS_MISSING, place)
}

/// `code` with the facts that its words name.
pub(super) fn located(code: code::Code, place: &Place) -> AppError {
    AppError::from(code)
        .with("box_id", box_id::guid(place.company))
        .with("thumbprint", place.thumbprint.as_str())
        .with("title", place.title.number())
}

/// What is wrong, as the fields of a body.
pub(super) fn refused(faults: Vec<Fault>) -> AppError {
    let problem = |fault: Fault| Problem { detail: Some(fault.detail), ..Problem::new(format!("/{}", fault.field), fault.code) };
    AppError::invalid(faults.into_iter().map(problem).collect())
}
