//! The data folder: what lies where, who holds it, the master key.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use app::{Entropy, SystemEntropy};
use keys::MasterKey;
use rustix::fs::{FlockOperation, flock};
use uuid::Uuid;

use crate::failure::{Doing, Failure};

/// The environment variable that holds the master key instead of the file.
const MASTER_KEY: &str = "SURGUCH_MASTER_KEY";

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
        Ok(DataFolder(path))
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

    /// From the environment, or from `master.key`, which is made at first start.
    pub(crate) fn master_key(&self) -> Result<MasterKey, Failure> {
        if let Some(text) = std::env::var_os(MASTER_KEY) {
            let text = text.into_string().map_err(|_| Failure::new(format!("{MASTER_KEY} is not base64 of 32 bytes")))?;
            return MasterKey::from_base64(&text).doing(MASTER_KEY);
        }
        let path = self.0.join("master.key");
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
