//! Reading and removing.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use bytes::{Bytes, BytesMut};
use futures::stream::{BoxStream, StreamExt, TryStreamExt, try_unfold};
use object_store::{GetOptions, GetResultPayload};

use crate::{BlobError, BlobKey, Blobs, Lost};

/// Bytes read in one step. The object store's own file stream hops to a thread for every 8 KiB, which a large download feels.
const STEP: u64 = 256 << 10;

/// A blob, or a piece of it, being read.
pub struct Blob {
    /// Length of the whole blob in bytes.
    pub size: u64,
    /// The piece that `body` brings; the whole blob unless a range was asked.
    pub range: Range<u64>,
    /// The bytes. Ends with an error, never early, where the storage gives fewer than promised.
    pub body: BoxStream<'static, Result<Bytes, BlobError>>,
}

impl Blob {
    /// Reads everything into memory, or refuses when the piece is longer than `limit` bytes.
    pub async fn bytes(self, limit: u64) -> Result<Bytes, BlobError> {
        let length = self.range.end - self.range.start;
        let room = usize::try_from(length).ok().filter(|_| length <= limit).ok_or(BlobError::TooLarge { limit })?;
        let whole = self.body.try_fold(BytesMut::with_capacity(room), |mut whole, piece| async move {
            whole.extend_from_slice(&piece);
            Ok(whole)
        });
        Ok(whole.await?.freeze())
    }
}

impl std::fmt::Debug for Blob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blob({:?} of {} bytes)", self.range, self.size)
    }
}

impl Blobs {
    /// Opens a blob.
    pub async fn get(&self, key: BlobKey) -> Result<Blob, BlobError> {
        self.open(key, None).await
    }

    /// Opens the bytes `range.start..range.end` of a blob; both ends have to lie within it, and an empty range is refused.
    pub async fn range(&self, key: BlobKey, range: Range<u64>) -> Result<Blob, BlobError> {
        let size = self.size(key).await?;
        if range.is_empty() || range.end > size {
            return Err(BlobError::OutOfRange { size });
        }
        self.open(key, Some(range)).await
    }

    /// Length of a blob in bytes.
    pub async fn size(&self, key: BlobKey) -> Result<u64, BlobError> {
        Ok(self.place.head(&key.path()).await?.size)
    }

    /// SHA-256 of a blob as it lies now, lower-case hex: reads all of it.
    pub async fn sha256(&self, key: BlobKey) -> Result<String, BlobError> {
        let mut body = self.get(key).await?.body;
        let mut hash = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
        while let Some(piece) = body.try_next().await? {
            hash = self
                .pool
                .run(move || {
                    hash.update(&piece);
                    hash
                })
                .await?;
        }
        Ok(hex::encode(hash.finish()))
    }

    /// Removes a blob; one that is not there is no error.
    pub async fn delete(&self, key: BlobKey) -> Result<(), BlobError> {
        match self.place.delete(&key.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn open(&self, key: BlobKey, range: Option<Range<u64>>) -> Result<Blob, BlobError> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        let found = self.place.get(&key.path(), options).await?;
        let (size, range) = (found.meta.size, found.range.clone());
        let body = match found.payload {
            GetResultPayload::File(file, _) => read_file(file, range.clone()),
            GetResultPayload::Stream(stream) => stream.map_err(BlobError::from).boxed(),
        };
        Ok(Blob { size, range, body })
    }
}

fn read_file(file: File, range: Range<u64>) -> BoxStream<'static, Result<Bytes, BlobError>> {
    let steps = try_unfold((Some(file), range), |(file, range)| async move {
        let Some(mut file) = file.filter(|_| !range.is_empty()) else { return Ok(None) };
        let reading = tokio::task::spawn_blocking(move || {
            let length = STEP.min(range.end - range.start);
            let mut piece = vec![0; length as usize];
            file.seek(SeekFrom::Start(range.start))?;
            file.read_exact(&mut piece)?;
            io::Result::Ok((Bytes::from(piece), (Some(file), range.start + length..range.end)))
        });
        Ok(Some(reading.await.map_err(|_| Lost)??))
    });
    steps.boxed()
}
