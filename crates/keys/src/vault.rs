//! Keys by their ids, each a sealed object on a shelf: in a folder, or where several nodes find it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use domain::id::PrivateKeyId;
use pki::Algorithm;
use zeroize::Zeroizing;

use crate::cache::Cache;
use crate::pair::{Pair, is_slow};
use crate::seal::{Purpose, Sealer};
use crate::shelf::{Folder, Shelf};
use crate::{KeyError, MasterKey};

/// Octets of a message that take longer to hash than to hand over to another thread.
const LONG: usize = 64 << 10;

/// The private keys of this installation, and the seal over other secrets. Clones share everything.
#[derive(Clone)]
pub struct Keys(Arc<Vault>);

struct Vault {
    shelf: Box<dyn Shelf>,
    sealer: Sealer,
    cache: Cache,
}

impl Keys {
    /// Over a shelf, which other nodes may use under the same master key.
    pub fn new(shelf: impl Shelf, master: &MasterKey) -> Self {
        Self(Arc::new(Vault { shelf: Box::new(shelf), sealer: Sealer::new(master), cache: Cache::default() }))
    }

    /// Over a folder, made with mode 0700 where it is missing.
    pub fn folder(path: &Path, master: &MasterKey) -> Result<Self, KeyError> {
        Ok(Self::new(Folder::open(path).map_err(KeyError::Storage)?, master))
    }

    /// Makes a key; its SubjectPublicKeyInfo in DER. Durable when this returns. [`KeyError::Taken`] where the id has one.
    pub async fn generate(&self, id: PrivateKeyId, algorithm: Algorithm) -> Result<Vec<u8>, KeyError> {
        let pair = if is_slow(algorithm) { beside(move || Pair::generate(algorithm)).await? } else { Pair::generate(algorithm)? };
        let sealed = self.0.sealer.seal(Purpose::PrivateKey, &context(id), &pair.to_bytes()?);
        if !self.0.shelf.add(id, sealed).await.map_err(KeyError::Storage)? {
            return Err(KeyError::Taken(id));
        }
        let pair = Arc::new(pair);
        self.0.cache.put(id, &pair);
        Ok(pair.public().spki().to_vec())
    }

    /// [`Self::generate`], or [`Self::public`] where the id has a key already: what work that may be repeated calls.
    pub async fn ensure(&self, id: PrivateKeyId, algorithm: Algorithm) -> Result<Vec<u8>, KeyError> {
        match self.generate(id, algorithm).await {
            Err(KeyError::Taken(_)) => {
                let pair = self.open_pair(id).await?;
                if pair.public().algorithm() == Some(algorithm) {
                    Ok(pair.public().spki().to_vec())
                } else {
                    Err(KeyError::Algorithm(algorithm))
                }
            }
            made => made,
        }
    }

    /// Signs a message: hashes it by the algorithm's digest, then [`Self::sign_digest`].
    pub async fn sign(&self, id: PrivateKeyId, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let pair = self.open_pair(id).await?;
        // a long message is a list of many revocations
        if pair.is_slow() || message.len() > LONG {
            let message = message.to_vec();
            return beside(move || pair.sign(algorithm, &message)).await;
        }
        pair.sign(algorithm, message)
    }

    /// Signs a digest; the signature is in the form of certificates and CMS: DER of `r` and `s` for ECDSA, `s` and `r` one after the other
    /// for GOST (RFC 9215 §2).
    pub async fn sign_digest(&self, id: PrivateKeyId, algorithm: Algorithm, digest: &[u8]) -> Result<Vec<u8>, KeyError> {
        let pair = self.open_pair(id).await?;
        if pair.is_slow() {
            let digest = digest.to_vec();
            return beside(move || pair.sign_digest(algorithm, &digest)).await;
        }
        pair.sign_digest(algorithm, digest)
    }

    /// SubjectPublicKeyInfo in DER.
    pub async fn public(&self, id: PrivateKeyId) -> Result<Vec<u8>, KeyError> {
        Ok(self.open_pair(id).await?.public().spki().to_vec())
    }

    /// Where the sealed objects lie.
    pub(crate) fn shelf(&self) -> &dyn Shelf {
        &*self.0.shelf
    }

    /// Whether these are the bytes of the key `id` under this master key.
    pub(crate) fn require_opens(&self, id: PrivateKeyId, sealed: &[u8]) -> Result<(), KeyError> {
        Pair::from_bytes(&self.0.sealer.open(Purpose::PrivateKey, &context(id), sealed)?).map(drop)
    }

    /// Removes a key for good. Whether or not there was one is the same. Other nodes forget it within a second.
    pub async fn delete(&self, id: PrivateKeyId) -> Result<(), KeyError> {
        self.0.cache.forget(id);
        self.0.shelf.remove(id).await.map_err(KeyError::Storage)?;
        self.0.cache.forget(id);
        Ok(())
    }

    /// Seals another secret; it opens in the same `context` only.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Vec<u8> {
        self.0.sealer.seal(Purpose::Secret, context.as_bytes(), plain)
    }

    /// Opens what [`Self::seal`] made; the plain bytes are wiped when dropped.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.0.sealer.open(Purpose::Secret, context.as_bytes(), sealed)
    }

    /// A keyed digest of short secrets (one-time codes) that are compared and never shown: without the master key nobody can try them all.
    pub fn mac(&self, context: &str, data: &[u8]) -> [u8; 32] {
        self.0.sealer.mac(context.as_bytes(), data)
    }

    async fn open_pair(&self, id: PrivateKeyId) -> Result<Arc<Pair>, KeyError> {
        if let Some(pair) = self.0.cache.get(id) {
            return Ok(pair);
        }
        let sealed = self.0.shelf.load(id).await.map_err(KeyError::Storage)?.ok_or(KeyError::Missing(id))?;
        let bytes = self.0.sealer.open(Purpose::PrivateKey, &context(id), &sealed)?;
        let pair = Arc::new(Pair::from_bytes(&bytes)?);
        self.0.cache.put(id, &pair);
        Ok(pair)
    }
}

/// Runs what takes its time beside the asynchronous threads.
async fn beside<T: Send + 'static>(run: impl FnOnce() -> Result<T, KeyError> + Send + 'static) -> Result<T, KeyError> {
    tokio::task::spawn_blocking(run).await.map_err(|_| KeyError::Refused("finish"))?
}

/// `Keys(..)`.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

/// Binds a sealed object to its id: objects cannot be swapped.
fn context(id: PrivateKeyId) -> Vec<u8> {
    id.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use pki::{Digest, PublicKey};
    use uuid::Uuid;

    use super::*;

    const ALGORITHM: Algorithm = Algorithm::EcdsaP256Sha256;

    fn id(number: u128) -> PrivateKeyId {
        PrivateKeyId::new(Uuid::from_u128(number))
    }

    fn keys(folder: &Path) -> Keys {
        Keys::folder(folder, &MasterKey::new([5; 32])).unwrap()
    }

    #[tokio::test]
    async fn a_key_signs_after_a_restart_and_its_public_half_verifies() {
        let folder = tempfile::tempdir().unwrap();
        let public = keys(folder.path()).generate(id(1), ALGORITHM).await.unwrap();
        let keys = keys(folder.path());
        assert_eq!(keys.public(id(1)).await.unwrap(), public);
        assert_eq!(keys.ensure(id(1), ALGORITHM).await.unwrap(), public);
        let key = PublicKey::parse(&public).unwrap();
        let signature = keys.sign(id(1), ALGORITHM, b"message").await.unwrap();
        assert!(key.verify(ALGORITHM, b"message", &signature) && !key.verify(ALGORITHM, b"other", &signature));
        let signature = keys.sign_digest(id(1), ALGORITHM, &Digest::Sha256.of(b"message")).await.unwrap();
        assert!(key.verify(ALGORITHM, b"message", &signature));
    }

    #[tokio::test]
    async fn what_cannot_be_signed_is_refused_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(folder.path());
        keys.generate(id(1), ALGORITHM).await.unwrap();
        assert!(matches!(keys.generate(id(1), ALGORITHM).await, Err(KeyError::Taken(taken)) if taken == id(1)));
        assert!(matches!(keys.generate(id(2), Algorithm::RsaSha512).await, Err(KeyError::Algorithm(_))));
        assert!(matches!(keys.sign(id(2), ALGORITHM, b"").await, Err(KeyError::Missing(_))));
        assert!(matches!(keys.sign(id(1), Algorithm::RsaSha256, b"").await, Err(KeyError::Algorithm(_))));
        assert!(matches!(keys.sign_digest(id(1), ALGORITHM, b"short").await, Err(KeyError::Digest)));
    }

    #[tokio::test]
    async fn keys_of_every_algorithm_sign_short_and_long_messages_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let long = vec![7; LONG + 1];
        for (number, algorithm) in (1..).zip([Algorithm::Gost256, Algorithm::Gost512, Algorithm::RsaSha256]) {
            let public = keys(folder.path()).ensure(id(number), algorithm).await.unwrap();
            let keys = keys(folder.path());
            assert_eq!(keys.ensure(id(number), algorithm).await.unwrap(), public);
            assert!(matches!(keys.ensure(id(number), ALGORITHM).await, Err(KeyError::Algorithm(_))));
            let key = PublicKey::parse(&public).unwrap();
            for message in [&b"message"[..], &long] {
                let signature = keys.sign(id(number), algorithm, message).await.unwrap();
                assert!(key.verify(algorithm, message, &signature), "{algorithm}");
                let signature = keys.sign_digest(id(number), algorithm, &algorithm.digest().of(message)).await.unwrap();
                assert!(key.verify(algorithm, message, &signature), "{algorithm}");
            }
        }
    }

    #[tokio::test]
    async fn a_deleted_key_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(folder.path());
        keys.generate(id(1), ALGORITHM).await.unwrap();
        keys.delete(id(1)).await.unwrap();
        keys.delete(id(1)).await.unwrap();
        assert!(matches!(keys.sign(id(1), ALGORITHM, b"").await, Err(KeyError::Missing(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn sealed_objects_cannot_be_swapped_or_opened_by_another_master() {
        let folder = tempfile::tempdir().unwrap();
        keys(folder.path()).generate(id(1), ALGORITHM).await.unwrap();
        let file = |number| folder.path().join(format!("{}.key", Uuid::from_u128(number)));
        std::fs::copy(file(1), file(2)).unwrap();
        assert!(matches!(keys(folder.path()).public(id(2)).await, Err(KeyError::Damaged)));
        let other = Keys::folder(folder.path(), &MasterKey::new([6; 32])).unwrap();
        assert!(matches!(other.public(id(1)).await, Err(KeyError::OtherMaster)));
    }

    #[tokio::test]
    async fn nothing_of_a_key_stands_in_the_file_or_in_debug_output() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(folder.path());
        let public = keys.generate(id(1), ALGORITHM).await.unwrap();
        let pair = keys.open_pair(id(1)).await.unwrap();
        let plain = pair.to_bytes().unwrap();
        let file = std::fs::read(folder.path().join(format!("{}.key", Uuid::from_u128(1)))).unwrap();
        let holds = |part: &[u8]| file.windows(part.len()).any(|window| window == part);
        assert!(!holds(&plain[ALGORITHM.name().len() + 1..][..32]) && !holds(&public[public.len() - 64..]));
        assert_eq!(format!("{keys:?} {pair:?}"), "Keys(..) Pair(ECDSA-P256, ..)");
    }

    #[tokio::test]
    async fn secrets_open_in_their_context() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(folder.path());
        let sealed = keys.seal("webhook 1", b"whsec");
        assert_eq!(*keys.open("webhook 1", &sealed).unwrap(), b"whsec");
        assert!(keys.open("webhook 2", &sealed).is_err());
        assert_eq!(keys.mac("code", b"1234"), keys.mac("code", b"1234"));
        assert_ne!(keys.mac("code", b"1234"), keys.mac("code1", b"234"));
    }
}
