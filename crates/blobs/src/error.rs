//! Why bytes could not be kept or found.

use std::error::Error;
use std::io;

/// An error of somebody else's type.
pub type BoxError = Box<dyn Error + Send + Sync + 'static>;

/// Why an operation on a blob failed. Nothing is left behind by a put that failed.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No room on the disk, or the quota is used up.
    #[error("no room left for blobs")]
    Full,
    /// The body went on after `limit` bytes.
    #[error("the body is longer than {limit} bytes")]
    TooLarge {
        /// The most that was allowed, in bytes.
        limit: u64,
    },
    /// There is nothing under this key.
    #[error("no such blob")]
    Missing,
    /// There is something under this key already; keys are used once.
    #[error("the key is taken")]
    Taken,
    /// The asked range does not lie within the blob.
    #[error("the range is outside of the blob's {size} bytes")]
    OutOfRange {
        /// Length of the blob in bytes.
        size: u64,
    },
    /// The stream that was to be stored failed; the caller may downcast its own error.
    #[error("the body broke off")]
    Body(#[source] BoxError),
    /// The caller of [`crate::Blobs::sweep`] could not say which keys are named.
    #[error("it is not known which blobs are named")]
    Names(#[source] BoxError),
    /// The bucket is not there.
    #[error("there is no such bucket")]
    NoBucket,
    /// The storage refuses us: a wrong access key or secret, or rights that do not allow it.
    #[error("the blob storage refuses access: look at the access key, its secret and what it may do")]
    Denied(#[source] BoxError),
    /// The storage failed in some other way.
    #[error("the blob storage failed")]
    Storage(#[source] BoxError),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { BlobError::Full } else { BlobError::Storage(error.into()) }
    }
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            error if causes(&error).any(|cause| cause.to_string().contains("<Code>NoSuchBucket</Code>")) => BlobError::NoBucket,
            object_store::Error::NotFound { .. } => BlobError::Missing,
            error @ (object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }) => {
                BlobError::Denied(error.into())
            }
            object_store::Error::AlreadyExists { .. } => BlobError::Taken,
            error if causes(&error).any(|cause| cause.downcast_ref::<io::Error>().is_some_and(is_full)) => BlobError::Full,
            error => BlobError::Storage(error.into()),
        }
    }
}

impl From<crate::Lost> for BlobError {
    fn from(lost: crate::Lost) -> Self {
        BlobError::Storage(lost.into())
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
