//! Bytes under random keys, written once and durable before anybody names them.
//!
//! A blob is put under a key of 16 random bytes, flushed to the disk together with its folder, and only then does a transaction name it;
//! what no transaction named is removed later by [`Blobs::sweep`]. Digests are attributes computed on the way in, never the address,
//! so nothing is shared between licensees.

mod error;
mod folder;
mod get;
mod key;
mod pool;
mod put;
mod sweep;

use std::path::Path;
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::local::LocalFileSystem;

pub use error::{BlobError, BoxError};
pub use get::Blob;
pub use key::{BadKey, BlobKey};
pub use pool::{HashPool, Lost};
pub use put::Stored;
pub use sweep::Swept;

use folder::Folder;

/// Bytes of one part: what is hashed and written in one step. Two parts of every running upload are in memory at once.
const PART: usize = 1 << 20;

/// The store of blobs; clones share it.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    folder: Folder,
    pool: HashPool,
}

impl Blobs {
    /// Opens the folder `path`, which is made where it is missing. Blobs lie in two levels of 256 sub-folders each.
    ///
    /// Blocks on the disk for a moment, so it belongs to the start of the program.
    pub fn folder(path: impl AsRef<Path>) -> Result<Blobs, BlobError> {
        let path = path.as_ref();
        std::fs::create_dir_all(path)?;
        let store = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
        Ok(Blobs { store: Arc::new(store), folder: Folder::open(path)?, pool: HashPool::with_all_cores() })
    }

    /// The threads that hash. A digest that is needed later is computed here too, never on a thread of the async runtime.
    pub fn pool(&self) -> &HashPool {
        &self.pool
    }
}

impl std::fmt::Debug for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blobs({})", self.store)
    }
}
