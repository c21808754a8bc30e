//! Why bytes could not be kept or found.

use std::error::Error;
use std::fmt;
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
    /// The storage refuses us.
    #[error("the blob storage refuses access: {0}")]
    Denied(Denial, #[source] BoxError),
    /// The storage's certificate is not by an authority that we trust, or not for this host, or not valid now.
    #[error("the certificate of the blob storage is not to be trusted")]
    Untrusted(#[source] BoxError),
    /// The storage failed in some other way.
    #[error("the blob storage failed")]
    Storage(#[source] BoxError),
}

/// Why a storage refuses us, by the code in its answer (Amazon S3 API Reference, «Error responses»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// It does not know the access key.
    Key,
    /// The signature is not by the secret of this access key.
    Secret,
    /// Our clock is too far from its own.
    Clock,
    /// The access key may not do this.
    Rights,
    /// It does not say.
    Unsaid,
}

impl Denial {
    fn said(error: &object_store::Error) -> Option<Self> {
        const CODES: [(&str, Denial); 5] = [
            ("InvalidAccessKeyId", Denial::Key),
            ("NotSignedUp", Denial::Key),
            ("SignatureDoesNotMatch", Denial::Secret),
            ("RequestTimeTooSkewed", Denial::Clock),
            ("AccessDenied", Denial::Rights),
        ];
        causes(error)
            .map(ToString::to_string)
            .find_map(|text| CODES.into_iter().find(|(code, _)| text.contains(&format!("<Code>{code}</Code>"))).map(|(_, denial)| denial))
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "it does not know the access key",
            Self::Secret => "the secret is not that of the access key",
            Self::Clock => "its clock and ours are too far apart",
            Self::Rights => "the access key may not do this",
            Self::Unsaid => "look at the access key, its secret and what it may do",
        })
    }
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
            error if Denial::said(&error).is_some() => BlobError::Denied(Denial::said(&error).unwrap_or(Denial::Unsaid), error.into()),
            error @ (object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }) => {
                BlobError::Denied(Denial::Unsaid, error.into())
            }
            error if causes(&error).any(|cause| cause.to_string().contains("invalid peer certificate")) => {
                BlobError::Untrusted(error.into())
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
