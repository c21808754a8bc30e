//! Who calls the face of signer details: applications by an API key, people by the token of a session.

use domain::code::{self, Kind};

use crate::{AppError, Caller, Ctx, access};

/// The application behind a client id, which is any key that lives.
pub async fn application(ctx: &Ctx, id: &str, from: Option<&str>) -> Result<Caller, AppError> {
    access::by_key(ctx, id, from)
        .await
        .map_err(|error| if error.kind() == Kind::Unauthenticated { code::CLIENT_ID_INVALID.into() } else { error })
}

/// The person behind the token of a session.
pub async fn by_token(ctx: &Ctx, token: &str) -> Result<Caller, AppError> {
    match access::by_session(ctx, token).await? {
        Caller::User(user) => Ok(Caller::Diadoc(user)),
        _ => Err(code::UNAUTHENTICATED.into()),
    }
}

/// Whoever shows a token alone: a person by a session's, a licensee's information system by its key.
pub async fn by_bearer(ctx: &Ctx, token: &str, from: Option<&str>) -> Result<Caller, AppError> {
    if token.starts_with(access::SESSION_PREFIX) { by_token(ctx, token).await } else { access::by_key(ctx, token, from).await }
}
