//! Where blobs lie: a folder of this machine, or a bucket that several nodes share.

use std::sync::Arc;

use domain::time::Timestamp;
use futures::future::BoxFuture;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Location;
use object_store::{GetOptions, GetResult, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutPayload};

use crate::bucket::{Bucket, BucketUpload};
use crate::folder::Folder;
use crate::{BlobError, BlobKey};

/// One of the two.
#[derive(Clone)]
pub(crate) enum Place {
    Folder { files: Arc<LocalFileSystem>, folder: Folder },
    Bucket(Bucket),
}

/// A long blob being written, part after part.
pub(crate) enum Upload {
    Folder(Box<dyn MultipartUpload>),
    Bucket(BucketUpload),
}

impl Place {
    pub(crate) fn store(&self) -> &dyn ObjectStore {
        match self {
            Self::Folder { files, .. } => files.as_ref(),
            Self::Bucket(bucket) => bucket.store(),
        }
    }

    pub(crate) async fn head(&self, place: &Location) -> Result<ObjectMeta, object_store::Error> {
        match self {
            Self::Folder { files, .. } => files.head(place).await,
            Self::Bucket(bucket) => bucket.head(place).await,
        }
    }

    pub(crate) async fn get(&self, place: &Location, options: GetOptions) -> Result<GetResult, object_store::Error> {
        match self {
            Self::Folder { files, .. } => files.get_opts(place, options).await,
            Self::Bucket(bucket) => bucket.get(place, options).await,
        }
    }

    pub(crate) async fn delete(&self, place: &Location) -> Result<(), object_store::Error> {
        match self {
            Self::Folder { files, .. } => files.delete(place).await,
            Self::Bucket(bucket) => bucket.delete(place).await,
        }
    }

    /// Bytes of one part: what is hashed and written in one step.
    pub(crate) fn part_size(&self) -> usize {
        match self {
            // a thousand uploads that stop in the middle hold so much each
            Self::Folder { .. } => 64 << 10,
            // S3 takes none below 5 MiB but the last, and 10 000 of them
            Self::Bucket(_) => 8 << 20,
        }
    }

    /// Parts that are written at once. One more is being received meanwhile: this bounds the memory of an upload.
    pub(crate) fn parts_at_once(&self) -> usize {
        match self {
            Self::Folder { .. } => 1,
            Self::Bucket(_) => 2,
        }
    }

    /// Stores a short blob; the key must be new.
    pub(crate) async fn put(&self, key: BlobKey, bytes: PutPayload) -> Result<(), BlobError> {
        match self {
            Self::Folder { files, .. } => Ok(files.put_opts(&key.path(), bytes, PutMode::Create.into()).await.map(drop)?),
            Self::Bucket(bucket) => bucket.put(key, bytes).await,
        }
    }

    /// Begins a long one. Finishing it would replace what is there, unlike [`Place::put`], so this is asked before.
    pub(crate) async fn begin(&self, key: BlobKey) -> Result<Upload, BlobError> {
        self.require_new(key).await?;
        match self {
            Self::Folder { files, .. } => Ok(Upload::Folder(files.put_multipart(&key.path()).await?)),
            Self::Bucket(bucket) => Ok(Upload::Bucket(bucket.begin(key).await?)),
        }
    }

    pub(crate) async fn require_new(&self, key: BlobKey) -> Result<(), BlobError> {
        match self.head(&key.path()).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            Ok(_) => Err(BlobError::Taken),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes what a put that failed at its end may have left.
    pub(crate) async fn discard_unfinished(&self, place: &Location) {
        match self {
            Self::Folder { folder, .. } => folder.discard_unfinished(place).await,
            // a failed upload aborts itself
            Self::Bucket(_) => {}
        }
    }

    /// Removes what programs that were killed had begun before `older_than`; returns how many.
    pub(crate) async fn sweep_unfinished(&self, older_than: Timestamp) -> Result<u64, BlobError> {
        match self {
            Self::Folder { folder, .. } => folder.sweep_unfinished(older_than).await,
            Self::Bucket(bucket) => bucket.sweep_unfinished(older_than).await,
        }
    }
}

impl Upload {
    /// Writes one part; may be awaited beside the next one's.
    pub(crate) fn part(&mut self, bytes: PutPayload) -> BoxFuture<'static, Result<(), BlobError>> {
        match self {
            Self::Folder(upload) => {
                let part = upload.put_part(bytes);
                Box::pin(async move { Ok(part.await?) })
            }
            Self::Bucket(upload) => upload.part(bytes),
        }
    }

    /// Makes the blob appear, durable.
    pub(crate) async fn complete(&mut self) -> Result<(), BlobError> {
        match self {
            Self::Folder(upload) => Ok(upload.complete().await.map(drop)?),
            Self::Bucket(upload) => upload.complete().await,
        }
    }

    /// Removes the parts. Nobody is told where this fails: the sweeper comes later.
    pub(crate) async fn abort(&mut self) {
        match self {
            Self::Folder(upload) => drop(upload.abort().await),
            Self::Bucket(upload) => upload.abort().await,
        }
    }
}
