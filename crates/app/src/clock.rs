//! A clock that went back is known by what the house has written: nothing has happened later than now.

use std::time::Duration;

use domain::code;
use domain::time::Timestamp;
use store::{Tx, table};

use crate::AppError;

/// Refuses where the clock is more than `tolerance` behind the newest event: at start, before a certificate is issued, and for readiness.
///
/// A clock that is ahead cannot be told from time that has passed; once it is put right, it shows here.
pub(crate) fn require_sound(tx: &mut Tx<'_>, tolerance: Duration, now: Timestamp) -> Result<(), AppError> {
    match table::event::newest_at(tx)? {
        Some(newest) if now.plus(tolerance) < newest => Err(AppError::from(code::CLOCK_WRONG).private(format!(
            "the clock shows {now}, but something happened at {newest} already; where the clock was ahead then and is right now, raise \
             server.clock_tolerance_seconds until time has caught up"
        ))),
        _ => Ok(()),
    }
}
