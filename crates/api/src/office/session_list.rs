//! GET `/v1/sessions`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Auth, Object};
use wire::office::{OpenSession, Page};

use super::convert;
use crate::document::Refusals;

/// The caller's own open sessions, the newest first; for people alone.
#[utoipa::path(get, operation_id = "session_list", path = "/v1/sessions", tag = "people",
    responses((status = 200, description = "The newest 200 of them", body = Page<OpenSession>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Auth(call): Auth) -> Answer<Page<OpenSession>> {
    let found = app::session::list(&ctx, &call).await?;
    let shown = |one: &app::session::Session| OpenSession {
        id: one.id.to_string(),
        created_at: one.created_at.to_string(),
        expires_at: one.expires_at.to_string(),
        current: one.current,
    };
    Ok(Object::ok(convert::whole(found.iter().map(shown).collect())))
}
