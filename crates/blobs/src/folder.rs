//! What the folder keeps beside whole blobs: unfinished files, which the object store's listing hides.
//!
//! A blob is written as `NAME#1` and renamed when it is durable. A killed program leaves such files behind, so they are swept as well.

use std::fs::{DirEntry, read_dir, remove_file};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use domain::time::Timestamp;
use object_store::path::Path as Location;

use crate::BlobError;

#[derive(Clone)]
pub(crate) struct Folder {
    root: Arc<PathBuf>,
}

impl Folder {
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        Ok(Self { root: Arc::new(root.canonicalize()?) })
    }

    /// Removes what a failed upload to `place` may have left.
    pub(crate) async fn discard_unfinished(&self, place: &Location) {
        let path = self.root.join(place.as_ref());
        let removal = tokio::task::spawn_blocking(move || {
            let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else { return };
            for entry in read_dir(folder).into_iter().flatten().flatten() {
                if blob_of_unfinished(&entry).as_deref() == Some(name) {
                    let _ = remove_file(entry.path());
                }
            }
        });
        let _ = removal.await;
    }

    /// Removes unfinished files last written before `older_than`; returns how many.
    pub(crate) async fn sweep_unfinished(&self, older_than: Timestamp) -> Result<u64, BlobError> {
        let root = Arc::clone(&self.root);
        let before = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(older_than.micros()).unwrap_or(0));
        let sweep = tokio::task::spawn_blocking(move || {
            let mut removed = 0;
            for outer in folders(&root)? {
                for inner in folders(&outer)? {
                    removed += sweep_one(&inner, before)?;
                }
            }
            io::Result::Ok(removed)
        });
        Ok(sweep.await.map_err(|lost| BlobError::Storage(lost.into()))??)
    }
}

fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn sweep_one(folder: &Path, before: SystemTime) -> io::Result<u64> {
    let mut removed = 0;
    for entry in read_dir(folder)? {
        let entry = entry?;
        if blob_of_unfinished(&entry).is_none() {
            continue;
        }
        // It may have been finished in between; then it is no longer there under this name.
        match entry.metadata().and_then(|meta| meta.modified()) {
            Ok(written) if written < before && remove_file(entry.path()).is_ok() => removed += 1,
            _ => {}
        }
    }
    Ok(removed)
}

/// The name before `#` and a number.
fn blob_of_unfinished(entry: &DirEntry) -> Option<String> {
    let name = entry.file_name().into_string().ok()?;
    let (blob, number) = name.rsplit_once('#')?;
    number.bytes().all(|digit| digit.is_ascii_digit()).then(|| blob.to_owned())
}
