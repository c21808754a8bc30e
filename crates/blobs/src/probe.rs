//! A probe of the storage: written, read and deleted, to name which of these it does not let us do.

use std::fmt;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::PutPayload;

use crate::{BlobError, BlobKey, Blobs};

/// What was being done with the probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Writing it.
    Write,
    /// Reading it back.
    Read,
    /// Deleting it.
    Delete,
    /// Listing what is there, as the sweeper does; of a bucket only, and before the others.
    List,
}

/// Which step failed, and why.
#[derive(Debug, thiserror::Error)]
#[error("a probe could not be {step}")]
pub struct ProbeError {
    /// The step.
    pub step: Step,
    /// What the storage said.
    pub source: BlobError,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Write => "written",
            Self::Read => "read",
            Self::Delete => "deleted",
            Self::List => "looked for in the list of the bucket",
        })
    }
}

impl Blobs {
    /// Writes `bytes` under `key`, which must be new, reads them back and deletes them. One that cannot be read is deleted all the same.
    pub async fn probe(&self, key: BlobKey, bytes: Bytes) -> Result<(), ProbeError> {
        let at = |step| move |source| ProbeError { step, source };
        if self.is_shared() {
            // the first page alone
            let listed = self.place.store().list(None).try_next().await;
            listed.map_err(|error| at(Step::List)(error.into()))?;
        }
        // a bucket is not asked first whether the key is new: the answer to that has no body, which would say why it is a refusal
        let written = if self.is_shared() {
            self.place.put(key, PutPayload::from(bytes.clone())).await
        } else {
            self.put_bytes(key, bytes.clone()).await.map(drop)
        };
        written.map_err(at(Step::Write))?;
        let read = async { self.get(key).await?.bytes(bytes.len() as u64).await };
        let read = match read.await {
            Ok(read) if read == bytes => Ok(()),
            Ok(_) => Err(BlobError::Storage("other bytes came back than were written".into())),
            Err(error) => Err(error),
        };
        let deleted = self.delete(key).await;
        read.map_err(at(Step::Read))?;
        deleted.map_err(at(Step::Delete))
    }
}
