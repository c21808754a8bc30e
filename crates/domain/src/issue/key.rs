//! Where the private key of a request lives.

use serde::{Deserialize, Serialize};

use super::KeyAlgorithm;
use crate::id::PrivateKeyId;

/// Where a private key lives, and its public half once it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum KeyPlace {
    /// In this server's sealed store (row 5.1). The public key appears when the documents are made or the subject asks for the release.
    Server {
        /// The key.
        key: Option<ServerKey>,
        /// Of which algorithm it is made. Requests of times when there was one algorithm say nothing: theirs is ECDSA on P-256.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        algorithm: Option<KeyAlgorithm>,
    },
    /// In the person's browser; its PKCS#10 came with the request.
    Browser { csr: String },
    /// On the person's token, with its PKCS#10.
    Token { csr: String },
    /// On a token of the person's, whose PKCS#10 has not come yet.
    AwaitedToken,
}

impl KeyPlace {
    /// The published word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Server { .. } => "server",
            Self::Browser { .. } => "browser",
            Self::Token { .. } | Self::AwaitedToken => "token",
        }
    }

    /// Whether a certificate can be made: a server key is made when it is needed, another one has to have shown its public half.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::AwaitedToken)
    }
}

/// A key that the server made for this request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerKey {
    /// Its name in the key store.
    pub id: PrivateKeyId,
    /// SubjectPublicKeyInfo, DER, lower-case hex.
    pub spki: String,
}
