//! Between the domain's moments and those of certificates.

use domain::time::Timestamp;
use pki::Time;

/// Whole seconds.
pub(crate) fn time(at: Timestamp) -> Time {
    Time::from_unix(at.seconds())
}

pub(crate) fn timestamp(at: Time) -> Timestamp {
    Timestamp::from_seconds(at.unix())
}
