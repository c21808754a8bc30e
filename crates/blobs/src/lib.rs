//! Bytes under random keys, written once and durable before anybody names them.
//!
//! A blob is put under a key of 16 random bytes, into a folder, flushed to the disk together with its entry, or into a bucket of an S3
//! server, which answers when it is durable; only then does a transaction name it;
//! what no transaction named is removed later by [`Blobs::sweep`]. Digests are attributes computed on the way in, never the address,
//! so nothing is shared between licensees.

mod bucket;
mod error;
mod folder;
mod get;
mod key;
mod place;
mod pool;
mod probe;
mod put;
mod sweep;
mod turns;

use std::path::Path;
use std::sync::Arc;

use object_store::local::LocalFileSystem;

pub use bucket::BucketSettings;
pub use error::{BlobError, BoxError, Denial};
pub use get::Blob;
pub use key::{BadKey, BlobKey};
pub use pool::{HashPool, Lost};
pub use probe::{ProbeError, Step};
pub use put::Stored;
pub use sweep::Swept;

use bucket::Bucket;
use folder::Folder;
use place::Place;
use turns::Turns;

/// The store of blobs; clones share it.
#[derive(Clone)]
pub struct Blobs {
    place: Place,
    pool: HashPool,
    turns: Turns,
}

impl Blobs {
    /// Opens the folder `path`, which is made where it is missing. Blobs lie in two levels of 256 sub-folders each.
    ///
    /// Blocks on the disk for a moment, so it belongs to the start of the program.
    pub fn folder(path: impl AsRef<Path>) -> Result<Blobs, BlobError> {
        let path = path.as_ref();
        std::fs::create_dir_all(path)?;
        let files = Arc::new(LocalFileSystem::new_with_prefix(path)?.with_fsync(true));
        let place = Place::Folder { files, folder: Folder::open(path)? };
        Ok(Blobs::at(place))
    }

    fn at(place: Place) -> Blobs {
        Blobs { turns: Turns::of(&place), place, pool: HashPool::with_all_cores() }
    }

    /// Opens a bucket. Nothing is asked of its server yet: see [`Blobs::check`].
    pub fn bucket(settings: &BucketSettings) -> Result<Blobs, BlobError> {
        Ok(Blobs::at(Place::Bucket(Bucket::open(settings)?)))
    }

    /// Whether blobs can be written: [`BlobError::Denied`] where we may not, [`BlobError::Storage`] where there is no such bucket or no
    /// server.
    pub async fn check(&self) -> Result<(), BlobError> {
        match &self.place {
            // opening it has shown this already
            Place::Folder { .. } => Ok(()),
            Place::Bucket(bucket) => bucket.check().await,
        }
    }

    /// Whether other nodes see the same blobs.
    pub fn is_shared(&self) -> bool {
        matches!(self.place, Place::Bucket(_))
    }

    /// The threads that hash. A digest that is needed later is computed here too, never on a thread of the async runtime.
    pub fn pool(&self) -> &HashPool {
        &self.pool
    }
}

impl std::fmt::Debug for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blobs({})", self.place.store())
    }
}
