//! Everything that the main listener answers.

use app::Ctx;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use domain::code;
use surguch_http::{Face, Refusal};

use crate::{document, health, office, pki, problem_page};

/// The faces side by side, each with its own envelope; what belongs to none of them is not found.
pub fn router(ctx: Ctx) -> Router {
    let face = Face::of(&ctx);
    let own = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/openapi.json", get(openapi))
        .route("/problems/{code}", get(problem_page::show))
        .fallback(|| async { Refusal::from(code::NOT_FOUND) });
    face.around(own).with_state(ctx.clone()).merge(office::router(ctx.clone())).merge(pki::router(ctx))
}

async fn openapi() -> ([(axum::http::HeaderName, &'static str); 1], &'static str) {
    ([(CONTENT_TYPE, "application/json")], document::text())
}
