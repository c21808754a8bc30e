//! A folder that goes away with the test, and bodies that know how many of their bytes are alive.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use blobs::{BlobKey, Blobs, BoxError};
use bytes::Bytes;
use futures::Stream;

pub fn key(number: u8) -> BlobKey {
    BlobKey::new([number; 16])
}

pub fn store() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::folder(folder.path()).expect("a store");
    (folder, blobs)
}

/// Every file under `root`, unfinished ones included.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).expect("a folder").map(|entry| entry.expect("an entry")) {
        if entry.path().is_dir() { found.extend(files(&entry.path())) } else { found.push(entry.path()) }
    }
    found
}

/// Waits until the clean-up that a dropped upload began has ended.
pub async fn becomes_empty(root: &Path) -> bool {
    for _ in 0..500 {
        if files(root).is_empty() {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    false
}

/// Counts the bytes of bodies that somebody still holds.
#[derive(Clone, Default)]
pub struct Scales {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Scales {
    pub fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    pub fn weigh(&self, bytes: Vec<u8>) -> Bytes {
        let now = self.now.fetch_add(bytes.len(), Ordering::SeqCst) + bytes.len();
        self.most.fetch_max(now, Ordering::SeqCst);
        Bytes::from_owner(Weighed { bytes, scales: self.clone() })
    }

    /// `count` pieces of `size` bytes, each made when it is asked for.
    pub fn body(&self, count: usize, size: usize) -> impl Stream<Item = Result<Bytes, BoxError>> + use<> {
        let scales = self.clone();
        futures::stream::iter((0..count).map(move |number| Ok(scales.weigh(vec![number as u8; size]))))
    }
}

struct Weighed {
    bytes: Vec<u8>,
    scales: Scales,
}

impl AsRef<[u8]> for Weighed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Weighed {
    fn drop(&mut self) {
        self.scales.now.fetch_sub(self.bytes.len(), Ordering::SeqCst);
    }
}
