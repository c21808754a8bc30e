//! What a handler of this face gets: a call on behalf of an organization, and the JSON that came with it.

use app::form::{self, OrgCall};
use app::{AppError, Ctx};
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use domain::code;
use domain::id::CompanyId;
use serde::de::DeserializeOwned;
use surguch_http::{AnyCase, Auth, Given, Refusal};
use utoipa::ToSchema;

use super::auth;

/// Behind the doors: nobody gets further on behalf of an organization that is not theirs, whatever path or body they come with.
pub(super) async fn enter(State(ctx): State<Ctx>, Auth(call): Auth, request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let company = CompanyId::new(auth::organization(&parts)?);
    parts.extensions.insert(Org(form::enter(&ctx, call, company).await?));
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Who calls, and on whose behalf.
#[derive(Debug, Clone)]
pub(crate) struct Org(pub OrgCall);

impl<S: Send + Sync> FromRequestParts<S> for Org {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| AppError::internal("a route without an organization").into())
    }
}

/// A call with JSON: names of fields are read in any case, fields that nobody knows are passed over, and everything that is wrong is found
/// at once. A body of another type, or of none, is refused.
pub(crate) struct Sent<T> {
    /// Who calls.
    pub(crate) org: OrgCall,
    /// What they sent.
    pub(crate) body: Given<T>,
}

impl<S, T> FromRequest<S> for Sent<T>
where
    S: Send + Sync,
    Ctx: FromRef<S>,
    T: DeserializeOwned + ToSchema + 'static,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Org(org) = Org::from_request_parts(&mut parts, state).await?;
        if !parts.headers.contains_key(CONTENT_TYPE) {
            return Err(code::MEDIA_TYPE_UNSUPPORTED.into());
        }
        let AnyCase { body, .. } = AnyCase::<T>::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { org, body })
    }
}
