//! Checking a backup against what it says of itself, without anything of the house.

use std::path::Path;

use super::files::{aside, sha256_of};
use super::{BackupError, Manifest, sums};

/// What was looked at, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Every file that is missing or differs, and every blob that was lost before the backup was made.
    pub problems: Vec<String>,
}

/// Reads every file of the backup.
pub async fn verify(folder: &Path) -> Result<Verified, BackupError> {
    let folder = folder.to_owned();
    aside(move || {
        let mut verified = files(&folder)?;
        let lost = verified.manifest.lost_blobs.iter();
        verified.problems.extend(lost.map(|key| format!("blobs: {key} was lost before the backup was made")));
        Ok(verified)
    })
    .await
}

/// The same without those blobs.
pub(super) fn files(folder: &Path) -> Result<Verified, BackupError> {
    let manifest = Manifest::load(folder)?;
    let mut verified = Verified { files: 0, bytes: 0, problems: Vec::new(), manifest };
    let list = sums::path(folder, &verified.manifest);
    let tree = verified.manifest.tree_sha256.clone();
    if !verified.look(&list, &tree, &format!("{}/SHA256SUMS", verified.manifest.folder)) {
        return Ok(verified);
    }
    let (mut blobs, mut keys) = (0, 0);
    for sum in sums::read(folder, &verified.manifest)? {
        let sum = sum?;
        blobs += u64::from(sum.path.starts_with("blobs/"));
        keys += u64::from(sum.path.starts_with("keys/"));
        verified.look(&folder.join(&sum.path), &sum.sha256, &sum.path);
    }
    if (blobs, keys) != (verified.manifest.blobs, verified.manifest.keys) {
        verified.problems.push(format!("SHA256SUMS: {blobs} blobs and {keys} keys are not what the manifest promises"));
    }
    Ok(verified)
}

impl Verified {
    fn look(&mut self, path: &Path, sha256: &str, name: &str) -> bool {
        let problem = match sha256_of(path) {
            Ok((found, length)) => {
                self.files += 1;
                self.bytes += length;
                if found == sha256 {
                    return true;
                }
                "differs".to_owned()
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => "is missing".to_owned(),
            Err(error) => format!("cannot be read: {error}"),
        };
        self.problems.push(format!("{name} {problem}"));
        false
    }
}
