//! Files that are hashed while they are written and read, and durable before they are named.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};

use super::BackupError;
use super::error::At;

const STEP: usize = 256 << 10;

/// A new file, readable by its owner only.
pub(super) struct Writing {
    file: BufWriter<File>,
    hash: Context,
}

impl Writing {
    pub(super) fn new(path: &Path) -> Result<Self, BackupError> {
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).at(path)?;
        Ok(Self { file: BufWriter::with_capacity(STEP, file), hash: Context::new(&SHA256) })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.file.write_all(bytes)
    }

    /// Makes it durable; its SHA-256, lower-case hex.
    pub(super) fn finish(self) -> io::Result<String> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(hex::encode(self.hash.finish()))
    }
}

/// Writes a file whole and durable under its name, or leaves what was there; its SHA-256, lower-case hex.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<String, BackupError> {
    let draft = path.with_extension("new");
    let mut file = Writing::new(&draft)?;
    file.write(bytes).at(&draft)?;
    let sha256 = file.finish().at(&draft)?;
    std::fs::rename(&draft, path).at(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    sync_folder(folder)?;
    Ok(sha256)
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), BackupError> {
    File::open(path).and_then(|folder| folder.sync_all()).at(path)
}

/// SHA-256 of a file, lower-case hex, and its length.
pub(super) fn sha256_of(path: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut hash, mut length) = (File::open(path)?, Context::new(&SHA256), 0);
    let mut piece = vec![0; STEP];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((hex::encode(hash.finish()), length));
        }
        hash.update(&piece[..read]);
        length += read as u64;
    }
}

/// Does what blocks on a thread of its own.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, BackupError> + Send + 'static) -> Result<T, BackupError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| BackupError::Lost)?
}
