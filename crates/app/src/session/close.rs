//! A person logs out, here or on a device that was lost.

use domain::code;
use domain::id::SessionId;
use store::table;

use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// Closes one of the caller's sessions, the present one where none is named; here at once and on other nodes within a second.
pub async fn close(ctx: &Ctx, call: &Call, id: Option<SessionId>) -> Result<(), AppError> {
    let person = act::person(ctx, call, "session.close").await?;
    let (user, id) = (person.user, id.unwrap_or(person.session));
    act::run(ctx, call, Act::new("session.close", id), move |tx| {
        if table::session::close(tx, user, id)? { Ok(()) } else { Err(code::NOT_FOUND.into()) }
    })
    .await?;
    ctx.known.forget_session(id);
    Ok(())
}
