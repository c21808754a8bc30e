//! Making a house out of a backup.

use std::path::Path;

use blobs::{BlobError, BlobKey, Blobs};
use domain::id::PrivateKeyId;
use futures::{StreamExt, TryStreamExt};
use store::{OpenError, portable};
use uuid::Uuid;

use super::error::At;
use super::files::aside;
use super::sums::{self, Sum};
use super::{BackupError, Manifest, Places, rows, verify};

/// Blobs copied at the same time.
const AT_ONCE: usize = 4;

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// Version of the schema that the rows have now.
    pub schema: i64,
}

/// Fills an empty house. Nothing is touched before every file of the backup has been read and found as it should be; keys and blobs are there
/// before the rows that name them, and the rows appear all at once, in the schema of this program.
///
/// Refuses a database that holds anything, a newer schema, a damaged backup, and one whose house had lost blobs unless `despite_losses`.
pub async fn restore(folder: &Path, into: &Places, despite_losses: bool) -> Result<Restored, BackupError> {
    let manifest = check(folder, into, despite_losses).await?;
    let from = Blobs::folder(folder.join("blobs"))?;
    let files = futures::stream::iter(sums::read(folder, &manifest)?);
    files.map(|sum| async { put(folder, into, &from, sum?).await }).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    let (database, source, listed) = (into.database.clone(), folder.to_owned(), manifest.clone());
    aside(move || portable::import(&database, listed.schema, |importer| rows::feed(&source, &listed, importer))).await?;
    Ok(Restored { manifest, schema: portable::newest_version() })
}

async fn check(folder: &Path, into: &Places, despite_losses: bool) -> Result<Manifest, BackupError> {
    let (source, database) = (folder.to_owned(), into.database.clone());
    aside(move || {
        let manifest = Manifest::load(&source)?;
        if manifest.schema > portable::newest_version() {
            return Err(BackupError::Newer { backup: manifest.schema, program: portable::newest_version() });
        }
        if portable::version(&database)?.is_some() {
            return Err(OpenError::NotEmpty.into());
        }
        let verified = verify::files(&source)?;
        if !verified.problems.is_empty() {
            return Err(BackupError::Damaged(verified.problems));
        }
        if !despite_losses && !manifest.lost_blobs.is_empty() {
            let lost = manifest.lost_blobs.iter().map(|key| format!("blob {key} was lost before the backup was made"));
            return Err(BackupError::Damaged(lost.collect()));
        }
        Ok(manifest)
    })
    .await
}

/// Rows come later; the master key is the caller's affair.
async fn put(folder: &Path, into: &Places, from: &Blobs, sum: Sum) -> Result<(), BackupError> {
    let name = sum.path.rsplit('/').next().unwrap_or_default();
    if sum.path.starts_with("keys/") {
        let path = folder.join(&sum.path);
        let id = name.strip_suffix(".key").and_then(|id| Uuid::try_parse(id).ok());
        let id = id.ok_or_else(|| BackupError::Manifest(sum.path.clone()))?;
        into.keys.put_sealed(PrivateKeyId::new(id), &std::fs::read(&path).at(&path)?).await?;
    } else if sum.path.starts_with("blobs/") {
        let key = BlobKey::parse(name).map_err(|error| BackupError::Manifest(format!("{}: {error}", sum.path)))?;
        put_blob(from, &into.blobs, key, &sum).await?;
    }
    Ok(())
}

/// A restore that was broken off may have brought it already.
async fn put_blob(from: &Blobs, to: &Blobs, key: BlobKey, sum: &Sum) -> Result<(), BackupError> {
    let blob = from.get(key).await?;
    let sha256 = match to.put(key, blob.body, blob.size).await {
        Ok(stored) => hex::encode(stored.sha256),
        Err(BlobError::Taken) => to.sha256(key).await?,
        Err(error) => return Err(error.into()),
    };
    if sha256 == sum.sha256 { Ok(()) } else { Err(BackupError::Damaged(vec![format!("{} differs", sum.path)])) }
}
