//! A content comes.

use blobs::BoxError;
use bytes::Bytes;
use domain::code;
use domain::deposit::{ContentSort, Deposit, HEAD, LARGEST_DEPOSIT, Md5Hex};
use domain::id::ContentId;
use futures::Stream;
use md5::{Digest as _, Md5};
use store::{Tx, table};

use super::kept;
use crate::act::{self, Act};
use crate::content::{self, Stored, sealed};
use crate::error::Problem;
use crate::form::OrgCall;
use crate::{AppError, Ctx};

/// A content that is durable and has no row yet.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) deposit: Deposit,
    stored: Stored,
    sealed_key: Vec<u8>,
}

impl Taken {
    /// Removes the bytes, where it came to nothing.
    pub(crate) async fn forget(&self, ctx: &Ctx) {
        sealed::forget(ctx, &self.stored).await;
    }
}

/// Takes a content in, of whatever sort; one whose bytes have another digest than was announced was damaged on the way.
pub async fn put<S, E>(ctx: &Ctx, org: &OrgCall, md5: Md5Hex, body: S) -> Result<Deposit, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let taken = take(ctx, org, body).await?;
    let wrong = match taken.deposit.size {
        0 => Some(code::FILE_EMPTY.into()),
        _ if taken.deposit.md5 != md5 => Some(AppError::invalid(vec![Problem::new("/md5", code::DIGEST_MISMATCH)])),
        _ => None,
    };
    if let Some(error) = wrong {
        taken.forget(ctx).await;
        return Err(error);
    }
    let (inner, new) = (ctx.clone(), taken.clone());
    let made = act::run(ctx, org.call(), Act::new("deposit.put", taken.deposit.id), move |tx| {
        insert(tx, &inner, &new)?;
        Ok(new.deposit.clone())
    })
    .await;
    if made.is_err() {
        taken.forget(ctx).await;
    }
    made
}

/// Seals and stores a body on behalf of the organization, and looks at it on the way.
pub(crate) async fn take<S, E>(ctx: &Ctx, org: &OrgCall, body: S) -> Result<Taken, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let id = ContentId::new(ctx.uuid());
    let (key, sealed_key) = ctx.keys.content_key(&kept::key_context(id), ctx.random());
    let (mut head, mut md5) = (Vec::with_capacity(HEAD), Md5::new());
    let taste = |piece: &[u8]| {
        head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
        md5.update(piece);
    };
    let (stored, size) = sealed::take_in(ctx, &key, LARGEST_DEPOSIT, taste, body).await?;
    let md5 = Md5Hex::parse(&hex::encode(md5.finalize())).map_err(AppError::from)?;
    let deposit = Deposit {
        id,
        licensee: org.licensee(),
        company: org.company(),
        size,
        sort: ContentSort::of(&head, ::scan::sniff(&head)),
        md5,
        created_at: ctx.now(),
    };
    Ok(Taken { deposit, stored, sealed_key })
}

/// Names what was taken: nobody else does yet.
pub(crate) fn insert(tx: &mut Tx<'_>, ctx: &Ctx, taken: &Taken) -> Result<(), AppError> {
    let deposit = &taken.deposit;
    content::insert(tx, deposit.id, deposit.licensee, &taken.stored, deposit.created_at)?;
    Ok(table::deposit::insert(tx, &kept::row(ctx, deposit, taken.sealed_key.clone())?, deposit.created_at)?)
}
