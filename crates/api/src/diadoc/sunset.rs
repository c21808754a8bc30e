//! What a method says that the vendor has announced the end of: `Sunset` (RFC 8594) and where to read about it.

use app::Ctx;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::middleware::Next;
use axum::response::Response;
use surguch_http::SUNSET;

/// The vendor removes the first version after 30 November 2026. This server goes on answering it, and says what the vendor does.
const ANNOUNCED: &str = "Tue, 01 Dec 2026 00:00:00 GMT";

/// Adds both headers to whatever is answered.
pub(super) async fn announced(State(ctx): State<Ctx>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(SUNSET, HeaderValue::from_static(ANNOUNCED));
    let about = format!("<{}/docs>; rel=\"sunset\"; type=\"text/html\"", ctx.settings.public_url);
    if let Ok(about) = HeaderValue::from_str(&about) {
        response.headers_mut().insert(LINK, about);
    }
    response
}
