//! Why a key could not be used.

use std::error::Error;

use domain::id::PrivateKeyId;
use pki::Algorithm;

/// Why a key or a sealed secret could not be used. Nothing of a secret is in any of them.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no key of this id.
    #[error("no private key {0}")]
    Missing(PrivateKeyId),
    /// There is a key of this id already.
    #[error("private key {0} exists")]
    Taken(PrivateKeyId),
    /// The key is of another algorithm, or the algorithm only verifies.
    #[error("the key does not sign by {0}")]
    Algorithm(Algorithm),
    /// The digest is not of the algorithm's length.
    #[error("digest of a wrong length")]
    Digest,
    /// Sealed under another master key.
    #[error("sealed under another master key")]
    OtherMaster,
    /// Changed since it was sealed, or sealed for another context.
    #[error("sealed bytes are damaged or of another context")]
    Damaged,
    /// The cryptographic library refused.
    #[error("the cryptographic library refused to {0}")]
    Refused(&'static str),
    /// The storage failed.
    #[error("the storage of keys failed")]
    Storage(#[source] Box<dyn Error + Send + Sync + 'static>),
}
