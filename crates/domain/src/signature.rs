//! A signature under one file: who, with what, and with which authority at that moment.

use serde::{Deserialize, Serialize};

use crate::id::{CertificateId, FileId, LicenseeId, PackageId, ParticipantId, SignatureId, UserId};
use crate::office::Authority;
use crate::time::Timestamp;

/// A detached CAdES signature that was verified before it was accepted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// Its id.
    pub id: SignatureId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// The package.
    pub package: PackageId,
    /// The file it signs.
    pub file: FileId,
    /// The participant who signed.
    pub participant: ParticipantId,
    /// The person who signed.
    pub user: UserId,
    /// The certificate it was made with.
    pub certificate: CertificateId,
    /// Its form: `CAdES-BES`, or `CAdES-T` with a time stamp.
    pub format: String,
    /// The form that it waits to be brought to, while a source of evidence is down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<String>,
    /// Algorithm id: `ECDSA-P256`.
    pub algorithm: String,
    /// What it says of itself, field by field (row 6.3).
    pub facts: Vec<Fact>,
    /// What the signer was entitled to then.
    pub authority: Authority,
    /// When it was accepted.
    pub at: Timestamp,
}

/// One `field: value` of a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Stable `snake_case` name.
    pub field: String,
    /// Its value, as text.
    pub value: String,
}
