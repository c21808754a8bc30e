//! One server on one database, with somebody who can sign.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::{Requests, Signer};
use crate::office::{Kind, Office, Outcome, Place};

/// A running server and what callers of it need.
pub struct Side {
    /// Where its rows are.
    pub place: Place,
    /// The process.
    pub office: Office,
    /// A folder beside its data.
    pub folder: PathBuf,
    /// Who signs.
    pub signer: Signer,
    /// The licensee's requests.
    pub requests: Requests,
}

impl Side {
    /// Starts a server on a fresh database below `folder`.
    pub async fn begin(binary: &Path, kind: Kind, folder: &Path) -> Outcome<Self> {
        Self::begin_with(binary, kind, folder, "").await
    }

    /// The same with more sections of the configuration.
    pub async fn begin_with(binary: &Path, kind: Kind, folder: &Path, more: &str) -> Outcome<Self> {
        let folder = folder.join(kind.name());
        std::fs::create_dir(&folder)?;
        // the PostgreSQL server's user has to pass through
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755))?;
        let place = Place::make(kind, &folder)?;
        let mut office = Office::with(binary, &folder, &place, more)?;
        office.start().await?;
        let signer = Signer::prepare(&office).await?;
        let requests = Requests::new(office.address(), &signer.token, "load");
        Ok(Self { place, office, folder, signer, requests })
    }

    /// The server's process id.
    pub fn pid(&self) -> Outcome<u32> {
        Ok(self.office.pid().ok_or("the server has ended")?)
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn name(&self) -> &'static str {
        self.place.kind.name()
    }
}
