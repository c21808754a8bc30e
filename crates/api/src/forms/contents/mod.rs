//! Contents: bytes that are put before something names them.

use app::Ctx;
use axum::Router;

/// What is answered soon.
pub(super) fn quick(_ctx: &Ctx) -> Router<Ctx> {
    Router::new()
}

/// What takes as long as it takes.
pub(super) fn uploads(_ctx: &Ctx) -> Router<Ctx> {
    Router::new()
}
