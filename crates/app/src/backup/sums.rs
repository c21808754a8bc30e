//! The list of files with their digests, as `sha256sum` writes it.

use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Component, Path, PathBuf};

use super::error::At;
use super::files::Writing;
use super::{BackupError, Manifest};

const FILE: &str = "SHA256SUMS";

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    /// Lower-case hex.
    pub(super) sha256: String,
    /// Within the backup.
    pub(super) path: String,
}

/// A list being written.
pub(super) struct Sums {
    path: PathBuf,
    file: Writing,
}

impl Sums {
    pub(super) fn new(folder: &Path) -> Result<Self, BackupError> {
        let path = folder.join(FILE);
        Ok(Self { file: Writing::new(&path)?, path })
    }

    pub(super) fn add(&mut self, sha256: &str, path: &str) -> Result<(), BackupError> {
        self.file.write(format!("{sha256}  {path}\n").as_bytes()).at(&self.path)
    }

    /// Makes it durable; its own SHA-256.
    pub(super) fn finish(self) -> Result<String, BackupError> {
        self.file.finish().at(&self.path)
    }
}

/// A list being read.
pub(super) struct Reading {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
}

/// Where the list of a backup lies.
pub(super) fn path(folder: &Path, manifest: &Manifest) -> PathBuf {
    folder.join(&manifest.folder).join(FILE)
}

/// Reads the list of a backup.
pub(super) fn read(folder: &Path, manifest: &Manifest) -> Result<Reading, BackupError> {
    let path = path(folder, manifest);
    let file = File::open(&path).at(&path)?;
    Ok(Reading { path, lines: BufReader::new(file).lines() })
}

impl Iterator for Reading {
    type Item = Result<Sum, BackupError>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next()?;
        Some(line.at(&self.path).and_then(|line| parse(&line).ok_or_else(|| BackupError::Manifest(format!("{FILE}: {line}")))))
    }
}

/// A path that leads out of the backup is none.
fn parse(line: &str) -> Option<Sum> {
    let (sha256, path) = line.split_once("  ")?;
    let digest = sha256.len() == 64 && sha256.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    (digest && inside && !path.is_empty()).then(|| Sum { sha256: sha256.to_owned(), path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_file_inside() {
        let digest = "ab".repeat(32);
        assert_eq!(parse(&format!("{digest}  keys/a.key")), Some(Sum { sha256: digest.clone(), path: "keys/a.key".to_owned() }));
        for path in ["", "/etc/passwd", "../a", "a/../../b", "./a"] {
            assert_eq!(parse(&format!("{digest}  {path}")), None, "{path}");
        }
        assert_eq!(parse("AB  a"), None);
    }
}
