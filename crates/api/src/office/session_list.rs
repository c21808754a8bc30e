//! GET `/v1/sessions`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{ListAll, OpenSession, Page};

use super::convert;
use crate::document::Refusals;

/// The caller's own open sessions, the newest first; for people alone.
#[utoipa::path(get, operation_id = "session_list", path = "/v1/sessions", tag = "people", params(ListAll),
    responses((status = 200, description = "One page", body = Page<OpenSession>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Listed { call, query, marks }: Listed<ListAll>,
) -> Answer<Page<OpenSession>> {
    let slice = convert::slice(&marks, query)?;
    let page = app::session::list(&ctx, &call, slice).await?;
    let shown = |one: app::session::Session| OpenSession {
        id: one.id.to_string(),
        face: one.face.word().to_owned(),
        created_at: one.created_at.to_string(),
        expires_at: one.expires_at.to_string(),
        current: one.current,
    };
    Ok(marks.answer(page, shown))
}
