//! The envelope of our own face: request ids, languages, refusals, panics, conditional answers.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use app::{AppError, Cidr, Ctx};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::code;
use futures::FutureExt;
use tracing::Instrument;
use uuid::Uuid;

use crate::origin::origin;
use crate::rates::{RATE_LIMIT, RATE_LIMIT_POLICY};
use crate::refusal::Refused;
use crate::seen::Seen;
use crate::trace::trace_id;
use crate::{Language, Refusal, render};

/// Until when something is promised (RFC 8594).
pub const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// Names a request in logs, problems and support calls.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How long a handler may take before the caller is told to try again. The work itself is not undone: repeat with the same key.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is known of a request before anybody looks into it.
#[derive(Debug, Clone)]
pub struct About {
    /// The caller's `X-Request-Id`, or one made here.
    pub request_id: String,
    /// The language of human text.
    pub language: Language,
    /// The path that was called.
    pub instance: String,
    /// The caller's network address: the peer's, or what trusted proxies say.
    pub address: Option<String>,
    /// The trace that the caller counts the request to.
    pub trace: Option<String>,
    /// Where this server is reached from outside, without a slash at the end.
    pub public_url: Arc<str>,
}

/// How a face writes a refusal: private text goes to the log, and never into what it returns.
pub type Renderer = Arc<dyn Fn(&AppError, &About) -> Response + Send + Sync>;

/// A face: one envelope around its routes, and one way to write every refusal. Our own writes RFC 9457 problems.
#[derive(Clone)]
pub struct Face {
    renderer: Renderer,
    public_url: Arc<str>,
    fresh: Arc<dyn Fn() -> Uuid + Send + Sync>,
    trusted: Arc<[Cidr]>,
}

impl Face {
    /// The face of a running house.
    pub fn of(ctx: &Ctx) -> Self {
        let house = ctx.clone();
        let trusted = ctx.settings.trusted_proxies.as_slice().into();
        Self { trusted, ..Self::new(&ctx.settings.public_url, move || house.uuid()) }
    }

    /// `public_url` is the address that callers know; `fresh` makes ids for requests that came without one.
    pub fn new(public_url: &str, fresh: impl Fn() -> Uuid + Send + Sync + 'static) -> Self {
        Self {
            renderer: Arc::new(render),
            public_url: Arc::from(public_url.trim_end_matches('/')),
            fresh: Arc::new(fresh),
            trusted: Arc::new([]),
        }
    }

    /// The same with refusals in the words of another contract.
    #[must_use]
    pub fn rendered_by(self, renderer: impl Fn(&AppError, &About) -> Response + Send + Sync + 'static) -> Self {
        Self { renderer: Arc::new(renderer), ..self }
    }

    /// Puts the envelope around `router`: wrong methods, refusals and panics of its routes are written by the face's renderer.
    pub fn around<S: Clone + Send + Sync + 'static>(&self, router: Router<S>) -> Router<S> {
        router
            .method_not_allowed_fallback(|| async { Refusal::from(code::METHOD_NOT_ALLOWED) })
            .layer(from_fn_with_state(self.clone(), envelope))
    }

    /// Adds the limit on a handler's time; for routes that do not stream long bodies.
    pub fn within_patience<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
        router.layer(from_fn(patience))
    }

    fn about(&self, request: &Request) -> About {
        let headers = request.headers();
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        About {
            request_id: given_id(headers).unwrap_or_else(|| (self.fresh)().to_string()),
            language: Language::of(headers),
            instance: request.uri().path().to_owned(),
            address: peer.map(|ConnectInfo(peer)| origin(headers, peer.ip(), &self.trusted).to_string()),
            trace: trace_id(headers),
            public_url: self.public_url.clone(),
        }
    }
}

/// The caller's own id, where it is fit to be echoed and logged.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let fits = |text: &&str| (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    headers.get(&REQUEST_ID).and_then(|value| value.to_str().ok()).filter(fits).map(str::to_owned)
}

async fn patience(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::from(code::UNAVAILABLE).into_response(),
    }
}

async fn envelope(State(face): State<Face>, mut request: Request, next: Next) -> Response {
    let about = face.about(&request);
    let method = request.method().clone();
    let conditions = [IF_MATCH, IF_NONE_MATCH].map(|name| request.headers().get(name).cloned());
    Seen::request(&request, &about.request_id);
    let span = tracing::info_span!("request", id = %about.request_id, trace = about.trace.as_deref());
    request.extensions_mut().insert(about.clone());
    // A panic ends this request alone; the hook has logged it with its place.
    let response = match AssertUnwindSafe(next.run(request).instrument(span)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => Refusal::from(code::INTERNAL).into_response(),
    };
    let response = options(&method, conditional(&method, conditions, response));
    let mut response = rendered(response, &about, &face.renderer);
    if let Ok(id) = HeaderValue::from_str(&about.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Renders a refusal, and also any bare failure that a library answered with: one shape for every error.
fn rendered(response: Response, about: &About, render: &Renderer) -> Response {
    if let Some(Refused(error)) = response.extensions().get::<Refused>().cloned() {
        let mut problem = render(&error, about);
        for name in [header::ALLOW, header::CONTENT_RANGE, header::LINK, SUNSET, RATE_LIMIT, RATE_LIMIT_POLICY] {
            if let Some(value) = response.headers().get(&name) {
                problem.headers_mut().insert(name, value.clone());
            }
        }
        problem.headers_mut().insert(VARY, HeaderValue::from_static("accept-language"));
        return problem;
    }
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let code = match status {
        StatusCode::NOT_FOUND => code::NOT_FOUND,
        StatusCode::PAYLOAD_TOO_LARGE => code::PAYLOAD_TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => code::MEDIA_TYPE_UNSUPPORTED,
        _ if status.is_client_error() => code::BODY_MALFORMED,
        _ => code::INTERNAL,
    };
    render(&AppError::from(code), about)
}

/// Which methods there are is no failure to whoever asks for it (RFC 9110 §9.3.7).
fn options(method: &Method, response: Response) -> Response {
    if *method != Method::OPTIONS || response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let mut answer = StatusCode::NO_CONTENT.into_response();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

/// Answers 412 where the caller wants another version than the present one, and 304 where they have it already (RFC 9110 §13.2.2).
fn conditional(method: &Method, [matching, differing]: [Option<HeaderValue>; 2], response: Response) -> Response {
    let reading = *method == Method::GET || *method == Method::HEAD;
    let done = matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT);
    let (true, true, Some(current)) = (reading, done, response.headers().get(ETAG)) else { return response };
    let current = current.as_bytes();
    // a vendor's face writes its marks bare, and its clients send them back as they like
    let bare = !current.starts_with(b"\"");
    let named = |tags: &HeaderValue, strengthen: fn(&str) -> &str| {
        let tags = tags.to_str().unwrap_or_default().split(',').map(|tag| strengthen(tag.trim()));
        tags.into_iter().map(|tag| if bare { tag.trim_matches('"') } else { tag }).any(|tag| tag == "*" || tag.as_bytes() == current)
    };
    if matching.is_some_and(|tags| !named(&tags, |tag| tag)) {
        return Refusal::from(code::PRECONDITION_FAILED).into_response();
    }
    if !differing.is_some_and(|tags| named(&tags, |tag| tag.trim_start_matches("W/"))) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    for name in [CONTENT_LENGTH, CONTENT_TYPE, header::CONTENT_RANGE] {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::empty())
}

#[cfg(test)]
mod tests;
