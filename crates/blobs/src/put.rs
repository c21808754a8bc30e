//! Writing: parts are hashed and written at the same time, and the blob appears whole and durable or not at all.

use std::fmt;
use std::pin::Pin;

use aws_lc_rs::digest::{Context, SHA256};
use bytes::Bytes;
use futures::future::{BoxFuture, try_join};
use futures::{Stream, StreamExt};
use object_store::{PutPayload, PutPayloadMut};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::place::Upload;
use crate::{BlobError, BlobKey, Blobs, BoxError, HashPool, Lost};

/// What was stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The key it was stored under.
    pub key: BlobKey,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stored({}, {} bytes, sha256 {})", self.key, self.size, hex::encode(self.sha256))
    }
}

impl Blobs {
    /// Stores `body` under `key`, which must be new, hashing it on the way. Returns when bytes and folder entries are durable.
    ///
    /// Memory stays constant whatever the length. Longer bodies than `limit` bytes, failing streams, a full disk and a dropped future
    /// leave nothing behind (a kill of the program leaves a hidden file that [`Blobs::sweep`] removes).
    pub async fn put<S, E>(&self, key: BlobKey, body: S, limit: u64) -> Result<Stored, BlobError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<BoxError>,
    {
        let mut parts = Parts { body: Box::pin(body), rest: Bytes::new(), seen: 0, limit, size: self.place.part_size() };
        let Some(first) = parts.next().await? else { return self.put_whole(key, PutPayload::new()).await };
        if first.content_length() < self.place.part_size() {
            self.put_whole(key, first).await
        } else {
            self.put_long(key, first, parts).await
        }
    }

    /// Stores bytes that are in memory already.
    pub async fn put_bytes(&self, key: BlobKey, bytes: Bytes) -> Result<Stored, BlobError> {
        let size = bytes.len() as u64;
        self.put(key, futures::stream::iter([Ok::<_, BoxError>(bytes)]), size).await
    }

    async fn put_whole(&self, key: BlobKey, bytes: PutPayload) -> Result<Stored, BlobError> {
        let size = bytes.content_length() as u64;
        let hashed = async { Hashing::begin(&self.pool).update(bytes.clone()).await.map_err(BlobError::from) };
        // a folder sees by itself that a key is taken
        let asked = async { if self.is_shared() { self.place.require_new(key).await } else { Ok(()) } };
        let (hash, ()) = try_join(hashed, asked).await?;
        let place = self.place.clone();
        self.publish(key, async move { place.put(key, bytes).await }).await?;
        Ok(Stored { key, size, sha256: hash.finish() })
    }

    async fn put_long<S, E>(&self, key: BlobKey, first: PutPayload, mut parts: Parts<S>) -> Result<Stored, BlobError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<BoxError>,
    {
        let mut hash = Hashing::begin(&self.pool);
        let mut upload = self.begin_upload(key).await?;
        let mut writing = JoinSet::new();
        let mut part = Some(first);
        while let Some(bytes) = part {
            while writing.len() >= self.place.parts_at_once() {
                written(&mut writing).await?;
            }
            let (turns, step) = (self.turns.clone(), upload.part(bytes.clone())?);
            writing.spawn(async move {
                let _turn = turns.take().await;
                step.await
            });
            // The next part is received while this one is hashed and written.
            let hashed = async { hash.update(bytes).await.map_err(BlobError::from) };
            (hash, part) = try_join(hashed, parts.next()).await?;
        }
        while !writing.is_empty() {
            written(&mut writing).await?;
        }
        let mut upload = upload.take();
        let finishing = async move {
            let completed = upload.complete().await;
            if completed.is_err() {
                upload.abort().await;
            }
            completed
        };
        self.publish(key, finishing).await?;
        Ok(Stored { key, size: parts.seen, sha256: hash.finish() })
    }

    /// Opening makes folders and flushes them, which blocks: it is done beside the async threads.
    async fn begin_upload(&self, key: BlobKey) -> Result<Unfinished, BlobError> {
        let _turn = self.turns.take().await;
        let place = self.place.clone();
        let runtime = Handle::current();
        let opening = tokio::task::spawn_blocking(move || runtime.block_on(async { Ok(Unfinished(Some(place.begin(key).await?))) }));
        opening.await.map_err(|lost| BlobError::Storage(lost.into()))?
    }

    /// Runs the last step of a put in a task of its own, so that it is either awaited or undone: a caller that went away in the
    /// middle would otherwise leave a blob that nobody knows of.
    async fn publish<F>(&self, key: BlobKey, step: F) -> Result<(), BlobError>
    where
        F: Future<Output = Result<(), BlobError>> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let blobs = self.clone();
        tokio::spawn(async move {
            let turn = blobs.turns.take().await;
            let outcome = step.await;
            drop(turn);
            if outcome.is_err() {
                blobs.place.discard_unfinished(&key.path()).await;
            }
            if let Err(Ok(())) = tell.send(outcome) {
                let _ = blobs.delete(key).await;
            }
        });
        told.await.map_err(|_| Lost)?
    }
}

/// The body cut into parts: full ones, then possibly a shorter one.
struct Parts<S> {
    body: Pin<Box<S>>,
    rest: Bytes,
    seen: u64,
    limit: u64,
    /// Bytes of a full part.
    size: usize,
}

impl<S, E> Parts<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    async fn next(&mut self) -> Result<Option<PutPayload>, BlobError> {
        let mut part = PutPayloadMut::new();
        while part.content_length() < self.size {
            if self.rest.is_empty() && !self.receive().await? {
                break;
            }
            let wanted = self.rest.len().min(self.size - part.content_length());
            let piece = self.rest.split_to(wanted);
            // Small pieces are copied together: a million one-byte buffers would weigh more than their bytes.
            if piece.len() < 4096 { part.extend_from_slice(&piece) } else { part.push(piece) }
        }
        Ok((part.content_length() > 0).then(|| part.freeze()))
    }

    async fn receive(&mut self) -> Result<bool, BlobError> {
        let Some(bytes) = self.body.next().await else { return Ok(false) };
        self.rest = bytes.map_err(|error| BlobError::Body(error.into()))?;
        self.seen += self.rest.len() as u64;
        if self.seen > self.limit { Err(BlobError::TooLarge { limit: self.limit }) } else { Ok(true) }
    }
}

/// SHA-256 that moves to the pool for each part and comes back.
struct Hashing {
    pool: HashPool,
    state: Context,
}

impl Hashing {
    fn begin(pool: &HashPool) -> Self {
        Self { pool: pool.clone(), state: Context::new(&SHA256) }
    }

    async fn update(self, bytes: PutPayload) -> Result<Self, Lost> {
        let Self { pool, mut state } = self;
        let state = pool
            .run(move || {
                bytes.iter().for_each(|piece| state.update(piece));
                state
            })
            .await?;
        Ok(Self { pool, state })
    }

    fn finish(self) -> [u8; 32] {
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(self.state.finish().as_ref());
        sha256
    }
}

/// Waits for one of the parts.
async fn written(writing: &mut JoinSet<Result<(), BlobError>>) -> Result<(), BlobError> {
    writing.join_next().await.transpose().map_err(|lost| BlobError::Storage(lost.into()))?.unwrap_or(Ok(()))
}

/// An upload that is aborted when it is dropped before its end.
struct Unfinished(Option<Upload>);

impl Unfinished {
    fn part(&mut self, bytes: PutPayload) -> Result<BoxFuture<'static, Result<(), BlobError>>, BlobError> {
        self.0.as_mut().map(|upload| upload.part(bytes)).ok_or_else(|| Lost.into())
    }

    fn take(mut self) -> Upload {
        self.0.take().expect("only take() empties it, and take() consumes it")
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let (Some(mut upload), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move { upload.abort().await });
        }
    }
}
