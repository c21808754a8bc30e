//! One signature: its facts and its CMS bytes.

use domain::id::SignatureId;
use domain::signature::Signature;
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, package};

/// The record and the detached CAdES in DER.
pub async fn content(ctx: &Ctx, call: &Call, id: SignatureId) -> Result<(Signature, Vec<u8>), AppError> {
    let (licensee, person) = call.office()?;
    ctx.store
        .read(move |tx| {
            let (signature, cms) = table::signature::load(tx, id)?.filter(|(found, _)| found.licensee == licensee).or_missing()?;
            let package = table::package::load(tx, signature.package)?.or_missing()?;
            package::visible(package, licensee, person)?;
            Ok((signature, cms))
        })
        .await
}
