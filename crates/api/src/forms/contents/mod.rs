//! Contents: bytes that are put before something names them.

pub(crate) mod content_get;
pub(crate) mod content_put;

use app::Ctx;
use axum::Router;
use axum::routing::{get, post};

/// What is answered soon.
pub(super) fn quick(ctx: &Ctx) -> Router<Ctx> {
    Router::new().route(&format!("{}/{{contentId}}", ctx.settings.forms.contents_path), get(content_get::get))
}

/// What takes as long as it takes.
pub(super) fn uploads(ctx: &Ctx) -> Router<Ctx> {
    Router::new().route(&ctx.settings.forms.contents_path, post(content_put::put))
}
