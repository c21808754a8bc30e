//! Endpoints that take callbacks.

mod create;
mod delete;
mod deliveries;
mod hold;
mod list;
mod ping;
mod replay;
mod resend;
mod rotate;
mod secret;
mod update;

pub use create::{Created, NewEndpoint, create};
pub use delete::delete;
pub use deliveries::{Delivery, deliveries};
pub(crate) use hold::{forget, hold, let_go};
pub use list::{Endpoint, get, list};
pub use ping::{Pong, ping};
pub use replay::{Replaying, Span, replay};
pub use resend::resend;
pub use rotate::{LONGEST_OVERLAP, rotate};
pub(crate) use secret::open;
pub use update::{Changes, update};

use domain::code;
use store::table::endpoint::{ACTIVE, DELETED, Endpoint as Row, PAUSED};

use crate::AppError;
use crate::error::OrMissing;

/// The licensee's own, and not taken away.
fn visible(row: Option<Row>, licensee: domain::id::LicenseeId) -> Result<Row, AppError> {
    row.filter(|row| row.licensee == licensee && row.state != DELETED).or_missing()
}

/// Something can be sent there, now or after its pause.
fn require_in_use(row: &Row) -> Result<(), AppError> {
    if matches!(row.state.as_str(), ACTIVE | PAUSED) { Ok(()) } else { Err(code::ENDPOINT_DISABLED.into()) }
}
