//! Copies of keys as they lie: sealed, of use only to whoever has the master key.

use domain::id::PrivateKeyId;
use futures::TryStreamExt;
use object_store::{ObjectStoreExt, PutMode, PutOptions};
use uuid::Uuid;

use crate::KeyError;
use crate::vault::{Keys, location, storage};

impl Keys {
    /// Ids of all keys, in no order.
    pub async fn list(&self) -> Result<Vec<PrivateKeyId>, KeyError> {
        let found: Vec<_> = self.store().list(None).try_collect().await.map_err(storage)?;
        let id = |name: &str| Uuid::try_parse(name.strip_suffix(".key")?).ok().map(PrivateKeyId::new);
        Ok(found.iter().filter_map(|object| id(object.location.filename()?)).collect())
    }

    /// A key as it lies, sealed.
    pub async fn sealed(&self, id: PrivateKeyId) -> Result<Vec<u8>, KeyError> {
        match self.store().get(&location(id)).await {
            Ok(found) => Ok(found.bytes().await.map_err(storage)?.to_vec()),
            Err(object_store::Error::NotFound { .. }) => Err(KeyError::Missing(id)),
            Err(error) => Err(storage(error)),
        }
    }

    /// Puts back what [`Self::sealed`] gave; durable when this returns. The same bytes under the same id are no error, others are
    /// [`KeyError::Taken`]. Bytes that this master key does not open for this id are refused.
    pub async fn put_sealed(&self, id: PrivateKeyId, sealed: &[u8]) -> Result<(), KeyError> {
        self.require_opens(id, sealed)?;
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store().put_opts(&location(id), sealed.to_vec().into(), options).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) if self.sealed(id).await? == sealed => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => Err(KeyError::Taken(id)),
            Err(error) => Err(storage(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use pki::Algorithm;

    use super::*;
    use crate::MasterKey;

    #[tokio::test]
    async fn a_sealed_copy_signs_elsewhere_under_the_same_master_only() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let id = PrivateKeyId::new(Uuid::from_u128(1));
        let keys = Keys::folder(one.path(), &MasterKey::new([5; 32])).unwrap();
        let public = keys.generate(id, Algorithm::EcdsaP256Sha256).await.unwrap();
        assert_eq!(keys.list().await.unwrap(), [id]);
        let sealed = keys.sealed(id).await.unwrap();

        let stranger = Keys::folder(other.path(), &MasterKey::new([6; 32])).unwrap();
        assert!(matches!(stranger.put_sealed(id, &sealed).await, Err(KeyError::OtherMaster)));
        let copy = Keys::folder(other.path(), &MasterKey::new([5; 32])).unwrap();
        assert!(copy.put_sealed(PrivateKeyId::new(Uuid::from_u128(2)), &sealed).await.is_err());
        copy.put_sealed(id, &sealed).await.unwrap();
        copy.put_sealed(id, &sealed).await.unwrap();
        assert_eq!(copy.public(id).await.unwrap(), public);
    }
}
