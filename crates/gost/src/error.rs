//! Why something is refused.

/// Why a key is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the key is not as long as its parameter set says")]
    Length,
    #[error("a coordinate is not below the prime of the field")]
    Coordinate,
    #[error("the point is not on the curve")]
    NotOnCurve,
    #[error("the point is not in the subgroup of prime order")]
    Subgroup,
    #[error("the private key is zero, or not below the order of the group")]
    Scalar,
    #[error("the private key does not belong to the public key beside it")]
    Pair,
    #[error("the encoding of the key is malformed")]
    Encoding,
    #[error("the key is not one of GOST R 34.10-2012")]
    Algorithm,
    #[error("the parameter set is unknown, or not one of this length of key")]
    Parameters,
    #[error("the source of randomness repeats itself")]
    Randomness,
}

/// Why nothing was signed, or why a signature is not that of this key over this digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the digest is not as long as the parameter set of the key says")]
    DigestLength,
    #[error("the signature is not as long as the parameter set of the key says")]
    Length,
    #[error("a half of the signature is zero, or not below the order of the group")]
    Range,
    #[error("the signature does not belong to this digest and this key")]
    Mismatch,
    #[error("no usable nonce was found")]
    Nonce,
}
