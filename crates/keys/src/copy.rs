//! Copies of keys as they lie: sealed, of use only to whoever has the master key.

use domain::id::PrivateKeyId;

use crate::KeyError;
use crate::vault::Keys;

impl Keys {
    /// Ids of all keys, in no order.
    pub async fn list(&self) -> Result<Vec<PrivateKeyId>, KeyError> {
        self.shelf().list().await.map_err(KeyError::Storage)
    }

    /// A key as it lies, sealed.
    pub async fn sealed(&self, id: PrivateKeyId) -> Result<Vec<u8>, KeyError> {
        self.shelf().load(id).await.map_err(KeyError::Storage)?.ok_or(KeyError::Missing(id))
    }

    /// Puts back what [`Self::sealed`] gave; durable when this returns. The same bytes under the same id are no error, others are
    /// [`KeyError::Taken`]. Bytes that this master key does not open for this id are refused.
    pub async fn put_sealed(&self, id: PrivateKeyId, sealed: &[u8]) -> Result<(), KeyError> {
        self.require_opens(id, sealed)?;
        let added = self.shelf().add(id, sealed.to_vec()).await.map_err(KeyError::Storage)?;
        if added || self.sealed(id).await? == sealed { Ok(()) } else { Err(KeyError::Taken(id)) }
    }
}

#[cfg(test)]
mod tests {
    use pki::Algorithm;
    use uuid::Uuid;

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
