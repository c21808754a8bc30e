//! Where sealed keys lie: a folder of this machine, or a place that several nodes share.

use std::error::Error;
use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use domain::id::PrivateKeyId;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Location;
use object_store::{ObjectStoreExt, PutMode, PutOptions};
use uuid::Uuid;

/// Why a shelf failed, in its own words.
pub type ShelfError = Box<dyn Error + Send + Sync + 'static>;
/// What a shelf's operation is, until it has ended.
pub type OnShelf<'a, T> = Pin<Box<dyn Future<Output = Result<T, ShelfError>> + Send + 'a>>;

/// Sealed objects by the ids of their keys. Everything is durable when it returns, and seen by every node.
pub trait Shelf: Send + Sync + 'static {
    /// Ids of all objects, in no order.
    fn list(&self) -> OnShelf<'_, Vec<PrivateKeyId>>;
    /// The object of this id.
    fn load(&self, id: PrivateKeyId) -> OnShelf<'_, Option<Vec<u8>>>;
    /// Adds an object; false where the id has one, which stays. Of several that add at once exactly one succeeds.
    fn add(&self, id: PrivateKeyId, sealed: Vec<u8>) -> OnShelf<'_, bool>;
    /// Removes an object, if there is one.
    fn remove(&self, id: PrivateKeyId) -> OnShelf<'_, ()>;
}

/// A folder of this machine.
pub(crate) struct Folder {
    files: LocalFileSystem,
    path: PathBuf,
}

impl Folder {
    /// Opens it, made with mode 0700 where it is missing.
    pub(crate) fn open(path: &Path) -> Result<Self, ShelfError> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self { files: LocalFileSystem::new_with_prefix(path)?.with_fsync(true), path: path.to_owned() })
    }
}

impl Shelf for Folder {
    fn list(&self) -> OnShelf<'_, Vec<PrivateKeyId>> {
        Box::pin(async move {
            let found: Vec<_> = object_store::ObjectStore::list(&self.files, None).try_collect().await?;
            let id = |name: &str| Uuid::try_parse(name.strip_suffix(".key")?).ok().map(PrivateKeyId::new);
            Ok(found.iter().filter_map(|object| id(object.location.filename()?)).collect())
        })
    }

    fn load(&self, id: PrivateKeyId) -> OnShelf<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            match self.files.get(&location(id)).await {
                Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
    }

    fn add(&self, id: PrivateKeyId, sealed: Vec<u8>) -> OnShelf<'_, bool> {
        Box::pin(async move {
            let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
            match object_store::ObjectStore::put_opts(&self.files, &location(id), sealed.into(), options).await {
                Ok(_) => Ok(true),
                Err(object_store::Error::AlreadyExists { .. }) => Ok(false),
                Err(error) => Err(error.into()),
            }
        })
    }

    fn remove(&self, id: PrivateKeyId) -> OnShelf<'_, ()> {
        Box::pin(async move {
            match self.files.delete(&location(id)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
            // the folder's entry has to be made durable too
            let path = self.path.clone();
            tokio::task::spawn_blocking(move || File::open(path)?.sync_all()).await.map_err(io::Error::other).flatten()?;
            Ok(())
        })
    }
}

fn location(id: PrivateKeyId) -> Location {
    Location::from(format!("{}.key", id.uuid()))
}
