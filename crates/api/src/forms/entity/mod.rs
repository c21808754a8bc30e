//! Subjects and representatives.

use app::Ctx;
use axum::Router;

/// What is answered soon, under each of the base paths.
pub(super) fn quick() -> Router<Ctx> {
    Router::new()
}
