//! The certificate is fetched, once it was made.

use domain::code;
use domain::id::IssueId;
use pki::certificate::chain_to_pem;
use store::table;

use super::super::statement;
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Scope};

/// Its bytes in DER.
pub async fn certificate(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Vec<u8>, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, licensee)?;
            let Some(certificate) = request.certificate() else {
                return Err(AppError::from(code::WRONG_ISSUE_STATUS).with("current_status", request.office_word()));
            };
            table::certificate::der(tx, certificate)?.or_missing()
        })
        .await
}

/// The same as PEM.
pub async fn certificate_pem(ctx: &Ctx, call: &Call, id: IssueId) -> Result<String, AppError> {
    let der = certificate(ctx, call, id).await?;
    let certificate = pki::Certificate::parse(&der).map_err(|error| AppError::internal("a kept certificate").because(error))?;
    Ok(chain_to_pem([&certificate]))
}
