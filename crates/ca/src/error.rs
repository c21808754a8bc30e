//! Why the authority did not do it.

use domain::id::AuthorityId;
use domain::time::Timestamp;
use keys::KeyError;
use pki::Malformed;
use pki::lint::Finding;
use pki::profile::ProfileError;
use store::StoreError;

/// Why a certificate or a list was not made, or an authority may not work.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The private key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Subject or validity cannot stand in a certificate.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// Bytes of our own that do not parse: a defect or damage.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The lint forbids it.
    #[error("the lint forbids it: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    Refused(Vec<Finding>),
    /// What was signed is not what was linted: an incident.
    #[error("what was signed is not what was linted")]
    Differs,
    /// There is no such authority, or it has no certificate yet.
    #[error("no such authority")]
    NoAuthority,
    /// The authority's own certificate does not last long enough.
    #[error("certificate of authority {0} ends too soon")]
    EndsTooSoon(AuthorityId),
    /// The clock shows a moment before something that has already happened.
    #[error("the clock is broken: {now} is before {known}")]
    Clock {
        /// What it shows.
        now: Timestamp,
        /// What has happened already.
        known: Timestamp,
    },
    /// The authority's key, certificate and rows do not belong together.
    #[error("authority {id} cannot work: {problem}")]
    Unusable {
        /// Which one.
        id: AuthorityId,
        /// Why.
        problem: String,
    },
    /// The serial number is taken: draft again with other randomness.
    #[error("serial number is taken")]
    SerialTaken,
    /// The reservation was given up, or was recorded before.
    #[error("serial number {0} is not reserved")]
    NotReserved(String),
    /// There is no certificate of this serial number, or it is revoked for good.
    #[error("serial number {0} cannot be revoked or released")]
    NotRevocable(String),
}
