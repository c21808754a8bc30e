//! Bodies that are sealed before they touch a disk, each under a key of its own: in constant memory on the way in, piece by piece on the way
//! out.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use blobs::{BlobError, BlobKey, BoxError};
use bytes::Bytes;
use domain::code;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use keys::{ContentKey, Opening, Sealing};
use store::table;

use super::{Place, Stored};
use crate::{AppError, Ctx};

/// Takes in a body of at most `limit` bytes, which passes `taste` before it is sealed; returns how many bytes it had.
pub(crate) async fn take_in<S, E, T>(ctx: &Ctx, key: &ContentKey, limit: u64, taste: T, body: S) -> Result<(Stored, u64), AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
    T: FnMut(&[u8]) + Send,
{
    let size = Arc::new(AtomicU64::new(0));
    let left = Left { body: Box::pin(body), sealing: key.sealing(), size: Arc::clone(&size), limit, taste };
    // no digest of sealed bytes is of use to anybody; the limit is on the plain ones
    let stored = match super::take_in(ctx, Box::pin(left.sealed()), u64::MAX, None).await {
        Err(_) if size.load(Ordering::Relaxed) > limit => return Err(AppError::from(code::PAYLOAD_TOO_LARGE).with("limit", limit)),
        stored => stored?,
    };
    Ok((stored, size.load(Ordering::Relaxed)))
}

/// The plain bytes, whole.
pub(crate) async fn read(ctx: &Ctx, key: &ContentKey, place: &Place) -> Result<Bytes, AppError> {
    let (sealed, size) = sealed(ctx, place).await?;
    // room for all of it at once: a vector that grows holds its bytes twice
    let mut plain = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let mut pieces = opened(sealed, key);
    while let Some(piece) = pieces.try_next().await? {
        plain.extend_from_slice(&piece);
    }
    Ok(plain.into())
}

/// The plain bytes, piece by piece. What was changed or cut off ends in an error, and nothing of its segment is shown.
pub(crate) async fn open(ctx: &Ctx, key: &ContentKey, place: &Place) -> Result<BoxStream<'static, Result<Bytes, AppError>>, AppError> {
    Ok(opened(sealed(ctx, place).await?.0, key))
}

/// What was sealed, and how many bytes that are.
async fn sealed(ctx: &Ctx, place: &Place) -> Result<(BoxStream<'static, Result<Bytes, AppError>>, u64), AppError> {
    Ok(match place {
        Place::Memory(bytes) => (futures::stream::iter([Ok(bytes.clone())]).boxed(), bytes.len() as u64),
        Place::Blob(blob) => {
            let blob = ctx.blobs.get(*blob).await?;
            (blob.body.map_err(AppError::from).boxed(), blob.size)
        }
    })
}

fn opened(sealed: BoxStream<'static, Result<Bytes, AppError>>, key: &ContentKey) -> BoxStream<'static, Result<Bytes, AppError>> {
    let plain = futures::stream::try_unfold(Some((sealed, key.opening())), |left| async move {
        let Some((mut sealed, mut opening)) = left else { return Ok::<_, AppError>(None) };
        Ok(Some(match sealed.try_next().await? {
            Some(piece) => (Bytes::from(opening.push(&piece)?), Some((sealed, opening))),
            None => (Bytes::from(Opening::finish(opening)?), None),
        }))
    });
    plain.try_filter(|piece| std::future::ready(!piece.is_empty())).boxed()
}

/// Removes what no row names; where that fails the sweep comes later.
pub(crate) async fn forget(ctx: &Ctx, stored: &Stored) {
    if let Place::Blob(key) = &stored.place {
        let _ = ctx.blobs.delete(*key).await;
    }
}

/// Where a row says that bytes are.
pub(crate) fn place(place: table::content::Place) -> Result<Place, AppError> {
    Ok(match place {
        table::content::Place::Row(bytes) => Place::Memory(bytes.into()),
        table::content::Place::Blob(key) => {
            Place::Blob(BlobKey::parse(&key).map_err(|error| AppError::internal("a blob's key").because(error))?)
        }
    })
}

/// What is left to be sealed of a body.
struct Left<S, T> {
    body: Pin<Box<S>>,
    sealing: Sealing,
    size: Arc<AtomicU64>,
    limit: u64,
    taste: T,
}

impl<S, T> Left<S, T> {
    fn sealed<E>(self) -> impl Stream<Item = Result<Bytes, BlobError>> + Send
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<BoxError>,
        T: FnMut(&[u8]) + Send,
    {
        futures::stream::try_unfold(Some(self), |left| async move {
            let Some(mut left) = left else { return Ok(None) };
            match left.body.next().await {
                Some(piece) => {
                    let piece = piece.map_err(|error| BlobError::Body(error.into()))?;
                    let before = left.size.fetch_add(piece.len() as u64, Ordering::Relaxed);
                    if before + piece.len() as u64 > left.limit {
                        return Err(BlobError::TooLarge { limit: left.limit });
                    }
                    (left.taste)(&piece);
                    let bytes = Bytes::from(left.sealing.push(&piece));
                    Ok(Some((bytes, Some(left))))
                }
                None => Ok(Some((Bytes::from(left.sealing.finish()), None))),
            }
        })
    }
}
