//! A content is handed out; whoever looks is recorded before the first byte.

use bytes::Bytes;
use domain::code;
use domain::deposit::Deposit;
use domain::id::ContentId;
use domain::issue::document::LARGEST_PAGE;
use futures::stream::BoxStream;
use keys::ContentKey;
use store::{Tx, table};

use super::kept;
use crate::act::{self, Act};
use crate::content::{Place, sealed};
use crate::error::OrMissing;
use crate::form::OrgCall;
use crate::{AppError, Ctx};

/// A content being read.
pub struct OpenedDeposit {
    /// What it is.
    pub deposit: Deposit,
    /// Its bytes.
    pub body: BoxStream<'static, Result<Bytes, AppError>>,
}

/// Opens a content of the organization's.
pub async fn open(ctx: &Ctx, org: &OrgCall, id: ContentId) -> Result<OpenedDeposit, AppError> {
    let (inner, asked) = (ctx.clone(), org.clone());
    let (deposit, key, place) = act::run(ctx, org.call(), Act::new("deposit.open", id), move |tx| {
        let found = located(tx, &inner, id)?.or_missing()?;
        asked.require_own(inner.settings.forms.foreign, found.0.licensee, found.0.company)?;
        Ok(found)
    })
    .await?;
    Ok(OpenedDeposit { deposit, body: sealed::open(ctx, &key, &place).await? })
}

/// The bytes of a content that is no larger than a page may be, for a use case that judges them.
pub async fn read(ctx: &Ctx, id: ContentId) -> Result<Bytes, AppError> {
    let inner = ctx.clone();
    let (deposit, key, place) = ctx.store.read(move |tx| located(tx, &inner, id)?.or_missing()).await?;
    if deposit.size > LARGEST_PAGE {
        return Err(AppError::from(code::CONTENT_TOO_LARGE));
    }
    let _turn = ctx.scans.acquire().await.map_err(|error| AppError::internal("scans").because(error))?;
    sealed::read(ctx, &key, &place).await
}

/// What is known of a content, the key to it, and where it is.
pub(super) fn located(tx: &mut Tx<'_>, ctx: &Ctx, id: ContentId) -> Result<Option<(Deposit, ContentKey, Place)>, AppError> {
    let Some(row) = table::deposit::load(tx, id)? else { return Ok(None) };
    let place = table::content::place(tx, id)?.ok_or_else(|| AppError::internal("a deposit without a content"))?;
    let key = ctx.keys.open_content_key(&kept::key_context(id), &row.sealed_key)?;
    Ok(Some((kept::read(ctx, &row)?, key, sealed::place(place)?)))
}
