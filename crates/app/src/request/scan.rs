//! Scans on their way in and out: sealed before they touch a disk, each under a key of its own.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use blobs::{BlobError, BlobKey, BoxError};
use bytes::Bytes;
use domain::code;
use domain::id::PageId;
use domain::issue::document::{Format, LARGEST_PAGE};
use futures::{Stream, StreamExt as _};
use keys::{ContentKey, Sealing};
use store::table;

use crate::content::{self, Place, Stored};
use crate::{AppError, Ctx};

/// A scan that is durable, and was looked at.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) id: PageId,
    pub(super) stored: Stored,
    pub(super) sealed_key: Vec<u8>,
    pub(super) size: u64,
    pub(super) scan: ::scan::Scan,
}

/// A scan being shown.
#[derive(Debug)]
pub struct OpenedPage {
    /// What it is.
    pub media_type: String,
    /// What its sender called it.
    pub name: Option<String>,
    /// How many bytes.
    pub size: u64,
    /// All of them.
    pub bytes: Bytes,
}

/// Takes a scan in. Bytes go through sealed, piece by piece; then they are looked at whole, a few scans at a time.
pub(super) async fn take_in<S, E>(ctx: &Ctx, declared: Option<Format>, body: S) -> Result<Taken, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let id = PageId::new(ctx.uuid());
    let (key, sealed_key) = ctx.keys.content_key(&context(id), ctx.random());
    let size = Arc::new(AtomicU64::new(0));
    let sealed = Box::pin(sealed(&key, Arc::clone(&size), body));
    // no digest of sealed bytes is of use to anybody; the limit is on the plain ones
    let stored = match content::take_in(ctx, sealed, u64::MAX, None).await {
        Err(_) if size.load(Ordering::Relaxed) > LARGEST_PAGE => {
            return Err(AppError::from(code::PAYLOAD_TOO_LARGE).with("limit", LARGEST_PAGE));
        }
        stored => stored?,
    };
    let size = size.load(Ordering::Relaxed);
    match look(ctx, &key, &stored.place, declared).await {
        Ok(scan) => Ok(Taken { id, stored, sealed_key, size, scan }),
        Err(error) => {
            forget(ctx, &stored).await;
            Err(error)
        }
    }
}

/// Removes what no row names; where that fails the sweep comes later.
pub(super) async fn forget(ctx: &Ctx, stored: &Stored) {
    if let Place::Blob(key) = &stored.place {
        let _ = ctx.blobs.delete(*key).await;
    }
}

/// The plain bytes of a scan.
pub(super) async fn open(ctx: &Ctx, row: &table::issue_page::PageRow, place: table::content::Place) -> Result<Bytes, AppError> {
    let key = ctx.keys.open_content_key(&context(row.id), &row.sealed_key)?;
    let place = match place {
        table::content::Place::Row(bytes) => Place::Memory(bytes.into()),
        table::content::Place::Blob(key) => {
            Place::Blob(BlobKey::parse(&key).map_err(|error| AppError::internal("a blob's key").because(error))?)
        }
    };
    read(ctx, &key, &place).await
}

fn context(id: PageId) -> String {
    format!("page:{id}")
}

async fn look(ctx: &Ctx, key: &ContentKey, place: &Place, declared: Option<Format>) -> Result<::scan::Scan, AppError> {
    let _turn = ctx.scans.acquire().await.map_err(|error| AppError::internal("scans").because(error))?;
    let bytes = read(ctx, key, place).await?;
    let looked = ctx.blobs.pool().run(move || ::scan::inspect(&bytes, declared)).await;
    let looked = looked.map_err(|lost| AppError::internal("looking at a scan").because(lost))?;
    looked.map_err(|error| AppError::from(error.code()).private(error.to_string()))
}

async fn read(ctx: &Ctx, key: &ContentKey, place: &Place) -> Result<Bytes, AppError> {
    let mut opening = key.opening();
    let mut plain = Vec::new();
    match place {
        Place::Memory(bytes) => plain.extend(opening.push(bytes)?),
        Place::Blob(blob) => {
            let mut blob = ctx.blobs.get(*blob).await?;
            while let Some(piece) = blob.body.next().await {
                plain.extend(opening.push(&piece?)?);
            }
        }
    }
    plain.extend(opening.finish()?);
    Ok(plain.into())
}

/// What is left to be sealed of a body.
struct Left<S> {
    body: Pin<Box<S>>,
    sealing: Sealing,
    size: Arc<AtomicU64>,
}

fn sealed<S, E>(key: &ContentKey, size: Arc<AtomicU64>, body: S) -> impl Stream<Item = Result<Bytes, BlobError>> + Send
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let left = Left { body: Box::pin(body), sealing: key.sealing(), size };
    futures::stream::try_unfold(Some(left), |left| async move {
        let Some(mut left) = left else { return Ok(None) };
        match left.body.next().await {
            Some(piece) => {
                let piece = piece.map_err(|error| BlobError::Body(error.into()))?;
                let before = left.size.fetch_add(piece.len() as u64, Ordering::Relaxed);
                if before + piece.len() as u64 > LARGEST_PAGE {
                    return Err(BlobError::TooLarge { limit: LARGEST_PAGE });
                }
                let bytes = Bytes::from(left.sealing.push(&piece));
                Ok(Some((bytes, Some(left))))
            }
            None => Ok(Some((Bytes::from(left.sealing.finish()), None))),
        }
    })
}
