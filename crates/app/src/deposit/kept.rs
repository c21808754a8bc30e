//! Deposits in their rows: what is known of a content is sealed, since a digest or a size may tell which document it is.

use domain::deposit::Deposit;
use domain::id::ContentId;
use store::table::deposit::DepositRow;
use store::{Tx, table};

use crate::error::OrMissing;
use crate::form::OrgCall;
use crate::{AppError, Ctx};

/// What the key to the bytes is sealed for.
pub(super) fn key_context(id: ContentId) -> String {
    format!("deposit-key:{id}")
}

fn context(id: ContentId) -> String {
    format!("deposit:{id}")
}

/// A row of what is known.
pub(super) fn row(ctx: &Ctx, deposit: &Deposit, sealed_key: Vec<u8>) -> Result<DepositRow, AppError> {
    let text = serde_json::to_vec(deposit).map_err(|error| AppError::internal("a deposit").because(error))?;
    Ok(DepositRow {
        content: deposit.id,
        licensee: deposit.licensee,
        company: deposit.company,
        sealed_key,
        sealed: ctx.keys.seal(&context(deposit.id), &text),
    })
}

/// What a row says.
pub(super) fn read(ctx: &Ctx, row: &DepositRow) -> Result<Deposit, AppError> {
    let text = ctx.keys.open(&context(row.content), &row.sealed)?;
    serde_json::from_slice(&text).map_err(|error| AppError::internal("a kept deposit").because(error))
}

/// One of them, whoever it belongs to.
pub fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: ContentId) -> Result<Option<Deposit>, AppError> {
    table::deposit::load(tx, id)?.map(|row| read(ctx, &row)).transpose()
}

/// One of the organization's.
pub async fn find(ctx: &Ctx, org: &OrgCall, id: ContentId) -> Result<Deposit, AppError> {
    let inner = ctx.clone();
    let deposit = ctx.store.read(move |tx| load(tx, &inner, id)).await?.or_missing()?;
    org.require_own(ctx.settings.forms.foreign, deposit.licensee, deposit.company)?;
    Ok(deposit)
}
