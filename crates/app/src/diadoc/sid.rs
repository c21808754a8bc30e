//! A person who is logged in at the office's face gets a session here.

use domain::code;
use store::table;
use store::table::session::Face;

use super::client::{licensee, origin};
use crate::access::{self, SESSION_PREFIX};
use crate::error::OrMissing;
use crate::session::{self, Opened};
use crate::{AppError, Call, Caller, Ctx};

/// Opens a session for the person behind `sid`, the token of an open session of the office's face, which stays as it is.
pub async fn by_sid(ctx: &Ctx, client: &Call, sid: &str) -> Result<Opened, AppError> {
    let licensee = licensee(client)?;
    if !sid.starts_with(SESSION_PREFIX) {
        return Err(code::UNAUTHENTICATED.into());
    }
    let Caller::User(person) = access::by_session(ctx, sid).await? else { return Err(code::UNAUTHENTICATED.into()) };
    if person.licensee != licensee {
        return Err(code::UNAUTHENTICATED.into());
    }
    let account = ctx.store.read(move |tx| table::account::load(tx, person.user).map_err(AppError::from)).await?.or_missing()?;
    account.require_active()?;
    session::write(ctx, &account, Face::Signers, "signers_session.open_by_sid", &origin(client), None).await
}
