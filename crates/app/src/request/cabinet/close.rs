//! The subject leaves the cabinet.

use domain::code;
use store::table;

use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// Closes the session; here at once and on other nodes within a second.
pub async fn close(ctx: &Ctx, call: &Call) -> Result<(), AppError> {
    let session = act::subject(ctx, call, "cabinet.close").await?.session;
    act::run(ctx, call, Act::new("cabinet.close", session), move |tx| {
        if table::cabinet_session::close(tx, session)? { Ok(()) } else { Err(code::NOT_FOUND.into()) }
    })
    .await?;
    ctx.known.forget_session(session);
    Ok(())
}
