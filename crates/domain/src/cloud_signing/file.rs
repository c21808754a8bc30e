//! What is uploaded, what is signed, and what came of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code;
use crate::id::{CloudFileId, CloudResultId, LicenseeId};
use crate::rejected::Rejected;
use crate::time::Timestamp;

/// A file on its way in, piece by piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Its id; the bare UUID on the vendor's face.
    pub id: CloudFileId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Its name with extension.
    pub name: String,
    /// How many bytes it has.
    pub length: u64,
    /// How many of them are there.
    pub received: u64,
    /// MD5 of its bytes as the caller says, lower-case hex.
    pub md5: Option<String>,
    /// When it was announced.
    pub created_at: Timestamp,
}

impl Upload {
    /// Takes the next `size` bytes behind `offset`. A piece that is there already is passed over: nothing.
    pub fn take(mut self, offset: u64, size: u64) -> Result<Option<Self>, Rejected> {
        let end = offset.saturating_add(size);
        if end <= self.received && size > 0 {
            return Ok(None);
        }
        if offset != self.received || end > self.length || size == 0 {
            return Err(Rejected::from(code::CHUNK_MISPLACED).with("received", self.received).with("length", self.length));
        }
        self.received = end;
        Ok(Some(self))
    }

    /// Refuses a file of which something is missing.
    pub fn require_whole(&self) -> Result<(), Rejected> {
        if self.received == self.length {
            return Ok(());
        }
        Err(Rejected::from(code::UPLOAD_INCOMPLETE).with("received", self.received).with("length", self.length))
    }
}

/// One file of an operation, known by its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFile {
    /// The GUID by which the caller knows it, where there is one.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// The algorithm of the digest, by its name.
    pub algorithm: String,
    /// The digest, lower-case hex.
    pub digest: String,
    /// What came of it.
    pub outcome: Option<Outcome>,
}

/// A signature that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What to fetch it by.
    pub result: CloudResultId,
    /// How many bytes it has.
    pub size: u64,
    /// Its MD5, lower-case hex.
    pub md5: String,
}
