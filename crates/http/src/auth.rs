//! Who calls: `Authorization: Bearer` with an API key or with a session's token.

use app::{AppError, Call, Caller, Ctx, access};
use axum::Router;
use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use domain::code::{self, Code};

use crate::conditions::conditions;
use crate::door::Door;
use crate::seen::Seen;
use crate::{About, Rates, Refusal};

/// An authenticated call without an idempotency key.
#[derive(Debug, Clone)]
pub struct Auth(pub Call);

impl<S> FromRequestParts<S> for Auth
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        Ok(authenticate(&Ctx::from_ref(state), parts).await?)
    }
}

/// Closes `router`: nobody gets past its doors unauthenticated, while too many wait, or more often than `rates` say, whatever path, query
/// or body they come with.
pub fn closed<S: Clone + Send + Sync + 'static>(router: Router<S>, ctx: Ctx, rates: Rates) -> Router<S> {
    router.route_layer(from_fn_with_state((Door::new(ctx), rates), require))
}

async fn require(State((door, rates)): State<(Door, Rates)>, request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let (body, visit) = door.admit(&parts.method, body)?;
    // a call counts for its address until its token is known to be good: guesses meet a limit, and callers their own
    if !bearer(&parts).is_ok_and(|token| access::is_known(door.ctx(), token)) {
        rates.address(address(&parts))?;
    }
    let known = authenticate(door.ctx(), &parts).await?;
    let left = rates.caller(&known.0.caller.actor())?;
    parts.extensions.insert(known);
    let response = next.run(Request::from_parts(parts, body)).await;
    drop(visit);
    Ok(left.tell(response))
}

async fn authenticate(ctx: &Ctx, parts: &Parts) -> Result<Auth, AppError> {
    let token = bearer(parts)?;
    let caller = if token.starts_with(access::SESSION_PREFIX) {
        access::by_session(ctx, token).await?
    } else {
        access::by_key(ctx, token, address(parts)).await?
    };
    if let Some(seen) = parts.extensions.get::<Seen>() {
        seen.licensee(caller.licensee());
    }
    Ok(Auth(call(parts, caller)))
}

fn address(parts: &Parts) -> Option<&str> {
    parts.extensions.get::<About>().and_then(|about| about.address.as_deref())
}

fn call(parts: &Parts, caller: Caller) -> Call {
    let about = parts.extensions.get::<About>();
    Call {
        request_id: about.map(|about| about.request_id.clone()),
        address: about.and_then(|about| about.address.clone()),
        trace: about.and_then(|about| about.trace.clone()),
        conditions: conditions(&parts.headers),
        ..Call::of(caller)
    }
}

/// RFC 6750 §2.1; the scheme's case does not matter.
fn bearer(parts: &Parts) -> Result<&str, Code> {
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(code::UNAUTHENTICATED)?;
    let (scheme, token) = header.split_once(' ').ok_or(code::UNAUTHENTICATED)?;
    let token = token.trim();
    let fits = scheme.eq_ignore_ascii_case("bearer") && (1..=512).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_graphic());
    if fits { Ok(token) } else { Err(code::UNAUTHENTICATED) }
}

impl<S: Send + Sync> FromRequestParts<S> for About {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| AppError::internal("a route without an envelope").into())
    }
}
