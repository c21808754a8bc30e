//! Documents were signed with the certificate of a form: its client is told.

use domain::certificate::Certificate;
use domain::form::{FormEventKind, FormSignature};
use domain::time::Timestamp;
use store::Tx;

use super::events::{self, Told};
use super::kept;
use crate::{AppError, Ctx};

/// Tells of signatures that count from now on, where their certificate was made for a form.
pub(crate) fn signed(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    certificate: &Certificate,
    signatures: Vec<FormSignature>,
    now: Timestamp,
) -> Result<(), AppError> {
    let Some(form) = kept::load(tx, ctx, certificate.issue)? else { return Ok(()) };
    events::tell(tx, ctx, &form, FormEventKind::DocumentsSigned, &Told { signatures, ..Told::default() }, now)
}
