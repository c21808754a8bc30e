//! POST `/v1/cabinet/consent`.

use app::Ctx;
use app::request::cabinet;
use axum::extract::State;
use surguch_http::{Acting, Answer};
use wire::office::{CabinetRequest, GiveConsent};

use super::convert;
use crate::document::Refusals;

/// Consents to the processing of personal data, by the wording that was shown.
#[utoipa::path(post, operation_id = "cabinet_consent", path = "/v1/cabinet/consent", tag = "cabinet", request_body = GiveConsent,
    responses((status = 200, description = "Recorded", body = CabinetRequest), Refusals))]
pub(crate) async fn consent(State(ctx): State<Ctx>, Acting { call, body }: Acting<GiveConsent>) -> Answer<CabinetRequest> {
    Ok(convert::in_cabinet(&cabinet::give_consent(&ctx, &call, &body.text_version).await?))
}
