//! The WAL as a file of its own: what is synced behind commits.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::sqlite::durable::Log;

/// Bytes that are written again at a time.
const PIECE: usize = 1 << 20;

/// The file beside a database file. It stays the same one as long as any connection of this process is open; SQLite's locks are on other
/// files, so a descriptor of our own does not disturb them.
pub(crate) struct Wal {
    path: PathBuf,
    file: OnceLock<File>,
}

impl Wal {
    /// Of this database file.
    pub(crate) fn of(database: &Path) -> Self {
        let mut path = database.to_owned().into_os_string();
        path.push("-wal");
        Self { path: path.into(), file: OnceLock::new() }
    }

    fn file(&self) -> io::Result<&File> {
        if let Some(file) = self.file.get() {
            return Ok(file);
        }
        let file = File::options().read(true).write(true).open(&self.path)?;
        Ok(self.file.get_or_init(|| file))
    }
}

impl Log for Wal {
    fn sync(&self) -> io::Result<()> {
        self.file()?.sync_data()
    }

    fn rewrite(&self) -> io::Result<()> {
        let file = self.file()?;
        let (mut at, mut piece) = (0, vec![0; PIECE]);
        loop {
            let count = file.read_at(&mut piece, at)?;
            if count == 0 {
                return file.sync_all();
            }
            file.write_all_at(&piece[..count], at)?;
            at += count as u64;
        }
    }
}
