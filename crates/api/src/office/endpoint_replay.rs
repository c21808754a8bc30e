//! POST `/v1/webhook-endpoints/{id}/replay`.

use app::Ctx;
use axum::extract::State;
use domain::id::EndpointId;
use surguch_http::{Acting, Answer, Given, Id, Object};
use wire::office::{Replay, ReplayEvents};

use super::convert;
use crate::document::{OptionalKey, PathId, Refusals};

/// Sends a span of events to an endpoint once more, by time or by number: in their order, with the same ids and bytes.
#[utoipa::path(post, operation_id = "endpoint_replay", path = "/v1/webhook-endpoints/{id}/replay", tag = "events", params(PathId, OptionalKey),
    request_body = ReplayEvents, responses((status = 202, description = "They are on their way", body = Replay), Refusals))]
pub(crate) async fn replay(
    State(ctx): State<Ctx>,
    Id(id): Id<EndpointId>,
    Acting { call, body }: Acting<Given<ReplayEvents>>,
) -> Answer<Replay> {
    let span = convert::span(body, ctx.now())?;
    let done = app::endpoint::replay(&ctx, &call, id, span).await?;
    let replay = Replay { from_sequence: done.value.first, to_sequence: done.value.last };
    Ok(Object::accepted(replay).replayed(done.replayed))
}
