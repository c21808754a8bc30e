//! POST `/v1/cabinet/release`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use surguch_http::{Acting, Answer, Given};
use wire::office::{CabinetRequest, ReleaseRequest};

use super::convert;
use crate::document::Refusals;

/// Chooses the key and asks for the release; the certificate is made soon after.
#[utoipa::path(post, operation_id = "cabinet_release", path = "/v1/cabinet/release", tag = "cabinet", request_body = ReleaseRequest,
    responses((status = 200, description = "The certificate is being made", body = CabinetRequest), Refusals))]
pub(crate) async fn release(State(ctx): State<Ctx>, Acting { call, body }: Acting<Given<ReleaseRequest>>) -> Answer<CabinetRequest> {
    Ok(convert::in_cabinet(&cabinet::release(&ctx, &call, convert::key_choice(body)?).await?))
}
