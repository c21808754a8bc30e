//! Who calls: `Authorization: Bearer` with an API key or with a session's token, a key in the header that a vendor's contract names,
//! or whatever clients of signer details show.

use std::borrow::Cow;

use app::{AppError, Call, Caller, Ctx, access};
use axum::Router;
use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::MethodRouter;
use domain::code::{self, Code};

use crate::conditions::conditions;
use crate::diadoc::{self, Credentials};
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
        Ok(authenticate(&Ctx::from_ref(state), parts, Shows::Bearer).await?)
    }
}

/// Where callers show what they have.
#[derive(Debug, Clone, Copy)]
pub enum Shows {
    /// `Authorization: Bearer`, with an API key or a session's token.
    Bearer,
    /// A header of this name, in lower case, with an API key and nothing else.
    Key(&'static str),
    /// Where this finds it, in the manner of a vendor's contract: an API key and nothing else.
    Found(Finder),
    /// `Authorization` with `DiadocAuth` or `Bearer`, as the vendor's face of signer details takes it.
    Diadoc,
}

/// Finds the key among what came before the body.
pub type Finder = fn(&Parts) -> Result<Cow<'_, str>, Code>;

/// Closes `router`: nobody gets past its doors unauthenticated, while too many wait, or more often than `rates` say, whatever path, query
/// or body they come with.
pub fn closed<S: Clone + Send + Sync + 'static>(router: Router<S>, ctx: Ctx, rates: Rates) -> Router<S> {
    closed_by(router, ctx, rates, Shows::Bearer)
}

/// The same for callers who show their key in another place.
pub fn closed_by<S: Clone + Send + Sync + 'static>(router: Router<S>, ctx: Ctx, rates: Rates, shows: Shows) -> Router<S> {
    router.route_layer(from_fn_with_state((Door::new(ctx), rates, shows), require))
}

/// The same door for routes of a contract that wants wrong methods refused before anybody is asked who they are.
#[derive(Clone)]
pub struct Closed {
    door: Door,
    rates: Rates,
    shows: Shows,
}

impl Closed {
    /// A door of a face.
    pub fn new(ctx: Ctx, rates: Rates, shows: Shows) -> Self {
        Self { door: Door::new(ctx), rates, shows }
    }

    /// Closes the methods of a route; others stay as they are.
    pub fn around<S: Clone + Send + Sync + 'static>(&self, methods: MethodRouter<S>) -> MethodRouter<S> {
        methods.route_layer(from_fn_with_state((self.door.clone(), self.rates.clone(), self.shows), require))
    }
}

async fn require(State((door, rates, shows)): State<(Door, Rates, Shows)>, request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let (body, visit) = door.admit(&parts.method, body)?;
    // a call counts for its address until its token is known to be good: guesses meet a limit, and callers their own
    if !shows.token(&parts).is_ok_and(|token| access::is_known(door.ctx(), &token)) {
        rates.address(address(&parts))?;
    }
    let known = authenticate(door.ctx(), &parts, shows).await?;
    let left = rates.caller(&known.0.caller.actor())?;
    parts.extensions.insert(known);
    let response = next.run(Request::from_parts(parts, body)).await;
    drop(visit);
    Ok(left.tell(response))
}

async fn authenticate(ctx: &Ctx, parts: &Parts, shows: Shows) -> Result<Auth, AppError> {
    let caller =
        if matches!(shows, Shows::Diadoc) { diadoc::caller(ctx, parts).await? } else { by_token(ctx, parts, &shows.token(parts)?).await? };
    if let Some(seen) = parts.extensions.get::<Seen>() {
        seen.licensee(caller.licensee());
    }
    Ok(Auth(call(parts, caller)))
}

async fn by_token(ctx: &Ctx, parts: &Parts, token: &str) -> Result<Caller, AppError> {
    match token {
        token if token.starts_with(access::SESSION_PREFIX) => access::by_session(ctx, token).await,
        token if token.starts_with(access::OPERATOR_PREFIX) => access::by_operator(ctx, token).await,
        token if token.starts_with(access::CABINET_PREFIX) => access::by_cabinet(ctx, token).await,
        token => access::by_key(ctx, token, address(parts)).await,
    }
}

pub(crate) fn address(parts: &Parts) -> Option<&str> {
    parts.extensions.get::<About>().and_then(|about| about.address.as_deref())
}

pub(crate) fn call(parts: &Parts, caller: Caller) -> Call {
    let about = parts.extensions.get::<About>();
    Call {
        request_id: about.map(|about| about.request_id.clone()),
        address: about.and_then(|about| about.address.clone()),
        trace: about.and_then(|about| about.trace.clone()),
        conditions: conditions(&parts.headers),
        ..Call::of(caller)
    }
}

impl Shows {
    fn token(self, parts: &Parts) -> Result<Cow<'_, str>, Code> {
        match self {
            Self::Bearer => bearer(parts).map(Cow::Borrowed),
            Self::Key(name) => {
                let token = parts.headers.get(name).and_then(|value| value.to_str().ok()).ok_or(code::UNAUTHENTICATED)?;
                no_session(sound(token)?).map(Cow::Borrowed)
            }
            Self::Diadoc => Credentials::of(&parts.headers).map(Credentials::token).map(Cow::Borrowed),
            Self::Found(find) => {
                let token = find(parts)?;
                no_session(sound(&token)?)?;
                Ok(token)
            }
        }
    }
}

/// A person's session opens no vendor's face.
fn no_session(token: &str) -> Result<&str, Code> {
    let of_a_person = [access::SESSION_PREFIX, access::OPERATOR_PREFIX, access::CABINET_PREFIX, access::SIGNERS_PREFIX];
    if of_a_person.iter().any(|prefix| token.starts_with(prefix)) { Err(code::UNAUTHENTICATED) } else { Ok(token) }
}

/// RFC 6750 §2.1; the scheme's case does not matter.
fn bearer(parts: &Parts) -> Result<&str, Code> {
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(code::UNAUTHENTICATED)?;
    let (scheme, token) = header.split_once(' ').ok_or(code::UNAUTHENTICATED)?;
    if scheme.eq_ignore_ascii_case("bearer") { sound(token) } else { Err(code::UNAUTHENTICATED) }
}

/// What may be a token at all.
pub(crate) fn sound(token: &str) -> Result<&str, Code> {
    let token = token.trim();
    let fits = (1..=512).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_graphic());
    if fits { Ok(token) } else { Err(code::UNAUTHENTICATED) }
}

impl<S: Send + Sync> FromRequestParts<S> for About {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| AppError::internal("a route without an envelope").into())
    }
}
