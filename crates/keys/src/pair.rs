//! One opened key pair, of any algorithm that this house signs with.

mod elliptic;
mod gost;
mod rsa;

use std::fmt;

use pki::{Algorithm, PublicKey};
use zeroize::Zeroizing;

use crate::KeyError;

/// A pair in memory; its private half is wiped when it is dropped.
pub(crate) struct Pair {
    algorithm: Algorithm,
    private: Private,
    public: PublicKey,
}

enum Private {
    Elliptic(elliptic::Private),
    Gost(gost::Private),
    Rsa(rsa::Private),
}

impl Pair {
    /// A new pair. One of RSA takes as long as finding two primes does: a second, sometimes several.
    pub(crate) fn generate(algorithm: Algorithm) -> Result<Self, KeyError> {
        let private = match algorithm {
            Algorithm::EcdsaP256Sha256 => Private::Elliptic(elliptic::Private::generate()?),
            Algorithm::Gost256 | Algorithm::Gost512 => Private::Gost(gost::Private::generate(algorithm)?),
            Algorithm::RsaSha256 => Private::Rsa(rsa::Private::generate()?),
            _ => return Err(KeyError::Algorithm(algorithm)),
        };
        let public = match &private {
            Private::Elliptic(key) => key.public()?,
            Private::Gost(key) => key.public()?,
            Private::Rsa(key) => key.public()?,
        };
        Self { algorithm, private, public }.checked()
    }

    /// What is sealed: name of the algorithm, a zero octet, and what the algorithm keeps.
    pub(crate) fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let own = match &self.private {
            Private::Elliptic(key) => key.to_bytes(&self.public)?,
            Private::Gost(key) => key.to_bytes(&self.public),
            Private::Rsa(key) => key.to_bytes()?,
        };
        let name = self.algorithm.name().as_bytes();
        let mut bytes = Zeroizing::new(Vec::with_capacity(name.len() + 1 + own.len()));
        bytes.extend_from_slice(name);
        bytes.push(0);
        bytes.extend_from_slice(&own);
        Ok(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let end = bytes.iter().position(|byte| *byte == 0).ok_or(KeyError::Damaged)?;
        let name = std::str::from_utf8(&bytes[..end]).map_err(|_| KeyError::Damaged)?;
        let algorithm = Algorithm::parse(name).ok_or(KeyError::Damaged)?;
        let own = &bytes[end + 1..];
        let (private, public) = match algorithm {
            Algorithm::EcdsaP256Sha256 => {
                let key = elliptic::Private::from_bytes(own)?;
                let public = key.public()?;
                (Private::Elliptic(key), public)
            }
            Algorithm::Gost256 | Algorithm::Gost512 => {
                let (key, public) = gost::Private::from_bytes(algorithm, own)?;
                (Private::Gost(key), public)
            }
            Algorithm::RsaSha256 => {
                let key = rsa::Private::from_bytes(own)?;
                let public = key.public()?;
                (Private::Rsa(key), public)
            }
            _ => return Err(KeyError::Damaged),
        };
        Self { algorithm, private, public }.checked()?.proven()
    }

    /// A quick pair has to verify its own signature whenever it is opened: whoever signs with it afterwards need not verify each time. The
    /// provider verifies every private operation of RSA by itself.
    fn proven(self) -> Result<Self, KeyError> {
        const MESSAGE: &[u8] = b"surguch: this pair belongs together";
        let stands = |signature: Vec<u8>| self.public.verify(self.algorithm, MESSAGE, &signature);
        if self.is_slow() || stands(self.sign(self.algorithm, MESSAGE)?) { Ok(self) } else { Err(KeyError::Damaged) }
    }

    fn checked(self) -> Result<Self, KeyError> {
        if self.public.algorithm() == Some(self.algorithm) { Ok(self) } else { Err(KeyError::Damaged) }
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Does a signature take so long that it must not be made on a thread which others wait for?
    pub(crate) fn is_slow(&self) -> bool {
        is_slow(self.algorithm)
    }

    pub(crate) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_digest(algorithm, &algorithm.digest().of(message))
    }

    pub(crate) fn sign_digest(&self, algorithm: Algorithm, digest: &[u8]) -> Result<Vec<u8>, KeyError> {
        if algorithm != self.algorithm {
            return Err(KeyError::Algorithm(algorithm));
        }
        if digest.len() != algorithm.digest().length() {
            return Err(KeyError::Digest);
        }
        match &self.private {
            Private::Elliptic(key) => key.sign_digest(digest),
            Private::Gost(key) => key.sign_digest(digest),
            Private::Rsa(key) => key.sign_digest(digest),
        }
    }
}

/// Tens of microseconds cost less than another thread does; the private operation of RSA takes milliseconds.
pub(crate) const fn is_slow(algorithm: Algorithm) -> bool {
    matches!(algorithm, Algorithm::RsaSha256)
}

/// The algorithm only.
impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pair({}, ..)", self.algorithm)
    }
}

#[cfg(test)]
mod tests;
