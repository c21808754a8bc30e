//! What both stand-ins do at their door: whom they let in, and what stands in every answer.

use axum::body::Body;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::net::TcpListener;

/// Longer questions are none.
const LONGEST: usize = 64 << 10;
/// The header in which every answer says that it is no real one.
const SIMULATOR: HeaderName = HeaderName::from_static("surguch-simulator");

/// Answers on `socket` until `stop` is done.
pub async fn serve(socket: TcpListener, router: Router, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    axum::serve(socket, router).with_graceful_shutdown(stop).await
}

/// A router of the stand-in `name`: everything under `/v1` asks for the token, where there is one; `/simulator` asks for nothing.
pub(crate) fn around(name: &'static str, token: String, contract: Router, controls: Router) -> Router {
    let asked_for = from_fn(move |request: Request, next: Next| {
        let right = token.is_empty() || bearer(request.headers()) == Some(&token);
        async move {
            match right {
                true => next.run(request).await,
                false => problem(StatusCode::UNAUTHORIZED, "token_wrong"),
            }
        }
    });
    contract
        .layer(asked_for)
        .merge(controls)
        .fallback(|| async { problem(StatusCode::NOT_FOUND, "not_found") })
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(map_response(move |mut response: Response<Body>| async move {
            response.headers_mut().insert(SIMULATOR, HeaderValue::from_static(name));
            response
        }))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// A question as it was sent: a body in JSON, and the id by which repeats are told apart.
pub(crate) struct Asked<T> {
    pub(crate) id: String,
    pub(crate) body: T,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).filter(|id| (1..=200).contains(&id.len()));
        let id = id.ok_or(Problem(StatusCode::BAD_REQUEST, "request_id_missing"))?.to_owned();
        let Json(body) = Json::from_request(request, state).await.map_err(|_| Problem(StatusCode::BAD_REQUEST, "body_malformed"))?;
        Ok(Self { id, body })
    }
}

/// Whether a stand-in is up, as the contracts tell it; beside it that it is no real one.
pub(crate) fn status(down: bool) -> Response {
    Json(json!({ "status": if down { "down" } else { "up" }, "simulator": true })).into_response()
}

/// A control call beside the contracts: down from now on, or up again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weather {
    down: bool,
}

impl Weather {
    /// Makes it so by `set`.
    pub(crate) fn set(asked: Result<Json<Self>, JsonRejection>, set: impl FnOnce(bool)) -> Response {
        match asked {
            Ok(Json(Self { down })) => {
                set(down);
                StatusCode::NO_CONTENT.into_response()
            }
            Err(_) => problem(StatusCode::BAD_REQUEST, "body_malformed"),
        }
    }
}

/// A refusal as the contracts have it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Problem(pub(crate) StatusCode, pub(crate) &'static str);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "code": self.1 }))).into_response()
    }
}

/// The same as an answer.
pub(crate) fn problem(status: StatusCode, code: &'static str) -> Response {
    Problem(status, code).into_response()
}
