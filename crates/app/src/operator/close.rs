//! An operator logs out.

use domain::code;
use store::table;

use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// Closes the session that calls; here at once and on other nodes within a second.
pub async fn close_session(ctx: &Ctx, call: &Call) -> Result<(), AppError> {
    let operator = act::operator(ctx, call, "operator.close_session").await?;
    let (user, session) = (operator.user, operator.session);
    act::run(ctx, call, Act::new("operator.close_session", session), move |tx| {
        if table::operator_session::close(tx, user, session)? { Ok(()) } else { Err(code::NOT_FOUND.into()) }
    })
    .await?;
    ctx.known.forget_session(session);
    Ok(())
}
