//! A store of either kind that goes away with the test, and bodies that know how many of their bytes are alive.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use blobs::{BlobKey, Blobs, BoxError, BucketSettings};
use bytes::Bytes;
use futures::Stream;
use testkit::s3::{self, S3Server};

pub const MIB: usize = 1 << 20;

pub fn key(number: u8) -> BlobKey {
    BlobKey::new([number; 16])
}

/// A store and what is behind it.
pub struct House {
    pub blobs: Blobs,
    /// Longest body that is put in one step is shorter than this.
    pub part: usize,
    /// The most bytes of a body that may be alive at once.
    pub memory: usize,
    behind: Behind,
}

enum Behind {
    Folder(tempfile::TempDir),
    Server(S3Server),
}

/// Makes two tests of each body, `name::in_a_folder` and `name::in_a_bucket`.
#[macro_export]
macro_rules! in_both {
    ($(async fn $name:ident($house:ident) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn body($house: $crate::support::House) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn in_a_folder() {
                body($crate::support::in_a_folder()).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn in_a_bucket() {
                body($crate::support::in_a_bucket().await).await;
            }
        }
    )*};
}

pub fn in_a_folder() -> House {
    let (folder, blobs) = store();
    House { blobs, part: MIB, memory: 4 * MIB, behind: Behind::Folder(folder) }
}

pub async fn in_a_bucket() -> House {
    let server = S3Server::start().await.expect("a server");
    let blobs = Blobs::bucket(&settings(&server)).expect("a store");
    blobs.check().await.expect("it may be written");
    blobs.check().await.expect("and again");
    House { blobs, part: 8 * MIB, memory: 34 * MIB, behind: Behind::Server(server) }
}

pub fn settings(server: &S3Server) -> BucketSettings {
    BucketSettings {
        bucket: s3::BUCKET.into(),
        prefix: "blobs".into(),
        endpoint: Some(server.endpoint()),
        region: s3::REGION.into(),
        access_key_id: s3::ACCESS_KEY.into(),
        secret_access_key: s3::SECRET_KEY.into(),
        path_style: true,
        plain_http: true,
        roots: None,
    }
}

impl House {
    pub fn is_bucket(&self) -> bool {
        matches!(self.behind, Behind::Server(_))
    }

    /// The server, of a store in a bucket.
    pub fn server(&self) -> &S3Server {
        let Behind::Server(server) = &self.behind else { panic!("a store in a bucket") };
        server
    }

    /// Every file that is behind the store, unfinished ones included.
    pub fn files(&self) -> Vec<PathBuf> {
        match &self.behind {
            Behind::Folder(folder) => files(folder.path()),
            Behind::Server(server) => server.objects().into_iter().filter(|path| !path.ends_with("check")).collect(),
        }
    }

    /// Waits until the clean-up that a dropped upload began has ended.
    pub async fn becomes_empty(&self) -> bool {
        for _ in 0..500 {
            let parts = if let Behind::Server(server) = &self.behind { server.parts() } else { 0 };
            if self.files().is_empty() && parts == 0 {
                return true;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        false
    }
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
