//! Takes a body in: a small one stays in memory until a transaction writes it into its row, a longer one is streamed to the blob store,
//! where it is swept after a day if no transaction names it.

use std::pin::pin;

use blobs::{BlobError, BlobKey, BoxError};
use bytes::{Bytes, BytesMut};
use domain::id::{ContentId, LicenseeId};
use domain::time::Timestamp;
use futures::{Stream, StreamExt as _};
use store::{Tx, table};

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
    let mut body = pin!(body);
    let limit = ctx.settings.upload_limit;
    let mut begun = BytesMut::new();
    while let Some(piece) = body.next().await {
        begun.extend_from_slice(&piece.map_err(|error| BlobError::Body(error.into()))?);
        if begun.len() > SMALL || begun.len() as u64 > limit {
            let whole = futures::stream::once(async move { Ok(begun.freeze()) }).chain(body);
            return Ok(in_blob(ctx.blobs.put(BlobKey::new(ctx.random()), whole, limit).await?));
        }
    }
    Ok(in_memory(begun.freeze()))
}

/// Stores bytes that the house made.
pub(crate) async fn keep(ctx: &Ctx, bytes: Vec<u8>) -> Result<Stored, AppError> {
    if bytes.len() <= SMALL {
        return Ok(in_memory(bytes.into()));
    }
    Ok(in_blob(ctx.blobs.put_bytes(BlobKey::new(ctx.random()), bytes.into()).await?))
}

fn in_blob(stored: blobs::Stored) -> Stored {
    Stored { place: Place::Blob(stored.key), size: stored.size, sha256: hex::encode(stored.sha256) }
}

/// So few bytes are hashed in less time than another thread is woken in.
fn in_memory(bytes: Bytes) -> Stored {
    Stored { size: bytes.len() as u64, sha256: digest::sha256_hex(&bytes), place: Place::Memory(bytes) }
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
    Ok(table::content::insert(tx, &content)?)
}
