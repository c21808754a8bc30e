//! The data folder: what lies where, who holds it, the master key.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use app::{Entropy, SystemEntropy};
use keys::MasterKey;
use rustix::fs::{FlockOperation, flock};
use secrecy::SecretString;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::failure::{Doing, Failure};

/// The environment variable that holds the master key instead of the file.
const MASTER_KEY: &str = "SURGUCH_MASTER_KEY";
/// Lies in a folder that is being restored, or whose restore was broken off.
const RESTORING: &str = "restoring";

/// A folder that exists, readable by its owner only.
#[derive(Debug, Clone)]
pub(crate) struct DataFolder(PathBuf);

/// Held as long as the process serves this folder.
#[derive(Debug)]
pub(crate) struct Held(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl DataFolder {
    /// Makes the folder where it is missing, with mode 0700.
    pub(crate) fn make(path: &Path) -> Result<DataFolder, Failure> {
        DirBuilder::new().recursive(true).mode(0o700).create(path).doing(format!("data folder {}", path.display()))?;
        DataFolder::existing(path)
    }

    /// The folder of a server that was started at least once.
    pub(crate) fn existing(path: &Path) -> Result<DataFolder, Failure> {
        let path = path.canonicalize().doing(format!("data folder {} (a first `surguch serve` makes it)", path.display()))?;
        if path.join(RESTORING).exists() {
            return Err(Failure::new(format!(
                "a restore into {} was not finished: remove the folder (and empty the database) and restore again",
                path.display()
            )));
        }
        Ok(DataFolder(path))
    }

    /// Makes the folder for a restore, or takes an empty one. Until [`Self::end_restore`] nobody else opens it.
    pub(crate) fn begin_restore(path: &Path) -> Result<DataFolder, Failure> {
        DirBuilder::new().recursive(true).mode(0o700).create(path).doing(format!("data folder {}", path.display()))?;
        let path = path.canonicalize().doing(format!("data folder {}", path.display()))?;
        if std::fs::read_dir(&path).doing(format!("data folder {}", path.display()))?.next().is_some() {
            return Err(Failure::new(format!("{} is not empty: restore into a folder that is", path.display())));
        }
        let marker = path.join(RESTORING);
        File::create_new(&marker).and_then(|file| file.sync_all()).doing(marker.display().to_string())?;
        let folder = DataFolder(path);
        folder.sync()?;
        Ok(folder)
    }

    /// The restore is whole.
    pub(crate) fn end_restore(&self) -> Result<(), Failure> {
        self.sync()?;
        let marker = self.0.join(RESTORING);
        std::fs::remove_file(&marker).doing(marker.display().to_string())?;
        self.sync()
    }

    fn sync(&self) -> Result<(), Failure> {
        File::open(&self.0).and_then(|folder| folder.sync_all()).doing(self.0.display().to_string())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("surguch.db")
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.0.join("blobs")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }

    /// Keeps a second server away: two would answer the same callers from different caches and fight for the jobs of one node.
    /// `doing` is what the second one is told of the first.
    pub(crate) fn hold(&self, doing: &str) -> Result<Held, Failure> {
        let path = self.0.join("lock");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path).doing("lock")?;
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let holder = if holder.trim().is_empty() { "another process".to_owned() } else { holder.trim().to_owned() };
            return Err(Failure::new(format!(
                "the data folder {} is already in use by {holder}; stop that one first, or give this one another --data",
                self.0.display()
            )));
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "process {} ({doing})", std::process::id()))
            .doing("lock")?;
        Ok(Held(file))
    }

    /// Whether the master key is in the environment, which goes before any file.
    pub(crate) fn has_master_key_in_environment() -> bool {
        std::env::var_os(MASTER_KEY).is_some()
    }

    /// The file of the master key.
    pub(crate) fn master_key_file(&self) -> PathBuf {
        self.0.join("master.key")
    }

    /// Whether a process serves this folder: the one whose number stands in the lock still runs. The lock itself is not touched.
    pub(crate) fn is_served(&self) -> bool {
        let holder = std::fs::read_to_string(self.0.join("lock")).unwrap_or_default();
        let number = holder.split_whitespace().nth(1).and_then(|number| number.parse::<u32>().ok());
        number.is_some_and(|number| std::fs::read_to_string(format!("/proc/{number}/comm")).is_ok_and(|name| name.trim() == "surguch"))
    }

    /// The master key as text, for a backup that is to hold it.
    pub(crate) fn master_key_text(&self) -> Result<SecretString, Failure> {
        if let Ok(text) = std::env::var(MASTER_KEY) {
            return Ok(text.into());
        }
        let path = self.0.join("master.key");
        std::fs::read_to_string(&path).map(SecretString::from).doing(format!("master key {}", path.display()))
    }

    /// Copies the master key from `file` to its place; without a file it is the one of the environment.
    pub(crate) fn take_over_master_key(&self, file: Option<PathBuf>) -> Result<MasterKey, Failure> {
        let Some(file) = file else { return self.master_key() };
        let from = || format!("master key {}", file.display());
        MasterKey::load(&file).doing(from())?;
        let text = Zeroizing::new(std::fs::read(&file).doing(from())?);
        let path = self.0.join("master.key");
        let mut copy = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).doing(path.display().to_string())?;
        copy.write_all(&text).and_then(|()| copy.sync_all()).doing(path.display().to_string())?;
        self.master_key()
    }

    /// From the environment, or from `master.key`, which is made at first start and never again: a fresh one opens nothing that is there.
    pub(crate) fn master_key(&self) -> Result<MasterKey, Failure> {
        if let Some(text) = std::env::var_os(MASTER_KEY) {
            let text = text.into_string().map_err(|_| Failure::new(format!("{MASTER_KEY} is not base64 of 32 bytes")))?;
            return MasterKey::from_base64(&text).doing(MASTER_KEY);
        }
        let path = self.0.join("master.key");
        if !path.exists() && std::fs::read_dir(self.keys()).is_ok_and(|mut keys| keys.next().is_some()) {
            return Err(Failure::new(format!(
                "{} is missing, and the private keys of this folder open by it alone: put it back, or set {MASTER_KEY}",
                path.display()
            )));
        }
        let fresh = || {
            let mut bytes = [0; 32];
            SystemEntropy::new().fill(&mut bytes);
            bytes
        };
        MasterKey::load_or_create(&path, fresh).doing(format!("master key {}", path.display()))
    }

    /// The name under which this installation holds leases: made once, kept for good.
    pub(crate) fn node(&self) -> Result<String, Failure> {
        let path = self.0.join("node");
        match std::fs::read_to_string(&path) {
            Ok(text) => return Uuid::parse_str(text.trim()).map(|node| node.to_string()).doing(format!("{} is damaged", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).doing(path.display().to_string()),
        }
        let mut bytes = [0; 16];
        SystemEntropy::new().fill(&mut bytes);
        let node = uuid::Builder::from_random_bytes(bytes).into_uuid().to_string();
        // whole or not at all: half a name would keep the server from starting for ever
        let draft = self.0.join("node.new");
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft).doing(draft.display().to_string())?;
        writeln!(file, "{node}").and_then(|()| file.sync_all()).doing(draft.display().to_string())?;
        std::fs::rename(&draft, &path).doing(path.display().to_string())?;
        Ok(node)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn folder() -> (tempfile::TempDir, DataFolder) {
        let parent = tempfile::tempdir().unwrap();
        let folder = DataFolder::make(&parent.path().join("data")).unwrap();
        (parent, folder)
    }

    #[test]
    fn the_folder_is_its_owners_alone() {
        let (_parent, folder) = folder();
        assert_eq!(std::fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_second_holder_is_told_who_the_first_is() {
        let (_parent, folder) = folder();
        let first = folder.hold("surguch serve on 127.0.0.1:8080").unwrap();
        let refusal = folder.hold("surguch demo").unwrap_err().to_string();
        assert!(refusal.contains(&std::process::id().to_string()) && refusal.contains("127.0.0.1:8080"), "{refusal}");
        drop(first);
        assert!(folder.hold("surguch demo").is_ok());
    }

    #[test]
    fn a_restore_that_was_broken_off_is_no_data_folder() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("data");
        let folder = DataFolder::begin_restore(&path).unwrap();
        assert!(DataFolder::make(&path).unwrap_err().to_string().contains("restore"));
        assert!(DataFolder::begin_restore(&path).unwrap_err().to_string().contains("not empty"));
        folder.end_restore().unwrap();
        assert!(DataFolder::existing(&path).is_ok());
    }

    #[test]
    fn a_lost_master_key_is_not_made_anew() {
        let (_parent, folder) = folder();
        std::fs::create_dir(folder.keys()).unwrap();
        assert!(folder.master_key().is_ok());
        std::fs::write(folder.keys().join("a.key"), "sealed").unwrap();
        std::fs::remove_file(folder.path().join("master.key")).unwrap();
        assert!(folder.master_key().unwrap_err().to_string().contains("master.key is missing"));
        assert!(!folder.path().join("master.key").exists());
    }

    #[test]
    fn a_node_keeps_its_name() {
        let (_parent, folder) = folder();
        assert_eq!(folder.node().unwrap(), folder.node().unwrap());
    }

    #[test]
    fn a_folder_that_was_never_served_is_not_made_by_looking() {
        let parent = tempfile::tempdir().unwrap();
        assert!(DataFolder::existing(&parent.path().join("data")).unwrap_err().to_string().contains("serve"));
    }
}
