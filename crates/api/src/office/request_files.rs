//! GET `/v1/certificate-requests/{id}/files`.

use app::Ctx;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Answer, Auth, Id, Object};
use wire::office::{File, Page};

use super::convert;
use crate::document::{PathId, Refusals};

/// Offer and acceptance act, once they are ready (row 3.3).
#[utoipa::path(get, operation_id = "request_files", path = "/v1/certificate-requests/{id}/files", tag = "certificates", params(PathId),
    responses((status = 200, description = "All of them", body = Page<File>), Refusals))]
pub(crate) async fn files(State(ctx): State<Ctx>, Auth(call): Auth, Id(id): Id<IssueId>) -> Answer<Page<File>> {
    let found = app::request::files(&ctx, &call, id).await?;
    Ok(Object::ok(convert::whole(found.iter().map(convert::file).collect())))
}
