//! POST `/v1/certificate-requests/{id}/activate`.

use app::Ctx;
use axum::extract::State;
use domain::id::IssueId;
use surguch_http::{Acting, Answer, Id, Object};
use wire::office::{CertificateRequest, Nothing};

use super::convert;
use crate::document::{OptionalKey, PathId, Refusals};

/// Takes the issued certificate into use (row 2.2). Again changes nothing.
#[utoipa::path(post, operation_id = "request_activate", path = "/v1/certificate-requests/{id}/activate", tag = "certificates", params(PathId, OptionalKey),
    responses((status = 200, description = "As it is now", body = CertificateRequest), Refusals))]
pub(crate) async fn activate(
    State(ctx): State<Ctx>,
    Id(id): Id<IssueId>,
    Acting { call, body: Nothing {} }: Acting<Nothing>,
) -> Answer<CertificateRequest> {
    let done = app::request::activate(&ctx, &call, id).await?;
    Ok(Object::ok(convert::certificate_request(&done.value)).version(done.value.version).replayed(done.replayed))
}
