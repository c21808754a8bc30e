//! Making a backup.

use std::collections::HashSet;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use blobs::{BlobError, BlobKey, Blobs};
use domain::time::Timestamp;
use futures::{StreamExt, TryStreamExt};
use secrecy::{ExposeSecret, SecretString};
use store::portable::{self, Blob, Copied};

use super::error::At;
use super::files::{self, aside};
use super::rows::{self, RowFiles};
use super::sums::Sums;
use super::{BackupError, Manifest, Places, TableFacts};

/// Blobs copied at the same time.
const AT_ONCE: usize = 4;

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// Blobs that an earlier backup had brought, checked and left where they are.
    pub kept: u64,
}

/// Copies everything into `folder`, beside a running server. What an earlier backup brought is checked and not copied again; until the very
/// end that earlier backup is the one that counts.
///
/// Blobs that the house itself has lost or damaged do not keep the rest from being saved: the manifest names them.
pub async fn take(from: &Places, folder: &Path, master_key: Option<SecretString>, now: Timestamp) -> Result<Taken, BackupError> {
    let _held = prepare(folder)?;
    let moment = fresh(folder, now)?;
    let (sums, tables, copied) = copy_rows(from, folder, &moment).await?;
    let mut backup = Backup { folder, to: Blobs::folder(folder.join("blobs"))?, sums, named: HashSet::new(), kept: 0 };
    let mut manifest = Manifest::new(copied.version, now.to_string(), moment.clone());
    (manifest.tables, manifest.events) = (tables, copied.events);
    backup.copy_blobs(from, &moment, &mut manifest).await?;
    backup.copy_keys(from, &mut manifest).await?;
    if let Some(key) = master_key {
        let sha256 = files::replace(&folder.join("master.key"), format!("{}\n", key.expose_secret().trim()).as_bytes())?;
        backup.sums.add(&sha256, "master.key")?;
        manifest.master_key = true;
    }
    let Backup { to, sums, named, kept, .. } = backup;
    manifest.tree_sha256 = sums.finish()?;
    let work = rows::wanted(&folder.join(&moment));
    std::fs::remove_file(&work).at(&work)?;
    files::sync_folder(&folder.join(&moment).join("rows"))?;
    files::sync_folder(&folder.join(&moment))?;
    manifest.save(folder)?;
    forget_older(folder, &manifest, &to, named).await?;
    Ok(Taken { manifest, kept })
}

/// A folder of its own, made where it is missing, and the lock that keeps other backups out.
fn prepare(folder: &Path) -> Result<File, BackupError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).at(folder)?;
    let lock = folder.join("lock");
    if !lock.exists() && std::fs::read_dir(folder).at(folder)?.next().is_some() {
        return Err(BackupError::Foreign(folder.to_owned()));
    }
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&lock).at(&lock)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(BackupError::Busy(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(error).at(&lock),
    }
}

/// Makes the sub-folder of this backup; its name is the moment, and another one where the clock stands still.
fn fresh(folder: &Path, now: Timestamp) -> Result<String, BackupError> {
    let moment = now.to_string().replace(':', "-");
    for number in 0.. {
        let name = if number == 0 { moment.clone() } else { format!("{moment}-{number}") };
        let path = folder.join(&name);
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            made => return made.at(&path).map(|()| name),
        }
    }
    Err(BackupError::Lost)
}

async fn copy_rows(from: &Places, folder: &Path, moment: &str) -> Result<(Sums, Vec<TableFacts>, Copied), BackupError> {
    let (database, folder, moment) = (from.database.clone(), folder.join(moment), moment.to_owned());
    aside(move || {
        let mut sink = RowFiles::new(&folder, &moment)?;
        let copied = portable::export(&database, &mut sink)?;
        let (sums, tables) = sink.finish()?;
        Ok((sums, tables, copied))
    })
    .await
}

struct Backup<'a> {
    folder: &'a Path,
    to: Blobs,
    sums: Sums,
    named: HashSet<BlobKey>,
    kept: u64,
}

/// What became of one blob.
enum Fate {
    Copied,
    Kept,
    /// The house does not have it, or not as its row says.
    Lost,
}

impl Backup<'_> {
    async fn copy_blobs(&mut self, from: &Places, moment: &str, manifest: &mut Manifest) -> Result<(), BackupError> {
        let path = rows::wanted(&self.folder.join(moment));
        let lines = BufReader::new(File::open(&path).at(&path)?).lines();
        let wanted = futures::stream::iter(lines).map(|line| {
            let (from, to) = (&from.blobs, self.to.clone());
            let blob = line.at(&path).and_then(|line| rows::parse_wanted(&line).ok_or(BackupError::Lost));
            async move {
                let blob = blob?;
                let key = BlobKey::parse(&blob.key).map_err(|error| BackupError::Manifest(error.to_string()))?;
                let fate = copy_blob(from, &to, key, &blob).await?;
                Ok::<_, BackupError>((key, blob, fate))
            }
        });
        let mut copies = std::pin::pin!(wanted.buffered(AT_ONCE));
        while let Some((key, blob, fate)) = copies.try_next().await? {
            match fate {
                Fate::Lost => {
                    manifest.lost_blobs.push(blob.key);
                    continue;
                }
                Fate::Kept => self.kept += 1,
                Fate::Copied => {}
            }
            self.named.insert(key);
            manifest.blobs += 1;
            manifest.blob_bytes += blob.size;
            self.sums.add(&blob.sha256, &format!("blobs/{}/{}/{}", &blob.key[..2], &blob.key[2..4], blob.key))?;
        }
        Ok(())
    }

    async fn copy_keys(&mut self, from: &Places, manifest: &mut Manifest) -> Result<(), BackupError> {
        let folder = self.folder.join("keys");
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).at(&folder)?;
        let mut ids = from.keys.list().await?;
        ids.sort();
        for id in ids {
            let name = format!("{}.key", id.uuid());
            let (path, sealed) = (folder.join(&name), from.keys.sealed(id).await?);
            let same = std::fs::read(&path).is_ok_and(|there| there == sealed);
            let sha256 = if same { crate::sha256_hex(&sealed) } else { files::replace(&path, &sealed)? };
            self.sums.add(&sha256, &format!("keys/{name}"))?;
            manifest.keys += 1;
        }
        Ok(())
    }
}

async fn copy_blob(from: &Blobs, to: &Blobs, key: BlobKey, blob: &Blob) -> Result<Fate, BackupError> {
    match to.sha256(key).await {
        Ok(there) if there == blob.sha256 => return Ok(Fate::Kept),
        Ok(_) => to.delete(key).await?,
        Err(BlobError::Missing) => {}
        Err(error) => return Err(error.into()),
    }
    let body = match from.get(key).await {
        Ok(found) if found.size == blob.size => found.body,
        Ok(_) | Err(BlobError::Missing) => return Ok(Fate::Lost),
        Err(error) => return Err(error.into()),
    };
    let stored = to.put(key, body, blob.size).await?;
    if hex::encode(stored.sha256) == blob.sha256 {
        return Ok(Fate::Copied);
    }
    to.delete(key).await?;
    Ok(Fate::Lost)
}

/// What only earlier backups into this folder needed.
async fn forget_older(folder: &Path, manifest: &Manifest, blobs: &Blobs, named: HashSet<BlobKey>) -> Result<(), BackupError> {
    for entry in std::fs::read_dir(folder).at(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("SHA256SUMS").exists() && name != manifest.folder {
            std::fs::remove_dir_all(entry.path()).at(&entry.path())?;
        }
        if name == "master.key" && !manifest.master_key {
            std::fs::remove_file(entry.path()).at(&entry.path())?;
        }
    }
    let end_of_time = Timestamp::from_micros(i64::MAX);
    blobs
        .sweep(end_of_time, |keys| {
            let keep: HashSet<BlobKey> = keys.into_iter().filter(|key| named.contains(key)).collect();
            std::future::ready(Ok::<_, std::io::Error>(keep))
        })
        .await?;
    Ok(())
}
