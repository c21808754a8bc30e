//! Takes a body in: a small one stays in memory until a transaction writes it into its row, a longer one is streamed to the blob store,
//! where it is swept after a day if no transaction names it.

use std::pin::pin;

use blobs::{BlobError, BlobKey, BoxError};
use bytes::{Bytes, BytesMut};
use domain::id::{ContentId, LicenseeId};
use domain::time::Timestamp;
use futures::{Stream, StreamExt as _};
use gost::Hash;
use signature::ContentDigest;
use store::{Tx, table};

use super::digest::OnTheWay;
use crate::{AppError, Call, Ctx, Scope, digest};

/// Bodies of at most so many bytes lie in their rows. A transaction has to flush the disk anyway, and a file of its own would cost more
/// flushes than everything else that creating a package does; longer rows would hold up the group that they are committed with.
const SMALL: usize = 16 << 10;

/// A body without a name yet, durable unless it is in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Where it is.
    pub place: Place,
    /// How many bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// What people here usually sign it by, where that is another digest and the body is not in memory.
    pub also: Option<ContentDigest>,
}

/// Where a body is before it has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the blob store.
    Blob(BlobKey),
    /// In memory.
    Memory(Bytes),
}

/// Stores an uploaded body.
pub async fn store<S, E>(ctx: &Ctx, call: &Call, body: S) -> Result<Stored, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    call.key_with(Scope::Office)?;
    take_in(ctx, body, ctx.settings.upload_limit, ctx.upload_hash()).await
}

/// Takes in a body of at most `limit` bytes, digested by `also` on the way.
pub(crate) async fn take_in<S, E>(ctx: &Ctx, body: S, limit: u64, also: Option<Hash>) -> Result<Stored, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let mut body = pin!(body);
    let mut begun = BytesMut::new();
    while let Some(piece) = body.next().await {
        begun.extend_from_slice(&piece.map_err(|error| BlobError::Body(error.into()))?);
        if begun.len() > SMALL || begun.len() as u64 > limit {
            let begun = futures::stream::once(async move { Ok::<_, E>(begun.freeze()) });
            let whole = begun.chain(body);
            return in_blob(ctx, whole, limit, also).await;
        }
    }
    Ok(in_memory(begun.freeze()))
}

/// Stores bytes that the house made.
pub(crate) async fn keep(ctx: &Ctx, bytes: Vec<u8>) -> Result<Stored, AppError> {
    if bytes.len() <= SMALL {
        return Ok(in_memory(bytes.into()));
    }
    let size = bytes.len() as u64;
    in_blob(ctx, futures::stream::iter([Ok::<_, BoxError>(Bytes::from(bytes))]), size, ctx.upload_hash()).await
}

async fn in_blob<S, E>(ctx: &Ctx, body: S, limit: u64, also: Option<Hash>) -> Result<Stored, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let key = BlobKey::new(ctx.random());
    let (stored, also) = match also {
        None => (ctx.blobs.put(key, body, limit).await?, None),
        Some(hash) => {
            let way = OnTheWay::new(ctx.blobs.pool(), hash);
            let stored = ctx.blobs.put(key, way.through(body), limit).await?;
            (stored, Some(way.finish()))
        }
    };
    Ok(Stored { place: Place::Blob(stored.key), size: stored.size, sha256: hex::encode(stored.sha256), also })
}

/// So few bytes are hashed in about the time in which another thread is woken. Other digests of them are made when somebody signs: the bytes
/// come with the row, and a digest that is kept would be another row.
fn in_memory(bytes: Bytes) -> Stored {
    Stored { size: bytes.len() as u64, sha256: digest::sha256_hex(&bytes), also: None, place: Place::Memory(bytes) }
}

/// Names a stored body: from here on it belongs to `licensee`.
pub(crate) fn insert(tx: &mut Tx<'_>, id: ContentId, licensee: LicenseeId, stored: &Stored, now: Timestamp) -> Result<(), AppError> {
    let content = table::content::Content {
        id,
        licensee,
        place: match &stored.place {
            Place::Blob(key) => table::content::Place::Blob(key.to_string()),
            Place::Memory(bytes) => table::content::Place::Row(bytes.to_vec()),
        },
        size: stored.size,
        sha256: stored.sha256.clone(),
        created_at: now,
    };
    table::content::insert(tx, &content)?;
    if let Some(also) = &stored.also {
        table::content::add_digest(tx, id, also.algorithm.name(), &hex::encode(&also.value))?;
    }
    Ok(())
}
