//! Removing what no transaction ever named.

use std::collections::HashSet;

use domain::time::Timestamp;
use futures::StreamExt;

use crate::{BlobError, BlobKey, Blobs, BoxError};

/// Blobs asked about at once, and removed at once after the second asking.
const PAGE: usize = 500;

/// What a sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Blobs looked at, young ones included.
    pub seen: u64,
    /// Blobs removed.
    pub removed: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// What killed programs had left unfinished, removed.
    pub unfinished: u64,
}

impl Blobs {
    /// Removes the blobs that were written before `older_than` and that no row names.
    ///
    /// `named` answers which of the given keys a row names. It is asked page by page, and a second time for the nameless ones of
    /// a page just before they are removed, so a key that was named in between stays. An answer that fails stops the sweep.
    pub async fn sweep<N, F, E>(&self, older_than: Timestamp, mut named: N) -> Result<Swept, BlobError>
    where
        N: FnMut(Vec<BlobKey>) -> F,
        F: Future<Output = Result<HashSet<BlobKey>, E>>,
        E: Into<BoxError>,
    {
        let mut swept = Swept { unfinished: self.place.sweep_unfinished(older_than).await?, ..Swept::default() };
        let mut listing = self.place.store().list(None).ready_chunks(PAGE);
        while let Some(page) = listing.next().await {
            let mut old = Vec::new();
            for meta in page {
                let meta = meta?;
                let Some(key) = BlobKey::at(&meta.location) else { continue };
                swept.seen += 1;
                if meta.last_modified.timestamp_micros() < older_than.micros() {
                    old.push((key, meta.size));
                }
            }
            self.sweep_page(old, &mut named, &mut swept).await?;
        }
        Ok(swept)
    }

    async fn sweep_page<N, F, E>(&self, mut page: Vec<(BlobKey, u64)>, named: &mut N, swept: &mut Swept) -> Result<(), BlobError>
    where
        N: FnMut(Vec<BlobKey>) -> F,
        F: Future<Output = Result<HashSet<BlobKey>, E>>,
        E: Into<BoxError>,
    {
        for _asking in 0..2 {
            if page.is_empty() {
                return Ok(());
            }
            let keep = named(page.iter().map(|(key, _)| *key).collect()).await.map_err(|error| BlobError::Names(error.into()))?;
            page.retain(|(key, _)| !keep.contains(key));
        }
        for (key, size) in page {
            self.delete(key).await?;
            swept.removed += 1;
            swept.bytes += size;
        }
        Ok(())
    }
}
