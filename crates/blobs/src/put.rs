//! Writing: parts are hashed and written at the same time, and the blob appears whole and durable or not at all.

use std::fmt;
use std::pin::Pin;

use aws_lc_rs::digest::{Context, SHA256};
use bytes::Bytes;
use futures::future::try_join;
use futures::{Stream, StreamExt};
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutMode, PutPayload, PutPayloadMut};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::{BlobError, BlobKey, Blobs, BoxError, HashPool, Lost, PART};

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
        let mut parts = Parts { body: Box::pin(body), rest: Bytes::new(), seen: 0, limit };
        let Some(first) = parts.next().await? else { return self.put_whole(key, PutPayload::new()).await };
        if first.content_length() < PART { self.put_whole(key, first).await } else { self.put_long(key, first, parts).await }
    }

    /// Stores bytes that are in memory already.
    pub async fn put_bytes(&self, key: BlobKey, bytes: Bytes) -> Result<Stored, BlobError> {
        let size = bytes.len() as u64;
        self.put(key, futures::stream::iter([Ok::<_, BoxError>(bytes)]), size).await
    }

    async fn put_whole(&self, key: BlobKey, bytes: PutPayload) -> Result<Stored, BlobError> {
        let size = bytes.content_length() as u64;
        let hash = Hashing::begin(&self.pool).update(bytes.clone()).await?;
        let store = self.store.clone();
        let place = key.path();
        self.publish(key, async move { store.put_opts(&place, bytes, PutMode::Create.into()).await.map(drop) }).await?;
        Ok(Stored { key, size, sha256: hash.finish() })
    }

    async fn put_long<S, E>(&self, key: BlobKey, first: PutPayload, mut parts: Parts<S>) -> Result<Stored, BlobError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<BoxError>,
    {
        let mut hash = Hashing::begin(&self.pool);
        let mut upload = self.begin_upload(key).await?;
        let mut part = Some(first);
        while let Some(bytes) = part {
            let hashed = async { hash.update(bytes.clone()).await.map_err(BlobError::from) };
            let written = async { upload.write(bytes.clone()).await };
            // The next part is received while this one is hashed and written.
            ((hash, ()), part) = try_join(try_join(hashed, written), parts.next()).await?;
        }
        let mut upload = upload.take();
        self.publish(key, async move { upload.complete().await.map(drop) }).await?;
        Ok(Stored { key, size: parts.seen, sha256: hash.finish() })
    }

    /// Opening makes folders and flushes them, which blocks: it is done beside the async threads.
    async fn begin_upload(&self, key: BlobKey) -> Result<Unfinished, BlobError> {
        let store = self.store.clone();
        let runtime = Handle::current();
        let opening = tokio::task::spawn_blocking(move || {
            runtime.block_on(async {
                // Finishing a long upload replaces what is there, unlike a short one, so this has to be asked.
                match store.head(&key.path()).await {
                    Err(object_store::Error::NotFound { .. }) => {}
                    Ok(_) => return Err(BlobError::Taken),
                    Err(error) => return Err(error.into()),
                }
                Ok(Unfinished(Some(store.put_multipart(&key.path()).await?)))
            })
        });
        opening.await.map_err(|lost| BlobError::Storage(lost.into()))?
    }

    /// Runs the last step of a put in a task of its own, so that it is either awaited or undone: a caller that went away in the
    /// middle would otherwise leave a blob that nobody knows of.
    async fn publish<F>(&self, key: BlobKey, step: F) -> Result<(), BlobError>
    where
        F: Future<Output = Result<(), object_store::Error>> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let blobs = self.clone();
        tokio::spawn(async move {
            let outcome = step.await.map_err(BlobError::from);
            if outcome.is_err() {
                blobs.folder.discard_unfinished(&key.path()).await;
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
}

impl<S, E> Parts<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    async fn next(&mut self) -> Result<Option<PutPayload>, BlobError> {
        let mut part = PutPayloadMut::new();
        while part.content_length() < PART {
            if self.rest.is_empty() && !self.receive().await? {
                break;
            }
            let wanted = self.rest.len().min(PART - part.content_length());
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

/// An upload that is aborted when it is dropped before its end.
struct Unfinished(Option<Box<dyn MultipartUpload>>);

impl Unfinished {
    async fn write(&mut self, bytes: PutPayload) -> Result<(), BlobError> {
        match &mut self.0 {
            Some(upload) => Ok(upload.put_part(bytes).await?),
            None => Err(Lost.into()),
        }
    }

    fn take(mut self) -> Box<dyn MultipartUpload> {
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
