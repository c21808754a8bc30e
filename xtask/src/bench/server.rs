//! A PostgreSQL server for the length of a benchmark or a drill.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../.ci/postgres.sh");

/// Stopped when dropped.
pub struct Server {
    folder: PathBuf,
    /// Its address.
    pub url: String,
}

impl Server {
    /// Starts one in `folder`, which must not exist yet.
    pub fn start(folder: &Path) -> io::Result<Self> {
        let output = Command::new(SCRIPT).arg("start").arg(folder).output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        Ok(Self { folder: folder.to_owned(), url: String::from_utf8_lossy(&output.stdout).trim().to_owned() })
    }

    /// `kill -9`, until nothing of it is left.
    #[cfg(feature = "house")]
    pub fn crash(&self) -> io::Result<()> {
        self.tell("crash")
    }

    /// Starts it again at its old address.
    #[cfg(feature = "house")]
    pub fn resume(&self) -> io::Result<()> {
        self.tell("resume")
    }

    #[cfg(feature = "house")]
    fn tell(&self, command: &str) -> io::Result<()> {
        let output = Command::new(SCRIPT).arg(command).arg(&self.folder).output()?;
        if output.status.success() { Ok(()) } else { Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned())) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !Command::new(SCRIPT).arg("stop").arg(&self.folder).status().is_ok_and(|status| status.success()) {
            eprintln!("the server in {} was left running", self.folder.display());
        }
    }
}
