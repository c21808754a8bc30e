//! What a backup says of itself.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::At;
use super::{BackupError, files};

const FILE: &str = "manifest.json";
const FORMAT: &str = "surguch-backup";
/// Raised when older programs could not read it any more.
const FORMAT_VERSION: u32 = 1;

/// The last event number of every licensee: the position in each feed.
pub type Events = BTreeMap<String, i64>;

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    format_version: u32,
    /// Version of the program that made it.
    pub program: String,
    /// Version of the database's schema.
    pub schema: i64,
    /// When the copy of the rows was begun, RFC 3339.
    pub taken_at: String,
    /// The sub-folder with the rows and the list of files.
    pub folder: String,
    /// SHA-256 of the list of files, which holds the SHA-256 of every file: of the whole tree, so to say.
    pub tree_sha256: String,
    /// The tables, in the order of restoring.
    pub tables: Vec<TableFacts>,
    /// How far every licensee's feed had come.
    pub events: Events,
    /// How many blobs there are.
    pub blobs: u64,
    /// Their bytes.
    pub blob_bytes: u64,
    /// How many sealed private keys there are.
    pub keys: u64,
    /// Whether the master key is among the files.
    pub master_key: bool,
    /// Blobs that the rows name and that the house itself had lost or damaged, by key.
    pub lost_blobs: Vec<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableFacts {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
}

impl Manifest {
    pub(super) fn new(schema: i64, taken_at: String, folder: String) -> Self {
        Self {
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema,
            taken_at,
            folder,
            tree_sha256: String::new(),
            tables: Vec::new(),
            events: Events::new(),
            blobs: 0,
            blob_bytes: 0,
            keys: 0,
            master_key: false,
            lost_blobs: Vec::new(),
        }
    }

    /// All rows together.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Reads the manifest of a whole backup.
    pub fn load(folder: &Path) -> Result<Self, BackupError> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(BackupError::Unfinished(folder.to_owned())),
            read => read.at(&path)?,
        };
        let manifest: Self = serde_json::from_str(&text).map_err(|error| BackupError::Manifest(error.to_string()))?;
        if manifest.format != FORMAT || manifest.format_version != FORMAT_VERSION {
            return Err(BackupError::Manifest(format!("{} {}", manifest.format, manifest.format_version)));
        }
        let plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
        if !plain(&manifest.folder) || !manifest.tables.iter().all(|table| plain(&table.name)) {
            return Err(BackupError::Manifest("a name that is none".to_owned()));
        }
        Ok(manifest)
    }

    /// Replaces the manifest: from now on this is the backup.
    pub(super) fn save(&self, folder: &Path) -> Result<(), BackupError> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|error| BackupError::Manifest(error.to_string()))?;
        text.push(b'\n');
        files::replace(&folder.join(FILE), &text).map(drop)
    }
}
